/**
 * Checkpoint (C2SP tlog-checkpoint): the text of a signed note.
 *   origin LF, size in decimal LF, base64(root) LF, further lines that others may write and we do not
 * Refused: an empty origin, a leading zero, a size above 2^53 - 1, a root that is not 32 bytes, an empty further line.
 */
import { toBase64, fromBase64 } from './base64.ts';
import { ok } from '../../base/result.ts';
import { type LogResult, type LogText, malformed } from './faults.ts';
import { type Note, parseNote } from './note.ts';

export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}
export interface Checkpoint extends TreeHead {
  readonly origin: string;
}
export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
}

/** A decimal number without leading zeros, at most 2^53 - 1; null otherwise. */
export function parseSize(text: string): number | null {
  const n = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : -1;
  return Number.isSafeInteger(n) && n >= 0 ? n : null;
}

/** One hash of a proof or checkpoint line; null otherwise. */
export function parseHash(text: string): Uint8Array | null {
  const hash = text.length === 44 ? fromBase64(text) : null;
  return hash?.length === 32 ? hash : null;
}

export const checkpointText = (c: Checkpoint): string => `${c.origin}\n${c.size}\n${toBase64(c.root)}\n`;

export function parseCheckpointText(text: string, firstLine = 1): LogResult<Checkpoint> {
  const bad = (line: number, reason: string) => malformed('checkpoint' satisfies LogText, firstLine + line, reason);
  if (!text.endsWith('\n')) return bad(0, 'line end');
  const [origin, sizeLine, rootLine, ...more] = text.slice(0, -1).split('\n');
  if (origin === undefined || origin === '') return bad(0, 'origin');
  const size = parseSize(sizeLine ?? '');
  if (size === null) return bad(1, 'size');
  const root = parseHash(rootLine ?? '');
  if (!root) return bad(2, 'root');
  const empty = more.indexOf('');
  return empty < 0 ? ok({ origin, size, root }) : bad(3 + empty, 'empty line');
}

/** The checkpoint and its signatures; nothing is verified yet. */
export function parseCheckpoint(bytes: Uint8Array, firstLine = 1): LogResult<SignedCheckpoint> {
  const note = parseNote(bytes, firstLine);
  if (!note.ok) return note;
  const checkpoint = parseCheckpointText(note.value.text, firstLine);
  return checkpoint.ok ? ok({ checkpoint: checkpoint.value, note: note.value }) : checkpoint;
}
