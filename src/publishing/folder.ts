/** Puts a finished edition on the disk: written beside its place, synced, then renamed. Never half an edition, never over other files. */
import { constants } from 'node:fs';
import { access, lstat, mkdir, mkdtemp, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { KuaFailure } from '../base/failures.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { MANIFEST_NAME } from './manifest.ts';
import type { SignatureFile } from './sign.ts';
import { FILE_CHECKS, verifyEdition } from './verify.ts';

export type FolderFailure = Failure<'E_DIR_NOT_EMPTY' | 'E_EDITION_WRITE'>;
export interface EditionFile {
  /** Relative, forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Decides, once everything is written and synced beside its place, whether `commit` makes it visible. */
export type Settle = (commit: () => Promise<Result<null, Failure>>) => Promise<Result<null, Failure>>;

/** Says whether an edition may be written to `dir`, before any work is done. */
export async function checkPlace(
  dir: string,
  force: boolean,
): Promise<Result<'free' | 'empty' | 'edition', FolderFailure>> {
  const root = resolve(dir);
  const refused = (reason: string, what = '') => fail('E_DIR_NOT_EMPTY' as const, { dir, reason, what });
  if (basename(root) === '') return refused('root');
  const info = await statOrNull(root);
  if (!info) return ok('free');
  if (!info.isDirectory()) return refused('file');
  const names = await readdir(root);
  if (names.length === 0) return ok('empty');
  if (!names.includes(MANIFEST_NAME) || !names.includes('edition.json')) return refused('other');
  if (!force) return refused('edition');
  // An edition with foreign or changed files in it is somebody's work: it is not thrown away.
  const verdict = await verifyEdition(root);
  const bad = verdict.checks.find((c) => c.result === 'fail' && FILE_CHECKS.has(c.name));
  return bad ? refused('changed', bad.detail) : ok('edition');
}

/**
 * Writes the files and the signatures beside them. On failure nothing is left of the new edition and an old one stays.
 * Every file and folder is synced before the rename that makes it visible.
 */
export async function placeEdition(
  dir: string,
  files: readonly EditionFile[],
  signatures: readonly SignatureFile[],
  staleSuffixes: readonly string[],
  settle: Settle = (commit) => commit(),
): Promise<Result<null, Failure>> {
  const root = resolve(dir);
  const parent = dirname(root);
  let temp: string | null = null;
  try {
    await mkdir(parent, { recursive: true });
    await access(parent, constants.W_OK);
    temp = await mkdtemp(join(parent, `.${basename(root)}.new-`));
    const edition = join(temp, 'edition');
    await writeTree(edition, files);
    for (const s of signatures) await writeSynced(join(temp, `signature${s.suffix}`), s.bytes);
    const beside = temp;
    return await settle(async () => {
      await swap(root, edition, beside);
      const kept = new Set(signatures.map((s) => s.suffix));
      for (const s of signatures) await rename(join(beside, `signature${s.suffix}`), root + s.suffix);
      for (const suffix of staleSuffixes) if (!kept.has(suffix)) await rm(root + suffix, { force: true });
      await syncFolder(parent);
      return ok(null);
    });
  } catch (cause) {
    if (cause instanceof KuaFailure) throw cause;
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    return fail('E_EDITION_WRITE', { dir, reason }, cause);
  } finally {
    if (temp) await rm(temp, { recursive: true, force: true });
  }
}

/** The old edition steps aside and comes back when the new one cannot take its place. */
async function swap(root: string, edition: string, temp: string): Promise<void> {
  const info = await statOrNull(root);
  if (!info) return rename(edition, root);
  if ((await readdir(root)).length === 0) {
    await rmdir(root);
    return rename(edition, root);
  }
  const aside = join(temp, 'before');
  await rename(root, aside);
  try {
    await rename(edition, root);
  } catch (cause) {
    await rename(aside, root);
    throw cause;
  }
}

async function writeTree(root: string, files: readonly EditionFile[]): Promise<void> {
  const folders = new Set(['']);
  for (const f of files) {
    const parts = f.path.split('/').slice(0, -1);
    for (let i = 1; i <= parts.length; i++) folders.add(parts.slice(0, i).join('/'));
  }
  for (const folder of [...folders].sort()) await mkdir(join(root, folder), { recursive: true, mode: 0o755 });
  for (let i = 0; i < files.length; i += 32)
    await Promise.all(files.slice(i, i + 32).map((f) => writeSynced(join(root, f.path), f.bytes)));
  for (const folder of folders) await syncFolder(join(root, folder));
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function statOrNull(path: string): Promise<Awaited<ReturnType<typeof lstat>> | null> {
  try {
    return await lstat(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return null;
    throw cause;
  }
}
