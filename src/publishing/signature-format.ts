/**
 * Three detached signatures over one file, by one Ed25519 key, that stock tools check.
 *
 * .sshsig   OpenSSH PROTOCOL.sshsig, armoured, 70 columns: "SSHSIG", u32 1, string key blob, string namespace,
 *           string "" (reserved), string "sha512", string signature blob. Signed: "SSHSIG", string namespace, string "",
 *           string "sha512", string SHA-512(file). Key blob: string "ssh-ed25519", string key (32). Strings: u32 length, bytes.
 * .minisig  minisign, prehashed: line 2 = base64("ED", key id (8), signature (64) over BLAKE2b-512(file)); line 3 = trusted
 *           comment; line 4 = base64(signature (64) over the 64 bytes of line 2 and the trusted comment).
 * .sig      64 bytes, raw Ed25519 over the file.
 *
 * The minisign key id is ours to choose: first 8 bytes of SHA-256(key).
 */
import { createHash } from 'node:crypto';
import { concatBytes, equalBytes, fromUtf8, toHex, utf8 } from '../base/bytes.ts';

export const SIGNATURE_SUFFIXES = { ssh: '.sshsig', minisign: '.minisig', raw: '.sig' } as const;
export const KEY_SUFFIXES = { ssh: '.allowed_signers', minisign: '.minisign.pub', raw: '.pub.pem' } as const;
export const EDITION_NAMESPACE = 'edition@kua';

const SSH_KEY_TYPE = 'ssh-ed25519';
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const hash = (name: string, bytes: Uint8Array): Uint8Array => new Uint8Array(createHash(name).update(bytes).digest());

/** SSH wire string: big-endian length, bytes. */
export function sshString(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return concatBytes(length, bytes);
}

export const sshKeyBlob = (publicKey: Uint8Array): Uint8Array =>
  concatBytes(sshString(utf8(SSH_KEY_TYPE)), sshString(publicKey));

/** The bytes an SSHSIG signs for a file. */
export const sshSigned = (file: Uint8Array, namespace: string): Uint8Array =>
  concatBytes(
    utf8('SSHSIG'),
    sshString(utf8(namespace)),
    sshString(new Uint8Array()),
    sshString(utf8('sha512')),
    sshString(hash('sha512', file)),
  );

export const minisignPrehash = (file: Uint8Array): Uint8Array => hash('blake2b512', file);
export const minisignKeyId = (publicKey: Uint8Array): Uint8Array => hash('sha256', publicKey).slice(0, 8);

/** Key id as minisign prints it: little-endian, upper-case hex. */
export const minisignKeyName = (publicKey: Uint8Array): string =>
  toHex(Uint8Array.from(minisignKeyId(publicKey)).reverse()).toUpperCase();

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Strict base64 with padding, or null. */
export function unbase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  return new Uint8Array(Buffer.from(text, 'base64'));
}

export function spkiPem(publicKey: Uint8Array): string {
  return `-----BEGIN PUBLIC KEY-----\n${base64(concatBytes(SPKI_PREFIX, publicKey))}\n-----END PUBLIC KEY-----\n`;
}

/**
 * The Ed25519 key in any of the forms people hand around: PEM, an ssh-ed25519 or allowed_signers line, a minisign key
 * file, 64 hex digits, base64 of 32 bytes. Null when it is none of them.
 */
export function parsePublicKey(text: string): Uint8Array | null {
  const trimmed = text.trim();
  const pem = /-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----/.exec(trimmed);
  if (pem?.[1] !== undefined) {
    const der = unbase64(pem[1].replace(/\s/g, ''));
    return der && der.length === 44 && equalBytes(der.subarray(0, 12), SPKI_PREFIX) ? der.slice(12) : null;
  }
  const ssh = /ssh-ed25519\s+([A-Za-z0-9+/=]+)/.exec(trimmed);
  if (ssh?.[1] !== undefined) {
    const blob = unbase64(ssh[1]);
    const key = blob?.slice(-32);
    return blob && key && equalBytes(blob, sshKeyBlob(key)) ? key : null;
  }
  if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return new Uint8Array(Buffer.from(trimmed, 'hex'));
  const bytes = unbase64(trimmed.split('\n').at(-1)?.trim() ?? '');
  if (bytes?.length === 42 && fromUtf8(bytes.subarray(0, 2)) === 'Ed') return bytes.slice(10);
  return bytes?.length === 32 ? bytes : null;
}
