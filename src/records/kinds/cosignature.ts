/** CoSignature: an organisation's name under a statement, and what that name rests on. Only basis `key` is verified. */
import { choice, date, hash, type KindSpec, L, opaque, prose, ref, struct, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const SCOPE = {
  whole: L('whole text', 'весь текст', 'толық мәтін'),
  with_reservation: L('with a reservation', 'с оговоркой', 'ескертпемен'),
};

export const cosignature: KindSpec = {
  kind: 'CoSignature',
  label: L('Co-signature', 'Подпись организации', 'Ұйымның қолы'),
  plural: L('Co-signatures', 'Подписи организаций', 'Ұйымдардың қолдары'),
  date: 'at',
  place: null,
  state: null,
  fields: [
    ref('statement', ['Statement'], '1', 'P', L('Statement', 'Заявление', 'Мәлімдеме')),
    hash(
      'text_hash',
      '?',
      'P',
      L('Hash of the signed text', 'Хеш-сумма подписанного текста', 'Қол қойылған мәтін хеші'),
      {
        at: ['key'],
      },
    ),
    ref('signatory', ['Organisation'], '1', 'P', L('Signatory', 'Подписант', 'Қол қоюшы')),
    struct('signed_as', '1', 'P', L('Signed as', 'Подписано от имени', 'Кімнің атынан'), [
      text('name', '1', 'P', L('Name', 'Название', 'Атауы')),
      text('mandate', '?', 'P', L('Mandate', 'Полномочие', 'Өкілеттігі')),
    ]),
    choice('scope', SCOPE, '1', 'P', L('Scope', 'Объём', 'Көлемі')),
    prose('reservation', '?', 'P', L('Reservation', 'Оговорка', 'Ескертпе'), { at: ['with_reservation'] }),
    date('at', '1', 'P', L('When', 'Когда', 'Қашан')),
    term('basis', 'cosignature_basis', '1', 'P', L('Rests on', 'На чём основано', 'Неге негізделген'), {
      group: 'state',
    }),
    struct(
      'confirmation',
      '?',
      'C',
      L('Confirmation', 'Подтверждение', 'Растау'),
      [
        text('by', '1', 'C', L('By whom', 'Кем', 'Кім')),
        text('channel', '1', 'C', L('Channel', 'Канал', 'Арна')),
        date('at', '1', 'C', L('When', 'Когда', 'Қашан')),
        ref('evidence', ['Evidence'], '1', 'C', L('Evidence', 'Свидетельство', 'Айғақ')),
      ],
      { at: ['confirmed'], group: 'state' },
    ),
    opaque('cose', '?', 'P', L('Signature bytes', 'Байты подписи', 'Қолтаңба байттары'), {
      at: ['key'],
      group: 'state',
    }),
    opaque(
      'card',
      '?',
      'P',
      L('Cards of the signing key', 'Карточки ключа подписи', 'Қолтаңба кілтінің карточкалары'),
      {
        group: 'state',
      },
    ),
    prose('withdrawal', '?', 'P', L('Why it was withdrawn', 'Почему отозвано', 'Неге қайтарып алынды'), {
      group: 'state',
    }),
    date('withdrawn', '?', 'P', L('Withdrawn on', 'Отозвано', 'Қайтарып алынған күні'), { group: 'state' }),
    ...COMMON_FIELDS,
  ],
};
