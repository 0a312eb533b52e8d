/** The guide's own commands, in its order: two data folders, no network; the conflict shows on both. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../ground/sources.ts';
import { terminal } from './terminal.ts';

const t = terminal();
afterAll(() => t.remove());

/** Words of a line as a shell splits them: quotes hold words together. */
const words = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(?:[^\s"]|"[^"]*")+/g)].map((m) => m[0].replaceAll('"', ''));

/** Commands of a guide: those to try, and those in lines of their own, without what is said beside them and the names in quotes. */
function commandsOf(name: string): readonly string[] {
  const guide = readFileSync(join(root, 'docs/guide', name), 'utf8');
  const block = /```sh try\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const beside = [...guide.matchAll(/^ {4}(kua .*)$/gm)].map((m) => (m[1] ?? '').replace(/ {2,}.*$/, ''));
  const bare = (line: string): string => line.replaceAll(/"[^"]*"/g, '"…"').replace(/--manager \S+/, '--manager …');
  return [...block.trim().split('\n'), ...beside].map(bare);
}

test('the guides in Kazakh and Russian hold the same commands in the same order, and say that they are drafts', () => {
  const wanted = commandsOf('coalition.md');
  expect(wanted.length).toBeGreaterThan(25);
  for (const name of ['coalition.kk.md', 'coalition.ru.md']) {
    expect(commandsOf(name)).toEqual(wanted);
    expect(readFileSync(join(root, 'docs/guide', name), 'utf8')).toMatch(/^\*(Черновик|Аударманың жобасы)/m);
  }
});

test('two offices on one computer: invite, admit, bundle there, claim, bundle back, conflict on both', async () => {
  const guide = readFileSync(join(root, 'docs/guide/coalition.md'), 'utf8');
  const lines = /```sh try\n([\s\S]*?)```/.exec(guide)?.[1]?.trim().split('\n') ?? [];
  expect(lines.length).toBeGreaterThan(10);
  let id = '';
  const shown: {
    readonly fields: { readonly injured?: { readonly n_competing: number; readonly claims: readonly unknown[] } };
  }[] = [];
  for (const line of lines) {
    const [kua, ...said] = words(line);
    expect(kua).toBe('kua');
    const args = said.map((word, i) => {
      if (said[i - 1] === '--data') return join(t.folder, word);
      if (word === 'ID') return id;
      return word.replace('~/.local/state', join(t.folder, 'state'));
    });
    const done = await t.kua([...args, '--json']);
    expect([line, done.code, done.code === 0 ? '' : done.out + done.err]).toEqual([line, 0, '']);
    const out = JSON.parse(done.out) as { readonly id?: string };
    if (line.startsWith('kua record new')) id = out.id ?? '';
    if (line.startsWith('kua show')) shown.push(out as (typeof shown)[number]);
  }
  expect(shown).toHaveLength(2);
  for (const record of shown) {
    expect(record.fields.injured?.n_competing).toBe(1);
    expect(record.fields.injured?.claims).toHaveLength(2);
  }
}, 60_000);
