/** Demands tied to clauses: in every language of a statement each demand has one clause that stands in the text, word by word. */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { occursIn } from '../base/text.ts';

export interface Clause {
  readonly lang: string;
  readonly text: string;
}
export interface MarkedDemand {
  /** As printed: `D6`. */
  readonly key: string;
  readonly clauses: readonly Clause[];
}
interface Version {
  readonly lang: string;
  readonly text: string;
}

/** How a demand stands in a language: its clause is in the text, it has none, or its words have left the text. */
export type MarkState = 'marked' | 'unmarked' | 'gone';

export function markState(version: Version, demand: MarkedDemand): MarkState {
  const clause = demand.clauses.find((c) => c.lang === version.lang);
  if (!clause || clause.text.trim() === '') return 'unmarked';
  return occursIn(clause.text, version.text) ? 'marked' : 'gone';
}

/** Languages that have a text. A language whose text is blank is not there. */
export const present = <V extends Version>(versions: readonly V[]): readonly V[] =>
  versions.filter((v) => v.text.trim() !== '');

/** Refuses a clause that its own language's text does not hold (E_QUOTE, with demand and language). A missing one is no fault of a draft. */
export function checkClauses(
  versions: readonly Version[],
  demands: readonly MarkedDemand[],
): Result<void, Failure<'E_QUOTE'>> {
  for (const demand of demands)
    for (const clause of demand.clauses) {
      const version = versions.find((v) => v.lang === clause.lang);
      if (!version || !occursIn(clause.text, version.text))
        return fail('E_QUOTE', { quote: clause.text.slice(0, 200), demand: demand.key, lang: clause.lang });
    }
  return ok(undefined);
}

/** Refuses to freeze while a language that is there does not mark a demand. */
export function checkMarks(
  versions: readonly Version[],
  demands: readonly MarkedDemand[],
): Result<void, Failure<'E_UNMARKED' | 'E_QUOTE'>> {
  for (const version of present(versions))
    for (const demand of demands) {
      const state = markState(version, demand);
      if (state === 'unmarked') return fail('E_UNMARKED', { demand: demand.key, lang: version.lang });
      if (state === 'gone') {
        const quote = demand.clauses.find((c) => c.lang === version.lang)?.text ?? '';
        return fail('E_QUOTE', { quote: quote.slice(0, 200), demand: demand.key, lang: version.lang });
      }
    }
  return ok(undefined);
}
