/** Signature lines of a log and of a witness. Apart from verification, which never imports it. */
import { concatBytes, utf8 } from '../../base/bytes.ts';
import type { Primitives } from '../../ledger/model.ts';
import { toBase64 } from './base64.ts';
import { cosignedText, formatVkey, KEY_TYPE, type KeyType, keyIdOf, noteKey } from './note.ts';

/** A name and the 32-byte Ed25519 seed that signs under it. */
export interface NoteSigner {
  readonly name: string;
  readonly seed: Uint8Array;
}

const line = (p: Primitives, s: NoteSigner, type: KeyType, signature: Uint8Array): string => {
  const id = keyIdOf((b) => p.sha256(b), s.name, type, p.publicKey(s.seed));
  return `— ${s.name} ${toBase64(concatBytes(id, signature))}\n`;
};

/** The log's line under a note text, with its LF. */
export const signText = (p: Primitives, log: NoteSigner, text: string): string =>
  line(p, log, KEY_TYPE.log, p.sign(log.seed, utf8(text)));

/** A witness's line (cosignature/v1), with its LF. `time` in seconds since 1970. */
export function cosignText(p: Primitives, witness: NoteSigner, text: string, time: number): string {
  const stamp = new Uint8Array(8);
  let rest = time;
  for (let i = 7; i >= 0; i--) {
    stamp[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  const signature = p.sign(witness.seed, cosignedText(time, text));
  return line(p, witness, KEY_TYPE.cosignature, concatBytes(stamp, signature));
}

/** The vkey by which others verify the signer. */
export const vkeyOf = (p: Primitives, s: NoteSigner, type: KeyType): string =>
  formatVkey(noteKey((b) => p.sha256(b), s.name, type, p.publicKey(s.seed)));
