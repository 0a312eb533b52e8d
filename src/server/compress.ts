/** Answers of the API as compressed: lists and vocabularies are words, and words shrink to a fifth. */
import type { MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';

/**
 * Compresses reads of spaces and of the vocabulary. Never the session, whose answers hold its token beside what was asked;
 * never originals of evidence, of which a part may be asked; never streams.
 */
export function compressReads(): MiddlewareHandler {
  const squeeze = compress();
  return (c, next) => {
    const { path, method } = c.req;
    const read = method === 'GET' && (path.startsWith('/api/1/spaces') || path === '/api/1/kinds');
    return read && !path.endsWith('/content') ? squeeze(c, next) : next();
  };
}
