/** Relation: a link between two records. Stored once, read both ways; `same_*` kinds are suggestions. */
import { date, type KindSpec, L, ref, term } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

export const relation: KindSpec = {
  kind: 'Relation',
  label: L('Relation', 'Связь записей', 'Жазбалар байланысы'),
  plural: L('Relations', 'Связи записей', 'Жазбалар байланыстары'),
  date: 'date',
  place: null,
  state: null,
  fields: [
    ref('from', [], '1', 'C', L('From', 'От', 'Бастапқы жазба')),
    ref('to', [], '1', 'C', L('To', 'К', 'Соңғы жазба')),
    term('kind', 'relation_kind', '1', 'C', L('Kind', 'Вид', 'Түрі')),
    date('date', '?', 'C', L('Date', 'Дата', 'Күні')),
    term('certainty', 'reliability', '?', 'C', L('Certainty', 'Уверенность', 'Сенімділігі')),
    ...COMMON_FIELDS,
  ],
};
