/** Publication: an edition that went out: its hash, what it contains, who approved it, corrections. */
import { date, hash, type KindSpec, L, prose, ref, struct, text, url } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

export const publication: KindSpec = {
  kind: 'Publication',
  label: L('Publication', 'Публикация', 'Жарияланым'),
  plural: L('Publications', 'Публикации', 'Жарияланымдар'),
  date: 'date',
  place: null,
  state: null,
  fields: [
    hash('edition', '1', 'P', L('Edition', 'Выпуск', 'Басылым')),
    ref('contains', [], '+', 'P', L('Contains', 'Содержит', 'Құрамында')),
    text('claims', '*', 'P', L('Claims contained', 'Включённые утверждения', 'Енгізілген мәлімдеулер')),
    text('view', '1', 'P', L('Disclosure view', 'Режим раскрытия', 'Ашу режимі')),
    date('date', '?', 'P', L('Date', 'Дата', 'Күні')),
    url('channels', '*', 'P', L('Published at', 'Где опубликовано', 'Қайда жарияланды')),
    ref('approved_by', ['Person'], '+', 'O', L('Approved by (two)', 'Кто одобрил (двое)', 'Кім мақұлдады (екеу)'), {
      widget: 'person_of_node',
      group: 'people',
    }),
    struct('corrections', '*', 'P', L('Corrections', 'Исправления', 'Түзетулер'), [
      date('at', '1', 'P', L('When', 'Когда', 'Қашан')),
      prose('text', '1', 'P', L('Text', 'Текст', 'Мәтін')),
      text('replaces', '?', 'P', L('Replaces', 'Вместо', 'Ненің орнына')),
    ]),
    struct('withdrawn', '?', 'P', L('Withdrawn', 'Отозвано', 'Қайтарып алынған'), [
      date('at', '1', 'P', L('When', 'Когда', 'Қашан')),
      prose('reason', '1', 'P', L('Reason', 'Причина', 'Себебі')),
    ]),
    ...COMMON_FIELDS,
  ],
};
