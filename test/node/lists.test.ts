/** Lists on a real node: counts by place and time, bulk actions and their undo, saved searches, exports in pieces, no number beyond a role. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiIn, RoleName } from '../../src/contract/api.ts';
import { failureOf, NOW, type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
let places: string[] = [];
const as = (role: RoleName) => ({ role });

beforeAll(async () => {
  t = await tempNode();
  for (const [name, lon, lat] of [
    ['Zhanaozen', 52.86, 43.34],
    ['Aktau', 51.16, 43.65],
  ] as const) {
    const { id } = await t.node.call('record.new', {
      kind: 'Place',
      fields: {
        names: [{ text: name, lang: 'en', script: 'Latn', kind: 'full' }],
        admin: 'kz.mangystau',
        geometry: { type: 'Point', coordinates: [String(lon), String(lat)] },
        precision: 'settlement',
        coordinate_source: 'practice',
        zone: 'Asia/Aqtau',
      },
    });
    places.push(id);
  }
  for (let i = 0; i < 12; i++)
    await t.node.call('record.new', {
      kind: 'Event',
      fields: {
        title: `Practice gathering ${i}`,
        kind: 'protest',
        date: i === 11 ? '2022-01' : `2022-01-0${1 + (i % 4)}`,
        place: places[i % 2] ?? '',
      },
    });
});
afterAll(() => t.remove());

describe('map and timeline', () => {
  test('places carry the exact number of the whole filter, and a filter on one leaves the others on the map', async () => {
    const all = await t.node.call('records.map', { kinds: ['Event'] });
    expect(all.marks.map((m) => [m.title, m.count, m.precision])).toEqual(
      [
        ['Aktau', 6, 'settlement'],
        ['Zhanaozen', 6, 'settlement'],
      ].toSorted((a, b) => ((all.marks[0]?.title === a[0] ? -1 : 1) < 0 ? -1 : b ? 1 : 0)),
    );
    expect(all.total).toBe(12);
    expect(all.more).toEqual({ places: 0, count: 0 });
    const spot = { field: 'spot', value: places[0] ?? '' };
    expect((await t.node.call('records.map', { kinds: ['Event'], where: [spot] })).marks).toEqual(all.marks);
    expect((await t.node.call('search', { kinds: ['Event'], where: [spot] })).total).toBe(6);
  });

  test('a part of the map narrows list and counts alike', async () => {
    const bounds = '50,43.5,52,44';
    expect((await t.node.call('search', { kinds: ['Event'], bounds })).total).toBe(6);
    expect((await t.node.call('records.map', { kinds: ['Event'], bounds })).marks.map((m) => m.title)).toEqual([
      'Aktau',
    ]);
    expect((await failureOf(t.node.call('search', { bounds: 'here' }))).code).toBe('E_INPUT');
  });

  test('a date of month precision stands apart from days, and the period does not cut its own chart', async () => {
    const line = await t.node.call('records.timeline', { kinds: ['Event'], bucket: 'day', from: '2022-01-02' });
    expect(line.bars.map((b) => [b.from, b.count])).toEqual([
      ['2022-01-01', 3],
      ['2022-01-02', 3],
      ['2022-01-03', 3],
      ['2022-01-04', 2],
    ]);
    expect(line.spans).toEqual([{ from: '2022-01-01', to: '2022-01-31', count: 1 }]);
    expect(line.total).toBe(12);
    const within = await t.node.call('records.timeline', {
      kinds: ['Event'],
      from: '2022-01-04',
      to: '2022-01-04',
      within: true,
    });
    expect(within.bars.map((b) => b.from)).toEqual(['2022-01-04']);
  });

  test('oldest first is newest first turned round, by pages', async () => {
    const ids = async (sort: 'newest' | 'oldest' | 'updated'): Promise<string[]> => {
      const out: string[] = [];
      let after: string | undefined;
      do {
        const page: Awaited<ReturnType<typeof next>> = await next(sort, after);
        out.push(...page.items.map((i) => `${i.date} ${i.id}`));
        after = page.cursor;
      } while (after !== undefined);
      return out;
    };
    const next = (sort: 'newest' | 'oldest' | 'updated', after: string | undefined) =>
      t.node.call('search', { kinds: ['Event'], sort, limit: 5, ...(after ? { after } : {}) });
    const days = (list: string[]): string[] => list.map((x) => x.slice(0, 10));
    expect(days(await ids('oldest'))).toEqual(days(await ids('newest')).toReversed());
    expect((await ids('updated')).toSorted()).toEqual((await ids('newest')).toSorted());
  });
});

describe('bulk', () => {
  const tagged = (value: string) => t.node.call('search', { where: [{ field: 'tags', value }] });

  test('a tag on all that match is one entry; undo takes every one back', async () => {
    const done = await t.node.call('records.bulk', {
      filter: { kinds: ['Event'], text: 'practice' },
      ...{ expect: 12, action: 'tag', text: 'to check' },
    });
    expect([done.changed, done.entries.length, done.skipped_count]).toEqual([12, 1, 0]);
    expect((await tagged('to check')).total).toBe(12);
    await t.node.call('undo', { entry: done.entry });
    expect((await tagged('to check')).total).toBe(0);
    expect((await t.node.call('search', { kinds: ['Event'] })).total).toBe(12);
  });

  test('too large for one entry: as few as hold it, and one undo for all', async () => {
    const text = 'x'.repeat(40_000);
    const done = await t.node.call('records.bulk', { filter: { kinds: ['Event'] }, expect: 12, action: 'note', text });
    expect(done.entries.length).toBeGreaterThan(1);
    expect(done.entries.length).toBeLessThanOrEqual(4);
    const { items } = await t.node.call('search', { kinds: ['Event'], limit: 1 });
    const id = items[0]?.id ?? '';
    expect((await t.node.call('show', { id })).fields['note']).toBeDefined();
    const undone = await t.node.call('undo', { entry: done.entries.at(-1) ?? '' });
    expect(undone.ended).toBe(12);
    expect((await t.node.call('show', { id })).fields['note']).toBeUndefined();
  });

  test('another number than was confirmed changes nothing; records that have the tag are skipped and named', async () => {
    const input = { filter: { kinds: ['Event'] }, expect: 11, action: 'tag', text: 'seen' } as const;
    expect(await failureOf(t.node.call('records.bulk', input))).toMatchObject({
      code: 'E_BULK_CHANGED',
      params: { n: 12 },
    });
    const { items } = await t.node.call('search', { kinds: ['Event'], limit: 2 });
    const ids = items.map((i) => i.id);
    await t.node.call('records.bulk', { ids, expect: 2, action: 'tag', text: 'seen' });
    const done = await t.node.call('records.bulk', { ...input, expect: 12 });
    expect([done.changed, done.skipped_count]).toEqual([10, 2]);
    expect(done.skipped.map((s) => s.reason)).toEqual(['has_tag', 'has_tag']);
    expect((await failureOf(t.node.call('records.bulk', { ...input, expect: 12, text: ' ' }))).code).toBe(
      'E_BULK_TEXT',
    );
  });

  test('a request for review is a task of the organisation about every record', async () => {
    const ids = (await t.node.call('search', { kinds: ['Event'], limit: 3 })).items.map((i) => i.id);
    await t.node.call('records.bulk', { ids, expect: 3, action: 'review', text: 'Please review before Friday' });
    const found = await t.node.call('search', { kinds: ['Task'] });
    const task = await t.node.call('show', { id: found.items[0]?.id ?? '' });
    expect(task.fields['about']?.claims).toHaveLength(3);
    expect(
      (await t.node.call('search', { facets: ['kind'] }, as('volunteer'))).facets?.['kind']?.some(
        (k) => k.value === 'Task',
      ),
    ).toBe(false);
  });

  test("a signal is set aside with its reason; a record of one's own waits for somebody else", async () => {
    const signal = await t.node.call('record.new', {
      kind: 'Signal',
      fields: {
        channel: 'phone',
        received_at: '2022-01-05',
        text: 'A practice signal',
        urgency: 'normal',
        state: 'new',
      },
    });
    const done = await t.node.call('records.bulk', {
      ids: [signal.id, (await t.node.call('search', { kinds: ['Event'], limit: 1 })).items[0]?.id ?? ''],
      ...{ expect: 2, action: 'set_aside', text: 'another record shows otherwise' },
    });
    expect([done.changed, done.skipped.map((s) => s.reason)]).toEqual([1, ['own_record']]);
    const shown = await t.node.call('show', { id: signal.id });
    expect([shown.state, shown.fields['reason']?.value]).toEqual(['set_aside', 'another record shows otherwise']);
    await t.node.call('undo', { entry: done.entry });
    const after = await t.node.call('show', { id: signal.id });
    expect([after.state, after.fields['reason']]).toEqual(['new', undefined]);
  });
});

describe('what a role may not read', () => {
  test("totals, facets, map and timeline of a volunteer hold no number of the organisation's own records", async () => {
    const canary = 'canary-ozen-5512';
    await t.node.call('record.new', { kind: 'Task', fields: { title: canary, state: 'open' } });
    const questions: ApiIn<'search'>[] = [
      {},
      { text: canary },
      { kinds: ['Task'] },
      { where: [{ field: 'state', value: 'open' }] },
    ];
    for (const question of questions) {
      const seen = await t.node.call('search', { ...question, facets: ['kind', 'state', 'party'] }, as('volunteer'));
      expect(seen.total).toBe(seen.items.length);
      expect(JSON.stringify(seen)).not.toContain(canary);
      expect(seen.facets?.['kind']?.map((k) => k.value) ?? []).not.toContain('Task');
      const sum = (seen.facets?.['kind'] ?? []).reduce((n, k) => n + k.count, 0);
      if (!question.kinds) expect(sum).toBe(seen.total);
      const map = await t.node.call('records.map', question, as('volunteer'));
      const line = await t.node.call('records.timeline', question, as('volunteer'));
      expect([map.total, line.total]).toEqual([seen.total, seen.total]);
    }
    expect((await t.node.call('search', { kinds: ['Task'] }, as('documenter'))).total).toBeGreaterThan(0);
  });
});

describe('saved searches', () => {
  test('belong to a person; a shared one is seen by colleagues and changed by its owner alone', async () => {
    await t.node.call('users.add', { name: 'Practice colleague', role: 'documenter' });
    const mine = await t.node.call('searches.put', { name: 'Gatherings', filter: { kind: ['Event'] } });
    const colleague = { person: 'Practice colleague' };
    expect((await t.node.call('searches.list', colleague)).searches).toEqual([]);
    await t.node.call('searches.put', { id: mine.id, name: 'Gatherings', filter: { kind: ['Event'] }, shared: true });
    const seen = (await t.node.call('searches.list', colleague)).searches;
    expect(seen.map((s) => [s.name, s.mine, s.owner])).toEqual([['Gatherings', false, 'Manager']]);
    const theirs = t.node.call('searches.put', { ...colleague, id: mine.id, name: 'Mine now', filter: {} });
    expect((await failureOf(theirs)).code).toBe('E_SEARCH_OTHER');
    expect((await failureOf(t.node.call('searches.delete', { ...colleague, id: mine.id }))).code).toBe(
      'E_SEARCH_OTHER',
    );
    expect((await failureOf(t.node.call('searches.put', { name: 'Gatherings', filter: {} }))).code).toBe(
      'E_SEARCH_EXISTS',
    );
    expect((await failureOf(t.node.call('searches.put', { name: ' ', filter: {} }))).code).toBe('E_SEARCH_NAME');
    await t.node.call('searches.delete', { id: mine.id });
    await t.node.call('searches.put', { id: mine.id, name: 'Gatherings', filter: { kind: ['Event'] } });
    expect((await t.node.call('searches.list', {})).searches.map((s) => s.id)).toEqual([mine.id]);
    await t.reopen();
    expect((await t.node.call('searches.list', {})).searches).toHaveLength(1);
  });

  test('words of a search are known to their session alone and to no file', async () => {
    const { qs } = await t.node.call('query.keep', { text: 'canary-words-8812', session: 'one' });
    expect(await t.node.call('query.text', { qs, session: 'one' })).toEqual({ text: 'canary-words-8812' });
    expect(await t.node.call('query.text', { qs, session: 'two' })).toEqual({ text: null });
    expect((await t.node.call('query.keep', { text: 'canary-words-8812', session: 'one' })).qs).toBe(qs);
    await t.reopen();
    expect(await t.node.call('query.text', { qs, session: 'one' })).toEqual({ text: null });
  });
});

describe('export', () => {
  async function whole(
    input: ApiIn<'export.open'>,
  ): Promise<{ text: string; rows: number; subjects: readonly string[] }> {
    const { handle } = await t.node.call('export.open', input);
    let text = '';
    for (;;) {
      const next = await t.node.call('export.next', { handle });
      if (next.text === null) return { text, rows: next.rows, subjects: next.subjects };
      text += next.text;
    }
  }

  test("carries the records of the filter and nothing of the organisation's own", async () => {
    const canary = 'canary-note-3319';
    const { items } = await t.node.call('search', { kinds: ['Event'], limit: 1 });
    await t.node.call('claim', { id: items[0]?.id ?? '', field: 'note', value: canary });
    for (const format of ['csv', 'hxl', 'jsonl', 'geojson'])
      for (const view of ['members', 'public']) {
        const { text, rows } = await whole({ kinds: ['Event'], to: '2022-01-02', format, view });
        expect([format, view, rows]).toEqual([format, view, 7]);
        expect(text).not.toContain(canary);
        expect(text).toContain(view === 'public' ? 'public' : 'members');
      }
  });

  test('the preview counts what the view leaves out', async () => {
    const all = await t.node.call('export.preview', { view: 'public' });
    const inView = all.rows + all.not_in_view.reduce((n, k) => n + k.count, 0);
    expect(inView).toBe(all.matching);
    expect(all.not_in_view.map((k) => k.kind)).toContain('Task');
    expect((await t.node.call('export.preview', { kinds: ['Event'], view: 'members' })).rows).toBe(12);
  });

  test('formats and views are refused by name, an ended handle too', async () => {
    const open = (format: string, view: string) => t.node.call('export.open', { format, view });
    expect((await failureOf(open('xlsx', 'members'))).code).toBe('E_EXPORT_FORMAT');
    expect((await failureOf(open('csv', 'everybody'))).code).toBe('E_EXPORT_FORMAT');
    expect((await failureOf(t.node.call('export.next', { handle: '00' }))).code).toBe('E_EXPORT_HANDLE');
  });

  test('a download stands in the register of copies', async () => {
    const { subjects } = await whole({ kinds: ['Event'], format: 'csv', view: 'members' });
    expect(subjects.length).toBeGreaterThanOrEqual(12);
    const { copy } = await t.node.call('export.noted', { file: 'case-members.csv', view: 'members', subjects });
    expect(copy).toMatch(/^[0-9a-f]{32}$/);
    expect(NOW).toBeGreaterThan(0);
  });
});
