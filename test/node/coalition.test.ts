/** A coalition of whole nodes: invited, admitted, removed, taken back, each refusal with its code. */
import { afterEach, describe, expect, test } from 'vitest';
import { toHex } from '../../src/base/bytes.ts';
import { makeSeat } from '../../src/ledger/application.ts';
import { makeGrant } from '../../src/ledger/control-make.ts';
import { makeControlEntry } from '../../src/ledger/entry-make.ts';
import type { Frame } from '../../src/ledger/frame.ts';
import { makeWriterCertificate } from '../../src/ledger/membership-sign.ts';
import { admitted, type Office, office } from './coalition-kit.ts';
import { failureOf, NOW } from './temp-node.ts';

const offices: Office[] = [];
afterEach(async () => {
  for (const one of offices.splice(0)) await one.remove();
});
let now = NOW;
async function open(...names: readonly string[]): Promise<readonly Office[]> {
  const made: Office[] = [];
  for (const name of names) made.push(await office(name, () => now++));
  offices.push(...made);
  return made;
}
async function two(): Promise<readonly [Office, Office]> {
  const [a, b] = await open('Office A', 'Office B');
  if (!a || !b) throw new Error('two offices');
  return [a, b];
}
async function three(): Promise<readonly [Office, Office, Office]> {
  const [a, b, c] = await open('Office A', 'Office B', 'Office C');
  if (!a || !b || !c) throw new Error('three offices');
  return [a, b, c];
}
const event = (o: Office, title: string, space = 'case') =>
  o.call('record.new', { space, kind: 'Event', fields: { title, kind: 'protest' } });
const titles = async (o: Office, space = 'case') =>
  (await o.call('search', { space, kinds: ['Event'] })).items.map((i) => i.title).toSorted();
const memberOf = async (o: Office, name: string, space = 'case') => {
  const { members } = await o.call('coalition.read', { space });
  const found = members.find((m) => m.organisation?.name === name);
  if (!found) throw new Error(`no member ${name}: ${JSON.stringify(members.map((m) => m.organisation?.name))}`);
  return found;
};

describe('joining with no server in common', () => {
  test('a newcomer opens the whole history, every epoch of it, and both write and read', async () => {
    const [a, b] = await two();
    await event(a, 'Before any epoch changed');
    await a.call('coalition.rotate', { space: 'case' });
    await event(a, 'Under the second epoch');
    const invited = await a.call('coalition.invite', { space: 'case', address: 'https://a.example:7800/' });
    expect(invited).toMatchObject({ role: 'write', link: `https://a.example:7800/#${invited.text}` });

    const read = await b.call('coalition.read_invitation', { file: invited.link ?? '' });
    expect(read).toMatchObject({ space: invited.space, known: 'no', address: 'https://a.example:7800/' });
    expect(read.organisation).toMatchObject({ name: 'Office A', words: invited.words, compared: null, card: 0 });

    const answer = await b.call('coalition.join', { file: invited.text, slug: 'shared', title: 'Shared' });
    expect(await b.call('coalition.join', { file: invited.text })).toEqual(answer);
    expect(await b.call('coalition.read', { space: 'shared' })).toMatchObject({ state: 'waiting', members: [] });
    expect(await b.call('coalition.read_invitation', { file: invited.text })).toMatchObject({ known: 'asked' });

    const wrapped = answer.text.replaceAll(/(.{60})/g, '$1\r\n  ');
    expect(await a.call('coalition.read_answer', { space: 'case', file: wrapped })).toMatchObject({
      ...{ seat: answer.seat, role: 'write', returning: false, admitted: false },
      organisation: { name: 'Office B', words: answer.words },
    });
    const done = await a.call('coalition.admit', { space: 'case', file: wrapped, compared: true });
    expect(done.member).toMatchObject({ admitted: true, organisation: { compared: { by: 'Manager of Office A' } } });

    expect(await b.take(a, invited.space)).toMatchObject({ refused: [], parked: 0, quarantined: 0, keys: 2 });
    expect(await titles(b, 'shared')).toEqual(['Before any epoch changed', 'Under the second epoch']);
    await event(b, 'By the newcomer', 'shared');
    expect(await a.take(b, invited.space)).toMatchObject({ accepted: 2, refused: [], quarantined: 0 });
    expect(await titles(a)).toEqual(['Before any epoch changed', 'By the newcomer', 'Under the second epoch']);
  });

  test('what each said of one record stands side by side, under the name of who said it', async () => {
    const [a, b] = await two();
    const space = await admitted(a, b, 'case');
    const { id } = await event(a, 'A rally');
    await b.take(a, space);
    await b.call('claim', { space: 'shared', id, field: 'title', value: 'A gathering' });
    await a.take(b, space);
    for (const [o, slug] of [
      [a, 'case'],
      [b, 'shared'],
    ] as const) {
      const title = (await o.call('show', { space: slug, id })).fields['title'];
      expect(title?.n_competing).toBe(1);
      expect(title?.claims.map((c) => [c.author, c.text]).toSorted()).toEqual([
        ['Office A', 'A rally'],
        ['Office B', 'A gathering'],
      ]);
    }
  });

  test('each sees the other by name, with words, role, device and what it lacks', async () => {
    const [a, b] = await two();
    const invited = await a.call('coalition.invite', { space: 'case', role: 'read' });
    const answer = await b.call('coalition.join', { file: invited.text, slug: 'shared' });
    await a.call('coalition.admit', { space: 'case', file: answer.text });
    await b.take(a, invited.space);
    await event(a, 'One');
    await event(a, 'Two');

    const theirs = await memberOf(a, 'Office B');
    expect(theirs).toMatchObject({ ours: false, role: 'read', live: true, organisation: { compared: null } });
    // The genesis, our roster, the grant and two notes: nothing of B has come back that says otherwise.
    expect(theirs.not_received).toMatchObject({ ours: 5, all: 5, kinds: { notes: 2, members: 3, erasures: 0 } });
    expect(theirs.last_seen).toEqual({ at: null, how: 'never' });
    expect(theirs.seats).toMatchObject([{ seat: answer.seat, live: true, role: 'read', here: false }]);
    const keys = await b.call('keys.read', {});
    expect(theirs.seats[0]?.device).toBe(keys.device);
    expect(theirs.organisation?.recipient).toBe(keys.recipient);
    expect(theirs.organisation?.words).toEqual(keys.organisation.words);

    expect(await memberOf(b, 'Office A', 'shared')).toMatchObject({ role: 'manage', live: true });
    expect(await memberOf(b, 'Office B', 'shared')).toMatchObject({ ours: true, last_seen: { how: 'here' } });
    expect(await b.call('coalition.read', { space: 'shared' })).toMatchObject({
      our_role: 'read',
      managers: 1,
      few_managers: true,
    });
    expect(await failureOf(event(b, 'Not allowed', 'shared'))).toMatchObject({ code: 'E_SEAT_ROLE' });
    expect(await failureOf(b.call('coalition.invite', { space: 'shared' }))).toMatchObject({ code: 'E_SEAT_ROLE' });
  });
});

describe('removing a member', () => {
  test('its earlier notes stay, later ones wait in quarantine, and a manager takes them back by name', async () => {
    const [a, b] = await two();
    const space = await admitted(a, b, 'case');
    await event(b, 'Before', 'shared');
    await a.take(b, space);
    const revoked = await a.call('coalition.revoke', { space: 'case', member: 'Office B', reason: 'left us' });
    expect(revoked).toMatchObject({ beyond: 0, seats: [expect.stringMatching(/^[0-9a-f]{64}$/)] });
    const epochs = (await a.call('coalition.read', { space: 'case' })).epochs;
    expect(epochs.at(-1)).toMatchObject({ epoch: revoked.epoch, seats: 1, current: true, held: true });
    expect(await memberOf(a, 'Office B')).toMatchObject({ live: false, role: null, not_received: null });

    // B has not heard of it and goes on; what it writes then is kept, and believed by nobody.
    await event(b, 'Unaware', 'shared');
    expect(await a.take(b, space)).toMatchObject({ accepted: 0, quarantined: 1, refused: [] });
    expect(await titles(a)).toEqual(['Before']);
    const { total, items } = await a.call('coalition.quarantine', { space: 'case' });
    expect([total, items]).toMatchObject([
      1,
      [{ code: 'Q_CUT', kind: 'note', organisation: 'Office B', acceptable: true }],
    ]);
    const entry = items[0]?.entry ?? '';
    expect(await a.call('coalition.accept', { space: 'case', entries: [entry.slice(0, 12)] })).toMatchObject({
      accepted: [entry],
    });
    expect(await titles(a)).toEqual(['Before', 'Unaware']);
    expect((await a.call('coalition.quarantine', { space: 'case' })).total).toBe(0);

    // It hears of it: it reads what it could read, writes nothing more, and opens nothing new.
    await event(a, 'For those who stayed');
    await b.take(a, space);
    expect(await b.call('coalition.read', { space: 'shared' })).toMatchObject({ our_role: null });
    expect(await titles(b, 'shared')).toEqual(['Before', 'Unaware']);
    expect(await failureOf(event(b, 'No more', 'shared'))).toMatchObject({ code: 'E_SEAT_ENDED' });
    const held = (await b.parts.ledger.secrets('epoch', b.parts.spaces.find('shared').id)).map((s) => toHex(s.id));
    expect(held).not.toContain(revoked.epoch);
    expect(b.parts.spaces.find('shared').notes.size).toBeLessThan(a.parts.spaces.find('case').notes.size);
  });

  test('with a lower cut what a stolen device wrote falls away', async () => {
    const [a, b] = await two();
    const space = await admitted(a, b, 'case');
    for (const title of ['True', 'Junk 1', 'Junk 2']) await event(b, title, 'shared');
    await a.take(b, space);
    const [writer] = (await memberOf(a, 'Office B')).seats[0]?.writers ?? [];
    const refuse = (cut: string) =>
      failureOf(a.call('coalition.revoke', { space: 'case', member: 'Office B', cuts: [cut] }));
    for (const cut of [
      '',
      'x',
      `${writer?.writer}`,
      `${writer?.writer}:4`,
      `${writer?.writer}:1.5`,
      `${'0'.repeat(64)}:1`,
    ])
      expect([cut, await refuse(cut)]).toMatchObject([cut, { code: 'E_CUT' }]);
    expect(await titles(a)).toHaveLength(3);
    const cuts = [`${writer?.writer.slice(0, 16)}:1`];
    expect(await a.call('coalition.revoke', { space: 'case', member: 'Office B', cuts })).toMatchObject({ beyond: 2 });
    expect(await titles(a)).toEqual(['True']);
    expect((await a.call('coalition.quarantine', { space: 'case' })).total).toBe(2);
    expect((await a.call('doctor', {})).checks.find((c) => c.name === 'received in case')).toMatchObject({
      detail: 'Q_CUT 2',
    });
  });

  test('a return is a new seat of the same party, and a role stays for life', async () => {
    const [a, b] = await two();
    const space = await admitted(a, b, 'case', 'read');
    const before = await memberOf(a, 'Office B');
    const invite = async (role: 'read' | 'write') => (await a.call('coalition.invite', { space: 'case', role })).text;
    expect(await failureOf(b.call('coalition.join', { file: await invite('write') }))).toMatchObject({
      code: 'E_JOINED',
    });
    await a.call('coalition.revoke', { space: 'case', member: before.seats[0]?.seat ?? '' });
    await b.take(a, space);
    const again = await b.call('coalition.join', { file: await invite('write') });
    expect(again.seat).not.toBe(before.seats[0]?.seat);
    expect(await a.call('coalition.read_answer', { space: 'case', file: again.text })).toMatchObject({
      ...{ party: before.party, returning: true, admitted: false },
    });
    await a.call('coalition.admit', { space: 'case', file: again.text });
    await b.take(a, space);
    await event(b, 'Back', 'shared');
    await a.take(b, space);
    expect(await titles(a)).toEqual(['Back']);
    expect((await memberOf(a, 'Office B')).seats.map((s) => [s.role, s.live]).toSorted()).toEqual([
      ['read', false],
      ['write', true],
    ]);
  });

  test('a second manager admits and removes as the first does; the third reads all of it', async () => {
    const [a, b, c] = await three();
    const space = await admitted(a, b, 'case', 'manage');
    await admitted(b, c, 'shared', 'write');
    await a.take(b, space);
    await c.take(b, space);
    await event(a, 'From the founder');
    await c.take(a, space);
    expect(await titles(c, 'shared')).toEqual(['From the founder']);
    const { members } = await c.call('coalition.read', { space: 'shared' });
    expect(members.map((m) => [m.organisation?.name, m.role]).toSorted()).toEqual([
      ['Office A', 'manage'],
      ['Office B', 'manage'],
      ['Office C', 'write'],
    ]);
    // Both removed each other unaware: the founder's stands, and C, whom B admitted before, stays.
    await a.call('coalition.revoke', { space: 'case', member: 'Office B' });
    await b.call('coalition.revoke', { space: 'shared', member: 'Office A' });
    await a.take(b, space);
    await b.take(a, space);
    await c.take(a, space);
    for (const [o, slug] of [
      [a, 'case'],
      [b, 'shared'],
      [c, 'shared'],
    ] as const) {
      const now = await o.call('coalition.read', { space: slug });
      expect([
        o.name,
        now.members
          .filter((m) => m.live)
          .map((m) => m.organisation?.name)
          .toSorted(),
      ]).toEqual([o.name, ['Office A', 'Office C']]);
    }
  });
});

describe('a stranger', () => {
  test('who signs in the founder’s name becomes nobody: no member, no manager, no note of whom it says it is', async () => {
    const [a, b] = await two();
    const space = await admitted(a, b, 'case');
    const { id, seat } = a.parts.spaces.find('case');
    const p = a.parts.primitives;
    const [writer, own] = [p.random(32), { key: p.random(32), kem: p.random(32), party: p.random(32) }];
    const claimed = await makeSeat(p, {
      space: id,
      seatSeed: own.key,
      kemSecret: own.kem,
      partySeed: own.party,
      role: 4,
    });
    const start = { space: id, seed: writer, publicKey: p.publicKey(writer), seq: 0, prev: null, ms: 0, ctr: 0 };
    const cert = makeWriterCertificate(p, own.key, id, start.publicKey);
    const first = makeControlEntry(p, start, { op: 1, seatKey: seat?.seat.key ?? id, cert }, null, now);
    const grant = makeGrant(p, first.next, { auth: id, seat: claimed, wraps: [] }, { now: now + 1 });
    const forged = [first, grant].flatMap((made): Frame[] => [
      { is: 'entry', bytes: made.entry.bytes },
      { is: 'block', ph: made.entry.header.ph, block: made.block },
    ]);
    const before = await a.call('coalition.read', { space: 'case' });
    expect(await a.receive(forged)).toMatchObject({ accepted: 0, quarantined: 2 });
    const after = await a.call('coalition.read', { space: 'case' });
    expect([after.members.map((m) => m.party), after.managers, after.quarantined]).toEqual([
      before.members.map((m) => m.party),
      1,
      2,
    ]);
    const { items } = await a.call('coalition.quarantine', { space: 'case' });
    expect(items.map((x) => [x.code, x.organisation, x.acceptable])).toEqual([
      ['Q_NO_CERT', null, false],
      ['Q_NO_CERT', null, false],
    ]);
    const accepting = a.call('coalition.accept', { space: 'case', entries: [items[0]?.entry ?? ''] });
    expect(await failureOf(accepting)).toMatchObject({ code: 'E_ACCEPT' });
    expect(space).toBe(before.space.id);
  });
});

describe('who may not', () => {
  test('is told why, and nothing is written', async () => {
    const [a, b, c] = await three();
    const space = await admitted(a, b, 'case', 'write');
    const count = async () => (await Promise.all([a, b, c].map((o) => o.parts.ledger.counts()))).map((n) => n.entries);
    const before = await count();
    const invited = (await a.call('coalition.invite', { space: 'case' })).text;
    const answer = (await c.call('coalition.join', { file: invited, slug: 'shared' })).text;
    const own = (await b.call('coalition.read', { space: 'shared' })).members.find((m) => m.ours);
    const theirs = await memberOf(a, 'Office B');
    const code = async (call: Promise<unknown>): Promise<string> => (await failureOf(call)).code;
    const spoiled = `${answer.slice(0, 120)}${answer[120] === 'A' ? 'B' : 'A'}${answer.slice(121)}`;

    expect(await code(b.call('coalition.admit', { space: 'shared', file: answer }))).toBe('E_SEAT_ROLE');
    expect(await code(b.call('coalition.revoke', { space: 'shared', member: 'Office A' }))).toBe('E_SEAT_ROLE');
    expect(await code(b.call('coalition.accept', { space: 'shared', entries: ['0'.repeat(64)] }))).toBe('E_SEAT_ROLE');
    expect(await code(a.call('coalition.invite', { space: 'own' }))).toBe('E_SPACE_OWN');
    expect(await code(a.call('coalition.announce', { space: 'own' }))).toBe('E_SPACE_OWN');
    expect(await code(a.call('coalition.announce', { space: 'case' }))).toBe('E_ANNOUNCED');
    expect(await code(a.call('coalition.invite', { space: 'case', address: 'a.example' }))).toBe('E_INVITE_ADDRESS');
    expect(await code(a.call('coalition.invite', { space: 'case', address: 'https://x:y@a.example/' }))).toBe(
      'E_INVITE_ADDRESS',
    );
    expect(await code(a.call('coalition.invite', { space: 'case', role: 'owner' as 'write' }))).toBe(
      'E_SEAT_ROLE_NAME',
    );
    expect(await code(c.call('coalition.join', { file: answer }))).toBe('E_INVITE_FORM');
    expect(await code(c.call('coalition.join', { file: invited.slice(0, -40) }))).toBe('E_INVITE_FORM');
    expect(await code(c.call('coalition.join', { file: invited, slug: 'own' }))).toBe('E_SPACE_EXISTS');
    expect(await code(a.call('coalition.admit', { space: 'case', file: invited }))).toBe('E_ANSWER_FORM');
    expect(await code(a.call('coalition.admit', { space: 'case', file: spoiled }))).toMatch(
      /^E_ANSWER_(SIG|FORM|SPACE)$/,
    );
    const other = await c.call('coalition.invite', { space: 'case' });
    const elsewhere = (await a.call('coalition.join', { file: other.text, slug: 'elsewhere' })).text;
    expect(await code(a.call('coalition.admit', { space: 'case', file: elsewhere }))).toBe('E_ANSWER_SPACE');
    expect(await code(a.call('coalition.revoke', { space: 'case', member: 'Nobody' }))).toBe('E_MEMBER');
    expect(await code(a.call('coalition.revoke', { space: 'case', member: 'Office A' }))).toBe('E_REVOKE_SELF');
    expect(await code(a.call('coalition.accept', { space: 'case', entries: [own?.party ?? ''] }))).toBe(
      'E_QUARANTINE_ENTRY',
    );
    expect(await code(a.call('coalition.compared', { organisation: theirs.party, compared: true }))).toBe(
      'E_ORGANISATION',
    );
    expect(await code(a.call('coalition.read', { space: 'nowhere' }))).toBe('E_SPACE');
    expect(await count()).toEqual(before);

    await a.call('coalition.admit', { space: 'case', file: answer });
    expect(await code(a.call('coalition.admit', { space: 'case', file: answer }))).toBe('E_ADMITTED');
    await a.call('coalition.revoke', { space: 'case', member: 'Office C' });
    expect(await code(a.call('coalition.admit', { space: 'case', file: answer }))).toBe('E_ADMIT_ENDED');
    expect(space).toHaveLength(64);
  });
});
