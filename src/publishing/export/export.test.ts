/** Exports: named view, what is not carried, safe cells, no withheld name, the formats as their readers expect them. */
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { RecordView } from '../../records/model.ts';
import { each, view } from '../../records/view-fixture.ts';
import type { EditionSource } from '../port.ts';
import { csvLine, safeCell } from './csv.ts';
import { openExport } from './export.ts';

const RECORDS: readonly RecordView[] = [
  view('Source', 'src_press', {
    title: 'Report of a union',
    publisher: 'A union',
    url: 'https://union.example/ermek-ulgilibayev',
  }),
  view('Place', 'plc_1', {
    names: each({ text: 'Invented', lang: 'en', script: 'Latn', kind: 'full' }),
    precision: 'settlement',
    geometry: { type: 'Point', coordinates: ['76.9115', '43.25249'] },
    admin: 'kz.almaty_city',
  }),
  view('Event', 'evt_1', {
    title: '=HYPERLINK("http://evil.example")',
    kind: each('protest', 'shooting'),
    date: '2022-01-06',
    place: 'plc_1',
    killed: { low: 8, as_given: 'at least 8', exact: false },
    note: 'canary',
  }),
  view('Person', 'per_1', {
    names: each({ text: 'Ermek Ulgilibayev', lang: 'en', script: 'Latn', kind: 'full' }),
    occupation: each('teacher'),
    health: each('canary'),
  }),
  view('Signal', 'sig_1', { text: 'a signal', channel: 'phone' }),
];
const source: EditionSource = {
  space: {
    id: '00',
    slug: 'test',
    title: { en: 'T', ru: 'T', kk: 'T' },
    public: true,
    role: 'case',
    asOf: null,
    banner: null,
  },
  asOf: '2022-02-01T00:00:00.000Z',
  records: async (kind) => RECORDS.filter((r) => r.kind === kind),
};

async function exported(
  format: string,
  viewName: string,
  kind: 'Event' | 'Person' | null = null,
): Promise<{ text: string; rows: number; leftOut: readonly string[] }> {
  const opened = await openExport(source, { format, view: viewName, kind, lang: 'en' });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  let text = '';
  for await (const chunk of opened.value.chunks) text += chunk;
  return { text, rows: opened.value.rows(), leftOut: opened.value.leftOut };
}
const table = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true }) as string[][];

describe('CSV', () => {
  test('says its view and what it does not carry, then a header, then rows that no spreadsheet runs', async () => {
    const { text, rows } = await exported('csv', 'public', 'Event');
    const [said, header, row] = table(text);
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(said?.[0]).toMatch(/^# .*view public\/1; not carried: .*names/);
    const cell = (name: string): string | undefined => row?.[header?.indexOf(name) ?? -1];
    expect(cell('title')).toBe(`'=HYPERLINK("http://evil.example")`);
    expect(cell('kind')).toBe('protest; shooting');
    expect(cell('killed')).toBe('>=8');
    expect(cell('place_name')).toBe('Invented');
    expect(cell('lat')).toBe('43.25');
    expect(cell('publishers')).toBe('A union');
    expect(header).not.toContain('note');
    expect(rows).toBe(1);
  });
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('the cell %j cannot run', (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
  });
  test('quotes, commas and line breaks survive', () => {
    expect(table(csvLine(['a"b', 'c,d', 'e\nf', ' g ']))).toEqual([['a"b', 'c,d', 'e\nf', ' g ']]);
  });
});

test('HXL has a row of hashtags under the header', async () => {
  const [, header, tags] = table((await exported('hxl', 'public', 'Event')).text);
  expect(tags?.[header?.indexOf('date') ?? -1]).toBe('#date');
  expect(tags?.[header?.indexOf('killed') ?? -1]).toBe('#affected+killed');
});

test('GeoJSON gives places their precision as a radius', async () => {
  const json = JSON.parse((await exported('geojson', 'public', 'Event')).text);
  expect(json.kua.view).toBe('public/1');
  expect(json.features[0].geometry).toEqual({ type: 'Point', coordinates: [76.91, 43.25] });
  expect(json.features[0].properties.radius_m).toBe(10_000);
});

describe('JSON Lines', () => {
  test('the public view holds no name, no signal, no private value, and reports what it left out', async () => {
    const { text, leftOut } = await exported('jsonl', 'public');
    expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ view: 'public/1' });
    expect(text).not.toMatch(/ulgili|canary|sig_1/i);
    expect(text).toContain('https://union.example/');
    expect(leftOut.length).toBe(2);
  });
  test('the members’ view holds names and signals, and no vault or private value', async () => {
    const { text } = await exported('jsonl', 'members');
    expect(text).toContain('Ermek Ulgilibayev');
    expect(text).toContain('sig_1');
    expect(text).not.toContain('canary');
  });
});

test('an unknown format or view is refused by name', async () => {
  const refused = async (format: string, viewName: string) => {
    const opened = await openExport(source, { format, view: viewName, kind: null, lang: 'en' });
    return opened.ok ? null : opened.error;
  };
  expect(await refused('pdf', 'public')).toEqual({ code: 'E_EXPORT_FORMAT', params: { what: 'format', value: 'pdf' } });
  expect(await refused('csv', 'everyone')).toEqual({
    code: 'E_EXPORT_FORMAT',
    params: { what: 'view', value: 'everyone' },
  });
});
