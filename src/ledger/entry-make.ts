/** Makes entries: packs, seals and signs. Verification never imports this file. */
import { concatBytes, utf8 } from '../base/bytes.ts';
import { padme } from '../base/padme.ts';
import { encodeCbor } from './cbor.ts';
import { controlValue, noteValue } from './control-codec.ts';
import { sign1Bytes, signedBytes } from './cose.ts';
import { encodeHeader, type HeaderStart, INFLATED_MAX } from './header.ts';
import type { Control, ControlNote, EntryKind, Erase, Header, Payload, Primitives, VerifiedEntry } from './model.ts';
import { eraseValue, payloadValue } from './payload-codec.ts';
import { NONCE, payloadKeys, SALT_BYTES } from './payload-keys.ts';
import { type Receipt, receiptValue } from './receipt.ts';

/** A writer before its next entry. `seq` is the next number; `ms`, `ctr` are those of the previous entry. */
export interface WriterState {
  readonly space: Uint8Array;
  readonly seed: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly seq: number;
  readonly prev: Uint8Array | null;
  readonly ms: number;
  readonly ctr: number;
}
export interface EpochKey {
  readonly epoch: Uint8Array;
  readonly secret: Uint8Array;
}
export interface MadeEntry {
  readonly entry: VerifiedEntry;
  readonly block: Uint8Array;
  readonly id: Uint8Array;
  readonly next: WriterState;
}
export interface MakeOptions {
  readonly deps?: readonly Uint8Array[];
  /** Codec 0, so that a shell can read the body. */
  readonly plain?: boolean;
  /** For golden tests; else random. */
  readonly salt?: Uint8Array;
}

const EMPTY = new Uint8Array(0);

/** Id of an epoch secret: first 16 bytes of SHA-256 over 'kua/epoch/1', space, secret. */
export const epochId = (p: Primitives, space: Uint8Array, secret: Uint8Array): Uint8Array =>
  p.sha256(concatBytes(utf8('kua/epoch/1'), space, secret)).slice(0, 16);

/** Hybrid clock: wall time, or one tick after the previous entry when the wall stands still or went back. */
function tick(w: WriterState, now: number): { ms: number; ctr: number } {
  if (now > w.ms) return { ms: now, ctr: 0 };
  return w.ctr < 65_535 ? { ms: w.ms, ctr: w.ctr + 1 } : { ms: w.ms + 1, ctr: 0 };
}

/** salt || codec || body, or salt || sealed(length || codec || body || zeros). */
function pack(
  p: Primitives,
  start: HeaderStart,
  body: Uint8Array,
  key: EpochKey | null,
  o: MakeOptions,
): { block: Uint8Array; kc: Uint8Array } {
  const salt = o.salt ?? p.random(SALT_BYTES);
  // A body that no reader would inflate is stored as it is, and its block is then over the limit that the caller keeps.
  const deflated = o.plain || body.length > INFLATED_MAX ? null : p.deflate(body);
  const packed = deflated && deflated.length < body.length ? deflated : body;
  const coded = concatBytes(new Uint8Array([packed === body ? 0 : 1]), packed);
  if (!key) return { block: concatBytes(salt, coded), kc: EMPTY };
  const plain = new Uint8Array(padme(Math.max(64, 4 + coded.length)));
  new DataView(plain.buffer).setUint32(0, coded.length);
  plain.set(coded, 4);
  const keys = payloadKeys(p, start, key.secret, salt);
  return { block: concatBytes(salt, p.aeadSeal(keys.enc, NONCE, plain)), kc: keys.kc };
}

function sign(p: Primitives, w: WriterState, header: Header, block: Uint8Array): MadeEntry {
  const headerBytes = encodeHeader(header);
  const sig = p.sign(w.seed, signedBytes(EMPTY, headerBytes));
  const id = p.sha256(headerBytes);
  // What we sign ourselves needs no second verification; the brand says that checks 1-3 hold by construction.
  const entry = { bytes: sign1Bytes(headerBytes, sig), headerBytes, header, sig, id } as VerifiedEntry;
  return { entry, block, id, next: { ...w, seq: w.seq + 1, prev: id, ms: header.ms, ctr: header.ctr } };
}

function startOf(w: WriterState, kind: EntryKind, epoch: Uint8Array, now: number, o: MakeOptions): HeaderStart {
  const { ms, ctr } = tick(w, now);
  return {
    v: 1,
    kind,
    space: w.space,
    writer: w.publicKey,
    seq: w.seq,
    prev: w.prev,
    deps: o.deps ?? [],
    ms,
    ctr,
    epoch,
  };
}

function make(
  p: Primitives,
  w: WriterState,
  kind: EntryKind,
  body: Uint8Array,
  key: EpochKey | null,
  now: number,
  o: MakeOptions,
): MadeEntry {
  const start = startOf(w, kind, key?.epoch ?? EMPTY, now, o);
  const { block, kc } = pack(p, start, body, key, o);
  return sign(p, w, { ...start, kc, ph: p.sha256(block), plen: block.length }, block);
}

/** A data entry; sealed when an epoch key is given. The caller keeps the block below 262,144 bytes. */
export function makeDataEntry(
  p: Primitives,
  w: WriterState,
  draft: { readonly payload: Payload; readonly plain?: boolean },
  key: EpochKey | null,
  now: number,
  o: MakeOptions = {},
): MadeEntry {
  return make(p, w, 0, encodeCbor(payloadValue(draft.payload)), key, now, { ...o, plain: draft.plain ?? false });
}

/** Erase entries are always open: relays must read them. */
export const makeEraseEntry = (
  p: Primitives,
  w: WriterState,
  erase: Erase,
  now: number,
  o: MakeOptions = {},
): MadeEntry => make(p, w, 2, encodeCbor(eraseValue(erase)), null, now, o);

/** Receipt entries are always open: what a node holds and has erased concerns relays too. */
export const makeReceiptEntry = (
  p: Primitives,
  w: WriterState,
  receipt: Receipt,
  now: number,
  o: MakeOptions = {},
): MadeEntry => make(p, w, 3, encodeCbor(receiptValue(receipt)), null, now, o);

/** A control entry: the operation in clear, its note sealed when an epoch key is given. */
export function makeControlEntry(
  p: Primitives,
  w: WriterState,
  control: Control,
  note: ControlNote | null,
  now: number,
  key: EpochKey | null = null,
  o: MakeOptions = {},
): MadeEntry {
  const start = startOf(w, 1, note && key ? key.epoch : EMPTY, now, o);
  const clear = encodeCbor(controlValue(control));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, clear.length);
  const packed = note ? pack(p, start, encodeCbor(noteValue(note)), key, o) : { block: EMPTY, kc: EMPTY };
  const block = concatBytes(length, clear, packed.block);
  return sign(p, w, { ...start, kc: packed.kc, ph: p.sha256(block), plen: block.length }, block);
}
