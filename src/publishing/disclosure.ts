/**
 * The public disclosure view, version `public/1`: which fields exist for the public at all, and what is kept back inside
 * them. Default deny: a kind or field that is not listed does not exist. Everything an edition or a public export says is
 * computed from what this returns.
 */
import { asList, asStruct } from '../records/field-values.ts';
import type { Value } from '../ledger/model.ts';
import type { KindName } from '../records/kind-names.ts';
import type { FieldView, RecordClaim, RecordView } from '../records/model.ts';
import { missingForAlleged, type NameBasis, nameBasis, personNames, wantsName } from './name-rule.ts';
import { coarsePlace, coarsePlaceValue } from './place-rule.ts';
import { type NameScanner, nameScanner } from './withheld-names.ts';

export const PUBLIC_VIEW = 'public/1';

/** Fields whose own ceiling is public. */
const PUBLIC_FIELDS: { readonly [K in KindName]?: readonly string[] } = {
  Source: ['title', 'publisher', 'url', 'date', 'lang', 'copy_of'],
  Person: ['name_withheld', 'public_office'],
  Group: ['description', 'count', 'kind'],
  Organisation: ['names', 'kind', 'parent', 'country', 'key_id', 'valid'],
  Place: ['names', 'admin', 'geometry', 'precision', 'kind', 'valid', 'coordinate_source', 'zone'],
  Event: [
    'title',
    'kind',
    'date',
    'place',
    'description',
    'killed',
    'injured',
    'detained',
    'participants',
    'actors_text',
  ],
  Act: ['type', 'event', 'date', 'place', 'stated_reason', 'attribution', 'rights', 'status'],
  ConnectivityObservation: [
    ...['place', 'medium', 'operator', 'service', 'state', 'at', 'basis', 'level', 'vantage'],
    ...['description', 'stated_reason'],
  ],
  Outage: ['place', 'medium', 'window', 'name', 'cause'],
  Figure: [
    ...['metric', 'population', 'value', 'unit', 'as_of', 'counting', 'period', 'scope', 'who', 'quoted_by', 'side'],
    ...['status', 'status_evidence', 'metric_as_given', 'offence', 'is_not', 'label', 'note'],
  ],
  Statement: [
    ...['title', 'kind', 'state', 'issuer', 'addressee', 'date', 'versions', 'summary', 'demands', 'text_hash'],
    'replaces',
  ],
  CoSignature: ['statement', 'text_hash', 'signatory', 'signed_as', 'scope', 'reservation', 'at', 'basis', 'withdrawn'],
  Demand: [
    ...[
      'key',
      'text',
      'verbatim',
      'statement',
      'kind',
      'topic',
      'addressee',
      'rights',
      'deadline',
      'two_sided',
      'reply',
    ],
    ...['indicators', 'move', 'remark'],
  ],
  Measurement: ['demand', 'indicator', 'at', 'value', 'met', 'evidence'],
  Response: ['demand', 'link', 'from', 'at', 'kind', 'text', 'evidence', 'bears'],
};

/** The number a printed list gives a record; public for every kind that is disclosed at all. */
const COMMON_FIELDS = ['code'];

/**
 * Coalition fields that a public space may show, since anyone can read its entries: without them a case of a person would
 * have no words at all. A name is not among them, in any space.
 */
const PUBLIC_SPACE_FIELDS: { readonly [K in KindName]?: readonly string[] } = {
  Person: ['occupation'],
  Act: ['victim'],
  Involvement: ['act', 'degree', 'actor_kind'],
  Relation: ['from', 'to', 'kind'],
  // Not printed: without it accounts of one origin would count as several.
  ConnectivityObservation: ['origin_key'],
};

export const DISCLOSED_KINDS = [
  ...new Set([...Object.keys(PUBLIC_FIELDS), ...Object.keys(PUBLIC_SPACE_FIELDS)]),
] as KindName[];

const isDisclosed = (kind: KindName, publicSpace: boolean): boolean =>
  PUBLIC_FIELDS[kind] !== undefined || (publicSpace && PUBLIC_SPACE_FIELDS[kind] !== undefined);

/** Fields of a kind that exist for the public. */
export const disclosedFields = (kind: KindName, publicSpace: boolean): readonly string[] => [
  ...(PUBLIC_FIELDS[kind] ?? []),
  ...(isDisclosed(kind, publicSpace) ? COMMON_FIELDS : []),
  ...(publicSpace ? (PUBLIC_SPACE_FIELDS[kind] ?? []) : []),
];

export type LeftOutReason =
  | 'name_in_text'
  | 'name_in_title'
  | 'name_in_address'
  | 'narrower_audience'
  | 'not_published'
  | 'name_withheld';
export interface LeftOut {
  readonly kind: string;
  readonly id: string;
  readonly field: string;
  readonly reason: LeftOutReason;
}

export interface Disclosure {
  /** Public form of a record, or null when its kind is not disclosed. Records what it keeps back. */
  view(record: RecordView): RecordView | null;
  readonly leftOut: readonly LeftOut[];
  /** Tells that a statement is left out because it is a draft or waits for signatures. */
  readonly notPublished: (statement: string) => void;
  /** Persons of the space whose names are kept back, and how many there are in all. */
  readonly persons: { readonly withheld: number; readonly named: number };
  /** Ground of each name that is let through, by person. */
  readonly bases: ReadonlyMap<string, NameBasis>;
  /** Persons who are said to have done what a record tells. */
  readonly alleged: ReadonlySet<string>;
  readonly names: NameScanner;
}

/** What else decides about names: checks and deliveries (alleged perpetrators), persons a publisher leaves out. */
export interface NameGrounds {
  readonly verifications: readonly RecordView[];
  readonly deliveries: readonly RecordView[];
  readonly leaveOut: ReadonlySet<string>;
}
const NO_GROUNDS: NameGrounds = { verifications: [], deliveries: [], leaveOut: new Set() };

/**
 * A disclosure view over one space. `persons` and `involvements` are the members' views of all of them: names are looked
 * for in every text, so they must be known before the first record is shown. `atMs` decides whether a consent is in force.
 */
export function discloseTo(
  space: { readonly public: boolean },
  persons: readonly RecordView[],
  involvements: readonly RecordView[],
  atMs: number,
  grounds: NameGrounds = NO_GROUNDS,
): Disclosure {
  const alleged = new Set(
    involvements
      .flatMap((i) => i.fields['actor']?.claims ?? [])
      .flatMap((c) => (typeof c.value === 'string' ? [c.value] : [])),
  );
  const basisOf = (p: RecordView): NameBasis | null => {
    if (grounds.leaveOut.has(p.id)) return null;
    if (!alleged.has(p.id)) return nameBasis(p, atMs);
    return wantsName(p, atMs) && missingForAlleged(p, grounds, atMs).length === 0 ? 'alleged_cleared' : null;
  };
  const bases = new Map(
    persons.flatMap((p) => {
      const basis = basisOf(p);
      return basis === null ? [] : [[p.id as string, basis] as const];
    }),
  );
  const named = new Set(bases.keys());
  const withheld = persons.filter((p) => !named.has(p.id));
  const names = nameScanner(withheld.flatMap(personNames));
  const leftOut: LeftOut[] = [];

  const view = (record: RecordView): RecordView | null => {
    const kind = record.kind as KindName;
    const allowed = disclosedFields(kind, space.public);
    if (allowed.length === 0) return null;
    const list = kind === 'Person' && named.has(record.id) ? [...allowed, 'names'] : allowed;
    const fields: Record<string, FieldView> = {};
    for (const field of list) {
      const found = record.fields[field];
      const shown = found && discloseField(record, field, found, names, leftOut);
      if (shown) fields[field] = shown;
    }
    if (kind === 'Person' && !named.has(record.id) && record.fields['names'])
      leftOut.push({ kind, id: record.id, field: 'names', reason: 'name_withheld' });
    const shown: RecordView = { id: record.id, kind, fields };
    return kind === 'Place' ? coarsePlace(shown) : shown;
  };
  const notPublished = (id: string): void =>
    void leftOut.push({ kind: 'Statement', id, field: 'state', reason: 'not_published' });
  return {
    view,
    leftOut,
    notPublished,
    names,
    bases,
    alleged,
    persons: { withheld: withheld.length, named: named.size },
  };
}

function discloseField(
  record: RecordView,
  field: string,
  found: FieldView,
  names: NameScanner,
  leftOut: LeftOut[],
): FieldView | null {
  const note = (reason: LeftOutReason): void => {
    leftOut.push({ kind: record.kind, id: record.id, field, reason });
  };
  const claims = found.claims.flatMap((claim) => {
    if (claim.vis !== null && claim.vis !== 'public') {
      note('narrower_audience');
      return [];
    }
    const shown = discloseClaim(record, field, claim, names, note);
    return shown ? [shown] : [];
  });
  const first = claims[0];
  if (!first) return null;
  // Values are taken from the claims as shown, never from the record: what a claim lost, the value loses too.
  const values = [...new Map(claims.map((c) => [JSON.stringify(c.value), c.value])).values()];
  return {
    ...found,
    value: Array.isArray(found.value) ? values : first.value,
    claim: first.claim,
    claims,
    n_competing: found.n_competing === 0 ? 0 : values.length - 1,
    n_origins: new Set(claims.flatMap((c) => c.sources)).size,
  };
}

/** A claim without the parts that never leave the organisation, or null when its words hold a withheld name. */
function discloseClaim(
  record: RecordView,
  field: string,
  claim: RecordClaim,
  names: NameScanner,
  note: (reason: LeftOutReason) => void,
): RecordClaim | null {
  const value =
    record.kind === 'Demand' && field === 'move'
      ? withoutDeciders(claim.value)
      : field === 'place'
        ? coarsePlaceValue(claim.value)
        : claim.value;
  const open = { ...claim, value, by: null, note: null, batch: null, asGiven: null, ms: 0 };
  const speaker = claim.speaker !== null && names.finds(claim.speaker) ? null : claim.speaker;
  if (!texts(claim.value).some((t) => names.finds(t))) return { ...open, speaker };
  if (record.kind === 'Source' && field === 'url' && typeof claim.value === 'string') {
    note('name_in_address');
    const host = hostOf(claim.value);
    return host === null || names.finds(host) ? null : { ...open, speaker, value: host };
  }
  note(record.kind === 'Source' && field === 'title' ? 'name_in_title' : 'name_in_text');
  return null;
}

/** Who decided is told as a number of persons, never by name. */
function withoutDeciders(value: Value): Value {
  const move = asStruct(value);
  return move ? { ...move, deciders: asList(move['deciders']).map((_, i) => `person ${i + 1}`) } : value;
}

/** Every text inside a value. */
function texts(value: Value): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return [];
  return (Array.isArray(value) ? (value as readonly Value[]) : Object.values(value)).flatMap((v) => texts(v as Value));
}

/** Scheme and host of an address: what is left when the rest of it names a person. */
function hostOf(url: string): string | null {
  try {
    const { protocol, host } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? `${protocol}//${host}/` : null;
  } catch {
    return null; // not an address
  }
}
