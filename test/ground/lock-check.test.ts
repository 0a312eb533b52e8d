/** The lock file: complete for every platform, naming no registry host; and the check that says so really finds faults. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { completed, lockFaults, platformOf } from '../../scripts/lock-check.mjs';
import { root } from './sources.ts';

const lock = {
  packages: {
    '': { optionalDependencies: {} },
    'node_modules/tool': {
      optionalDependencies: { '@tool/linux-x64-musl': '1.0.0', '@tool/darwin-arm64': '1.0.0' },
      dev: true,
    },
    'node_modules/@tool/darwin-arm64': { version: '1.0.0', optional: true },
  },
};

test('a missing optional dependency and a registry host are named', () => {
  expect(lockFaults(lock)).toEqual(['node_modules/tool: optional @tool/linux-x64-musl has no entry']);
  const hosted = { packages: { 'node_modules/a': { resolved: 'https://registry.example/a.tgz' } } };
  expect(lockFaults(hosted)).toHaveLength(1);
});

test('a completed lock has no faults and keeps what was there', () => {
  const whole = completed(lock);
  expect(lockFaults(whole)).toEqual([]);
  expect(whole.packages['node_modules/@tool/linux-x64-musl']).toEqual({
    version: '1.0.0',
    dev: true,
    optional: true,
    cpu: ['x64'],
    libc: ['musl'],
    os: ['linux'],
  });
  expect(whole.packages['node_modules/tool']).toEqual(lock.packages['node_modules/tool']);
});

test('a platform is read from the name, and only from a name that has one', () => {
  expect(platformOf('@x/binding-win32-arm64-msvc')).toEqual({ cpu: ['arm64'], os: ['win32'] });
  expect(() => platformOf('left-pad')).toThrow();
});

test('package-lock.json has no faults', () => {
  expect(lockFaults(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))).toEqual([]);
});
