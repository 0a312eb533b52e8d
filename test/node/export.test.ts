/** Exports of the example from a real node: every format in both views, no name in the public one, cells that no spreadsheet runs. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiIn } from '../../src/contract/api.ts';
import { failureOf, type TempNode, tempNode } from './temp-node.ts';

const SPACE = 'january-2022';
const PRESENT = '2026-01-01';
const FORMATS = ['csv', 'jsonl', 'geojson', 'hxl'] as const;
const VIEWS = ['public', 'members'] as const;

let t: TempNode;
let names: readonly string[];
beforeAll(async () => {
  t = await tempNode();
  await t.node.call('example', { name: SPACE });
  names = [...(await privateNames(SPACE)), ...(await privateNames('practice-hotline'))];
});
afterAll(() => t.remove());

/** Names of persons who hold no public office and did not agree to be named. */
async function privateNames(space: string): Promise<string[]> {
  const { items } = await t.node.call('search', { space, kinds: ['Person'], limit: 100 });
  const out: string[] = [];
  for (const { id } of items) {
    const { fields } = await t.node.call('show', { space, id });
    if (!fields['public_office'] && !fields['name_public'])
      for (const claim of fields['names']?.claims ?? []) out.push(claim.text);
  }
  return out.filter((name) => name.length > 3);
}

const exported = async (more: Partial<ApiIn<'export'>>): Promise<{ text: string; rows: number }> => {
  const { text, rows } = await t.node.call('export', {
    space: SPACE,
    as_of: PRESENT,
    format: 'csv',
    view: 'public',
    ...more,
  });
  return { text: text ?? '', rows };
};
const table = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true }) as string[][];
/** Data rows, below the line that names the view, the header, and the hashtags. */
const rowsOf = (format: string, text: string): number => {
  if (format === 'jsonl') return text.trimEnd().split('\n').length - 1;
  if (format === 'geojson') return (JSON.parse(text) as { features: unknown[] }).features.length;
  return table(text).length - (format === 'hxl' ? 3 : 2);
};

describe.each(VIEWS)('the %s view', (view) => {
  test.each(FORMATS)('as %s says its view and holds as many events as it reports', async (format) => {
    const { text, rows } = await exported({ format, view, kind: 'Event' });
    expect(rows).toBe(81);
    if (format === 'geojson') expect(rowsOf(format, text)).toBeLessThanOrEqual(rows);
    else expect(rowsOf(format, text)).toBe(rows);
    expect(text.slice(0, 400)).toContain(view === 'public' ? 'public/1' : 'members');
  });

  test.each(FORMATS)('as %s carries every kind at once', async (format) => {
    const { text, rows } = await exported({ format, view });
    expect(rows).toBeGreaterThan(300);
    expect(text.length).toBeGreaterThan(10_000);
  });
});

describe('the public view', () => {
  test('holds no private person’s name, in no format and no language', async () => {
    expect(names.length).toBeGreaterThan(5);
    for (const format of FORMATS)
      for (const lang of ['en', 'ru', 'kk'] as const) {
        const { text } = await exported({ format, lang });
        for (const name of names) expect(text.includes(name), `${format} ${lang} ${name}`).toBe(false);
      }
    const persons = await exported({ format: 'jsonl', kind: 'Person' });
    for (const name of names) expect(persons.text.includes(name), name).toBe(false);
  });

  test('holds no signal and no field that is not public', async () => {
    const { text } = await exported({ format: 'jsonl' });
    const records = text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line) as { kind: string });
    const kinds = new Set(records.map((r) => r.kind));
    for (const kind of ['Signal', 'Task', 'Evidence']) expect(kinds.has(kind), kind).toBe(false);
    expect([kinds.has('Event'), kinds.has('Demand'), kinds.has('Figure')]).toEqual([true, true, true]);
  });

  test('of the practice space names nobody', async () => {
    const { text } = await exported({ format: 'jsonl', space: 'practice-hotline' });
    for (const name of names) expect(text.includes(name), name).toBe(false);
    expect(text).not.toContain('Ulgili');
  });
});

test('the members’ view holds the signals and names that the public one leaves out', async () => {
  const { text, rows } = await exported({ format: 'jsonl', view: 'members' });
  expect(text).toContain('"kind":"Signal"');
  expect(rows).toBeGreaterThan((await exported({ format: 'jsonl' })).rows);
});

test('a cell that would run as a formula is written with an apostrophe, in CSV and HXL', async () => {
  const made = await t.node.call('spaces.new', { slug: 'formulas', title: 'Formulas', public: true });
  const evil = ['=HYPERLINK("http://evil.example","x")', '+1-1', '-2+3', '@SUM(A1:A2)', '\t=1', '\r=1'];
  for (const title of evil)
    await t.node.call('record.new', { space: made.slug, kind: 'Event', fields: { title, kind: 'protest' } });
  for (const format of ['csv', 'hxl'])
    for (const view of VIEWS) {
      const { text, rows } = await exported({ format, view, space: made.slug, kind: 'Event' });
      expect(rows).toBe(evil.length);
      for (const row of table(text).slice(1))
        for (const cell of row) expect(cell, `${format} ${view}`).not.toMatch(/^[=+\-@\t\r]/);
      expect(text).toContain(`'=HYPERLINK`);
    }
});

test('an export to a file says the same as one on screen, readable by its owner only', async () => {
  const out = join(t.root, 'events.csv');
  const asked = { space: SPACE, as_of: PRESENT, format: 'csv', view: 'public', kind: 'Event' };
  const written = await t.node.call('export', { ...asked, out });
  expect(written).toMatchObject({ file: out, text: null, rows: 81 });
  expect(readFileSync(out, 'utf8')).toBe((await t.node.call('export', asked)).text);
  expect(statSync(out).mode & 0o777).toBe(0o600);
});

test('an unknown format, view, kind or folder is refused by name', async () => {
  expect((await failureOf(exported({ format: 'pdf' }))).code).toBe('E_EXPORT_FORMAT');
  expect((await failureOf(exported({ view: 'everyone' }))).code).toBe('E_EXPORT_FORMAT');
  expect((await failureOf(exported({ kind: 'Nothing' }))).code).toMatch(/^E_/);
  expect((await failureOf(exported({ out: join(t.root, 'no/such/folder/x.csv') }))).code).toBe('E_FILE');
});
