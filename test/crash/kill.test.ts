/** Kill -9 during import and claims; KUA_KILLS sets how often (default 10), `node scripts/kill-test.mjs 100` runs it by hand. */
import { expect, test } from 'vitest';
import { killRun } from './kill-run.ts';

const KILLS = Number(process.env['KUA_KILLS'] ?? 10);

test(
  `after kill -9 at ${KILLS} random moments nothing acknowledged is lost and nothing is doubled`,
  async () => {
    const report = await killRun(KILLS, { rows: 600 });
    expect(report.faults).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(0);
    expect(report.finished).toBeLessThan(KILLS);
  },
  60_000 + KILLS * 20_000,
);
