/** Editions of a real node: answers by two persons, a consent taken back in the middle, corrections, withdrawal, copies. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiIn, ApiOut } from '../../src/contract/api.ts';
import { verifyEdition } from '../../src/publishing/verify.ts';
import { failureOf, NOW, type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
let now = NOW;
let first = '';
let second = '';
const space = 'january-2022';

beforeAll(async () => {
  t = await tempNode(() => now);
  await t.node.call('example', { name: space });
  first = (await t.node.call('users.add', { name: 'Reviewer One', role: 'reviewer' })).id;
  second = (await t.node.call('users.add', { name: 'Reviewer Two', role: 'reviewer' })).id;
}, 60_000);
afterAll(() => t.remove());

type Check = ApiOut<'editions.check'>['checks'][number];
const check = () => t.node.call('editions.check', { space });
const named = async (code: string): Promise<Check> => {
  const found = (await check()).checks.find((c) => c.code === code);
  if (!found) throw new Error(`no check ${code}`);
  return found;
};
/** Answers everything that asks, and lets the second person confirm what is about people. */
async function answered(reason = 'decided at the meeting of 11 January'): Promise<void> {
  for (const c of (await check()).checks.filter((x) => x.verdict === 'ask')) {
    const { code, fingerprint } = c;
    await t.node.call('editions.accept', { space, code, fingerprint, reason, person: first, lang: 'en' });
    if (c.people) await t.node.call('editions.confirm', { space, code, fingerprint, person: second });
  }
}
const build = (progress: (step: string) => void = () => undefined) => {
  now += 60_000;
  return t.node.call('editions.build', { space, person: first }, { onProgress: (_d, _t, step) => progress(step) });
};
const kept = (number: number): string => join(t.dir, 'editions', space, String(number));
const read = (number: number, path: string): string => readFileSync(join(kept(number), path), 'utf8');

describe('answers', () => {
  test('nothing stops the example; sources that name people and demands with one side ask', async () => {
    const { checks, changes, number, ready } = await check();
    expect(checks.filter((c) => c.verdict === 'stop')).toEqual([]);
    expect(checks.filter((c) => c.verdict === 'ask').map((c) => [c.code, c.people])).toEqual([
      ['sources_naming', true],
      ['demands', false],
    ]);
    expect([number, ready, changes.since]).toEqual([1, false, null]);
  });

  test('an edition that asks is not built, and leaves nothing', async () => {
    const refused = await failureOf(build());
    expect(refused).toMatchObject({ code: 'E_EDITION_ASK', params: { n: 2 } });
    expect(existsSync(join(t.dir, 'editions'))).toBe(false);
    expect((await t.node.call('editions.plan', { space, lang: 'ru' })).work).toMatchObject({
      state: 'failed',
      failure: { code: 'E_EDITION_ASK', message: expect.stringContaining('Выпуск не собран') },
    });
  });

  test('the second person is another one', async () => {
    const { code, fingerprint } = await named('sources_naming');
    const reason = 'the articles are public and years old';
    await t.node.call('editions.accept', { space, code, fingerprint, reason, person: first });
    const demands = await named('demands');
    await t.node.call('editions.accept', {
      space,
      code: 'demands',
      fingerprint: demands.fingerprint,
      reason,
      person: first,
    });
    expect(await failureOf(build())).toMatchObject({ code: 'E_EDITION_SECOND', params: { checks: 'sources_naming' } });
    const alone = t.node.call('editions.confirm', { space, code, fingerprint, person: first });
    expect(await failureOf(alone)).toMatchObject({ code: 'E_SECOND_PERSON', params: { name: 'Reviewer One' } });
    const plan = await t.node.call('editions.confirm', { space, code, fingerprint, person: second });
    expect(plan.answers.find((a) => a.code === code)).toMatchObject({
      by_name: 'Reviewer One',
      reason,
      confirmed: { by_name: 'Reviewer Two' },
    });
    expect((await check()).ready).toBe(true);
  });

  test('an answer to something else, to nothing, or without words is refused', async () => {
    const say = (more: Partial<ApiIn<'editions.accept'>>) =>
      failureOf(
        t.node.call('editions.accept', {
          space,
          code: 'demands',
          fingerprint: 'x',
          reason: 'because',
          ...more,
          person: first,
        }),
      );
    expect(await say({})).toMatchObject({ code: 'E_EDITION_ANSWER' });
    expect(await say({ code: 'nothing' })).toMatchObject({ code: 'E_EDITION_ANSWER' });
    const { fingerprint } = await named('demands');
    expect(await say({ fingerprint, reason: '  ' })).toMatchObject({ code: 'E_REQUIRED' });
    expect(
      await failureOf(t.node.call('editions.confirm', { space, code: 'demands', fingerprint: 'x', person: second })),
    ).toMatchObject({
      code: 'E_EDITION_ANSWER',
    });
  });
});

describe('a built edition', () => {
  let made: ApiOut<'editions.build'>;
  beforeAll(async () => {
    await answered();
    made = await build();
  }, 60_000);

  test('lies in the data folder, verifies, and is recorded with who answered for it', async () => {
    expect(made).toMatchObject({
      number: 1,
      langs: ['kk', 'ru', 'en'],
      kept: true,
      archive: 'january-2022-edition-1.tar',
    });
    expect(made.dir).toBe(kept(1));
    const verdict = await t.node.call('editions.verify', { space, number: 1 });
    expect(verdict.checks.filter((c) => c.result !== 'pass')).toEqual([]);
    const record = await t.node.call('show', { space, id: made.publication ?? '' });
    expect(record.kind).toBe('Publication');
    expect(record.fields['edition']?.value).toBe(made.sha256);
    expect(record.fields['contains']?.claims.length).toBe(19);
    expect(record.fields['approved_by']?.claims.length).toBe(2);
    expect((await t.node.call('editions.plan', { space })).answers).toEqual([]);
    expect(read(1, 'en/corrections.html')).toContain('This is the first edition');
  });

  test('stock tools agree: sha256sum and ssh-keygen', ({ skip }) => {
    const sums = spawnSync('sha256sum', ['-c', '--strict', '--quiet', 'manifest-sha256.txt'], { cwd: kept(1) });
    skip(sums.error !== undefined, 'sha256sum is not installed');
    expect([sums.status, sums.stdout.toString()]).toEqual([0, '']);
    const name = basename(kept(1));
    const keygen = spawnSync(
      'ssh-keygen',
      [
        '-Y',
        'verify',
        '-f',
        `${name}.allowed_signers`,
        '-I',
        'edition@kua',
        '-n',
        'edition@kua',
        '-s',
        `${name}.sshsig`,
      ],
      { cwd: dirname(kept(1)), input: readFileSync(join(kept(1), 'manifest-sha256.txt')) },
    );
    skip(keygen.error !== undefined, 'ssh-keygen is not installed');
    expect([keygen.status, keygen.stdout.toString()]).toEqual([
      0,
      expect.stringContaining('Good "edition@kua" signature'),
    ]);
  });

  test('stands in the copy register for every person in it', async () => {
    const person = (await t.node.call('search', { space, kinds: ['Person'], limit: 1 })).items[0]?.id ?? '';
    const { copies } = await t.node.call('consent.show', { space, id: person });
    expect(copies.map((c) => [c.what, c.to, c.title, c.record])).toEqual([
      ['edition', 'public', 'january-2022-edition-1', made.publication],
    ]);
  });

  test('is copied to a folder under its own name, and never over somebody else’s files', async () => {
    const stick = join(t.root, 'stick');
    mkdirSync(stick);
    writeFileSync(join(stick, 'holiday.txt'), 'mine');
    const copy = () => t.node.call('editions.copy', { space, number: 1, folder: stick, person: first });
    expect(await copy()).toMatchObject({ dir: join(stick, 'january-2022-edition-1'), ok: true });
    expect(await copy()).toMatchObject({ ok: true });
    expect((await verifyEdition(join(stick, 'january-2022-edition-1'))).ok).toBe(true);
    expect(readFileSync(join(stick, 'holiday.txt'), 'utf8')).toBe('mine');
    const foreign = join(t.root, 'foreign');
    mkdirSync(join(foreign, 'january-2022-edition-1'), { recursive: true });
    writeFileSync(join(foreign, 'january-2022-edition-1', 'thesis.txt'), 'years');
    expect(await failureOf(t.node.call('editions.copy', { space, number: 1, folder: foreign }))).toMatchObject({
      code: 'E_DIR_NOT_EMPTY',
    });
    for (const folder of [join(t.root, 'nowhere'), 'relative', join(stick, 'holiday.txt')])
      expect(await failureOf(t.node.call('editions.copy', { space, number: 1, folder }))).toMatchObject({
        code: 'E_FOLDER_ABSENT',
      });
  });

  test('one changed byte is found on the page', async () => {
    const page = join(kept(1), 'en/index.html');
    const before = readFileSync(page);
    writeFileSync(page, Buffer.concat([before, Buffer.from(' ')]));
    expect(await t.node.call('editions.verify', { space, number: 1 })).toMatchObject({ ok: false });
    writeFileSync(page, before);
    expect(await t.node.call('editions.verify', { space, number: 1 })).toMatchObject({ ok: true });
  });
});

describe('corrections and withdrawal', () => {
  test('are printed in every language of the next edition and in its feed', async () => {
    const texts = { en: 'The date of one rally was wrong.', kk: 'Бір митингінің күні қате болды.' };
    await t.node.call('editions.correct', { space, number: 1, texts, replaces: '4 January', person: first });
    await t.node.call('editions.withdraw', {
      space,
      number: 1,
      texts: { ru: 'В выпуске была ошибка в дате.' },
      person: first,
    });
    const again = t.node.call('editions.withdraw', { space, number: 1, texts: { en: 'twice' }, person: first });
    expect(await failureOf(again)).toMatchObject({ code: 'E_EDITION_WITHDRAWN' });
    await answered();
    const made = await build();
    expect(made.number).toBe(2);
    for (const lang of ['kk', 'ru', 'en']) {
      expect(read(2, `${lang}/corrections.html`)).toContain('В выпуске была ошибка в дате.');
      expect(existsSync(join(kept(2), lang, '404.html'))).toBe(true);
    }
    expect(read(2, 'en/corrections.html')).toContain('The date of one rally was wrong.');
    expect(read(2, 'kk/corrections.html')).toContain('Бір митингінің күні қате болды.');
    expect(read(2, 'en/corrections.html')).toContain('4 January');
    expect(read(2, 'en/index.html')).toContain('Copies that went out cannot be called back');
    expect(read(2, 'feed.xml')).toContain('Edition 1 is withdrawn');
    expect(JSON.parse(read(2, 'edition.json'))).toMatchObject({ number: 2, withdraws: [1] });
    const [newest, oldest] = (await t.node.call('editions.list', { space })).editions;
    expect(newest).toMatchObject({ number: 2, withdrawn: null });
    expect(oldest?.withdrawn).toMatchObject({ texts: { ru: 'В выпуске была ошибка в дате.' }, printed: 2 });
    expect(oldest?.corrections[0]).toMatchObject({ texts, replaces: '4 January', printed: 2 });
  }, 60_000);

  test('what is left out of the next one asks for words, which it prints', async () => {
    const { items } = await t.node.call('search', { space, kinds: ['Event'], limit: 1 });
    const event = items[0]?.id ?? '';
    await t.node.call('editions.prepare', { space, leave_out: [event], langs: ['ru', 'en'], person: first });
    const changes = await named('changes');
    expect(changes).toMatchObject({ verdict: 'ask', records: [{ id: event, kind: 'Event' }] });
    await answered('One source asked us to take its report back.');
    const made = await build();
    expect([made.number, made.langs]).toEqual([3, ['ru', 'en']]);
    expect(readdirSync(kept(3)).toSorted()).toEqual(
      ['assets', 'data', 'edition.json', 'en', 'feed.xml', 'index.html', 'manifest-sha256.txt', 'ru'].toSorted(),
    );
    expect(existsSync(join(kept(3), 'en/events', `${event}.html`))).toBe(false);
    expect(read(3, 'data/records.jsonl')).not.toContain(event);
    expect(read(3, 'ru/corrections.html')).toContain('One source asked us to take its report back.');
    const diff = await t.node.call('editions.diff', { space, number: 3 });
    expect(diff).toMatchObject({ since: 2, removed: [{ id: event }], counts: { removed: 1 } });
  }, 60_000);
});

describe('while an edition is built', () => {
  let person = '';
  let consent = '';
  beforeAll(async () => {
    const made = await t.node.call('record.new', {
      space,
      kind: 'Person',
      fields: {
        names: [{ text: 'Ermek Ulgilibayev', lang: 'en', kind: 'full' }],
        minor: false,
        name_withheld: true,
        occupation: 'teacher',
      },
      person: first,
    });
    person = made.id;
    const given = { by: 'self', scope: ['publish_name', 'publish_anonymous'], manner: 'written', at: '2022-01-10' };
    consent = (await t.node.call('consent.give', { space, id: person, ...given, person: first })).claim;
    await answered();
  }, 60_000);

  test('a consent taken back ends it: nothing is published, nothing lies about, and it says so', async () => {
    expect((await named('names')).params).toMatchObject({ named: 1, consent: 1 });
    const taken: Promise<unknown>[] = [];
    const refused = await failureOf(
      build((step) => {
        if (step === 'pages' && taken.length === 0)
          taken.push(t.node.call('consent.withdraw', { space, id: person, claim: consent, person: second }));
      }),
    );
    await Promise.all(taken);
    expect(refused.code).toBe('E_EDITION_STALE');
    expect(readdirSync(join(t.dir, 'editions', space)).filter((n) => /^4|^\./.test(n))).toEqual([]);
    expect((await t.node.call('editions.list', { space })).editions[0]?.number).toBe(3);
    const stop = await named('consent');
    expect(stop).toMatchObject({ verdict: 'stop', failure: 'E_CONSENT_WITHDRAWN', leave_out: [person] });
    const { code, fingerprint } = stop;
    const accepted = t.node.call('editions.accept', { space, code, fingerprint, reason: 'anyway', person: first });
    expect(await failureOf(accepted)).toMatchObject({ code: 'E_EDITION_STOPPED' });
    expect(await failureOf(build())).toMatchObject({
      code: 'E_EDITION_STOPPED',
      params: { checks: 'E_CONSENT_WITHDRAWN' },
    });
  }, 60_000);

  test('what others add meanwhile ends nothing', async () => {
    const { leave_out } = (await t.node.call('editions.plan', { space })).selection;
    await t.node.call('editions.prepare', { space, leave_out: [...leave_out, person], person: first });
    await answered();
    const added: Promise<unknown>[] = [];
    const made = await build((step) => {
      const fields = { kind: 'victim_testimony', title: 'A new article' };
      if (step === 'pages' && added.length === 0)
        added.push(t.node.call('record.new', { space, kind: 'Source', fields, person: second }));
    });
    await Promise.all(added);
    expect(made.number).toBe(4);
    expect(read(4, 'data/records.jsonl')).not.toContain('Ulgilibayev');
  }, 60_000);

  test('it can be cancelled, and leaves nothing', async () => {
    await answered();
    const asked: Promise<unknown>[] = [];
    const refused = await failureOf(
      build((step) => {
        if (step === 'pages' && asked.length === 0)
          asked.push(t.node.call('editions.cancel', { space, person: second }));
      }),
    );
    await Promise.all(asked);
    expect(refused.code).toBe('E_EDITION_CANCELLED');
    expect((await t.node.call('editions.plan', { space })).work?.state).toBe('cancelled');
    expect(existsSync(kept(5))).toBe(false);
    expect(await build()).toMatchObject({ number: 5 });
  }, 60_000);
});

describe('from the command line', () => {
  const command = (more: Partial<ApiIn<'edition.build'>>) =>
    t.node.call('edition.build', { space, dir: join(t.root, 'cli'), force: true, ...more });
  const left = async () => (await t.node.call('editions.plan', { space })).selection.leave_out;

  test('what asks is a warning; under --strict it needs an answer, and people need two', async () => {
    const out = await command({ leave_out: await left() });
    expect(out.number).toBe(6);
    expect(out.warnings.map((w) => w.code)).toEqual(expect.arrayContaining(['sources_naming', 'demands']));
    expect(await failureOf(command({ leave_out: await left(), strict: true }))).toMatchObject({
      code: 'E_EDITION_ASK',
    });
    const accept = [
      { code: 'sources_naming', reason: 'years old' },
      { code: 'demands', reason: 'asked next week' },
      { code: 'changes', reason: 'read to another date' },
    ];
    expect(await failureOf(command({ leave_out: await left(), strict: true, accept }))).toMatchObject({
      code: 'E_EDITION_SECOND',
      params: { checks: expect.stringContaining('sources_naming') },
    });
    expect((await verifyEdition(join(t.root, 'cli'))).ok).toBe(true);
    expect((await t.node.call('editions.list', { space })).editions[0]).toMatchObject({
      number: 6,
      kept: false,
      dir: join(t.root, 'cli'),
    });
  }, 60_000);

  test('a stop stops it, and a name needs the two persons of the desk', async () => {
    expect(await failureOf(command({}))).toMatchObject({
      code: 'E_EDITION_STOPPED',
      params: { checks: 'E_CONSENT_WITHDRAWN' },
    });
    const { id } = await t.node.call('record.new', {
      space,
      kind: 'Person',
      fields: { names: [{ text: 'Saule Orynbaitegi', lang: 'en', kind: 'full' }], minor: false, name_withheld: true },
      person: first,
    });
    await t.node.call('consent.give', {
      space,
      id,
      by: 'self',
      scope: ['publish_name'],
      manner: 'written',
      at: '2022-01-10',
      person: first,
    });
    const accept = [{ code: 'names', reason: 'she asked for it' }];
    for (const more of [{}, { accept }])
      expect(await failureOf(command({ leave_out: await left(), ...more }))).toMatchObject({
        code: expect.stringMatching(/E_EDITION_(ASK|SECOND)/),
      });
    await t.node.call('editions.prepare', {
      space,
      leave_out: await left(),
      langs: ['kk', 'ru', 'en'],
      read_as_of: null,
      person: first,
    });
    await answered();
    expect(await command({ leave_out: await left() })).toMatchObject({ number: 7 });
  }, 60_000);

  test('an edition whose folder is gone says so', async () => {
    rmSync(join(t.root, 'cli'), { recursive: true });
    expect(await failureOf(t.node.call('editions.verify', { space, number: 7 }))).toMatchObject({
      code: 'E_EDITION_GONE',
    });
    expect(await failureOf(t.node.call('editions.verify', { space, number: 99 }))).toMatchObject({
      code: 'E_EDITION_UNKNOWN',
    });
  });
});

test('a restart loses nothing, and the index says the same when it is made anew', async () => {
  const before = (await t.node.call('editions.list', { space })).editions;
  await t.reopen();
  expect((await t.node.call('editions.list', { space })).editions).toEqual(before);
  expect((await t.node.call('rebuild', { check: true })).equal).toBe(true);
});
