/** Asks a witness over HTTP, at the address that a person of this node named for it; no other host is ever asked. */
import { KuaFailure, refuse } from '../../base/failures.ts';
import { ANSWER_MAX_BYTES, type WitnessAnswer } from '../../evidence/log/witness-request.ts';
import type { Parts } from '../parts.ts';
import type { Trusted } from './rows.ts';
import { type Applied, applyAnswer, requestFor } from './witnesses.ts';

const TIMEOUT_MS = 20_000;
/** A witness that knew another size is asked again with it; twice is a race with ourselves. */
const TURNS = 3;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

async function post(fetch: Fetch, witness: Trusted, body: Uint8Array): Promise<WitnessAnswer> {
  const { name } = witness.key;
  const url = `${(witness.url ?? '').replace(/\/+$/, '')}/add-checkpoint`;
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > ANSWER_MAX_BYTES) return refuse('E_LOG_WITNESS', { name, reason: 'answer too long' });
      chunks.push(chunk);
    }
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, body: new Uint8Array(Buffer.concat(chunks)) };
  } catch (error) {
    if (error instanceof KuaFailure) throw error;
    return refuse('E_LOG_WITNESS', { name, reason: 'not reached' }, error);
  }
}

/** Throws E_LOG_WITNESS and what `applyAnswer` throws. */
export async function askByHttp(parts: Parts, witness: Trusted, fetch: Fetch): Promise<Applied> {
  for (let turn = 1; ; turn++) {
    const asked = await requestFor(parts, witness, false);
    const answer = await post(fetch, witness, asked.body);
    const applied = await applyAnswer(parts, witness, answer, null);
    if (applied.result !== 'ask-again') return applied;
    if (turn >= TURNS) return refuse('E_LOG_WITNESS', { name: witness.key.name, reason: 'its size keeps changing' });
  }
}
