/** The files of this clone: as git lists them, and as they lie on the disk. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Tracked files that match the patterns. Throws outside a git clone: a gate that cannot count must not pass. */
export function tracked(...patterns: readonly string[]): readonly string[] {
  const run = spawnSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z', '--', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`git ls-files failed: ${run.stderr}`);
  return run.stdout.split('\0').filter((path) => path !== '');
}

/** Files below a folder of the clone, relative to the root, sorted. */
export function filesBelow(folder: string, extension: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extension.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
