/** Only what was published is printed: drafts and texts waiting for signatures stay at home with their demands. */
import { describe, expect, test } from 'vitest';
import { view } from '../../src/records/view-fixture.ts';
import { openCase } from '../../src/publishing/case.ts';
import { leftOutLines } from '../../src/publishing/left-out.ts';
import type { EditionSource } from '../../src/publishing/port.ts';
import type { RecordView } from '../../src/records/model.ts';
import { exampleSource } from './example-source.ts';

const statement = (id: string, state: string, date: string): RecordView =>
  view('Statement', id, {
    title: `Statement ${id}`,
    state,
    date,
    versions: { lang: 'en', text: 'CANARY', standing: 'original' },
  });
const demand = (id: string, key: string, of: string): RecordView =>
  view('Demand', id, { key, text: `Text of ${id}`, kind: 'coalition', statement: of });

const records = [
  statement('sta_draft', 'draft', '2022-01-05'),
  statement('sta_frozen', 'frozen', '2022-01-05'),
  statement('sta_old', 'published', '2022-01-05'),
  statement('sta_gone', 'withdrawn', '2022-02-05'),
  demand('dem_a', 'D1', 'sta_old'),
  demand('dem_b', 'D2', 'sta_old'),
  demand('dem_c', 'D1', 'sta_gone'),
  demand('dem_d', 'D1', 'sta_draft'),
  demand('dem_e', 'D9', 'sta_frozen'),
  view('CoSignature', 'cos_a', {
    statement: 'sta_frozen',
    signed_as: { name: 'Practice organisation' },
    basis: 'reported',
  }),
  view('CoSignature', 'cos_b', {
    statement: 'sta_old',
    signed_as: { name: 'Practice organisation' },
    basis: 'reported',
  }),
  view('Measurement', 'mea_a', { demand: 'dem_e', indicator: 'i1', at: '2022-01-06', met: 'yes' }),
];
const source: EditionSource = await exampleSource(records);

describe('an edition of a space with drafts', () => {
  test('prints published and withdrawn statements, their demands and signatures, and nothing of the others', async () => {
    const kase = await openCase(source);
    const ids = ['Statement', 'Demand', 'CoSignature', 'Measurement'].flatMap((kind) =>
      kase.of(kind as Parameters<typeof kase.of>[0]).map((r) => r.id as string),
    );
    expect(ids.toSorted()).toEqual(['cos_b', 'dem_a', 'dem_b', 'dem_c', 'sta_gone', 'sta_old']);
    for (const id of ['sta_draft', 'sta_frozen', 'dem_d', 'dem_e', 'cos_a', 'mea_a'])
      expect(kase.get(id), id).toBeNull();
  });

  test('names what it left out, and is about the statement with the most demands', async () => {
    const kase = await openCase(source);
    expect(kase.main?.id).toBe('sta_old');
    const lines = leftOutLines(kase.disclosure.leftOut);
    for (const id of ['sta_draft', 'sta_frozen'])
      expect(
        lines.some((line) => line.includes(id)),
        id,
      ).toBe(true);
    expect(lines.some((line) => line.includes('sta_old'))).toBe(false);
  });

  test('two statements may both have a D1: the second has a page of its own', async () => {
    const files = (await openCase(source)).demandFiles;
    expect(files.get('dem_a')).toBe('d1');
    expect(files.get('dem_c')).toBe('d1-dem_c');
    expect(new Set(files.values()).size).toBe(files.size);
  });
});
