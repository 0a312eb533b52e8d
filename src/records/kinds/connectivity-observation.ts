/** ConnectivityObservation: one source's word on one network at one place and time. */
import { choice, count, date, type KindSpec, L, place, ref, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const BASIS = {
  measurement: L('measurement', 'измерение', 'өлшем'),
  field_report: L('report from the field', 'сообщение с места', 'оқиға орнынан хабар'),
  statement: L('statement', 'заявление', 'мәлімдеме'),
  summary: L('summary', 'обобщение', 'жинақтама'),
};

export const connectivityObservation: KindSpec = {
  kind: 'ConnectivityObservation',
  label: L('Connectivity observation', 'Наблюдение о связи', 'Байланысты бақылау'),
  plural: L('Connectivity observations', 'Наблюдения о связи', 'Байланысты бақылаулар'),
  date: 'at',
  place: 'place',
  state: 'state',
  fields: [
    place('place', '1', 'P', L('Place', 'Место', 'Орын'), { group: 'place_time' }),
    term('medium', 'connectivity_medium', '1', 'P', L('Network', 'Сеть', 'Желі')),
    text('operator', '*', 'P', L('Operator', 'Оператор', 'Оператор'), { facet: true }),
    text('service', '*', 'P', L('Service', 'Сервис', 'Сервис'), { facet: true }),
    term('state', 'connectivity_state', '1', 'P', L('State', 'Состояние', 'Жағдайы'), { group: 'state' }),
    date('at', '1', 'P', L('When', 'Когда', 'Қашан'), { group: 'place_time' }),
    choice('basis', BASIS, '1', 'P', L('Basis', 'Основание', 'Негізі')),
    count('level', '?', 'P', L('Percent of normal', 'Доля от обычного, %', 'Қалыптының үлесі, %'), {
      group: 'numbers',
      decimal: true,
    }),
    text('vantage', '?', 'P', L('Measured from', 'Точка измерения', 'Өлшеу нүктесі')),
    text('origin_key', '1', 'C', L('Origin', 'Первоисточник', 'Бастапқы дереккөз'), { group: 'handling' }),
    text('description', '?', 'P', L('As the source says', 'Как сообщает источник', 'Дереккөздің айтуынша'), {
      prose: true,
      widget: 'textarea',
    }),
    text('stated_reason', '?', 'P', L('Reason stated', 'Заявленная причина', 'Айтылған себеп')),
    ref('observer', ['Person'], '?', 'V', L('Observer', 'Наблюдатель', 'Бақылаушы'), { group: 'private' }),
    ref('raw', ['Evidence'], '?', 'C', L('Raw data', 'Исходные данные', 'Бастапқы деректер'), { group: 'sources' }),
    ...COMMON_FIELDS,
  ],
};
