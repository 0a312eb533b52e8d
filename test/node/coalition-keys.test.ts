/** Keys of an organisation and a seized device, on whole nodes: paper, cards, and whom to warn tonight. */
import { afterEach, describe, expect, test } from 'vitest';
import { toHex } from '../../src/base/bytes.ts';
import { readCards } from '../../src/node/coalition/invitation-text.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import { admitted, type Office, office } from './coalition-kit.ts';
import { failureOf, NOW } from './temp-node.ts';

const p = nodePrimitives();
const offices: Office[] = [];
afterEach(async () => {
  for (const one of offices.splice(0)) await one.remove();
});
let now = NOW;
async function open(name: string): Promise<Office> {
  const made = await office(name, () => now++);
  offices.push(made);
  return made;
}
const code = async (call: Promise<unknown>): Promise<string> => (await failureOf(call)).code;
const organisationOf = async (o: Office, name: string, space: string) =>
  (await o.call('coalition.read', { space })).members.find((m) => m.organisation?.name === name)?.organisation;

describe('the key on paper', () => {
  test('signs the next card; members follow the chain and keep the words they compared', async () => {
    const [a, b] = [await open('Office A'), await open('Office B')];
    const space = await admitted(a, b, 'case');
    const before = await b.call('keys.read', {});
    expect(before).toMatchObject({ next_here: true, organisation: { card: 0, name: 'Office B' } });
    expect(await b.call('keys.paper', {})).toMatchObject({ paper: b.paper, card: 1 });
    await a.call('coalition.compared', { organisation: before.organisation.id, compared: true });

    await b.call('keys.paper', { forget: true });
    expect((await b.call('keys.read', {})).next_here).toBe(false);
    expect(await code(b.call('keys.paper', {}))).toBe('E_PAPER_GONE');
    expect(await code(b.call('keys.rotate', {}))).toBe('E_PAPER_NEEDED');
    expect(await code(b.call('keys.rotate', { paper: a.paper }))).toBe('E_PAPER_OTHER');
    expect(await code(b.call('keys.rotate', { paper: b.paper.slice(0, -1) }))).toBe('E_PAPER');
    const turned = await b.call('keys.rotate', {
      paper: b.paper.toLowerCase(),
      name: 'Office B, Bishkek',
      paper_only: true,
    });
    expect(turned).toMatchObject({ card: 2, announced: ['shared'] });
    expect(turned.paper).not.toBe(b.paper);
    const after = await b.call('keys.read', {});
    expect(after).toMatchObject({
      ...{ next_here: false, device: before.device },
      organisation: {
        id: before.organisation.id,
        words: before.organisation.words,
        card: 1,
        name: 'Office B, Bishkek',
      },
    });
    expect(after.key).not.toBe(before.key);
    expect(await b.parts.ledger.secrets('org', null)).toHaveLength(1);

    await a.take(b, space);
    expect(await organisationOf(a, 'Office B, Bishkek', 'case')).toMatchObject({
      ...{ id: before.organisation.id, card: 1, compared: { by: 'Manager of Office A' } },
    });
    // What is signed by the key of card 0 after that is no longer taken, though it verifies by itself.
    expect(readCards(p, turned.cards)?.card.n).toBe(1);
  });

  test('an answer under a replaced key admits nobody', async () => {
    const [a, b] = [await open('Office A'), await open('Office B')];
    const space = await admitted(a, b, 'case');
    await a.call('record.new', { space: 'own', kind: 'Event', fields: { title: 'Mine', kind: 'protest' } });
    await a.call('spaces.new', { slug: 'second', title: 'Second', public: false });
    const invited = (await a.call('coalition.invite', { space: 'second' })).text;
    const old = (await b.call('coalition.join', { file: invited, slug: 'second' })).text;
    await b.call('keys.rotate', {});
    await a.take(b, space);
    expect(await code(a.call('coalition.admit', { space: 'second', file: old }))).toBe('E_CARD_REPLACED');
    const fresh = (await b.call('coalition.join', { file: invited })).text;
    expect(await a.call('coalition.admit', { space: 'second', file: fresh })).toMatchObject({
      member: { organisation: { card: 1 } },
    });
  });

  test('takes the organisation over on a new node, with the cards that a member keeps', async () => {
    const [a, b, fresh] = [await open('Office A'), await open('Office B'), await open('New computer')];
    const space = await admitted(a, b, 'case');
    const { cards } = await b.call('keys.paper', {});
    const lost = (await b.call('keys.read', {})).organisation;
    expect(await code(fresh.call('keys.recover', { paper: b.paper }))).toBe('E_PAPER_OTHER');
    expect(await code(fresh.call('keys.recover', { paper: b.paper, cards: cards.slice(0, -30) }))).toBe('E_CARDS_FORM');
    expect(await code(a.call('keys.recover', { paper: b.paper, cards }))).toBe('E_RECOVER_USED');
    const done = await fresh.call('keys.recover', { paper: b.paper, cards });
    expect(done).toMatchObject({ card: 2, announced: [], organisation: { id: lost.id, card: 1, name: 'Office B' } });
    expect(done.organisation.words).toEqual(lost.words);
    expect((await fresh.call('info', {})).name).toBe('Office B');

    // Members see the same organisation come back with a seat of its own, and remove the lost computer's.
    const invited = (await a.call('coalition.invite', { space: 'case' })).text;
    const answer = (await fresh.call('coalition.join', { file: invited, slug: 'shared' })).text;
    await a.call('coalition.admit', { space: 'case', file: answer });
    await fresh.take(a, space);
    expect((await fresh.call('coalition.read', { space: 'shared' })).our_role).toBe('write');
    expect(await organisationOf(a, 'Office B', 'case')).toMatchObject({ id: lost.id, card: 1, fault: false });
  });

  test('two cards of one number are shown as a fault, and neither is used', async () => {
    const [a, b, thief] = [await open('Office A'), await open('Office B'), await open('Thief')];
    const space = await admitted(a, b, 'case');
    const { cards } = await b.call('keys.paper', {});
    await thief.call('keys.recover', { paper: b.paper, cards });
    await b.call('keys.rotate', {});
    await a.take(b, space);
    const invited = (await a.call('coalition.invite', { space: 'case' })).text;
    const answer = (await thief.call('coalition.join', { file: invited, slug: 'shared' })).text;
    expect(await code(a.call('coalition.read_answer', { space: 'case', file: answer }))).toBe('E_CARD_FAULT');
    expect(await code(a.call('coalition.admit', { space: 'case', file: answer }))).toBe('E_CARD_FAULT');
  });
});

describe('a seized device', () => {
  const person = async (o: Office, space: string, name: string, fields: { [field: string]: string | boolean } = {}) =>
    (await o.call('record.new', { space, kind: 'Person', fields: { names: name, ...fields } })).id;
  const held = (o: Office, space: string, subject: string, state: string) =>
    o.call('record.new', { space, kind: 'Detention', fields: { subject, state, type: 'administrative' } });

  test('is out of every space at once, and those it could betray are named, most endangered first', async () => {
    const [a, b] = [await open('Office A'), await open('Office B')];
    const space = await admitted(a, b, 'case', 'manage');
    await a.call('spaces.new', { slug: 'second', title: 'Second', public: false });
    const file = (await a.call('coalition.invite', { space: 'second' })).text;
    const answer = (await b.call('coalition.join', { file, slug: 'second' })).text;
    await a.call('coalition.admit', { space: 'second', file: answer });
    await a.call('spaces.new', { slug: 'third', title: 'Third', public: false });

    const free = await person(a, 'case', 'Invented One');
    const jailed = await person(a, 'case', 'Invented Two');
    const missing = await person(a, 'second', 'Invented Three', { life_state: 'missing' });
    await person(a, 'third', 'Not in reach');
    await held(a, 'case', jailed, 'held_police');
    await b.take(a, space);

    const keys = await b.call('keys.read', {});
    expect(await code(a.call('keys.seized', { device: 'nobody' }))).toBe('E_DEVICE');
    expect(await code(a.call('keys.seized', { device: (await a.call('keys.read', {})).device }))).toBe('E_SEIZED_HERE');
    expect(await code(b.call('keys.seized', { device: 'Office B' }))).toBe('E_SEIZED_HERE');
    const looked = await a.call('keys.seized', { device: 'Office B', look: true });
    expect(looked.spaces.map((s) => [s.slug, s.done]).toSorted()).toEqual([
      ['case', 'would'],
      ['second', 'would'],
    ]);
    expect((await a.call('coalition.read', { space: 'case' })).members.every((m) => m.live)).toBe(true);

    const out = await a.call('keys.seized', { device: keys.device.slice(0, 16) });
    expect(out).toMatchObject({ device: keys.device, organisation: 'Office B' });
    expect(out.spaces.map((s) => [s.slug, s.done, s.persons]).toSorted()).toEqual([
      ['case', 'removed', 2],
      ['second', 'removed', 1],
    ]);
    expect(out.persons.map((x) => [x.id, x.risk, x.detention])).toEqual([
      [jailed, 'detained', 'held_police'],
      [missing, 'at_risk', null],
      [free, 'no_consent', null],
    ]);
    expect(out.counts).toEqual({ detained: 1, at_risk: 1, no_consent: 1, public: 0 });
    expect(JSON.stringify(out)).not.toContain('Not in reach');

    // From now on it opens nothing: the new epochs are not wrapped to it, whatever reaches it.
    await person(a, 'case', 'Written afterwards');
    await b.take(a, space);
    const seen = await b.call('search', { space: 'shared', kinds: ['Person'] });
    expect(seen.items.map((i) => i.title)).not.toContain('Written afterwards');
    const mine = (await b.parts.ledger.secrets('epoch', b.parts.spaces.find('shared').id)).map((s) => toHex(s.id));
    for (const s of out.spaces) expect(mine).not.toContain(s.epoch);

    // Pressed again: nothing is left to do, and the person who came later is not on the list.
    const again = await a.call('keys.seized', { device: 'Office B' });
    expect(again.spaces.map((s) => s.done)).toEqual(['before', 'before']);
    expect(again.persons.map((x) => x.id).toSorted()).toEqual([free, jailed, missing].toSorted());
  });

  test('in a space that we do not manage it is said that another must act', async () => {
    const [a, b, c] = [await open('Office A'), await open('Office B'), await open('Office C')];
    const space = await admitted(a, b, 'case');
    await admitted(a, c, 'case', 'read');
    await b.take(a, space);
    expect((await b.call('keys.seized', { device: 'Office C' })).spaces).toMatchObject([
      { slug: 'shared', done: 'not_manager', code: 'E_SEAT_ROLE', epoch: null },
    ]);
  });
});
