/**
 * Body of add-checkpoint (C2SP tlog-witness), the same by HTTP, file and mail:
 *   old <size> LF     base64(hash) LF, up to 63     LF     the checkpoint with the log's signatures
 * Answer file: status LF content type LF LF body.
 */
import { fromUtf8, utf8 } from '../../base/bytes.ts';
import { ok } from '../../base/result.ts';
import { toBase64 } from './base64.ts';
import { parseCheckpoint, parseHash, parseSize, type SignedCheckpoint } from './checkpoint.ts';
import { type LogResult, malformed } from './faults.ts';
import { PROOF_MAX } from './merkle-verify.ts';
import { NOTE_MAX_BYTES, type NoteSignature, parseSignatureLine, textOf } from './note.ts';

export const REQUEST_MAX_BYTES = NOTE_MAX_BYTES + 4 * 1024;
export const ANSWER_MAX_BYTES = NOTE_MAX_BYTES;
/** Content type of the 409 that carries the size which the witness knows. */
export const SIZE_TYPE = 'text/x.tlog.size';
export const PLAIN_TYPE = 'text/plain; charset=utf-8';

export interface AddCheckpoint {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly signed: SignedCheckpoint;
}

export const formatRequest = (old: number, proof: readonly Uint8Array[], note: string): string =>
  `old ${old}\n${proof.map((h) => `${toBase64(h)}\n`).join('')}\n${note}`;

export function parseRequest(bytes: Uint8Array): LogResult<AddCheckpoint> {
  const bad = (line: number, reason: string) => malformed('request', line, reason);
  if (bytes.length > REQUEST_MAX_BYTES) return bad(1, 'size');
  const text = fromUtf8(bytes);
  if (text === null) return bad(1, 'text');
  const gap = text.indexOf('\n\n');
  if (gap < 0) return bad(1, 'no checkpoint');
  const [first, ...given] = text.slice(0, gap).split('\n');
  const number = /^old (.*)$/.exec(first ?? '')?.[1];
  const old = number === undefined ? null : parseSize(number);
  if (old === null) return bad(1, 'old size');
  if (given.length > PROOF_MAX) return bad(PROOF_MAX + 2, 'too many hashes');
  const proof: Uint8Array[] = [];
  for (const [i, line] of given.entries()) {
    const hash = parseHash(line);
    if (!hash) return bad(i + 2, 'hash');
    proof.push(hash);
  }
  const signed = parseCheckpoint(utf8(text.slice(gap + 2)), given.length + 3);
  return signed.ok ? ok({ old, proof, signed: signed.value }) : signed;
}

export interface WitnessAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
}

export const formatAnswer = (a: WitnessAnswer): string => `${a.status}\n${a.type}\n\n${fromUtf8(a.body) ?? ''}`;

export function parseAnswer(bytes: Uint8Array): LogResult<WitnessAnswer> {
  const bad = (line: number, reason: string) => malformed('answer', line, reason);
  if (bytes.length > ANSWER_MAX_BYTES) return bad(1, 'size');
  const text = fromUtf8(bytes);
  if (text === null) return bad(1, 'text');
  const [status, type, empty] = text.split('\n', 3);
  if (!/^[1-5]\d\d$/.test(status ?? '')) return bad(1, 'status');
  if (type === undefined || !/^[\u0020-\u007e]{0,100}$/.test(type)) return bad(2, 'type');
  if (empty !== '' || status === undefined) return bad(3, 'empty line');
  const body = text.slice(status.length + type.length + 3);
  if (text.charAt(status.length + type.length + 2) !== '\n') return bad(3, 'empty line');
  return ok({ status: Number(status), type, body: utf8(body) });
}

/** Cosignature lines of a 200. */
export function parseCosignatures(body: Uint8Array): LogResult<readonly NoteSignature[]> {
  const text = textOf(body);
  if (text === null) return malformed('answer', 1, 'text');
  const signatures: NoteSignature[] = [];
  for (const [i, line] of text.slice(0, -1).split('\n').entries()) {
    const signature = parseSignatureLine(line);
    if (!signature) return malformed('answer', i + 1, 'signature line');
    signatures.push(signature);
  }
  return ok(signatures);
}

/** Size that a 409 names; null for a 409 of another kind. */
export function parseKnownSize(a: WitnessAnswer): number | null {
  const text = fromUtf8(a.body) ?? '';
  return a.status === 409 && a.type === SIZE_TYPE && text.endsWith('\n') ? parseSize(text.slice(0, -1)) : null;
}
