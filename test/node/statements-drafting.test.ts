/** Drafting on a real node: three languages, marked clauses, two people on one draft, freezing what was reviewed, replacing it. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiIn, StatementJson } from '../../src/contract/api.ts';
import { failureOf, type TempNode, tempNode } from './temp-node.ts';

const SPACE = 'winter';
let t: TempNode;
beforeAll(async () => {
  t = await tempNode();
  await t.node.call('spaces.new', { slug: SPACE, title: 'Winter', public: true });
});
afterAll(() => t.remove());

type Draft = ApiIn<'statement.draft'>;
const EN = '# To the ministry (practice)\n\nWe demand:\n\n- to open an inquiry;\n\n- to free everybody.';
const RU = '# Министерству (учебному)\n\nМы требуем:\n\n- начать расследование;\n\n- освободить всех.';
const KK = '# Министрлікке (жаттығу)\n\nБіз талап етеміз:\n\n- тергеу бастау;\n\n- бәрін босату.';

const show = (id: string): Promise<StatementJson> => t.node.call('statement.show', { space: SPACE, id });
const fresh = async (): Promise<StatementJson> => {
  const made = await t.node.call('statement.new', {
    space: SPACE,
    title: 'A demand of winter',
    lang_original: 'en',
    text: EN,
    demands: [],
  });
  return show(made.id);
};
const draftOf = (s: StatementJson, more: Partial<Draft> = {}): Draft => ({
  space: SPACE,
  id: s.id,
  revision: s.revision,
  title: s.title,
  addressees: [],
  versions: [
    { lang: 'en', text: EN, standing: 'original' },
    { lang: 'ru', text: RU, standing: 'agreed' },
    { lang: 'kk', text: KK, standing: 'unofficial' },
  ],
  demands: [
    {
      key: 'D1',
      clauses: [
        { lang: 'en', text: 'to open an inquiry' },
        { lang: 'ru', text: 'начать расследование' },
        { lang: 'kk', text: 'тергеу бастау' },
      ],
      addressees: ['Practice Ministry (invented)'],
    },
    { key: 'D2', clauses: [{ lang: 'en', text: 'to free everybody' }], addressees: ['Practice Ministry (invented)'] },
  ],
  annexes: [],
  ...more,
});
const save = (d: Draft) => t.node.call('statement.draft', d);

describe('a draft', () => {
  test('keeps three languages, clauses in each, and one addressee that became one record', async () => {
    const first = await fresh();
    const { revision } = await save(draftOf(first));
    const s = await show(first.id);
    expect(s.revision).toBe(revision);
    expect(s.versions.map((v) => [v.lang, v.standing]).toSorted()).toEqual([
      ['en', 'original'],
      ['kk', 'unofficial'],
      ['ru', 'agreed'],
    ]);
    expect(s.demands.map((d) => [d.key, d.verbatim, d.clauses.map((c) => c.lang).toSorted()])).toEqual([
      ['D1', 'to open an inquiry', ['en', 'kk', 'ru']],
      ['D2', 'to free everybody', ['en']],
    ]);
    expect(s.addressees).toEqual(['Practice Ministry (invented)']);
    expect(new Set(s.demands.flatMap((d) => d.addressees.map((a) => a.id))).size).toBe(1);
    const ru = await t.node.call('demand.show', { space: SPACE, id: s.demands[0]?.id ?? '', lang: 'ru' });
    expect(ru.text).toBe('начать расследование');
  });

  test('saved again unchanged makes no entry; a change ends what it replaces', async () => {
    const s = await fresh();
    await save(draftOf(s));
    const one = await show(s.id);
    const before = (await t.node.call('info', {})).entries;
    expect((await save(draftOf(one))).revision).toBe(one.revision);
    expect((await t.node.call('info', {})).entries).toBe(before);
    await save(draftOf(one, { title: 'Another title' }));
    const two = await show(s.id);
    expect([two.title, two.versions.length]).toEqual(['Another title', 3]);
    const record = await t.node.call('show', { space: SPACE, id: s.id });
    expect(record.fields['title']?.n_competing).toBe(0);
  });

  test('a demand taken out is gone from the list, and its number is free again', async () => {
    const s = await fresh();
    await save(draftOf(s));
    const one = await show(s.id);
    const gone = one.demands[1]?.id ?? '';
    await save(draftOf(one, { demands: draftOf(one).demands.slice(0, 1) }));
    const two = await show(s.id);
    expect(two.demands.map((d) => d.key)).toEqual(['D1']);
    expect((await failureOf(t.node.call('demand.show', { space: SPACE, id: gone }))).code).toBe('E_NOT_FOUND');
    await save(draftOf(two));
    expect((await show(s.id)).demands.map((d) => d.key)).toEqual(['D1', 'D2']);
  });

  test('a clause must stand in its own language, word by word', async () => {
    const s = await fresh();
    const wrong = [{ key: 'D1', clauses: [{ lang: 'ru', text: 'to open an inquiry' }], addressees: [] }];
    const failure = await failureOf(save(draftOf(s, { demands: wrong })));
    expect(failure).toMatchObject({ code: 'E_QUOTE', params: { demand: 'D1', lang: 'ru' } });
    expect((await show(s.id)).revision).toBe(s.revision);
  });

  test('of two people on one draft nobody overwrites the other', async () => {
    const s = await fresh();
    await save(draftOf(s, { title: 'Hers' }));
    const failure = await failureOf(save(draftOf(s, { title: 'His' })));
    expect(failure).toMatchObject({ code: 'E_DRAFT_NEWER', params: { by: 'Manager' } });
    const now = await show(s.id);
    expect(now.title).toBe('Hers');
    await save(draftOf(now, { title: 'His' }));
    expect((await show(s.id)).title).toBe('His');
    const race = await show(s.id);
    const both = await Promise.allSettled([save(draftOf(race, { title: 'A' })), save(draftOf(race, { title: 'B' }))]);
    expect(both.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('control characters are taken out, text from right to left and 64 KB stay; more is refused', async () => {
    const s = await fresh();
    const text = `${EN}\u0000\u0007\r\n\u2029\u202bنص\u202c ${'я'.repeat(30_000)}`;
    const versions = [{ lang: 'en', text, standing: 'original' as const }];
    await save(draftOf(s, { versions, demands: [] }));
    const kept = (await show(s.id)).versions[0]?.text ?? '';
    expect(kept).toContain('\u202bنص\u202c');
    expect(kept).not.toMatch(/[\u0000\u0007\r\u2029]/);
    const now = await show(s.id);
    const long = [{ lang: 'en', text: 'я'.repeat(33_000), standing: 'original' as const }];
    expect((await failureOf(save(draftOf(now, { versions: long, demands: [] })))).code).toBe('E_LIMIT');
    expect((await show(s.id)).versions[0]?.text).toBe(kept);
  });

  test('one number twice, no original, no title: refused by name', async () => {
    const s = await fresh();
    const [d1] = draftOf(s).demands;
    const twice = d1 ? [d1, d1] : [];
    expect((await failureOf(save(draftOf(s, { demands: twice })))).code).toBe('E_INPUT');
    expect((await failureOf(save(draftOf(s, { versions: [], demands: [] })))).code).toBe('E_STATEMENT');
    expect((await failureOf(save(draftOf(s, { title: ' ' })))).code).toBe('E_EMPTY');
  });
});

describe('freezing', () => {
  const whole = async (): Promise<StatementJson> => {
    const s = await fresh();
    const d = draftOf(s);
    const clauses = [
      { lang: 'en', text: 'to free everybody' },
      { lang: 'ru', text: 'освободить всех' },
      { lang: 'kk', text: 'бәрін босату' },
    ];
    await save({ ...d, demands: d.demands.map((x) => (x.key === 'D2' ? { ...x, clauses } : x)) });
    return show(s.id);
  };

  test('waits until every language that is there marks every demand', async () => {
    const s = await fresh();
    await save(draftOf(s));
    const review = await t.node.call('statement.review', { space: SPACE, id: s.id, lang: 'ru' });
    expect(review.obstacles.map((o) => o.code)).toEqual(['E_UNMARKED']);
    expect(await failureOf(t.node.call('statement.freeze', { space: SPACE, id: s.id }))).toMatchObject({
      code: 'E_UNMARKED',
      params: { demand: 'D2' },
    });
  });

  test('a missing language is told and is no obstacle', async () => {
    const s = await whole();
    const d = draftOf(s);
    const only = (x: Draft['demands'][number]) => ({ ...x, clauses: x.clauses.filter((c) => c.lang === 'en') });
    await save({ ...d, versions: d.versions.slice(0, 1), demands: d.demands.map(only) });
    const review = await t.node.call('statement.review', { space: SPACE, id: s.id });
    expect([review.missing, review.obstacles]).toEqual([['kk', 'ru'], []]);
    await t.node.call('statement.freeze', { space: SPACE, id: s.id, hash: review.hash });
  });

  test('closes exactly what was reviewed; the bytes shown have the hash', async () => {
    const s = await whole();
    const review = await t.node.call('statement.review', { space: SPACE, id: s.id });
    expect(createHash('sha256').update(Buffer.from(review.bytes, 'base64url')).digest('hex')).toBe(review.hash);
    expect(review.covered.versions.map((v) => v.lang).toSorted()).toEqual(['en', 'ru']);
    expect(review.unofficial.map((v) => v.lang)).toEqual(['kk']);
    expect(review.covered.demands.map((d) => d.text).toSorted()).toEqual([
      'to free everybody',
      'to open an inquiry',
      'начать расследование',
      'освободить всех',
    ]);
    await save(
      draftOf(s, {
        title: s.title,
        versions: [...draftOf(s).versions].map((v) => (v.lang === 'ru' ? { ...v, text: `${RU}\n\nЕщё.` } : v)),
      }),
    );
    const again = await show(s.id);
    expect(again.revision).not.toBe(s.revision);
    const freezing = t.node.call('statement.freeze', { space: SPACE, id: s.id, hash: review.hash });
    expect(['E_HASH', 'E_UNMARKED']).toContain((await failureOf(freezing)).code);
  });

  test('a frozen text is changed by no save and by no file', async () => {
    const s = await whole();
    const { text_hash } = await t.node.call('statement.freeze', { space: SPACE, id: s.id });
    expect((await failureOf(save(draftOf(s)))).code).toBe('E_FROZEN');
    const before = await show(s.id);
    const file = join(t.root, 'statement.csv');
    for (const [column, value] of [
      ['title', 'Another title'],
      ['state', 'draft'],
      ['text_hash', '0'.repeat(64)],
    ]) {
      writeFileSync(file, `kind,id,${column}\nStatement,${s.id},${value}\n`);
      const report = await t.node.call('import', { space: SPACE, file, profile: 'csv-generic' });
      expect([column, report.entries, report.errors]).toEqual([column, 0, 1]);
      expect(['E_FROZEN', 'E_STATEMENT']).toContain(report.first_errors[0]?.code);
    }
    writeFileSync(file, `kind,id,verbatim\nDemand,${s.demands[0]?.id ?? ''},to open\n`);
    const report = await t.node.call('import', { space: SPACE, file, profile: 'csv-generic' });
    expect(report.first_errors.map((e) => e.code)).toEqual(['E_FROZEN']);
    const later = await show(s.id);
    expect(later).toEqual(before);
    expect(later.text_hash).toBe(text_hash);
  });

  test('a clause of an unofficial translation can still be corrected; of an agreed one it cannot', async () => {
    const s = await whole();
    await t.node.call('statement.freeze', { space: SPACE, id: s.id });
    const id = s.demands[0]?.id ?? '';
    const say = (lang: string, text: string) =>
      t.node.call('claim', { space: SPACE, id, field: 'clauses', value: { lang, text } });
    await say('kk', 'тергеу');
    expect((await failureOf(say('ru', 'расследование'))).code).toBe('E_FROZEN');
  });

  test('another text is another statement that replaces it, with no signatures', async () => {
    const s = await whole();
    expect((await failureOf(t.node.call('statement.replace', { space: SPACE, id: s.id }))).code).toBe('E_STATEMENT');
    await t.node.call('statement.freeze', { space: SPACE, id: s.id });
    await t.node.call('statement.sign', { space: SPACE, id: s.id, signed_as: 'Practice organisation A' });
    const made = await t.node.call('statement.replace', { space: SPACE, id: s.id });
    const [old, next] = [await show(s.id), await show(made.id)];
    expect(next).toMatchObject({ state: 'draft', signatories: [], text_hash: null, replaces: { id: s.id } });
    expect(old.replaced_by?.id).toBe(made.id);
    expect(next.demands.map((d) => [d.key, d.clauses.length])).toEqual([
      ['D1', 3],
      ['D2', 3],
    ]);
    expect(next.demands.map((d) => d.id)).not.toEqual(old.demands.map((d) => d.id));
    await save(draftOf(next, { title: 'Replaced', demands: [] }));
    expect((await show(s.id)).title).toBe(s.title);
    expect((await show(s.id)).signatories.map((g) => g.verified)).toEqual([true]);
  });
});
