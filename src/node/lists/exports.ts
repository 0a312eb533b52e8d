/**
 * Exports of a filtered list as a download in pieces: the server asks for the next piece when the reader on the other side
 * has taken the last, so that an export of any size needs the memory of one page. Handles live in the memory of the reader.
 */
import { toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { RecordId } from '../../base/ids.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { foldRecord } from '../../records/fold.ts';
import type { KindName } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import type { SearchQuery } from '../../store/port.ts';
import { asOfMs } from '../as-of.ts';
import { type Context, actor } from '../context.ts';
import { editionSource } from '../edition-source.ts';
import type { Parts } from '../parts.ts';
import { noteCopy } from '../record/copies.ts';
import { filterQuery } from '../reads/search.ts';

const PAGE = 200;
const PIECE = 256 * 1024;
/** Records looked at for what the public view keeps back: more would keep a person waiting. */
const LOOKED_AT = 2_000;
const MOST_RUNNING = 8;
const STALE_MS = 600_000;

interface Running {
  readonly chunks: AsyncIterator<string>;
  readonly rows: () => number;
  readonly subjects: ReadonlySet<string>;
  used: number;
}
/** One table a node: exports under way. */
const running = new WeakMap<Parts, Map<string, Running>>();

const FILES: { readonly [format: string]: { readonly end: string; readonly type: string } } = {
  csv: { end: 'csv', type: 'text/csv; charset=utf-8' },
  hxl: { end: 'hxl.csv', type: 'text/csv; charset=utf-8' },
  jsonl: { end: 'jsonl', type: 'application/jsonl; charset=utf-8' },
  geojson: { end: 'geojson', type: 'application/geo+json; charset=utf-8' },
};

async function load(parts: Parts, ids: readonly RecordId[]): Promise<readonly RecordView[]> {
  const out: RecordView[] = [];
  for (const id of ids) {
    const claims = await parts.projection.claimsOf(id);
    if (claims.length > 0) out.push(foldRecord(id, claims));
  }
  return out;
}

async function* pagesOf(parts: Parts, query: SearchQuery, most: number): AsyncGenerator<readonly RecordView[]> {
  let after: RecordId | undefined;
  let left = most;
  while (left > 0) {
    const ids = await parts.projection.matching(query, Math.min(PAGE, left), after);
    after = ids.at(-1);
    if (ids.length === 0 || after === undefined) return;
    left -= ids.length;
    yield await load(parts, ids);
  }
}

async function kindCounts(parts: Parts, query: SearchQuery): Promise<ReadonlyMap<string, number>> {
  const page = await parts.projection.search({ ...query, facets: ['kind'], limit: 1 });
  if (!page.ok) return refuse(page.error.code, page.error.params);
  const asked = new Set(query.kinds);
  const kinds = page.value.facets?.['kind'] ?? [];
  return new Map(kinds.filter((k) => asked.size === 0 || asked.has(k.value)).map((k) => [k.value, k.count]));
}

export async function exportPreview(c: Context, input: ApiIn<'export.preview'>): Promise<ApiOut<'export.preview'>> {
  const { parts } = c;
  const asOf = asOfMs(input.as_of, parts.clock());
  const query = await filterQuery(parts, input, asOf, c.role);
  if (!query) return { matching: 0, rows: 0, not_in_view: [], left_out: [], looked_at: 0 };
  const counts = await kindCounts(parts, query);
  const matching = [...counts.values()].reduce((a, b) => a + b, 0);
  if (input.view !== 'public') return { matching, rows: matching, not_in_view: [], left_out: [], looked_at: matching };
  const [{ DISCLOSED_KINDS }, { openView }] = await Promise.all([
    import('../../publishing/disclosure.ts'),
    import('../../publishing/export/stream.ts'),
  ]);
  const disclosed = new Set<string>(DISCLOSED_KINDS);
  const outside = [...counts].filter(([kind]) => !disclosed.has(kind));
  const { show, leftOut } = await openView(await editionSource(parts, parts.spaces.find(input.space), asOf), 'public');
  let seen = 0;
  for await (const page of pagesOf(parts, query, LOOKED_AT))
    for (const record of page) {
      seen++;
      show(record);
    }
  const reasons = new Map<string, Set<string>>();
  for (const l of leftOut) reasons.set(l.reason, (reasons.get(l.reason) ?? new Set()).add(`${l.id} ${l.field}`));
  return {
    ...{ matching, rows: matching - outside.reduce((n, [, count]) => n + count, 0), looked_at: seen },
    not_in_view: outside.map(([kind, count]) => ({ kind, count })),
    left_out: [...reasons].map(([reason, of]) => ({ reason, count: of.size })),
  };
}

export async function exportOpen(c: Context, input: ApiIn<'export.open'>): Promise<ApiOut<'export.open'>> {
  const { openStream } = await import('../../publishing/export/stream.ts');
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  const asOf = asOfMs(input.as_of, parts.clock());
  const query = await filterQuery(parts, input, asOf, c.role);
  const source = await editionSource(parts, space, asOf);
  const only = query?.kinds.length === 1 ? (query.kinds[0] as KindName) : null;
  const opened = await openStream(
    {
      ...source,
      pages: () => (query ? pagesOf(parts, query, Number.POSITIVE_INFINITY) : pagesOf(parts, NOTHING, 0)),
      load: (ids) => load(parts, ids as readonly RecordId[]),
    },
    { format: input.format, view: input.view, kind: only, lang: input.lang ?? 'en' },
  );
  if (!opened.ok) return refuse(opened.error.code, opened.error.params);
  const table = running.get(parts) ?? new Map<string, Running>();
  running.set(parts, table);
  const now = parts.clock();
  for (const [handle, r] of table) if (r.used < now - STALE_MS) table.delete(handle);
  if (table.size >= MOST_RUNNING) refuse('E_EXPORT_BUSY', { max: MOST_RUNNING });
  const handle = toHex(parts.random(16));
  const { chunks, rows, subjects } = opened.value;
  table.set(handle, { chunks: chunks[Symbol.asyncIterator](), rows, subjects, used: now });
  const kind = FILES[input.format] ?? { end: 'txt', type: 'text/plain; charset=utf-8' };
  const day = new Date(now).toISOString().slice(0, 10);
  return { handle, file: `${space.info.slug}-${input.view}-${day}.${kind.end}`, type: kind.type };
}

const NOTHING: SearchQuery = {
  ...{ spaces: [], text: null, kinds: [], where: [], from: null, to: null },
  ...{ facets: [], limit: 1, after: null, asOf: null },
};

export async function exportNext(c: Context, input: ApiIn<'export.next'>): Promise<ApiOut<'export.next'>> {
  const table = running.get(c.parts);
  const found = table?.get(input.handle);
  if (!table || !found) return refuse('E_EXPORT_HANDLE');
  found.used = c.parts.clock();
  let text = '';
  while (text.length < PIECE) {
    const next = await found.chunks.next();
    if (next.done === true) break;
    text += next.value;
  }
  if (text !== '') return { text, rows: found.rows(), subjects: [] };
  table.delete(input.handle);
  return { text: null, rows: found.rows(), subjects: [...found.subjects] };
}

export async function exportNoted(c: Context, input: ApiIn<'export.noted'>): Promise<ApiOut<'export.noted'>> {
  const { user } = await actor(c, input.person);
  const copy = await noteCopy(c, {
    ...{ what: 'export', title: input.file, to: user.name, at: new Date(c.parts.clock()).toISOString() },
    ...{ space: c.parts.spaces.find(input.space).hex, subjects: input.subjects, record: null },
  });
  return { copy };
}
