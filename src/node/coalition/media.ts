/**
 * Which media objects belong to which space: the claims Evidence.object of its entries name them. Followed by a watermark, so
 * that only what came since the last look is opened. A row whose payload is gone (erased, dropped) counts no more.
 */
import { fromHex, toHex } from '../../base/bytes.ts';
import { parseObject } from '../../evidence/anchor.ts';
import { storedSize } from '../../evidence/segments.ts';
import { openBody } from '../../ledger/body.ts';
import { decodeHeader } from '../../ledger/header.ts';
import type { Payload } from '../../ledger/model.ts';
import type { LedgerReader, LedgerTx, StoredEntry } from '../../store/port.ts';
import type { Parts } from '../parts.ts';

/** `local('media', SPACE/ADDRESS)`; entry null: a relay or a peer brought the object before any claim. */
interface MediaRow {
  readonly entry: string | null;
  /** Stored length. */
  readonly bytes: number;
}
/** `bytes`: stored length. */
export interface NamedObject {
  readonly address: Uint8Array;
  readonly bytes: number;
}
export interface MediaObject {
  readonly address: Uint8Array;
  readonly bytes: number;
  /** Entry (hex) that names it; null: none that we can read. */
  readonly entry: string | null;
}

const KIND = 'media';
const WATERMARK = 'media-seen';
const BATCH = 1_000;
const keyOf = (space: string, address: string): string => `${space}/${address}`;

/** Follows the ledger up to its newest entry. Runs where the writer is. */
export async function followMedia(parts: Parts): Promise<void> {
  const { ledger } = parts;
  const seen = (await ledger.local(WATERMARK, 'all')) as { readonly touched?: number } | null;
  let touched = seen?.touched ?? 0;
  const epochs = new Map<string, Map<string, Uint8Array>>();
  for (;;) {
    const page = await ledger.touchedAfter(touched, BATCH);
    const last = page.at(-1);
    if (!last) return;
    touched = last.touched;
    const rows: { readonly key: string; readonly row: MediaRow }[] = [];
    for (const stored of page) {
      if (stored.kind !== 0 || stored.payloadState !== 'open') continue;
      for (const o of await objectsOf(parts, stored, epochs))
        rows.push({
          key: keyOf(toHex(stored.space), toHex(o.address)),
          row: { entry: toHex(stored.id), bytes: o.bytes },
        });
    }
    await ledger.transact(async (tx) => {
      for (const { key, row } of rows) await tx.putLocal(KIND, key, { ...row });
      await tx.putLocal(WATERMARK, 'all', { touched });
    });
  }
}

async function objectsOf(
  parts: Parts,
  stored: StoredEntry,
  epochs: Map<string, Map<string, Uint8Array>>,
): Promise<readonly NamedObject[]> {
  const header = decodeHeader(stored.header);
  if (!header.ok || !stored.block) return [];
  const space = toHex(stored.space);
  let keys = epochs.get(space);
  if (!keys || (stored.epoch.length > 0 && !keys.has(toHex(stored.epoch)))) {
    keys = new Map((await parts.ledger.secrets('epoch', stored.space)).map((s) => [toHex(s.id), s.secret]));
    epochs.set(space, keys);
  }
  const held = keys;
  const body = openBody(parts.primitives, header.value, stored.block, (epoch) => held.get(toHex(epoch)) ?? null);
  return body.ok && body.value.type === 'data' ? namedObjects(body.value.payload) : [];
}

/** Media objects that a payload's claims name. */
export function namedObjects(payload: Payload): readonly NamedObject[] {
  return payload.claims.flatMap((claim) => {
    if (claim.kind !== 'Evidence' || claim.field !== 'object') return [];
    const object = parseObject(claim.value);
    if (!object || object.alg > 1) return [];
    return [{ address: object.address, bytes: object.alg === 0 ? object.size : storedSize(object.size) }];
  });
}

/**
 * What a transaction that receives has found out: it opened each payload anyway. Counts only when all before it was followed
 * (`before`: the highest `touched` when it began); else `followMedia` goes through these entries too.
 */
export async function noteMedia(
  tx: LedgerTx,
  before: number,
  named: readonly { readonly space: string; readonly entry: Uint8Array; readonly objects: readonly NamedObject[] }[],
): Promise<void> {
  const seen = (await tx.local(WATERMARK, 'all')) as { readonly touched?: number } | null;
  const touched = await tx.highestTouched();
  if ((seen?.touched ?? 0) !== before || touched === before) return;
  for (const { space, entry, objects } of named) {
    // Erased in this same transaction, it counts no more, and must not take the place of one that does.
    if (!(await isOpen(tx, toHex(entry)))) continue;
    for (const o of objects)
      await tx.putLocal(KIND, keyOf(space, toHex(o.address)), { entry: toHex(entry), bytes: o.bytes });
  }
  await tx.putLocal(WATERMARK, 'all', { touched });
}

/** Objects that open payloads of the space name, and those that were brought to it before any claim; by size. */
export async function mediaOf(ledger: LedgerReader, space: string): Promise<readonly MediaObject[]> {
  const objects: MediaObject[] = [];
  for (const { key, value } of await ledger.locals(KIND)) {
    if (!key.startsWith(`${space}/`)) continue;
    const row = value as unknown as MediaRow;
    const address = fromHex(key.slice(space.length + 1));
    if (!address) continue;
    if (row.entry !== null && !(await isOpen(ledger, row.entry))) continue;
    objects.push({ address, bytes: row.bytes, entry: row.entry });
  }
  return objects.toSorted((a, b) => a.bytes - b.bytes || (toHex(a.address) < toHex(b.address) ? -1 : 1));
}

async function isOpen(ledger: LedgerReader, entry: string): Promise<boolean> {
  const id = fromHex(entry);
  const stored = id && (await ledger.entry(id));
  return stored?.payloadState === 'open';
}

/** The object when it belongs to the space; null otherwise: an address alone opens nothing of another space. */
export async function mediaIn(ledger: LedgerReader, space: string, address: string): Promise<MediaObject | null> {
  const row = (await ledger.local(KIND, keyOf(space, address))) as unknown as MediaRow | null;
  const bytes = fromHex(address);
  if (!row || !bytes || (row.entry !== null && !(await isOpen(ledger, row.entry)))) return null;
  return { address: bytes, bytes: row.bytes, entry: row.entry };
}

/** Objects that no claim names yet: how many bytes of the space such objects may hold. */
export const LOOSE_MAX = 2 ** 30;

/** Notes an object that came before its claim. False: the space holds too much of that already. Runs in the writer. */
export async function noteLoose(parts: Parts, space: string, address: string, bytes: number): Promise<boolean> {
  const known = await mediaIn(parts.ledger, space, address);
  if (known) return known.bytes === bytes;
  // A relay reads no claim: for it every object is such a one, and the disk alone is the limit.
  if (!(await isRelay(parts, space))) {
    const loose = (await mediaOf(parts.ledger, space)).filter((o) => o.entry === null);
    if (loose.reduce((sum, o) => sum + o.bytes, bytes) > LOOSE_MAX) return false;
  }
  await parts.ledger.transact((tx) => tx.putLocal(KIND, keyOf(space, address), { entry: null, bytes }));
  return true;
}

/** Private, and no epoch secret was ever granted to this node: it stores and forwards. */
export async function isRelay(parts: Parts, space: string): Promise<boolean> {
  const found = parts.spaces.all().find((s) => s.hex === space);
  return found !== undefined && !found.public && (await parts.ledger.secrets('epoch', found.id)).length === 0;
}
