/** Outage: a place, a network and a window; its intervals are derived from the observations inside it. */
import { date, type KindSpec, L, place, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

export const outage: KindSpec = {
  kind: 'Outage',
  label: L('Outage', 'Отключение связи', 'Байланыстың өшуі'),
  plural: L('Outages', 'Отключения связи', 'Байланыстың өшуі'),
  date: 'window',
  place: 'place',
  state: null,
  fields: [
    place('place', '1', 'P', L('Place', 'Место', 'Орын'), { group: 'place_time' }),
    term('medium', 'connectivity_medium', '1', 'P', L('Network', 'Сеть', 'Желі')),
    date('window', '1', 'P', L('Window', 'Период', 'Кезең'), { group: 'place_time' }),
    text('name', '?', 'P', L('Name', 'Название', 'Атауы'), { prose: true }),
    text('cause', '?', 'P', L('Cause', 'Причина', 'Себебі')),
    ...COMMON_FIELDS,
  ],
};
