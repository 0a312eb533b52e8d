/** Accounts at the node itself: invitations, passphrase and code, sessions, and a clock that is wrong by a year. */
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesBelow, failureOf, NOW, type TempNode, tempNode } from './temp-node.ts';
import { readFileSync } from 'node:fs';

const YEAR_MS = 366 * 86_400_000;
const PASSPHRASE = 'copper lantern river seven';
let now = NOW;
let t: TempNode;
let secret = '';
let recovery: readonly string[] = [];

const codeAt = (ms: number): string => TOTP.generate({ secret: new TOTP({ secret }).secret, timestamp: ms });
const login = (code: string, passphrase = PASSPHRASE, name = 'Aigul Practice') =>
  t.node.call('login.passphrase', { name, passphrase, code });

beforeAll(async () => {
  t = await tempNode(() => now);
});
afterAll(() => t.remove());

describe('an invitation', () => {
  test('is used once, within a day, and only with a passphrase and a code that hold', async () => {
    const { token, user, expires } = await t.node.call('people.invite', { name: 'Aigul Practice', role: 'documenter' });
    expect(Date.parse(expires) - now).toBe(86_400_000);
    const read = await t.node.call('invite.read', { token });
    expect(read).toMatchObject({ name: 'Aigul Practice', organisation: 'Practice organisation A' });
    expect(read.uri).toMatch(/^otpauth:\/\/totp\//);
    expect((await t.node.call('invite.read', { token })).secret).toBe(read.secret);
    secret = read.secret;
    const accept = (passphrase: string, code: string) => t.node.call('invite.accept', { token, passphrase, code });
    for (const weak of ['short', 'aaaaaaaaaaaaaaaa', 'aigul practice', 'x'.repeat(5000)])
      expect((await failureOf(accept(weak, codeAt(now)))).code, weak.slice(0, 20)).toBe('E_PASSPHRASE_WEAK');
    expect((await failureOf(accept(PASSPHRASE, '000000'))).code).toMatch(/^E_CODE/);
    // A phone whose clock is an hour ahead is told so, and nothing is used up.
    expect(await failureOf(accept(PASSPHRASE, codeAt(now + 3_600_000)))).toMatchObject({
      code: 'E_CODE_CLOCK',
      params: { minutes: 60 },
    });
    const done = await accept(PASSPHRASE, codeAt(now + 30_000));
    expect(done.user).toEqual(user);
    expect(done.recovery).toHaveLength(8);
    recovery = done.recovery;
    expect((await failureOf(accept(PASSPHRASE, codeAt(now + 30_000)))).code).toBe('E_INVITATION');
    expect((await failureOf(t.node.call('invite.read', { token }))).code).toBe('E_INVITATION');
  });

  test('ends after a day, with the next one, and with the account', async () => {
    const first = await t.node.call('people.invite', { name: 'Bolat Practice', role: 'volunteer' });
    const second = await t.node.call('people.reset', { user: first.user.id });
    expect((await failureOf(t.node.call('invite.read', { token: first.token }))).code).toBe('E_INVITATION');
    await t.node.call('people.lock', { user: first.user.id, locked: true });
    expect((await failureOf(t.node.call('invite.read', { token: second.token }))).code).toBe('E_INVITATION');
    await t.node.call('people.lock', { user: first.user.id, locked: false });
    expect((await t.node.call('invite.read', { token: second.token })).name).toBe('Bolat Practice');
    now += 86_400_001;
    expect((await failureOf(t.node.call('invite.read', { token: second.token }))).code).toBe('E_INVITATION');
  });
});

describe('logging in by passphrase and code', () => {
  test('takes a code once, one step either way, and refuses everything else in the same words', async () => {
    now += 600_000;
    const started = await login(codeAt(now));
    expect(started.user.name).toBe('Aigul Practice');
    const wrong = [
      () => login(codeAt(now)),
      () => login(codeAt(now - 30_000)),
      () => login(codeAt(now + 90_000)),
      () => login('000000'),
      () => login(''),
      () => login(codeAt(now + 30_000), 'another passphrase here'),
      () => login(codeAt(now + 30_000), PASSPHRASE, 'Nobody Practice'),
      () => login(codeAt(now + 30_000), PASSPHRASE, 'Manager'),
    ];
    for (const [i, attempt] of wrong.entries())
      expect([i, await failureOf(attempt())]).toEqual([i, { code: 'E_LOGIN_WRONG' }]);
    expect((await login(codeAt(now + 30_000))).user.name).toBe('Aigul Practice');
    expect((await failureOf(login(codeAt(now + 30_000)))).code).toBe('E_LOGIN_WRONG');
  });

  test('takes each recovery code once, however it is written', async () => {
    const [one = '', two = ''] = recovery;
    expect((await login(one)).user.name).toBe('Aigul Practice');
    expect((await failureOf(login(one))).code).toBe('E_LOGIN_WRONG');
    expect((await login(` ${two.toUpperCase().replace('-', ' ')} `)).user.name).toBe('Aigul Practice');
    const user = (await t.node.call('people.list', {})).people.find((u) => u.name === 'Aigul Practice');
    expect(await t.node.call('me.means', { user: user?.id ?? '' })).toEqual({
      passphrase: true,
      second_factor: true,
      recovery_left: 6,
    });
  });

  test('a link that is no longer fresh asks for the passphrase, a fresh one does not', async () => {
    const link = async () => (await t.node.call('login.token', { name: 'Aigul Practice' })).token;
    expect((await t.node.call('login.redeem', { token: await link() })).user.name).toBe('Aigul Practice');
    const token = await link();
    now += 3 * 60_000;
    expect((await failureOf(t.node.call('login.redeem', { token }))).code).toBe('E_PASSPHRASE_NEEDED');
    expect((await failureOf(t.node.call('login.redeem', { token, passphrase: 'no' }))).code).toBe('E_UNLOCK_WRONG');
    expect((await t.node.call('login.redeem', { token, passphrase: PASSPHRASE })).user.name).toBe('Aigul Practice');
    expect((await failureOf(t.node.call('login.redeem', { token, passphrase: PASSPHRASE }))).code).toBe('E_LOGIN');
    // An account without a passphrase is let in by its link for the whole quarter of an hour.
    const { token: plain } = await t.node.call('login.token', { name: 'Manager' });
    now += 14 * 60_000;
    expect((await t.node.call('login.redeem', { token: plain })).user.name).toBe('Manager');
  });

  test('nothing of it stands in an answer or in the files of the node', async () => {
    const answers = JSON.stringify([
      await t.node.call('people.list', {}),
      await t.node.call('users.list', {}),
      await t.node.call('doctor', {}),
    ]);
    const files = filesBelow(t.root).map((path) => readFileSync(path).toString('latin1'));
    for (const hidden of [secret, PASSPHRASE, ...recovery])
      expect([answers, ...files].some((text) => text.includes(hidden))).toBe(false);
  });
});

describe('sessions', () => {
  test('are listed, end one by one or together, and with a new passphrase', async () => {
    now += 600_000;
    const own = (await login(codeAt(now))).session;
    const second = (
      await t.node.call('login.redeem', {
        token: (await t.node.call('login.token', { name: 'Aigul Practice' })).token,
        browser: 'Firefox, Linux',
      })
    ).session;
    const listed = (await t.node.call('session.list', { session: own })).sessions;
    expect(listed.filter((s) => s.this)).toHaveLength(1);
    const other = listed.find((s) => s.browser === 'Firefox, Linux');
    const manager = (await t.node.call('login.redeem', { token: (await t.node.call('login.token', {})).token }))
      .session;
    const foreign = (await t.node.call('session.list', { session: manager })).sessions.find((s) => s.this);
    // Another person's session and one that never was: the same answer.
    expect(await t.node.call('session.end_other', { session: own, id: foreign?.id ?? '' })).toEqual({ ended: 0 });
    expect(await t.node.call('session.end_other', { session: own, id: 'f'.repeat(16) })).toEqual({ ended: 0 });
    expect(await t.node.call('session.end_other', { session: own, id: other?.id ?? '' })).toEqual({ ended: 1 });
    expect((await failureOf(t.node.call('session.read', { session: second }))).code).toBe('E_SESSION');
    await t.node.call('session.end_other', { session: own });
    expect((await t.node.call('session.list', { session: own })).sessions).toHaveLength(1);
    const changed = { session: own, passphrase: 'granite window ember nine' };
    expect((await failureOf(t.node.call('me.passphrase', changed))).code).toBe('E_UNLOCK_WRONG');
    await t.node.call('me.passphrase', { ...changed, current: PASSPHRASE });
    await t.node.call('me.passphrase', { session: own, passphrase: PASSPHRASE, current: changed.passphrase });
    const { user } = await t.node.call('session.read', { session: own });
    expect(await t.node.call('people.end', { user: user.id })).toEqual({ ended: 1 });
    expect((await failureOf(t.node.call('session.read', { session: own }))).code).toBe('E_SESSION');
  });

  test('lock, and open again by the passphrase or, without one, by a fresh link', async () => {
    now += 600_000;
    const { session } = await login(codeAt(now));
    await t.node.call('session.lock', { session });
    expect((await t.node.call('session.read', { session })).locked).toBe(true);
    expect((await failureOf(t.node.call('session.unlock', { session, passphrase: 'no' }))).code).toBe('E_UNLOCK_WRONG');
    const { token } = await t.node.call('login.token', { name: 'Aigul Practice' });
    expect((await failureOf(t.node.call('session.unlock', { session, token }))).code).toBe('E_UNLOCK_WRONG');
    expect(await t.node.call('session.unlock', { session, passphrase: PASSPHRASE })).toEqual({ locked: false });

    const manager = await t.node.call('login.redeem', { token: (await t.node.call('login.token', {})).token });
    await t.node.call('session.lock', { session: manager.session });
    const link = (await t.node.call('login.token', {})).token;
    const unlock = (given: string) => t.node.call('session.unlock', { session: manager.session, token: given });
    expect((await failureOf(unlock('x'.repeat(32)))).code).toBe('E_LOGIN');
    expect((await failureOf(unlock(token))).code).toBe('E_LOGIN');
    expect(await unlock(link)).toEqual({ locked: false });
    await t.node.call('session.lock', { session: manager.session });
    expect((await failureOf(unlock(link))).code).toBe('E_LOGIN');
  });

  test('a reset takes the means and the sessions away; the last manager keeps the role', async () => {
    now += 600_000;
    const { session, user } = await login(codeAt(now));
    const { token } = await t.node.call('people.reset', { user: user.id });
    expect((await failureOf(t.node.call('session.read', { session }))).code).toBe('E_SESSION');
    expect((await failureOf(login(codeAt(now + 30_000)))).code).toBe('E_LOGIN_WRONG');
    expect((await t.node.call('invite.read', { token })).secret).not.toBe(secret);
    const manager = (await t.node.call('people.list', {})).people.find((u) => u.role === 'manager');
    for (const call of [
      t.node.call('people.lock', { user: manager?.id ?? '', locked: true }),
      t.node.call('people.role', { user: manager?.id ?? '', role: 'reviewer' }),
    ])
      expect((await failureOf(call)).code).toBe('E_LAST_MANAGER');
  });
});

describe('a clock wrong by a year', () => {
  test('is told in plain words; notes keep their order and nothing is refused', async () => {
    const at = now;
    const clock = async () => (await t.node.call('clock', {})).state;
    const note = async (title: string) =>
      (await t.node.call('record.new', { kind: 'Event', fields: { title, kind: 'protest' } })).id;
    const told = async () => ({
      doctor: (await t.node.call('doctor', {})).checks.find((c) => c.name === 'clock')?.result,
      today: (await t.node.call('today', {})).order.filter((o) => o.id.startsWith('clock_')).map((o) => o.id),
    });
    const id = await note('Practice rally, before');
    expect([await clock(), await told()]).toEqual(['ok', { doctor: 'pass', today: [] }]);
    now = at - YEAR_MS;
    expect([await clock(), await told()]).toEqual(['behind', { doctor: 'fail', today: ['clock_behind'] }]);
    await t.node.call('claim', { id, field: 'note', value: 'written by a clock a year behind' });
    const entries = (await t.node.call('history', { id })).entries;
    expect(entries.map((e) => e.at).toSorted()).toEqual(entries.map((e) => e.at).toSorted((a, b) => (a < b ? -1 : 1)));
    expect(entries).toHaveLength(2);
    const { token } = await t.node.call('login.token', {});
    const early = await t.node.call('login.redeem', { token });
    expect((await t.node.call('session.read', { session: early.session })).user.name).toBe('Manager');
    now = at + YEAR_MS;
    expect([await clock(), await told()]).toEqual(['unused', { doctor: 'pass', today: ['clock_unused'] }]);
    const late = await t.node.call('login.redeem', { token: (await t.node.call('login.token', {})).token });
    // The clock is put right: a session of next year does not live on for a year.
    now = at;
    expect((await failureOf(t.node.call('session.read', { session: late.session }))).code).toBe('E_SESSION');
    expect((await t.node.call('doctor', {})).ok).toBe(true);
  });
});
