/**
 * `node scripts/kill-test.mjs [N] [ROWS] [SEED]`: kills a node N times (default 100) while it imports and while people
 * write, checks each time what it acknowledged, prints one JSON document. Exit 0 when nothing was lost or doubled, else 1.
 */
import { register } from 'tsx/esm/api';

const [kills = 100, rows = 1200, seed] = process.argv.slice(2).map(Number);
if (![kills, rows, seed ?? 0].every((n) => Number.isSafeInteger(n) && n >= 0) || kills < 1 || rows < 1) {
  process.stderr.write('usage: node scripts/kill-test.mjs [N] [ROWS] [SEED]\n');
  process.exit(2);
}
register();
const { killRun } = await import('../test/crash/kill-run.ts');
const report = await killRun(kills, {
  rows,
  ...(seed === undefined ? {} : { seed }),
  onKill: (n, faults) => process.stderr.write(`${n}/${kills} kills, ${faults} faults\n`),
});
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exitCode = report.faults.length === 0 ? 0 : 1;
