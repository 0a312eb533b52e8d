/** The ends that an erase entry must repeat, so that erasing a correction never revives what it corrected. */
import type { Payload } from '../../ledger/model.ts';
import { type EndRef, keptEndsOf } from '../../store/erased-ends.ts';
import type { StoredEntry } from '../../store/port.ts';
import type { Parts } from '../parts.ts';

/** Those of the payload; of one that was dropped here, those kept then. */
export async function erasedEndsOf(
  parts: Parts,
  stored: StoredEntry,
  payload: Payload | null,
): Promise<readonly EndRef[]> {
  if (payload) return payload.ends.map((e) => (e.type === 'claim' ? e.target : e.batch));
  return (await keptEndsOf(parts.ledger, stored.id))?.by.flatMap((b) => b.ended) ?? [];
}
