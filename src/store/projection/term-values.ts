/** What a person may type for a term: its id, its label in any language; a term stands for everything below it. */
import { foldCase, foldSpaces } from '../../base/text.ts';
import type { FieldDef } from '../../records/field.ts';
import { KINDS } from '../../records/registry.ts';
import { type Scheme, schemeTerms, termWithDescendants } from '../../records/vocabulary.ts';

const fold = (text: string): string => foldCase(foldSpaces(text));

/** The facet `kind` counts record kinds: a field of that name counts under its vocabulary, or as `subkind`. */
const facetOf = (field: FieldDef): string => (field.name === 'kind' ? (field.vocab ?? 'subkind') : field.name);

const FIELDS = Object.values(KINDS).flatMap((kind) => Object.values(kind.fields));

/** What records of any kind are counted and filtered by, whether this index holds such a record or not. */
export const FACETS: ReadonlySet<string> = new Set([
  ...['kind', 'place', 'state', 'conf', 'party', 'batch', 'modality', 'competing'],
  ...FIELDS.flatMap((f) => (f.facet ? [facetOf(f)] : [])),
]);

const SCHEMES_OF = new Map<string, Set<Scheme>>();
function noteScheme(facet: string, scheme: Scheme): void {
  SCHEMES_OF.set(facet, new Set([...(SCHEMES_OF.get(facet) ?? []), scheme]));
}
for (const field of FIELDS) if (field.vocab !== null) noteScheme(facetOf(field), field.vocab);
for (const kind of Object.values(KINDS)) {
  const state = kind.state === null ? null : (kind.fields[kind.state]?.vocab ?? null);
  if (state !== null) noteScheme('state', state);
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
