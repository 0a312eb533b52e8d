/** Reads of records for use cases: folded views, titles of what they refer to, names of who said it. One per call. */
import { toHex } from '../base/bytes.ts';
import { decodeId, type RecordId } from '../base/ids.ts';
import type { Value } from '../ledger/model.ts';
import { foldRecord } from '../records/fold.ts';
import type { RecordView } from '../records/model.ts';
import type { SearchItem } from '../store/port.ts';
import type { Parts } from './parts.ts';
import type { Space } from './spaces.ts';

const ID = /^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$/;

/** Every record id that stands in a value. */
export function idsIn(value: Value, into: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') {
    if (ID.test(value)) into.add(value);
  } else if (Array.isArray(value)) for (const v of value) idsIn(v as Value, into);
  else if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array))
    for (const v of Object.values(value)) idsIn(v as Value, into);
  return into;
}

export interface Reading {
  view(id: RecordId): Promise<RecordView | null>;
  /** All records of a kind in a space, by id. */
  views(kind: string, space: Space): Promise<readonly RecordView[]>;
  item(id: string): Promise<SearchItem | null>;
  /** Loads titles, so that `titleOf` answers without waiting. */
  loadTitles(ids: Iterable<string>): Promise<void>;
  titleOf(id: string): string | null;
  /** Organisation behind a party key. */
  authorOf(party: string): string;
  /** Person of this node behind an opaque id. */
  personOf(by: string | null): string | null;
}

export async function startReading(parts: Parts): Promise<Reading> {
  const { projection, ledger } = parts;
  const views = new Map<string, RecordView | null>();
  const items = new Map<string, SearchItem | null>();
  const people = new Map<string, string>();
  for (const row of await ledger.locals('user'))
    people.set(row.key, String((row.value as { name?: string }).name ?? ''));
  const organisation = (await ledger.local('org', 'self')) as { name?: string } | null;
  const ours = new Set<string>();
  for (const space of parts.spaces.all())
    for (const party of await ledger.secrets('party', space.id)) ours.add(toHex(party.id));

  const reading: Reading = {
    async view(id) {
      const cached = views.get(id);
      if (cached !== undefined) return cached;
      const claims = await projection.claimsOf(id);
      const view = claims.length === 0 ? null : foldRecord(id, claims);
      views.set(id, view);
      return view;
    },
    async views(kind, space) {
      const found: RecordView[] = [];
      for (const id of await projection.idsOf(kind, [space.hex])) {
        const view = await reading.view(id);
        if (view) found.push(view);
      }
      return found;
    },
    async item(id) {
      const cached = items.get(id);
      if (cached !== undefined) return cached;
      const item = await projection.item(id as RecordId);
      items.set(id, item);
      return item;
    },
    async loadTitles(ids) {
      for (const id of ids) await reading.item(id);
    },
    titleOf: (id) => items.get(id)?.title ?? people.get(personHex(id) ?? '') ?? null,
    authorOf: (party) =>
      (ours.has(party) ? organisation?.name : parts.spaces.organisations().get(party)) ?? party.slice(0, 12),
    personOf: (by) => (by === null ? null : (people.get(by) ?? null)),
  };
  return reading;
}

/** Reviewers are named by the 16-byte person id of the roster in the form of a Person id. */
function personHex(id: string): string | null {
  if (!id.startsWith('per_')) return null;
  const decoded = decodeId(id);
  return decoded.ok ? toHex(decoded.value.id) : null;
}
