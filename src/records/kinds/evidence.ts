/** Evidence: original bytes and what is known of them. `object` and `custody` are written by the evidence room. */
import {
  bool,
  choice,
  count,
  date,
  hash,
  type KindSpec,
  L,
  opaque,
  prose,
  ref,
  struct,
  term,
  text,
  url,
} from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const OUTCOME = {
  ok: L('done', 'выполнено', 'орындалды'),
  fail: L('failed', 'не удалось', 'орындалмады'),
  partial: L('done in part', 'выполнено частично', 'ішінара орындалды'),
};

export const evidence: KindSpec = {
  kind: 'Evidence',
  label: L('Evidence', 'Доказательство', 'Айғақ'),
  plural: L('Evidence', 'Доказательства', 'Айғақтар'),
  date: null,
  place: null,
  state: null,
  fields: [
    hash('sha256', '1', 'C', L('SHA-256', 'Хеш-сумма SHA-256', 'SHA-256 хеш-қосындысы')),
    term('kind', 'evidence_kind', '1', 'C', L('Kind', 'Вид', 'Түрі')),
    count('size', '1', 'C', L('Size in bytes', 'Размер в байтах', 'Көлемі, байт')),
    text('mime', '1', 'C', L('File type', 'Тип файла', 'Файл түрі'), { facet: true }),
    text(
      'mime_claimed',
      '?',
      'C',
      L('File type as sent', 'Тип файла со слов отправителя', 'Жіберуші айтқан файл түрі'),
    ),
    text('name_given', '?', 'O', L('File name as received', 'Имя файла при получении', 'Алынғандағы файл атауы'), {
      group: 'private',
    }),
    struct('captured', '?', 'C', L('Captured', 'Снято с сети', 'Желіден алынған'), [
      date('at', '1', 'C', L('When', 'Когда', 'Қашан')),
      url('url', '?', 'C', L('Address', 'Адрес', 'Мекенжайы')),
      text('tool', '?', 'C', L('Tool', 'Инструмент', 'Құрал')),
      text('version', '?', 'C', L('Version', 'Версия', 'Нұсқасы')),
      text('collector', '?', 'V', L('Collected by', 'Кто собрал', 'Кім жинады')),
      text('clock_offset', '?', 'C', L('Clock deviation', 'Отклонение часов', 'Сағат ауытқуы')),
    ]),
    struct('derived_from', '?', 'C', L('Derived from', 'Получено из', 'Неден алынған'), [
      ref('from', ['Evidence'], '1', 'C', L('Original', 'Оригинал', 'Түпнұсқа')),
      text('operation', '1', 'C', L('Operation', 'Операция', 'Әрекет')),
      text('detail', '?', 'C', L('Details', 'Подробности', 'Толығырақ')),
    ]),
    bool('content_ok', '?', 'C', L('Shows what is claimed', 'Содержит заявленное', 'Айтылған мазмұны бар')),
    bool('graphic', '?', 'C', L('Graphic', 'Тяжёлые кадры', 'Ауыр көріністер'), { group: 'handling' }),
    ref('shows', [], '*', 'C', L('Shows', 'Что показывает', 'Нені көрсетеді'), { group: 'sources' }),
    text('rights', '?', 'C', L('Rights of use', 'Права на использование', 'Пайдалану құқығы'), { group: 'handling' }),
    opaque('object', '?', 'C', L('Stored object', 'Объект хранения', 'Сақталған нысан'), { group: 'handling' }),
    struct(
      'custody',
      '*',
      'C',
      L('Chain of custody', 'Цепочка хранения', 'Сақтау тізбегі'),
      [
        text('action', '1', 'C', L('Action', 'Действие', 'Әрекет')),
        date('at', '1', 'C', L('When', 'Когда', 'Қашан')),
        text('at_precision', '?', 'C', L('Precision of time', 'Точность времени', 'Уақыт дәлдігі')),
        opaque('agent', '?', 'C', L('Device and tool', 'Устройство и программа', 'Құрылғы мен бағдарлама')),
        text('place', '?', 'C', L('Organisation', 'Организация', 'Ұйым')),
        choice('outcome', OUTCOME, '?', 'C', L('Outcome', 'Результат', 'Нәтиже')),
        prose('detail', '?', 'C', L('Details', 'Подробности', 'Толығырақ')),
        text('from', '?', 'C', L('Handed over by', 'Передал', 'Тапсырған')),
        text('to', '?', 'C', L('Received by', 'Принял', 'Қабылдаған')),
        opaque('object', '?', 'C', L('Stored object', 'Объект хранения', 'Сақталған нысан')),
        opaque('prev', '?', 'C', L('Earlier entries', 'Предыдущие записи', 'Алдыңғы жазбалар')),
      ],
      { group: 'handling' },
    ),
    ...COMMON_FIELDS,
  ],
};
