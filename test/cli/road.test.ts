/** The example from signal to answered demand, by the commands that others script against. */
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { root } from '../ground/sources.ts';
import { terminal } from './terminal.ts';

const t = terminal();
/** Counts of the example (records design, section 10). */
const COUNTS = {
  Event: 81,
  Figure: 110,
  ConnectivityObservation: 34,
  Outage: 5,
  Source: 133,
  Demand: 18,
  CoSignature: 13,
  Response: 42,
  Statement: 34,
};

beforeAll(async () => {
  expect((await t.init()).code).toBe(0);
});
afterAll(() => t.remove());

test('the example is loaded once: the second run adds nothing', async () => {
  const first = await t.json<ApiOut<'example'>>('example', 'january-2022');
  expect(first.counts).toMatchObject(COUNTS);
  expect(first.entries_new).toBeGreaterThan(300);
  const second = await t.json<ApiOut<'example'>>('example', 'january-2022');
  expect(second.entries_new).toBe(0);
  expect(second.counts).toEqual(first.counts);
  expect((await t.kua(['example', 'january-2022', '--once'])).out).toBe('');
});

describe('search', () => {
  test('finds words, in pages that never repeat a record', async () => {
    const all = await t.json<ApiOut<'search'>>('search', 'Zhanaozen', '--limit', '200');
    expect(all.total).toBeGreaterThan(10);
    expect(all.items).toHaveLength(all.total);
    const seen: string[] = [];
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const page = await t.json<ApiOut<'search'>>(
        'search',
        'Zhanaozen',
        '--limit',
        '7',
        ...(cursor ? ['--after', cursor] : []),
      );
      seen.push(...page.items.map((i) => i.id));
      cursor = page.cursor;
    }
    expect(seen).toEqual(all.items.map((i) => i.id));
  });

  test('counts by place and narrows by it to the same number', async () => {
    const page = await t.json<ApiOut<'search'>>('search', '--kind', 'Event', '--facet', 'place', '--limit', '1');
    const almaty = page.facets?.['place']?.find((v) => v.label === 'Almaty');
    const narrowed = await t.json<ApiOut<'search'>>(
      'search',
      '--kind',
      'Event',
      '--where',
      'place=Almaty',
      '--limit',
      '1',
    );
    expect(narrowed.total).toBe(almaty?.count);
  });

  test('a cursor that is none, and a field that is none, are bad input', async () => {
    for (const args of [
      ['--after', 'nonsense'],
      ['--facet', 'nonsense'],
    ]) {
      const said = await t.kua(['search', ...args]);
      expect([args[0], said.code]).toEqual([args[0], 2]);
    }
  });
});

test('a record is shown with every claim, its author and its source', async () => {
  const { items } = await t.json<ApiOut<'search'>>('search', '--kind', 'Event', '--limit', '1');
  const record = await t.json<ApiOut<'show'>>('show', items[0]?.id ?? '');
  const claims = Object.values(record.fields).flatMap((f) => f.claims);
  expect(claims.length).toBeGreaterThan(3);
  for (const claim of claims) {
    expect(claim.author).toBe('Test organisation');
    expect(claim.sources.length).toBeGreaterThan(0);
  }
});

describe('demands', () => {
  test('twelve have states by measurement or refusal with their grounds; six quotations have none', async () => {
    const { demands } = await t.json<ApiOut<'demand.list'>>('demand', 'list');
    const byKey = new Map(demands.map((d) => [d.key, d]));
    expect(demands.filter((d) => /^D\d+$/.test(d.key))).toHaveLength(12);
    expect(byKey.get('D6')?.history.map((m) => m.state)).toEqual(['met', 'reversed']);
    expect([byKey.get('D1')?.state, byKey.get('D5')?.state]).toEqual(['breached', 'breached']);
    for (const d of demands) for (const move of d.history) expect(move.because.length, d.key).toBeGreaterThan(0);
    for (const key of ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']) expect(byKey.get(key)?.state).toBeNull();
  });

  test('an act of another demand moves nothing: exit 1, and the state stays', async () => {
    const { acts } = await t.json<ApiOut<'demand.show'>>('demand', 'show', 'D6');
    const said = await t.kua(['demand', 'move', 'D2', 'met', '--at', '2022-02-01', '--because', acts[0]?.id ?? '']);
    expect(said.code).toBe(1);
    expect((await t.json<ApiOut<'demand.show'>>('demand', 'show', 'D2')).state).toBe('open');
  });
});

test('the thirteen groups are named as printed and none is called verified', async () => {
  const statement = await t.json<ApiOut<'statement.show'>>('statement', 'show');
  expect(statement.signatories).toHaveLength(13);
  expect(statement.signatories.filter((s) => s.verified || s.basis !== 'reported')).toEqual([]);
  const text = (await t.kua(['statement', 'show', '--lang', 'ru'])).out;
  expect(text).toContain('как напечатано, не проверено');
});

test('figures and outages are told with who says so', async () => {
  const figures = await t.kua(['figures', '--metric', 'killed']);
  expect(figures.out).toContain('Health Ministry');
  expect((await t.kua(['connectivity'])).out).toContain('netblocks');
});

test('a statement whose demand is not in its text is refused', async () => {
  writeFileSync(join(t.folder, 'text.txt'), 'We call for an open inquiry into the events of the winter.\n');
  const args = ['statement', 'new', 'text.txt', '--title', 'Inquiry', '--text-lang', 'en'];
  const wrong = await t.kua([...args, '--demand', 'Q1=a closed inquiry', '--json']);
  expect(wrong.code).toBe(2);
  expect((JSON.parse(wrong.out) as { error: { code: string } }).error.code).toMatch(/^E_QUOT/);
  const made = await t.json<ApiOut<'statement.new'>>(...args, '--demand', 'Q1=an open inquiry');
  const frozen = await t.json<ApiOut<'statement.freeze'>>('statement', 'freeze', made.id);
  expect(frozen.text_hash).toMatch(/^[0-9a-f]{64}$/);
  const signed = await t.json<ApiOut<'statement.sign'>>('statement', 'sign', made.id, '--as', 'Test organisation');
  expect(signed.verified).toBe(true);
});

test('evidence is taken in once, found by its hash, and damage is found', async () => {
  writeFileSync(join(t.folder, 'note.txt'), 'A note of what was seen.\n');
  const first = await t.json<ApiOut<'evidence.add'>>('evidence', 'add', 'note.txt');
  const again = await t.json<ApiOut<'evidence.add'>>('evidence', 'add', 'note.txt');
  expect([first.duplicate, again.duplicate, again.id]).toEqual([false, true, first.id]);
  const custody = await t.json<ApiOut<'custody'>>('custody', first.sha256);
  expect(custody.evidence.map((e) => e.id)).toContain(first.id);
  expect((await t.kua(['evidence', 'check', '--deep'])).code).toBe(0);
  const expected = await t.kua(['evidence', 'add', 'note.txt', '--sha256', '0'.repeat(64)]);
  expect(expected.code).toBe(2);
});

test('a batch is undone as a whole', async () => {
  await t.kua(['space', 'new', 'batches', '--public']);
  writeFileSync(join(t.folder, 'rows.csv'), readFileSync(join(root, 'test/fixtures/import/valid/generic.csv')));
  const args = ['import', 'rows.csv', '--profile', 'csv-generic', '--space', 'batches'];
  const dry = await t.json<ApiOut<'import'>>(...args, '--dry-run');
  expect([dry.dry_run, dry.batch]).toEqual([true, null]);
  const report = await t.json<ApiOut<'import'>>(...args);
  expect(report.new).toBeGreaterThan(0);
  const same = await t.json<ApiOut<'import'>>(...args);
  expect([same.new, same.same]).toEqual([0, report.rows]);
  const undone = await t.json<ApiOut<'import.undo'>>('import', '--undo', report.batch ?? '');
  expect(undone.records_left).toBe(0);
});

test('the index says exactly what the ledger says, and the node is in order', async () => {
  const check = await t.kua(['rebuild', '--check', '--json']);
  expect([check.code, (JSON.parse(check.out) as ApiOut<'rebuild'>).equal]).toEqual([0, true]);
  const doctor = await t.kua(['doctor', '--json']);
  expect([doctor.code, (JSON.parse(doctor.out) as ApiOut<'doctor'>).ok]).toEqual([0, true]);
});

describe('an edition', () => {
  const out = join(t.folder, 'edition');
  const verify = async () => {
    const said = await t.kua(['verify', out, '--json']);
    const failed = (JSON.parse(said.out) as ApiOut<'verify'>).checks.filter((c) => c.result === 'fail');
    return { code: said.code, failed: failed.map((c) => c.detail ?? '').join(' ') };
  };

  test('verifies as it was built', async () => {
    const built = await t.json<ApiOut<'edition.build'>>('edition', 'build', out);
    expect(built.pages).toBeGreaterThan(100);
    expect(await verify()).toEqual({ code: 0, failed: '' });
  });

  test('is not replaced unasked', async () => {
    expect((await t.kua(['edition', 'build', out])).code).toBe(2);
  });

  test('with one byte changed, one file added or one file removed is refused, and the file is named', async () => {
    const page = join(out, 'index.html');
    const before = readFileSync(page);
    const changed = Buffer.from(before);
    changed[100] = (changed[100] ?? 0) ^ 1;
    writeFileSync(page, changed);
    const flipped = await verify();
    expect(flipped.code).toBe(1);
    expect(flipped.failed).toContain('index.html');
    writeFileSync(page, before);
    appendFileSync(join(out, 'extra.html'), 'x');
    expect((await verify()).failed).toContain('extra.html');
    rmSync(join(out, 'extra.html'));
    rmSync(page);
    expect((await verify()).failed).toContain('index.html');
    writeFileSync(page, before);
    expect(await verify()).toEqual({ code: 0, failed: '' });
  });

  test('holds no private person’s name', async () => {
    const { items } = await t.json<ApiOut<'search'>>('search', '--kind', 'Person', '--limit', '200');
    const names: string[] = [];
    for (const item of items) {
      const person = await t.json<ApiOut<'show'>>('show', item.id);
      if (!person.fields['public_office'] && !person.fields['name_public'])
        for (const claim of person.fields['names']?.claims ?? []) names.push(claim.text);
    }
    const texts = readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile() && /\.(html|csv|json|xml|svg|txt)$/.test(e.name))
      .map((e) => readFileSync(join(e.parentPath, e.name), 'utf8'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names)
      expect(
        texts.some((text) => text.includes(name)),
        name,
      ).toBe(false);
  });
});
