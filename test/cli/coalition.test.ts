/** Joining by the command line alone, on two folders: what is printed for people in each language, what is saved, and what is refused. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { terminal } from './terminal.ts';

const [a, b] = [terminal(), terminal()];
const at = (t: typeof a, name: string): string => join(t.folder, name);
const state = (t: typeof a): string => at(t, 'state/kua');
let paper = '';

beforeAll(async () => {
  const said = await a.kua(['init', '--key-dir', state(a), '--name', 'Office A']);
  expect(said.code).toBe(0);
  paper = /kua-paper-1( [0-9A-Z]{2,4}){15}/.exec(said.out)?.[0] ?? '';
  expect((await b.kua(['init', '--key-dir', state(b), '--name', 'Бюро Б'])).code).toBe(0);
}, 60_000);
afterAll(() => {
  a.remove();
  b.remove();
});

describe('two offices', () => {
  test('join by a file and by a line; the words stand on both screens in the letters of each', async () => {
    const invite = await a.kua(['member', 'invite', '--space', 'case', '--out', 'invite.txt', '--qr', 'invite.svg']);
    expect([invite.code, invite.err]).toEqual([0, '']);
    const line = readFileSync(at(a, 'invite.txt'), 'utf8').trim();
    expect(line).toMatch(/^kua-invite:1:[\w-]+$/);
    expect(invite.out).toContain(line);
    expect(readFileSync(at(a, 'invite.svg'), 'utf8')).toMatch(/^<svg[\s>]/);
    expect(statSync(at(a, 'invite.txt')).mode & 0o777).toBe(0o600);
    expect((await a.kua(['member', 'invite', '--space', 'case', '--out', 'invite.txt'])).err).toContain('E_FILE');

    const joined = await b.kua(['member', 'join', line, '--as', 'shared', '--out', 'answer.txt', '--lang', 'ru']);
    expect(joined.code).toBe(0);
    const mine = await a.json<{ words: { latin: string[]; cyrillic: string[] } }>('key', 'words');
    expect(joined.out).toContain(mine.words.cyrillic.join(' '));
    expect((await a.kua(['key', 'words'])).out).toContain(mine.words.latin.join(' '));
    expect((await b.kua(['space', 'list'])).out).toContain('asked to join; nothing has arrived yet');
    expect((await b.kua(['space', 'show', 'shared'])).code).toBe(0);

    writeFileSync(at(a, 'answer.txt'), readFileSync(at(b, 'answer.txt'), 'utf8').replaceAll(/(.{50})/g, '$1\r\n'));
    const admitted = await a.kua(['member', 'admit', 'answer.txt', '--space', 'case']);
    expect(admitted.code).toBe(0);
    expect(admitted.err).toContain('The words of Бюро Б were not compared');
    const list = await a.kua(['member', 'list', '--space', 'case']);
    expect(list.out).toMatch(/Бюро Б +write +NOT COMPARED +never/);
    expect(list.out).toContain('Fewer than three members manage this space');
    expect((await a.kua(['member', 'compare', 'Бюро Б', '--space', 'case'])).out).toContain('Noted');
    expect((await a.kua(['member', 'list', '--space', 'case'])).out).not.toContain('NOT COMPARED');
    expect((await a.kua(['doctor'])).out).toContain('W_FEW_MANAGERS: 1 of 3');
  });

  test('a second computer of one of them is asked, compared, added and taken, in the words of its reader', async () => {
    const c = terminal();
    try {
      expect((await c.kua(['init', '--key-dir', state(c), '--name', 'Laptop'])).code).toBe(0);
      const asked = await c.kua(['key', 'device', 'ask', '--out', 'ask.txt', '--qr', 'ask.svg', '--lang', 'kk']);
      expect([asked.code, asked.err]).toEqual([0, '']);
      expect(readFileSync(at(c, 'ask.svg'), 'utf8')).toMatch(/^<svg[\s>]/);
      const line = readFileSync(at(c, 'ask.txt'), 'utf8').trim();
      const add = ['key', 'device', 'add', line, '--space', 'case'];
      const unsure = await a.kua(add);
      expect([unsure.code, unsure.err]).toEqual([1, expect.stringContaining('E_DEVICE_COMPARE')]);
      const words = /: ((?:[a-z]{5} ?){7})/.exec(unsure.err)?.[1]?.trim() ?? '';
      expect((await c.kua(['key', 'device', 'ask'])).out).toContain(words);
      const added = await a.kua([...add, '--compared', '--out', 'keys.txt']);
      expect([added.code, statSync(at(a, 'keys.txt')).mode & 0o777]).toEqual([0, 0o600]);
      const taken = await c.kua(['key', 'device', 'take', at(a, 'keys.txt'), '--lang', 'ru']);
      expect([taken.code, taken.out]).toEqual([0, expect.stringContaining('Office A')]);
      expect((await c.kua(['key', 'show'])).out).toContain('The key of the organisation is on another computer');
      expect((await a.kua(['key', 'device', 'shake'])).err).toContain('ask, add, take');
      const rows = (await a.kua(['member', 'list', '--space', 'case'])).out
        .split('\n')
        .filter((l) => l.startsWith('Office A'));
      expect(rows).toHaveLength(1);
      expect(rows[0]?.match(/\b[0-9a-f]{12}\b/g)).toHaveLength(4);
    } finally {
      c.remove();
    }
  }, 60_000);

  test('a device is put out, and pressing again is no fault', async () => {
    const looked = await a.kua(['key', 'seized', 'Бюро Б', '--look']);
    expect([looked.code, looked.out]).toEqual([0, expect.stringContaining('Nothing was changed')]);
    const seized = await a.kua(['key', 'seized', 'Бюро Б']);
    expect([seized.code, seized.out]).toEqual([0, expect.stringContaining('is out of 1 space(s)')]);
    expect((await a.kua(['key', 'seized', 'Бюро Б'])).code).toBe(0);
    expect((await a.kua(['member', 'list', '--space', 'case', '--lang', 'kk'])).out).toContain('шығарылған');
  });

  test('the key from paper is typed, never given as an argument', async () => {
    expect(paper).not.toBe('');
    expect((await a.kua(['key', 'paper', '--forget'])).out).toContain(paper);
    const without = await a.kua(['key', 'rotate']);
    expect([without.code, without.err]).toEqual([1, expect.stringContaining('E_PAPER_NEEDED')]);
    const wrong = await a.kua(['key', 'rotate', '--paper-stdin'], { line: `${paper}x` });
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('E_PAPER')]);
    const turned = await a.kua(['key', 'rotate', '--paper-stdin', '--paper-only'], { line: paper });
    expect([turned.code, turned.out]).toEqual([0, expect.stringContaining('(card 2)')]);
    expect((await a.kua(['key', 'recover'])).err).toContain('--paper-stdin');
    expect((await a.kua(['key', 'recover'], { answers: ['nothing'] })).err).toContain('E_PAPER');
  });

  test('what is no invitation or answer is named, and nothing is made', async () => {
    const refused: readonly (readonly [number, string, readonly string[]])[] = [
      [2, 'E_FILE', ['member', 'join', 'no-such-file']],
      [2, 'E_INVITE_FORM', ['member', 'join', 'kua-invite:1:AAAA']],
      [2, 'E_ANSWER_FORM', ['member', 'admit', 'kua-answer:1:AAAA', '--space', 'case']],
      [1, 'E_SPACE_OWN', ['member', 'invite', '--space', 'own']],
      [2, 'E_SEAT_ROLE_NAME', ['member', 'invite', '--space', 'case', '--role', 'owner']],
      [2, 'E_INVITE_ADDRESS', ['member', 'invite', '--space', 'case', '--address', 'a.example']],
    ];
    for (const [code, name, args] of refused) {
      const said = await a.kua(args);
      expect([args.join(' '), said.code, said.err]).toEqual([args.join(' '), code, expect.stringContaining(name)]);
    }
  });
});
