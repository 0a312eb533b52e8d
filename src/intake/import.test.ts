/** Imports: bad files are refused with a code, bad rows go to the error file, good rows go in once. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { fromHex, utf8 } from '../base/bytes.ts';
import { expectOk } from '../base/result.ts';
import { textOf, valueOf } from '../records/field-values.ts';
import { type ImportOptions, runImport } from './import.ts';
import { MemoryTarget } from './memory-target.ts';
import { loadProfiles, type ProfileSet } from './profile-files.ts';
import { undoPayload } from './undo.ts';

let profiles: ProfileSet;
beforeAll(async () => {
  profiles = expectOk(await loadProfiles(), 'profiles load');
});

const HEADER = 'kind,code,title,.kind,date,place';
const ROW = 'Event,E1,A march,protest,2022-01-05,Almaty';

async function load(text: string | Uint8Array, more: Partial<ImportOptions> = {}) {
  const target = (more.target as MemoryTarget | undefined) ?? new MemoryTarget();
  let errors = '';
  const sink = {
    write: async (line: string) => {
      errors += line;
    },
  };
  const source = typeof text === 'string' ? utf8(text) : text;
  const result = await runImport({
    source,
    fileName: 'rows.csv',
    profiles,
    now: () => 0,
    errors: sink,
    ...more,
    target,
  });
  return {
    result,
    target,
    errors,
    report: result.ok ? result.value : null,
    code: result.ok ? null : result.error.code,
  };
}
const dump = (target: MemoryTarget): readonly string[] =>
  [...target.views().values()]
    .map((v) => JSON.stringify([v.kind, Object.entries(v.fields).map(([f, x]) => [f, x.value, x.n_competing])]))
    .sort();

function cp1251(text: string): Uint8Array {
  const table = new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 128 }, (_, i) => i + 128));
  return Uint8Array.from([...text], (c) => {
    const high = table.indexOf(c);
    return high >= 0 ? high + 128 : (c.codePointAt(0) ?? 63);
  });
}
function utf16(text: string, mark: boolean): Uint8Array {
  const units = Uint16Array.from([...(mark ? '\ufeff' : ''), ...text], (c) => c.charCodeAt(0));
  return new Uint8Array(units.buffer);
}

describe('files that cannot be read', () => {
  const refused: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['an empty file', '', 'E_EMPTY_FILE'],
    ['blank lines alone', '\n\n', 'E_EMPTY_FILE'],
    ['bytes of no known encoding', Uint8Array.of(0x6b, 0x2c, 0xff, 0x98, 0x81, 0x0a, 0xfe, 0xa5), 'E_ENCODING'],
    ['a column named twice', `${HEADER},code\n${ROW},x`, 'E_HEADER_TWICE'],
    ['a column without a name', `${HEADER},\n${ROW},x`, 'E_HEADER_EMPTY'],
    ['501 columns', `kind,${Array.from({ length: 500 }, (_, i) => `c${i}`).join(',')}\n`, 'E_LIMIT'],
    ['columns that no profile knows', 'foo,bar\n1,2', 'E_PROFILE_NONE'],
    ['a broken header', 'kind,"co"de\n1,2', 'E_CSV_QUOTE'],
  ];
  test.each(refused)('%s', async (_, text, code) => {
    const { code: found, target } = await load(text);
    expect(found).toBe(code);
    expect(target.entries).toHaveLength(0);
  });

  test('an unknown profile, or one whose columns are missing', async () => {
    expect((await load(`${HEADER}\n${ROW}`, { profile: 'nothing' })).code).toBe('E_PROFILE');
    expect((await load(`${HEADER}\n${ROW}`, { profile: 'ucdp-ged' })).code).toBe('E_PROFILE_COLUMNS');
  });

  test('a header alone is a file without rows', async () => {
    expect((await load(`${HEADER}\n`)).report).toMatchObject({ rows: 0, new: 0, errors: 0, batch: null });
  });

  test('the line that an export of ours begins with is no row; the numbers of the rows stay those of the file', async () => {
    const note = '\ufeff"# Kuä export of a case, Event; view members; not carried: competing values"';
    const { report, target } = await load(`${note}\n${HEADER}\n${ROW}\n`);
    expect(report).toMatchObject({ rows: 1, new: 1, errors: 0 });
    expect(target.entries.length).toBeGreaterThan(0);
  });
});

describe('encodings are found and named', () => {
  const text = `${HEADER}\nEvent,E1,Митинг на площади в Алматы,protest,2022-01-05,Алматы\n`;
  test.each([
    ['utf-8', utf8(text)],
    ['utf-8', utf8(`\ufeff${text}`)],
    ['utf-16le', utf16(text, true)],
    ['windows-1251', cp1251(text)],
  ] as const)('%s', async (encoding, bytes) => {
    const { report, target } = await load(bytes);
    expect(report?.encoding).toBe(encoding);
    expect(textOf([...target.views().values()][0] as never, 'title')).toBe('Митинг на площади в Алматы');
  });
  test('utf-16le without a mark', async () => {
    expect((await load(utf16(`${HEADER}\n${ROW}\n`, false))).report).toMatchObject({ encoding: 'utf-16le', new: 1 });
  });
});

describe('rows that cannot be read', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['a broken quotation mark', 'Event,E2,"A "march,protest,2022-01-05,Almaty', 'E_CSV_QUOTE'],
    ['too few cells', 'Event,E2,A march', 'E_CSV_COLUMNS'],
    ['too many cells', `${ROW},x`, 'E_CSV_COLUMNS'],
    ['an unknown term', 'Event,E2,A march,protesst,2022-01-05,Almaty', 'E_TERM'],
    ['an unknown kind', 'Evnt,E2,A march,protest,2022-01-05,Almaty', 'E_TERM'],
    ['a day that does not exist', 'Event,E2,A march,protest,2022-02-30,Almaty', 'E_DATE'],
    ['a zero byte', 'Event,E2,A \u0000march,protest,2022-01-05,Almaty', 'E_NUL'],
    ['a key that stands twice', ROW, 'E_ROW_TWICE'],
    ['a text over 64 KB', `Event,E2,${'x'.repeat(70_000)},protest,2022-01-05,Almaty`, 'E_LIMIT'],
    ['a cell over 1 MB', `Event,E2,${'x'.repeat(1_100_000)},protest,2022-01-05,Almaty`, 'E_LIMIT'],
  ];
  test.each(rows)('%s: the row goes to the error file, the others go in', async (_, bad, code) => {
    const last = 'Event,E3,Another march,protest,2022-01-06,Almaty';
    const { report, errors, target } = await load(`${HEADER}\n${ROW}\n${bad}\n${last}\n`);
    expect(report).toMatchObject({ rows: 3, new: 2, errors: 1 });
    expect(report?.first_errors[0]).toMatchObject({ row: 3, code });
    expect(report?.first_errors[0]?.message).not.toBe(code);
    expect(errors.split('\r\n')[0]).toBe(`\ufeff${HEADER},_row,_column,_code,_message,_value`);
    expect(errors).toContain(`,3,`);
    expect(target.counts()).toEqual({ Event: 2 });
  });

  test('a mended error file goes in with the same profile', async () => {
    const first = await load(`${HEADER}\n${ROW}\nEvent,E2,=A march,protesst,2022-01-05,Almaty\n`);
    expect(first.errors).toContain("'=A march");
    const second = await load(first.errors.replace('protesst,', 'protest,'), { target: first.target });
    expect(second.report).toMatchObject({ new: 1, errors: 0, unmapped: [] });
    expect([...first.target.views().values()].map((v) => valueOf(v, 'title'))).toContain('=A march');
  });

  test('strict refuses the whole file', async () => {
    const { code, target } = await load(`${HEADER}\n${ROW}\nEvent,E2,x,nothing,2022,Almaty\n`, { strict: true });
    expect(code).toBe('E_STRICT');
    expect(target.entries).toHaveLength(0);
  });

  test('a column the profile does not know is kept and named', async () => {
    const { report, target } = await load(`${HEADER},weather\n${ROW},snow\n`);
    expect(report?.unmapped).toEqual(['weather']);
    expect(valueOf([...target.views().values()][0] as never, 'x.weather')).toEqual(['snow']);
  });

  test('what belongs to the organisation alone is not written into a case space', async () => {
    const { report, target } = await load(`${HEADER},note\n${ROW},call her sister\n`);
    expect(report?.first_errors[0]?.code).toBe('E_IMPORT_AUDIENCE');
    expect(target.entries).toHaveLength(0);
  });
});

describe('once is enough', () => {
  const table = (n: number, word = 'march') =>
    `${HEADER}\n${Array.from({ length: n }, (_, i) => `Event,E${i},A ${word} ${i},protest,2022-01-05,Almaty`).join('\n')}\n`;

  test('a dry run says what would be and writes nothing', async () => {
    const { report, target } = await load(table(3), { dryRun: true });
    expect(report).toMatchObject({ new: 3, entries: 0, batch: null, dry_run: true, kinds: { Event: 3 } });
    expect(target.entries).toHaveLength(0);
  });

  test('the same file twice adds nothing; a changed row replaces what this party said', async () => {
    const { target } = await load(table(3));
    const before = target.entries.length;
    expect((await load(table(3), { target })).report).toMatchObject({ new: 0, changed: 0, same: 3, entries: 0 });
    expect(target.entries).toHaveLength(before);
    const changed = table(3).replace('A march 1', 'A strike 1');
    expect((await load(changed, { target })).report).toMatchObject({ new: 0, changed: 1, same: 2 });
    expect(dump(target)).toEqual(dump((await load(changed)).target));
    expect((await load(table(3), { target })).report).toMatchObject({ changed: 1, same: 2 });
    expect(dump(target)).toEqual(dump((await load(table(3))).target));
  });

  test('undo ends the batch; importing again gives the same values', async () => {
    const { target, report } = await load(table(3));
    const before = dump(target);
    await target.append([{ payload: undoPayload(fromHex(report?.batch ?? '') ?? new Uint8Array(), 'test') }]);
    expect(target.counts()).toEqual({});
    expect((await load(table(3), { target })).report).toMatchObject({ new: 3, same: 0 });
    expect(dump(target)).toEqual(before);
  });

  test('killed at any moment and run again, it ends like an unbroken run, no row twice', async () => {
    const whole = dump((await load(table(40))).target);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 39 }), async (kill) => {
        const target = new MemoryTarget();
        target.failAfter = kill;
        await expect(load(table(40), { target })).rejects.toThrow('killed');
        target.failAfter = Number.POSITIVE_INFINITY;
        expect((await load(table(40), { target })).report).toMatchObject({ new: 40 - kill, same: kill });
        expect(dump(target)).toEqual(whole);
        expect(target.entries).toHaveLength(40);
      }),
      propertyRuns(10),
    );
  });

  test('a person in a public space gets a random id and is found again by the content key', async () => {
    const csv = (name: string) => `kind,code,names,name_withheld\nPerson,P1,${name},false\n`;
    const one = await load(csv('Invented Name'));
    const two = await load(csv('Invented Name'));
    const [a] = [...one.target.views().keys()];
    expect([...two.target.views().keys()][0]).toBe(a);
    two.target.random(1);
    const other = new MemoryTarget();
    other.random(16);
    const third = await load(csv('Invented Name'), { target: other });
    expect([...third.target.views().keys()][0]).not.toBe(a);
    await load(csv('Another Name'), { target: one.target });
    expect([...one.target.views().keys()]).toEqual([a]);
  });
});

test('JSON and JSON Lines are tables too', async () => {
  const rows = [
    { kind: 'Event', code: 'E1', title: 'A march', '.kind': 'protest', date: '2022-01-05', place: 'Almaty' },
    { kind: 'Event', code: 'E2', title: 'B' },
  ];
  const json = await load(JSON.stringify(rows), { fileName: 'rows.json' });
  const jsonl = await load(rows.map((r) => JSON.stringify(r)).join('\n'), { fileName: 'rows.jsonl' });
  const broken = await load(`${JSON.stringify(rows[0])}\n{"kind":`, { fileName: 'rows.jsonl' });
  expect(json.report).toMatchObject({ new: 2, errors: 0 });
  expect(dump(jsonl.target)).toEqual(dump(json.target));
  expect(broken.report).toMatchObject({ new: 1, errors: 1, first_errors: [{ row: 2, code: 'E_JSON' }] });
  expect((await load('[1,', { fileName: 'rows.json' })).code).toBe('E_JSON');
});

describe('UCDP', () => {
  const head =
    'id,type_of_violence,dyad_name,number_of_sources,source_article,where_prec,where_coordinates,latitude,longitude,date_prec,date_start,date_end,best,high,low';
  const row = (i: number) =>
    `${i},1,Government - Group ${i},2,"Agency, 2022-01-0${(i % 8) + 1}",4,Invented town,43.2,76.9,4,2022-01-01 00:00:00.000,2022-01-31 00:00:00.000,5,9,3`;
  test('low, best, high; dates and places with their precision; many rows to an entry', async () => {
    const text = `${head}\n${Array.from({ length: 300 }, (_, i) => row(i)).join('\n')}\n`;
    const { report, target } = await load(text);
    expect(report).toMatchObject({ profile: 'ucdp-ged', new: 300, errors: 0, unmapped: [] });
    expect(report?.entries).toBeLessThan(12);
    expect(target.counts()).toEqual({ Event: 300, Source: 1 });
    const view = [...target.views().values()].find((v) => v.kind === 'Event');
    expect(view && [valueOf(view, 'killed'), valueOf(view, 'date'), valueOf(view, 'place')]).toEqual([
      { low: 3, best: 5, high: 9, as_given: '3-5-9', exact: false },
      '2022-01',
      { lat: '43.2', lon: '76.9', precision: 'region', as_given: 'Invented town' },
    ]);
    expect((await load(text, { target })).report).toMatchObject({ same: 300, entries: 0 });
  });
  test('numbers out of order are refused', async () => {
    const { report } = await load(`${head}\n${row(1).replace(/5,9,3$/, '5,4,3')}\n`);
    expect(report?.first_errors[0]?.code).toBe('E_COUNT_ORDER');
  });
});
