/**
 * A copy of another node's log, fetched from that node: its newest checkpoint and the leaves under it, in `log/mirror/<SHA-256 of
 * the origin>/log/`. What was copied before must be the beginning of what comes: if it is not, and the log signed both, the two notes and
 * the proof between them are kept as a split. A copy whose tiles do not give the signed root is thrown away.
 */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { equalBytes, fromHex, utf8 } from '../../base/bytes.ts';
import { KuaFailure, refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../../evidence/log/checkpoint.ts';
import { NOTE_MAX_BYTES } from '../../evidence/log/note.ts';
import { TILE_WIDTH, tilePath } from '../../evidence/log/tiles.ts';
import { hasTiles, type LogFolder, openLogFolder } from '../../store/log/log-folder.ts';
import { peerRows } from '../coalition/peers.ts';
import { peerLink, peerUrl } from '../coalition/sync-http.ts';
import { openSession, type SyncSession } from '../coalition/sync-session.ts';
import { waitingSpace } from '../coalition/waiting.ts';
import type { Context } from '../context.ts';
import { proofBetween, rootOf } from './own-log.ts';
import { keepSplit, seeCheckpoint } from './peer-checkpoints.ts';

const HASH = 32;
/** A larger log is not copied: whoever serves it says how large it is. */
const MOST_LEAVES = 4_000_000;
/** Tiles that are held before they are written. */
const AT_ONCE = 256;
const PATIENCE = 20;

const mirrorOf = (dir: string, origin: string): string =>
  join(dir, 'log', 'mirror', createHash('sha256').update(origin, 'utf8').digest('hex'));

/** Null: not there. A peer that asks us to wait is waited for. */
async function fileOf(s: SyncSession, path: string, max: number): Promise<Uint8Array | null> {
  for (let turn = 1; ; turn++) {
    try {
      return await s.logFile(path, max);
    } catch (error) {
      const code = error instanceof KuaFailure ? error.failure.code : null;
      if (code !== 'E_RATE' || turn >= PATIENCE) throw error;
      const seconds = Number((error as KuaFailure).failure.params?.['seconds'] ?? 1);
      await pause(Math.min(10, Math.max(1, seconds)) * 1_000);
    }
  }
}

/** Leaf hashes from `from` to `to` as the other side serves them, appended to the copy. */
async function grow(s: SyncSession, folder: LogFolder, from: number, to: number): Promise<number> {
  let [size, tiles] = [from, 0];
  while (size < to) {
    const leaves: Uint8Array[] = [];
    while (size + leaves.length < to && leaves.length < AT_ONCE * TILE_WIDTH) {
      const at = size + leaves.length;
      const index = Math.floor(at / TILE_WIDTH);
      const width = Math.min(TILE_WIDTH, to - index * TILE_WIDTH);
      const path = tilePath({ level: 0, index, width });
      const bytes = await fileOf(s, path, TILE_WIDTH * HASH);
      if (bytes?.length !== width * HASH) return refuse('E_LOG_TILES', { file: path });
      tiles++;
      for (let i = at - index * TILE_WIDTH; i < width; i++) leaves.push(bytes.slice(i * HASH, (i + 1) * HASH));
    }
    size = await folder.grow(size, leaves);
  }
  return tiles;
}

const signedIn = (folder: LogFolder): SignedCheckpoint | null => {
  const note = folder.checkpoint();
  const read = note === null ? null : parseCheckpoint(utf8(note));
  return read?.ok ? read.value : null;
};

/** Space over which we may ask: the one named, one that is exchanged with this address, or the usual one. */
async function spaceFor(c: Context, name: string | undefined, url: string): Promise<Uint8Array> {
  const { parts } = c;
  const waiting = fromHex((await waitingSpace(parts, name))?.id ?? '-');
  if (waiting) return waiting;
  if (name !== undefined) return parts.spaces.find(name).id;
  const known = (await peerRows(parts.ledger)).find((row) => row.url === url);
  return parts.spaces.find(known?.space).id;
}

/** Throws E_LOG_MIRROR, E_LOG_UNKNOWN, E_LOG_TILES and what opening a session throws. */
export async function mirrorLog(c: Context, input: ApiIn<'log.mirror'>): Promise<ApiOut<'log.mirror'>> {
  const { parts } = c;
  const url = peerUrl(input.url).href;
  const space = await spaceFor(c, input.space, url);
  const link = await peerLink(url, input.proxy ?? {});
  try {
    const s = await openSession(parts, link, space);
    const note = await fileOf(s, 'checkpoint', NOTE_MAX_BYTES);
    if (note === null) return refuse('E_LOG_MIRROR', { url, reason: 'unsigned' });
    const read = parseCheckpoint(note);
    if (!read.ok) return refuse(read.error.code, read.error.params);
    const { origin, size, root } = read.value.checkpoint;
    const seen = await seeCheckpoint(c, note);
    if (seen.result === 'unknown' || seen.result === 'bad') return refuse('E_LOG_UNKNOWN', { name: origin });
    if (size > MOST_LEAVES) return refuse('E_LOG_MIRROR', { url, reason: 'large' });
    const dir = mirrorOf(parts.dir, origin);
    const held = signedIn(openLogFolder(dir));
    const before = held?.checkpoint.size ?? 0;
    const answer = { origin, size, before };
    if (seen.result === 'split') return { ...answer, result: 'split', tiles: 0, kept: seen.kept ?? null };
    if (held && size <= before) return { ...answer, size: before, result: 'same', tiles: 0, kept: null };
    const kept = await follow(c, s, dir, held, { signed: read.value, size, root });
    if (kept.split !== null) return { ...answer, result: 'split', tiles: kept.tiles, kept: kept.split };
    openLogFolder(dir).putCheckpoint(Buffer.from(note).toString('utf8'));
    return { ...answer, result: held ? 'grown' : 'new', tiles: kept.tiles, kept: null };
  } finally {
    link.close();
  }
}

/** What was copied before begins what is here now. */
const isBeginning = (folder: LogFolder, held: SignedCheckpoint | null): boolean =>
  !held || equalBytes(rootOf(folder, held.checkpoint.size), held.checkpoint.root);

interface Wanted {
  readonly signed: SignedCheckpoint;
  readonly size: number;
  readonly root: Uint8Array;
}

/** Brings the copy to the signed root, from what is held or from the beginning; a proof of two histories when only the latter gives it. */
async function follow(
  c: Context,
  s: SyncSession,
  dir: string,
  held: SignedCheckpoint | null,
  to: Wanted,
): Promise<{ readonly tiles: number; readonly split: string | null }> {
  const from = held?.checkpoint.size ?? 0;
  const copied = async (start: number): Promise<{ readonly tiles: number; readonly holds: boolean }> => {
    const folder = openLogFolder(dir);
    const tiles = await grow(s, folder, start, to.size);
    folder.sweep();
    return { tiles, holds: equalBytes(rootOf(folder, to.size), to.root) };
  };
  // A backup keeps the checkpoint and not the tiles.
  const first = await copied(hasTiles(openLogFolder(dir)) ? from : 0);
  const whole = first.holds && isBeginning(openLogFolder(dir), held);
  if (whole) return { tiles: first.tiles, split: null };
  rmSync(join(dir, 'log', 'tile'), { recursive: true, force: true });
  const again = held ? await copied(0) : first;
  if (!held || !again.holds) {
    rmSync(dir, { recursive: true, force: true });
    return refuse('E_LOG_TILES', { file: 'tile/0' });
  }
  const folder = openLogFolder(dir);
  if (isBeginning(folder, held)) return { tiles: first.tiles + again.tiles, split: null };
  const prefix = rootOf(folder, from);
  const proof = proofBetween(folder, from, to.size);
  const split = await keepSplit(c, held, to.signed, { prefix, proof });
  return { tiles: first.tiles + again.tiles, split };
}
