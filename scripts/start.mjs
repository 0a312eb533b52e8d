// `npm start`: makes a node in ./kua-data with the example case if there is none, then serves it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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
// Loaded once; a second run adds nothing, and an interrupted first run is completed.
const loaded = kua(['example', 'january-2022', '--once']);
if (loaded !== 0) process.exit(loaded);
const extra = process.argv.slice(2);
const server = spawn(process.execPath, [main, 'serve', '--data', data, ...extra], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 0 : 1)));
