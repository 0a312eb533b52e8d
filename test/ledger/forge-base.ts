/** An entry of a known writer, epoch and payload: what the refused ones are one thing away from. */
import { concatBytes, fromHex } from '../../src/base/bytes.ts';
import { encodeCbor } from '../../src/ledger/cbor.ts';
import { epochId } from '../../src/ledger/entry-make.ts';
import type { HeaderStart } from '../../src/ledger/header.ts';
import type { Value } from '../../src/ledger/model.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import { coded } from './forge.ts';

export const p = nodePrimitives();
export const filled = (byte: number, n: number): Uint8Array => new Uint8Array(n).fill(byte);
export const hex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array(0);
export const seed = filled(1, 32);
export const space = filled(0x22, 32);
export const secret = filled(0x33, 32);
export const key = { epoch: epochId(p, space, secret), secret };
export const salt = filled(0x44, 24);
export const none = new Uint8Array(0);
export const start: HeaderStart = {
  ...{ v: 1, kind: 0, space, writer: p.publicKey(seed), seq: 7, prev: filled(0x66, 32), deps: [] },
  ...{ ms: 1_641_373_200_000, ctr: 0, epoch: none },
};
export const sealedStart: HeaderStart = { ...start, epoch: key.epoch };
export const ctx: Value = ['reported', [[0]], null, {}];
export const claim: Value = [filled(0xa1, 16), 'Detention', 'status', 'held', null];
export const body: Value = [1, null, ctx, [claim], [], null];
export const bodyBytes = encodeCbor(body);
export const openBlock = (value: Value, codec = 0): Uint8Array => concatBytes(salt, coded(codec, encodeCbor(value)));
export const block = openBlock(body);

export const changed = (bytes: Uint8Array, at: number, to: number): Uint8Array => {
  const out = bytes.slice();
  out[at < 0 ? out.length + at : at] = to;
  return out;
};
