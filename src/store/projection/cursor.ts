/** Page marks: base64url of JSON `[order, last key, last id, query hash]`. A mark of another query is refused. */
import { createHash } from 'node:crypto';
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../../base/bytes.ts';
import type { Json } from '../../base/result.ts';

export interface PageMark {
  readonly order: string;
  readonly key: number;
  readonly id: string;
}

/** Hash of what is asked, page mark and page size left out. */
export const queryHash = (query: Json): string =>
  createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 22);

export const encodeMark = (mark: PageMark, hash: string): string =>
  toBase64Url(utf8(JSON.stringify([mark.order, mark.key, mark.id, hash])));

/** The mark, or null when it is not one of this query. */
export function decodeMark(text: string, hash: string): PageMark | null {
  const json = fromUtf8(fromBase64Url(text) ?? new Uint8Array([0xff]));
  if (json === null) return null;
  let list: unknown;
  try {
    list = JSON.parse(json);
  } catch {
    return null;
  }
  if (!Array.isArray(list) || list.length !== 4) return null;
  const [order, key, id, of] = list as readonly unknown[];
  if (typeof order !== 'string' || typeof key !== 'number' || typeof id !== 'string' || of !== hash) return null;
  return { order, key, id };
}
