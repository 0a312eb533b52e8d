/**
 * Decisions that wait for a second person: rows of this node, kept in the ledger file and never entries. `proposal` rows
 * are keyed by demand, state and date, so that a second person who decides the same meets the first one's decision.
 */
import { toHex, utf8 } from '../../base/bytes.ts';
import { decodeId } from '../../base/ids.ts';
import type { Json } from '../../base/result.ts';
import type { WaitingJson } from '../../contract/areas/deliveries.ts';
import type { Parts } from '../parts.ts';
import type { Reading } from '../reading.ts';
import { titled } from './named.ts';

export interface Waiting {
  readonly key: string;
  /** Short name for addresses. */
  readonly id: string;
  readonly to: string;
  readonly at: string;
  /** Person id in the form of a record id. */
  readonly by: string;
  readonly because: readonly string[];
  readonly note: string | null;
  readonly since: string;
  readonly no: { readonly by: string; readonly note: string; readonly at: string } | null;
}

export const waitingKey = (space: string, demand: string, to: string, at: string): string =>
  `${space} ${demand} ${to} ${at}`;

const idOf = (parts: Parts, key: string): string =>
  toHex(parts.primitives.sha256(utf8(`kua/waiting/1 ${key}`))).slice(0, 16);

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const object = (value: Json | undefined): { readonly [name: string]: Json | undefined } | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Json | undefined })
    : null;

export function waitingOf(parts: Parts, key: string, value: Json): Waiting | null {
  const row = object(value);
  const [, , to, at] = key.split(' ');
  if (row === null || to === undefined || at === undefined) return null;
  const no = object(row['no']);
  const because = row['because'];
  return {
    key,
    id: idOf(parts, key),
    to,
    at,
    by: text(row['by']),
    because: Array.isArray(because) ? because.map((b) => text(b as Json)) : [],
    note: text(row['note']) || null,
    since: text(row['since']),
    no: no && { by: text(no['by']), note: text(no['note']), at: text(no['at']) },
  };
}

/** Decisions on one demand that wait, and those that somebody said no to; oldest first. */
export async function waitingOn(parts: Parts, space: string, demand: string): Promise<readonly Waiting[]> {
  return (await parts.ledger.locals('proposal'))
    .filter((row) => row.key.startsWith(`${space} ${demand} `))
    .flatMap((row) => waitingOf(parts, row.key, row.value as Json) ?? [])
    .toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.key < b.key ? -1 : 1));
}

export const rowOf = (w: Omit<Waiting, 'key' | 'id' | 'to' | 'at'>): Json => ({
  by: w.by,
  because: [...w.because],
  note: w.note,
  since: w.since,
  no: w.no && { ...w.no },
});

/** The account's id behind a person id. */
function accountOf(person: string): string {
  const decoded = decodeId(person);
  return decoded.ok ? toHex(decoded.value.id) : person;
}

export async function waitingJson(reading: Reading, w: Waiting): Promise<WaitingJson> {
  const name = (id: string): string => reading.titleOf(id) ?? '';
  return {
    id: w.id,
    to: w.to,
    at: w.at,
    because: await titled(reading, w.because),
    note: w.note,
    by: accountOf(w.by),
    by_name: name(w.by),
    since: w.since,
    no: w.no && { by_name: name(w.no.by), note: w.no.note, at: w.no.at },
  };
}
