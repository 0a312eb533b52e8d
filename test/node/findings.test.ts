/** Figures and connectivity as the desk reads them: sources, statuses, quotable lines, lanes, published hours. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { failureOf, type TempNode, tempNode } from './temp-node.ts';

const SPACE = 'january-2022';
let t: TempNode;
beforeAll(async () => {
  t = await tempNode();
  await t.node.call('example', { name: 'january-2022' });
});
afterAll(() => t.remove());

type Series = ApiOut<'figures'>['series'][number];
const figures = async (lang: 'kk' | 'ru' | 'en' = 'en'): Promise<readonly Series[]> =>
  (await t.node.call('figures', { space: SPACE, as_of: '2024', lang })).series;
const national = (all: readonly Series[], metric: string): Series => {
  const found = all.find((s) => s.metric === metric && s.population === 'all' && s.figures.length > 2);
  if (!found) throw new Error(`no series of ${metric}`);
  return found;
};
const killed = (all: readonly Series[]): Series => {
  const found = all.find((s) => s.metric === 'killed' && s.population === 'all' && s.figures.length === 8);
  if (!found) throw new Error('no national series of the dead');
  return found;
};

describe('figures', () => {
  test('every figure says who counted and names its sources; none is a bare number', async () => {
    for (const series of await figures())
      for (const figure of series.figures) {
        expect(figure.who).not.toBe('');
        expect(figure.number).not.toBe('');
        expect(figure.sources.length, figure.id).toBeGreaterThan(0);
        expect(figure.status_label).not.toBe('');
      }
  });

  test('withdrawn counts stay, the one step down is marked, and the headline is the newest that stands', async () => {
    const series = killed(await figures());
    expect(series.figures.map((f) => f.status === 'withdrawn')).toEqual([true, true, ...Array(6).fill(false)]);
    expect(series.figures.filter((f) => f.falls).map((f) => f.number)).toEqual(['238']);
    expect(series.headline).toMatch(/^238 \(.+, August 2022\)$/);
  });

  test('labels of a party come with the party, in every language', async () => {
    for (const lang of ['kk', 'ru', 'en'] as const) {
      const labelled = (await figures(lang)).filter((s) => s.population.endsWith('_label')).flatMap((s) => s.figures);
      expect(labelled.length).toBeGreaterThan(0);
      for (const figure of labelled)
        expect(
          figure.labels.every((l) => l.text !== '' && l.speaker !== ''),
          figure.id,
        ).toBe(true);
    }
  });

  test('the quotable line is one sentence in each language, and says when a number was withdrawn', async () => {
    const withdrawn = killed(await figures()).figures[0];
    const lines = await Promise.all(
      (['kk', 'ru', 'en'] as const).map(
        async (lang) => (await t.node.call('quotable', { space: SPACE, id: withdrawn?.id ?? '', lang })).line,
      ),
    );
    expect(new Set(lines).size).toBe(3);
    expect(lines[2]).toMatch(/^Withdrawn/);
    for (const line of lines) expect(line).toContain('164');
  });

  test('a record that is no figure has no line', async () => {
    const event = (await t.node.call('search', { space: SPACE, kinds: ['Event'], limit: 1 })).items[0];
    expect((await failureOf(t.node.call('quotable', { space: SPACE, id: event?.id ?? '' }))).code).toBe('E_QUOTABLE');
    const unknown = failureOf(t.node.call('quotable', { space: SPACE, id: 'fig_00000000000000000000000000' }));
    expect((await unknown).code).toBe('E_NOT_FOUND');
  });

  test('a later count of the same counter is proposed, confirmed by a person, and undone', async () => {
    const proposed = (await figures()).find((s) => s.supersedes.length > 0);
    const pair = proposed?.supersedes[0];
    const claim = proposed?.figures.find((f) => f.id === pair?.older)?.status_claim;
    expect(claim).toBeTruthy();
    const { entry } = await t.node.call('claim', {
      space: SPACE,
      id: pair?.older ?? '',
      field: 'status',
      value: 'superseded',
      replaces: claim ?? '',
    });
    const status = async (): Promise<string | undefined> =>
      (await figures()).flatMap((s) => s.figures).find((f) => f.id === pair?.older)?.status;
    expect(await status()).toBe('superseded');
    await t.node.call('undo', { space: SPACE, entry });
    expect(await status()).toBe('current');
  });

  test('a private note of the organisation reaches no volunteer', async () => {
    const figure = national(await figures(), 'detained').figures[0];
    await t.node.call('claim', {
      space: SPACE,
      id: figure?.id ?? '',
      field: 'note',
      value: 'CANARY-NOTE',
      value_lang: 'en',
      vis: 'organisation',
    });
    const asVolunteer = await t.node.call('figures', { space: SPACE, as_of: '2024' }, { role: 'volunteer' });
    expect(JSON.stringify(asVolunteer)).not.toContain('CANARY-NOTE');
  });
});

describe('connectivity', () => {
  const read = (input: { place?: string; from?: string; to?: string } = {}): Promise<ApiOut<'connectivity'>> =>
    t.node.call('connectivity', { space: SPACE, as_of: '2024', ...input });

  test('every observation stands in a lane, and one that speaks of two places in both', async () => {
    const { lanes, observations } = await read();
    expect(observations).toHaveLength(34);
    const drawn = new Set(
      lanes.flatMap((l) => l.rows.flatMap((r) => [...r.bars, ...r.notches].map((b) => b.observation))),
    );
    expect(observations.filter((o) => !drawn.has(o.id))).toEqual([]);
    const perLane = lanes.flatMap((l) => l.rows.flatMap((r) => [...r.bars, ...r.notches])).length;
    expect(perLane).toBeGreaterThan(34);
  });

  test('the country in January: grade A with its reason, disputed end, 111 hours fit a start and an end', async () => {
    const country = (await read()).outages.find((o) => o.grade.grade === 'A');
    expect(country?.grade.reason).toBe('measured_within_hour');
    expect(country?.disputed).toBe(true);
    expect(country?.hours.find((h) => h.hours === 111)).toMatchObject({ fits: 'gross' });
  });

  test('a place and a period narrow lanes, outages and rows alike; a bad date is refused', async () => {
    const { places } = await read();
    const place = places[1];
    const narrowed = await read({ place: place?.id ?? '' });
    expect(narrowed.observations).toHaveLength(place?.count ?? -1);
    expect(narrowed.outages.every((o) => o.place === place?.id)).toBe(true);
    const early = await read({ to: '2022-01-03' });
    expect(early.observations.length).toBeGreaterThan(0);
    expect(early.observations.every((o) => o.at < '2022-01-04')).toBe(true);
    expect((await failureOf(read({ from: '2022-13' }))).code).toBe('E_DATE');
  });

  test('read on 6 January, nothing had ended yet', async () => {
    const { outages } = await t.node.call('connectivity', { space: SPACE, as_of: '2022-01-06T00:00Z' });
    const country = outages.find((o) => o.place_title === 'Kazakhstan' && o.medium === 'all');
    expect(country?.ends).toEqual([]);
  });
});
