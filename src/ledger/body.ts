/** Checks 15 to 17 of an entry: opens a payload block. Pure; nothing here can sign or seal. */
import { equalBytes } from '../base/bytes.ts';
import { padme } from '../base/padme.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { decodeCbor } from './cbor.ts';
import { parseControl, parseNote } from './control-codec.ts';
import { BLOCK_MAX, INFLATED_MAX } from './header.ts';
import type { Control, ControlNote, Erase, Header, Payload, Primitives, Value } from './model.ts';
import { parseErase, parsePayload, parseReceipt } from './payload-codec.ts';
import { NONCE, payloadKeys, SALT_BYTES } from './payload-keys.ts';

export type Body =
  | { readonly type: 'data'; readonly payload: Payload }
  | { readonly type: 'control'; readonly control: Control; readonly note: ControlNote | null }
  | { readonly type: 'erase'; readonly erase: Erase }
  | { readonly type: 'receipt'; readonly value: Value };

export type BodyCode = 'E_PAYLOAD' | 'E_COMMIT' | 'E_AEAD' | 'E_BODY' | 'E_CBOR' | 'E_CLAIMS' | 'P_VERSION' | 'LOCKED';
/** Epoch id to epoch secret; null = not held here (the payload is locked). */
export type Epochs = (epoch: Uint8Array) => Uint8Array | null;

function inflated(p: Primitives, codec: number | undefined, body: Uint8Array): Result<Uint8Array, Failure<BodyCode>> {
  if (codec === 0) return ok(body);
  if (codec !== 1) return fail('E_BODY', { reason: 'codec' });
  const out = p.inflate(body, INFLATED_MAX);
  return out ? ok(out) : fail('E_BODY', { reason: 'compression' });
}

/** Body bytes of an open or sealed block. */
function unpack(
  p: Primitives,
  header: Header,
  block: Uint8Array,
  epochs: Epochs,
): Result<Uint8Array, Failure<BodyCode>> {
  if (block.length < SALT_BYTES + 1) return fail('E_BODY', { reason: 'length' });
  const salt = block.subarray(0, SALT_BYTES);
  const rest = block.subarray(SALT_BYTES);
  if (header.epoch.length === 0) return inflated(p, rest[0], rest.subarray(1));
  const secret = epochs(header.epoch);
  if (!secret) return fail('LOCKED');
  const keys = payloadKeys(p, header, secret, salt);
  if (!equalBytes(keys.kc, header.kc)) return fail('E_COMMIT');
  const plain = p.aeadOpen(keys.enc, NONCE, rest);
  if (!plain) return fail('E_AEAD');
  if (plain.length < 5) return fail('E_BODY', { reason: 'length' });
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  const end = 4 + length;
  if (length < 1 || end > plain.length || plain.length !== padme(Math.max(64, end)))
    return fail('E_BODY', { reason: 'padding' });
  for (let i = end; i < plain.length; i++) if (plain[i] !== 0) return fail('E_BODY', { reason: 'padding' });
  return inflated(p, plain[4], plain.subarray(5, end));
}

function openControl(
  p: Primitives,
  header: Header,
  block: Uint8Array,
  epochs: Epochs,
): Result<Body, Failure<BodyCode>> {
  if (block.length < 4) return fail('E_BODY', { reason: 'length' });
  const length = new DataView(block.buffer, block.byteOffset).getUint32(0);
  if (4 + length > block.length) return fail('E_BODY', { reason: 'length' });
  const clear = decodeCbor(block.subarray(4, 4 + length));
  if (!clear.ok) return clear;
  const control = parseControl(clear.value);
  if (!control.ok) return control;
  const rest = block.subarray(4 + length);
  if (rest.length === 0) return ok({ type: 'control', control: control.value, note: null });
  const body = unpack(p, header, rest, epochs);
  // The clear part decides membership even where the note cannot be read.
  if (!body.ok)
    return body.error.code === 'LOCKED' ? ok({ type: 'control', control: control.value, note: null }) : body;
  const decoded = decodeCbor(body.value);
  if (!decoded.ok) return decoded;
  const note = parseNote(decoded.value);
  return note.ok ? ok({ type: 'control', control: control.value, note: note.value }) : note;
}

/** Opens the block of an entry. LOCKED: the epoch secret is not held; P_VERSION: a newer form; other codes: state `bad`. */
export function openBody(
  p: Primitives,
  header: Header,
  block: Uint8Array,
  epochs: Epochs,
): Result<Body, Failure<BodyCode>> {
  if (block.length !== header.plen || block.length > BLOCK_MAX || !equalBytes(p.sha256(block), header.ph))
    return fail('E_PAYLOAD');
  if (header.kind === 1) return openControl(p, header, block, epochs);
  const body = unpack(p, header, block, epochs);
  if (!body.ok) return body;
  const decoded = decodeCbor(body.value);
  if (!decoded.ok) return decoded;
  if (header.kind === 3) {
    const receipt = parseReceipt(decoded.value);
    return receipt.ok ? ok({ type: 'receipt', value: receipt.value }) : receipt;
  }
  if (header.kind === 2) {
    const erase = parseErase(decoded.value);
    return erase.ok ? ok({ type: 'erase', erase: erase.value }) : erase;
  }
  const payload = parsePayload(decoded.value);
  return payload.ok ? ok({ type: 'data', payload: payload.value }) : payload;
}
