/** Rooms: every import of every source is read, and none may cross a wall. Each kind of violation is proved to be reported. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, specifiersByLexer } from './ground/imports.ts';
import { type RoomTable, tableFaults, violationsOf } from './ground/room-rules.ts';
import { filesBelow, root, tracked } from './ground/sources.ts';

const table = JSON.parse(readFileSync(join(root, 'rooms.json'), 'utf8')) as RoomTable;
const sources = filesBelow('src', /\.tsx?$/);
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

test('the table of rooms has no circle and lets no browser-safe room import one that is not', () => {
  expect(tableFaults(table)).toEqual([]);
});

test('every source that git lists is scanned', () => {
  const listed = tracked('src/**/*.ts', 'src/**/*.tsx').filter((file) => existsSync(join(root, file)));
  expect(listed.length).toBeGreaterThan(100);
  expect(listed.filter((file) => !sources.includes(file))).toEqual([]);
});

test('no source imports across a wall, exports a default, or is a barrel', () => {
  const violations = sources.flatMap((file) => violationsOf(table, file, read(file)));
  expect(violations.map((v) => `${v.file}:${v.line} ${v.rule}: ${v.detail}`)).toEqual([]);
});

test('the parser and a lexer of modules read the same imports', () => {
  const plain = sources.filter((file) => file.endsWith('.ts'));
  const differing = plain.filter((file) => {
    const source = read(file);
    const parsed = [...new Set(importsOf(file, source).map((i) => i.specifier))].sort();
    return JSON.stringify(parsed) !== JSON.stringify(specifiersByLexer(source));
  });
  expect(differing).toEqual([]);
});

const BAD = join(root, 'test/ground/bad');
const bad = readdirSync(BAD, { recursive: true, withFileTypes: true })
  .filter((e) => e.isFile() && e.name.endsWith('.bad'))
  .map((e) => relative(BAD, join(e.parentPath, e.name)));

test('there is a bad example for every rule', () => {
  const rules = new Set(
    bad.flatMap((file) => /^\/\/ expect-rule: (.+)$/m.exec(readFileSync(join(BAD, file), 'utf8'))?.[1] ?? []),
  );
  expect([...rules].sort()).toEqual(
    ['barrel', 'computed', 'default export', 'extension', 'no room', 'outside', 'platform', 'room'].sort(),
  );
});

for (const file of bad) {
  const source = readFileSync(join(BAD, file), 'utf8');
  const rule = /^\/\/ expect-rule: (.+)$/m.exec(source)?.[1];
  if (rule)
    test(`${file} is reported: ${rule}`, () => {
      const found = violationsOf(table, file.replace(/\.bad$/, ''), source);
      expect([...new Set(found.map((v) => v.rule))]).toEqual([rule]);
    });
}
