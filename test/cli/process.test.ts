/** The command as a process: exit codes, a clean stdout, a reader that goes away, an orderly end at a signal. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../ground/sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-process-'));
const env = { ...process.env, KUA_DATA: join(folder, 'data'), XDG_STATE_HOME: join(folder, 'state'), LANG: 'C' };
const kua = (...args: readonly string[]) =>
  spawn(process.execPath, ['--import', 'tsx', join(root, 'src/cli/main.ts'), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function ended(child: ReturnType<typeof kua>): Promise<{ code: number | null; out: string; err: string }> {
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += String(chunk);
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

beforeAll(async () => {
  const made = await ended(kua('init', '--key-dir', join(folder, 'state/kua'), '--json'));
  expect(made.code).toBe(0);
  expect(JSON.parse(made.out)).toMatchObject({ spaces: ['case', 'own'] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a failure exits 2 with one document on stdout, and nothing on stderr in JSON', async () => {
  const said = await ended(kua('show', 'evt_nothing', '--json'));
  expect(said.code).toBe(2);
  expect(JSON.parse(said.out)).toMatchObject({ error: { code: expect.stringMatching(/^E_/) } });
  expect(said.err).toBe('');
});

test('a reader that goes away is no fault', async () => {
  const child = kua('help');
  child.stdout.destroy();
  const said = await ended(child);
  expect([said.code, said.err]).toEqual([0, '']);
});

test.each(['SIGINT', 'SIGTERM'] as const)('serve ends in order at %s and frees the folder', async (signal) => {
  const child = kua('serve', '--port', '0', '--json');
  const end = ended(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill(signal);
  // The terminal and a parent process may both signal.
  child.kill(signal);
  const said = await end;
  expect(said.code).toBe(0);
  expect(JSON.parse(said.out)).toMatchObject({ address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) });
  expect((await ended(kua('info', '--json'))).code).toBe(0);
});
