/** Payload of an entry that this node holds, opened with the keys it has. */
import { toHex } from '../base/bytes.ts';
import { openBody } from '../ledger/body.ts';
import { decodeHeader } from '../ledger/header.ts';
import type { Payload } from '../ledger/model.ts';
import type { StoredEntry } from '../store/port.ts';
import type { Parts } from './parts.ts';

/** Null when it is erased, sealed with a key that is not here, or no data entry. */
export async function payloadIn(parts: Parts, stored: StoredEntry): Promise<Payload | null> {
  const header = decodeHeader(stored.header);
  if (!header.ok || !stored.block) return null;
  const epochs = await parts.ledger.secrets('epoch', stored.space);
  const keyOf = (epoch: Uint8Array): Uint8Array | null =>
    epochs.find((e) => toHex(e.id) === toHex(epoch))?.secret ?? null;
  const body = openBody(parts.primitives, header.value, stored.block, keyOf);
  return body.ok && body.value.type === 'data' ? body.value.payload : null;
}
