/** Our log for a member that calls us over a space: as mayKnowLogs says, a relay is given none, whose it is it must not learn. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { spaceForSeat } from '../coalition/exchange-spaces.ts';
import type { Context } from '../context.ts';
import { mayKnowLogs } from './gossip.ts';
import { serveFile } from './use-cases.ts';

/** Throws E_DENIED. */
export async function serveLogToMember(c: Context, input: ApiIn<'sync.serve_log'>): Promise<ApiOut<'sync.serve_log'>> {
  await c.parts.spaces.refresh();
  const space = spaceForSeat(c.parts, input.space, input.seat);
  if (!mayKnowLogs(space, [input.seat])) return refuse('E_DENIED');
  return { bytes: (await serveFile(c, { path: input.path })).bytes };
}
