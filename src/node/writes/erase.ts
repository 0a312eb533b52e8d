/**
 * Erasure (ledger design, section 8): our own entries at once; another party's when managers of two parties ask for it,
 * the first of whom is told what it waits for. The payload goes, header and signature stay.
 */
import { fromHex, toHex } from '../../base/bytes.ts';
import { KuaFailure, refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { partyOf } from '../../ledger/membership.ts';
import type { StoredEntry } from '../../store/port.ts';
import { dropPayload } from '../coalition/erasure.ts';
import { erasedEndsOf } from '../coalition/erasure-ends.ts';
import { erasuresOf } from '../coalition/erasure-receipts.ts';
import { finishErasures } from '../coalition/erasure-steps.ts';
import { authorOf, type Context } from '../context.ts';
import type { Space } from '../spaces.ts';
import { payloadIn } from '../stored.ts';

const MANAGE = 4;

export async function erase(c: Context, input: ApiIn<'erase'>): Promise<ApiOut<'erase'>> {
  const { parts } = c;
  const named = (reason: string): never => refuse('E_ENTRY', { entry: input.entry.slice(0, 64), reason });
  const id = fromHex(input.entry.split('.')[0] ?? '');
  const stored = id && id.length === 32 ? await parts.ledger.entry(id) : null;
  if (!stored) return named('not held');
  if (stored.kind !== 0) return named('control, erase and receipt entries are never erased');
  if (stored.payloadState === 'erased') return named('erased already');
  const space = parts.spaces.find(toHex(stored.space));
  const party = partyOf(space.membership, stored.writer);
  if (input.local) {
    await parts.ledger.transact((tx) => dropPayload(parts.primitives, tx, stored, party && toHex(party)));
    return { entry: null, erased: 1, waiting: null, finished: await finished(c) };
  }
  const ours = party !== null && (await parts.spaces.isOurs(space, toHex(party)));
  if (!ours) await mayAsk(c, space, stored);
  const payload = await payloadIn(parts, stored);
  // A stranger's ends must be seen to be repeated; our own may be known from when the payload was dropped.
  if (!ours && !payload) return named(`its content is not readable here (${stored.payloadState})`);
  const ended = await erasedEndsOf(parts, stored, payload);
  const made = await authorOf(c).erase(space, {
    targets: [{ entry: stored.id, ph: stored.ph, ended }],
    ground: input.ground,
  });
  const gone = made.erased.includes(toHex(stored.id));
  return {
    entry: made.entry,
    erased: gone ? 1 : 0,
    waiting: gone ? null : 'second_party',
    finished: await finished(c),
  };
}

/** The first of two: our seat manages, and our party has not asked before. */
async function mayAsk(c: Context, space: Space, stored: StoredEntry): Promise<void> {
  if (space.seat?.live !== true || space.seat.role !== MANAGE)
    return refuse('E_ERASE_ROLE', { space: space.info.slug });
  const mine = toHex(space.seat.seat.party);
  const asked = (await erasuresOf(c.parts, space)).some(
    (e) => e.party === mine && e.targets.some((t) => t.state === 'waiting' && toHex(t.entry) === toHex(stored.id)),
  );
  if (asked) refuse('E_ERASE_ASKED', { entry: toHex(stored.id) });
}

/** The erasure stands in the ledger; what could not be done now (a long read holds the pages) is done at the next write or start. */
async function finished(c: Context): Promise<boolean> {
  try {
    await finishErasures(c.parts, authorOf(c));
    return true;
  } catch (error) {
    if (error instanceof KuaFailure && error.failure.code === 'E_DB_BUSY') return false;
    throw error;
  }
}
