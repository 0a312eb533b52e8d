/**
 * What the projection stores of a record, from its view alone. Vault and organisation-only values enter neither text,
 * names, facets nor references; a title of a record that is organisation-only as a whole (a Task) is its own.
 */
import { parseEdtf } from '../base/dates.ts';
import type { RecordId } from '../base/ids.ts';
import type { Value } from '../ledger/model.ts';
import { canonicalText } from './canonical.ts';
import type { FieldDef } from './field.ts';
import { spotOfGeometry, spotOfPlace } from './geo.ts';
import type { FieldView, IndexRow, RecordClaim, RecordView, Visibility } from './model.ts';
import { nameText } from './names.ts';
import { originsOf } from './policy.ts';
import { decisionTarget, fieldOf, kindOf } from './registry.ts';
import { reachable, titleOf } from './titles.ts';
import { ANY_ID } from './value-schema.ts';
import { ceilingOf, reaches, wider } from './visibility.ts';

/** Years 0 and 10000: bounds of an open interval, so that "everything since" overlaps what comes later. */
const BEGINNING = -62_167_219_200_000;
const END = 253_402_300_800_000;
const FACET_MAX = 200;

interface Row {
  readonly facets: Map<string, { readonly facet: string; readonly term: string }>;
  readonly refs: Map<string, { readonly field: string; readonly to: RecordId }>;
  readonly body: Set<string>;
  readonly names: Set<string>;
  /** Of the claim before. */
  party: string;
  batch: string | null;
}

const isMap = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  value !== null &&
  value !== undefined &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);

function addFacet(row: Row, facet: string, term: string): void {
  if (term !== '' && term.length <= FACET_MAX) row.facets.set(`${facet} ${term}`, { facet, term });
}
function addRef(row: Row, field: string, to: string): void {
  if (ANY_ID.test(to)) row.refs.set(`${field} ${to}`, { field, to: to as RecordId });
}

/** The facet `kind` counts record kinds; a field of that name counts under its vocabulary (`event_kind`) or as `subkind`. */
const facetOf = (def: FieldDef, field: string): string => (field === 'kind' ? (def.vocab ?? 'subkind') : field);

/** A place written out with the record counts under its words and its unit, as a place record counts under its id. */
function takeWrittenPlace(row: Row, value: { readonly [key: string]: Value }, field: string, faceted: boolean): void {
  const { as_given: words, admin } = value;
  if (typeof words === 'string') {
    row.body.add(words);
    if (faceted) addFacet(row, field, words);
  }
  if (faceted && typeof admin === 'string') addFacet(row, 'admin', admin);
}

/** Takes one value of a field into facets, references, names and body. `facet` is the field's own name, null inside a struct. */
function take(row: Row, def: FieldDef, value: Value, field: string, faceted: boolean): void {
  if (Array.isArray(value) && def.type !== 'opaque' && def.type !== 'geometry') {
    for (const part of value as readonly Value[]) take(row, def, part, field, faceted);
    return;
  }
  const text = typeof value === 'string' ? value : null;
  switch (def.type) {
    case 'term':
    case 'choice':
    case 'unit':
      if (text !== null && faceted) addFacet(row, facetOf(def, field), text);
      return;
    case 'bool':
      if (typeof value === 'boolean' && faceted) addFacet(row, field, String(value));
      return;
    case 'ref':
    case 'place':
    case 'ref_or_text':
      if (text !== null && ANY_ID.test(text)) {
        addRef(row, field, text);
        if (faceted) addFacet(row, field, text);
      } else if (text !== null && def.type === 'ref_or_text') row.body.add(text);
      else if (isMap(value)) takeWrittenPlace(row, value, field, faceted);
      return;
    case 'names': {
      const name = nameText(value);
      if (name !== null) row.names.add(name);
      return;
    }
    case 'text': {
      const words = text ?? (isMap(value) && typeof value['text'] === 'string' ? value['text'] : null);
      if (words === null) return;
      row.body.add(words);
      if (faceted && def.facet) addFacet(row, facetOf(def, field), words);
      return;
    }
    case 'count':
      if (isMap(value) && typeof value['as_given'] === 'string') row.body.add(value['as_given']);
      return;
    case 'struct':
      if (!isMap(value)) return;
      for (const member of def.members) {
        const part = value[member.name];
        if (part !== undefined && reaches(member.vis, 'coalition')) take(row, member, part, field, false);
      }
      return;
    default:
      return;
  }
}

/** Words and references of a value whose field this version does not know. */
function takeUnknown(row: Row, value: Value, field: string): void {
  if (typeof value === 'string') {
    if (ANY_ID.test(value)) addRef(row, field, value);
    else row.body.add(value);
  } else if (Array.isArray(value)) for (const part of value as readonly Value[]) takeUnknown(row, part, field);
  else if (isMap(value)) for (const part of Object.values(value)) takeUnknown(row, part, field);
}

function takeClaim(row: Row, view: RecordView, claim: RecordClaim, displayed: boolean): void {
  const def = fieldOf(view.kind, claim.field);
  // Most records have one author and one batch: the same term is not made for every claim.
  if (claim.party !== row.party) addFacet(row, 'party', claim.party);
  row.party = claim.party;
  if (claim.batch !== null && claim.batch !== row.batch) addFacet(row, 'batch', claim.batch);
  row.batch = claim.batch;
  if (claim.modality !== null) addFacet(row, 'modality', claim.modality);
  if (displayed) addFacet(row, 'conf', claim.conf);
  for (const source of claim.sources) addRef(row, 'source', source);
  if (!def) takeUnknown(row, claim.value, claim.field);
  // A state has one value at a time; of other fields every account that nobody set aside is found.
  else
    take(
      row,
      def,
      claim.value,
      claim.field,
      displayed || (claim.conf !== 'set_aside' && claim.field !== kindOf(view.kind)?.state),
    );
}

function dayBounds(view: RecordView): { readonly dayLo: number | null; readonly dayHi: number | null } {
  const field = kindOf(view.kind)?.date ?? null;
  const value = field === null ? null : reachable(view, field, 'coalition');
  const parsed = typeof value === 'string' ? parseEdtf(value) : null;
  if (!parsed?.ok) return { dayLo: null, dayHi: null };
  return { dayLo: parsed.value.lo ?? BEGINNING, dayHi: parsed.value.hi ?? END };
}

function whereabouts(view: RecordView): Pick<IndexRow, 'lat' | 'lon' | 'radius' | 'place'> {
  const field = kindOf(view.kind)?.place ?? null;
  const value = field === null ? null : reachable(view, field, 'coalition');
  const place = typeof value === 'string' && ANY_ID.test(value) ? (value as RecordId) : null;
  const spot =
    view.kind === 'Place'
      ? spotOfGeometry(view.fields['geometry']?.value, view.fields['precision']?.value)
      : spotOfPlace(value ?? undefined);
  return { lat: spot?.lat ?? null, lon: spot?.lon ?? null, radius: spot?.radius ?? null, place };
}

/** Two organisations say different things of one field; what either set aside does not count. */
function organisationsDiffer(shown: FieldView): boolean {
  if (shown.n_competing === 0) return false;
  const said = shown.claims.filter((c) => c.conf !== 'set_aside' && reaches(ceilingOf(c), 'coalition'));
  // Two of each are enough: whoever is the second says something else than one of the first.
  return new Set(said.map((c) => c.party)).size > 1 && new Set(said.map((c) => canonicalText(c.value))).size > 1;
}

const byText = <T>(a: readonly [string, T], b: readonly [string, T]): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
const sorted = <T>(map: ReadonlyMap<string, T>): readonly T[] => [...map].sort(byText).map(([, item]) => item);

export function indexRecord(view: RecordView): IndexRow {
  const row: Row = { facets: new Map(), refs: new Map(), body: new Set(), names: new Set(), party: '', batch: null };
  let audience: Visibility = 'vault';
  let competing = 0;
  const claims: RecordClaim[] = [];
  for (const [field, shown] of Object.entries(view.fields)) {
    if (decisionTarget(field) !== null) continue;
    competing += shown.n_competing;
    if (organisationsDiffer(shown)) addFacet(row, 'competing', 'organisations');
    for (const claim of shown.claims) {
      const ceiling = ceilingOf(claim);
      audience = wider(audience, ceiling);
      claims.push(claim);
      if (reaches(ceiling, 'coalition'))
        takeClaim(row, view, claim, Array.isArray(shown.value) || claim.claim === shown.claim);
    }
  }
  const stateField = kindOf(view.kind)?.state ?? null;
  const state = stateField === null ? null : reachable(view, stateField, 'coalition');
  if (typeof state === 'string') addFacet(row, 'state', state);
  if (competing > 0) addFacet(row, 'competing', 'true');
  return {
    id: view.id,
    kind: view.kind,
    title: titleOf(view, audience === 'organisation' ? 'organisation' : 'coalition'),
    state: typeof state === 'string' ? state : null,
    ...dayBounds(view),
    ...whereabouts(view),
    audience,
    body: [...row.body].sort().join('\n'),
    names: [...row.names].sort(),
    facets: sorted(row.facets),
    refs: sorted(row.refs),
    competing,
    origins: originsOf(claims).size,
  };
}
