/**
 * One request to a peer: CBOR or bytes there and back, over HTTP or HTTPS, through a proxy when one is set. No cookie, no redirect,
 * no name of ours. A connection that breaks or is silent ends the request with E_SYNC_LINK; what had arrived stays.
 */
import { type Agent, type ClientRequest, type IncomingMessage, request as http } from 'node:http';
import { request as https } from 'node:https';
import { KuaFailure } from '../../base/failures.ts';
import type { ProxyJson } from '../../contract/areas/exchange.ts';
import { agentFor } from './proxy.ts';

export interface PeerAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** In the order they arrive; ends with KuaFailure E_SYNC_LINK when the connection breaks. */
  readonly body: AsyncIterable<Uint8Array>;
}
export interface PeerRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Below the base address. */
  readonly path: string;
  readonly body?: Uint8Array;
  readonly token?: string;
  readonly range?: string;
}
export interface PeerLink {
  /** As the caller dials it: `https://host/`, without a path of ours. */
  readonly base: string;
  ask(r: PeerRequest): Promise<PeerAnswer>;
  /** The whole body, at most so many bytes. A refusal of the peer is thrown under its code. */
  bytes(r: PeerRequest, max: number): Promise<Uint8Array>;
  close(): void;
}

/** Silence on the line for so long is a break; slow is not. */
const SILENCE_MS = 60_000;

const linkFailure = (reason: string, cause?: unknown): KuaFailure =>
  new KuaFailure({ code: 'E_SYNC_LINK', params: { reason }, ...(cause === undefined ? {} : { cause }) });
const reasonOf = (error: unknown): string => {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'the connection broke';
};

/** The address of a peer, with a slash at its end. Throws E_SYNC_URL. */
export function peerUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new KuaFailure({ code: 'E_SYNC_URL', params: { url: text.slice(0, 200) } });
  }
  const plain = url.username === '' && url.password === '' && url.search === '';
  if (!['http:', 'https:'].includes(url.protocol) || !plain || url.pathname !== '/')
    throw new KuaFailure({ code: 'E_SYNC_URL', params: { url: text.slice(0, 200) } });
  // What follows `#` is an invitation and never leaves this computer.
  url.hash = '';
  return url;
}

async function* bodyOf(answer: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of answer) yield chunk as Uint8Array;
    if (!answer.complete) throw linkFailure('the answer broke off');
  } catch (error) {
    throw error instanceof KuaFailure ? error : linkFailure(reasonOf(error), error);
  }
}

function send(url: URL, base: URL, r: PeerRequest, agent: Agent | undefined): Promise<PeerAnswer> {
  return new Promise((resolve, reject) => {
    const headers: { [name: string]: string } = { 'accept-encoding': 'identity' };
    if (r.body) {
      headers['content-type'] = r.method === 'PUT' ? 'application/octet-stream' : 'application/cbor';
      headers['content-length'] = String(r.body.length);
    } else if (r.method === 'POST') headers['content-length'] = '0';
    if (r.token) headers['authorization'] = `Bearer ${r.token}`;
    if (r.range) headers['range'] = r.range;
    const make = base.protocol === 'https:' ? https : http;
    const req: ClientRequest = make(url, { method: r.method, headers, ...(agent ? { agent } : {}) }, (answer) => {
      resolve({
        status: answer.statusCode ?? 0,
        header: (name) => {
          const value = answer.headers[name];
          return Array.isArray(value) ? value[0] : value;
        },
        body: bodyOf(answer),
      });
    });
    req.setTimeout(SILENCE_MS, () => req.destroy(linkFailure('silence')));
    req.on('error', (error) => reject(error instanceof KuaFailure ? error : linkFailure(reasonOf(error), error)));
    req.end(r.body);
  });
}

async function collect(answer: PeerAnswer, max: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.length;
    if (size > max) throw new KuaFailure({ code: 'E_SYNC_BODY', params: { what: 'answer' } });
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const REFUSAL_MAX = 64 * 1024;

/** The peer's own code when it gave one; its words are not passed on. */
export async function refusalOf(answer: PeerAnswer): Promise<KuaFailure> {
  const text = new TextDecoder().decode(await collect(answer, REFUSAL_MAX));
  let said: { readonly error?: { readonly code?: unknown; readonly have?: unknown; readonly seconds?: unknown } } = {};
  try {
    said = JSON.parse(text) as typeof said;
  } catch {
    return new KuaFailure({ code: 'E_SYNC_PEER', params: { status: answer.status } });
  }
  const { code, have, seconds } = said?.error ?? {};
  if (typeof code !== 'string' || !/^E_[A-Z_]{1,40}$/.test(code))
    return new KuaFailure({ code: 'E_SYNC_PEER', params: { status: answer.status } });
  const number = (value: unknown): number | undefined => {
    const n = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
    return Number.isSafeInteger(n) && n >= 0 ? n : undefined;
  };
  return new KuaFailure({ code, params: { have: number(have), seconds: number(seconds), status: answer.status } });
}

/** Nothing is sent before the first request. Throws E_SYNC_URL, E_SYNC_PLAIN, E_SYNC_ONION, E_PROXY. */
export async function peerLink(address: string, proxy: ProxyJson): Promise<PeerLink> {
  const base = peerUrl(address);
  const agent = await agentFor(base, proxy);
  const link: PeerLink = {
    base: base.href,
    ask: (r) => send(new URL(r.path.replace(/^\//, ''), base), base, r, agent),
    async bytes(r, max) {
      const answer = await link.ask(r);
      if (answer.status !== 200) throw await refusalOf(answer);
      return collect(answer, max);
    },
    close: () => agent?.destroy(),
  };
  return link;
}
