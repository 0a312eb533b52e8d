/**
 * The file tricks of the store, and the only place that does them: a file is whole or not there, a folder knows what it
 * holds after a power cut, nothing is readable by others, an existing object is never replaced.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Random } from '../base/clock.ts';
import { toHex, utf8 } from '../base/bytes.ts';

export const FILE_MODE = 0o600;
export const FOLDER_MODE = 0o700;
export const OBJECT_MODE = 0o444;

export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** True for what the operating system refused, as opposed to what a library says of its input. */
export const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

/** True for the errors of a disk or quota with no room left. */
export const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(errorCode(error));

/** Makes names that were added to or removed from a folder durable. */
export function fsyncFolder(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Makes a folder (0700) and its missing parents, each durable in its own parent. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  makeFolder(parent);
  try {
    mkdirSync(path, { mode: FOLDER_MODE });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  fsyncFolder(parent);
}

/** Makes an empty file of mode 0600 unless the name exists. */
export function touchPrivate(path: string): void {
  closeSync(openSync(path, 'a', FILE_MODE));
}

function writeAllSync(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

/** Replaces or makes a small file: written beside it, synced, renamed over it. A crash leaves the old or the new one. */
export function replaceFile(path: string, content: Uint8Array | string, random: Random, mode = FILE_MODE): void {
  const folder = dirname(path);
  const beside = join(folder, `.${basename(path)}.${toHex(random(6))}.new`);
  const fd = openSync(beside, 'wx', mode);
  try {
    writeAllSync(fd, typeof content === 'string' ? utf8(content) : content);
    fsyncSync(fd);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
  renameSync(beside, path);
  fsyncFolder(folder);
}

/** Copies a file with its mode; the copy is on the disk, its name is not until the folder is synced. */
export function copyDurably(from: string, to: string): void {
  copyFileSync(from, to);
  const fd = openSync(to, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Renames a file or folder, durable in both parents. */
export function moveDurably(from: string, to: string): void {
  renameSync(from, to);
  fsyncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) fsyncFolder(dirname(from));
}

/** Removes a file; a missing one is as good. */
export function removeDurably(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  fsyncFolder(dirname(path));
}

/** Writes all of `bytes` at the end of what was written before. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten;
}

/** A new file that only this caller writes (0600). */
export const createExclusive = (path: string): Promise<FileHandle> => open(path, 'wx', FILE_MODE);

/**
 * Gives a finished, synced part its final name and mode without ever replacing what is there: link, then unlink.
 * Where hard links are missing: existence check, then rename. Returns false when the name was taken; the part is then gone.
 */
export async function publishPart(part: string, target: string, mode = OBJECT_MODE): Promise<boolean> {
  const handle = await open(part, 'r');
  try {
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
  makeFolder(dirname(target));
  const fresh = linkOrRename(part, target);
  fsyncFolder(dirname(target));
  fsyncFolder(dirname(part));
  return fresh;
}

function linkOrRename(part: string, target: string): boolean {
  try {
    linkSync(part, target);
    unlinkSync(part);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST' || (isLinkMissing(code) && existsSync(target))) {
      unlinkSync(part);
      return false;
    }
    if (!isLinkMissing(code)) throw error;
    renameSync(part, target);
    return true;
  }
}

const isLinkMissing = (code: string): boolean => ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code);

/** Bytes an ordinary user may still write on the disk of `path`. */
export function freeBytes(path: string): number {
  const s = statfsSync(path);
  return s.bavail * s.bsize;
}

/** Number of free bytes at a path: `freeBytes`, or a stand-in for a disk that is nearly full. */
export type FreeBytes = (path: string) => number;
