/** Undo of an import: one signed end of its batch. No claim of the batch is live any more, whenever it arrives. */
import type { Payload } from '../ledger/model.ts';

/** Payload of the end of a batch; redo = import the file again, under a new batch. */
export function undoPayload(batch: Uint8Array, reason: string | null = null, by: Uint8Array | null = null): Payload {
  return {
    by,
    ctx: { conf: 'reported', src: [{ type: 'own' }], obs: null, extra: {} },
    claims: [],
    ends: [{ type: 'batch', batch, reason }],
    batch: null,
  };
}
