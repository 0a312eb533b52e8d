// `npm run bench` runs every benchmark, `npm run bench -- NAME...` the named ones: bench/NAME.ts. One JSON line per figure.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ALL = [
  'start',
  'append',
  'edition',
  'bulk',
  'signals',
  'spikes',
  'desk',
  'public',
  'load',
  'triage',
  'ledger-membership',
  'bundle',
  'receive',
  'sync',
  'delta',
];
const names = process.argv.slice(2);
const unknown = names.filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark ${unknown.join(', ')}; there are ${ALL.join(', ')}\n`);
  process.exit(2);
}
for (const name of names.length > 0 ? names : ALL) {
  process.stderr.write(`bench ${name}\n`);
  const run = spawnSync(process.execPath, ['--import', 'tsx', join('bench', `${name}.ts`)], {
    cwd: root,
    stdio: 'inherit',
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
