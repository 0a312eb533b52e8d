/** Event: what happened at a place and time. A count here is the source's count for this event, never a sum of Acts. */
import { choice, count, date, type KindSpec, L, place, prose, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const MONITORING = {
  open: L('followed', 'наблюдение ведётся', 'бақылануда'),
  closed: L('closed', 'наблюдение завершено', 'бақылау аяқталды'),
};

export const event: KindSpec = {
  kind: 'Event',
  label: L('Event', 'Событие', 'Оқиға'),
  plural: L('Events', 'События', 'Оқиғалар'),
  date: 'date',
  place: 'place',
  state: null,
  fields: [
    text('title', '1', 'P', L('Title', 'Название', 'Атауы'), { prose: true }),
    term('kind', 'event_kind', '+', 'P', L('Kind', 'Вид', 'Түрі')),
    date('date', '1', 'P', L('Date', 'Дата', 'Күні'), { group: 'place_time' }),
    place('place', '1', 'P', L('Place', 'Место', 'Орын'), { group: 'place_time' }),
    prose('description', '?', 'P', L('Description', 'Описание', 'Сипаттамасы')),
    count('killed', '?', 'P', L('Killed', 'Погибло', 'Қаза тапты'), { group: 'numbers' }),
    count('injured', '?', 'P', L('Injured', 'Ранено', 'Жараланды'), { group: 'numbers' }),
    count('detained', '?', 'P', L('Detained', 'Задержано', 'Ұсталды'), { group: 'numbers' }),
    count('participants', '?', 'P', L('Participants', 'Участников', 'Қатысушылар'), { group: 'numbers' }),
    text(
      'actors_text',
      '*',
      'P',
      L('Actors, as written', 'Участники, как в источнике', 'Қатысушылар, дереккөздегідей'),
    ),
    choice('monitoring', MONITORING, '?', 'C', L('Monitoring', 'Наблюдение', 'Бақылау'), { group: 'handling' }),
    ...COMMON_FIELDS,
  ],
};
