/** Documents that must not fall behind: lines per dependency and room, one version, numbered decisions. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VERSION } from '../../src/node/version.ts';
import { root, tracked } from './sources.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  version: string;
  dependencies: { [name: string]: string };
  optionalDependencies: { [name: string]: string };
  devDependencies: { [name: string]: string };
};
const every = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies };

test('every dependency has its line in the decision about dependencies, and no other has', () => {
  const lines = [
    ...read('docs/decisions/0001-dependencies.md').matchAll(/^\| ((?:@[\w-]+\/)?[\w.-]+) \| .+ \| .+ \| .+ \|$/gm),
  ];
  const named = lines.map((m) => m[1]).filter((name) => name !== 'package' && !/^-+$/.test(name ?? ''));
  const used = Object.keys(every);
  expect(named.toSorted()).toEqual(used.toSorted());
});

test('every dependency is pinned, but for the one whose decision says why', () => {
  const ranged = Object.entries(every).filter(([, v]) => !/^(npm:[\w-]+@)?\d/.test(v));
  expect(ranged.map(([name]) => name)).toEqual(['better-sqlite3-multiple-ciphers']);
});

test('every room has its line on the map', () => {
  const rooms = Object.keys((JSON.parse(read('rooms.json')) as { rooms: object }).rooms);
  const map = read('docs/map.md');
  expect(rooms.filter((room) => !map.includes(`| \`${room}\``))).toEqual([]);
});

test('the version is one', () => {
  expect(VERSION).toBe(manifest.version);
});

test('every decision has a number of its own and a title', () => {
  const decisions = tracked('docs/decisions/*.md');
  const numbers = decisions.map((path) => /\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1] ?? path);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const path of decisions) expect(read(path)).toMatch(/^# .+\n/);
});
