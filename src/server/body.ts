/** Reads a request's JSON with a limit that holds for bodies without a stated length too: nothing larger is ever in memory. */
import type { Context } from 'hono';
import { refuse } from '../base/failures.ts';

export const MAX_BODY = 1024 * 1024;

/** Throws E_BODY_SIZE, E_INPUT. */
export async function jsonBody(c: Context): Promise<unknown> {
  const stream = c.req.raw.body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (stream)
    for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > MAX_BODY) return refuse('E_BODY_SIZE', { max: MAX_BODY });
      chunks.push(chunk);
    }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    return refuse('E_INPUT', { path: 'body', reason: 'not JSON' });
  }
}
