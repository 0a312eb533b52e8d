/** The body of another node's request, at most so many bytes, whatever length it states. */
import type { Context } from 'hono';
import { refuse } from '../base/failures.ts';

/** `torn`: a body that breaks off is given as far as it came. Throws E_BODY_SIZE. */
export async function wholeBody(c: Context, max: number, o: { readonly torn?: boolean } = {}): Promise<Uint8Array> {
  if (Number(c.req.header('content-length') ?? 0) > max) return refuse('E_BODY_SIZE', { max });
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = c.req.raw.body as unknown as AsyncIterable<Uint8Array> | null;
  if (stream === null) return new Uint8Array();
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > max) break;
      chunks.push(chunk);
    }
  } catch (error) {
    if (!o.torn) return refuse('E_SYNC_BODY', { what: 'body' }, error);
  }
  if (size > max) return refuse('E_BODY_SIZE', { max });
  return new Uint8Array(Buffer.concat(chunks));
}
