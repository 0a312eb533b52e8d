/** Whether words occur in the text of a source: a text file kept as evidence, or the words a source record holds. */
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { asText, textsOf } from '../../records/field-values.ts';
import { foldRecord } from '../../records/fold.ts';
import { checkQuotation } from '../../records/quote.ts';
import type { RecordView } from '../../records/model.ts';
import type { RecordId } from '../../base/ids.ts';
import type { Parts } from '../parts.ts';
import { resolveId } from '../reads/show.ts';
import { evidenceBytes } from './evidence.ts';
import { evidenceIds } from './evidence-list.ts';

/** Longer texts are not searched: a quotation is checked while somebody waits. */
const MOST_BYTES = 8 * 1024 * 1024;

export async function quoteCheck(parts: Parts, input: ApiIn<'quote.check'>): Promise<ApiOut<'quote.check'>> {
  const id = await resolveId(parts, input.source, input.space);
  const view = foldRecord(id.text, await parts.projection.claimsOf(id.text));
  const texts = await textsOfSource(parts, view);
  const checked = texts.map((text) => checkQuotation(input.quote, text));
  if (checked.some((x) => x.found)) return { result: 'found' };
  const nearest = checked
    .flatMap((x) => (x.found ? [] : [x]))
    .toSorted((a, b) => b.same.length - a.same.length)
    .at(0);
  return nearest
    ? { result: 'differs', same: nearest.same, quoted: nearest.quoted, text: nearest.text }
    : { result: 'unread' };
}

async function textsOfSource(parts: Parts, view: RecordView): Promise<readonly string[]> {
  const words = ['text', 'description'].flatMap((field) => textsOf(view, field));
  const versions = (view.fields['versions']?.claims ?? []).flatMap((c) => asText(c.value) ?? []);
  const files: string[] = [];
  for (const id of await evidenceIds(parts, view)) {
    const text = await textOfFile(parts, id);
    if (text !== null) files.push(text);
  }
  return [...words, ...versions, ...files];
}

async function textOfFile(parts: Parts, id: string): Promise<string | null> {
  const claims = await parts.projection.claimsOf(id as RecordId);
  const mime = claims.find((c) => c.field === 'mime')?.value;
  const object = claims.some((c) => c.field === 'object');
  if (!object || typeof mime !== 'string' || !mime.startsWith('text/')) return null;
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < MOST_BYTES; ) {
    const part = await evidenceBytes(parts, { id, start, end: MOST_BYTES });
    if (part.bytes.length === 0) break;
    chunks.push(part.bytes);
    start += part.bytes.length;
    if (start >= part.size) break;
  }
  return new TextDecoder('utf-8').decode(Buffer.concat(chunks));
}
