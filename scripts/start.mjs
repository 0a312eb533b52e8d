// `npm start`: makes a node in ./kua-data with the example case if there is none, then serves it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
if (!existsSync(join(root, 'dist/cli/main.js')) || !existsSync(join(root, 'dist/desk/index.html'))) {
  process.stderr.write('Kuä is not built yet. Run: node scripts/setup.mjs --build=node,desk\n');
  process.exit(2);
}
const main = join(root, 'dist/cli/main.js');
const data = process.env.KUA_DATA ?? join(root, 'kua-data');
const kua = (args) => spawnSync(process.execPath, [main, ...args, '--data', data], { stdio: 'inherit' }).status ?? 1;

if (!existsSync(join(data, 'vault.cbor'))) {
  // The key must lie outside the data folder: who takes the folder alone can read nothing private.
  const state = process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  const status = kua(['init', '--key-dir', join(state, 'kua'), '--name', 'Practice node']);
  if (status !== 0) process.exit(status);
}
// Loaded once. The mark is written when all of it is there, and holds the hash of the example's files: an interrupted load
// and a newer example are completed at the next start, and a whole one costs nothing.
const example = join(root, 'examples/january-2022');
const hash = createHash('sha256');
for (const name of readdirSync(example, { recursive: true }).map(String).sort())
  if (statSync(join(example, name)).isFile())
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(example, name)));
const want = hash.digest('hex');
const mark = join(data, 'example-loaded');
if (!existsSync(mark) || readFileSync(mark, 'utf8') !== want) {
  const loaded = kua(['example', 'january-2022', '--once']);
  if (loaded !== 0) process.exit(loaded);
  writeFileSync(mark, want, { mode: 0o600 });
}
const extra = process.argv.slice(2);
const server = spawn(process.execPath, [main, 'serve', '--data', data, ...extra], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 0 : 1)));
