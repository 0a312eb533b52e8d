/** Whether this computer's clock can be right: it cannot be earlier than what the node has already written. */
import type { ClockJson } from '../../contract/areas/safety.ts';
import type { Parts } from '../parts.ts';

/** Notes made within one moment run ahead of the clock by their counter; a clock corrected by the network moves a little. */
const SLACK_MS = 2 * 60_000;
const YEAR_MS = 365 * 86_400_000;

export function judgeClock(now: number, newest: number | null): ClockJson {
  const state = newest === null ? 'ok' : newest > now + SLACK_MS ? 'behind' : now - newest > YEAR_MS ? 'unused' : 'ok';
  return {
    state,
    now: new Date(now).toISOString(),
    newest: newest === null ? null : new Date(newest).toISOString().slice(0, 10),
  };
}

/** Compares with the newest note of this node's own writers. Notes keep their order by their own numbers either way. */
export async function readClock(parts: Parts): Promise<ClockJson> {
  const { ledger } = parts;
  let newest: number | null = null;
  for (const space of parts.spaces.all())
    for (const writer of await ledger.secrets('writer', space.id)) {
      const head = await ledger.head(space.id, writer.id);
      if (head && (newest === null || head.ms > newest)) newest = head.ms;
    }
  return judgeClock(parts.clock(), newest);
}
