/**
 * Asks a witness over HTTP, at the address that a person of this node named for it; no other host is ever asked. It leaves this computer
 * as an exchange does: through the proxy that is set, an onion name never looked up here, plain HTTP to this computer alone.
 */
import { type ClientRequest, type IncomingMessage, request as http } from 'node:http';
import { request as https } from 'node:https';
import { KuaFailure, refuse } from '../../base/failures.ts';
import type { ProxyJson } from '../../contract/areas/exchange.ts';
import { ANSWER_MAX_BYTES, type WitnessAnswer } from '../../evidence/log/witness-request.ts';
import { agentFor } from '../coalition/proxy.ts';
import type { Parts } from '../parts.ts';
import type { Trusted } from './rows.ts';
import { type Applied, applyAnswer, requestFor, witnessesOf } from './witnesses.ts';

const TIMEOUT_MS = 20_000;
/** A witness that knew another size is asked again with it; twice is a race with ourselves. */
const TURNS = 3;

/** No redirect is followed: the answer to one is a status that no witness gives. */
async function send(url: URL, body: Uint8Array, proxy: ProxyJson, signal: AbortSignal): Promise<IncomingMessage> {
  const agent = await agentFor(url, proxy);
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-length': String(body.length) };
  return new Promise((resolve, reject) => {
    const make = url.protocol === 'https:' ? https : http;
    const req: ClientRequest = make(url, { method: 'POST', headers, signal, ...(agent ? { agent } : {}) }, resolve);
    req.on('error', reject);
    req.on('close', () => agent?.destroy());
    req.end(body);
  });
}

async function post(witness: Trusted, body: Uint8Array, proxy: ProxyJson): Promise<WitnessAnswer> {
  const { name } = witness.key;
  try {
    const url = new URL(`${(witness.url ?? '').replace(/\/+$/, '')}/add-checkpoint`);
    const response = await send(url, body, proxy, AbortSignal.timeout(TIMEOUT_MS));
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > ANSWER_MAX_BYTES) return refuse('E_LOG_WITNESS', { name, reason: 'answer too long' });
      chunks.push(chunk);
    }
    const type = response.headers['content-type'] ?? '';
    return { status: response.statusCode ?? 0, type, body: new Uint8Array(Buffer.concat(chunks)) };
  } catch (error) {
    if (error instanceof KuaFailure) throw error;
    return refuse('E_LOG_WITNESS', { name, reason: 'not reached' }, error);
  }
}

/** Throws E_LOG_WITNESS, what leaving through the proxy throws (E_SYNC_ONION, E_SYNC_PLAIN, E_PROXY) and what `applyAnswer` throws. */
async function askByHttp(parts: Parts, witness: Trusted, proxy: ProxyJson): Promise<Applied> {
  for (let turn = 1; ; turn++) {
    const asked = await requestFor(parts, witness, false);
    const answer = await post(witness, asked.body, proxy);
    const applied = await applyAnswer(parts, witness, answer, null);
    if (applied.result !== 'ask-again') return applied;
    if (turn >= TURNS) return refuse('E_LOG_WITNESS', { name: witness.key.name, reason: 'its size keeps changing' });
  }
}

/** Asks one witness; what it says, or the code of why it did not. */
async function asked(
  parts: Parts,
  w: Trusted,
  proxy: ProxyJson,
): Promise<{ readonly witness: string; readonly result: string }> {
  try {
    return { witness: w.key.name, result: (await askByHttp(parts, w, proxy)).result };
  } catch (error) {
    if (!(error instanceof KuaFailure)) throw error;
    return { witness: w.key.name, result: error.failure.code };
  }
}

/** Asks every witness that has an address. */
export async function askAll(
  parts: Parts,
  proxy: ProxyJson,
): Promise<readonly { readonly witness: string; readonly result: string }[]> {
  const reachable = (await witnessesOf(parts)).filter((w) => w.url !== null);
  const results: { readonly witness: string; readonly result: string }[] = [];
  // One after the other: each answer is written into the same note.
  for (const w of reachable) results.push(await asked(parts, w, proxy));
  return results;
}
