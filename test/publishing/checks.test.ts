/** Every check of an edition: what passes, what asks, what stops; and that no answer lifts a stop. */
import { describe, expect, test } from 'vitest';
import type { Value } from '../../src/ledger/model.ts';
import { CHECK_CODES, type EarlierEdition, type EditionCheck } from '../../src/publishing/checks/model.ts';
import { fingerprintOf } from '../../src/publishing/checks/run.ts';
import { prepareEdition } from '../../src/publishing/edition.ts';
import type { EditionOptions, EditionSource, PreparedEdition } from '../../src/publishing/port.ts';
import { EVERYTHING } from '../../src/publishing/selection.ts';
import { changesBetween, outdated } from '../../src/publishing/snapshot.ts';
import type { RecordView } from '../../src/records/model.ts';
import { each, view } from '../../src/records/view-fixture.ts';

const NAME = { text: 'Ermek Ulgilibayev', lang: 'en', script: 'Latn', kind: 'full' };
const CONSENT = {
  by: 'self',
  scope: ['record', 'publish_name', 'publish_anonymous'],
  manner: 'written',
  at: '2022-01-10',
};
const OFFICE = { office: 'minister', source: 'src_press', decided_by: 'per_rev', at: '2022-01-10' };

const demand = (more: { readonly [field: string]: Value } = {}): RecordView =>
  view('Demand', 'dem_1', {
    key: 'D1',
    text: 'Release the detained',
    verbatim: 'release the detained',
    statement: 'sta_1',
    kind: 'coalition',
    two_sided: { ours: 'held', theirs: 'released' },
    reply: { delivery: 'dlv_9', asked_at: '2022-01-07' },
    ...more,
  });
const statement = (versions = each({ lang: 'en', text: 'We ask to release the detained.', standing: 'original' })) =>
  view('Statement', 'sta_1', {
    title: 'Joint statement',
    state: 'published',
    date: '2022-01-05',
    versions,
    demands: 'dem_1',
  });
const person = (fields: { readonly [field: string]: Value } = {}, id = 'per_1'): RecordView =>
  view('Person', id, { names: NAME, minor: false, occupation: 'teacher', name_withheld: false, ...fields });
/** As a reviewer's decision makes it. */
const decided = (p: RecordView): RecordView => {
  const field = p.fields['name_withheld'];
  return { ...p, fields: { ...p.fields, ...(field ? { name_withheld: { ...field, decided: true } } : {}) } };
};
const act = (victim: string, id = 'act_1', type = 'killing_firearm'): RecordView =>
  view('Act', id, { type, victim, attribution: 'state' });
const source = view('Source', 'src_press', { title: 'A report', publisher: 'A paper', url: 'https://press.example/a' });

const CASE = [statement(), demand(), source];
const sourceOf = (views: readonly RecordView[]): EditionSource => ({
  space: {
    id: 'a'.repeat(64),
    slug: 'case',
    title: { en: 'Case', ru: 'Дело', kk: 'Іс' },
    public: true,
    role: 'case',
    asOf: null,
    banner: null,
  },
  asOf: '2022-03-01T00:00:00.000Z',
  records: async (kind) => views.filter((v) => v.kind === kind),
});
const prepare = (views: readonly RecordView[], options: Partial<EditionOptions> = {}): Promise<PreparedEdition> =>
  prepareEdition(
    sourceOf([
      ...(views.filter((v) => v.kind === 'Statement').length ? [] : CASE.slice(0, 1)),
      ...rest(views),
      ...views,
    ]),
    options,
  );
const rest = (views: readonly RecordView[]): readonly RecordView[] =>
  CASE.slice(1).filter((v) => !views.some((own) => own.id === v.id));
const leaving = (...ids: readonly string[]): Partial<EditionOptions> => ({
  selection: { ...EVERYTHING, leaveOut: new Set(ids) },
});
async function the(
  code: string,
  views: readonly RecordView[],
  options: Partial<EditionOptions> = {},
): Promise<EditionCheck> {
  const { checks } = await prepare(views, options);
  const found = checks.find((c) => c.code === code);
  if (!found) throw new Error(`no check ${code}`);
  return found;
}
/** The stop, and that leaving out what it names lets the edition pass. */
async function settled(
  code: string,
  views: readonly RecordView[],
  options: Partial<EditionOptions> = {},
): Promise<EditionCheck> {
  const stop = await the(code, views, options);
  expect(stop.verdict).toBe('stop');
  expect(stop.leaveOut.length).toBeGreaterThan(0);
  const after = await the(code, views, { ...options, ...leaving(...stop.leaveOut) });
  expect([code, after.verdict]).toEqual([code, 'ok']);
  return stop;
}
const earlier = async (
  number: number,
  views: readonly RecordView[],
  options: Partial<EditionOptions> = {},
): Promise<EarlierEdition> => ({
  number,
  snapshot: (await prepare(views, options)).snapshot,
});

test('a case with nothing to say against passes every check', async () => {
  const { checks } = await prepare([]);
  expect(checks.map((c) => [c.code, c.verdict])).toEqual(CHECK_CODES.map((code) => [code, 'ok']));
});

test('without a statement there is no edition', async () => {
  const bare = await prepareEdition(sourceOf([source]), {});
  expect(bare.checks.find((c) => c.code === 'statement')).toMatchObject({
    verdict: 'stop',
    failure: 'E_EDITION_EMPTY',
  });
});

describe('names', () => {
  test('let through on consent, office and public naming ask for a reason, by ground, and are about people', async () => {
    const people = [
      person({ consent: CONSENT }, 'per_1'),
      person({ public_office: OFFICE, names: { ...NAME, text: 'Saule Orynbay' } }, 'per_2'),
      decided(person({ named_publicly_by: 'CPJ', names: { ...NAME, text: 'Talgat Mysaly' } }, 'per_3')),
    ];
    const names = await the('names', people);
    expect(names).toMatchObject({ verdict: 'ask', people: true });
    expect(names.params).toMatchObject({ named: 3, consent: 1, office: 1, publicly: 1, speakers: 'CPJ' });
    expect(names.records.toSorted()).toEqual(['per_1', 'per_2', 'per_3']);
  });
  test('an answer is bound to who is named: one name more, and it lapses', async () => {
    const one = await the('names', [person({ consent: CONSENT })]);
    const two = await the('names', [person({ consent: CONSENT }), person({ consent: CONSENT }, 'per_2')]);
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(two));
    expect(fingerprintOf(one)).toBe(fingerprintOf(await the('names', [person({ consent: CONSENT })])));
  });
  test('a decision to name without any ground stops', async () => {
    const stop = await settled('names_without_ground', [decided(person())]);
    expect(stop.failure).toBe('E_NAME_GROUND');
    expect((await the('names_without_ground', [person()])).verdict).toBe('ok');
  });
  test('of a minor stops, on a decision and on an office', async () => {
    expect((await settled('minors', [decided(person({ minor: true }))])).failure).toBe('E_NAME_MINOR');
    expect((await settled('minors', [person({ minor: true, public_office: OFFICE })])).verdict).toBe('stop');
  });
  test('of somebody whose age is not known stops when it was decided on', async () => {
    const unknown = decided(view('Person', 'per_1', { names: NAME, name_withheld: false, named_publicly_by: 'CPJ' }));
    expect((await settled('minors', [unknown])).records).toEqual(['per_1']);
  });
});

describe('alleged perpetrators', () => {
  const involved = view('Involvement', 'inv_1', {
    act: 'act_1',
    actor: 'per_1',
    degree: 'direct',
    actor_kind: 'police',
  });
  const checked = (second: string | null) =>
    view('Verification', 'ver_1', {
      target: 'per_1',
      conclusion: 'verified',
      reviewer: 'per_a',
      ...(second === null ? {} : { second_reviewer: second }),
    });
  const asked = (more: { readonly [field: string]: Value }) =>
    view('Delivery', 'dlv_1', {
      what: 'sta_1',
      purpose: 'right_of_reply',
      addressee: 'per_1',
      at: '2022-01-20',
      ...more,
    });
  const official = person({ public_office: OFFICE });
  const missing = async (views: readonly RecordView[]) =>
    (await the('alleged', [official, involved, ...views])).params['missing'];

  test('stand by role and unit when nobody wants the name', async () => {
    expect(await the('alleged', [person(), involved])).toMatchObject({
      verdict: 'ok',
      params: { alleged: 1, cleared: 0 },
    });
  });
  test('a name stops until reviewer, second reviewer and right of reply are there', async () => {
    expect((await settled('alleged', [official, involved])).failure).toBe('E_NAME_ALLEGED');
    expect(await missing([])).toEqual(['reviewer', 'second_reviewer', 'right_of_reply']);
    expect(await missing([checked(null)])).toEqual(['second_reviewer', 'right_of_reply']);
    expect(await missing([checked('per_a')])).toEqual(['second_reviewer', 'right_of_reply']);
    expect(await missing([checked('per_b')])).toEqual(['right_of_reply']);
    expect(await missing([checked('per_b'), asked({ reply_due: { date: '2022-06-01', basis: 'ours' } })])).toEqual([
      'right_of_reply',
    ]);
    expect(await missing([checked('per_b'), asked({ answer: 'rsp_1', withdrawn: '2022-02-01' })])).toEqual([
      'right_of_reply',
    ]);
  });
  test.each([
    ['an answer', { answer: 'rsp_1' }],
    ['a reply date that passed', { reply_due: { date: '2022-02-01', basis: 'ours' } }],
  ])('with two reviewers and %s the name may stand, and asks', async (_what, more) => {
    const all = [official, involved, checked('per_b'), asked(more)];
    expect(await the('alleged', all)).toMatchObject({ verdict: 'ok', params: { cleared: 1 } });
    expect(await the('names', all)).toMatchObject({ verdict: 'ask', people: true, params: { cleared: 1 } });
  });
});

describe('consent taken back', () => {
  const gone = person({ consent: { ...CONSENT, withdrawn: '2022-02-10' } });
  test('stops until the person and every act against them are left out', async () => {
    const stop = await settled('consent', [gone, act('per_1'), act('per_2', 'act_2')]);
    expect(stop).toMatchObject({ failure: 'E_CONSENT_WITHDRAWN', params: { persons: 1, records: 2, published: 0 } });
    expect(stop.leaveOut.toSorted()).toEqual(['act_1', 'per_1']);
  });
  test('tells what went out before', async () => {
    const before = await earlier(1, [person({ consent: CONSENT }), act('per_1')]);
    const stop = await the('consent', [gone, act('per_1')], { earlier: [before] });
    expect(stop.params).toMatchObject({ published: 2 });
  });
});

describe('words', () => {
  test('a withheld name in a text keeps the text back; in the statement it stops', async () => {
    const text = view('Event', 'evt_1', { title: 'Ulgilibayev was seen', kind: 'protest', date: '2022-01-04' });
    expect(await the('withheld_words', [person(), text])).toMatchObject({
      verdict: 'ok',
      params: { n: 1 },
      records: ['evt_1'],
    });
    const naming = statement(each({ lang: 'en', text: 'We ask to release Ulgilibayev.', standing: 'original' }));
    expect(await the('withheld_words', [person(), naming])).toMatchObject({
      verdict: 'stop',
      failure: 'E_NAME_IN_STATEMENT',
    });
    expect(await the('withheld_words', [person(), demand({ verbatim: 'release Ulgilibayev' })])).toMatchObject({
      verdict: 'stop',
    });
  });
  test('a source that names a withheld person asks, about people', async () => {
    const naming = view('Source', 'src_2', {
      title: 'Ulgilibayev speaks',
      publisher: 'A paper',
      url: 'https://press.example/b',
    });
    expect(await the('sources_naming', [person(), naming])).toMatchObject({
      verdict: 'ask',
      people: true,
      records: ['src_2'],
    });
  });
  test.each([
    ['coordinates', 'The post stood at 43.238949, 76.889709 that night'],
    ['coordinates the other way round', 'at 76.889709 / 43.238949'],
    ['a map link', 'https://maps.example/?q=43.238949%2C76.889709'],
    ['a flat', 'Abai street 12, кв. 5'],
  ])('%s in words stop: a place is never finer than its settlement', async (_what, description) => {
    const event = view('Event', 'evt_1', { title: 'A search', kind: 'protest', date: '2022-01-04', description });
    expect((await settled('places', [event])).failure).toBe('E_PLACE_EXACT');
  });
  test('a place written on a record is rounded and loses its words', async () => {
    const place = {
      lat: '43.238949',
      lon: '76.889709',
      precision: 'site',
      admin: 'kz.almaty',
      as_given: 'Abai street 12',
    };
    const event = view('Event', 'evt_1', { title: 'A search', kind: 'protest', date: '2022-01-04', place });
    const { kase } = await prepare([event]);
    expect(kase.get('evt_1')?.fields['place']?.value).toEqual({
      lat: '43.24',
      lon: '76.89',
      precision: 'settlement',
      admin: 'kz.almaty',
    });
  });
  test('a correction that names a withheld person stops', async () => {
    const corrections = {
      corrections: [{ edition: 1, at: '2022-02-01', texts: { en: 'It was Ulgilibayev.' }, replaces: null }],
      withdrawals: [],
    };
    expect(await the('corrections', [person()], { corrections })).toMatchObject({
      verdict: 'stop',
      failure: 'E_NAME_IN_CORRECTION',
    });
    expect((await the('corrections', [], { corrections })).verdict).toBe('ok');
  });
});

describe('the statement', () => {
  const two = (standing: string) =>
    each(
      { lang: 'en', text: 'We ask to release the detained.', standing: 'original' },
      { lang: 'ru', text: 'Просим освободить задержанных.', standing },
    );
  test.each(['original', 'agreed'])('a second text called %s before any text is frozen stops', async (standing) => {
    expect(await the('translations', [statement(two(standing))])).toMatchObject({
      verdict: 'stop',
      failure: 'E_TRANSLATION_UNMARKED',
    });
  });
  test('a translation that says what it is passes, and an agreed text that the hash covers', async () => {
    expect((await the('translations', [statement(two('unofficial'))])).verdict).toBe('ok');
    const frozen = statement(two('agreed'));
    const hashed = view('Statement', 'sta_1', { text_hash: 'ab'.repeat(32) }).fields;
    expect((await the('translations', [{ ...frozen, fields: { ...frozen.fields, ...hashed } }])).verdict).toBe('ok');
  });
  test('a demand with one side, or nobody asked for a reply, asks', async () => {
    const bare = view('Demand', 'dem_1', { key: 'D1', text: 'Release', statement: 'sta_1', kind: 'coalition' });
    expect(await the('demands', [bare])).toMatchObject({
      verdict: 'ask',
      people: false,
      params: { one_sided: 1, not_asked: 1 },
    });
  });
});

describe('beside earlier editions', () => {
  const people = (n: number): readonly RecordView[] =>
    Array.from({ length: n }, (_, i) => [
      view('Person', `per_${i}`, { occupation: 'worker', name_withheld: true }),
      act(`per_${i}`, `act_${i}`),
    ]).flat();
  const cell = 'persons_by_act/killing_firearm';

  test('a number that tells of fewer than five by its difference stops, and can only be left out', async () => {
    const before = await earlier(1, people(7));
    const stop = await settled('differences', people(9), { earlier: [before] });
    expect(stop).toMatchObject({ failure: 'E_SMALL_CELL', leaveOut: [cell], params: { editions: '1', k: 5 } });
    expect((await the('differences', people(12), { earlier: [before] })).verdict).toBe('ok');
    expect((await the('differences', people(7), { earlier: [before] })).verdict).toBe('ok');
  });
  test('every earlier edition counts, not the last alone', async () => {
    const first = await earlier(1, people(7));
    const between = await earlier(2, people(14), leaving(cell));
    expect(between.snapshot.cells).toEqual([{ cell, count: 14, printed: 'nothing' }]);
    expect(await the('differences', people(10), { earlier: [first, between] })).toMatchObject({ verdict: 'stop' });
  });
  test('from "fewer than five" to a number near it stops too', async () => {
    expect((await the('differences', people(6), { earlier: [await earlier(1, people(3))] })).verdict).toBe('stop');
    expect((await the('differences', people(4), { earlier: [await earlier(1, people(3))] })).verdict).toBe('ok');
  });
  test('what is no longer there asks for words to readers; about people when a person is among it', async () => {
    const event = view('Event', 'evt_1', { title: 'A rally', kind: 'protest', date: '2022-01-04' });
    const before = await earlier(1, [event, ...people(5)]);
    expect(await the('changes', people(5), { earlier: [before] })).toMatchObject({
      verdict: 'ask',
      people: false,
      records: ['evt_1'],
      params: { removed: 1 },
    });
    expect(await the('changes', [event], { earlier: [before] })).toMatchObject({ verdict: 'ask', people: true });
    expect((await the('changes', [event, ...people(5), person({}, 'per_9')], { earlier: [before] })).verdict).toBe(
      'ok',
    );
  });
  test('newly named, newly withheld, added and changed are told apart', async () => {
    const before = await prepare([
      person({ consent: CONSENT }),
      view('Event', 'evt_1', { title: 'A', kind: 'protest', date: '2022-01-04' }),
    ]);
    const now = await prepare([
      person({ consent: { ...CONSENT, scope: ['record'] } }),
      person({ consent: CONSENT, names: { ...NAME, text: 'Saule Orynbay' } }, 'per_2'),
      view('Event', 'evt_1', { title: 'B', kind: 'protest', date: '2022-01-04' }),
    ]);
    expect(changesBetween(before.snapshot, now.snapshot)).toEqual({
      added: ['per_2'],
      changed: ['evt_1', 'per_1'],
      removed: [],
      newlyNamed: ['per_2'],
      newlyWithheld: ['per_1'],
    });
    expect(outdated(before.snapshot, now.snapshot).toSorted()).toEqual(['evt_1', 'per_1']);
  });
});

test('parts and records left out are nowhere in the edition', async () => {
  const event = view('Event', 'evt_1', { title: 'A rally', kind: 'protest', date: '2022-01-04' });
  const { kase, snapshot } = await prepare([event, person({ consent: CONSENT }), act('per_1')], {
    selection: { langs: ['kk'], partsOut: ['persons'], leaveOut: new Set(['evt_1']) },
  });
  expect([kase.of('Event'), kase.of('Person'), kase.of('Act')]).toEqual([[], [], []]);
  expect(Object.keys(snapshot.records).toSorted()).toEqual(['dem_1', 'src_press', 'sta_1']);
});
