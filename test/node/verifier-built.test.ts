/** The built threads that verify: they start, answer, and closing them is waited for, with nothing else to keep the process alive. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const dist = new URL('../../dist/', import.meta.url).href;
const script = `
import { createVerifier } from ${JSON.stringify(`${dist}node/coalition/verifier.js`)};
import { nodeVerify } from ${JSON.stringify(`${dist}store/node-verify.js`)};
const v = createVerifier(nodeVerify(), { threads: 1, least: 1 });
const none = [new Uint8Array(3)];
await v.start(none).finish();
for (let tries = 0; v.threads() === 0 && tries < 4000; tries++) await new Promise((resolve) => setTimeout(resolve, 5));
if (v.threads() === 0) throw new Error('no thread was ready within 20 s');
const [verdict] = await v.start(none).finish();
await v.close();
console.log(verdict.error.code, 'closed');
`;

test('a process goes on behind closing them, and ends by itself', () => {
  // A file: threads of a program given by --eval start with options that theirs cannot have.
  const folder = mkdtempSync(join(tmpdir(), 'kua-verifier-'));
  const file = join(folder, 'close.mjs');
  writeFileSync(file, script);
  try {
    for (let run = 0; run < 8; run++) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', timeout: 30_000 });
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'E_COSE closed\n', stderr: '' });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
