/** The CI script: the test command of the README, then the checks, the closing line last. npm is stood in for by a few lines of shell. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from './sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-ci-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script with an `npm` that does what the two lines of shell say. */
function ci(onTest: string, onCheck: string) {
  const npm = `#!/bin/sh\nif [ "$*" = "test" ]; then\n${onTest}\nelif [ "$*" = "run check" ]; then\n${onCheck}\nelse exit 9\nfi\n`;
  writeFileSync(join(folder, 'npm'), npm, { mode: 0o755 });
  const run = spawnSync(join(root, '.ci/run'), [], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env['PATH']}`, TMPDIR: folder },
  });
  return { status: run.status, last: run.stdout.trimEnd().split('\n').at(-1) };
}

test('is an executable bash script that calls exactly the two commands', () => {
  const file = join(root, '.ci/run');
  expect(statSync(file).mode & 0o111).toBe(0o111);
  expect(readFileSync(file, 'utf8')).toMatch(/^#!\/usr\/bin\/env bash\n/);
});

test('passes when tests and checks pass, and ends with the closing line', () => {
  expect(ci('echo "3 passed, 0 failed, 0 skipped"', 'echo checked')).toEqual({
    status: 0,
    last: '3 passed, 0 failed, 0 skipped',
  });
});

test('fails when a test fails, still ending with the closing line', () => {
  const run = ci('echo "2 passed, 1 failed, 0 skipped"; exit 1', 'echo never; exit 0');
  expect(run).toEqual({ status: 1, last: '2 passed, 1 failed, 0 skipped' });
});

test('fails when the checks fail', () => {
  expect(ci('echo "3 passed, 0 failed, 0 skipped"', 'exit 2').status).toBe(1);
});

test('fails when the tests ended without a closing line', () => {
  expect(ci('echo nothing', 'exit 0').status).toBe(1);
});
