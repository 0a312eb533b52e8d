/** Imports on a real node: good rows in, bad rows back to be mended, nothing of a dry run or a refused file, undo and return, a large file in little memory. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventedEvents } from '../../bench/invented-events.ts';
import type { ApiIn } from '../../src/contract/api.ts';
import { failureOf, type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
beforeAll(async () => {
  t = await tempNode();
});
afterAll(() => t.remove());

const HEADER = 'kind,code,title,.kind,date,place,killed';
const GOOD = [
  'Event,E1,A march,protest,2022-01-05,Almaty,',
  'Event,E2,"A clash, then ""quiet""",clash,2022-01-05/2022-01-06,Almaty,at least 3',
  "Event,E3,'=1+1 is no formula,protest,2022-01,Aktau,0",
];
const BAD = [
  'Event,E4,A day that is none,protest,2022-02-30,Almaty,',
  'Event,E5,A kind that is none,marching band,2022-01-05,Almaty,',
  'Event,E6,Too few cells,protest',
];
let files = 0;
function file(lines: readonly string[], name = `rows-${++files}.csv`): string {
  mkdirSync(join(t.root, 'given'), { recursive: true });
  const path = join(t.root, 'given', name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}
const space = async (): Promise<string> =>
  (await t.node.call('spaces.new', { slug: `imports-${++files}`, title: 'Imports', public: true })).slug;
const load = (path: string, into: string, more: Partial<ApiIn<'import'>> = {}) =>
  t.node.call('import', { file: path, space: into, profile: 'csv-generic', ...more });
const entries = async (): Promise<number> => (await t.node.call('info', {})).entries;
const titles = async (of: string): Promise<readonly string[]> =>
  (await t.node.call('search', { space: of, kinds: ['Event'], limit: 200 })).items.map((i) => i.title).toSorted();

/** What a reader is shown of every record of a kind: values and their words, not who wrote them when. */
async function displayed(of: string, kind: string): Promise<unknown> {
  const { items } = await t.node.call('search', { space: of, kinds: [kind], limit: 200 });
  const out: { [id: string]: unknown } = {};
  for (const { id } of items) {
    const { fields, title } = await t.node.call('show', { space: of, id });
    out[id] = [title, Object.entries(fields).map(([f, v]) => [f, v.value, v.text, v.n_competing])];
  }
  return out;
}

describe('a file with bad rows', () => {
  test('brings in the good ones and gives the bad ones back, each with its column, code and reason', async () => {
    const into = await space();
    const path = file([HEADER, ...GOOD, ...BAD]);
    const report = await load(path, into);
    expect(report).toMatchObject({ rows: 6, new: 3, changed: 0, same: 0, errors: 3, dry_run: false });
    expect(await titles(into)).toEqual(['=1+1 is no formula', 'A clash, then "quiet"', 'A march']);
    expect(report.error_file).toBe(`${path}.errors.csv`);
    expect(statSync(report.error_file ?? '').mode & 0o777).toBe(0o600);
    const [header, ...rows] = parse(readFileSync(report.error_file ?? ''), {
      bom: true,
      relax_column_count: true,
    }) as string[][];
    expect(header?.join(',')).toBe(`${HEADER},_row,_column,_code,_message,_value`);
    const back = rows.map((r) => [r[1], ...r.slice(7, 10), r[11]]);
    expect(back).toEqual([
      ['E4', '5', 'date', 'E_DATE', '2022-02-30'],
      ['E5', '6', '.kind', 'E_TERM', 'marching band'],
      ['E6', '7', expect.any(String), 'E_CSV_COLUMNS', expect.any(String)],
    ]);
    for (const r of rows) expect(r[10], r[1]).toMatch(/\S/);
    expect(report.first_errors.map((e) => [e.row, e.column, e.code])).toEqual(
      rows.map((r) => [Number(r[7]), r[8], r[9]]),
    );
  });

  test('mended, the returned rows come in and the rest stays', async () => {
    const into = await space();
    const first = await load(file([HEADER, ...GOOD, ...BAD.slice(0, 2)]), into);
    const mended = readFileSync(first.error_file ?? '', 'utf8')
      .replaceAll('2022-02-30', '2022-01-09')
      .replaceAll('marching band', 'protest');
    const path = file([mended.trimEnd()]);
    const second = await load(path, into);
    expect(second).toMatchObject({ rows: 2, new: 2, errors: 0 });
    expect(second.error_file).toBeUndefined();
    expect((await load(file([HEADER, ...GOOD]), into)).same).toBe(3);
    expect(await titles(into)).toHaveLength(5);
  });

  test('imported twice at one moment comes in once', async () => {
    const into = await space();
    const path = file([HEADER, ...GOOD]);
    const both = await Promise.all([load(path, into), load(path, into)]);
    expect(both.map((r) => [r.new, r.same])).toEqual([
      [3, 0],
      [0, 3],
    ]);
  });

  test('is refused whole when strict', async () => {
    const into = await space();
    const count = await entries();
    const failure = await failureOf(load(file([HEADER, ...GOOD, ...BAD]), into, { strict: true }));
    expect(failure).toMatchObject({ code: 'E_STRICT', params: { errors: 3, rows: 6 } });
    expect([await entries(), await titles(into)]).toEqual([count, []]);
    expect((await load(file([HEADER, ...GOOD]), into, { strict: true })).new).toBe(3);
  });

  test('tried dry says what would be and writes no entry', async () => {
    const into = await space();
    const path = file([HEADER, ...GOOD, ...BAD]);
    const count = await entries();
    const dry = await load(path, into, { dry_run: true });
    expect(dry).toMatchObject({ batch: null, rows: 6, new: 3, errors: 3, dry_run: true });
    expect([await entries(), await titles(into)]).toEqual([count, []]);
    const real = await load(path, into);
    expect([real.new, real.kinds]).toEqual([dry.new, dry.kinds]);
  });
});

describe('undo', () => {
  test('takes a whole batch back by one entry; the same file brings the same values again', async () => {
    const into = await space();
    const path = file([HEADER, ...GOOD]);
    const first = await load(path, into);
    const before = await displayed(into, 'Event');
    const count = await entries();
    const undone = await t.node.call('import.undo', { batch: first.batch ?? '', reason: 'exercise' });
    expect([undone.records_left, (await entries()) - count]).toEqual([0, 1]);
    expect(await titles(into)).toEqual([]);
    expect((await failureOf(t.node.call('import.undo', { batch: first.batch ?? '' }))).code).toBe('E_BATCH');

    const again = await load(path, into);
    expect(again).toMatchObject({ new: 3, same: 0 });
    expect(again.batch).not.toBe(first.batch);
    expect(await displayed(into, 'Event')).toEqual(before);
    expect((await t.node.call('rebuild', { check: true })).equal).toBe(true);
  });

  test('of a correction ends nothing twice: ends are not undone, the first file says its values again', async () => {
    const into = await space();
    const path = file([HEADER, ...GOOD]);
    await load(path, into);
    const before = await displayed(into, 'Event');
    const corrected = await load(file([HEADER, 'Event,E1,A long march,protest,2022-01-05,Almaty,']), into);
    expect(corrected).toMatchObject({ new: 0, changed: 1 });
    expect(await titles(into)).toContain('A long march');
    await t.node.call('import.undo', { batch: corrected.batch ?? '' });
    expect(await titles(into)).toHaveLength(2);
    await load(path, into);
    expect(await displayed(into, 'Event')).toEqual(before);
    expect((await load(path, into)).same).toBe(3);
  });

  test('keeps what people said about a record since', async () => {
    const into = await space();
    const { batch } = await load(file([HEADER, ...GOOD]), into);
    const { items } = await t.node.call('search', { space: into, text: 'march' });
    const id = items[0]?.id ?? '';
    await t.node.call('claim', { space: into, id, field: 'killed', value: '2', speaker: 'Witness (practice)' });
    expect((await t.node.call('import.undo', { batch: batch ?? '' })).records_left).toBe(1);
    expect(Object.keys((await t.node.call('show', { space: into, id })).fields)).toEqual(['killed']);
  });
});

describe('a file that cannot be imported', () => {
  const refused = async (path: string, more: Partial<ApiIn<'import'>> = {}) =>
    (await failureOf(t.node.call('import', { file: path, ...more }))).code;

  test('is refused by name: no such profile, no profile that fits, not there, a folder, empty', async () => {
    const path = file([HEADER, ...GOOD]);
    expect(await refused(path, { profile: 'no-such-profile' })).toBe('E_PROFILE');
    expect(await refused(file(['a,b,c', '1,2,3']))).toBe('E_PROFILE_NONE');
    expect(await refused(join(t.root, 'nothing.csv'))).toBe('E_FILE');
    expect(await refused(t.root)).toBe('E_FILE');
    expect(await refused(file(['']), { profile: 'csv-generic' })).toBe('E_EMPTY_FILE');
    expect(await refused(path, { space: 'nowhere' })).toBe('E_SPACE');
    expect(existsSync(`${path}.errors.csv`)).toBe(false);
  });
});

test('20,000 rows are read as they come: searchable, exact, in little memory', async () => {
  const into = await space();
  const path = join(t.root, 'given', 'large.csv');
  writeFileSync(path, [...inventedEvents(20_000)].join(''));
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const report = await t.node.call('import', { file: path, space: into });
  clearInterval(watch);
  const mib = (bytes: number): number => Math.round(bytes / 2 ** 20);
  process.stdout.write(`import of ${mib(statSync(path).size)} MiB: memory grew by ${mib(peak - before)} MiB\n`);
  expect(report).toMatchObject({ profile: 'ucdp-ged', rows: 20_000, errors: 0 });
  expect((await t.node.call('search', { space: into, kinds: ['Event'], limit: 1 })).total).toBe(20_000);
  expect(mib(peak - before)).toBeLessThan(400);
});
