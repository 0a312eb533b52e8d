/**
 * Sends an edition to a mirror: pages and data first, then what leads to them, the manifest last; only then what the
 * edition before had and this one has not is taken away. A push that was cut is begun again and sends what is missing. It
 * has succeeded only when the manifest, read back from there, has the edition's hash.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, fail, ok, type Result } from '../../base/result.ts';
import { MANIFEST_NAME, parseManifest } from '../manifest.ts';
import { KEY_SUFFIXES, SIGNATURE_SUFFIXES } from '../signature-format.ts';
import { verifyEdition } from '../verify.ts';
import { type LocalFile, MirrorFault, type MirrorTarget } from './target.ts';

export interface PushMemory {
  /** A push into this mirror was begun when it was empty or held an edition: what lies there is ours. */
  readonly ours: boolean;
  /** Files of editions before that are still to be taken away. */
  readonly pending: readonly string[];
}
export type PushStep = 'compare' | 'send' | 'finish' | 'remove' | 'verify';

export interface PushOptions {
  readonly memory: PushMemory;
  /** Kept durably before anything of the mirror is changed. */
  readonly remember: (memory: PushMemory) => Promise<void>;
  readonly onProgress?: (done: number, total: number, step: PushStep) => Promise<void> | void;
}
export interface PushReport {
  readonly sha256: string;
  readonly sent: number;
  readonly same: number;
  readonly removed: number;
  readonly bytes: number;
  readonly files: number;
  readonly verified: boolean;
}

/** Files sent at one time. */
const AT_ONCE = 4;

/** `dir`: an edition on this machine, with its signatures beside it. */
export async function pushEdition(
  dir: string,
  target: MirrorTarget,
  options: PushOptions,
): Promise<Result<PushReport, Failure>> {
  try {
    return await push(dir, target, options);
  } catch (cause) {
    if (cause instanceof MirrorFault) return fail(cause.failure.code, cause.failure.params ?? {}, cause);
    throw cause;
  }
}

async function push(dir: string, target: MirrorTarget, o: PushOptions): Promise<Result<PushReport, Failure>> {
  const verdict = await verifyEdition(dir);
  if (!verdict.ok) {
    const bad = verdict.checks.find((c) => c.result === 'fail');
    return fail('E_EDITION_CHANGED', { dir, check: bad?.name ?? '', detail: bad?.detail ?? '' });
  }
  const manifest = new Uint8Array(await readFile(join(dir, MANIFEST_NAME)));
  const lines = parseManifest(manifest);
  if (!lines.ok) return lines;
  const paths = lines.value.map((l) => l.path);

  await o.onProgress?.(0, paths.length, 'compare');
  const there = await target.list();
  const old = await target.read(MANIFEST_NAME);
  const oldLines = old && parseManifest(old);
  const isEdition = oldLines?.ok === true && there.has('edition.json');
  if (there.size > 0 && !isEdition && !o.memory.ours) return fail('E_MIRROR_FOREIGN', { files: there.size });
  const wanted = new Set([...paths, MANIFEST_NAME]);
  const before = [...o.memory.pending, ...(oldLines?.ok ? oldLines.value.map((l) => l.path) : [])];
  const pending = [...new Set(before)].filter((p) => !wanted.has(p) && there.has(p)).sort();
  await o.remember({ ours: true, pending });

  let sent = 0;
  let same = 0;
  let bytes = 0;
  const send = async (path: string): Promise<void> => {
    const file: LocalFile = { path, bytes: new Uint8Array(await readFile(join(dir, path))) };
    if (there.has(path) && (await target.same(file))) same++;
    else {
      await target.write(file);
      sent++;
      bytes += file.bytes.length;
    }
  };
  const total = paths.length + 1;
  const [first, last] = [paths.filter((p) => !leadsOn(p)), paths.filter(leadsOn)];
  for (const [step, group] of [
    ['send', first],
    ['finish', last],
  ] as const)
    for (let i = 0; i < group.length; i += AT_ONCE) {
      await o.onProgress?.(sent + same, total, step);
      await all(group.slice(i, i + AT_ONCE).map(send));
    }
  for (const suffix of [...Object.values(SIGNATURE_SUFFIXES), ...Object.values(KEY_SUFFIXES)]) {
    const beside = await readFile(dir + suffix).catch(() => null);
    if (beside) await target.writeBeside(suffix, new Uint8Array(beside));
  }
  await send(MANIFEST_NAME);

  await o.onProgress?.(total, total, 'remove');
  for (const path of pending) await target.remove(path);

  await o.onProgress?.(total, total, 'verify');
  const sha256 = hex(manifest);
  const back = await target.read(MANIFEST_NAME);
  const now = await target.list();
  const missing = paths.filter((p) => !now.has(p));
  if (!back || hex(back) !== sha256 || missing.length > 0)
    return fail('E_MIRROR_DIFFERS', { missing: missing.length, what: missing[0] ?? MANIFEST_NAME });
  await o.remember({ ours: true, pending: [] });
  return ok({ sha256, sent, same, removed: pending.length, bytes, files: total, verified: true });
}

/** Pages that lead to others come when those are there. */
const leadsOn = (path: string): boolean =>
  path === 'index.html' || path === 'edition.json' || path === 'feed.xml' || /^[a-z]{2}\/index\.html$/.test(path);

/** All of them, even when one fails: nothing goes on in the background after the first failure. */
async function all(work: readonly Promise<void>[]): Promise<void> {
  for (const one of await Promise.allSettled(work)) if (one.status === 'rejected') throw one.reason;
}

const hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
