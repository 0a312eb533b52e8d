/** Organisation: a body, authority, outlet or member of the coalition. */
import { date, hash, type KindSpec, L, ref, term, text } from '../field.ts';
import { COMMON_FIELDS, nameField } from './common.ts';

export const organisation: KindSpec = {
  kind: 'Organisation',
  label: L('Organisation', 'Организация', 'Ұйым'),
  plural: L('Organisations', 'Организации', 'Ұйымдар'),
  date: null,
  place: null,
  state: null,
  fields: [
    nameField('+', 'P'),
    term('kind', 'actor_kind', '1', 'P', L('Kind', 'Вид', 'Түрі')),
    ref('parent', ['Organisation'], '?', 'P', L('Part of', 'Входит в состав', 'Қайсысының құрамында')),
    text('country', '?', 'P', L('Country', 'Страна', 'Елі'), { facet: true }),
    text('contact', '*', 'O', L('Contact', 'Контакты', 'Байланыс деректері'), { group: 'private' }),
    hash('key_id', '?', 'P', L('Signing key', 'Ключ подписи', 'Қолтаңба кілті'), { group: 'handling' }),
    date('valid', '?', 'P', L('Existed', 'Период существования', 'Жұмыс істеген кезеңі')),
    ...COMMON_FIELDS,
  ],
};
