/** A session with a peer over one space: opened by our writer's signature over its nonce and address, then pulls, pushes, objects. */
import { KuaFailure, refuse } from '../../base/failures.ts';
import { SYNC_LIMITS } from '../../contract/areas/exchange.ts';
import { BLOB_PIECE_MAX } from '../../ledger/frame.ts';
import type { Frontier } from '../../ledger/frontier.ts';
import { decodeHello, decodeOpened, decodePushed, encodePull, type Pushed } from '../../ledger/sync-messages.ts';
import { makeOpen } from '../../ledger/sync-open.ts';
import type { Parts } from '../parts.ts';
import { callerOf } from './exchange-spaces.ts';
import { type PeerAnswer, type PeerLink, peerUrl, refusalOf } from './sync-http.ts';
import { decodeNeed, type Need } from './sync-need.ts';

const SMALL = 64 * 1024;
const LARGE = 8 * 1_048_576;

export interface SyncSession {
  /** What the peer held when the session began. */
  readonly theirs: Frontier;
  need(): Promise<Need>;
  /** Frames as they arrive; the body may break off at any byte. */
  pull(mine: Frontier, wants: readonly Uint8Array[], maxBytes: number): Promise<AsyncIterable<Uint8Array>>;
  push(frames: Uint8Array): Promise<Pushed>;
  /** The object's bytes from an offset; null: the peer does not hold it. */
  object(
    address: string,
    from: number,
  ): Promise<{ readonly total: number; readonly body: AsyncIterable<Uint8Array> } | null>;
  /** Null: the peer holds it whole; else how much of it. */
  objectHeld(address: string): Promise<number | null>;
  sendObject(address: string, offset: number, total: number, bytes: Uint8Array): Promise<void>;
  /** `checkpoint` or a tile of the peer's own log; null: not there. */
  logFile(path: string, max: number): Promise<Uint8Array | null>;
}

/** Whether two addresses are the same place: the peer must name itself as we dialled it. */
function sameBase(ours: string, said: string): boolean {
  try {
    return peerUrl(said).href === ours;
  } catch {
    return false;
  }
}

/** Throws E_SYNC_LINK, E_SYNC_BASE, E_SYNC_BODY, E_DENIED and what the peer refuses with; E_SEAT without a seat of ours. */
export async function openSession(parts: Parts, link: PeerLink, space: Uint8Array): Promise<SyncSession> {
  const caller = await callerOf(parts, space);
  if (!caller) return refuse('E_SEAT', { space: Buffer.from(space).toString('hex').slice(0, 12) });
  const hello = decodeHello(await link.bytes({ method: 'POST', path: '/api/1/sync/hello' }, SMALL));
  if (!hello.ok) return refuse(hello.error.code, hello.error.params);
  const { nonce, baseUrl } = hello.value;
  // Signed for another address, the opening could be used there by whoever sits in between.
  if (!sameBase(link.base, baseUrl)) return refuse('E_SYNC_BASE', { url: link.base, said: baseUrl.slice(0, 200) });
  const body = makeOpen(parts.primitives, caller.writerSeed, {
    space,
    nonce,
    baseUrl,
    writer: caller.writer,
    seatKey: caller.seat,
    cert: caller.cert,
  });
  const opened = decodeOpened(await link.bytes({ method: 'POST', path: '/api/1/sync/open', body }, LARGE));
  if (!opened.ok) return refuse(opened.error.code, opened.error.params);
  return session(link, opened.value.token, opened.value.frontier);
}

function session(link: PeerLink, token: string, theirs: Frontier): SyncSession {
  const blob = (address: string): string => `/api/1/sync/blob/${address}`;
  const answered = async (answer: PeerAnswer, ...good: readonly number[]): Promise<PeerAnswer> => {
    if (!good.includes(answer.status)) throw await refusalOf(answer);
    return answer;
  };
  const drained = async (answer: PeerAnswer): Promise<void> => {
    for await (const _ of answer.body);
  };
  return {
    theirs,
    async need() {
      const read = decodeNeed(await link.bytes({ method: 'POST', path: '/api/1/sync/need', token }, LARGE));
      return read ?? refuse('E_SYNC_BODY', { what: 'need' });
    },
    async pull(mine, wants, maxBytes) {
      const body = encodePull({ frontier: mine, wants, maxBytes });
      return (await answered(await link.ask({ method: 'POST', path: '/api/1/sync/pull', body, token }), 200)).body;
    },
    async push(frames) {
      const bytes = await link.bytes({ method: 'POST', path: '/api/1/sync/push', body: frames, token }, LARGE);
      const read = decodePushed(bytes);
      return read.ok ? read.value : refuse(read.error.code, read.error.params);
    },
    async object(address, from) {
      const answer = await link.ask({ method: 'GET', path: blob(address), token, range: `bytes=${from}-` });
      if (answer.status === 404) {
        await drained(answer);
        return null;
      }
      await answered(answer, 200, 206);
      const total = Number(
        /\/(\d+)$/.exec(answer.header('content-range') ?? '')?.[1] ?? answer.header('content-length'),
      );
      if (!Number.isSafeInteger(total) || total < from) return refuse('E_SYNC_BODY', { what: 'object' });
      return { total, body: answer.body };
    },
    async objectHeld(address) {
      const answer = await link.ask({ method: 'HEAD', path: blob(address), token });
      await drained(answer);
      if (answer.status === 200) return null;
      if (answer.status !== 404) throw new KuaFailure({ code: 'E_SYNC_PEER', params: { status: answer.status } });
      const have = Number(answer.header('upload-offset') ?? '0');
      return Number.isSafeInteger(have) && have >= 0 ? have : 0;
    },
    async sendObject(address, offset, total, bytes) {
      const path = `${blob(address)}?offset=${offset}&total=${total}`;
      await drained(await answered(await link.ask({ method: 'PUT', path, body: bytes, token }), 204));
    },
    async logFile(path, max) {
      try {
        return await link.bytes({ method: 'GET', path: `/api/1/sync/log/${path}`, token }, max);
      } catch (error) {
        if (error instanceof KuaFailure && error.failure.code === 'E_PATH') return null;
        throw error;
      }
    },
  };
}

export const PIECE = Math.min(BLOB_PIECE_MAX, SYNC_LIMITS.part);
