/** Statement: what the coalition, or somebody else, declares: text versions, demands, addressees, frozen hash. */
import { choice, date, hash, type KindSpec, L, prose, ref, refOrText, struct, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const STATE = {
  draft: L('draft', 'черновик', 'жоба'),
  frozen: L('frozen', 'текст зафиксирован', 'мәтіні бекітілген'),
  published: L('published', 'опубликовано', 'жарияланған'),
  withdrawn: L('withdrawn', 'отозвано', 'қайтарып алынған'),
};
const STANDING = {
  original: L('original', 'оригинал', 'түпнұсқа'),
  agreed: L('agreed text', 'согласованный текст', 'келісілген мәтін'),
  unofficial: L(
    'unofficial translation, not signed',
    'неофициальный перевод, не подписан',
    'бейресми аударма, қол қойылмаған',
  ),
};
const FROZEN = ['frozen', 'published'];

export const statement: KindSpec = {
  kind: 'Statement',
  label: L('Statement', 'Заявление', 'Мәлімдеме'),
  plural: L('Statements', 'Заявления', 'Мәлімдемелер'),
  date: 'date',
  place: null,
  state: 'state',
  fields: [
    text('title', '1', 'P', L('Title', 'Заголовок', 'Тақырыбы'), { prose: true }),
    text('kind', '1', 'P', L('Kind', 'Вид', 'Түрі'), { facet: true }),
    choice('state', STATE, '1', 'P', L('State', 'Состояние', 'Жағдайы'), { group: 'state' }),
    refOrText('issuer', ['Organisation'], '+', 'P', L('Issued by', 'Кто выступил', 'Кім жариялады'), {
      group: 'people',
    }),
    refOrText('addressee', ['Organisation'], '+', 'P', L('Addressees', 'Адресаты', 'Адресаттар'), { group: 'people' }),
    date('date', '1', 'P', L('Date', 'Дата', 'Күні')),
    struct(
      'versions',
      '+',
      'P',
      L('Text', 'Текст', 'Мәтін'),
      [
        text('lang', '1', 'P', L('Language', 'Язык', 'Тілі')),
        prose('text', '1', 'P', L('Text', 'Текст', 'Мәтін')),
        choice('standing', STANDING, '1', 'P', L('Standing', 'Статус текста', 'Мәтін мәртебесі')),
      ],
      { at: FROZEN },
    ),
    prose('summary', '?', 'P', L('What it asks', 'О чём просит', 'Не талап етеді')),
    struct('annexes', '*', 'P', L('Annexes', 'Приложения', 'Қосымшалар'), [
      ref('record', [], '1', 'P', L('Record', 'Запись', 'Жазба')),
      hash('hash', '1', 'P', L('Hash', 'Хеш-сумма', 'Хеш-қосынды')),
    ]),
    ref('demands', ['Demand'], '*', 'P', L('Demands', 'Требования', 'Талаптар')),
    hash('text_hash', '?', 'P', L('Hash of the text', 'Хеш-сумма текста', 'Мәтіннің хеш-қосындысы'), {
      at: FROZEN,
      group: 'state',
    }),
    struct(
      'withdrawal',
      '?',
      'P',
      L('Withdrawal', 'Отзыв', 'Қайтарып алу'),
      [
        date('at', '1', 'P', L('When', 'Когда', 'Қашан')),
        prose('reason', '1', 'P', L('Reason', 'Причина', 'Себебі')),
        text('by', '+', 'P', L('Decided by', 'Кто решил', 'Кім шешті')),
      ],
      { group: 'state' },
    ),
    ref('replaces', ['Statement'], '?', 'P', L('Replaces', 'Заменяет заявление', 'Қай мәлімдеменің орнына')),
    ...COMMON_FIELDS,
  ],
};
