/**
 * erased.cbor: copy of the erase set beside the vault, so that a restored backup cannot bring an erased payload back.
 * CBOR [1, [* [space: id32, ph: id32, entry: id32, erase-entry: id32]]], sorted by these bytes, mode 0600.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { compareBytes, concatBytes, toHex } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { decodeCbor, encodeCbor } from '../ledger/cbor.ts';
import { replaceFile } from './files.ts';
import type { LedgerReader, LedgerStore } from './port.ts';

export interface ErasedItem {
  readonly space: Uint8Array;
  readonly ph: Uint8Array;
  readonly entry: Uint8Array;
  readonly eraseEntry: Uint8Array;
}

const keyOf = (e: ErasedItem): Uint8Array => concatBytes(e.space, e.ph, e.entry, e.eraseEntry);

/** Items of the file, none when it is absent. E_ERASED_FILE when it is damaged: it is never taken for empty. */
export function readErased(file: string): Result<readonly ErasedItem[], Failure<'E_ERASED_FILE'>> {
  if (!existsSync(file)) return ok([]);
  return decodeErased(readFileSync(file), file);
}

export function decodeErased(bytes: Uint8Array, file: string): Result<readonly ErasedItem[], Failure<'E_ERASED_FILE'>> {
  const damaged = fail('E_ERASED_FILE', { file });
  const read = decodeCbor(new Uint8Array(bytes));
  if (!read.ok || !Array.isArray(read.value) || read.value[0] !== 1 || !Array.isArray(read.value[1])) return damaged;
  const items: ErasedItem[] = [];
  for (const row of read.value[1] as readonly unknown[]) {
    const [space, ph, entry, eraseEntry] = Array.isArray(row) ? (row as readonly unknown[]) : [];
    if (!isId(space) || !isId(ph) || !isId(entry) || !isId(eraseEntry)) return damaged;
    items.push({ space, ph, entry, eraseEntry });
  }
  return ok(items);
}

const isId = (value: unknown): value is Uint8Array => value instanceof Uint8Array && value.length === 32;

/** Union of two sets, sorted, each item once. */
export function mergeErased(a: readonly ErasedItem[], b: readonly ErasedItem[]): readonly ErasedItem[] {
  const byKey = new Map([...a, ...b].map((item) => [toHex(keyOf(item)), item] as const));
  return [...byKey.values()].sort((x, y) => compareBytes(keyOf(x), keyOf(y)));
}

export const encodeErased = (items: readonly ErasedItem[]): Uint8Array =>
  encodeCbor([1, mergeErased(items, []).map((e) => [e.space, e.ph, e.entry, e.eraseEntry])]);

async function erasedOf(ledger: LedgerReader, spaces: readonly Uint8Array[]): Promise<readonly ErasedItem[]> {
  const bySpace = await Promise.all(
    spaces.map(async (space) => (await ledger.erased(space)).map((e) => ({ space, ...e }))),
  );
  return bySpace.flat();
}

/** Writes the ledger's erase set to the file; call after every erase. What the file names and the ledger does not stays. */
export async function writeErased(
  file: string,
  ledger: LedgerReader,
  spaces: readonly Uint8Array[],
): Promise<Result<null, Failure<'E_ERASED_FILE'>>> {
  const before = readErased(file);
  if (!before.ok) return before;
  replaceFile(file, encodeErased(mergeErased(before.value, await erasedOf(ledger, spaces))), randomBytes);
  return ok(null);
}

/**
 * Applies the file's items that the ledger does not know (after a restore, and at every start: a crash may have come
 * between the two), then writes the union back. Returns how many were applied; when any were, the WAL is emptied.
 */
export async function reapplyErased(
  file: string,
  ledger: LedgerStore,
): Promise<Result<number, Failure<'E_ERASED_FILE'>>> {
  const inFile = readErased(file);
  if (!inFile.ok) return inFile;
  const spaces = new Map([...(await ledger.spaces()), ...inFile.value.map((e) => e.space)].map((s) => [toHex(s), s]));
  const inLedger = await erasedOf(ledger, [...spaces.values()]);
  const known = new Set(inLedger.map((e) => toHex(keyOf(e))));
  const missing = inFile.value.filter((e) => !known.has(toHex(keyOf(e))));
  if (missing.length > 0) {
    await ledger.transact(async (tx) => {
      for (const e of missing) await tx.erase(e.space, e.eraseEntry, [{ entry: e.entry, ph: e.ph }]);
    });
    await ledger.checkpoint();
  }
  if (known.size !== inFile.value.length || missing.length > 0) {
    replaceFile(file, encodeErased(mergeErased(inFile.value, inLedger)), randomBytes);
  }
  return ok(missing.length);
}
