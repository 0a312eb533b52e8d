/** `kua bundle` and `kua sync` as a person and a script meet them: words, exit codes, refusals. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { terminal } from './terminal.ts';

const t = terminal();
beforeAll(async () => {
  await t.init();
});
afterAll(() => t.remove());

const SECRET = { line: 'a long winter in the steppe' };
const WRITE = ['bundle', 'write', 'out.kua.age', '--passphrase', '--space', 'case'];

test('a bundle by passphrase is written once and read again; another passphrase opens nothing', async () => {
  expect((await t.kua(WRITE, SECRET)).code).toBe(0);
  expect(await t.kua(WRITE, SECRET)).toMatchObject({
    code: 2,
    err: expect.stringContaining('E_BUNDLE_EXISTS') as string,
  });
  const read = await t.kua(['bundle', 'read', 'out.kua.age', '--passphrase', '--json'], SECRET);
  expect(JSON.parse(read.out)).toMatchObject({ accepted: 0, manifest: 'ok', ok: true, torn: false });
  const other = await t.kua(['bundle', 'read', 'out.kua.age', '--passphrase'], { line: 'another' });
  expect(other).toMatchObject({ code: 2, err: expect.stringContaining('E_BUNDLE_KEY') as string });
});

test('a torn file: what stood before is taken, one line says where, exit 1', async () => {
  const bytes = readFileSync(join(t.folder, 'out.kua.age'));
  writeFileSync(join(t.folder, 'torn.kua.age'), bytes.subarray(0, bytes.length - 30));
  const said = await t.kua(['bundle', 'read', 'torn.kua.age', '--passphrase'], SECRET);
  expect([said.code, said.err]).toEqual([1, '']);
  expect(said.out).toContain('breaks off');
});

test('who it is for, and where to, must be known; nothing is sent in the clear', async () => {
  const code = async (...args: string[]): Promise<unknown> => {
    const said = await t.kua([...args, '--json']);
    return [said.code, (JSON.parse(said.out) as { error?: { code: string } }).error?.code];
  };
  expect(await code('bundle', 'write', 'x.kua.age', '--to', 'Nobody')).toEqual([2, 'E_BUNDLE_RECIPIENT']);
  expect(await code('bundle', 'write', 'x.kua.age')).toEqual([2, 'E_BUNDLE_TO']);
  expect(await code('bundle', 'read', 'absent.kua.age')).toEqual([2, 'E_FILE']);
  expect(await code('sync', 'http://office.example/')).toEqual([2, 'E_SYNC_PLAIN']);
  expect(await code('sync', 'http://abc.onion/')).toEqual([2, 'E_SYNC_ONION']);
  expect(await code('sync', 'ftp://office.example/')).toEqual([2, 'E_SYNC_URL']);
});
