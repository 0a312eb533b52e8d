/** Global set-up of the tests: says so when the installed packages do not belong to these sources. */
import { spawnSync } from 'node:child_process';
import { root } from './ground/sources.ts';

/** npm skips `pretest` when a user's settings say ignore-scripts, so it is tested here again. */
export function setup(): void {
  const run = spawnSync(process.execPath, ['scripts/setup.mjs', '--check'], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) process.stderr.write(`${run.stderr.trim()}\nrun: node scripts/setup.mjs\n`);
}
