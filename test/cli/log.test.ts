/** `kua log …` and `kua verify` of proofs, as two organisations use them with files only. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { terminal } from './terminal.ts';

const [a, b] = [terminal(), terminal()];
afterAll(() => {
  a.remove();
  b.remove();
});
interface Status {
  readonly vkeys: { readonly log: string; readonly witness: string };
  readonly witnesses: readonly { readonly name: string }[];
}
let entry = '';
beforeAll(async () => {
  for (const t of [a, b]) expect((await t.init()).code).toBe(0);
  entry = (await a.json<{ entry: string }>('record', 'new', 'Event', 'title=Practice')).entry;
});

test('before the first checkpoint an entry has no proof: the answer is no', async () => {
  const said = await a.kua(['log', 'proof', entry]);
  expect(said.code).toBe(1);
  expect(said.err).toContain('E_LOG_ENTRY');
});

test('kua log proof ENTRY | kua verify - exits 0, and 1 with one changed byte', async () => {
  const checkpoint = await a.kua(['log', 'checkpoint']);
  expect(checkpoint.code).toBe(0);
  expect(checkpoint.out).toMatch(/^[0-9a-f]{32}\.kua\/log\/1\n\d+\n/);
  expect(checkpoint.err).toContain('unwitnessed');
  const proof = await a.kua(['log', 'proof', entry]);
  expect(proof.code).toBe(0);
  const verified = await a.kua(['verify', '-'], { line: proof.out });
  expect([verified.code, verified.err]).toEqual([0, '']);
  for (let i = 0; i < proof.out.length; i += 23) {
    const changed = `${proof.out.slice(0, i)}${proof.out[i] === 'k' ? 'l' : 'k'}${proof.out.slice(i + 1)}`;
    expect((await a.kua(['verify', '-'], { line: changed })).code, `byte ${i}`).toBe(1);
  }
  expect((await a.kua(['verify', '-'], { line: '' })).code).toBe(1);
  expect((await a.kua(['verify', '-'], { line: 'x'.repeat(100_000) })).code).toBe(1);
}, 60_000);

describe('an outsider', () => {
  test('verifies a file with a policy and the entry, without any node', async () => {
    const proof = (await a.kua(['log', 'proof', entry])).out;
    writeFileSync(join(b.folder, 'e.tlog-proof'), proof);
    writeFileSync(join(b.folder, 'policy.txt'), readFileSync(join(a.data, 'log/policy.txt')));
    const args = ['verify', 'e.tlog-proof', '--policy', 'policy.txt', '--data', join(b.folder, 'nowhere')];
    expect((await b.kua([...args, '--entry', entry])).code).toBe(0);
    expect((await b.kua([...args, '--entry', 'ab'.repeat(32)])).code).toBe(1);
    // Which entry it is about was not said: nothing is proven.
    expect((await b.kua(args)).code).toBe(1);
    expect((await b.kua([...args, '--entry', 'abc'])).err).toContain('E_INPUT');
    writeFileSync(join(b.folder, 'bad.txt'), 'quorum\n');
    const bad = await b.kua(['verify', 'e.tlog-proof', '--policy', 'bad.txt', '--entry', entry]);
    expect([bad.code, bad.err.includes('E_LOG_FORMAT')]).toEqual([2, true]);
  });

  test('who does not know the log’s key takes no proof of it', async () => {
    const proof = (await a.kua(['log', 'proof', entry])).out;
    expect((await b.kua(['verify', '-', '--entry', entry], { line: proof })).code).toBe(1);
  });
});

test('a witness is asked, answers and is applied by files alone', async () => {
  const [ours, theirs] = [await a.json<Status>('log', 'status'), await b.json<Status>('log', 'status')];
  expect((await a.kua(['log', 'witness', 'trust', theirs.vkeys.witness])).code).toBe(0);
  expect((await b.kua(['log', 'witness', 'trust', ours.vkeys.log])).code).toBe(0);
  const name = (await a.json<Status>('log', 'status')).witnesses[0]?.name ?? '';
  await a.json('record', 'new', 'Event', 'title=Later');
  const asked = await a.kua(['log', 'witness', 'request', '--to', name, 'r.kwreq']);
  expect([asked.code, asked.out.includes('r.kwreq')]).toEqual([0, true]);
  // A file that is there is not written over.
  expect((await a.kua(['log', 'witness', 'request', '--to', name, 'r.kwreq'])).err).toContain('E_FILE');
  writeFileSync(join(b.folder, 'r.kwreq'), readFileSync(join(a.folder, 'r.kwreq')));
  expect((await b.kua(['log', 'witness', 'answer', 'r.kwreq', 'r.kwres'])).code).toBe(0);
  expect(readFileSync(join(b.folder, 'r.kwres'), 'utf8')).toMatch(/^200\ntext\/plain; charset=utf-8\n\n— /);
  writeFileSync(join(a.folder, 'r.kwres'), readFileSync(join(b.folder, 'r.kwres')));
  expect(await a.json('log', 'witness', 'apply', 'r.kwres')).toMatchObject({ result: 'cosigned', frozen: true });
  const proof = await a.kua(['log', 'proof', entry]);
  expect(proof.err).toBe('');
  const checks = await a.kua(['verify', '-', '--json'], { line: proof.out });
  expect(JSON.parse(checks.out)).toMatchObject({ ok: true });
  // The witness itself takes the proof by its own cosignature.
  expect((await b.kua(['verify', '-', '--entry', entry], { line: proof.out })).code).toBe(0);
});

test('what is not understood is exit 2 and says why', async () => {
  for (const [args, reason] of [
    [['log', 'witness', 'wave'], 'request, answer, apply or trust'],
    [['log', 'witness', 'request', 'r'], '--to'],
    [['log', 'witness', 'trust'], 'missing'],
    [['log', 'public', 'maybe'], 'on or off'],
    [['log', 'witness', 'trust', 'x+y+z'], 'E_LOG_FORMAT'],
    [['log', 'witness', 'apply', 'nothing.kwres'], 'E_FILE'],
  ] as const) {
    const said = await a.kua([...args]);
    expect(said.code, args.join(' ')).toBe(2);
    expect(said.err, args.join(' ')).toContain(reason);
  }
});

test('status reads as text in three languages', async () => {
  for (const lang of ['en', 'ru', 'kk']) {
    const said = await a.kua(['log', 'status', '--lang', lang]);
    expect(said.code).toBe(0);
    expect(said.out).toContain('.kua/log/1');
    expect(said.out).not.toMatch(/\[log_|\[col_/);
  }
});
