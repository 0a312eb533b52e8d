/**
 * An export of a filtered list, page by page: only the records of one page and the places, sources and titles they name are
 * in memory. The public view shows each record through the same disclosure as an edition does.
 */
import { type Failure, fail, ok, type Result } from '../../base/result.ts';
import type { Lang } from '../../messages/translate.ts';
import { sourcesOf } from '../../records/field-values.ts';
import type { KindName } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { titleOf } from '../../records/titles.ts';
import { ANY_ID } from '../../records/value-schema.ts';
import type { Value } from '../../ledger/model.ts';
import { discloseTo, type LeftOut } from '../disclosure.ts';
import type { EditionSource } from '../port.ts';
import type { ExportLookup, ExportView } from './columns.ts';
import { type ExportFormat, isFormat, membersView, write } from './export.ts';

export interface StreamSource extends EditionSource {
  /** The records of the filter, in pages. */
  pages(): AsyncIterable<readonly RecordView[]>;
  /** Records by id, those that are here. */
  load(ids: readonly string[]): Promise<readonly RecordView[]>;
}

export interface StreamOptions {
  readonly format: string;
  readonly view: string;
  /** The kind all records of the filter have, null when they have several. */
  readonly kind: KindName | null;
  readonly lang: Lang;
}

export interface OpenedStream {
  readonly chunks: AsyncIterable<string>;
  rows(): number;
  /** Ids of the records that were written and of the persons they name. */
  readonly subjects: ReadonlySet<string>;
}

/** Records looked up for others and kept for the next. */
const HELD = 5_000;
/** Subjects kept of a large export: of the rest the persons alone, whose consent a copy depends on. */
const MOST_SUBJECTS = 5_000;

/** Shows a record as the view lets it through; null when it is no part of the view. */
export type Show = (record: RecordView) => RecordView | null;

/** The view over one space. What it keeps back is added to `leftOut` as records are shown. */
export async function openView(
  source: EditionSource,
  view: ExportView,
): Promise<{ readonly show: Show; readonly leftOut: readonly LeftOut[] }> {
  if (view === 'members') return { show: membersView, leftOut: [] };
  const all = async (kind: KindName): Promise<readonly RecordView[]> => {
    const found = source.records(kind);
    if (!(Symbol.asyncIterator in found)) return found;
    const out: RecordView[] = [];
    for await (const record of found) out.push(record);
    return out;
  };
  const [persons, involvements] = [await all('Person'), await all('Involvement')];
  const [verifications, deliveries] = [await all('Verification'), await all('Delivery')];
  const grounds = { verifications, deliveries, leaveOut: new Set<string>() };
  const disclosure = discloseTo(source.space, persons, involvements, Date.parse(source.asOf), grounds);
  return { show: disclosure.view, leftOut: disclosure.leftOut };
}

function idsIn(value: Value, into: Set<string>): void {
  if (typeof value === 'string') {
    if (ANY_ID.test(value)) into.add(value);
  } else if (Array.isArray(value)) for (const part of value as readonly Value[]) idsIn(part, into);
  else if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array))
    for (const part of Object.values(value)) idsIn(part, into);
}

function namedBy(record: RecordView): ReadonlySet<string> {
  const ids = new Set<string>(sourcesOf(record));
  for (const field of Object.values(record.fields)) idsIn(field.value, ids);
  return ids;
}

/** Looks records up before a page is written, so that its rows find them without waiting. */
function createLookup(
  source: StreamSource,
  show: Show,
): ExportLookup & { fetch(ids: Iterable<string>): Promise<void> } {
  const held = new Map<string, RecordView | null>();
  const get = (id: string): RecordView | null => held.get(id) ?? null;
  return {
    get,
    title(id) {
      const view = get(id);
      return view && titleOf(view);
    },
    async fetch(ids) {
      const wanted = [...new Set(ids)].filter((id) => !held.has(id));
      if (held.size + wanted.length > HELD) held.clear();
      for (const record of await source.load(wanted)) held.set(record.id, show(record));
    },
  };
}

/** Opens a stream; nothing is read before its chunks are. */
export async function openStream(
  source: StreamSource,
  options: StreamOptions,
): Promise<Result<OpenedStream, Failure<'E_EXPORT_FORMAT'>>> {
  const { format, view, kind } = options;
  if (!isFormat(format)) return fail('E_EXPORT_FORMAT', { what: 'format', value: format.slice(0, 40) });
  if (view !== 'members' && view !== 'public')
    return fail('E_EXPORT_FORMAT', { what: 'view', value: view.slice(0, 40) });
  const { show } = await openView(source, view);
  const lookup = createLookup(source, show);
  const subjects = new Set<string>();
  let rows = 0;
  async function* shown(): AsyncGenerator<RecordView> {
    for await (const page of source.pages()) {
      const views = page.map(show).filter((v) => v !== null);
      const named = views.map(namedBy);
      await lookup.fetch(named.flatMap((ids) => [...ids]));
      // The places of sources and the sources of places are one step further.
      await lookup.fetch(views.map((v) => v.id));
      for (const [n, record] of views.entries()) {
        rows++;
        if (subjects.size < MOST_SUBJECTS || record.kind === 'Person') subjects.add(record.id);
        for (const id of named[n] ?? []) if (id.startsWith('per_')) subjects.add(id);
        yield record;
      }
    }
  }
  const shape = { view, kind, publicSpace: source.space.public, space: source.space.slug } as const;
  const known: ExportFormat = format;
  return ok({ chunks: write(shown(), known, shape, lookup), rows: () => rows, subjects });
}
