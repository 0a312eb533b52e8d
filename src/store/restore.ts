/** Restores a backup into an empty folder: every byte is checked while it is read, and the folder appears whole or not at all. */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import type { Clock } from '../base/clock.ts';
import { KuaFailure } from '../base/failures.ts';
import { err, type Failure, fail, ok, type Result } from '../base/result.ts';
import { MANIFEST, MANIFEST_MAX_BYTES, type Manifest, type Member, membersOf, parseManifest } from './backup-format.ts';
import { CHUNK_BYTES } from './blob-paths.ts';
import { encodeErased, mergeErased, readErased } from './erased-file.ts';
import {
  createExclusive,
  type FreeBytes,
  freeBytes,
  fsyncFolder,
  isDiskFull,
  isSystemError,
  makeFolder,
  moveDurably,
  OBJECT_MODE,
  replaceFile,
  writeAll,
} from './files.ts';
import { FOLDER_FORMAT } from './folder.ts';

export interface RestoreOptions {
  readonly clock?: Clock;
  readonly freeBytes?: FreeBytes;
  /** erased.cbor of the folder that was lost or moved away: what it names stays erased. */
  readonly erasedFrom?: string;
}

export interface RestoreReport {
  readonly bytes: number;
  readonly blobs: number;
}

export type RestoreCode =
  | 'E_FILE'
  | 'E_RESTORE_TARGET'
  | 'E_BACKUP_DAMAGED'
  | 'E_NEWER'
  | 'E_DISK_FULL'
  | 'E_ERASED_FILE';

const ERASED = 'erased.cbor';
/** Tells the node to start a new writer: the old one may have gone on after the backup was made. */
const MARKER = 'restored.json';

/**
 * `dir` must be absent or empty; an erased.cbor alone may lie in it and is merged, so that nothing erased comes back.
 * On any failure `dir` is as it was.
 */
export async function restoreBackup(
  file: string,
  dir: string,
  o: RestoreOptions = {},
): Promise<Result<RestoreReport, Failure<RestoreCode>>> {
  const target = resolve(dir);
  if (!existsSync(file)) return fail('E_FILE', { file, reason: 'ENOENT' });
  if (existsSync(target) && (!statSync(target).isDirectory() || readdirSync(target).some((name) => name !== ERASED))) {
    return fail('E_RESTORE_TARGET', { dir });
  }
  makeFolder(dirname(target));
  const suffix = randomBytes(6).toString('hex');
  const temporary = `${target}.restoring-${suffix}`;
  try {
    const manifest = await unpack(file, temporary, o.freeBytes ?? freeBytes);
    keepErased(temporary, [join(target, ERASED), ...(o.erasedFrom ? [o.erasedFrom] : [])]);
    const marker = { at: new Date((o.clock ?? Date.now)()).toISOString(), backup: basename(file) };
    replaceFile(join(temporary, MARKER), `${JSON.stringify(marker)}\n`, randomBytes);
    swap(temporary, target, suffix);
    return ok({
      bytes: [...membersOf(manifest).values()].reduce((sum, m) => sum + m.size, 0),
      blobs: manifest.blobs.length,
    });
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (isDiskFull(error)) return fail('E_DISK_FULL', { file: dir }, error);
    if (error instanceof KuaFailure) return err(error.failure as Failure<RestoreCode>);
    throw error;
  }
}

/** Puts the finished folder in place; what lay there (nothing, or its erased.cbor, merged by now) goes last. */
function swap(temporary: string, target: string, suffix: string): void {
  const before = `${target}.before-restore-${suffix}`;
  if (existsSync(target)) renameSync(target, before);
  try {
    moveDurably(temporary, target);
  } catch (error) {
    if (existsSync(before)) renameSync(before, target);
    throw error;
  }
  rmSync(before, { recursive: true, force: true });
}

function keepErased(temporary: string, others: readonly string[]): void {
  let items = orThrow(readErased(join(temporary, ERASED)));
  for (const other of others) items = mergeErased(items, orThrow(readErased(other)));
  if (items.length > 0) replaceFile(join(temporary, ERASED), encodeErased(items), randomBytes);
}

function orThrow<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  throw new KuaFailure(result.error);
}

/** Streams the tar into a new folder. Throws a KuaFailure that names the first member that is not as it should be. */
async function unpack(file: string, folder: string, free: FreeBytes): Promise<Manifest> {
  const extract = tar.extract();
  const reading = pipeline(createReadStream(file, { highWaterMark: CHUNK_BYTES }), extract).catch((e: unknown) => e);
  let manifest: Manifest | null = null;
  const waiting = new Map<string, Member>();
  const folders = new Set<string>();
  let at: string = MANIFEST;
  try {
    for await (const entry of extract) {
      at = entry.header.name;
      if (entry.header.type !== 'file') throw damaged(file, at);
      if (!manifest) {
        manifest = await readManifest(file, entry, at);
        for (const [name, member] of membersOf(manifest)) waiting.set(name, member);
        begin(manifest, file, folder, free);
        continue;
      }
      const member = waiting.get(at);
      if (!member || entry.header.size !== member.size) throw damaged(file, at);
      waiting.delete(at);
      const path = join(folder, member.name);
      makeFolder(dirname(path));
      folders.add(dirname(path));
      if (!(await writeMember(path, entry, member))) throw damaged(file, at);
    }
  } catch (error) {
    // What tar-stream says of a broken or cut archive; errors of our own disk keep their code.
    if (error instanceof KuaFailure || isSystemError(error)) throw error;
    throw damaged(file, at, error);
  } finally {
    extract.destroy();
    await reading;
  }
  const [missing] = waiting.keys();
  if (!manifest || missing !== undefined) throw damaged(file, missing ?? MANIFEST);
  for (const path of folders) fsyncFolder(path);
  return manifest;
}

const damaged = (file: string, member: string, cause?: unknown): KuaFailure =>
  new KuaFailure({ code: 'E_BACKUP_DAMAGED', params: { file, member: member.slice(0, 200) }, cause });

type TarEntry = AsyncIterable<unknown> & { readonly header: tar.Header };

async function readManifest(file: string, entry: TarEntry, name: string): Promise<Manifest> {
  if (name !== MANIFEST || (entry.header.size ?? 0) > MANIFEST_MAX_BYTES) throw damaged(file, name);
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry) chunks.push(chunk as Uint8Array);
  return orThrow(parseManifest(Buffer.concat(chunks), file));
}

/** What the manifest alone decides, before anything is written. */
function begin(manifest: Manifest, file: string, folder: string, free: FreeBytes): void {
  if (manifest.min > FOLDER_FORMAT) {
    throw new KuaFailure({
      code: 'E_NEWER',
      params: { what: file, format: manifest.format, supported: FOLDER_FORMAT },
    });
  }
  const need = [...membersOf(manifest).values()].reduce((sum, m) => sum + m.size, 0);
  if (free(dirname(folder)) < need) throw new KuaFailure({ code: 'E_DISK_FULL', params: { file: folder, need } });
  makeFolder(folder);
}

/** False when the bytes are not those of the manifest. */
async function writeMember(path: string, entry: AsyncIterable<unknown>, member: Member): Promise<boolean> {
  const handle = await createExclusive(path);
  const hash = createHash('sha256');
  try {
    for await (const chunk of entry) {
      hash.update(chunk as Uint8Array);
      await writeAll(handle, chunk as Uint8Array);
    }
    if (member.name.startsWith('blobs/')) await handle.chmod(OBJECT_MODE);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest('hex') === member.sha256;
}
