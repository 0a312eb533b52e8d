// `npm run demo:coalition`: sets up and builds what is stale, then shows three practice offices (test/coalition/demo.ts).
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = spawnSync(process.execPath, [join(root, 'scripts/setup.mjs'), '--build=node,desk'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 2);
// Loaded after the set-up, which installs it. In this process: a signal reaches the nodes' parent and nobody in between.
const { register } = await import('tsx/esm/api');
register();
await import('../test/coalition/demo.ts');
