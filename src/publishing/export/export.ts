/**
 * Exports of records as text, row by row: CSV and HXL of one kind (or of any, with the columns all kinds share), JSON Lines
 * with every claim, GeoJSON with places as areas. Every export names its view and what it does not carry.
 */
import { type Failure, fail, ok, type Result } from '../../base/result.ts';
import type { Lang } from '../../messages/translate.ts';
import { textOf } from '../../records/field-values.ts';
import { KIND_NAMES, type KindName } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { titleOf } from '../../records/titles.ts';
import { ceilingOf, reaches } from '../../records/visibility.ts';
import { openCase } from '../case.ts';
import { DISCLOSED_KINDS, type LeftOut, PUBLIC_VIEW } from '../disclosure.ts';
import { leftOutLines } from '../left-out.ts';
import type { EditionSource } from '../port.ts';
import { wordsOf } from '../words.ts';
import {
  cell,
  columnsOf,
  type ExportLookup,
  type ExportView,
  ownDate,
  plain,
  sourceCells,
  whereOf,
} from './columns.ts';
import { BOM, csvLine } from './csv.ts';
import { hxlTags } from './hxl.ts';

export type ExportFormat = 'csv' | 'jsonl' | 'geojson' | 'hxl';
export interface ExportOptions {
  readonly format: string;
  readonly view: string;
  /** null = every kind of the view. */
  readonly kind: KindName | null;
  readonly lang: Lang;
}
export interface OpenedExport {
  readonly chunks: AsyncIterable<string>;
  /** Rows written so far. */
  rows(): number;
  readonly leftOut: readonly string[];
}

/** What the columns of a format cannot hold. */
const NOT_CARRIED: { readonly [F in ExportFormat]: readonly string[] } = {
  csv: ['competing values', 'speakers and confidence of single claims'],
  hxl: ['competing values', 'speakers and confidence of single claims'],
  geojson: ['records without a place', 'competing values'],
  jsonl: [],
};
const PUBLIC_NOT_CARRIED = [
  'names without a ground to publish them',
  'signals',
  'evidence files',
  'coalition and private fields',
];

export const isFormat = (text: string): text is ExportFormat => Object.hasOwn(NOT_CARRIED, text);

/** Opens an export of a space; nothing is written before the chunks are read. */
export async function openExport(
  source: EditionSource,
  options: ExportOptions,
): Promise<Result<OpenedExport, Failure<'E_EXPORT_FORMAT'>>> {
  const { format, view } = options;
  if (!isFormat(format)) return fail('E_EXPORT_FORMAT', { what: 'format', value: format.slice(0, 40) });
  if (view !== 'members' && view !== 'public')
    return fail('E_EXPORT_FORMAT', { what: 'view', value: view.slice(0, 40) });
  const reader = view === 'public' ? await publicReader(source, options.lang) : await memberReader(source);
  const kinds = options.kind === null ? reader.kinds : [options.kind];
  let rows = 0;
  const counted = async function* (): AsyncGenerator<RecordView> {
    for (const kind of kinds)
      for (const record of await reader.of(kind)) {
        rows++;
        yield record;
      }
  };
  const shape: Shape = { view, kind: options.kind, publicSpace: source.space.public, space: source.space.slug };
  return ok({
    chunks: write(counted(), format, shape, reader.lookup),
    rows: () => rows,
    leftOut: leftOutLines(reader.leftOut),
  });
}

interface Reader {
  readonly kinds: readonly KindName[];
  of(kind: KindName): Promise<readonly RecordView[]>;
  readonly lookup: ExportLookup;
  readonly leftOut: readonly LeftOut[];
}

async function publicReader(source: EditionSource, lang: Lang): Promise<Reader> {
  const kase = await openCase(source);
  const words = wordsOf(lang);
  return {
    kinds: DISCLOSED_KINDS,
    of: async (kind) => kase.of(kind),
    lookup: { get: kase.get, title: (id) => (kase.get(id) ? kase.title(id, words).text : null) },
    leftOut: kase.disclosure.leftOut,
  };
}

async function memberReader(source: EditionSource): Promise<Reader> {
  const byId = new Map<string, RecordView>();
  const byKind = new Map<KindName, readonly RecordView[]>();
  for (const kind of KIND_NAMES) {
    const views: RecordView[] = [];
    const found = source.records(kind);
    if (Symbol.asyncIterator in found) for await (const v of found) views.push(v);
    else views.push(...(await found));
    const shared = views.map(membersView).sort((a, b) => (a.id < b.id ? -1 : 1));
    byKind.set(kind, shared);
    for (const v of shared) byId.set(v.id, v);
  }
  const get = (id: string): RecordView | null => byId.get(id) ?? null;
  const title = (id: string): string | null => {
    const view = get(id);
    return view && titleOf(view);
  };
  return { kinds: KIND_NAMES, of: async (kind) => byKind.get(kind) ?? [], lookup: { get, title }, leftOut: [] };
}

interface Shape {
  readonly view: ExportView;
  readonly kind: KindName | null;
  readonly publicSpace: boolean;
  readonly space: string;
}

/** What every export says of itself. */
export const exportHeader = (format: ExportFormat, shape: Pick<Shape, 'view' | 'space' | 'kind'>) => ({
  kua_export: 1,
  space: shape.space,
  kind: shape.kind ?? 'all',
  view: shape.view === 'public' ? PUBLIC_VIEW : 'members',
  not_carried: [
    ...NOT_CARRIED[format],
    ...(shape.view === 'public' ? PUBLIC_NOT_CARRIED : ['vault and private fields']),
  ],
});

/** Text of an export, in chunks of one row. */
export async function* write(
  records: AsyncIterable<RecordView> | Iterable<RecordView>,
  format: ExportFormat,
  shape: Shape,
  lookup: ExportLookup,
): AsyncGenerator<string> {
  const header = exportHeader(format, shape);
  if (format === 'jsonl') {
    yield `${JSON.stringify(header)}\n`;
    for await (const record of records) yield `${JSON.stringify(jsonRecord(record))}\n`;
    return;
  }
  if (format === 'geojson') {
    yield `{"type":"FeatureCollection","kua":${JSON.stringify(header)},"features":[`;
    let first = true;
    for await (const record of records) {
      const feature = geoFeature(record, lookup);
      if (!feature) continue;
      yield `${first ? '\n' : ',\n'}${JSON.stringify(feature)}`;
      first = false;
    }
    yield '\n]}\n';
    return;
  }
  const fields = shape.kind === null ? ['code'] : columnsOf(shape.kind, shape.view, shape.publicSpace);
  const shared = shape.kind === null ? ['id', 'kind', 'title', 'date'] : ['id'];
  const tail = ['place_name', 'lat', 'lon', 'precision', 'publishers', 'urls'].filter((c) => !fields.includes(c));
  const columns = [...shared, ...fields, ...tail];
  const said = `# Kuä export of ${header.space}, ${header.kind}; view ${header.view}; not carried: ${header.not_carried.join(', ')}`;
  yield BOM + csvLine([said]);
  yield csvLine(columns);
  if (format === 'hxl') yield csvLine(hxlTags(columns));
  for await (const record of records) yield csvLine(columns.map((c) => column(record, c, fields, lookup)));
}

function column(record: RecordView, name: string, fields: readonly string[], lookup: ExportLookup): string {
  if (fields.includes(name)) return cell(record, name, lookup);
  if (name === 'id') return record.id;
  if (name === 'kind') return record.kind;
  if (name === 'title') return lookup.title(record.id) ?? '';
  if (name === 'date') return ownDate(record);
  if (name === 'publishers' || name === 'urls') return sourceCells(record, lookup)[name];
  const where = whereOf(record, lookup);
  if (name === 'place_name') return where.name;
  if (name === 'precision') return where.precision;
  return where.point === null ? '' : String(name === 'lat' ? where.point.lat : where.point.lon);
}

/** A record with every claim the view lets through. Bytes as hexadecimal, keys in a fixed order. */
function jsonRecord(record: RecordView): object {
  const fields = Object.fromEntries(
    Object.keys(record.fields)
      .sort()
      .map((name) => {
        const field = record.fields[name];
        const claims = (field?.claims ?? []).map((c) => ({
          value: plain(c.value),
          conf: c.conf,
          speaker: c.speaker,
          modality: c.modality,
          obs: c.obs,
          lang: c.lang,
          sources: c.sources,
        }));
        return [name, { value: plain(field?.value ?? null), claims }];
      }),
  );
  return { id: record.id, kind: record.kind, fields };
}

/** Metres a precision leaves open, as the radius of a feature. */
const RADIUS: Readonly<Record<string, number>> = {
  point: 50,
  site: 500,
  settlement: 10_000,
  district: 50_000,
  region: 200_000,
  country: 1_000_000,
};

function geoFeature(record: RecordView, lookup: ExportLookup): object | null {
  const where = whereOf(record, lookup);
  if (!where.point) return null;
  return {
    type: 'Feature',
    id: record.id,
    geometry: { type: 'Point', coordinates: [where.point.lon, where.point.lat] },
    properties: {
      kind: record.kind,
      code: textOf(record, 'code'),
      title: lookup.title(record.id),
      date: ownDate(record),
      place: where.name,
      precision: where.precision,
      radius_m: RADIUS[where.precision] ?? RADIUS['country'],
      ...sourceCells(record, lookup),
    },
  };
}

/** Coalition values stay in the coalition's export; an organisation's own and sealed values never leave it. */
export function membersView(record: RecordView): RecordView {
  const fields = Object.fromEntries(
    Object.entries(record.fields).flatMap(([name, field]) => {
      const claims = field.claims.filter((c) => reachesMembers(c));
      const first = claims[0];
      if (!first) return [];
      const values =
        claims.length === field.claims.length
          ? field.value
          : Array.isArray(field.value)
            ? claims.map((c) => c.value)
            : first.value;
      return [[name, { ...field, value: values, claims: claims.map((c) => ({ ...c, note: null })) }] as const];
    }),
  );
  return { ...record, fields };
}

const reachesMembers = (claim: Parameters<typeof ceilingOf>[0]): boolean => reaches(ceilingOf(claim), 'coalition');
