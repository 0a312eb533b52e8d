/** Signal: what the field says, before anyone has checked it. */
import { date, type KindSpec, L, place, prose, ref, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

export const signal: KindSpec = {
  kind: 'Signal',
  label: L('Signal', 'Сигнал', 'Дабыл'),
  plural: L('Signals', 'Сигналы', 'Дабылдар'),
  date: 'claimed_at',
  place: 'place',
  state: 'state',
  fields: [
    term('state', 'triage_state', '1', 'C', L('Triage', 'Разбор', 'Сұрыптау'), { group: 'state' }),
    term('channel', 'signal_channel', '1', 'C', L('Channel', 'Канал', 'Арна')),
    date('received_at', '1', 'C', L('Received', 'Получен', 'Қабылданған уақыты'), { group: 'place_time' }),
    date('claimed_at', '?', 'C', L('When, as stated', 'Когда, со слов источника', 'Дереккөз айтқан уақыт'), {
      group: 'place_time',
    }),
    place('place', '?', 'C', L('Place', 'Место', 'Орын'), { group: 'place_time' }),
    prose('text', '1', 'C', L('Text', 'Текст', 'Мәтін')),
    text('sender', '?', 'V', L('Sender', 'Отправитель', 'Жіберуші'), { group: 'private' }),
    term('sender_risk', 'priority', '?', 'V', L('Risk to the sender', 'Риск для отправителя', 'Жіберушіге қауіп'), {
      group: 'private',
    }),
    ref('media', ['Evidence'], '*', 'C', L('Media', 'Медиафайлы', 'Медиафайлдар'), { group: 'sources' }),
    term('theme', 'event_kind', '?', 'C', L('Theme', 'Тема', 'Тақырып')),
    term('urgency', 'priority', '1', 'C', L('Urgency', 'Срочность', 'Шұғылдығы'), { group: 'handling' }),
    text('speaker', '?', 'C', L('Who says so', 'Кто сообщает', 'Кім хабарлайды')),
    text('quality_flag', '*', 'C', L('Flaws of the data', 'Изъяны данных', 'Деректегі кемшіліктер'), {
      group: 'handling',
      facet: true,
    }),
    ref('assignee', ['Person'], '?', 'C', L('Taken by', 'Взял в работу', 'Қарап жүрген адам'), { group: 'handling' }),
    date('later', '?', 'C', L('Comes back on', 'Вернётся к разбору', 'Қайта қаралатын күні'), { group: 'handling' }),
    ref('promoted_to', [], '*', 'C', L('Became', 'Перенесён в', 'Енгізілген жазбалар'), {
      group: 'state',
      at: ['promoted'],
    }),
    ref('duplicate_of', ['Signal'], '?', 'C', L('Duplicate of', 'Дубликат сигнала', 'Қай дабылды қайталайды'), {
      group: 'state',
      at: ['duplicate'],
    }),
    prose('reason', '?', 'C', L('Reason', 'Причина', 'Себебі'), {
      group: 'state',
      at: ['unverifiable', 'out_of_scope', 'set_aside'],
    }),
    ...COMMON_FIELDS,
  ],
};
