/** Texts of the desk in Russian: lists. */
export const deskListsRu = {
  'history.ended.undone': '(отменено)',
  'map.tools': 'Инструменты карты',
  'map.larger': 'Приблизить',
  'map.smaller': 'Отдалить',
  'map.west': 'Сдвинуть на запад',
  'map.east': 'Сдвинуть на восток',
  'map.north': 'Сдвинуть на север',
  'map.south': 'Сдвинуть на юг',
  'map.whole': 'Вся карта',
  'map.only_here': 'Только эта часть',
  'map.mark':
    '.input {$n :number} .match $n one {{{$place}, {$n} запись}} few {{{$place}, {$n} записи}} many {{{$place}, {$n} записей}} * {{{$place}, {$n} записи}}',
  'map.mark_ring':
    '.input {$n :number} .match $n one {{{$place}, место приблизительно, {$n} запись}} few {{{$place}, место приблизительно, {$n} записи}} many {{{$place}, место приблизительно, {$n} записей}} * {{{$place}, место приблизительно, {$n} записи}}',
  'map.note': 'Круги обозначают населённые пункты, а не точки. Границы областей показаны по состоянию до 2018 года.',
  'map.largest': 'Показаны {$n :number} самых крупных мест из {$all :number}.',
  'map.undrawn':
    '.input {$n :number} .match $n one {{{$n} место не попадает на лист, оно есть в списке.}} few {{{$n} места не попадают на лист, они есть в списке.}} many {{{$n} мест не попадают на лист, они есть в списке.}} * {{{$n} места не попадают на лист, они есть в списке.}}',
  'map.as_list':
    '.input {$n :number} .match $n one {{{$n} место списком}} few {{{$n} места списком}} many {{{$n} мест списком}} * {{{$n} места списком}}',
};
