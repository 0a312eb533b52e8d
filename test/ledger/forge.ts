/**
 * Makes entries from parts that the product would not put together: any header members, any block, any signature. For
 * tests of what is refused, and for kinds that the product reads and does not write yet.
 */
import { concatBytes } from '../../src/base/bytes.ts';
import { encodeCbor } from '../../src/ledger/cbor.ts';
import { sign1Bytes, signedBytes } from '../../src/ledger/cose.ts';
import type { EpochKey } from '../../src/ledger/entry-make.ts';
import type { HeaderStart } from '../../src/ledger/header.ts';
import type { Primitives, Value } from '../../src/ledger/model.ts';
import { padme } from '../../src/base/padme.ts';
import { NONCE, payloadKeys } from '../../src/ledger/payload-keys.ts';

export interface Forged {
  readonly bytes: Uint8Array;
  readonly block: Uint8Array;
  readonly headerBytes: Uint8Array;
}

const EMPTY = new Uint8Array(0);
export const u32 = (n: number): Uint8Array => new Uint8Array([n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]);

/** codec || body */
export const coded = (codec: number, body: Uint8Array): Uint8Array => concatBytes(new Uint8Array([codec]), body);

/** length || codec || body || zeros, padded as the format wants. */
export function padded(inner: Uint8Array): Uint8Array {
  const out = new Uint8Array(padme(Math.max(64, 4 + inner.length)));
  out.set(u32(inner.length));
  out.set(inner, 4);
  return out;
}

/** A block sealed under an epoch, of any plaintext; `kc` is the commitment that belongs to it. */
export function sealed(
  p: Primitives,
  start: HeaderStart,
  key: EpochKey,
  salt: Uint8Array,
  plain: Uint8Array,
): { readonly block: Uint8Array; readonly kc: Uint8Array } {
  const keys = payloadKeys(p, start, key.secret, salt);
  return { block: concatBytes(salt, p.aeadSeal(keys.enc, NONCE, plain)), kc: keys.kc };
}

/** Header members in their order, `over` in place of any of them; the rest as it should be for the block. */
export function headerMembers(
  p: Primitives,
  start: HeaderStart,
  block: Uint8Array,
  kc: Uint8Array = EMPTY,
  over: { readonly [index: number]: Value } = {},
): Value[] {
  const members: Value[] = [
    ...[start.v, start.kind, start.space, start.writer, start.seq, start.prev, [...start.deps]],
    ...[start.ms, start.ctr, start.epoch, kc, p.sha256(block), block.length],
  ];
  for (const [index, value] of Object.entries(over)) members[Number(index)] = value;
  return members;
}

/** Signs header bytes of any kind. */
export const signHeader = (p: Primitives, seed: Uint8Array, headerBytes: Uint8Array): Uint8Array =>
  sign1Bytes(headerBytes, p.sign(seed, signedBytes(EMPTY, headerBytes)));

export function forge(
  p: Primitives,
  seed: Uint8Array,
  start: HeaderStart,
  block: Uint8Array,
  kc: Uint8Array = EMPTY,
  over: { readonly [index: number]: Value } = {},
): Forged {
  const headerBytes = encodeCbor(headerMembers(p, start, block, kc, over));
  return { bytes: signHeader(p, seed, headerBytes), block, headerBytes };
}
