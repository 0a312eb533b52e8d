/** Two real processes: one serves, the other syncs through a proxy that cuts, and nothing of what was said stands in their logs. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { root } from '../ground/sources.ts';
import { tempNode } from '../node/temp-node.ts';
import { admit, event, type TempNode } from './exchange-kit.ts';
import { cuttingProxy } from './lines.ts';

const nodes: TempNode[] = [];
afterEach(async () => {
  for (const t of nodes.splice(0)) await t.remove();
});

function kua(t: TempNode, args: readonly string[], env: { readonly [name: string]: string } = {}) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'src/cli/main.ts'), ...args, '--data', t.dir, '--key-file', t.keyFile, '--json'],
    { cwd: root, env: { PATH: process.env['PATH'] ?? '', HOME: t.root, LANG: 'C', ...env } },
  );
  let [out, err] = ['', ''];
  const first = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.includes('\n')) resolve(out);
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, out, err })),
  );
  return { child, first, ended };
}

test('one serves in threads, the other syncs through a cut line: the same records, and silent logs', async () => {
  const CANARY = 'Saltanat-Practice-4417';
  const [a, b] = [await tempNode(Date.now), await tempNode(Date.now)];
  nodes.push(a, b);
  await admit(a, b);
  for (let i = 0; i < 30; i++) await event(a, 'case', `${CANARY} ${i}`);
  await a.node.close();
  await b.node.close();
  const server = kua(a, ['serve', '--port', '0']);
  const { address } = JSON.parse(await server.first) as { readonly address: string };
  const line = await cuttingProxy({ cutAfter: 8_000, cutsLeft: 3 });
  const synced = await kua(b, ['sync', address], { HTTP_PROXY: line.url }).ended;
  server.child.kill('SIGTERM');
  const served = await server.ended;
  await line.close();
  expect([synced.code, served.code]).toEqual([0, 0]);
  expect(line.cuts).toBeGreaterThan(0);
  expect(JSON.parse(synced.out)).toMatchObject({ ok: true, spaces: [{ received: { duplicate: 0 } }] });
  for (const text of [synced.out, synced.err, served.err]) expect(text).not.toContain(CANARY);
  await a.reopen();
  await b.reopen();
  expect((await b.node.call('search', { space: 'shared', text: 'Saltanat' })).total).toBe(30);
}, 90_000);
