/** A statement over two data folders by the command line alone: drafted, frozen, asked for, signed elsewhere, added, withdrawn. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { terminal } from './terminal.ts';

const here = terminal();
const there = terminal();
const en = 'We demand:\n\n- to open an inquiry;\n\n- to free everybody.\n';
const kk = 'Біз талап етеміз:\n\n- тергеу бастау;\n\n- бәрін босату.\n';
let id = '';
let request = '';

beforeAll(async () => {
  for (const t of [here, there]) expect((await t.init()).code).toBe(0);
  writeFileSync(join(here.folder, 'en.txt'), en);
  writeFileSync(join(here.folder, 'kk.txt'), kk);
});
afterAll(() => {
  here.remove();
  there.remove();
});

const codeOf = (said: { readonly out: string }): string =>
  (JSON.parse(said.out) as { error: { code: string } }).error.code;

test('a draft is made, gets a language, and must mark every demand in each', async () => {
  const clause = ['--demand', 'D1=to open an inquiry', '--addressee', 'D1=Practice Ministry (invented)'];
  const made = await here.json<ApiOut<'statement.new'>>(
    'statement',
    'new',
    'en.txt',
    '--title',
    'Inquiry',
    '--text-lang',
    'en',
    ...clause,
  );
  id = made.id;
  await here.json('statement', 'draft', id, '--text', 'kk=kk.txt', '--demand', 'D2=to free everybody');
  const early = await here.kua(['statement', 'freeze', id, '--json']);
  expect([early.code, codeOf(early)]).toEqual([1, 'E_UNMARKED']);
  const wrong = await here.kua(['statement', 'draft', id, '--demand', 'D1.kk=to open an inquiry', '--json']);
  expect(codeOf(wrong)).toBe('E_QUOTE');
  await here.json('statement', 'draft', id, '--demand', 'D1.kk=тергеу бастау', '--demand', 'D2.kk=бәрін босату');
  const frozen = await here.json<ApiOut<'statement.freeze'>>('statement', 'freeze', id);
  const shown = await here.json<ApiOut<'statement.show'>>('statement', 'show', id);
  expect(shown.versions.map((v) => [v.lang, v.standing]).toSorted()).toEqual([
    ['en', 'original'],
    ['kk', 'agreed'],
  ]);
  expect(shown.text_hash).toBe(frozen.text_hash);
  await here.json('statement', 'sign', id, '--as', 'Practice organisation of the south');
});

test('the request is shown on another machine before anything is signed, with the hash computed there', async () => {
  const asked = await here.json<{ file: string; hash: string }>(
    'statement',
    'sign-request',
    id,
    '--out',
    'ask.kua-sign',
  );
  expect((await here.kua(['statement', 'sign-request', id, '--out', 'ask.kua-sign', '--json'])).code).toBe(2);
  request = readFileSync(asked.file, 'utf8');
  writeFileSync(join(there.folder, 'ask.kua-sign'), request);
  for (const [lang, words] of [
    ['en', 'Nothing is signed'],
    ['ru', 'Ничего не подписано'],
    ['kk', 'қол қойылған жоқ'],
  ] as const) {
    const shown = await there.kua(['statement', 'sign', 'ask.kua-sign', '--lang', lang]);
    expect([shown.code, shown.out.includes(words), shown.out.includes(asked.hash)]).toEqual([0, true, true]);
    expect(shown.out).toContain('тергеу бастау');
  }
});

test('signed there, added here: one more verified signature; twice is refused', async () => {
  const as = ['--as', 'Practice organisation of the north', '--mandate', 'decision of its board'];
  const without = await there.kua([
    'statement',
    'sign',
    'ask.kua-sign',
    '--as',
    'North',
    '--out',
    'x.kua-sign',
    '--json',
  ]);
  expect(without.code).toBe(2);
  const answered = await there.json<{ file: string; hash: string }>(
    'statement',
    'sign',
    'ask.kua-sign',
    ...as,
    '--out',
    'answer.kua-sign',
  );
  writeFileSync(join(here.folder, 'answer.kua-sign'), readFileSync(answered.file));
  const added = await here.json<ApiOut<'statement.add_signature'>>('statement', 'add-signature', 'answer.kua-sign');
  expect(added.verified).toBe(true);
  const again = await here.kua(['statement', 'add-signature', 'answer.kua-sign', '--json']);
  expect([again.code, codeOf(again)]).toEqual([1, 'E_SIGNED']);
  const shown = await here.json<ApiOut<'statement.show'>>('statement', 'show', id);
  expect(shown.signatories.map((s) => s.verified)).toEqual([true, true]);
});

test('a text changed on the way is refused there; a forged answer is refused here', async () => {
  writeFileSync(join(there.folder, 'changed.kua-sign'), request.replace('to free everybody.', 'to free nobody.'));
  const as = ['--as', 'North', '--mandate', 'board', '--out', 'y.kua-sign'];
  const refused = await there.kua(['statement', 'sign', 'changed.kua-sign', ...as, '--json']);
  expect([refused.code, codeOf(refused)]).toEqual([1, 'E_HASH']);
  const forged = readFileSync(new URL('../fixtures/sign/invalid/signature-changed.kua-sign', import.meta.url), 'utf8');
  writeFileSync(join(here.folder, 'forged.kua-sign'), forged.replace(/sta_[0-9a-z]+/, id));
  const bad = await here.kua(['statement', 'add-signature', 'forged.kua-sign', '--json']);
  expect([bad.code, codeOf(bad)]).toEqual([1, 'E_SIGNATURE']);
});

test('published and withdrawn by its signatories', async () => {
  await here.json('statement', 'publish', id);
  const { signatories } = await here.json<ApiOut<'statement.show'>>('statement', 'show', id);
  const by = signatories.flatMap((s) => ['--decided-by', s.id]);
  const out = await here.json<ApiOut<'statement.withdraw'>>(
    'statement',
    'withdraw',
    id,
    '--reason',
    'The practice is over.',
    ...by,
  );
  expect(out.demands).toEqual(['D1', 'D2']);
  expect((await here.json<ApiOut<'statement.show'>>('statement', 'show', id)).withdrawal?.by).toHaveLength(2);
});
