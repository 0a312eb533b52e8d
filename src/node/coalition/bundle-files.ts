/**
 * Makes bundle files: what is to go is gone through twice, first to see how it divides into files of at most so many bytes, then
 * to write them. Each file is a whole bundle and readable alone. A file appears under its name only when it is whole.
 */
import { createWriteStream, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { BLOB_PIECE_MAX, type Frame } from '../../ledger/frame.ts';
import type { Frontier } from '../../ledger/frontier.ts';
import { type Manifest, makeManifest } from '../../ledger/manifest.ts';
import { checkRecipients } from '../../store/bundle/age-seal.ts';
import type { BundleTo } from '../../store/bundle/model.ts';
import { bundleSizeMax, writeBundle } from '../../store/bundle/write.ts';
import { FILE_MODE, fsyncFolder, moveDurably, removeDurably } from '../../store/files.ts';
import type { Parts } from '../parts.ts';
import { type MediaObject, mediaOf } from './media.ts';
import { frameOf, type Outgoing, type Step, stepBytes, steps } from './outgoing.ts';
import type { Wishes } from './peers.ts';

export interface BundleSpace {
  readonly outgoing: Outgoing;
  /** What the reader is taken to hold. */
  readonly base: Frontier;
  readonly wishes: Wishes;
}
export interface BundleJob {
  readonly file: string;
  readonly to: BundleTo;
  readonly spaces: readonly BundleSpace[];
  /** Opaque notes: of the log, and what we ask for. */
  readonly notes: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly sender: { readonly card: Uint8Array; readonly deviceSeed: Uint8Array };
  readonly maxBytes: number | null;
}
export interface WrittenFile {
  readonly file: string;
  readonly bytes: number;
  /** Entries by space in hex. */
  readonly entries: ReadonlyMap<string, number>;
  /** Pieces of objects end in it: whole ones. */
  readonly objects: number;
}

/** Below this a block of full size would not fit. */
export const LEAST_MAX_BYTES = 512 * 1024;
/** A frontier of many writers may leave less: the file is then larger than asked for, and still whole. */
const LEAST_ROOM = 300 * 1024;

interface Piece {
  readonly address: Uint8Array;
  readonly offset: number;
  readonly total: number;
  readonly length: number;
}
interface Share {
  steps: number;
  readonly entries: Map<string, number>;
  readonly pieces: Piece[];
}

/** Objects whose entries go along, and those the reader asked for, smallest first; only what lies here whole. */
async function objectsFor(parts: Parts, space: BundleSpace, sent: ReadonlySet<string>): Promise<readonly Piece[]> {
  const asked = new Map(space.wishes.objects.map((o) => [toHex(o.address), o.have]));
  const media = await mediaOf(parts.ledger, toHex(space.outgoing.space));
  const wanted = (o: MediaObject): boolean => (o.entry !== null && sent.has(o.entry)) || asked.has(toHex(o.address));
  return media.filter(wanted).flatMap((o): Piece[] => {
    const total = parts.blobs.storedBytes(o.address);
    const offset = Math.min(asked.get(toHex(o.address)) ?? 0, total ?? 0);
    return total === null || total === offset ? [] : [{ address: o.address, offset, total, length: total - offset }];
  });
}

async function* allSteps(
  parts: Parts,
  job: BundleJob,
): AsyncGenerator<{ readonly space: string; readonly step: Step }> {
  for (const { outgoing } of job.spaces)
    for await (const step of steps(parts.ledger, outgoing)) yield { space: toHex(outgoing.space), step };
}

/** How the steps and pieces divide into files. Always at least one file: an acknowledgement alone is a bundle too. */
async function divide(parts: Parts, job: BundleJob, manifestBytes: number): Promise<readonly Share[]> {
  const notes = job.notes.reduce((sum, n) => sum + n.bytes.length + 200, 0);
  const room =
    job.maxBytes === null
      ? Number.POSITIVE_INFINITY
      : Math.max(LEAST_ROOM, 2 * job.maxBytes - bundleSizeMax(job.maxBytes, job.to) - manifestBytes - notes);
  const shares: Share[] = [];
  let left = 0;
  const open = (): Share => {
    const share: Share = { steps: 0, entries: new Map(), pieces: [] };
    shares.push(share);
    left = room;
    return share;
  };
  let share = open();
  const media = new Map((await Promise.all(job.spaces.map(async (s) => namedIn(parts, s)))).flatMap((m) => [...m]));
  const sent = new Set<string>();
  for await (const { space, step } of allSteps(parts, job)) {
    const bytes = stepBytes(step);
    if (bytes > left && left < room) share = open();
    left -= bytes;
    share.steps++;
    if (step.is !== 'entry') continue;
    share.entries.set(space, (share.entries.get(space) ?? 0) + 1);
    const id = media.size > 0 ? toHex(step.entry.id) : '';
    if (media.has(id)) sent.add(id);
  }
  const pieces = (await Promise.all(job.spaces.map((s) => objectsFor(parts, s, sent)))).flat();
  for (const object of pieces.toSorted((a, b) => a.length - b.length)) {
    for (let at = object.offset; at < object.total; ) {
      if (left < Math.min(64 * 1024, object.total - at + 100) && left < room) share = open();
      const length = Math.min(object.total - at, BLOB_PIECE_MAX, left - 100);
      share.pieces.push({ ...object, offset: at, length });
      left -= length + 100;
      at += length;
    }
  }
  return shares;
}

async function namedIn(parts: Parts, s: BundleSpace): Promise<ReadonlyMap<string, true>> {
  const objects = await mediaOf(parts.ledger, toHex(s.outgoing.space));
  return new Map(objects.flatMap((o) => (o.entry === null ? [] : [[o.entry, true] as const])));
}

/** `x.kua.age` of several becomes `x.1.kua.age`, `x.2.kua.age`, … */
export function fileOf(file: string, nth: number, of: number): string {
  if (of === 1) return file;
  const name = basename(file);
  const end = name.endsWith('.kua.age') ? '.kua.age' : '';
  return join(dirname(file), `${name.slice(0, name.length - end.length)}.${nth + 1}${end}`);
}

/** Writes the files of a job. Errors of the file system are thrown; nothing half-written is left under a final name. */
export async function writeBundleFiles(
  parts: Parts,
  job: BundleJob,
  onProgress: (entries: number, of: number) => void = () => {},
): Promise<readonly WrittenFile[]> {
  const sealable = await checkRecipients(job.to);
  if (!sealable.ok) return refuse(sealable.error.code, sealable.error.params);
  const manifestFor = (entries: ReadonlyMap<string, number>): Uint8Array =>
    makeManifest(parts.primitives, job.sender.deviceSeed, {
      createdMs: parts.clock(),
      card: job.sender.card,
      spaces: job.spaces.map((s): Manifest['spaces'][number] => ({
        space: s.outgoing.space,
        have: s.outgoing.mine,
        base: s.base,
        entries: entries.get(toHex(s.outgoing.space)) ?? 0,
      })),
    });
  const shares = await divide(parts, job, manifestFor(new Map()).length + 16 * job.spaces.length);
  const all = allSteps(parts, job);
  const total = shares.reduce((sum, share) => sum + [...share.entries.values()].reduce((a, b) => a + b, 0), 0);
  let done = 0;
  const written: WrittenFile[] = [];
  for (const [nth, share] of shares.entries()) {
    const file = fileOf(job.file, nth, shares.length);
    const frames = async function* (): AsyncGenerator<Frame> {
      for (let i = 0; i < share.steps; i++) {
        const next = await all.next();
        if (next.done) break;
        yield frameOf(next.value.step);
        if (next.value.step.is === 'entry' && ++done % 1_000 === 0) onProgress(done, total);
      }
      if (nth === 0) for (const note of job.notes) yield { is: 'note', name: note.name, bytes: note.bytes };
      for (const piece of share.pieces) yield* pieceFrames(parts, piece);
    };
    await writeWhole(parts, file, writeBundle(manifestFor(share.entries), frames(), job.to));
    written.push({
      file,
      bytes: statSync(file).size,
      entries: share.entries,
      objects: share.pieces.filter((p) => p.offset + p.length === p.total).length,
    });
  }
  return written;
}

/** An object that was erased while the bundle is written ends here: the reader finds the rest missing. */
async function* pieceFrames(parts: Parts, p: Piece): AsyncGenerator<Frame> {
  const read = parts.blobs.readStored(p.address, { start: p.offset, end: p.offset + p.length });
  if (!read.ok) return;
  let at = p.offset;
  for await (const bytes of read.value) {
    yield { is: 'blob', address: p.address, offset: at, total: p.total, bytes: new Uint8Array(bytes) };
    at += bytes.length;
  }
}

async function writeWhole(parts: Parts, file: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${toHex(parts.random(6))}.part`);
  try {
    await pipeline(Readable.from(bytes), createWriteStream(beside, { flags: 'wx', mode: FILE_MODE, flush: true }));
    moveDurably(beside, file);
  } catch (error) {
    removeDurably(beside);
    throw error;
  }
  fsyncFolder(dirname(file));
}
