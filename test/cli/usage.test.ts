/** Help, misunderstood calls, exit codes and the JSON form of failures; none of it needs a node. */
import { afterAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { terminal } from './terminal.ts';

const t = terminal();
afterAll(() => t.remove());

/** Commands that other programs script against (the stable interface). */
const STABLE = [
  'init',
  'example <name>',
  'serve',
  'import [file]',
  'search [text...]',
  'show <id>',
  'claim [id] [field] [value]',
  'record new <kind> <field=value...>',
  'review <id>',
  'erase <entry>',
  'erasures',
  'evidence add <file>',
  'evidence check',
  'custody <sha256>',
  'space new <name>',
  'space list',
  'space show <name>',
  'bundle write <file>',
  'bundle read <file>',
  'sync <url>',
  'space quarantine',
  'member invite',
  'member join <invitation>',
  'member admit <answer>',
  'member revoke <member>',
  'member list',
  'member compare <organisation>',
  'key show',
  'key words',
  'key rotate',
  'key paper',
  'key recover',
  'key device <action> [line]',
  'key seized <device>',
  'statement new <file>',
  'statement show [id]',
  'statement list',
  'statement freeze <id>',
  'statement sign <id>',
  'statement publish <id>',
  'statement draft <id>',
  'statement replace <id>',
  'statement withdraw <id>',
  'statement sign-request <id>',
  'statement add-signature <file>',
  'statement signatory <id> <name>',
  'statement confirm <signature>',
  'demand list',
  'demand show <demand>',
  'demand measure <demand> <indicator>',
  'demand respond <demand>',
  'demand move <demand> <state>',
  'figures',
  'connectivity',
  'user add <name>',
  'user list',
  'user role <name> <role>',
  'user lock <name>',
  'user invite <name>',
  'user reset <name>',
  'user sessions <name>',
  'user link [name]',
  'edition build <dir>',
  'verify <path>',
  'log status',
  'log checkpoint',
  'log proof <entry>',
  'log witness <action> [args...]',
  'log new',
  'log rotate-key',
  'log mirror <url>',
  'log public <on|off>',
  'signal list',
  'signal triage [id] [action]',
  'delivery new',
  'delivery list',
  'delivery receipt <delivery>',
  'delivery answer <delivery>',
  'delivery withdraw <delivery>',
  'delivery rules',
  'delivery letter <delivery>',
  'mirror list',
  'mirror push <name>',
  'export',
  'rebuild',
  'doctor',
  'backup <file>',
  'restore <file>',
  'info',
  'version',
];

test('every stable command is there, and every command has its place in that list', () => {
  expect(COMMANDS.map((c) => c.usage).toSorted()).toEqual(STABLE.toSorted());
});

describe('help', () => {
  test.each(['en', 'ru', 'kk'])('lists every command in %s without an untranslated id', async (lang) => {
    const said = await t.kua(['--help', '--lang', lang]);
    expect(said.code).toBe(0);
    for (const word of new Set(STABLE.map((usage) => usage.split(' ')[0] ?? '')))
      expect(said.out).toContain(`\n  ${word}`);
    expect(said.out).not.toMatch(/\[(cmd|opt|group|help)_/);
  });

  test.each(STABLE)('of %s explains its options', async (usage) => {
    const words = usage.split(' ').filter((w) => !/[<[\].]/.test(w));
    const said = await t.kua(['help', ...words]);
    expect(said.code).toBe(0);
    expect(said.out).toContain(`kua ${words.join(' ')}`);
    expect(said.out).not.toMatch(/\[(cmd|opt|group|help)_/);
  });

  test('without any word kua shows the help and is done', async () => {
    const said = await t.kua([]);
    expect([said.code, said.err]).toEqual([0, '']);
    expect(said.out).toContain('Usage: kua');
  });
});

describe('a call that is not understood', () => {
  const calls: readonly (readonly [string, readonly string[], string])[] = [
    ['an unknown command names the nearest', ['serch'], 'nearest: search'],
    ['an unknown sub-command names the nearest', ['demand', 'lst'], 'nearest: list'],
    ['a group without a command asks which', ['demand'], 'which command'],
    ['an unknown option', ['search', '--nothing'], 'unknown option --nothing'],
    ['a missing argument', ['show'], 'id is missing'],
    ['a missing value', ['search', '--limit'], '--limit <number> is missing'],
    ['too many arguments', ['show', 'a', 'b'], 'too many arguments'],
    ['a number that is none', ['search', '--limit', '1.5'], '--limit takes a whole number'],
    ['a pair that is none', ['search', '--where', 'place'], '“place” is not NAME=VALUE'],
    ['a language that is not there', ['version', '--lang', 'de'], 'there is no language de'],
    ['a port that is none', ['serve', '--port', '70000'], '70000 is not a port'],
    ['a claim without its field', ['claim', 'evt_x'], 'field is missing'],
    ['a retraction with a record', ['claim', 'evt_x', '--retract', 'y'], '--retract takes no record'],
    ['an erasure without a ground', ['erase', 'x'], '--ground is missing'],
    [
      'a measurement that is neither yes nor no',
      ['demand', 'measure', 'D1', 'i1', '--met', 'maybe'],
      'yes, no, unknown',
    ],
    ['an import of nothing', ['import'], 'file is missing'],
  ];
  test.each(calls)('%s', async (_, args, reason) => {
    const said = await t.kua(args);
    expect(said.code).toBe(2);
    expect(said.err).toContain('E_USAGE: ');
    expect(said.err).toContain(reason);
    expect(said.err).toContain('See kua help.');
    const json = await t.kua([...args, '--json']);
    expect(json.code).toBe(2);
    const { error } = JSON.parse(json.out) as { error: { code: string; message: string; remedy: string } };
    expect(error.code).toBe('E_USAGE');
    expect(error.message).toContain(reason);
    expect(error.remedy).not.toBe('');
  });

  test('answers in the language of the call', async () => {
    expect((await t.kua(['show', '--lang', 'ru'])).err).toContain('не хватает id');
    expect((await t.kua(['show', '--lang=kk'])).err).toContain('id берілмеген');
    expect((await t.kua(['show'], { env: { LANG: 'ru_RU.UTF-8' } })).err).toContain('не хватает id');
  });
});

test('a value after -- is never read as an option', async () => {
  const said = await t.kua(['search', '--', '--json']);
  expect(said.err).toContain('E_NO_NODE');
  expect(said.out).toBe('');
});

test('version is one JSON document', async () => {
  const version = { name: 'kua', version: '0.1.0', node: process.versions.node };
  expect(await t.json('version')).toEqual(version);
  expect(await t.json('--version')).toEqual(version);
  expect((await t.kua(['--version'])).code).toBe(0);
});
