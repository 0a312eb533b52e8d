/** A second computer of one organisation: asked, added, taken; one member with two seats; bundles for both; removed alone. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { admitted, type Office, office } from './coalition-kit.ts';
import { failureOf, NOW } from './temp-node.ts';

const offices: Office[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const one of offices.splice(0)) await one.remove();
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true });
});
let now = NOW;
async function open<const T extends readonly string[]>(...names: T): Promise<{ readonly [I in keyof T]: Office }> {
  const made: Office[] = [];
  for (const name of names) made.push(await office(name, () => (now += 1_000)));
  offices.push(...made);
  return made as unknown as { readonly [I in keyof T]: Office };
}
function file(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kua-device-'));
  folders.push(folder);
  return join(folder, name);
}
const code = async (call: Promise<unknown>): Promise<string> => (await failureOf(call)).code;
const event = (o: Office, title: string, space: string) =>
  o.call('record.new', { space, kind: 'Event', fields: { title, kind: 'protest' } });
const titles = async (o: Office, space: string) =>
  (await o.call('search', { space, kinds: ['Event'] })).items.map((i) => i.title).toSorted();
const live = async (o: Office, space: string) =>
  (await o.call('coalition.read', { space })).members
    .filter((m) => m.live)
    .map((m) => [m.organisation?.name ?? null, m.seats.filter((s) => s.live).length] as const)
    .toSorted();

/** The second becomes one of the first one's computers, in these spaces; nothing of the spaces has reached it yet. */
async function joined(a: Office, a2: Office, spaces: readonly string[], role: 'write' | 'manage' = 'write') {
  const asked = await a2.call('keys.device_ask', {});
  const added = await a.call('keys.device_add', { file: asked.text, spaces, role, compared: true });
  const taken = await a2.call('keys.device_take', { file: added.text });
  return { asked, added, taken };
}

describe('a second computer', () => {
  test('is one more seat of the same member for everybody, reads all and writes', async () => {
    const [a, a2, b] = await open('Office A', 'Laptop', 'Office B');
    await event(a, 'Before anybody came', 'case');
    const space = await admitted(a, b, 'case');
    const { asked, added, taken } = await joined(a, a2, ['case']);
    expect(taken.organisation).toMatchObject({
      name: 'Office A',
      words: (await a.call('keys.read', {})).organisation.words,
    });
    expect(added.spaces).toMatchObject([{ slug: 'case', role: 'write', done: 'admitted', answer: null }]);
    const mine = await a2.call('keys.read', {});
    expect(mine).toMatchObject({ key_here: false, next_here: false, device: asked.device });
    expect((await a2.call('info', {})).name).toBe('Office A');
    // Its own first space has the usual name already.
    const slug = `shared-${space.slice(0, 8)}`;
    expect(taken.spaces).toMatchObject([{ space, slug }]);

    for (const one of [a2, b]) await one.take(a, space);
    expect(await titles(a2, slug)).toEqual(['Before anybody came']);
    await event(a2, 'By the second computer', slug);
    for (const one of [a, b]) await one.take(a2, space);
    for (const [one, name] of [
      [a, 'case'],
      [a2, slug],
      [b, 'shared'],
    ] as const) {
      expect(await titles(one, name)).toEqual(['Before anybody came', 'By the second computer']);
      expect(await live(one, name)).toEqual([
        ['Office A', 2],
        ['Office B', 1],
      ]);
    }
    const member = (await b.call('coalition.read', { space: 'shared' })).members.find((m) => m.seats.length === 2);
    expect(member?.seats.map((s) => s.device).toSorted()).toEqual(
      [asked.device, (await a.call('keys.read', {})).device].toSorted(),
    );
    // What one computer wrote the other may take back: it is the word of one organisation.
    const view = await a2.call('search', { space: slug, kinds: ['Event'], text: 'Before' });
    const shown = await a2.call('show', { id: view.items[0]?.id ?? '' });
    expect(shown.fields['title']?.claims[0]?.party).toBe(member?.party);
  });

  test('a bundle for the organisation opens on each of its computers, and each says what it holds', async () => {
    const [a, a2, b] = await open('Office A', 'Laptop', 'Office B');
    const space = await admitted(a, b, 'case', 'manage');
    await joined(a, a2, ['case']);
    const first = file('first.kua.age');
    await a.call('bundle.write', { file: first, to: ['Office A'], space: 'case' });
    expect(await a2.call('bundle.read', { file: first })).toMatchObject({
      ok: true,
      manifest: 'ok',
      organisation: 'Office A',
    });
    const slug = `shared-${space.slice(0, 8)}`;
    await event(a2, 'From the laptop', slug);

    const back = file('back.kua.age');
    await a2.call('bundle.write', { file: back, to: ['Office B'], space: slug });
    const read = await b.call('bundle.read', { file: back });
    expect(read).toMatchObject({ ok: true, manifest: 'ok', organisation: 'Office A', refused: [] });
    expect(read.device).toBe((await a2.call('keys.read', {})).device);

    // Nobody has told B what the first computer holds: the answer takes nothing for granted, and opens on both.
    await event(b, 'From B', 'shared');
    const answer = file('answer.kua.age');
    const written = await b.call('bundle.write', { file: answer, to: ['Office A'], space: 'shared' });
    const all = (await b.call('coalition.read', { space: 'shared' })).entries;
    expect(written.entries).toBe(all);
    for (const one of [a, a2]) expect(await one.call('bundle.read', { file: answer })).toMatchObject({ ok: true });
    expect(await titles(a, 'case')).toEqual(['From B', 'From the laptop']);
    const told = file('told.kua.age');
    await a.call('bundle.write', { file: told, to: ['Office B'], space: 'case' });
    expect(await b.call('bundle.read', { file: told })).toMatchObject({ ok: true });
    // Now both have been heard of: what both hold stays out.
    const last = await b.call('bundle.write', { file: file('last.kua.age'), to: ['Office A'], space: 'shared' });
    expect(last.entries).toBeLessThan(all);
  });

  test('one computer is removed and the other stays; it is no reader any more', async () => {
    const [a, a2, b] = await open('Office A', 'Laptop', 'Office B');
    const space = await admitted(a, b, 'case', 'manage');
    const { asked } = await joined(a, a2, ['case']);
    for (const one of [a2, b]) await one.take(a, space);
    expect(await code(b.call('keys.seized', { device: 'Office A' }))).toBe('E_DEVICE_MANY');
    const out = await b.call('keys.seized', { device: asked.device.slice(0, 16) });
    expect(out.spaces).toMatchObject([{ slug: 'shared', done: 'removed' }]);
    expect(await live(b, 'shared')).toEqual([
      ['Office A', 1],
      ['Office B', 1],
    ]);
    await event(b, 'After the laptop was taken', 'shared');
    for (const one of [a, a2]) await one.take(b, space);
    expect(await titles(a, 'case')).toEqual(['After the laptop was taken']);
    expect(await titles(a2, `shared-${space.slice(0, 8)}`)).toEqual([]);
    const sealed = file('sealed.kua.age');
    await b.call('bundle.write', { file: sealed, to: ['Office A'], space: 'shared' });
    expect(await code(a2.call('bundle.read', { file: sealed }))).toBe('E_BUNDLE_KEY');
  });

  test('with the role of a manager it admits others under the name of its organisation', async () => {
    const [a, a2, b] = await open('Office A', 'Laptop', 'Office B');
    const { taken } = await joined(a, a2, ['case'], 'manage');
    const [{ space = '', slug = '' } = {}] = taken.spaces;
    await a2.take(a, space);
    expect(await admitted(a2, b, slug)).toBe(space);
    expect(await live(b, 'shared')).toEqual([
      ['Office A', 2],
      ['Office B', 1],
    ]);
    await a.take(a2, space);
    expect(await live(a, 'case')).toEqual([
      ['Office A', 2],
      ['Office B', 1],
    ]);
  });

  test('where its organisation does not manage, an answer goes to one who does', async () => {
    const [a, b, b2] = await open('Office A', 'Office B', 'Laptop of B');
    const space = await admitted(a, b, 'case');
    const { added } = await joined(b, b2, ['shared']);
    const [one] = added.spaces;
    expect(one).toMatchObject({ done: 'ask', slug: 'shared' });
    const read = await a.call('coalition.read_answer', { space: 'case', file: one?.answer ?? '' });
    expect(read).toMatchObject({
      organisation: { name: 'Office B' },
      returning: true,
      admitted: false,
      device: added.device,
    });
    await a.call('coalition.admit', { space: 'case', file: one?.answer ?? '' });
    for (const o of [b, b2]) await o.take(a, space);
    expect(await live(b2, 'shared')).toEqual([
      ['Office A', 1],
      ['Office B', 2],
    ]);
    const recipients = file('for-both.kua.age');
    await a.call('bundle.write', { file: recipients, to: ['Office B'], space: 'case' });
    for (const o of [b, b2]) expect(await o.call('bundle.read', { file: recipients })).toMatchObject({ ok: true });
  });

  test('what is lost on the way is made again, and more spaces follow; no seat stands in two of them', async () => {
    const [a, a2] = await open('Office A', 'Laptop');
    await a.call('spaces.new', { slug: 'second', title: 'Second', public: false });
    const asked = await a2.call('keys.device_ask', {});
    expect(await a2.call('keys.device_ask', {})).toEqual(asked);
    const once = await a.call('keys.device_add', { file: asked.text, spaces: ['case'], compared: true });
    const again = await a.call('keys.device_add', { file: asked.text, spaces: ['case', 'second'], compared: true });
    expect(again.spaces.map((s) => [s.slug, s.done])).toEqual([
      ['case', 'before'],
      ['second', 'admitted'],
    ]);
    expect(again.spaces[0]?.seat).toBe(once.spaces[0]?.seat);
    expect(new Set(again.spaces.map((s) => s.seat)).size).toBe(2);
    expect(await live(a, 'case')).toEqual([['Office A', 2]]);
    await a2.call('keys.device_take', { file: again.text });
    const next = await a2.call('keys.device_ask', {});
    expect(next.text).not.toBe(asked.text);
    await a.call('spaces.new', { slug: 'third', title: 'Third', public: false });
    const third = await a.call('keys.device_add', { file: next.text, spaces: ['third'], compared: true });
    expect((await a2.call('keys.device_take', { file: third.text })).spaces).toMatchObject([{ slug: 'third' }]);
  });

  test('follows the cards of its organisation when the key changes', async () => {
    const [a, a2, b] = await open('Office A', 'Laptop', 'Office B');
    const space = await admitted(a, b, 'case');
    await joined(a, a2, ['case']);
    await a.call('keys.rotate', { name: 'Office A, Osh' });
    const news = file('news.kua.age');
    await a.call('bundle.write', { file: news, to: ['Office A, Osh'], space: 'case' });
    await a2.call('bundle.read', { file: news });
    expect((await a2.call('keys.read', {})).organisation).toMatchObject({ name: 'Office A, Osh', card: 1 });
    await b.take(a, space);
    expect(await live(b, 'shared')).toEqual([
      ['Office A, Osh', 2],
      ['Office B', 1],
    ]);
    const own = file('own.kua.age');
    await a2.call('bundle.write', { file: own, to: ['Office B'], space: `shared-${space.slice(0, 8)}` });
    expect(await b.call('bundle.read', { file: own })).toMatchObject({ ok: true, manifest: 'ok' });
  });

  test('a watched folder carries what the other computer lacks', async () => {
    const [a, a2] = await open('Office A', 'Laptop');
    const stick = file('stick').replace(/stick$/, '');
    expect((await a.call('watch.look', { folder: stick })).written).toEqual([]);
    await joined(a, a2, ['case']);
    await event(a, 'On the stick', 'case');
    const { written } = await a.call('watch.look', { folder: stick });
    expect(written.map((f) => existsSync(f))).toEqual([true]);
    await a2.call('watch.look', { folder: stick });
    expect((await a2.call('watch.look', { folder: stick })).read).toMatchObject([
      { ok: true, organisation: 'Office A' },
    ]);
  });
});

describe('refused', () => {
  test('without words compared, by a computer without the key, for another computer, changed on the way', async () => {
    const [a, a2, b] = await open('Office A', 'Laptop', 'Office B');
    await admitted(a, b, 'case');
    const asked = await a2.call('keys.device_ask', {});
    const add = (o: Office, input: object) =>
      code(o.call('keys.device_add', { file: asked.text, spaces: ['case'], compared: true, ...input }));
    const unsure = await failureOf(a.call('keys.device_add', { file: asked.text, spaces: ['case'] }));
    expect(unsure).toMatchObject({ code: 'E_DEVICE_COMPARE', params: { latin: asked.words.latin.join(' ') } });
    expect(await live(a, 'case')).toEqual([
      ['Office A', 1],
      ['Office B', 1],
    ]);
    expect(await add(a, { file: 'kua-device:1:gQ' })).toBe('E_DEVICE_FORM');
    const flipped = `${asked.text.slice(0, -5)}${asked.text.at(-5) === 'A' ? 'B' : 'A'}${asked.text.slice(-4)}`;
    expect(await add(a, { file: flipped })).toBe('E_DEVICE_SIG');
    expect(await add(a, { spaces: [] })).toBe('E_DEVICE_SPACES');
    expect(await add(a, { spaces: ['own'] })).toBe('E_SPACE_OWN');
    expect(await add(a, { role: 'relay' })).toBe('E_DEVICE_ROLE');
    expect(await add(a, { file: (await a.call('keys.paper', {})).cards })).toBe('E_DEVICE_FORM');
    // A member that others know cannot turn into another organisation's computer.
    expect(await code(b.call('keys.device_ask', {}))).toBe('E_DEVICE_USED');

    const added = await a.call('keys.device_add', { file: asked.text, spaces: ['case'], compared: true });
    expect(await code(b.call('keys.device_take', { file: added.text }))).toBe('E_DEVICE_OTHER');
    expect(await code(a2.call('keys.device_take', { file: asked.text }))).toBe('E_DEVICE_FORM');
    const torn = `${added.text.slice(0, -9)}${added.text.at(-9) === 'A' ? 'B' : 'A'}${added.text.slice(-8)}`;
    expect(await code(a2.call('keys.device_take', { file: torn }))).toBe('E_DEVICE_SIG');
    expect(added.text).not.toContain('Office A');
    await a2.call('keys.device_take', { file: added.text });
    for (const refused of [
      a2.call('keys.device_add', { file: asked.text, spaces: ['case'], compared: true }),
      a2.call('coalition.join', { file: (await a.call('coalition.invite', { space: 'case' })).text }),
    ])
      expect(await code(refused)).toBe('E_ORG_KEY');
  });

  test('a statement by another hand makes nobody a computer of the organisation', async () => {
    const [a, b, b2] = await open('Office A', 'Office B', 'Laptop of B');
    const space = await admitted(a, b, 'case');
    const { added } = await joined(b, b2, ['shared']);
    const good = added.spaces[0]?.answer ?? '';
    const [c] = await open('Office C');
    const other = (await c.call('coalition.join', { file: (await a.call('coalition.invite', { space: 'case' })).text }))
      .text;
    expect(await code(a.call('coalition.read_answer', { space: 'case', file: good.slice(0, -40) }))).toBe(
      'E_ANSWER_FORM',
    );
    // Before the grant arrives nobody knows the second computer: its bundle counts, its manifest does not.
    await a.call('coalition.admit', { space: 'case', file: good });
    await b2.take(a, space);
    expect(other).toMatch(/^kua-answer:1:/);
    const stranger = file('stranger.kua.age');
    await b2.call('bundle.write', { file: stranger, to: [(await c.call('keys.read', {})).recipient], space: 'shared' });
    expect(await c.call('bundle.read', { file: stranger })).toMatchObject({
      ok: false,
      manifest: 'E_SIG',
      organisation: null,
      device: null,
    });
  });
});
