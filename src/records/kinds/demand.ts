/**
 * Demand: what is demanded, of whom, and how one would see that it is met. A state is never stored: each change is a claim
 * on `move`.
 */
import { choice, date, type KindSpec, L, prose, ref, struct, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const KIND = {
  coalition: L('demand of the statement', 'требование заявления', 'мәлімдеме талабы'),
  reported: L('reported demand of others', 'переданное требование других', 'басқалардың жеткізілген талабы'),
};
const SOURCE = {
  query: L('query', 'запрос по записям', 'жазбалар бойынша сұрау'),
  figure_series: L('series of figures', 'ряд показателей', 'көрсеткіштер қатары'),
  outage: L('outage', 'отключение связи', 'байланыстың өшуі'),
  manual: L('by hand', 'вручную', 'қолмен'),
};
const PROVES = {
  necessary: L('necessary', 'необходимый', 'қажетті'),
  informative: L('informative', 'справочный', 'анықтамалық'),
};

export const demand: KindSpec = {
  kind: 'Demand',
  label: L('Demand', 'Требование', 'Талап'),
  plural: L('Demands', 'Требования', 'Талаптар'),
  date: null,
  place: null,
  state: null,
  fields: [
    text('key', '1', 'P', L('Number', 'Номер', 'Нөмірі'), { facet: true }),
    prose('text', '1', 'P', L('Demand', 'Требование', 'Талап')),
    prose('verbatim', '?', 'P', L('In the words of the statement', 'Словами заявления', 'Мәлімдеме сөзімен')),
    struct(
      'clauses',
      '*',
      'P',
      L('In the words of a translation', 'Словами перевода', 'Аударма сөзімен'),
      [
        text('lang', '1', 'P', L('Language', 'Язык', 'Тілі')),
        prose('text', '1', 'P', L('Clause', 'Формулировка', 'Тұжырым')),
      ],
      {
        help: L(
          'The clause that carries the demand in another language of the statement.',
          'Место перевода заявления, в котором стоит это требование.',
          'Мәлімдеме аудармасында осы талап тұрған жер.',
        ),
      },
    ),
    ref('statement', ['Statement'], '?', 'P', L('Statement', 'Заявление', 'Мәлімдеме')),
    choice('kind', KIND, '1', 'P', L('Kind', 'Вид', 'Түрі')),
    text('topic', '?', 'P', L('Topic', 'Тема', 'Тақырып'), { facet: true }),
    ref('addressee', ['Organisation'], '*', 'P', L('Addressees', 'Адресаты', 'Адресаттар'), {
      at: ['coalition'],
      group: 'people',
    }),
    term('rights', 'right', '*', 'P', L('Rights', 'Права', 'Құқықтар')),
    ref('records', [], '*', 'C', L('Records it rests on', 'Записи в основании', 'Негіздейтін жазбалар'), {
      group: 'sources',
    }),
    date('deadline', '?', 'P', L('Deadline', 'Срок', 'Мерзімі')),
    term('priority', 'priority', '1', 'P', L('Priority', 'Приоритет', 'Басымдығы'), { group: 'handling' }),
    struct('two_sided', '?', 'P', L('Two sides', 'Две стороны', 'Екі тарап'), [
      prose('ours', '1', 'P', L('What we hold', 'Наша позиция', 'Біздің ұстаным')),
      prose('theirs', '1', 'P', L('What the addressee holds', 'Позиция адресата', 'Адресат ұстанымы')),
      date('at', '?', 'P', L('As of', 'По состоянию на', 'Қай күнгі жағдай')),
      ref('ours_source', ['Source', 'Evidence'], '?', 'P', L('Our source', 'Наш источник', 'Біздің дереккөз')),
      ref(
        'theirs_source',
        ['Source', 'Evidence'],
        '?',
        'P',
        L('Their source', 'Источник адресата', 'Адресат дереккөзі'),
      ),
    ]),
    struct('two_sided_words', '*', 'P', L('Two sides, translated', 'Две стороны, перевод', 'Екі тарап, аударма'), [
      text('lang', '1', 'P', L('Language', 'Язык', 'Тілі')),
      text('of', '?', 'P', L('Of the note as of', 'Заметка по состоянию на', 'Қай күнгі жазбаның')),
      prose('ours', '1', 'P', L('What we hold', 'Наша позиция', 'Біздің ұстаным')),
      prose('theirs', '1', 'P', L('What the addressee holds', 'Позиция адресата', 'Адресат ұстанымы')),
    ]),
    struct('reply', '*', 'P', L('Right of reply', 'Право на ответ', 'Жауап беру құқығы'), [
      date('asked_at', '1', 'P', L('Asked on', 'Запрошено', 'Сұралған күні')),
      ref('delivery', ['Delivery'], '?', 'P', L('Delivery', 'Вручение', 'Тапсыру')),
      prose('answer', '?', 'P', L('Answer', 'Ответ', 'Жауап')),
      date('answered_at', '?', 'P', L('Answered on', 'Дата ответа', 'Жауап күні')),
    ]),
    struct(
      'indicators',
      '*',
      'P',
      L('Indicators', 'Индикаторы', 'Индикаторлар'),
      [
        text('id', '1', 'P', L('Id', 'Обозначение', 'Белгісі')),
        prose('question', '1', 'P', L('Question', 'Вопрос', 'Сұрақ')),
        choice('source', SOURCE, '1', 'P', L('Measured by', 'Чем измеряется', 'Немен өлшенеді')),
        text('query', '?', 'P', L('Query', 'Запрос', 'Сұрау')),
        text('unit', '?', 'P', L('Unit', 'Единица', 'Бірлігі')),
        text('target', '?', 'P', L('Target', 'Цель', 'Мақсат')),
        text('check_every', '?', 'P', L('Check every', 'Как часто проверять', 'Тексеру жиілігі')),
        choice('proves', PROVES, '1', 'P', L('Proves', 'Значение', 'Маңызы')),
      ],
      { at: ['open'] },
    ),
    struct('indicator_words', '*', 'P', L('Indicators, translated', 'Индикаторы, перевод', 'Индикаторлар, аударма'), [
      text('lang', '1', 'P', L('Language', 'Язык', 'Тілі')),
      text('indicator', '1', 'P', L('Indicator', 'Индикатор', 'Индикатор')),
      prose('question', '1', 'P', L('Question', 'Вопрос', 'Сұрақ')),
    ]),
    struct('move_words', '*', 'P', L('Reasons, translated', 'Обоснования, перевод', 'Негіздемелер, аударма'), [
      text('lang', '1', 'P', L('Language', 'Язык', 'Тілі')),
      term('to', 'demand_state', '1', 'P', L('To', 'Новое состояние', 'Жаңа жағдайы')),
      date('at', '1', 'P', L('When', 'Когда', 'Қашан')),
      prose('note', '1', 'P', L('Reason', 'Обоснование', 'Негіздемесі')),
    ]),
    struct(
      'move',
      '*',
      'P',
      L('Decision on the state', 'Решение о состоянии', 'Жағдай туралы шешім'),
      [
        term('to', 'demand_state', '1', 'P', L('To', 'Новое состояние', 'Жаңа жағдайы')),
        date('at', '1', 'P', L('When', 'Когда', 'Қашан')),
        ref('because', [], '+', 'P', L('Because of', 'На основании', 'Негізінде')),
        text('deciders', '*', 'P', L('Decided by', 'Кто решил', 'Кім шешті')),
        prose('note', '?', 'P', L('Reason', 'Обоснование', 'Негіздемесі')),
      ],
      { group: 'state' },
    ),
    ref(
      'track',
      ['Demand'],
      '?',
      'P',
      L('What followed is tracked under', 'Что было дальше — в требовании', 'Кейінгісі қай талапта'),
    ),
    prose('remark', '*', 'P', L('Remark', 'Примечание', 'Ескертпе')),
    ...COMMON_FIELDS,
  ],
};
