/**
 * What the ledger's local table keeps of the log (never synced, in every backup):
 *   log/self       which log, its name, its first leaf, what was signed last, whether anybody may read it
 *   log/restore    of the last restore: entries held when the folder was first opened after it, who has confirmed
 *   log-trust/*    logs we watch and witnesses we ask, by vkey        log-asked/*  size each witness is known to have cosigned
 */
import { toHex } from '../../base/bytes.ts';
import type { Json } from '../../base/result.ts';
import type { NoteKey } from '../../evidence/log/note.ts';
import { parseVkey } from '../../evidence/log/note.ts';
import type { Primitives } from '../../ledger/model.ts';
import type { LedgerReader, LedgerTx } from '../../store/port.ts';
import { heldSeeds, identityFrom, type LogIdentity, logOrigin, logSeeds } from './keys.ts';

export interface LogRow {
  readonly n: number;
  readonly origin: string;
  /** First leaf of a log that follows another: the entry that names that one. Null: leaves are entries by arrival alone. */
  readonly first: { readonly entry: string; readonly arrival: number } | null;
  readonly signed: { readonly size: number; readonly root: string } | null;
  readonly public: boolean;
  /** When the last checkpoint was signed, UTC ms. */
  readonly at: number;
}
export interface RestoreRow {
  /** Content of restored.json. */
  readonly mark: string;
  readonly leaves: number;
  readonly confirmed: readonly string[];
  /** Largest size that others know, when that is more than we hold. */
  readonly behind: number | null;
  readonly settled: boolean;
}
export interface TrustRow {
  readonly vkey: string;
  readonly url: string | null;
}
export interface Trusted {
  readonly key: NoteKey;
  readonly url: string | null;
}

const read = async <T>(ledger: LedgerReader, kind: string, key: string): Promise<T | null> =>
  (await ledger.local(kind, key)) as T | null;

/** Whose names log and witness carry. A further computer of an organisation keeps those that it began with. */
const organisationOf = async (ledger: LedgerReader): Promise<string> => {
  const self = await read<{ id?: string; log?: string }>(ledger, 'org', 'self');
  return self?.log ?? self?.id ?? '';
};

export async function logRow(ledger: LedgerReader): Promise<LogRow> {
  const held = await read<LogRow>(ledger, 'log', 'self');
  if (held) return held;
  const origin = logOrigin(await organisationOf(ledger), 1);
  return { n: 1, origin, first: null, signed: null, public: false, at: 0 };
}
export const putLogRow = (tx: LedgerTx, row: LogRow): Promise<void> =>
  tx.putLocal('log', 'self', row as unknown as Json);

export const restoreRow = (ledger: LedgerReader): Promise<RestoreRow | null> =>
  read<RestoreRow>(ledger, 'log', 'restore');
export const putRestoreRow = (tx: LedgerTx, row: RestoreRow): Promise<void> =>
  tx.putLocal('log', 'restore', row as unknown as Json);

/** Keys of this node; null while an older folder has none yet. */
export async function heldIdentity(p: Primitives, ledger: LedgerReader): Promise<LogIdentity | null> {
  const seeds = await heldSeeds(ledger);
  return seeds && identityFrom(p, seeds, (await logRow(ledger)).origin, await organisationOf(ledger));
}
export async function madeIdentity(p: Primitives, tx: LedgerTx): Promise<LogIdentity> {
  return identityFrom(p, await logSeeds(p, tx), (await logRow(tx)).origin, await organisationOf(tx));
}

/** Every key that people of this node took as another's log or witness, in the order of the keys' names. */
export async function trusted(p: Primitives, ledger: LedgerReader): Promise<readonly Trusted[]> {
  const rows = await ledger.locals('log-trust');
  return rows
    .flatMap(({ value }) => {
      const row = value as unknown as TrustRow;
      const key = parseVkey((b) => p.sha256(b), row.vkey);
      return key.ok ? [{ key: key.value, url: row.url }] : [];
    })
    .sort((a, b) => (a.key.name < b.key.name ? -1 : a.key.name > b.key.name ? 1 : 0));
}
export const putTrusted = (tx: LedgerTx, key: NoteKey, row: TrustRow): Promise<void> =>
  tx.putLocal('log-trust', `${key.type} ${key.name} ${toHex(key.publicKey)}`, { ...row });

/** Of a log's key that people replaced: what was kept under it is still compared, and nothing new is taken under it. */
export const retireTrusted = async (tx: LedgerTx, key: NoteKey, vkey: string): Promise<void> => {
  await tx.deleteLocal('log-trust', `${key.type} ${key.name} ${toHex(key.publicKey)}`);
  await tx.putLocal('log-retired', vkey, {});
};
export async function retired(p: Primitives, ledger: LedgerReader): Promise<readonly NoteKey[]> {
  return (await ledger.locals('log-retired')).flatMap(({ key }) => {
    const read = parseVkey((b) => p.sha256(b), key);
    return read.ok ? [read.value] : [];
  });
}

export const askedSize = async (ledger: LedgerReader, witness: string): Promise<number> =>
  (await read<number>(ledger, 'log-asked', witness)) ?? 0;
export const putAsked = (tx: LedgerTx, witness: string, size: number): Promise<void> =>
  tx.putLocal('log-asked', witness, size);
export async function forgetAsked(tx: LedgerTx): Promise<void> {
  for (const { key } of await tx.locals('log-asked')) await tx.deleteLocal('log-asked', key);
}
