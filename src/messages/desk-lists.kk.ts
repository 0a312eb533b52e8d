/** Texts of the desk in Kazakh: lists. */
export const deskListsKk = {
  'history.ended.undone': '(әрекет қайтарылған)',
  'map.tools': 'Карта құралдары',
  'map.larger': 'Үлкейту',
  'map.smaller': 'Кішірейту',
  'map.west': 'Батысқа жылжыту',
  'map.east': 'Шығысқа жылжыту',
  'map.north': 'Солтүстікке жылжыту',
  'map.south': 'Оңтүстікке жылжыту',
  'map.whole': 'Толық карта',
  'map.only_here': 'Тек осы бөлігі',
  'map.mark': '.input {$n :number} .match $n one {{{$place}, {$n} жазба}} * {{{$place}, {$n} жазба}}',
  'map.mark_ring':
    '.input {$n :number} .match $n one {{{$place}, орны шамамен белгілі, {$n} жазба}} * {{{$place}, орны шамамен белгілі, {$n} жазба}}',
  'map.note': 'Шеңберлер нақты нүктені емес, елді мекенді білдіреді. Облыс шекаралары 2018 жылға дейінгі қалпында.',
  'map.largest': '{$all :number} орынның ең ірі {$n :number} орны көрсетілген.',
  'map.undrawn':
    '.input {$n :number} .match $n one {{{$n} орын картаға сыймайды, ол тізімде бар.}} * {{{$n} орын картаға сыймайды, олар тізімде бар.}}',
  'map.as_list': '.input {$n :number} .match $n one {{{$n} орын тізім түрінде}} * {{{$n} орын тізім түрінде}}',
};
