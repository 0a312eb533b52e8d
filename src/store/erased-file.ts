/**
 * erased.cbor: copy of the erase set beside the vault, so that a restored backup cannot bring an erased payload back, nor
 * what an erased correction had corrected. CBOR, mode 0600:
 *   2: [2, [* [space: id32, ph: id32, entry: id32, erase-entry: id32, party: key32 / null, ended: [* (claim-ref / batch)]]]]
 *   1: [1, [* [space, ph, entry, erase-entry]]]      read, written back as 2
 * Sorted by the first four joined. A higher leading number is E_NEWER, anything else E_ERASED_FILE.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { compareBytes, concatBytes, equalBytes, fromHex, toHex } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { openBody } from '../ledger/body.ts';
import { decodeCbor, encodeCbor } from '../ledger/cbor.ts';
import { refKey } from '../ledger/erase-effect.ts';
import { decodeHeader } from '../ledger/header.ts';
import type { Value } from '../ledger/model.ts';
import { parseRef } from '../ledger/payload-codec.ts';
import { keptEndsOf, type EndRef, keepEnds } from './erased-ends.ts';
import { replaceFile } from './files.ts';
import { nodePrimitives } from './node-primitives.ts';
import type { LedgerReader, LedgerStore, LedgerTx } from './port.ts';

export interface ErasedItem {
  readonly space: Uint8Array;
  readonly ph: Uint8Array;
  readonly entry: Uint8Array;
  readonly eraseEntry: Uint8Array;
  /** Party of the entry in hex; null: not known to whoever wrote the file. */
  readonly party: string | null;
  /** Ends that the erased payload contained, as the erase repeats them. */
  readonly ended: readonly EndRef[];
}

export type ErasedFileCode = 'E_ERASED_FILE' | 'E_NEWER';
const VERSION = 2;

const keyOf = (e: ErasedItem): Uint8Array => concatBytes(e.space, e.ph, e.entry, e.eraseEntry);

/** Items of the file, none when it is absent. E_ERASED_FILE when it is damaged: it is never taken for empty. */
export function readErased(file: string): Result<readonly ErasedItem[], Failure<ErasedFileCode>> {
  if (!existsSync(file)) return ok([]);
  return decodeErased(readFileSync(file), file);
}

export function decodeErased(bytes: Uint8Array, file: string): Result<readonly ErasedItem[], Failure<ErasedFileCode>> {
  const damaged = fail('E_ERASED_FILE', { file });
  const read = decodeCbor(new Uint8Array(bytes));
  if (!read.ok || !Array.isArray(read.value)) return damaged;
  const [version, rows] = read.value as readonly Value[];
  if (typeof version === 'number' && version > VERSION)
    return fail('E_NEWER', { what: file, format: version, supported: VERSION });
  if ((version !== 1 && version !== 2) || !Array.isArray(rows)) return damaged;
  const items: ErasedItem[] = [];
  for (const row of rows as readonly Value[]) {
    const item = parseItem(row, version);
    if (!item) return damaged;
    items.push(item);
  }
  return ok(items);
}

function parseItem(row: Value, version: 1 | 2): ErasedItem | null {
  const [space, ph, entry, eraseEntry, party, ended] = Array.isArray(row) ? (row as readonly Value[]) : [];
  if (!isId(space) || !isId(ph) || !isId(entry) || !isId(eraseEntry)) return null;
  if (version === 1) return { space, ph, entry, eraseEntry, party: null, ended: [] };
  if (!(party === null || isId(party)) || !Array.isArray(ended)) return null;
  const refs: EndRef[] = [];
  for (const item of ended as readonly Value[]) {
    const ref = item instanceof Uint8Array && item.length === 16 ? item : parseRef(item);
    if (!ref) return null;
    refs.push(ref);
  }
  return { space, ph, entry, eraseEntry, party: party && toHex(party), ended: refs };
}

const isId = (value: unknown): value is Uint8Array => value instanceof Uint8Array && value.length === 32;

const uniqueRefs = (refs: readonly EndRef[]): readonly EndRef[] =>
  [...new Map(refs.map((ref) => [refKey(ref), ref] as const))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, ref]) => ref);

/** Union of two sets, sorted, each item once with the ends that either names. */
export function mergeErased(a: readonly ErasedItem[], b: readonly ErasedItem[]): readonly ErasedItem[] {
  const byKey = new Map<string, ErasedItem>();
  for (const item of [...a, ...b]) {
    const key = toHex(keyOf(item));
    const before = byKey.get(key);
    const ended = uniqueRefs([...(before?.ended ?? []), ...item.ended]);
    byKey.set(key, { ...item, party: before?.party ?? item.party, ended });
  }
  return [...byKey.values()].sort((x, y) => compareBytes(keyOf(x), keyOf(y)));
}

const refValue = (ref: EndRef): Value => (ref instanceof Uint8Array ? ref : [ref.entry, ref.index]);

export const encodeErased = (items: readonly ErasedItem[]): Uint8Array =>
  encodeCbor([
    VERSION,
    mergeErased(items, []).map(
      (e): Value => [
        ...[e.space, e.ph, e.entry, e.eraseEntry, e.party === null ? null : fromHex(e.party)],
        e.ended.map(refValue),
      ],
    ),
  ]);

/** Ends that an erase entry repeats, read from its block: for erasures of a program that kept none. */
async function repeatedBy(ledger: LedgerReader, eraseEntry: Uint8Array, entry: Uint8Array): Promise<readonly EndRef[]> {
  const stored = await ledger.entry(eraseEntry);
  const header = stored && decodeHeader(stored.header);
  if (!header?.ok || !stored?.block) return [];
  const body = openBody(nodePrimitives(), header.value, stored.block, () => null);
  if (!body.ok || body.value.type !== 'erase') return [];
  return body.value.erase.targets.flatMap((t) => (equalBytes(t.entry, entry) ? t.ended : []));
}

async function erasedOf(ledger: LedgerReader, spaces: readonly Uint8Array[]): Promise<readonly ErasedItem[]> {
  const items: ErasedItem[] = [];
  for (const space of spaces)
    for (const e of await ledger.erased(space)) {
      const kept = await keptEndsOf(ledger, e.entry);
      const mine = kept?.by.find((b) => equalBytes(b.erase, e.eraseEntry));
      const ended = mine?.ended ?? (await repeatedBy(ledger, e.eraseEntry, e.entry));
      items.push({ space, ...e, party: kept?.party ?? null, ended });
    }
  return items;
}

/** Writes the ledger's erase set to the file; call after every erase. What the file names and the ledger does not stays. */
export async function writeErased(
  file: string,
  ledger: LedgerReader,
  spaces: readonly Uint8Array[],
): Promise<Result<null, Failure<ErasedFileCode>>> {
  const before = readErased(file);
  if (!before.ok) return before;
  replaceFile(file, encodeErased(mergeErased(before.value, await erasedOf(ledger, spaces))), randomBytes);
  return ok(null);
}

/**
 * Applies the file's items that the ledger does not know (after a restore, and at every start: a crash may have come
 * between the two), then writes the union back. Returns how many were applied; when any were, the WAL is emptied.
 * `before` runs in the transaction that erases, before the first payload goes.
 */
export async function reapplyErased(
  file: string,
  ledger: LedgerStore,
  before: (tx: LedgerTx, missing: readonly ErasedItem[]) => Promise<void> = async () => {},
): Promise<Result<number, Failure<ErasedFileCode>>> {
  const inFile = readErased(file);
  if (!inFile.ok) return inFile;
  const spaces = new Map([...(await ledger.spaces()), ...inFile.value.map((e) => e.space)].map((s) => [toHex(s), s]));
  const inLedger = await erasedOf(ledger, [...spaces.values()]);
  const known = new Set(inLedger.map((e) => toHex(keyOf(e))));
  const missing = inFile.value.filter((e) => !known.has(toHex(keyOf(e))));
  if (missing.length > 0) {
    await ledger.transact(async (tx) => {
      await before(tx, missing);
      for (const e of missing) {
        await keepEnds(tx, { ...e, by: [{ erase: e.eraseEntry, ended: e.ended }] });
        await tx.erase(e.space, e.eraseEntry, [{ entry: e.entry, ph: e.ph }]);
      }
    });
    await ledger.checkpoint();
  }
  const union = encodeErased(mergeErased(inFile.value, inLedger));
  const same = existsSync(file) ? equalBytes(readFileSync(file), union) : inLedger.length === 0;
  if (!same) replaceFile(file, union, randomBytes);
  return ok(missing.length);
}
