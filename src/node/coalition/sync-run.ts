/** `kua sync URL` and each turn of continuous sync: every space we share with the peer, tried again while tries get anywhere. */
import { KuaFailure, refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { SyncSpaceJson } from '../../contract/areas/exchange.ts';
import type { Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import { addPeer, organisationOfSeat, type PeerRow, peerJson, peerRows, putPeerRow, removePeer } from './peers.ts';
import { exchangeSpace, noProgress, type Progress } from './sync-exchange.ts';
import { type PeerLink, peerLink, peerUrl } from './sync-http.ts';
import { waitingSpace, waitingSpaces } from './waiting.ts';

/** Tries without a byte in between, before a run gives up; a try that moved something starts the count anew. */
const IDLE_TRIES = 4;
const PAUSE_MS = 500;
/** Of continuous sync after failures: 30 s, 1 min, 2 min, … at most 30 min. */
const BACK_OFF_MS = 30_000;
const MOST_BACK_OFF_MS = 30 * 60_000;

interface Named {
  readonly id: Uint8Array;
  readonly hex: string;
  readonly slug: string;
}

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

async function named(parts: Parts, name: string | undefined): Promise<Named> {
  const waits = await waitingSpace(parts, name);
  if (waits) return { id: bytesOf(waits.id), hex: waits.id, slug: waits.slug };
  const space = parts.spaces.find(name);
  return { id: space.id, hex: space.hex, slug: space.info.slug };
}

/**
 * The space named; else those noted for the address; else the one we wait for, else the usual one. Never all of ours: asking a
 * stranger for a space tells it that the space exists.
 */
async function spacesFor(parts: Parts, url: string, name: string | undefined): Promise<readonly Named[]> {
  if (name !== undefined) return [await named(parts, name)];
  const rows = (await peerRows(parts.ledger)).filter((row) => row.url === url);
  if (rows.length > 0) return Promise.all(rows.map((row) => named(parts, row.space)));
  const waits = await waitingSpaces(parts);
  const [only] = waits;
  return [await named(parts, waits.length === 1 && only ? only.id : undefined)];
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** Breaks of the line, and a token that ran out: worth another try. */
const PASSING: ReadonlySet<string> = new Set(['E_SYNC_LINK', 'E_RATE', 'E_UPLOAD_OFFSET', 'E_TORN']);

async function untilDone(c: Context, link: PeerLink, space: Uint8Array, progress: Progress): Promise<string | null> {
  let idle = 0;
  let tokens = 0;
  for (;;) {
    const before = progress.moved;
    try {
      await exchangeSpace(c, link, space, progress);
      return null;
    } catch (error) {
      if (!(error instanceof KuaFailure)) throw error;
      const { code, params } = error.failure;
      // A session that was open and is not any more: once more from the start, then it is an answer.
      const ended = code === 'E_DENIED' && progress.moved > before && tokens++ === 0;
      if (!PASSING.has(code) && !ended) return code;
      idle = progress.moved > before ? 0 : idle + 1;
      if (idle >= IDLE_TRIES) return code;
      const seconds = Number(params?.['seconds'] ?? 0);
      await pause(Math.max(PAUSE_MS * 2 ** idle, Math.min(seconds, 60) * 1_000));
    }
  }
}

/** One exchange with a peer at a time: two would fetch the same. */
const busy = new WeakMap<Parts, Set<string>>();

export async function syncRun(c: Context, input: ApiIn<'sync.run'>): Promise<ApiOut<'sync.run'>> {
  const { parts } = c;
  const started = performance.now();
  const url = peerUrl(input.url).href;
  const running = busy.get(parts) ?? new Set<string>();
  busy.set(parts, running);
  if (running.has(url)) return refuse('E_SYNC_BUSY', { url });
  running.add(url);
  const link = await peerLink(url, input.proxy ?? {}).catch((error: unknown) => {
    running.delete(url);
    throw error;
  });
  try {
    await parts.spaces.refresh();
    const spaces: SyncSpaceJson[] = [];
    for (const space of await spacesFor(parts, url, input.space)) {
      const progress = noProgress();
      const error = await untilDone(c, link, space.id, progress);
      await noteTry(parts, url, space.hex, error, progress, input.keep ?? true);
      const { received, sent, objects } = progress;
      const held = parts.spaces.all().find((one) => one.hex === space.hex);
      const organisation = organisationOfSeat(parts, held, progress.seat);
      spaces.push({
        space: space.hex,
        slug: held?.info.slug ?? space.slug,
        organisation,
        received,
        sent,
        objects,
        error,
      });
    }
    const clean = (s: SyncSpaceJson): boolean =>
      s.error === null && s.received.refused.length + s.received.refused_more + s.sent.refused.length === 0;
    return { url, spaces, ok: spaces.every(clean), seconds: Math.round(performance.now() - started) / 1000 };
  } finally {
    running.delete(url);
    link.close();
  }
}

/** Notes what came of a try; an address is noted when the first exchange went well. */
async function noteTry(
  parts: Parts,
  url: string,
  space: string,
  error: string | null,
  progress: Progress,
  keep: boolean,
): Promise<void> {
  const now = parts.clock();
  await parts.ledger.transact(async (tx) => {
    const known = (await peerRows(tx, space)).find((row) => row.url === url);
    if (!known && (!keep || error !== null)) return;
    const failures = error === null ? 0 : (known?.failures ?? 0) + 1;
    const wait = Math.min(MOST_BACK_OFF_MS, BACK_OFF_MS * 2 ** Math.min(10, failures - 1));
    const row: PeerRow = {
      url,
      space,
      at: error === null ? now : (known?.at ?? null),
      tried: now,
      error,
      failures,
      next: error === null ? null : now + wait,
      seat: progress.seat ?? known?.seat ?? null,
    };
    await putPeerRow(tx, row);
  });
}

export async function syncPeers(c: Context, input: ApiIn<'sync.peers'>): Promise<ApiOut<'sync.peers'>> {
  const only = input.space === undefined ? null : await named(c.parts, input.space);
  const rows = await peerRows(c.parts.ledger, only?.hex);
  const spaceOf = (hex: string) => c.parts.spaces.all().find((s) => s.hex === hex);
  return { peers: rows.map((row) => peerJson(spaceOf(row.space), row)) };
}

export async function syncPeerAdd(c: Context, input: ApiIn<'sync.peer_add'>): Promise<ApiOut<'sync.peer_add'>> {
  const space = await named(c.parts, input.space);
  const row = await addPeer(c.parts, space.hex, peerUrl(input.url).href);
  return peerJson(
    c.parts.spaces.all().find((s) => s.hex === space.hex),
    row,
  );
}

export async function syncPeerRemove(
  c: Context,
  input: ApiIn<'sync.peer_remove'>,
): Promise<ApiOut<'sync.peer_remove'>> {
  const space = await named(c.parts, input.space);
  return { removed: await removePeer(c.parts, space.hex, peerUrl(input.url).href) };
}
