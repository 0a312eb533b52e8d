/** Verification: what was checked, by whom, with what conclusion; two different reviewers conclude. */
import { choice, type KindSpec, L, prose, ref, struct, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const CHECK = {
  source: L('source', 'источник', 'дереккөз'),
  technical: L('technical', 'техническая', 'техникалық'),
  geolocation: L('place', 'место съёмки', 'түсірілген жері'),
  chronolocation: L('time', 'время съёмки', 'түсірілген уақыты'),
  corroboration: L('corroboration', 'подкрепление другими источниками', 'басқа дереккөздермен қуаттау'),
  legal: L('legal', 'правовая', 'құқықтық'),
};

export const verification: KindSpec = {
  kind: 'Verification',
  label: L('Verification', 'Проверка', 'Тексеру'),
  plural: L('Verifications', 'Проверки', 'Тексерулер'),
  date: null,
  place: null,
  state: 'conclusion',
  fields: [
    ref('target', [], '1', 'C', L('What is checked', 'Что проверяется', 'Не тексеріледі')),
    text('claims', '*', 'C', L('Claims checked', 'Проверяемые утверждения', 'Тексерілетін мәлімдеулер')),
    struct('checks', '+', 'C', L('Checks', 'Проверки', 'Тексерулер'), [
      choice('kind', CHECK, '1', 'C', L('Kind', 'Вид', 'Түрі')),
      term('result', 'review_conclusion', '1', 'C', L('Result', 'Итог', 'Нәтижесі')),
      prose('text', '?', 'C', L('Explanation', 'Пояснение', 'Түсініктеме')),
      ref('evidence', ['Evidence', 'Source'], '*', 'C', L('Evidence', 'Подтверждение', 'Айғақ')),
    ]),
    term('conclusion', 'review_conclusion', '1', 'C', L('Conclusion', 'Вывод', 'Қорытынды'), { group: 'state' }),
    ref('reviewer', ['Person'], '1', 'C', L('Reviewer', 'Рецензент', 'Сарапшы'), {
      widget: 'person_of_node',
      group: 'people',
    }),
    ref('second_reviewer', ['Person'], '?', 'C', L('Second reviewer', 'Второй рецензент', 'Екінші сарапшы'), {
      at: ['concluded'],
      widget: 'person_of_node',
      group: 'people',
    }),
    struct('dissent', '*', 'C', L('Dissent', 'Особое мнение', 'Ерекше пікір'), [
      text('by', '1', 'C', L('By', 'Кто', 'Кім')),
      prose('text', '1', 'C', L('Text', 'Текст', 'Мәтін')),
    ]),
    ref('supersedes', ['Verification'], '?', 'C', L('Supersedes', 'Заменяет проверку', 'Қай тексерудің орнына')),
    ...COMMON_FIELDS,
  ],
};
