/** Titles as they are read: places in the language asked for, links by both their ends. What a role may not read of an end: http.test.ts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TempNode, tempNode } from './temp-node.ts';

const SPACE = 'january-2022';
let t: TempNode;
beforeAll(async () => {
  t = await tempNode();
  await t.node.call('example', { name: SPACE });
});
afterAll(() => t.remove());

const LANGS = ['en', 'ru', 'kk'] as const;
type Lang = (typeof LANGS)[number];
const ZHANAOZEN = { en: 'Zhanaozen', ru: 'Жанаозен', kk: 'Жаңаөзен' } as const;
const events = (lang: Lang, value: string) =>
  t.node.call('search', {
    space: SPACE,
    lang,
    kinds: ['Event'],
    where: [{ field: 'place', value }],
    facets: ['place'],
    limit: 5,
  });

test('a place stands in the language asked for, and its facet filters by the same value in each', async () => {
  const totals = new Set<number>();
  for (const lang of LANGS) {
    const page = await events(lang, 'Zhanaozen');
    totals.add(page.total);
    expect(page.items.length).toBeGreaterThan(0);
    for (const item of page.items) expect(item.place?.title).toBe(ZHANAOZEN[lang]);
    const term = page.facets?.['place']?.find((f) => f.value === 'Zhanaozen');
    expect(term?.label).toBe(ZHANAOZEN[lang]);
    const event = await t.node.call('show', { space: SPACE, lang, id: page.items[0]?.id ?? '' });
    expect(event.fields['place']?.text).toBe(ZHANAOZEN[lang]);
    const place = await t.node.call('show', { space: SPACE, lang, id: page.items[0]?.place?.id ?? '' });
    expect(place.title).toBe(ZHANAOZEN[lang]);
  }
  expect(totals.size).toBe(1);
});

test('a link is titled by both its ends and its kind, in lists and on its own page', async () => {
  const one = async (lang: Lang) => {
    const { items } = await t.node.call('search', { space: SPACE, lang, kinds: ['Relation'], limit: 50 });
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) {
      const [from = '', kind = '', to = ''] = item.title.split(' — ');
      expect([from, kind, to].every((part) => part.length > 1 && part.length <= 81)).toBe(true);
    }
    const first = items.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
    expect((await t.node.call('show', { space: SPACE, lang, id: first?.id ?? '' })).title).toBe(first?.title);
    return first?.title;
  };
  const titles = [await one('en'), await one('ru'), await one('kk')];
  expect(new Set(titles).size).toBe(3);
});

test('a link to a place names it in the language, also among the relations of the place', async () => {
  const place = (await events('en', 'Zhanaozen')).items[0]?.place?.id ?? '';
  const event = (await events('en', 'Zhanaozen')).items[0]?.id ?? '';
  const { id } = await t.node.call('record.new', {
    space: SPACE,
    kind: 'Relation',
    fields: { from: event, to: place, kind: 'supports' },
  });
  expect((await t.node.call('show', { space: SPACE, lang: 'kk', id })).title).toMatch(/ — Жаңаөзен$/);
  const listed = await t.node.call('relations', { space: SPACE, lang: 'ru', id: place, direction: 'to', field: 'to' });
  expect(listed.items.map((item) => item.title.split(' — ').at(-1))).toContain('Жанаозен');
});
