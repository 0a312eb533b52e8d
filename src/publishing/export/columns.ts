/** Which columns an export of a kind has, and a record's cells in them. Derived from the kind's fields, never listed twice. */
import type { Value } from '../../ledger/model.ts';
import { asStruct, asText, claimsOf, sourcesOf, structOf, textOf } from '../../records/field-values.ts';
import { displayValue } from '../../records/display.ts';
import type { KindName } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { kindOf } from '../../records/registry.ts';
import { disclosedFields } from '../disclosure.ts';
import { dateField } from '../case.ts';
import { type LonLat, pointOf } from '../place-rule.ts';

export type ExportView = 'members' | 'public';
/** Titles and records by id, as the view lets them through. */
export interface ExportLookup {
  title(id: string): string | null;
  get(id: string): RecordView | null;
}

/** Fields of a kind that an export of the view has columns for; fields written by machines for machines are left to JSON Lines. */
export function columnsOf(kind: KindName, view: ExportView, publicSpace: boolean): readonly string[] {
  const def = kindOf(kind);
  if (!def) return [];
  const known = Object.values(def.fields).filter(
    (f) => f.type !== 'opaque' && f.vis !== 'vault' && f.vis !== 'organisation',
  );
  const allowed = view === 'public' ? new Set(disclosedFields(kind, publicSpace)) : null;
  return known.filter((f) => !allowed || allowed.has(f.name)).map((f) => f.name);
}

/** The displayed value of a field as one cell: ids stay ids, dates stay EDTF, counts as the source gave them. */
export function cell(record: RecordView, field: string, lookup: ExportLookup): string {
  const found = record.fields[field];
  if (!found) return '';
  const def = kindOf(record.kind)?.fields[field];
  const one = (value: Value): string => {
    if (def?.type === 'struct' || def?.type === 'geometry') return JSON.stringify(plain(value));
    if (def?.type === 'count') return countCell(value);
    if (def?.type === 'names') return asText(value) ?? '';
    if (typeof value === 'string') return value;
    return displayValue(record.kind, field, value, 'en', lookup.title);
  };
  return (Array.isArray(found.value) ? (found.value as readonly Value[]) : [found.value]).map(one).join('; ');
}

function countCell(value: Value): string {
  const count = asStruct(value);
  if (!count) return typeof value === 'number' ? String(value) : '';
  const [low, high] = [count['low'], count['high']];
  if (high === undefined || high === null) return `>=${String(low)}`;
  return low === high ? String(low) : `${String(low)}-${String(high)}`;
}

/** JSON form of a value: bytes as hexadecimal. */
export function plain(value: Value): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return (value as readonly Value[]).map(plain);
  const struct = asStruct(value);
  return struct
    ? Object.fromEntries(
        Object.keys(struct)
          .sort()
          .map((k) => [k, plain(struct[k] ?? null)]),
      )
    : value;
}

export function ownDate(record: RecordView): string {
  const field = dateField(record.kind);
  return field === null ? '' : (textOf(record, field) ?? '');
}

/** Name and point of the record's place; a Place record is its own place. */
export function whereOf(
  record: RecordView,
  lookup: ExportLookup,
): { readonly name: string; readonly point: LonLat | null; readonly precision: string } {
  const value = record.kind === 'Place' ? record.id : asText(claimsOf(record, 'place')[0]?.value);
  const place = value === null ? null : lookup.get(value);
  if (place) {
    const geometry = structOf(place, 'geometry');
    return {
      name: lookup.title(place.id) ?? '',
      point: geometry && pointOf(geometry),
      precision: textOf(place, 'precision') ?? '',
    };
  }
  const struct = asStruct(claimsOf(record, 'place')[0]?.value);
  return { name: '', point: struct && pointOf(struct), precision: struct ? (asText(struct['precision']) ?? '') : '' };
}

/** Publishers and addresses behind a record, as the view lets them through. */
export function sourceCells(
  record: RecordView,
  lookup: ExportLookup,
): { readonly publishers: string; readonly urls: string } {
  const sources = sourcesOf(record)
    .map((id) => lookup.get(id))
    .filter((s) => s !== null)
    .filter((s) => s.kind === 'Source');
  const join = (field: string): string =>
    [...new Set(sources.map((s) => textOf(s, field) ?? '').filter((t) => t !== ''))].join('; ');
  return { publishers: join('publisher'), urls: join('url') };
}
