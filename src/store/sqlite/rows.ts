/** Rows of ledger.db as the port shows them: plain byte strings, no Buffer (whose `slice` shares memory). */
import type { Buffer } from 'node:buffer';
import type { EntryState, PayloadState } from '../../ledger/model.ts';
import type { StoredEntry } from '../port.ts';
import type { LocalInts } from './local-ints.ts';

export interface EntryRow {
  readonly entry: number;
  readonly space: number;
  readonly id: Buffer;
  readonly writer: number;
  readonly seq: number;
  readonly kind: 0 | 1 | 2 | 3;
  readonly prev: Buffer | null;
  readonly ms: number;
  readonly ctr: number;
  readonly epoch: Buffer;
  readonly plen: number;
  readonly header: Buffer;
  readonly sig: Buffer;
  readonly arrival: number | null;
  readonly touched: number;
  readonly state: EntryState;
  readonly reason: string | null;
  readonly received_at: number;
  readonly ph: Buffer;
  readonly payload_state: PayloadState;
  readonly code: string | null;
  readonly block: Buffer | null;
  readonly forked_at: number | null;
}

/** Entries with their payloads; callers add WHERE and ORDER BY. */
export const ENTRY_SELECT = `SELECT e.entry, e.space, e.id, e.writer, e.seq, e.kind, e.prev, e.ms, e.ctr, e.epoch, e.plen,
  e.header, e.sig, e.arrival, e.touched, e.state, e.reason, e.received_at, p.ph, p.state AS payload_state, p.code, p.block, w.forked_at
  FROM entries e JOIN payload p ON p.entry = e.entry JOIN writer w ON w.writer = e.writer`;

/** What the index of entry ids holds of an id. */
export const idKey = (id: Uint8Array): Uint8Array => id.subarray(0, 6);

export function plain(bytes: Buffer): Uint8Array;
export function plain(bytes: Buffer | undefined): Uint8Array | undefined;
export function plain(bytes: Buffer | undefined): Uint8Array | undefined {
  return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function storedEntry(row: EntryRow, ints: LocalInts): StoredEntry {
  return {
    id: plain(row.id),
    space: ints.spaceId(row.space),
    writer: ints.writerKey(row.writer),
    seq: row.seq,
    kind: row.kind,
    prev: row.prev && plain(row.prev),
    ms: row.ms,
    ctr: row.ctr,
    epoch: plain(row.epoch),
    ph: plain(row.ph),
    plen: row.plen,
    header: plain(row.header),
    sig: plain(row.sig),
    arrival: row.arrival,
    touched: row.touched,
    state: row.state,
    reason: row.reason,
    receivedAt: row.received_at,
    payloadState: row.payload_state,
    payloadCode: row.code,
    block: row.block && plain(row.block),
    forked: row.forked_at !== null && row.seq >= row.forked_at,
  };
}
