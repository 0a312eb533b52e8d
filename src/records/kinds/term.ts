/** Term: a word that a space adds to a vocabulary, or a field of its own (scheme `custom_field`). */
import { date, type KindSpec, L, struct, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

export const term: KindSpec = {
  kind: 'Term',
  label: L('Term', 'Термин', 'Термин'),
  plural: L('Terms', 'Термины', 'Терминдер'),
  date: null,
  place: null,
  state: null,
  fields: [
    text('scheme', '1', 'P', L('Vocabulary', 'Словарь', 'Сөздік'), { facet: true }),
    text('id', '1', 'P', L('Id', 'Обозначение', 'Белгісі')),
    struct('labels', '1', 'P', L('Labels', 'Подписи', 'Атаулары'), [
      text('en', '1', 'P', L('English', 'Английский', 'Ағылшынша')),
      text('ru', '?', 'P', L('Russian', 'Русский', 'Орысша')),
      text('kk', '?', 'P', L('Kazakh', 'Казахский', 'Қазақша')),
    ]),
    text('parent', '?', 'P', L('Parent', 'Вышестоящий термин', 'Жоғары тұрған термин')),
    text('mappings', '*', 'P', L('Mappings', 'Соответствия', 'Сәйкестіктер')),
    text('type', '?', 'P', L('Type of the field', 'Тип поля', 'Өріс түрі')),
    text('vocab', '?', 'P', L('Vocabulary of the field', 'Словарь поля', 'Өріс сөздігі')),
    struct('retired', '?', 'P', L('Retired', 'Выведен из употребления', 'Қолданыстан шыққан'), [
      date('at', '1', 'P', L('When', 'Когда', 'Қашан')),
      text('use_instead', '?', 'P', L('Use instead', 'Вместо него', 'Орнына')),
    ]),
    ...COMMON_FIELDS,
  ],
};
