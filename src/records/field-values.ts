/** Narrow reads of a RecordView's fields, for engines: text, terms, refs, dates, lists. A value of another form reads as null. */
import { type Edtf, parseEdtf } from '../base/dates.ts';
import type { Value } from '../ledger/model.ts';
import type { RecordClaim, RecordView } from './model.ts';

export type Struct = { readonly [key: string]: Value };

/** Milliseconds, `lo` inclusive, `hi` exclusive; an open end is -/+ Infinity. */
export interface DateSpan {
  readonly text: string;
  readonly lo: number;
  readonly hi: number;
}

export function asStruct(value: Value | undefined): Struct | null {
  if (value === null || value === undefined || typeof value !== 'object') return null;
  if (Array.isArray(value) || value instanceof Uint8Array) return null;
  return value as Struct;
}

/** A text, or the `text` member of a structured text. */
export function asText(value: Value | undefined): string | null {
  if (typeof value === 'string') return value;
  const inner = asStruct(value)?.['text'];
  return typeof inner === 'string' ? inner : null;
}

/** A term's id without its scheme: `response_bears:act` and `act` are the same term. */
export function asTerm(value: Value | undefined): string | null {
  const text = asText(value);
  return text === null ? null : text.slice(text.lastIndexOf(':') + 1);
}

export function asList(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : value === undefined || value === null ? [] : [value];
}

export const asTexts = (value: Value | undefined): readonly string[] =>
  asList(value)
    .map(asText)
    .filter((t) => t !== null);

/** Bounds of an EDTF text, or null when it is none. */
export function asDate(value: Value | undefined): DateSpan | null {
  const edtf = asEdtf(value);
  return edtf && { text: edtf.text, lo: edtf.lo ?? Number.NEGATIVE_INFINITY, hi: edtf.hi ?? Number.POSITIVE_INFINITY };
}

export function asEdtf(value: Value | undefined): Edtf | null {
  const text = asText(value);
  if (text === null) return null;
  const parsed = parseEdtf(text);
  return parsed.ok ? parsed.value : null;
}

/** The displayed value of a field. */
export const valueOf = (view: RecordView, field: string): Value | undefined => view.fields[field]?.value;

export const textOf = (view: RecordView, field: string): string | null => asText(shownValue(view, field));
export const termOf = (view: RecordView, field: string): string | null => asTerm(shownValue(view, field));
export const dateOf = (view: RecordView, field: string): DateSpan | null => asDate(shownValue(view, field));
export const structOf = (view: RecordView, field: string): Struct | null => asStruct(shownValue(view, field));
export const isTrue = (view: RecordView, field: string): boolean => shownValue(view, field) === true;

/** The first displayed value: a list field shows several. */
const shownValue = (view: RecordView, field: string): Value | undefined => asList(valueOf(view, field))[0];

export const claimsOf = (view: RecordView, field: string): readonly RecordClaim[] => view.fields[field]?.claims ?? [];

/** The displayed values of a field: all of a list, a claim's own list spread out, equal values once. */
export function valuesOf(view: RecordView, field: string): readonly Value[] {
  const seen = new Set<string>();
  return asList(valueOf(view, field))
    .flatMap(asList)
    .filter((v) => {
      const key = JSON.stringify(v);
      return seen.has(key) ? false : seen.add(key) !== undefined;
    });
}

export const textsOf = (view: RecordView, field: string): readonly string[] =>
  valuesOf(view, field)
    .map(asText)
    .filter((t) => t !== null);

/** Source and evidence ids that stand behind a record: its `source` and `evidence` fields and the claims' own sources. */
export function sourcesOf(view: RecordView): readonly string[] {
  const named = [...textsOf(view, 'source'), ...textsOf(view, 'evidence')];
  const claimed = Object.values(view.fields).flatMap((f) => f.claims.flatMap((c) => c.sources));
  return [...new Set([...named, ...claimed])].filter((s) => s !== 'own');
}
