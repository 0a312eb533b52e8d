/** The projection over real encrypted databases: what is written is found, ended, erased and rebuilt. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toHex } from '../../base/bytes.ts';
import { recordId } from '../../records/kind-names.ts';
import { about, ctx, eraseEntry, makeNode, makeSpace, type NodeFixture, primitives, QUERY } from './ledger-fixture.ts';

const id = (n: number): Uint8Array => new Uint8Array(16).fill(n);

async function found(node: NodeFixture, text: string): Promise<string[]> {
  const page = await node.projection.search({ ...QUERY, text });
  if (!page.ok) throw new Error(page.error.code);
  return page.value.items.map((item) => item.title);
}

async function small(): Promise<{ node: NodeFixture; space: Awaited<ReturnType<typeof makeSpace>> }> {
  const node = await makeNode();
  const space = await makeSpace();
  space.data({
    claims: about('Person', id(1), { names: { text: 'Қасым Жомартов', lang: 'kk', script: 'Cyrl', kind: 'full' } }),
  });
  space.data({
    claims: about('Place', id(2), {
      names: [
        { text: 'Zhanaozen', lang: 'en', script: 'Latn', kind: 'full' },
        { text: 'Жаңаөзен', lang: 'kk', script: 'Cyrl', kind: 'full' },
      ],
      admin: 'kz.mangystau',
      precision: 'settlement',
    }),
  });
  space.data({
    claims: about('Event', id(3), {
      title: 'Shooting at the square',
      kind: 'shooting',
      date: '2011-12-16',
      place: recordId('Place', id(2)),
      description: 'Police fired at workers of the oil field',
    }),
  });
  await node.add(space, space.entries);
  await node.projection.catchUp();
  return { node, space };
}

test('a name is found in other letters and other spellings', async () => {
  const { node } = await small();
  for (const text of ['kasym', 'Қасым', 'касым', 'qasym', 'жомарт', 'zhomart', 'омарт']) {
    expect(await found(node, text), text).toEqual(['Қасым Жомартов']);
  }
  expect(await found(node, 'жанаозен')).toEqual(['Zhanaozen']);
  expect(await found(node, 'police "oil field"')).toEqual(['Shooting at the square']);
  expect(await found(node, '"field oil"')).toEqual([]);
  await node.close();
});

test('a place is asked for by id, name in any language, or region', async () => {
  const { node } = await small();
  for (const value of [recordId('Place', id(2)), 'zhanaozen', 'Жаңаөзен', 'kz.mangystau', 'KZ-MAN']) {
    const page = await node.projection.search({ ...QUERY, where: [{ field: 'place', value }], facets: ['place'] });
    expect(page.ok && page.value.items.map((i) => i.kind), value).toEqual(['Event']);
    expect(page.ok && page.value.facets?.['place']).toEqual([
      { value: recordId('Place', id(2)), label: 'Zhanaozen', count: 1 },
    ]);
  }
  const labelled = await node.projection.search({ ...QUERY, where: [{ field: 'kind', value: 'Event' }] });
  expect(labelled.ok && labelled.value.total).toBe(1);
  await node.close();
});

test('refusals name what was asked', async () => {
  const { node } = await small();
  expect(await node.projection.search({ ...QUERY, limit: 0 })).toMatchObject({ ok: false, error: { code: 'E_LIMIT' } });
  expect(await node.projection.search({ ...QUERY, limit: 201 })).toMatchObject({ error: { code: 'E_LIMIT' } });
  expect(await node.projection.search({ ...QUERY, facets: ['colour'] })).toMatchObject({
    error: { code: 'E_FACET', params: { facet: 'colour' } },
  });
  const first = await node.projection.search({ ...QUERY, limit: 1 });
  const cursor = first.ok ? first.value.cursor : undefined;
  expect(cursor).toBeTypeOf('string');
  expect(await node.projection.search({ ...QUERY, text: 'other', limit: 1, after: cursor ?? '' })).toMatchObject({
    error: { code: 'E_CURSOR' },
  });
  expect(await node.projection.search({ ...QUERY, limit: 1, after: 'x' })).toMatchObject({
    error: { code: 'E_CURSOR' },
  });
  await node.close();
});

test('a replaced claim leaves, history keeps it with its reason', async () => {
  const { node, space } = await small();
  const old = space.entries.at(-1);
  if (!old) throw new Error('no entry');
  const fix = space.data({
    claims: about('Event', id(3), { title: 'Shooting at the main square' }),
    ends: [{ type: 'claim', target: { entry: old.id, index: 0 }, by: 0, reason: 'named wrongly' }],
  });
  await node.add(space, [fix]);
  await node.projection.catchUp();
  const event = recordId('Event', id(3));
  expect((await node.projection.item(event))?.title).toBe('Shooting at the main square');
  const history = await node.projection.history(event);
  expect(
    history.map((h) => h.claims.filter((c) => c.field === 'title').map((c) => [c.value, c.live, c.endReason])),
  ).toEqual([[['Shooting at the square', false, 'named wrongly']], [['Shooting at the main square', true, null]]]);
  const titles = (await node.projection.claimsOf(event)).filter((c) => c.field === 'title');
  expect(titles.map((c) => c.value)).toEqual(['Shooting at the main square']);
  await node.close();
});

test('a batch end takes its rows away, also from the known ones; what came by hand stays', async () => {
  const { node, space } = await small();
  const batch = primitives.random(16);
  const ck = primitives.random(32);
  const row = ctx({ ck, row: 7 });
  const claims = about('Event', id(9), { title: 'A strike', kind: 'strike', date: '2022-01-03' });
  await node.add(space, [space.data({ claims, batch, ctx: row })]);
  await node.add(space, [space.data({ claims: about('Event', id(9), { description: 'seen by hand' }) })]);
  await node.projection.catchUp();
  const [hex, party] = [toHex(space.id), toHex(space.party)];
  const first = toHex(ck.subarray(0, 16));
  const known = await node.projection.knownRows(hex, party, [first, '00'.repeat(16)]);
  expect(known.map((k) => [k.first, k.second, k.batch, k.claims.length])).toEqual([
    [first, toHex(ck.subarray(16)), toHex(batch), 3],
  ]);
  expect(await node.projection.batches(hex)).toEqual([{ batch: toHex(batch), entries: 1, ended: false }]);
  await node.add(space, [space.data({ claims: [], ends: [{ type: 'batch', batch, reason: 'undone' }] })]);
  const late = about('Event', id(10), { title: 'A late row', kind: 'strike', date: '2022-01-03' });
  await node.add(space, [space.data({ claims: late, batch, ctx: row })]);
  await node.projection.catchUp();
  expect(await node.projection.knownRows(hex, party, [first])).toEqual([]);
  expect((await node.projection.claimsOf(recordId('Event', id(9)))).map((c) => c.value)).toEqual(['seen by hand']);
  expect(await node.projection.item(recordId('Event', id(10)))).toBeNull();
  expect(await node.projection.batches(hex)).toMatchObject([{ ended: true, entries: 2 }]);
  await node.close();
});

test('rows of a packed entry are known one by one', async () => {
  const { node, space } = await small();
  const [a, b] = [primitives.random(32), primitives.random(32)];
  const claims = [
    ...about('Event', id(20), { title: 'One', kind: 'strike' }),
    ...about('Event', id(21), { title: 'Two' }),
  ];
  await node.add(space, [
    space.data({
      claims,
      batch: primitives.random(16),
      ctx: ctx({
        rows: [
          [1, a, 0],
          [2, b, 2],
        ],
      }),
    }),
  ]);
  await node.projection.catchUp();
  const halves = [a, b].map((ck) => toHex(ck.subarray(0, 16)));
  const known = await node.projection.knownRows(toHex(space.id), toHex(space.party), halves);
  expect(known.map((k) => k.claims.map((c) => `${c.subject} ${c.field}`))).toEqual([
    [`${recordId('Event', id(20))} title`, `${recordId('Event', id(20))} kind`],
    [`${recordId('Event', id(21))} title`],
  ]);
  await node.close();
});

test('claims of an own space fold into the record of the case space they name', async () => {
  const { node, space } = await small();
  const own = await makeSpace();
  own.data({ claims: about('Event', id(3), { note: 'for us only' }), ctx: ctx({ case: space.id }) });
  await node.add(own, own.entries);
  await node.projection.catchUp();
  const event = recordId('Event', id(3));
  expect((await node.projection.claimsOf(event)).map((c) => c.field)).toContain('note');
  expect((await node.projection.item(event))?.space).toBe(toHex(space.id));
  expect(await node.projection.countsByKind([toHex(own.id)])).toEqual({});
  expect(await found(node, 'only')).toEqual([]);
  await node.close();
});

test('relations are counted and paged both ways', async () => {
  const { node, space } = await small();
  for (let i = 0; i < 5; i++) {
    const fields = { title: `Rally ${i}`, kind: 'protest', place: recordId('Place', id(2)) };
    space.data({ claims: about('Event', id(40 + i), fields) });
  }
  await node.add(space, space.entries);
  await node.projection.catchUp();
  const place = recordId('Place', id(2));
  expect(await node.projection.relationCounts(place)).toEqual([
    { direction: 'to', field: 'place', kind: 'Event', count: 6 },
  ]);
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: { items: readonly { id: string }[]; cursor?: string } = await node.projection.relations(
      ...([place, 'to', 'place', after, 2] as const),
    );
    ids.push(...page.items.map((i) => i.id));
    after = page.cursor ?? null;
  } while (after !== null);
  expect(new Set(ids).size).toBe(6);
  expect((await node.projection.relations(recordId('Event', id(3)), 'from', 'place', null, 10)).items[0]?.id).toBe(
    place,
  );
  await node.close();
});

test('a deleted, damaged or outdated index is folded anew and equals the old one', async () => {
  const { node } = await small();
  const before = await node.dump();
  expect(before.split('\n')).toHaveLength(3);
  await node.projection.close();
  for (const end of ['', '-wal', '-shm']) rmSync(node.index + end, { force: true });
  await node.reopen();
  await node.projection.catchUp();
  expect(await node.dump()).toBe(before);
  await node.projection.close();
  const bytes = readFileSync(node.index);
  writeFileSync(node.index, bytes.fill(65, 0, 2048));
  await node.reopen();
  await node.projection.catchUp();
  expect(await node.dump()).toBe(before);
  expect(await node.projection.rebuildCheck()).toMatchObject({ equal: true, records: 3, firstDifference: null });
  await node.projection.rebuild();
  expect(await node.dump()).toBe(before);
  await node.close();
});

test('entries that were durable before a crash are folded at the next start', async () => {
  const { node, space } = await small();
  const more = space.data({ claims: about('Event', id(50), { title: 'Committed, not folded', kind: 'strike' }) });
  await node.add(space, [more]);
  await node.reopen();
  await node.projection.catchUp();
  const other = await makeNode();
  await other.add(space, space.entries);
  await other.projection.catchUp();
  expect(await node.dump()).toBe(await other.dump());
  await node.close();
  await other.close();
});

test('erased words leave the files, and an erased correction revives nothing', async () => {
  const node = await makeNode(null);
  const space = await makeSpace();
  const made = space.data({ claims: about('Event', id(1), { title: 'Zebracanary meeting', kind: 'protest' }) });
  const target = { entry: made.id, index: 0 };
  const fixed = space.data({
    claims: about('Event', id(1), { title: 'Quaggacanary meeting', tags: 'okapicanary' }),
    ends: [{ type: 'claim', target, by: 0, reason: null }],
  });
  await node.add(space, space.entries);
  await node.projection.catchUp();
  expect(await found(node, 'quaggacanary')).toEqual(['Quaggacanary meeting']);
  const erased = { entry: fixed.id, ph: fixed.entry.header.ph, ended: [target] };
  await node.add(space, [eraseEntry(space, [erased])]);
  await node.projection.catchUp();
  await node.projection.scrub();
  const fields = (await node.projection.claimsOf(recordId('Event', id(1)))).map((c) => c.field);
  expect(fields).toEqual(['kind']);
  const history = await node.projection.history(recordId('Event', id(1)));
  expect(history.map((h) => [h.state, h.erasedBy !== null])).toEqual([
    ['open', false],
    ['erased', true],
  ]);
  for (const file of ['index.db', 'index.db-wal']) {
    const bytes = readFileSync(`${node.dir}/${file}`, 'latin1').toLowerCase();
    for (const word of ['quaggacanary', 'okapicanary', 'zebracanary']) expect(bytes.includes(word), word).toBe(false);
  }
  const before = await node.dump();
  await node.projection.rebuild();
  expect(await node.dump()).toBe(before);
  await node.close();
});
