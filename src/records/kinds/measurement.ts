/** Measurement: the answer to an indicator's question at a moment. */
import { choice, date, type KindSpec, L, ref, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

const MET = {
  yes: L('yes', 'да', 'иә'),
  no: L('no', 'нет', 'жоқ'),
  unknown: L('unknown', 'неизвестно', 'белгісіз'),
};

export const measurement: KindSpec = {
  kind: 'Measurement',
  label: L('Measurement', 'Измерение', 'Өлшем'),
  plural: L('Measurements', 'Измерения', 'Өлшемдер'),
  date: 'at',
  place: null,
  state: 'met',
  fields: [
    ref('demand', ['Demand'], '1', 'P', L('Demand', 'Требование', 'Талап')),
    text('indicator', '1', 'P', L('Indicator', 'Индикатор', 'Индикатор')),
    date('at', '1', 'P', L('When', 'Когда', 'Қашан')),
    text('value', '1', 'P', L('Value', 'Значение', 'Мәні'), {
      help: L('A number, yes or no, or words.', 'Число, да или нет, либо слова.', 'Сан, иә не жоқ, немесе сөз.'),
    }),
    choice('met', MET, '1', 'P', L('Met', 'Выполнено', 'Орындалды ма'), { group: 'state' }),
    ref('evidence', [], '+', 'P', L('Evidence', 'Подтверждение', 'Айғақ'), { group: 'sources' }),
    ref('counted', [], '*', 'C', L('Records counted', 'Подсчитанные записи', 'Саналған жазбалар'), {
      group: 'sources',
    }),
    text('measured_by', '1', 'P', L('Measured by', 'Кто измерил', 'Кім өлшеді'), { group: 'people' }),
    ...COMMON_FIELDS,
  ],
};
