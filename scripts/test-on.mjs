/**
 * Runs the tests on another Node version: `node scripts/test-on.mjs 22` (or 24, 20, or a full version). The tracked files are
 * copied to a temporary folder, that Node is installed there from npm, and `npm test` runs with it first on PATH.
 * Not part of CI. The folder is removed when the tests pass, kept and named when they do not.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSIONS = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0' };
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const asked = process.argv[2] ?? '';
const version = VERSIONS[asked] ?? asked;
if (!/^\d+\.\d+\.\d+$/.test(version)) {
  process.stderr.write(`usage: node scripts/test-on.mjs ${Object.keys(VERSIONS).join('|')}|X.Y.Z\n`);
  process.exit(2);
}

/** Runs a command to its end, its output shown; a failure of one that must work ends the script. */
function run(command, args, options = {}, mustWork = true) {
  const result = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (result.error) throw result.error;
  if (mustWork && result.status !== 0) process.exit(result.status ?? 1);
  return result.status ?? 1;
}

const tracked = spawnSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], { cwd: root, encoding: 'utf8' });
if (tracked.status !== 0) throw new Error(tracked.stderr);
const folder = mkdtempSync(join(tmpdir(), `kua-node-${version}-`));
const clone = join(folder, 'kua');
for (const path of tracked.stdout.split('\0').filter(Boolean)) {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  cpSync(join(root, path), join(clone, path), { verbatimSymlinks: true });
}
// The gates count files against what git lists, so the copy is a git folder too.
run('git', ['init', '-q'], { cwd: clone });
run('git', ['add', '-A'], { cwd: clone });

const runtime = join(folder, 'runtime');
mkdirSync(runtime);
const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
run(
  'npm',
  ['install', '--prefix', runtime, '--no-save', '--no-package-lock', '--engine-strict=false', `${name}@${version}`],
  {
    cwd: runtime,
  },
);
const prefix = dirname(createRequire(join(runtime, 'package.json')).resolve(`${name}/package.json`));
const env = {
  ...process.env,
  PATH: `${join(prefix, 'bin')}${delimiter}${process.env.PATH}`,
  npm_config_nodedir: prefix,
};
// npm itself must run on that Node, not on ours.
delete env.npm_execpath;
delete env.npm_node_execpath;
run('node', ['--version'], { cwd: clone, env });
const status = run('npm', ['test'], { cwd: clone, env }, false);
if (status === 0) rmSync(folder, { recursive: true, force: true });
else process.stderr.write(`the copy is kept in ${clone}\n`);
process.exit(status);
