/** Set-up: fast when nothing changed, waits for another run, clears what a killed run left. A small folder stands for the clone. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './sources.ts';

let clone = '';
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'kua-setup-'));
  mkdirSync(join(clone, 'scripts'));
  mkdirSync(join(clone, 'node_modules'));
  for (const file of ['scripts/setup.mjs', 'package.json', 'package-lock.json'])
    cpSync(join(root, file), join(clone, file));
  const hash = createHash('sha256');
  const parts = [
    readFileSync(join(clone, 'package.json'), 'utf8'),
    readFileSync(join(clone, 'package-lock.json'), 'utf8'),
    process.versions.modules,
    process.platform,
    process.arch,
  ];
  for (const part of parts) hash.update(part).update('\0');
  writeFileSync(join(clone, 'node_modules/.kua-setup'), hash.digest('hex'));
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

const setup = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['scripts/setup.mjs', ...args], { cwd: clone, encoding: 'utf8' });

/** Pid of a process that has ended. */
const deadPid = (): string => String(spawnSync(process.execPath, ['-e', '']).pid);

test('with the same stamp set-up says nothing, does nothing and leaves no lock', () => {
  const run = setup();
  expect([run.status, run.stdout, run.stderr]).toEqual([0, '', '']);
  expect(existsSync(join(clone, '.setup-lock'))).toBe(false);
});

test('--check says when the installed packages are not those of the lock', () => {
  expect(setup('--check').status).toBe(0);
  writeFileSync(join(clone, 'package-lock.json'), '{}');
  const run = setup('--check');
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('not those of package.json');
});

test('the lock of a killed set-up is cleared', () => {
  mkdirSync(join(clone, '.setup-lock'));
  writeFileSync(join(clone, '.setup-lock/pid'), deadPid());
  const run = setup();
  expect(run.status).toBe(0);
  expect(existsSync(join(clone, '.setup-lock'))).toBe(false);
});

test('a second set-up waits for the first', async () => {
  mkdirSync(join(clone, '.setup-lock'));
  writeFileSync(join(clone, '.setup-lock/pid'), String(process.pid));
  const second = spawn(process.execPath, ['scripts/setup.mjs'], { cwd: clone });
  const said = await new Promise<string>((resolve) =>
    second.stderr.once('data', (text: Buffer) => resolve(String(text))),
  );
  expect(said).toContain(`process ${process.pid}`);
  rmSync(join(clone, '.setup-lock'), { recursive: true });
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
});

test('an unknown build target is refused', () => {
  const run = setup('--build=nothing');
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('unknown build target');
});
