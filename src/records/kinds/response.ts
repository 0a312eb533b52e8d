/** Response: what an addressee or another did about a demand. Listed in its own word, never graded. */
import { bool, date, type KindSpec, L, prose, ref, refOrText, struct, term } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

export const response: KindSpec = {
  kind: 'Response',
  label: L('Response', 'Ответное действие', 'Жауап әрекет'),
  plural: L('Responses', 'Ответные действия', 'Жауап әрекеттер'),
  date: 'at',
  place: null,
  state: 'bears',
  fields: [
    ref('demand', ['Demand'], '+', 'P', L('Demands', 'Требования', 'Талаптар')),
    refOrText('from', ['Organisation'], '1', 'P', L('By whom', 'Кто действовал', 'Кім жасады'), { group: 'people' }),
    date('at', '1', 'P', L('When', 'Когда', 'Қашан')),
    term('kind', 'response_kind', '?', 'P', L('Kind', 'Вид', 'Түрі')),
    prose('text', '1', 'P', L('What was done or said', 'Что сделано или сказано', 'Не жасалды немесе айтылды')),
    ref('evidence', [], '+', 'P', L('Evidence', 'Подтверждение', 'Айғақ'), { group: 'sources' }),
    term(
      'bears',
      'response_bears',
      '1',
      'P',
      L('Bears on the demand as', 'Как относится к требованию', 'Талапқа қатысы'),
    ),
    bool('by_addressee', '1', 'P', L('By the addressee', 'От адресата', 'Адресат тарапынан'), {
      help: L(
        'Where it differs between demands, say so under "For each demand".',
        'Если для разных требований по-разному, укажите в поле «По каждому требованию».',
        'Талаптар бойынша әртүрлі болса, «Әр талап бойынша» өрісінде көрсетіңіз.',
      ),
    }),
    struct('link', '*', 'P', L('For each demand', 'По каждому требованию', 'Әр талап бойынша'), [
      ref('demand', ['Demand'], '1', 'P', L('Demand', 'Требование', 'Талап')),
      term('bears', 'response_bears', '1', 'P', L('Bears on it as', 'Как относится', 'Қатысы')),
      bool('by_addressee', '1', 'P', L('By the addressee', 'От адресата', 'Адресат тарапынан')),
    ]),
    ...COMMON_FIELDS,
  ],
};
