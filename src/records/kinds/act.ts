/** Act: what was done to one victim, coded against the rights it touches. */
import { date, type KindSpec, L, place, prose, ref, struct, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

export const act: KindSpec = {
  kind: 'Act',
  label: L('Act', 'Деяние', 'Әрекет'),
  plural: L('Acts', 'Деяния', 'Әрекеттер'),
  date: 'date',
  place: 'place',
  state: 'status',
  fields: [
    term('type', 'act_type', '+', 'P', L('Type', 'Вид деяния', 'Әрекет түрі')),
    ref('victim', ['Person', 'Group', 'Organisation'], '1', 'C', L('Victim', 'Пострадавший', 'Жәбірленуші')),
    ref('event', ['Event'], '?', 'P', L('Event', 'Событие', 'Оқиға')),
    date('date', '?', 'P', L('Date', 'Дата', 'Күні'), { group: 'place_time', at: ['reviewed'] }),
    place('place', '?', 'P', L('Place', 'Место', 'Орын'), { group: 'place_time' }),
    text('method', '?', 'C', L('Method', 'Способ', 'Тәсілі')),
    text('stated_reason', '?', 'P', L('Reason stated', 'Заявленная причина', 'Айтылған себеп')),
    term('attribution', 'attribution', '1', 'P', L('Attribution', 'Кому приписывается', 'Кімге телінеді')),
    term('rights', 'right', '*', 'P', L('Rights touched', 'Затронутые права', 'Қозғалған құқықтар')),
    prose('consequence', '*', 'C', L('Consequences', 'Последствия', 'Салдары')),
    term('status', 'violation_status', '1', 'P', L('Violation', 'Оценка нарушения', 'Құқық бұзушылық бағасы'), {
      at: ['published'],
      group: 'state',
    }),
    struct('label', '*', 'C', L('Label given by a speaker', 'Ярлык, данный говорящим', 'Айтушы берген атау'), [
      text('text', '1', 'C', L('Label', 'Ярлык', 'Атау')),
      text('speaker', '1', 'C', L('Speaker', 'Кто говорит', 'Айтушы')),
    ]),
    ...COMMON_FIELDS,
  ],
};
