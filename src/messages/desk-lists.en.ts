/** Texts of the desk in English: lists. */
export const deskListsEn = {
  'history.ended.undone': '(undone)',
  'map.tools': 'Map tools',
  'map.larger': 'Enlarge',
  'map.smaller': 'Make smaller',
  'map.west': 'Move west',
  'map.east': 'Move east',
  'map.north': 'Move north',
  'map.south': 'Move south',
  'map.whole': 'Whole map',
  'map.only_here': 'Only this part',
  'map.mark': '.input {$n :number} .match $n one {{{$place}, {$n} record}} * {{{$place}, {$n} records}}',
  'map.mark_ring':
    '.input {$n :number} .match $n one {{{$place}, known only roughly, {$n} record}} * {{{$place}, known only roughly, {$n} records}}',
  'map.note': 'Circles are settlements, never exact points. Regions as they were drawn before 2018.',
  'map.largest': 'The {$n :number} largest of {$all :number} places are drawn.',
  'map.undrawn':
    '.input {$n :number} .match $n one {{{$n} place is not on the sheet and stands in the list.}} * {{{$n} places are not on the sheet and stand in the list.}}',
  'map.as_list': '.input {$n :number} .match $n one {{{$n} place as a list}} * {{{$n} places as a list}}',
};
