/**
 * The one file of a multipart/form-data body (RFC 7578) as it arrives: what comes before it is skipped, what comes after it
 * is not read. No more than one boundary's length is held back.
 */
import { refuse } from '../base/failures.ts';

const HEADERS_MAX = 16_384;
const bad = (reason: string): never => refuse('E_INPUT', { path: 'body', reason });

/** Boundary of a content-type; null when it is no multipart form. */
export function boundaryOf(contentType: string | undefined): string | null {
  const match = /^multipart\/form-data\s*;.*boundary="?([^";]{1,70})"?/i.exec(contentType ?? '');
  return match?.[1] ?? null;
}

/** Calls `named` with the file's name, then yields its bytes. Throws E_INPUT when there is no file part. */
export async function* fileOfForm(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
  named: (name: string) => void,
): AsyncGenerator<Uint8Array> {
  const mark = Buffer.from(`\r\n--${boundary}`);
  // The first boundary has no line before it.
  let held: Buffer = Buffer.from('\r\n');
  let state: 'between' | 'headers' | 'file' = 'between';
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      if (state === 'between') {
        const at = held.indexOf(mark);
        if (at < 0) {
          held = held.subarray(Math.max(0, held.length - mark.length));
          break;
        }
        held = held.subarray(at + mark.length);
        state = 'headers';
      }
      if (state === 'headers') {
        const end = held.indexOf('\r\n\r\n');
        if (held.subarray(0, 2).toString() === '--') return bad('no part named file');
        if (end < 0) {
          if (held.length > HEADERS_MAX) return bad('headers of a part that do not end');
          break;
        }
        const headers = held.subarray(0, end).toString('utf8');
        held = held.subarray(end + 4);
        const isFile = /content-disposition:[^\r\n]*\bname="file"/i.test(headers);
        if (isFile) named(/filename="((?:[^"\\]|\\.)*)"/i.exec(headers)?.[1]?.replace(/\\(.)/g, '$1') ?? '');
        state = isFile ? 'file' : 'between';
        continue;
      }
      const at = held.indexOf(mark);
      if (at >= 0) {
        if (at > 0) yield new Uint8Array(held.subarray(0, at));
        return;
      }
      const ready = held.length - mark.length;
      if (ready > 0) {
        yield new Uint8Array(held.subarray(0, ready));
        held = held.subarray(ready);
      }
      break;
    }
  }
  bad(state === 'file' ? 'the body ended inside the file' : 'no part named file');
}
