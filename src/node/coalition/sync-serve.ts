/**
 * What we answer other nodes that call us (docs/formats/sync.md). Whoever calls holds a live seat of the one space the call is bound
 * to, looked at anew with every request; unknown space, wrong signature and ended seat are answered alike: E_DENIED.
 */
import { fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { SYNC_LIMITS } from '../../contract/areas/exchange.ts';
import { encodeFrame, type Frame } from '../../ledger/frame.ts';
import { readFrames } from '../../ledger/frame-read.ts';
import { decodeFrontier, encodeFrontier } from '../../ledger/frontier.ts';
import { decodePull, encodePushed } from '../../ledger/sync-messages.ts';
import { readOpen } from '../../ledger/sync-open.ts';
import type { Context } from '../context.ts';
import { checkpointNotes, mayKnowLogs } from '../log/gossip.ts';
import { spaceForSeat } from './exchange-spaces.ts';
import { followMedia, mediaIn, noteLoose } from './media.ts';
import { takeNote } from './notes.ts';
import { frameOf, planOutgoing, stepBytes, steps } from './outgoing.ts';
import { organisationOfSeat, putPeerFrontier } from './peers.ts';
import { encodeNeed } from './sync-need.ts';
import { takeFrames } from './take.ts';

export async function serveOpen(c: Context, input: ApiIn<'sync.serve_open'>): Promise<ApiOut<'sync.serve_open'>> {
  const { parts } = c;
  const read = readOpen(parts.primitives, input.body);
  if (!read.ok) return refuse('E_DENIED');
  const { space, seatKey, nonce, baseUrl, writer } = read.value;
  await parts.spaces.refresh();
  const found = spaceForSeat(parts, toHex(space), toHex(seatKey));
  // A writer that stands under another seat speaks for that one only.
  const certified = found.membership.certified.get(toHex(writer));
  if (certified !== undefined && certified !== toHex(seatKey)) return refuse('E_DENIED');
  return {
    space: found.hex,
    seat: toHex(seatKey),
    nonce: toHex(nonce),
    base: baseUrl,
    frontier: encodeFrontier(await parts.ledger.tips(space)),
  };
}

export async function serveNeed(c: Context, input: ApiIn<'sync.serve_need'>): Promise<ApiOut<'sync.serve_need'>> {
  const { ledger, spaces } = c.parts;
  await spaces.refresh();
  const { id } = spaceForSeat(c.parts, input.space, input.seat);
  const seat = (await ledger.secrets('seat', id)).at(-1);
  const wants = await ledger.wants(id, SYNC_LIMITS.wants);
  return { answer: encodeNeed({ wants, seat: seat?.id ?? null, frontier: await ledger.tips(id) }) };
}

/** Whole frames up to about the bytes asked for, at least one, ended by `[9, more]`. */
export async function servePull(c: Context, input: ApiIn<'sync.serve_pull'>): Promise<ApiOut<'sync.serve_pull'>> {
  const { parts } = c;
  await parts.spaces.refresh();
  const space = spaceForSeat(parts, input.space, input.seat);
  const query = decodePull(input.body);
  if (!query.ok) return refuse(query.error.code, query.error.params);
  const max = Math.min(SYNC_LIMITS.answer, Math.max(1, query.value.maxBytes));
  const plan = await planOutgoing(parts.ledger, space.id, query.value.frontier, query.value.wants);
  const frames: Uint8Array[] = [];
  let [size, more] = [0, false];
  for await (const step of steps(parts.ledger, plan)) {
    if (size > 0 && size + stepBytes(step) > max) {
      more = true;
      break;
    }
    const bytes = encodeFrame(frameOf(step));
    frames.push(bytes);
    size += bytes.length;
  }
  if (!more && mayKnowLogs(space, [input.seat]))
    for (const note of await checkpointNotes(parts)) frames.push(encodeFrame({ is: 'note', ...note }));
  frames.push(encodeFrame({ is: 'more', more }));
  return { frames: new Uint8Array(Buffer.concat(frames)) };
}

export async function* oneByOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  if (bytes.length > 0) yield bytes;
}

export async function servePush(c: Context, input: ApiIn<'sync.serve_push'>): Promise<ApiOut<'sync.serve_push'>> {
  await c.parts.spaces.refresh();
  const space = spaceForSeat(c.parts, input.space, input.seat);
  // Objects have a road of their own, which tells how far each has come.
  const frames = async function* (): AsyncGenerator<Exclude<Awaited<Frame>, { is: 'blob' }>> {
    for await (const frame of readFrames(oneByOne(input.body)))
      if (frame.is !== 'blob' && frame.is !== 'bad') yield frame;
  };
  const { report } = await takeFrames(c, frames(), {
    welcome: (hex) => hex === space.hex,
    onNote: (note) => takeNote(c, note),
  });
  return {
    accepted: report.accepted,
    held: report.quarantined + report.parked,
    organisation: organisationOfSeat(c.parts, space, input.seat),
    answer: encodePushed({
      accepted: report.accepted,
      duplicate: report.duplicate,
      parked: report.parked,
      quarantined: report.quarantined,
      refused: report.refused.map((r) => ({ id: fromHex(r.id) ?? new Uint8Array(), code: r.code })),
    }),
  };
}

/** What we lack of the space that the caller may have: payloads, and how far an object has come. */
export async function serveObject(c: Context, input: ApiIn<'sync.serve_object'>): Promise<ApiOut<'sync.serve_object'>> {
  const { parts } = c;
  await parts.spaces.refresh();
  const space = spaceForSeat(parts, input.space, input.seat);
  const address = addressOf(input.address);
  const known = await mediaIn(parts.ledger, space.hex, input.address);
  return { bytes: known ? parts.blobs.storedBytes(address) : null, have: parts.blobs.partial(address) };
}

export async function serveObjectBytes(
  c: Context,
  input: ApiIn<'sync.serve_object_bytes'>,
): Promise<ApiOut<'sync.serve_object_bytes'>> {
  const space = spaceForSeat(c.parts, input.space, input.seat);
  const address = addressOf(input.address);
  if (!(await mediaIn(c.parts.ledger, space.hex, input.address)))
    return refuse('E_BLOB_MISSING', { address: input.address });
  const end = Math.min(input.end, input.start + SYNC_LIMITS.part);
  const read = c.parts.blobs.readStored(address, { start: input.start, end });
  if (!read.ok) return refuse(read.error.code, read.error.params);
  const chunks: Uint8Array[] = [];
  for await (const chunk of read.value) chunks.push(chunk);
  return { bytes: new Uint8Array(Buffer.concat(chunks)) };
}

export async function serveObjectPut(
  c: Context,
  input: ApiIn<'sync.serve_object_put'>,
): Promise<ApiOut<'sync.serve_object_put'>> {
  const { parts } = c;
  await parts.spaces.refresh();
  const space = spaceForSeat(parts, input.space, input.seat);
  const address = addressOf(input.address);
  if (!(await noteLoose(parts, space.hex, input.address, input.total)))
    return refuse('E_QUOTA', { space: space.info.slug });
  const done = await parts.blobs.receive({ address, offset: input.offset, total: input.total, bytes: input.bytes });
  return done.ok ? done.value : refuse(done.error.code, done.error.params);
}

export async function serveSeen(c: Context, input: ApiIn<'sync.serve_seen'>): Promise<ApiOut<'sync.serve_seen'>> {
  const space = spaceForSeat(c.parts, input.space, input.seat);
  const frontier = decodeFrontier(input.frontier);
  const seat = fromHex(input.seat);
  if (!frontier.ok || !seat) return refuse('E_SYNC_BODY', { what: 'pull' });
  await c.parts.ledger.transact((tx) => putPeerFrontier(tx, space.id, seat, frontier.value, c.parts.clock()));
  // Every session begins with a pull: what objects it may ask for is known from here on.
  await followMedia(c.parts);
  return { kept: true };
}

const addressOf = (hex: string): Uint8Array => {
  const bytes = fromHex(hex);
  return bytes?.length === 32 ? bytes : refuse('E_BLOB_MISSING', { address: hex.slice(0, 64) });
};
