/**
 * Where bundles of the desk lie for a while: a folder of their own in the data folder, one below it for each exchange, readable by the
 * owner alone. Nothing but sealed files is ever written there; what a node left behind is swept away when the next one starts.
 */
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { utf8 } from '../base/bytes.ts';
import { refuse } from '../base/failures.ts';
import { BUNDLE_UPLOAD_MAX } from '../contract/areas/exchange.ts';

/** What stays free on the disk for the record itself. */
const LEFT_FREE = 256 * 1024 * 1024;
/** First line of every sealed file (age v1). */
const SEALED = utf8('age-encryption.org/v1\n');

export interface ExchangeFolder {
  /** A new folder for an exchange. */
  make(id: string): string;
  remove(id: string): void;
}

/** `dir` null: a folder of the system's temp folder, made when it is first needed. */
export function openExchangeFolder(dir: string | null): ExchangeFolder {
  let root = dir;
  if (dir !== null) rmSync(dir, { recursive: true, force: true });
  return {
    make(id) {
      root ??= mkdtempSync(join(tmpdir(), 'kua-exchange-'));
      const path = join(root, id);
      mkdirSync(path, { recursive: true, mode: 0o700 });
      return path;
    },
    remove(id) {
      if (root !== null) rmSync(join(root, id), { recursive: true, force: true });
    },
  };
}

const startsSealed = (head: Uint8Array): boolean =>
  SEALED.subarray(0, head.length).every((byte, i) => byte === head[i]);

/** Looks at the beginning before a byte is written, and counts while it goes. Throws E_BUNDLE_AGE, E_BODY_SIZE, E_INPUT. */
async function* sealedOnly(body: AsyncIterable<Uint8Array>, name: string, announced: number | null) {
  let head: Uint8Array | null = new Uint8Array();
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > BUNDLE_UPLOAD_MAX) refuse('E_BODY_SIZE', { max: BUNDLE_UPLOAD_MAX });
    if (head === null) {
      yield chunk;
      continue;
    }
    head = new Uint8Array([...head, ...chunk.subarray(0, SEALED.length)]).subarray(0, SEALED.length);
    if (!startsSealed(head)) refuse('E_BUNDLE_AGE', { file: name });
    yield chunk;
    if (head.length === SEALED.length) head = null;
  }
  if (head !== null) refuse('E_BUNDLE_AGE', { file: name });
  if (announced !== null && size !== announced)
    refuse('E_INPUT', { path: 'body', reason: `${size} bytes came, ${announced} were announced` });
}

/** Writes a bundle as it arrives. Throws E_BUNDLE_AGE for what is not sealed, E_DISK_FULL, E_BODY_SIZE, E_INPUT. */
export async function keepUpload(
  folder: string,
  body: AsyncIterable<Uint8Array>,
  o: { readonly name: string; readonly announced: number | null },
): Promise<string> {
  const disk = statfsSync(folder);
  if (disk.bavail * disk.bsize < (o.announced ?? 0) + LEFT_FREE) return refuse('E_DISK_FULL', { file: o.name });
  const file = join(folder, 'read.kua.age');
  await pipeline(
    Readable.from(sealedOnly(body, o.name, o.announced)),
    createWriteStream(file, { flags: 'wx', mode: 0o600 }),
  );
  return file;
}
