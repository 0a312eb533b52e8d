/** How often every property of the repository is tried: a figure of its own per commit, KUA_PROPERTY_RUNS in the nightly script. */
import { appendFileSync } from 'node:fs';
import fc from 'fast-check';

const asked = Number(process.env['KUA_PROPERTY_RUNS'] ?? 0);
const record = process.env['KUA_PROPERTY_RECORD'] ?? '';

// scripts/nightly.mjs counts what really ran: a property that does not ask here shows in the record with too few runs.
if (record)
  fc.configureGlobal({
    reporter: (details) => {
      const { numRuns, failed, interrupted, seed } = details;
      appendFileSync(record, `${JSON.stringify({ runs: numRuns, failed, interrupted, seed })}\n`);
      if (failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
    },
  });

/** The second argument of `fc.assert`. `withinMs`: in the ordinary suite it may end earlier, when that time is over. */
export function propertyRuns(
  perCommit: number,
  o: { readonly withinMs?: number } = {},
): { numRuns: number; interruptAfterTimeLimit?: number; markInterruptAsFailure?: boolean; endOnFailure?: boolean } {
  if (asked > 0) return { numRuns: asked, endOnFailure: o.withinMs !== undefined };
  if (o.withinMs === undefined) return { numRuns: perCommit };
  return {
    ...{ numRuns: perCommit, interruptAfterTimeLimit: o.withinMs, markInterruptAsFailure: false },
    endOnFailure: true,
  };
}

/** How long a test of properties may take, in ms: as said in the ordinary suite, a day where more runs are asked for. */
export const propertyPatience = (ms: number): number => (asked > 0 ? 86_400_000 : ms);
