/** Names as values: text with language and script. Search keys are derived elsewhere (base/romanise.ts). */
import type { Value } from '../ledger/model.ts';

export type Script = 'Cyrl' | 'Latn' | 'Arab' | 'Zyyy';

/** Script of most letters: Cyrl, Latn or Arab; `Zyyy` when there is none of these. */
export function detectScript(text: string): Script {
  const n = (re: RegExp): number => text.match(re)?.length ?? 0;
  const counts = [
    ['Cyrl', n(/\p{Script=Cyrillic}/gu)],
    ['Latn', n(/\p{Script=Latin}/gu)],
    ['Arab', n(/\p{Script=Arabic}/gu)],
  ] as const;
  let best: Script = 'Zyyy';
  let most = 0;
  for (const [script, count] of counts)
    if (count > most) {
      best = script;
      most = count;
    }
  return best;
}

export interface Name {
  readonly text: string;
  readonly lang: string;
  readonly script: Script;
  readonly kind: string;
  /** Text of the name that this one translates or transcribes. */
  readonly of?: string;
}

/** A plain text as a name, script detected; null when nothing is left of it. */
export function nameOf(text: string, lang = 'und', kind = 'full'): Name | null {
  const clean = text.normalize('NFC').trim();
  return clean === '' ? null : { text: clean, lang, script: detectScript(clean), kind };
}

/** Text of a name value; null when it is of another form. */
export function nameText(value: Value): string | null {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof Uint8Array) return null;
  const text = (value as { readonly [key: string]: Value })['text'];
  return typeof text === 'string' ? text : null;
}
