/** Checkpoints that travel with bundles and exchanges: the newest of each log that we know, as opaque notes. */
import { utf8 } from '../../base/bytes.ts';
import { KEY_TYPE, NOTE_MAX_BYTES } from '../../evidence/log/note.ts';
import { openPeerLogs } from '../../store/log/peer-logs.ts';
import type { Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { newestCheckpoint } from './own-log.ts';
import { seeCheckpoint } from './peer-checkpoints.ts';
import { trusted } from './rows.ts';

/** Name of the note frame that carries one checkpoint. */
export const CHECKPOINT_NOTE = 'kua/checkpoint/1';

/** Newest signed checkpoint of our log and of each log that we watch. */
export async function newestNotes(parts: Parts): Promise<readonly string[]> {
  const peers = openPeerLogs(parts.dir);
  const logs = (await trusted(parts.primitives, parts.ledger)).filter((t) => t.key.type === KEY_TYPE.log);
  return [await newestCheckpoint(parts), ...logs.map((t) => peers.newest(t.key.name))].filter((x) => x !== null);
}

/**
 * Whether these seats of a space may get checkpoints. A log is named after its organisation, and a relay is to learn of no
 * organisation behind a party, nor which of its spaces belong to the same ones. A seat that we know nothing of counts as a relay;
 * no seat at all is nobody who may.
 */
export const mayKnowLogs = (space: Space | undefined, seats: readonly (string | null)[]): boolean =>
  seats.length > 0 && seats.every((seat) => seat !== null && (space?.membership.seats.get(seat)?.role ?? 1) > 1);

/** The same as note frames, for whoever sends frames to seats that may know logs. */
export const checkpointNotes = async (
  parts: Parts,
): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]> =>
  (await newestNotes(parts)).map((note) => ({ name: CHECKPOINT_NOTE, bytes: utf8(note) }));

/** Looks at a checkpoint that came with entries. Whatever it holds, the entries beside it are taken. */
export async function takeCheckpoint(c: Context, note: { readonly bytes: Uint8Array }): Promise<void> {
  if (note.bytes.length <= NOTE_MAX_BYTES) await seeCheckpoint(c, note.bytes);
}
