/** The lint rules: the room part of the configuration is the one written from rooms.json, and every rule that we rely on reports. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './sources.ts';

const BAD = join(root, 'test/ground/bad');
const expected = new Map(
  readdirSync(BAD, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && e.name.endsWith('.bad'))
    .flatMap((e) => {
      const path = join(e.parentPath, e.name);
      const rule = /^\/\/ expect-lint: (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1];
      return rule ? [[relative(BAD, path).replace(/\.bad$/, ''), rule] as const] : [];
    }),
);

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}
const reported = new Map<string, string[]>();
let folder = '';

beforeAll(() => {
  // A small project of bad examples under the real configuration: the examples themselves are no sources of ours.
  folder = mkdtempSync(join(tmpdir(), 'kua-lint-'));
  for (const file of expected.keys()) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(BAD, `${file}.bad`), join(folder, file));
  }
  for (const file of ['.oxlintrc.json', 'tsconfig.base.json', 'package.json'])
    cpSync(join(root, file), join(folder, file));
  cpSync(join(root, 'tsconfig.node.json'), join(folder, 'tsconfig.json'));
  for (const file of [
    'src/base/result.ts',
    'src/store/port.ts',
    'src/ledger/entry-make.ts',
    'src/records/kind-names.ts',
  ]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const run = spawnSync(
    process.execPath,
    [join(root, 'node_modules/oxlint/bin/oxlint'), '--type-aware', '-f', 'json'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: readonly Diagnostic[] };
  for (const d of diagnostics) reported.set(d.filename, [...(reported.get(d.filename) ?? []), d.code]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const [file, rule] of expected)
  test(`lint reports ${file}: ${rule}`, () => {
    expect(
      reported.get(file)?.some((code) => code.endsWith(`(${rule})`)),
      JSON.stringify(reported.get(file)),
    ).toBe(true);
  });

test('the room overrides in .oxlintrc.json are those of rooms.json', () => {
  const run = spawnSync(process.execPath, ['scripts/rooms.mjs', '--check'], { cwd: root, encoding: 'utf8' });
  expect(run.stderr).toContain('agrees');
  expect(run.status).toBe(0);
});
