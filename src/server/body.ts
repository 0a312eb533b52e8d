/** Reads a request's JSON with a limit that holds for bodies without a stated length too: nothing larger is ever in memory. */
import type { Context } from 'hono';
import { refuse } from '../base/failures.ts';

export const MAX_BODY = 1024 * 1024;
/** No form of ours nests deeper than ten. */
const MAX_DEPTH = 32;

/** Throws E_BODY_SIZE, E_INPUT, E_TEXT_CHARACTER. */
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
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    return refuse('E_INPUT', { path: 'body', reason: 'not JSON' });
  }
  if (isDeeper(read, MAX_DEPTH))
    return refuse('E_INPUT', { path: 'body', reason: `nested more than ${MAX_DEPTH} deep` });
  const broken = brokenText(read, '');
  if (broken !== null) return refuse('E_TEXT_CHARACTER', { field: broken.slice(0, 100) || 'body' });
  return read;
}

/** NUL, and half of a surrogate pair: no store keeps them as they came. */
const unkept = (text: string): boolean => text.includes('\0') || /\p{Cs}/u.test(text);

/** Where a text stands that could not be kept exactly, or null. */
function brokenText(value: unknown, path: string): string | null {
  if (typeof value === 'string') return unkept(value) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (unkept(name)) return path;
    const found = brokenText(inner, path === '' ? name : `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

/** Level by level, because walking down a nest that is too deep is what exhausts the stack. */
function isDeeper(value: unknown, depth: number): boolean {
  let level: unknown[] = [value];
  for (let i = 0; level.length > 0; i++) {
    if (i > depth) return true;
    level = level.flatMap((v) => (typeof v === 'object' && v !== null ? Object.values(v) : []));
  }
  return false;
}
