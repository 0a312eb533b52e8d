/** The node's own log: tiles that follow the ledger, checkpoints that only grow, proofs of entries. */
import { equalBytes, fromHex, toHex, utf8 } from '../../base/bytes.ts';
import { KuaFailure, refuse } from '../../base/failures.ts';
import { checkpointText, parseCheckpoint, type SignedCheckpoint } from '../../evidence/log/checkpoint.ts';
import { consistencyProof, inclusionProof, rootHash } from '../../evidence/log/merkle.ts';
import { type Note, verifyNote } from '../../evidence/log/note.ts';
import { signText } from '../../evidence/log/note-sign.ts';
import { judge, type Policy } from '../../evidence/log/policy.ts';
import { formatProof } from '../../evidence/log/proof.ts';
import { subtreesOfTiles } from '../../evidence/log/tiles.ts';
import type { Primitives } from '../../ledger/model.ts';
import { openLogFolder, hasTiles, type LogFolder } from '../../store/log/log-folder.ts';
import { logSha256 } from '../../store/log/sha256.ts';
import type { Parts } from '../parts.ts';
import { indexOfArrival, leafHashes } from './leaves.ts';
import { assertMaySign } from './restored.ts';
import { heldIdentity, type LogRow, logRow, madeIdentity, putLogRow } from './rows.ts';

export interface OwnCheckpoint {
  readonly row: LogRow;
  /** Text and the log's own signature, without cosignatures unless some came already. */
  readonly note: string;
  readonly size: number;
  /** False: nothing new, the one before was given. */
  readonly fresh: boolean;
}

/** Reads a note that we wrote ourselves. */
export function ownSigned(note: string): SignedCheckpoint {
  const read = parseCheckpoint(utf8(note));
  if (!read.ok) throw new KuaFailure(read.error);
  return read.value;
}

export const rootOf = (folder: LogFolder, size: number): Uint8Array =>
  rootHash(logSha256, subtreesOfTiles(logSha256, folder.readTile, size), size);

/** Tiles of a restored folder may be missing: they are made again from the ledger, up to what was signed. */
async function tilesUpTo(parts: Parts, folder: LogFolder, row: LogRow): Promise<void> {
  const size = row.signed?.size ?? 0;
  if (size === 0) return;
  if (!hasTiles(folder)) await folder.remaking(() => growTo(parts, folder, row, 0, size));
  // What is signed next must hold what was signed before; files that were changed or lost must not become a second history.
  if (toHex(rootOf(folder, size)) !== row.signed?.root) refuse('E_LOG_TILES', { file: 'log/tile' });
}

/** Grows the tiles from `from` by what the ledger has, up to `limit` leaves in all. */
async function growTo(
  parts: Parts,
  folder: LogFolder,
  row: LogRow,
  from: number,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  let size = from;
  let batch: Uint8Array[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) size = await folder.grow(size, batch);
    batch = [];
  };
  for await (const page of leafHashes(parts.ledger, row.first, from)) {
    const room = limit - size - batch.length;
    for (const leaf of page.slice(0, room)) batch.push(leaf);
    // Large steps: each writes its partial tiles too.
    if (batch.length >= 65_536) await flush();
    if (page.length >= room) break;
  }
  await flush();
  return size;
}

/**
 * Signs the log as far as the ledger goes. Tiles are on the disk before the signature is made, and the size is in the ledger
 * before the note is handed out. Throws E_LOG_RESTORED, E_LOG_BEHIND, E_LOG_TILES.
 */
export async function signCheckpoint(parts: Parts): Promise<OwnCheckpoint> {
  const { ledger, primitives: p } = parts;
  await assertMaySign(parts);
  const folder = openLogFolder(parts.dir);
  const row = await logRow(ledger);
  const identity = (await heldIdentity(p, ledger)) ?? (await ledger.transact((tx) => madeIdentity(p, tx)));
  await tilesUpTo(parts, folder, row);
  const before = row.signed?.size ?? 0;
  const size = await growTo(parts, folder, row, before);
  const held = folder.checkpoint();
  if (row.signed && size === before && held !== null && ownSigned(held).checkpoint.size === size)
    return { row, note: held, size, fresh: false };
  const root = rootOf(folder, size);
  const text = checkpointText({ origin: row.origin, size, root });
  const note = `${text}\n${signText(p, identity.log, text)}`;
  const next = { ...row, signed: { size, root: toHex(root) }, at: parts.clock() };
  await ledger.transact((tx) => putLogRow(tx, next));
  folder.putCheckpoint(note);
  folder.sweep();
  return { row: next, note, size, fresh: true };
}

/** Newest signed checkpoint of our log, with the cosignatures that came; null before the first. */
export async function newestCheckpoint(parts: Parts): Promise<string | null> {
  const { signed } = await logRow(parts.ledger);
  return signed ? openLogFolder(parts.dir).checkpoint() : null;
}

/** Proof that our tree of `from` leaves is the beginning of that of `to`. */
export const proofBetween = (folder: LogFolder, from: number, to: number): readonly Uint8Array[] =>
  consistencyProof(logSha256, subtreesOfTiles(logSha256, folder.readTile, to), from, to);

export interface EntryProof {
  readonly proof: string;
  readonly index: number;
  readonly size: number;
  /** The note was frozen: its quorum had cosigned. */
  readonly frozen: boolean;
}

/** Notes that are looked at for one that the policy takes. */
const LOOKED_AT = 64;

/**
 * Which note proves a leaf: the earliest frozen one that holds it and was witnessed as the policy wants, else the earliest
 * frozen one, else the newest signed. Frozen notes with an outside time stamp will come before the others.
 */
function noteFor(
  p: Primitives,
  folder: LogFolder,
  index: number,
  policy: Policy,
): { readonly note: string; readonly frozen: boolean } | null {
  let earliest: string | null = null;
  for (const size of folder
    .frozen()
    .filter((s) => s > index)
    .slice(0, LOOKED_AT)) {
    const note = folder.frozenNote(size);
    if (note === null) continue;
    const verdict = judge(p, ownSigned(note), policy);
    // A note under a key that was replaced proves nothing to who takes the present one: a later note holds the entry too.
    if (!verdict.ok) continue;
    if (verdict.value.quorum) return { note, frozen: true };
    earliest ??= note;
  }
  const newest = folder.checkpoint();
  const holds = newest !== null && ownSigned(newest).checkpoint.size > index;
  if (earliest !== null) return { note: earliest, frozen: true };
  return holds ? { note: newest, frozen: false } : null;
}

/** Throws E_LOG_ENTRY when no signed checkpoint holds the entry. */
export async function proofOf(parts: Parts, entryHex: string, policy: Policy): Promise<EntryProof> {
  const id = fromHex(entryHex);
  const stored = id?.length === 32 ? await parts.ledger.entry(id) : null;
  const row = await logRow(parts.ledger);
  if (!stored || stored.arrival === null || !row.signed) return refuse('E_LOG_ENTRY', { entry: entryHex.slice(0, 80) });
  const folder = openLogFolder(parts.dir);
  const index = indexOfArrival(row.first, stored.arrival);
  const found = noteFor(parts.primitives, folder, index, policy);
  if (!found) return refuse('E_LOG_ENTRY', { entry: entryHex });
  const { size, root } = ownSigned(found.note).checkpoint;
  const at = subtreesOfTiles(logSha256, folder.readTile, size);
  // A proof from tiles that were changed on the disk would only be refused elsewhere, with nobody knowing why.
  if (!equalBytes(rootHash(logSha256, at, size), root)) refuse('E_LOG_TILES', { file: 'log/tile' });
  return {
    proof: formatProof(index, inclusionProof(logSha256, at, index, size), found.note),
    index,
    size,
    frozen: found.frozen,
  };
}

/** Whether the note is signed by our own log key. */
export async function isOurs(parts: Parts, note: Note): Promise<boolean> {
  const identity = await heldIdentity(parts.primitives, parts.ledger);
  if (!identity) return false;
  const verified = verifyNote(parts.primitives, note, [identity.logKey]);
  return verified.ok && verified.value.length > 0;
}
