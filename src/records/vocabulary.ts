/** The vocabularies: terms, their labels and children, and what is said when a term is not known. */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { foldCase, foldKazakh, foldSpaces } from '../base/text.ts';
import type { Lang } from '../messages/translate.ts';
import { TERMS } from './vocabularies/terms.ts';

export type Scheme = keyof typeof TERMS;
export const SCHEMES = Object.keys(TERMS) as readonly Scheme[];
export const isScheme = (text: string): text is Scheme => Object.hasOwn(TERMS, text);

/** Lists that machines depend on: a space cannot extend them. */
export const CLOSED_SCHEMES: readonly Scheme[] = [
  'demand_state',
  'response_bears',
  'cosignature_basis',
  'consent_scope',
  'detention_state',
  'triage_state',
  'visibility',
  'figure_status',
  'review_conclusion',
];

export interface Term {
  readonly scheme: Scheme;
  readonly id: string;
  readonly parent: string | null;
  readonly labels: { readonly [L in Lang]: string };
  /** HURIDOCS list number, with `:code prefix` where known. */
  readonly huridocs: string | null;
  /** Articles of the ICCPR. */
  readonly iccpr: readonly string[];
  /** `system:value`. */
  readonly mappings: readonly string[];
  readonly note: string | null;
}

const FALLBACK: { readonly [L in Lang]: readonly Lang[] } = { kk: ['kk', 'ru', 'en'], ru: ['ru', 'en'], en: ['en'] };
const split = (cell: string): readonly string[] => (cell === '' ? [] : cell.split(';'));

function readScheme(scheme: Scheme): ReadonlyMap<string, Term> {
  const terms = new Map<string, Term>();
  for (const [id, parent, en, ru, kk, huridocs, iccpr, mappings, note] of TERMS[scheme])
    terms.set(id, {
      scheme,
      id,
      parent: parent || null,
      labels: { en, ru, kk },
      huridocs: huridocs || null,
      iccpr: split(iccpr),
      mappings: split(mappings),
      note: note || null,
    });
  return terms;
}
const TERMS_BY_SCHEME = new Map<Scheme, ReadonlyMap<string, Term>>(SCHEMES.map((s) => [s, readScheme(s)] as const));
const NO_TERMS: ReadonlyMap<string, Term> = new Map();
const of = (scheme: string): ReadonlyMap<string, Term> =>
  (isScheme(scheme) ? TERMS_BY_SCHEME.get(scheme) : null) ?? NO_TERMS;

/** Terms of a scheme in the order of its file; none for a scheme of a newer version. */
export const schemeTerms = (scheme: string): readonly Term[] => [...of(scheme).values()];
/** Ids of the same. */
export const termsOf = (scheme: string): readonly string[] => [...of(scheme).keys()];
const termOf = (scheme: string, id: string): Term | null => of(scheme).get(id) ?? null;
export const isTerm = (scheme: string, id: string): boolean => of(scheme).has(id);

/** Label in the language, falling back kk -> ru -> en; an unknown term (from a newer node) is shown by its id. */
export function termLabel(scheme: string, id: string, lang: Lang): string {
  const term = of(scheme).get(id);
  if (!term) return id;
  return FALLBACK[lang].map((l) => term.labels[l]).find((label) => label !== '') ?? id;
}

/** Ids of the direct children of a term. */
export const childrenOf = (scheme: string, id: string): readonly string[] =>
  schemeTerms(scheme).flatMap((t) => (t.parent === id ? [t.id] : []));

/** The term and everything below it: what a filter on the term means. */
export function termWithDescendants(scheme: string, id: string): readonly string[] {
  const found = [id];
  for (let i = 0; i < found.length; i++) found.push(...childrenOf(scheme, found[i] ?? ''));
  return found;
}

/** The term and its ancestors, nearest first: what a record coded with it is also found under. */
export function termWithAncestors(scheme: string, id: string): readonly string[] {
  const found = [id];
  for (let t = termOf(scheme, id); t?.parent && !found.includes(t.parent); t = termOf(scheme, t.parent))
    found.push(t.parent);
  return found;
}

const key = (text: string): string => foldKazakh(foldCase(foldSpaces(text))).replaceAll(/[_\s-]+/g, ' ');

/** Levenshtein distance over code points; stops early once it must exceed `max`. */
function distance(a: string, b: string, max: number): number {
  const [x, y] = [[...a], [...b]];
  if (Math.abs(x.length - y.length) > max) return max + 1;
  let row = y.map((_, j) => j + 1);
  for (const [i, ca] of x.entries()) {
    let diagonal = i;
    let left = i + 1;
    row = row.map((above, j) => {
      const value = ca === y[j] ? diagonal : 1 + Math.min(diagonal, above, left);
      diagonal = above;
      left = value;
      return value;
    });
    if (Math.min(i + 1, ...row) > max) return max + 1;
  }
  return row.at(-1) ?? x.length;
}

/** Ids of up to three terms whose id or label is nearest to the text; empty when nothing is near. */
export function nearestTerms(scheme: string, text: string): readonly string[] {
  const wanted = key(text.slice(0, 80));
  const max = Math.max(2, Math.floor(wanted.length / 2));
  const scored = schemeTerms(scheme).map((t) => {
    const names = [t.id, t.labels.en, t.labels.ru, t.labels.kk].map(key);
    const near = Math.min(...names.map((name) => distance(wanted, name, max)));
    const part = wanted.length > 2 && names.some((name) => name.includes(wanted) || wanted.includes(name));
    return { id: t.id, score: part ? Math.min(near, 1) : near };
  });
  return scored
    .filter((s) => s.score <= max)
    .sort((a, b) => a.score - b.score)
    .slice(0, 3)
    .map((s) => s.id);
}

/** The id of the term that a text names by id or by its label in any language. */
export function checkTerm(scheme: string, value: string): Result<string, Failure<'E_TERM'>> {
  const text = value.trim();
  if (isTerm(scheme, text)) return ok(text);
  const wanted = key(text);
  const named = schemeTerms(scheme).filter((t) =>
    [t.id, t.labels.en, t.labels.ru, t.labels.kk].some((n) => key(n) === wanted),
  );
  const [only, second] = named;
  if (only && !second) return ok(only.id);
  return fail('E_TERM', { scheme, value: value.slice(0, 80), nearest: nearestTerms(scheme, text) });
}
