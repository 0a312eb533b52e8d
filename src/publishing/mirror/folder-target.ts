/** A mirror in a folder of this machine, such as a web server's root or a stick. Links in it are not followed. */
import { createHash } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isSafePath, MANIFEST_NAME } from '../manifest.ts';
import { type LocalFile, MirrorFault, type MirrorTarget } from './target.ts';

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The parent of the folder must exist: a stick that is not plugged in is not made up. Throws MirrorFault. */
export async function folderTarget(folder: string): Promise<MirrorTarget> {
  const root = resolve(folder);
  const faults = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof MirrorFault) throw cause;
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new MirrorFault({ code: 'E_MIRROR_FOLDER', params: { folder, reason: code } }, cause);
    }
  };
  const place = (path: string): string => {
    if (path !== MANIFEST_NAME && !isSafePath(path))
      throw new MirrorFault({ code: 'E_MIRROR_FOLDER', params: { folder, reason: 'path' } });
    return join(root, path);
  };
  await faults(async () => {
    if (!(await lstat(dirname(root))).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
    await mkdir(root, { recursive: true });
    if (!(await lstat(root)).isDirectory()) throw Object.assign(new Error('a link'), { code: 'ENOTDIR' });
  });
  return {
    list: () =>
      faults(async () => {
        const found = new Set<string>();
        await walk(root, '', found);
        return found;
      }),
    read: (path) => faults(() => readOrNull(place(path))),
    same: (file) =>
      faults(async () => {
        const there = await readOrNull(place(file.path));
        return there !== null && hash(there) === hash(file.bytes);
      }),
    write: (file: LocalFile) => faults(() => writeWhole(place(file.path), file.bytes)),
    remove: (path) =>
      faults(async () => {
        await rm(place(path), { force: true });
        // Folders that the last file left behind; one that holds anything stays.
        for (let d = dirname(place(path)); d !== root && d.startsWith(root); d = dirname(d))
          if (
            !(await rmdir(d).then(
              () => true,
              () => false,
            ))
          )
            break;
      }),
    writeBeside: (suffix, bytes) =>
      faults(async () => {
        await writeWhole(root + suffix, bytes);
        return true;
      }),
  };
}

async function walk(root: string, under: string, found: Set<string>): Promise<void> {
  for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) await walk(root, path, found);
    else found.add(path);
  }
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return (await lstat(path)).isFile() ? new Uint8Array(await readFile(path)) : null;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return null;
    throw cause;
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const part = `${path}.kua-part`;
  const file = await open(part, 'w', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
}
