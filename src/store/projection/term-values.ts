/** What a person may type for a term: its id, its label in any language; a term stands for everything below it. */
import { foldCase, foldSpaces } from '../../base/text.ts';
import { KINDS } from '../../records/registry.ts';
import { type Scheme, schemeTerms, termWithDescendants } from '../../records/vocabulary.ts';

const fold = (text: string): string => foldCase(foldSpaces(text));

/** Fields that records of any kind are counted and filtered by. */
export const FACET_FIELDS: ReadonlySet<string> = new Set(
  Object.values(KINDS).flatMap((kind) => Object.values(kind.fields).flatMap((f) => (f.facet ? [f.name] : []))),
);

const SCHEMES_OF = new Map<string, Set<Scheme>>();
for (const kind of Object.values(KINDS)) {
  for (const field of Object.values(kind.fields)) {
    if (field.vocab === null) continue;
    const schemes = SCHEMES_OF.get(field.name) ?? new Set();
    schemes.add(field.vocab);
    SCHEMES_OF.set(field.name, schemes);
    if (kind.state === field.name) SCHEMES_OF.set('state', new Set([...(SCHEMES_OF.get('state') ?? []), field.vocab]));
  }
}

/** Ids of the terms a value names in a field, with those below them; none when it names no term. */
export function termIds(field: string, value: string): readonly string[] {
  const wanted = fold(value);
  const found = new Set<string>();
  for (const scheme of SCHEMES_OF.get(field) ?? []) {
    for (const term of schemeTerms(scheme)) {
      if (term.id !== wanted && !Object.values(term.labels).some((label) => fold(label) === wanted)) continue;
      for (const id of termWithDescendants(scheme, term.id)) found.add(id);
    }
  }
  return [...found];
}
