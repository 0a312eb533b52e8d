/**
 * A person's search text as FTS5 expressions. All units must match: words, and phrases in double quotes; the last word
 * outside quotes matches as a prefix. Only folded letters and digits reach FTS5, always quoted, so no text is a syntax error.
 */
import { strictKey } from '../../base/romanise.ts';
import { tokensOf } from './tokens.ts';

export interface TextUnit {
  /** Expression over the table `ft`. */
  readonly match: string;
  /** Part of a romanised name that also satisfies the unit; null when too short for a trigram, or for a phrase. */
  readonly part: string | null;
}

const TEXTS = '{title body kk}';

function word(token: string, prefix: boolean): TextUnit {
  const star = prefix ? ' *' : '';
  const key = strictKey(token);
  const names = key === '' ? '' : ` OR (name : "${key}"${star})`;
  return { match: `((${TEXTS} : "${token}"${star})${names})`, part: key.length >= 3 ? `"${key}"` : null };
}

/** Units of a text; none when it holds neither letter nor digit, which asks for nothing. */
export function textUnits(text: string): readonly TextUnit[] {
  const units: TextUnit[] = [];
  const parts = text.normalize('NFC').split(/["“”„«»]/u);
  parts.forEach((part, i) => {
    const tokens = tokensOf(part);
    // An unclosed last quote is read as plain words.
    const quoted = i % 2 === 1 && i < parts.length - 1;
    if (quoted && tokens.length > 1) units.push({ match: `(${TEXTS} : "${tokens.join(' ')}")`, part: null });
    else tokens.forEach((t, n) => units.push(word(t, !quoted && i === parts.length - 1 && n === tokens.length - 1)));
  });
  return units;
}

export const allOf = (units: readonly TextUnit[]): string => units.map((u) => u.match).join(' AND ');
export const anyOf = (units: readonly TextUnit[]): string => units.map((u) => u.match).join(' OR ');
