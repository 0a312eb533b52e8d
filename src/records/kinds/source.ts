/** Source: a report, document, person or publication that says something. */
import { date, type KindSpec, L, names, ref, term, text, url } from '../field.ts';
import { COMMON_FIELDS, consent } from './common.ts';

export const source: KindSpec = {
  kind: 'Source',
  label: L('Source', 'Источник', 'Дереккөз'),
  plural: L('Sources', 'Источники', 'Дереккөздер'),
  date: 'date',
  place: null,
  state: null,
  fields: [
    term('kind', 'source_kind', '1', 'C', L('Kind', 'Вид', 'Түрі')),
    text('title', '1', 'P', L('Title', 'Заголовок', 'Тақырыбы')),
    text('publisher', '?', 'P', L('Publisher', 'Издатель', 'Жариялаушы'), { facet: true }),
    url('url', '?', 'P', L('Address', 'Адрес', 'Мекенжайы')),
    date('date', '?', 'P', L('Date', 'Дата', 'Күні')),
    text('lang', '?', 'P', L('Language', 'Язык', 'Тілі'), { facet: true }),
    term(
      'connection',
      'source_connection',
      '?',
      'C',
      L('Connection to the event', 'Отношение к событию', 'Оқиғаға қатысы'),
      { group: 'handling' },
    ),
    term('reliability', 'reliability', '1', 'C', L('Reliability', 'Надёжность', 'Сенімділігі'), { group: 'handling' }),
    names('identity', '*', 'V', L('Identity', 'Личность', 'Жеке басы'), { group: 'private' }),
    text('contact', '*', 'V', L('Contact', 'Контакты', 'Байланыс деректері'), { group: 'private' }),
    consent(),
    ref('copy_of', ['Source'], '?', 'P', L('Copy of', 'Копия источника', 'Қай дереккөздің көшірмесі'), {
      group: 'handling',
    }),
    text('origin_key', '?', 'C', L('Origin', 'Первоисточник', 'Бастапқы дереккөз'), {
      group: 'handling',
      help: L(
        'Sources with the same key count as one origin.',
        'Источники с одинаковым ключом считаются одним первоисточником.',
        'Кілті бірдей дереккөздер бір бастапқы дереккөз болып саналады.',
      ),
    }),
    date('withdrawn', '?', 'C', L('Withdrawn on', 'Отозван', 'Қайтарып алынған күні'), { group: 'handling' }),
    ...COMMON_FIELDS,
  ],
};
