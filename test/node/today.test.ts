/** Readings of the example: figures in series with lines to quote in three languages, the outage with every account, today's road. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TempNode, tempNode } from './temp-node.ts';

const SPACE = 'january-2022';
const PRESENT = '2026-01-01';
const TWELFTH = '2022-01-12T10:00+06:00';

let t: TempNode;
beforeAll(async () => {
  t = await tempNode();
  await t.node.call('example', { name: SPACE });
});
afterAll(() => t.remove());

test('the loaded case is listed before the empty one every node begins with', async () => {
  const { spaces } = await t.node.call('spaces.list', {});
  expect(spaces.filter((s) => s.role === 'case').length).toBeGreaterThan(1);
  expect(spaces[0]?.slug).toBe(SPACE);
});

interface Series {
  readonly metric: string;
  readonly population: string;
  readonly scope_title: string;
  readonly figures: readonly {
    readonly id: string;
    readonly low: number;
    readonly best: number | null;
    readonly high: number | null;
    readonly status: string;
    readonly asOf: { readonly text: string };
    readonly asGiven: string;
  }[];
  readonly curve: readonly {
    readonly id: string;
    readonly low: number;
    readonly hollow: boolean;
    readonly bar: boolean;
  }[];
  readonly quotable: readonly { readonly id: string; readonly line: string | null }[];
}
const figures = async (as_of: string, lang: 'kk' | 'ru' | 'en' = 'en'): Promise<readonly Series[]> =>
  (await t.node.call('figures', { space: SPACE, as_of, lang })).series as unknown as readonly Series[];
const killed = async (as_of: string): Promise<Series | undefined> =>
  (await figures(as_of)).find(
    (s) => s.metric === 'killed' && s.population === 'all' && s.scope_title.startsWith('Kazakhstan'),
  );

describe('the dead, counted by the state', () => {
  test('from 164, withdrawn, to 241, then one step down to 238', async () => {
    const series = await killed(PRESENT);
    expect(series?.figures.map((f) => [f.low, f.asOf.text.slice(0, 7), f.status])).toEqual([
      [164, '2022-01', 'withdrawn'],
      [164, '2022-01', 'withdrawn'],
      [225, '2022-01', expect.any(String)],
      [227, expect.any(String), expect.any(String)],
      [230, expect.any(String), expect.any(String)],
      [232, expect.any(String), expect.any(String)],
      [241, '2022-07', expect.any(String)],
      [238, '2022-08', 'current'],
    ]);
    expect(series?.curve.map((p) => p.hollow)).toEqual([true, true, ...Array.from({ length: 6 }, () => false)]);
    expect(series?.curve.at(-1)).toMatchObject({ low: 238, bar: true });
    const falls = (series?.curve ?? []).filter((p, i, all) => i > 0 && p.low < (all[i - 1]?.low ?? 0));
    expect(falls.map((p) => p.low)).toEqual([238]);
  });

  test('on 12 January only what had been said by then', async () => {
    expect((await killed(TWELFTH))?.figures.map((f) => [f.low, f.status])).toEqual([
      [164, 'withdrawn'],
      [164, 'withdrawn'],
    ]);
  });

  test('lists of names are a metric of their own', async () => {
    const named = (await figures(PRESENT)).filter((s) => s.metric === 'named_dead');
    expect(named.flatMap((s) => s.figures.map((f) => f.low)).toSorted()).toEqual(expect.arrayContaining([188, 221]));
  });
});

describe('lines to quote', () => {
  test.each(['en', 'ru', 'kk'] as const)('every figure has one in %s, whole, with its number and id', async (lang) => {
    const series = await figures(PRESENT, lang);
    const all = series.flatMap((s) => s.figures);
    expect(all).toHaveLength(110);
    const lines = new Map(series.flatMap((s) => s.quotable).map((q) => [q.id, q.line]));
    for (const f of all) {
      const line = lines.get(f.id) ?? '';
      expect(line, f.id).toContain(f.id);
      const digits = line.replaceAll(/[\s\u00a0\u202f,.]/g, '');
      const counts = [f.low, f.best, f.high].filter((n) => n !== null).map(String);
      expect(
        counts.some((n) => digits.includes(n)),
        `${f.asGiven}: ${line}`,
      ).toBe(true);
      expect(line).not.toMatch(/undefined|null|NaN|\{|\}|\[(?:quot|field|term)/);
    }
  });

  test('are not the same in two languages', async () => {
    const line = async (lang: 'kk' | 'ru' | 'en') => (await figures(PRESENT, lang))[0]?.quotable[0]?.line;
    expect(new Set([await line('en'), await line('ru'), await line('kk')]).size).toBe(3);
  });
});

describe('the outage', () => {
  interface Outage {
    readonly title: string;
    readonly place_title: string;
    readonly medium: string;
    readonly starts: readonly {
      readonly at: { readonly text: string; readonly lo: number };
      readonly sources: readonly string[];
    }[];
    readonly ends: Outage['starts'];
    readonly briefReturns: readonly unknown[];
    readonly disputed: boolean;
    readonly interval: { readonly latestEnd: number | null } | null;
  }
  const outages = async (as_of = PRESENT) =>
    (await t.node.call('connectivity', { space: SPACE, as_of })).outages as unknown as readonly Outage[];
  const national = async (as_of?: string) =>
    (await outages(as_of)).find((o) => o.medium === 'all' && o.place_title.startsWith('Kazakhstan'));

  test('of the country has four starts on 5 January, none chosen, each with its source', async () => {
    const outage = await national();
    expect(outage?.starts.map((s) => new Date(s.at.lo).toISOString())).toEqual([
      '2022-01-05T10:30:00.000Z',
      '2022-01-05T10:45:00.000Z',
      '2022-01-05T11:00:00.000Z',
      '2022-01-05T11:15:00.000Z',
    ]);
    for (const s of outage?.starts ?? []) expect(s.sources.length).toBeGreaterThan(0);
    expect(outage?.briefReturns).toHaveLength(2);
  });

  test('has two ends that exclude each other, and says so', async () => {
    const outage = await national();
    expect(outage?.ends.map((s) => new Date(s.at.lo).toISOString())).toEqual([
      '2022-01-10T02:00:00.000Z',
      '2022-01-11T02:15:00.000Z',
    ]);
    expect(outage?.disputed).toBe(true);
  });

  test('is kept apart by place and medium', async () => {
    expect((await outages()).map((o) => `${o.place_title} ${o.medium}`).toSorted()).toHaveLength(5);
    expect(new Set((await outages()).map((o) => `${o.place_title} ${o.medium}`)).size).toBe(5);
  });

  test('read on 6 January has no end yet', async () => {
    const outage = await national('2022-01-06');
    expect(outage?.starts).toHaveLength(4);
    expect(outage?.ends).toEqual([]);
    expect(outage?.interval?.latestEnd ?? null).toBeNull();
  });
});

describe('today', () => {
  test('walks the road from signal to response and says what waits for a person', async () => {
    const today = await t.node.call('today', { space: SPACE, as_of: TWELFTH });
    expect(today.asOf).toBe('2022-01-12T04:00:00.000Z');
    expect(today.stages.map((s) => s.stage)).toEqual(['signal', 'record', 'statement', 'publication', 'response']);
    const by = Object.fromEntries(today.stages.map((s) => [s.stage, s]));
    expect([by['statement']?.count, by['publication']?.count]).toEqual([1, 0]);
    expect(by['statement']?.lines).toEqual([
      { id: 'named_in_text', params: { n: 13 } },
      { id: 'signed_with_key', params: { n: 0 } },
    ]);
    for (const s of today.stages) expect((s.newest ?? '') <= '2022-01-13', s.stage).toBe(true);
    expect(today.demands).toHaveLength(12);
    expect(today.needs.map((n) => n.weight)).toEqual(today.needs.map((n) => n.weight).toSorted((a, b) => b - a));
    expect(today.needs.find((n) => n.id === 'untriaged_signals')?.params).toEqual({ n: by['signal']?.count });
    expect(today.needs.map((n) => n.id)).not.toContain('followed_detentions');
  });

  test('counts no signal that came after the reading date', async () => {
    const count = async (as_of: string) =>
      (await t.node.call('today', { space: SPACE, as_of })).stages[0]?.count ?? Number.NaN;
    const days = [
      await count('2022-01-02'),
      await count('2022-01-04'),
      await count('2022-01-05'),
      await count(TWELFTH),
    ];
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(days[0]).toBeLessThan(days[3] ?? 0);
  });

  test('says that six invented cases wait in the practice space, and that a backup was made', async () => {
    const practice = await t.node.call('today', { space: 'practice-hotline', as_of: TWELFTH });
    expect(practice.needs.find((n) => n.id === 'followed_detentions')?.params).toEqual({ n: 6 });
    expect(practice.order.find((o) => o.id === 'no_backup')?.ok).toBe(false);
    await t.node.call('backup', { file: `${t.root}/node.backup` });
    const after = await t.node.call('today', { space: SPACE });
    expect(after.order.map((o) => [o.id, o.ok])).toEqual([
      ['entries_kept', true],
      ['quarantine_empty', true],
      ['backup_made', true],
    ]);
  });
});
