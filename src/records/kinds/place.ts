/** Place: a settlement, building or region, with its administrative unit and its precision. */
import { date, geometry, type KindSpec, L, term, text, unit } from '../field.ts';
import { COMMON_FIELDS, nameField } from './common.ts';

export const place: KindSpec = {
  kind: 'Place',
  label: L('Place', 'Место', 'Орын'),
  plural: L('Places', 'Места', 'Орындар'),
  date: null,
  place: null,
  state: null,
  fields: [
    nameField('+', 'P'),
    unit('admin', '1', 'P', L('Administrative unit', 'Административная единица', 'Әкімшілік бірлік'), {
      help: L(
        'Stable id of the unit, such as kz.almaty_city; codes follow from the date.',
        'Постоянный идентификатор единицы, например kz.almaty_city; коды зависят от даты.',
        'Бірліктің тұрақты белгісі, мысалы kz.almaty_city; кодтары күнге байланысты.',
      ),
    }),
    geometry('geometry', '?', 'P', L('Geometry', 'Геометрия', 'Геометриясы')),
    term('precision', 'place_precision', '1', 'P', L('Precision', 'Точность', 'Дәлдігі')),
    text('kind', '?', 'P', L('Kind', 'Вид', 'Түрі'), { facet: true }),
    date('valid', '?', 'P', L('Existed', 'Период существования', 'Болған кезеңі')),
    text('coordinate_source', '?', 'P', L('Source of coordinates', 'Источник координат', 'Координаталар көзі'), {
      group: 'sources',
    }),
    text('zone', '?', 'P', L('Time zone', 'Часовой пояс', 'Уақыт белдеуі')),
    ...COMMON_FIELDS,
  ],
};
