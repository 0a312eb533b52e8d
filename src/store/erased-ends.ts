/**
 * Ends that an erased or dropped payload contained, kept in the ledger's local rows: kind `erased-ends`, key the entry's
 * id in hex. They stand there whatever becomes of the erase entry (a restored ledger may not hold it, a later revoke may
 * put it into quarantine), so that what was corrected never stands again. Ids only, nothing that was said.
 */
import { fromHex, toHex } from '../base/bytes.ts';
import type { Json } from '../base/result.ts';
import { refKey } from '../ledger/erase-effect.ts';
import type { ClaimRef } from '../ledger/model.ts';
import type { LedgerReader, LedgerTx } from './port.ts';

export type EndRef = ClaimRef | Uint8Array;

export interface KeptEnds {
  readonly space: Uint8Array;
  readonly entry: Uint8Array;
  /** Party of the entry in hex; null: whoever wrote it, which the ledger knows when it holds the entry. */
  readonly party: string | null;
  /** Erase entry and the ends it repeats. A payload dropped here alone stands under its own id. */
  readonly by: readonly { readonly erase: Uint8Array; readonly ended: readonly EndRef[] }[];
}

const KIND = 'erased-ends';

interface Row {
  readonly space: string;
  readonly party: string | null;
  readonly by: { readonly [erase: string]: readonly string[] };
}

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);

function parseRef(text: string): EndRef {
  const [entry = '', index] = text.split('.');
  return index === undefined ? bytes(entry) : { entry: bytes(entry), index: Number(index) };
}

function kept(key: string, value: Json): KeptEnds {
  const row = value as unknown as Row;
  return {
    space: bytes(row.space),
    entry: bytes(key),
    party: row.party,
    by: Object.entries(row.by).map(([erase, refs]) => ({ erase: bytes(erase), ended: refs.map(parseRef) })),
  };
}

export async function keptEndsOf(ledger: LedgerReader, entry: Uint8Array): Promise<KeptEnds | null> {
  const value = await ledger.local(KIND, toHex(entry));
  return value === null ? null : kept(toHex(entry), value);
}

/** All of the node, in the order of entry ids. */
export async function allEnds(ledger: LedgerReader): Promise<readonly KeptEnds[]> {
  return (await ledger.locals(KIND)).map(({ key, value }) => kept(key, value));
}

/** Adds to what is kept for the entry; what is there stays. */
export async function keepEnds(tx: LedgerTx, add: KeptEnds): Promise<void> {
  const before = await keptEndsOf(tx, add.entry);
  const by = new Map<string, ReadonlySet<string>>();
  for (const { erase, ended } of [...(before?.by ?? []), ...add.by]) {
    const key = toHex(erase);
    by.set(key, new Set([...(by.get(key) ?? []), ...ended.map(refKey)]));
  }
  const row = {
    space: toHex(add.space),
    party: add.party ?? before?.party ?? null,
    by: Object.fromEntries([...by].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, refs]) => [k, [...refs].sort()])),
  };
  await tx.putLocal(KIND, toHex(add.entry), row);
}
