/** The README's tour does what it says, line by line; every command in the guides exists with the options it is given. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { root } from '../ground/sources.ts';
import { terminal } from './terminal.ts';

const ID = /[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}/g;
const readme = readFileSync(join(root, 'README.md'), 'utf8');

interface Step {
  readonly command: string;
  readonly lines: readonly string[];
}

/** Commands of the console blocks with the output printed below each. */
const steps: readonly Step[] = [...readme.matchAll(/```console\n([\s\S]*?)```/g)].flatMap((block) =>
  (block[1] ?? '')
    .split('$ ./kua ')
    .slice(1)
    .map((part) => {
      const [command, ...lines] = part.split('\n');
      return { command: command ?? '', lines: lines.filter((line) => line.trim() !== '') };
    }),
);

/** Words of a command line; quotes hold words together. */
const words = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? '');

/** A printed line as a pattern: `…` stands for anything, an id for any id, a run of blanks for any run. */
function pattern(line: string): RegExp {
  const literal = line
    .trim()
    .split(/(…|[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}|\s+|-{4,})/)
    .map((part) => {
      if (part === '…') return '.*';
      if (/^\s+$/.test(part)) return '\\s+';
      if (/^-{4,}$/.test(part)) return '-+';
      return part.match(ID) ? ID.source : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^\\s*${literal}\\s*$`);
}

const t = terminal();
beforeAll(async () => {
  await t.kua(['init', '--key-dir', join(t.folder, 'state/kua'), '--name', 'Practice node']);
  await t.kua(['example', 'january-2022', '--once']);
});
afterAll(() => t.remove());

test('the README shows commands', () => {
  expect(steps.length).toBeGreaterThan(7);
});

test('every command of the README’s tour prints what the README shows, in that order', async () => {
  // Ids are new in every node: an id of the README stands for the one printed at its place here.
  const ids = new Map<string, string>();
  for (const step of steps) {
    const command = step.command.replaceAll(ID, (id) => ids.get(id) ?? id);
    const said = await t.kua(words(command));
    expect([command, said.code, said.err.includes('E_')]).toEqual([command, 0, false]);
    const printed = said.out.split('\n');
    let from = 0;
    for (const line of step.lines) {
      if (line.trim() === '…') continue;
      const at = printed.findIndex((text, i) => i >= from && pattern(line).test(text));
      expect(at, `${step.command}: ${line}`).toBeGreaterThanOrEqual(0);
      const shown = line.match(ID)?.[0];
      const here = printed[at]?.match(ID)?.[0];
      if (shown && here) ids.set(shown, here);
      from = at + 1;
    }
  }
});

test.each(['en', 'ru', 'kk'])('every command of the guide (%s) is a command with those options', (lang) => {
  const guide = readFileSync(join(root, `docs/guide/organisation.${lang}.md`), 'utf8');
  const calls = [...guide.matchAll(/(?:`|^ {4})\.\/kua ([^`\n]+)/gm)].map((m) => words(m[1] ?? ''));
  expect(calls.length).toBeGreaterThan(9);
  const globals = ['--data', '--json', '--key-file', '--passphrase-stdin', '--lang', '--person'];
  for (const call of calls) {
    const spec = COMMANDS.find((c) => {
      const path = c.usage.split(' ').filter((w) => !/^[<[]/.test(w));
      return path.every((word, i) => call[i] === word);
    });
    expect(spec, call.join(' ')).toBeDefined();
    const known = [...globals, ...(spec?.options ?? []).map((o) => o.flags.split(' ')[0] ?? '')];
    for (const word of call.filter((w) => w.startsWith('--'))) expect(known, call.join(' ')).toContain(word);
  }
});

test('the guides say the same in three languages, command by command', () => {
  const commandsOf = (lang: string): readonly string[] =>
    [
      ...readFileSync(join(root, `docs/guide/organisation.${lang}.md`), 'utf8').matchAll(
        /\.\/kua ([a-z]+(?: (?:add|link|lock|new|build))?)/g,
      ),
    ].map((m) => m[1] ?? '');
  expect(commandsOf('ru')).toEqual(commandsOf('en'));
  expect(commandsOf('kk')).toEqual(commandsOf('en'));
});
