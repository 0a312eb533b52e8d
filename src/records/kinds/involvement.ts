/** Involvement: who is said to have taken part in an act. A person's involvement is a vault value. */
import { type KindSpec, L, ref, term, text } from '../field.ts';
import { COMMON_FIELDS } from './common.ts';

export const involvement: KindSpec = {
  kind: 'Involvement',
  label: L('Involvement', 'Причастность', 'Қатыстылық'),
  plural: L('Involvements', 'Причастность', 'Қатыстылық'),
  date: null,
  place: null,
  state: null,
  fields: [
    ref('act', ['Act'], '1', 'C', L('Act', 'Деяние', 'Әрекет')),
    // Vault is the default: the ceiling is widened to coalition for groups and organisations by visibility.ts.
    ref('actor', ['Person', 'Group', 'Organisation'], '1', 'V', L('Actor', 'Участник', 'Қатысушы'), {
      group: 'private',
    }),
    term('degree', 'involvement_degree', '1', 'C', L('Degree', 'Степень участия', 'Қатысу дәрежесі')),
    term('actor_kind', 'actor_kind', '1', 'C', L('Kind of actor', 'Вид участника', 'Қатысушы түрі')),
    text('outcome', '?', 'C', L('Outcome for the actor', 'Последствия для участника', 'Қатысушы үшін салдары')),
    ...COMMON_FIELDS,
  ],
};
