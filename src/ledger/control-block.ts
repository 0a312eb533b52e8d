/**
 * The clear part of a control entry's block. It alone decides membership: relays and members compute the same from it,
 * whether or not the sealed note opens, and a note that is bad for those who hold its key changes nothing.
 */
import { equalBytes } from '../base/bytes.ts';
import { type Failure, fail, type Result } from '../base/result.ts';
import { decodeCbor } from './cbor.ts';
import { parseControl } from './control-codec.ts';
import { BLOCK_MAX } from './header.ts';
import type { Control, Header, Primitives } from './model.ts';

export type ControlCode = 'E_PAYLOAD' | 'E_BODY' | 'E_CBOR' | 'E_CLAIMS' | 'P_VERSION';

/** E_PAYLOAD: not the block that the header names. P_VERSION: an operation of a newer program. */
export function readControl(p: Primitives, header: Header, block: Uint8Array): Result<Control, Failure<ControlCode>> {
  if (block.length !== header.plen || block.length > BLOCK_MAX || !equalBytes(p.sha256(block), header.ph))
    return fail('E_PAYLOAD');
  if (block.length < 4) return fail('E_BODY', { reason: 'length' });
  const length = new DataView(block.buffer, block.byteOffset).getUint32(0);
  if (4 + length > block.length) return fail('E_BODY', { reason: 'length' });
  const clear = decodeCbor(block.subarray(4, 4 + length));
  return clear.ok ? parseControl(clear.value) : clear;
}
