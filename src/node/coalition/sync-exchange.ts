/**
 * Exchange of one space with one peer, both ways, page by page in turn, so that a removal or a name waits for no video on either
 * side. Whatever breaks, what came whole is kept, and the next try goes on from there.
 */
import { toHex } from '../../base/bytes.ts';
import { KuaFailure } from '../../base/failures.ts';
import type { ReceivedJson, RefusedJson } from '../../contract/areas/exchange.ts';
import { encodeFrame } from '../../ledger/frame.ts';
import { readFrames } from '../../ledger/frame-read.ts';
import type { Context } from '../context.ts';
import { checkpointNotes, mayKnowLogs } from '../log/gossip.ts';
import { followMedia, mediaOf } from './media.ts';
import { takeNote } from './notes.ts';
import { frameOf, planOutgoing, type Step, stepBytes, steps } from './outgoing.ts';
import { putPeerFrontier } from './peers.ts';
import type { ReceivedFrame } from './receive-types.ts';
import type { PeerLink } from './sync-http.ts';
import { openSession, PIECE, type SyncSession } from './sync-session.ts';
import { bothJson, NOTHING_RECEIVED, receivedJson, takeFrames } from './take.ts';

/** What an exchange has done so far; grows over several tries. */
export interface Progress {
  received: ReceivedJson;
  readonly sent: { entries: number; blocks: number; accepted: number; refused: RefusedJson[] };
  readonly objects: { received: number; sent: number; waiting: number };
  /** Seat that answers there, as it says of itself; hex. */
  seat: string | null;
  /** Bytes of objects and frames that came or went: whether a try that broke got anywhere. */
  moved: number;
}

export const noProgress = (): Progress => ({
  received: NOTHING_RECEIVED,
  sent: { entries: 0, blocks: 0, accepted: 0, refused: [] },
  objects: { received: 0, sent: 0, waiting: 0 },
  seat: null,
  moved: 0,
});

const FIRST_PAGE = 128 * 1024;
const MOST_PAGE = 4 * 1_048_576;
const PUSH_BYTES = 512 * 1024;
/** A page that took less lets the next be twice as large. */
const QUICK_MS = 4_000;
const WANTS = 1_000;

/** One try, to the end or to the break. Throws what ended it; `progress` says how far it came. */
export async function exchangeSpace(c: Context, link: PeerLink, space: Uint8Array, progress: Progress): Promise<void> {
  const { ledger } = c.parts;
  const s = await openSession(c.parts, link, space);
  const need = await s.need();
  progress.seat = need.seat && toHex(need.seat);
  const plan = await planOutgoing(ledger, space, s.theirs, need.wants);
  const outgoing = steps(ledger, plan);
  const tell = (): void => {
    const { received: r, sent, objects } = progress;
    c.onProgress(r.accepted + r.duplicate + r.parked + r.quarantined, null, 'received');
    c.onProgress(sent.entries, null, 'sent');
    if (objects.received + objects.sent > 0) c.onProgress(objects.received + objects.sent, null, 'objects');
  };
  // Pages are counted here, over all of them.
  const quiet: Context = { ...c, onProgress: () => {} };
  let page = FIRST_PAGE;
  let [pulling, pushing] = [true, true];
  while (pulling || pushing) {
    if (pulling) {
      const started = performance.now();
      pulling = await pullPage(quiet, s, space, page, progress);
      if (performance.now() - started < QUICK_MS) page = Math.min(MOST_PAGE, page * 2);
    }
    if (pushing) pushing = await pushPage(s, outgoing, progress);
    tell();
  }
  await sendCheckpoints(c, s, toHex(space), progress.seat);
  await followMedia(c.parts);
  await fetchObjects(c, s, toHex(space), progress, tell);
  await sendObjects(c, s, toHex(space), link.base, progress, tell);
  // The last pull tells the peer what we hold now, and brings what was written meanwhile.
  await pullPage(quiet, s, space, page, progress);
  tell();
  const after = await s.need();
  if (after.seat) {
    const { seat, frontier } = after;
    await ledger.transact((tx) => putPeerFrontier(tx, space, seat, frontier, c.parts.clock()));
  }
}

/** The newest checkpoints, where a member answers: who it is was learned with the entries at the latest. */
async function sendCheckpoints(c: Context, s: SyncSession, space: string, seat: string | null): Promise<void> {
  await c.parts.spaces.refresh();
  const known = c.parts.spaces.all().find((one) => one.hex === space);
  if (!mayKnowLogs(known, [seat])) return;
  const notes = (await checkpointNotes(c.parts)).map((note) => encodeFrame({ is: 'note', ...note }));
  if (notes.length > 0) await s.push(new Uint8Array(Buffer.concat(notes)));
}

/** False when there is nothing more to ask for, or when what came could not be used and would only come again. */
async function pullPage(
  c: Context,
  s: SyncSession,
  space: Uint8Array,
  maxBytes: number,
  progress: Progress,
): Promise<boolean> {
  const { ledger } = c.parts;
  const wants = await ledger.wants(space, WANTS);
  const body = await s.pull(await ledger.tips(space), wants, maxBytes);
  let broken: unknown = null;
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of body) {
        progress.moved += chunk.length;
        yield chunk;
      }
    } catch (error) {
      // The reader of frames ends at a break as at an end: what was whole is taken first, then the break is told.
      broken = error;
    }
  };
  const bad: RefusedJson[] = [];
  const frames = async function* (): AsyncGenerator<ReceivedFrame> {
    for await (const frame of readFrames(bytes())) {
      if (frame.is === 'bad') {
        if (broken === null && frame.code !== 'E_TORN') bad.push({ item: `@${frame.at}`, code: frame.code });
      } else if (frame.is !== 'blob') yield frame;
    }
  };
  const hex = toHex(space);
  const { report } = await takeFrames(c, frames(), {
    welcome: (name) => name === hex,
    onNote: (note) => takeNote(c, note),
  });
  progress.received = bothJson(progress.received, {
    ...receivedJson(report),
    refused: [...receivedJson(report).refused, ...bad],
  });
  if (broken) throw broken;
  const useful = report.accepted + report.quarantined + report.blocks + report.keys > 0;
  return report.more === true && useful;
}

/** Sends the next steps; false when all were sent. */
async function pushPage(s: SyncSession, outgoing: AsyncGenerator<Step>, progress: Progress): Promise<boolean> {
  const frames: Uint8Array[] = [];
  let [size, entries, blocks, done] = [0, 0, 0, false];
  while (size < PUSH_BYTES) {
    const next = await outgoing.next();
    if (next.done) {
      done = true;
      break;
    }
    frames.push(encodeFrame(frameOf(next.value)));
    size += stepBytes(next.value);
    if (next.value.is === 'entry') entries++;
    else blocks++;
  }
  if (frames.length === 0) return false;
  const answer = await s.push(new Uint8Array(Buffer.concat(frames)));
  progress.moved += size;
  progress.sent.entries += entries;
  progress.sent.blocks += blocks;
  progress.sent.accepted += answer.accepted;
  for (const r of answer.refused.slice(0, 1_000)) progress.sent.refused.push({ item: toHex(r.id), code: r.code });
  return !done;
}

/** Objects that claims of the space name and that are not here, smallest first, each from where it stopped. */
async function fetchObjects(
  c: Context,
  s: SyncSession,
  space: string,
  progress: Progress,
  tell: () => void,
): Promise<void> {
  const { blobs, ledger } = c.parts;
  progress.objects.waiting = 0;
  for (const o of await mediaOf(ledger, space)) {
    if (o.entry === null || blobs.has(o.address)) continue;
    if (await fetchObject(c, s, o.address, progress)) progress.objects.received++;
    else progress.objects.waiting++;
    tell();
  }
}

async function fetchObject(c: Context, s: SyncSession, address: Uint8Array, progress: Progress): Promise<boolean> {
  const { blobs } = c.parts;
  let offset = blobs.partial(address);
  const found = await s.object(toHex(address), offset);
  if (!found) return false;
  let held: Uint8Array[] = [];
  let size = 0;
  const flush = async (): Promise<boolean> => {
    const bytes = new Uint8Array(Buffer.concat(held));
    [held, size] = [[], 0];
    const done = await blobs.receive({ address, offset, total: found.total, bytes });
    if (!done.ok) throw new KuaFailure(done.error);
    offset += bytes.length;
    progress.moved += bytes.length;
    return done.value.whole;
  };
  try {
    for await (const chunk of found.body) {
      held.push(chunk);
      size += chunk.length;
      if (size >= PIECE && (await flush())) return true;
    }
  } catch (error) {
    // What arrived before the break is kept.
    if (size > 0) await flush();
    throw error;
  }
  return flush();
}

/** Objects that the peer lacks. What it was once found to hold is not asked for again. */
async function sendObjects(
  c: Context,
  s: SyncSession,
  space: string,
  base: string,
  progress: Progress,
  tell: () => void,
): Promise<void> {
  const { blobs, ledger } = c.parts;
  for (const o of await mediaOf(ledger, space)) {
    const total = blobs.storedBytes(o.address);
    if (total === null) continue;
    const address = toHex(o.address);
    const key = `${space}/${address}/${base}`;
    if ((await ledger.local('media-at', key)) !== null) continue;
    const have = await s.objectHeld(address);
    if (have !== null) {
      await sendObject(c, s, o.address, Math.min(have, total), total, progress);
      progress.objects.sent++;
      tell();
    }
    await ledger.transact((tx) => tx.putLocal('media-at', key, {}));
  }
}

async function sendObject(
  c: Context,
  s: SyncSession,
  address: Uint8Array,
  from: number,
  total: number,
  progress: Progress,
): Promise<void> {
  let offset = from;
  do {
    const read = c.parts.blobs.readStored(address, { start: offset, end: Math.min(total, offset + PIECE) });
    if (!read.ok) return;
    const chunks: Uint8Array[] = [];
    for await (const chunk of read.value) chunks.push(chunk);
    const bytes = new Uint8Array(Buffer.concat(chunks));
    await s.sendObject(toHex(address), offset, total, bytes);
    offset += bytes.length;
    progress.moved += bytes.length;
  } while (offset < total);
}
