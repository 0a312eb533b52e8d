/**
 * Signed note (C2SP signed-note) and its keys.
 *   note            text, which ends in LF; an empty line; signature lines. The last empty line parts them. At most 16 KiB.
 *   signature line  — <name> base64(key id, 4 bytes || signature) LF, the dash is U+2014
 *   key id          first 4 bytes of SHA-256(name || 0A || type || public key)
 *   vkey            <name>+<8 hex of the key id>+base64(type || public key)
 * Types: 01 Ed25519 (a log), 04 cosignature/v1 (a witness). Lines of unknown keys are kept and ignored; a line of a known key
 * that does not hold makes the whole note bad.
 */
import { concatBytes, equalBytes, fromHex, fromUtf8, toHex, utf8 } from '../../base/bytes.ts';
import { fail, ok } from '../../base/result.ts';
import { isAcceptableKey, verifySignature } from '../../ledger/ed25519.ts';
import type { Primitives } from '../../ledger/model.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { type LogResult, malformed } from './faults.ts';
import type { Sha256 } from './merkle.ts';

export const NOTE_MAX_BYTES = 16 * 1024;
export const KEY_TYPE = { log: 1, cosignature: 4 } as const;
export type KeyType = (typeof KEY_TYPE)[keyof typeof KEY_TYPE];

export interface NoteKey {
  readonly name: string;
  readonly id: Uint8Array;
  readonly type: KeyType;
  readonly publicKey: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  /** What follows the key id. */
  readonly bytes: Uint8Array;
  /** The whole line, without its LF. */
  readonly line: string;
}

export interface Note {
  /** Ends in LF; these bytes are signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A name as keys and origins have it: no Unicode space, no plus, no control character, 1 to 255 bytes. */
export const isKeyName = (name: string): boolean =>
  !/[\s+\u0000-\u001f\u007f\u0085]/u.test(name) && name.length > 0 && utf8(name).length <= 255;

export const keyIdOf = (sha256: Sha256, name: string, type: number, publicKey: Uint8Array): Uint8Array =>
  sha256(concatBytes(utf8(name), new Uint8Array([10, type]), publicKey)).slice(0, 4);

export function noteKey(sha256: Sha256, name: string, type: KeyType, publicKey: Uint8Array): NoteKey {
  return { name, type, publicKey, id: keyIdOf(sha256, name, type, publicKey) };
}

export const formatVkey = (key: NoteKey): string =>
  `${key.name}+${toHex(key.id)}+${toBase64(concatBytes(new Uint8Array([key.type]), key.publicKey))}`;

export function parseVkey(sha256: Sha256, text: string): LogResult<NoteKey> {
  const bad = (reason: string) => malformed('vkey', 1, reason);
  const [name, hex, encoded] = text.split(/\+(.*)/s).flatMap((part, i) => (i === 1 ? part.split(/\+(.*)/s) : [part]));
  if (name === undefined || hex === undefined || encoded === undefined) return bad('parts');
  if (!isKeyName(name)) return bad('name');
  if (!/^[0-9a-f]{8}$/.test(hex)) return bad('key id');
  const bytes = fromBase64(encoded);
  if (!bytes || bytes.length !== 33) return bad('key');
  const type = bytes[0];
  if (type !== KEY_TYPE.log && type !== KEY_TYPE.cosignature) return bad('type');
  const key = noteKey(sha256, name, type, bytes.slice(1));
  if (!isAcceptableKey(key.publicKey)) return bad('key');
  return equalBytes(key.id, fromHex(hex) ?? new Uint8Array(0)) ? ok(key) : bad('key id');
}

/** Lines of UTF-8 text that ends in LF and holds no other control character; null otherwise. */
export function textOf(bytes: Uint8Array): string | null {
  const text = fromUtf8(bytes);
  return text === null || /[\u0000-\u0009\u000b-\u001f\u007f]/.test(text) || !text.endsWith('\n') ? null : text;
}

/** One signature line without its LF; null when it is not one. */
export function parseSignatureLine(line: string): NoteSignature | null {
  const [dash, name, encoded, ...more] = line.split(' ');
  if (dash !== '—' || name === undefined || encoded === undefined || more.length > 0 || !isKeyName(name)) return null;
  const bytes = fromBase64(encoded);
  if (!bytes || bytes.length < 5) return null;
  return { name, keyId: bytes.slice(0, 4), bytes: bytes.slice(4), line };
}

/** `firstLine`: number of the note's first line in the text it is part of. */
export function parseNote(bytes: Uint8Array, firstLine = 1): LogResult<Note> {
  if (bytes.length > NOTE_MAX_BYTES) return malformed('note', firstLine, 'size');
  const whole = textOf(bytes);
  if (whole === null) return malformed('note', firstLine, 'text');
  const end = whole.lastIndexOf('\n\n');
  if (end < 0) return malformed('note', firstLine, 'no signatures');
  const text = whole.slice(0, end + 1);
  const lines = whole.slice(end + 2, -1).split('\n');
  const at = firstLine + text.split('\n').length;
  const signatures: NoteSignature[] = [];
  for (const [i, line] of lines.entries()) {
    const signature = parseSignatureLine(line);
    if (!signature) return malformed('note', at + i, 'signature line');
    signatures.push(signature);
  }
  return ok({ text, signatures });
}

export const formatNote = (note: Note): string => `${note.text}\n${note.signatures.map((s) => `${s.line}\n`).join('')}`;

const signatureBytes = 64;
/** Bytes that a cosignature of this time signs. Time in seconds since 1970. */
export const cosignedText = (time: number, text: string): Uint8Array => utf8(`cosignature/v1\ntime ${time}\n${text}`);

export interface VerifiedSignature {
  readonly key: NoteKey;
  readonly signature: NoteSignature;
  /** Seconds since 1970 of a cosignature; null for a log's signature. */
  readonly time: number | null;
}

/** Time of a cosignature's bytes (u64 BE || 64 bytes), null when they are not one or the time passes 2^53 - 1. */
export function cosignatureTime(bytes: Uint8Array): number | null {
  if (bytes.length !== 8 + signatureBytes) return null;
  let time = 0;
  for (const b of bytes.subarray(0, 8)) time = time * 256 + b;
  return Number.isSafeInteger(time) ? time : null;
}

function isValid(p: Primitives, key: NoteKey, signature: NoteSignature, text: string): boolean {
  if (key.type === KEY_TYPE.log) return verifySignature(p, key.publicKey, utf8(text), signature.bytes);
  const time = cosignatureTime(signature.bytes);
  return time !== null && verifySignature(p, key.publicKey, cosignedText(time, text), signature.bytes.subarray(8));
}

/** Signatures by the keys given; those of others are ignored. E_LOG_SIGNATURE when one by a given key does not hold. */
export function verifyNote(
  p: Primitives,
  note: Note,
  keys: readonly NoteKey[],
): LogResult<readonly VerifiedSignature[]> {
  const verified: VerifiedSignature[] = [];
  for (const signature of note.signatures) {
    const known = keys.filter((k) => k.name === signature.name && equalBytes(k.id, signature.keyId));
    if (known.length === 0) continue;
    const key = known.find((k) => isValid(p, k, signature, note.text));
    if (!key) return fail('E_LOG_SIGNATURE', { name: signature.name });
    verified.push({ key, signature, time: key.type === KEY_TYPE.log ? null : cosignatureTime(signature.bytes) });
  }
  return ok(verified);
}
