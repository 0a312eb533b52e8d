/** Group: people who are not named one by one. */
import { bool, count, type KindSpec, L, prose, ref, term } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

export const group: KindSpec = {
  kind: 'Group',
  label: L('Group', 'Группа', 'Топ'),
  plural: L('Groups', 'Группы', 'Топтар'),
  date: null,
  place: null,
  state: null,
  fields: [
    prose('description', '1', 'P', L('Description', 'Описание', 'Сипаттамасы')),
    count('count', '?', 'P', L('Number of people', 'Число людей', 'Адам саны')),
    ref('members', ['Person'], '*', 'C', L('Members', 'Участники', 'Мүшелері')),
    term('kind', 'actor_kind', '?', 'P', L('Kind', 'Вид', 'Түрі')),
    bool('named', '1', 'C', L('Members are named', 'Участники названы', 'Мүшелерінің есімдері аталған')),
    ...COMMON_FIELDS,
  ],
};
