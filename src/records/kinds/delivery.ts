/** Delivery: a statement, publication or demand handed to its addressee. */
import { choice, date, type KindSpec, L, ref, struct, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const PURPOSE = {
  statement: L('statement', 'заявление', 'мәлімдеме'),
  brief: L('brief', 'справка', 'анықтама'),
  dossier: L('dossier', 'досье', 'құжаттама'),
  right_of_reply: L('right of reply', 'право на ответ', 'жауап беру құқығы'),
};

export const delivery: KindSpec = {
  kind: 'Delivery',
  label: L('Delivery', 'Вручение', 'Тапсыру'),
  plural: L('Deliveries', 'Вручения', 'Тапсырулар'),
  date: 'at',
  place: null,
  state: null,
  fields: [
    ref('what', ['Statement', 'Publication', 'Demand'], '+', 'C', L('What', 'Что вручено', 'Не тапсырылды'), {
      widget: 'ref_or_hash',
      help: L(
        'A record, or the SHA-256 of what was handed over.',
        'Запись или хеш-сумма SHA-256 вручённого.',
        'Жазба немесе тапсырылғанның SHA-256 хеш-қосындысы.',
      ),
    }),
    choice('purpose', PURPOSE, '1', 'C', L('Purpose', 'Назначение', 'Мақсаты')),
    ref('addressee', ['Organisation', 'Person'], '1', 'C', L('Addressee', 'Адресат', 'Адресат')),
    term('channel', 'delivery_channel', '1', 'C', L('Channel', 'Способ', 'Тәсілі')),
    date('at', '1', 'C', L('When', 'Когда', 'Қашан')),
    text('incoming_no', '?', 'C', L('Incoming number', 'Входящий номер', 'Кіріс нөмірі')),
    struct('reply_due', '?', 'C', L('Reply due', 'Срок ответа', 'Жауап мерзімі'), [
      date('date', '1', 'C', L('Date', 'Дата', 'Күні')),
      text('basis', '1', 'C', L('Basis', 'Основание', 'Негізі')),
      text('profile_row', '?', 'C', L('Row of the legal profile', 'Строка правового профиля', 'Құқықтық профиль жолы')),
    ]),
    ref('receipt', ['Evidence'], '*', 'C', L('Receipt', 'Подтверждение вручения', 'Тапсыру растамасы'), {
      group: 'sources',
    }),
    ref('answer', ['Response', 'Evidence'], '*', 'C', L('Answer', 'Ответ', 'Жауап'), { group: 'sources' }),
    date('withdrawn', '?', 'C', L('Withdrawn on', 'Отозвано', 'Қайтарып алынған күні')),
    ...COMMON_FIELDS,
  ],
};
