/** Hand-made record views for tests of the engines. Nothing of the product imports it. */
import type { RecordId } from '../base/ids.ts';
import type { Value } from '../ledger/model.ts';
import { foldRecord } from './fold.ts';
import type { RecordClaim, RecordView } from './model.ts';

const BASE = {
  space: '00'.repeat(32),
  party: '11'.repeat(32),
  by: null,
  conf: 'reported',
  obs: null,
  speaker: null,
  modality: null,
  lang: null,
  prec: null,
  vis: null,
  reliability: null,
  note: null,
  asGiven: null,
  batch: null,
  ms: 0,
  forked: false,
} as const;

/** Several live claims on one field; each may set more than its value. */
export class Claims {
  readonly parts: readonly (Partial<RecordClaim> & { readonly value: Value })[];
  constructor(parts: readonly (Partial<RecordClaim> & { readonly value: Value })[]) {
    this.parts = parts;
  }
}
export const claims = (...parts: readonly (Partial<RecordClaim> & { readonly value: Value })[]): Claims =>
  new Claims(parts);
/** One claim per value. */
export const each = (...values: readonly Value[]): Claims => new Claims(values.map((value) => ({ value })));

/** The fold of one claim per field, or of those of `claims(...)`. */
export function view(kind: string, id: string, fields: { readonly [field: string]: Value | Claims }): RecordView {
  const made = Object.entries(fields).flatMap(([field, given]): readonly RecordClaim[] => {
    const parts = given instanceof Claims ? given.parts : [{ value: given }];
    return parts.map((part, i) => ({
      ...BASE,
      claim: `${id}.${field}.${i}`,
      subject: id as RecordId,
      kind,
      field,
      sources: ['src_press'],
      ...part,
    }));
  });
  return { ...foldRecord(id as RecordId, made), kind };
}

/** UTC ms of an ISO instant. */
export const at = (iso: string): number => Date.parse(iso);
