/** Statements on a real node: quotations, freezing under one hash, signing with the organisation's key, publishing; the example's thirteen groups. */
import { createHash } from 'node:crypto';
import { encode } from 'cborg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiIn, StatementJson } from '../../src/contract/api.ts';
import { writeByHand } from './by-hand.ts';
import { failureOf, type TempNode, tempNode } from './temp-node.ts';

const SPACE = 'winter';
let t: TempNode;
beforeAll(async () => {
  t = await tempNode();
  await t.node.call('spaces.new', { slug: SPACE, title: 'Winter', public: true });
});
afterAll(() => t.remove());

// CR LF, blanks at line ends, a decomposed letter and a no-break space: what the hash folds and what it keeps.
const TEXT = 'We, the undersigned, demand:\r\n  to open an inquiry   \r\nto free a\u00a0cafe\u0301 owner.\r\n\r\n';
const DEMANDS = [
  { key: 'Q10', verbatim: 'to open an inquiry', addressee: 'Ministry (practice)' },
  { key: 'Q2', verbatim: 'free a café owner', addressee: 'Court (practice)' },
] as const;

const draft = (more: Partial<ApiIn<'statement.new'>> = {}) =>
  t.node.call('statement.new', {
    space: SPACE,
    title: 'A demand of winter',
    lang_original: 'en',
    text: TEXT,
    demands: DEMANDS,
    ...more,
  });
const show = (id: string, space = SPACE): Promise<StatementJson> => t.node.call('statement.show', { space, id });
const freeze = (id: string) => t.node.call('statement.freeze', { space: SPACE, id });
const sign = (id: string) => t.node.call('statement.sign', { space: SPACE, id, signed_as: 'Practice organisation A' });
const publish = (id: string) => t.node.call('statement.publish', { space: SPACE, id });
const code = async (call: Promise<unknown>): Promise<string> => (await failureOf(call)).code;

/** docs/formats/statement-hash.md, written again from its words. */
function hashOf(statement: Pick<StatementJson, 'versions' | 'demands'>, annexes: readonly [string, Buffer][] = []) {
  const text = (s: string): string => {
    const lines = s.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
    return lines
      .map((line) => line.trimEnd())
      .join('\n')
      .replace(/\n*$/, '');
  };
  const sorted = <T extends readonly [string, string | Uint8Array]>(pairs: readonly T[]): readonly T[] =>
    pairs.toSorted((a, b) => Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])));
  const bytes = encode([
    'kua-statement-1',
    sorted(statement.versions.filter((v) => v.standing !== 'unofficial').map((v) => [v.lang, text(v.text)] as const)),
    sorted(annexes),
    sorted(statement.demands.map((d) => [d.key, (d.verbatim ?? '').normalize('NFC')] as const)),
  ]);
  return createHash('sha256').update(bytes).digest('hex');
}

describe('a draft', () => {
  test('quotes its own text only; the refusal names the clause', async () => {
    const stray = { key: 'Q3', verbatim: 'to free everybody' };
    const failure = await failureOf(draft({ demands: [...DEMANDS, stray] }));
    expect(failure).toMatchObject({ code: 'E_QUOTE', params: { quote: 'to free everybody', key: 'Q3' } });
    expect((await t.node.call('statement.list', { space: SPACE })).statements).toEqual([]);
  });

  test('numbers each clause once', async () => {
    const twice = DEMANDS.map((d) => ({ ...d, key: 'Q1' }));
    expect(await code(draft({ demands: twice }))).toBe('E_INPUT');
  });

  test('shows its clauses as part of the text, whatever their blanks and composition', async () => {
    const { id } = await draft();
    const shown = await show(id);
    expect(shown).toMatchObject({
      state: 'draft',
      text_hash: null,
      signatories: [],
      issuer: 'Practice organisation A',
    });
    expect(shown.addressees.toSorted()).toEqual(['Court (practice)', 'Ministry (practice)']);
    expect(shown.demands.map((d) => [d.key, d.in_text, d.state]).toSorted()).toEqual([
      ['Q10', true, 'open'],
      ['Q2', true, 'open'],
    ]);
  });

  test('is neither signed nor published before it is frozen', async () => {
    const { id } = await draft();
    expect(await code(sign(id))).toBe('E_REQUIRED');
    expect(await code(publish(id))).toBe('E_REQUIRED');
  });

  test('without a text, or with a clause that has left the text, is not frozen', async () => {
    expect(await code(draft({ text: ' \n', demands: [] }))).toBe('E_EMPTY');
    const { id } = await draft();
    const clause = (await show(id)).demands.find((d) => d.key === 'Q2');
    const verbatim = (await t.node.call('show', { space: SPACE, id: clause?.id ?? '' })).fields['verbatim'];
    await t.node.call('claim', {
      space: SPACE,
      id: clause?.id ?? '',
      field: 'verbatim',
      value: 'free every café owner',
      replaces: verbatim?.claim ?? '',
    });
    expect((await show(id)).demands.find((d) => d.key === 'Q2')?.in_text).toBe(false);
    expect(await failureOf(freeze(id))).toMatchObject({ code: 'E_QUOTE', params: { demand: 'Q2' } });
    expect((await show(id)).state).toBe('draft');
  });
});

describe('a frozen text', () => {
  test('has the hash that anybody can compute from its words', async () => {
    const { id } = await draft();
    const { text_hash } = await freeze(id);
    const shown = await show(id);
    expect(shown).toMatchObject({ state: 'frozen', text_hash });
    expect(text_hash).toBe(hashOf(shown));
  });

  test('covers an annex by its hash', async () => {
    const { id } = await draft();
    const event = await t.node.call('record.new', { space: SPACE, kind: 'Event', fields: { title: 'Annexed' } });
    const hash = 'ab'.repeat(32);
    await t.node.call('claim', { space: SPACE, id, field: 'annexes', value: { record: event.id, hash } });
    const { text_hash } = await freeze(id);
    expect(text_hash).toBe(hashOf(await show(id), [[event.id, Buffer.from(hash, 'hex')]]));
  });

  test('is changed by nobody: no text, clause, hash or state, by no claim, retraction or new demand', async () => {
    const { id } = await draft();
    const { text_hash } = await freeze(id);
    const before = await show(id);
    const record = await t.node.call('show', { space: SPACE, id });
    const say = (field: string, value: ApiIn<'claim'>['value'], of = id) =>
      code(t.node.call('claim', { space: SPACE, id: of, field, value }));
    expect(await say('versions', { lang: 'en', text: 'Another text', standing: 'original' })).toBe('E_FROZEN');
    expect(await say('versions', { lang: 'ru', text: 'Другой текст', standing: 'agreed' })).toBe('E_FROZEN');
    expect(await say('text_hash', '0'.repeat(64))).toBe('E_FROZEN');
    expect(await say('title', 'Another title')).toBe('E_FROZEN');
    expect(await say('state', 'draft')).toBe('E_STATEMENT');
    const [demand] = before.demands;
    expect(await say('verbatim', 'to open', demand?.id)).toBe('E_FROZEN');
    expect(await say('key', 'Q99', demand?.id)).toBe('E_FROZEN');
    expect(await say('demands', demand?.id ?? '')).toBe('E_FROZEN');
    for (const field of ['versions', 'state', 'text_hash'])
      for (const { claim } of record.fields[field]?.claims ?? [])
        expect(await code(t.node.call('retract', { space: SPACE, claim })), field).toBe('E_FROZEN');
    const added = { key: 'Q11', text: 'x', verbatim: 'open', statement: id, kind: 'coalition' };
    expect(await code(t.node.call('record.new', { space: SPACE, kind: 'Demand', fields: added }))).toBe('E_FROZEN');
    expect(await code(freeze(id))).toBe('E_FROZEN');
    expect(await show(id)).toEqual(before);
    expect(before.text_hash).toBe(text_hash);
  });

  test('takes an unofficial translation, and its hash stays', async () => {
    const { id } = await draft();
    const { text_hash } = await freeze(id);
    const value = { lang: 'ru', text: 'Мы требуем', standing: 'unofficial' };
    await t.node.call('claim', { space: SPACE, id, field: 'versions', value });
    await sign(id);
    const shown = await show(id);
    expect(shown.versions.map((v) => [v.lang, v.standing]).toSorted()).toEqual([
      ['en', 'original'],
      ['ru', 'unofficial'],
    ]);
    expect(shown.text_hash).toBe(text_hash);
    expect(shown.signatories.map((s) => s.verified)).toEqual([true]);
  });
});

describe('a signature with the key', () => {
  const signed = async (): Promise<StatementJson> => {
    const { id } = await draft();
    await freeze(id);
    expect((await sign(id)).verified).toBe(true);
    return show(id);
  };

  test('verifies, stays so when published, and after a restart', async () => {
    const { id } = await signed();
    expect((await publish(id)).state).toBe('published');
    expect(await code(publish(id))).toBe('E_FROZEN');
    expect(await code(freeze(id))).toBe('E_FROZEN');
    await t.reopen();
    const shown = await show(id);
    expect(shown.state).toBe('published');
    expect(shown.signatories).toMatchObject([
      { name: 'Practice organisation A', basis: 'key', verified: true, withdrawn: null },
    ]);
  });

  test('is one, however often and however fast it is asked for; a text is frozen once', async () => {
    const { id } = await draft();
    const freezing = await Promise.allSettled([freeze(id), freeze(id)]);
    expect(freezing.map((f) => f.status)).toEqual(['fulfilled', 'rejected']);
    const [one, two] = await Promise.all([sign(id), sign(id)]);
    expect(two).toEqual(one);
    expect((await show(id)).signatories).toHaveLength(1);
  });

  test('a published statement can be withdrawn and nothing else', async () => {
    const { id } = await signed();
    await publish(id);
    const state = (value: string) => t.node.call('claim', { space: SPACE, id, field: 'state', value });
    expect(await code(state('frozen'))).toBe('E_STATEMENT');
    await state('withdrawn');
    expect((await show(id)).state).toBe('withdrawn');
    expect(await code(state('published'))).toBe('E_STATEMENT');
  });

  test('reads unverified when the text is changed by hand, and the text cannot be signed again', async () => {
    const { id } = await signed();
    const text = (await t.node.call('show', { space: SPACE, id })).fields['versions'];
    const value = { lang: 'en', text: `${TEXT}And more.`, standing: 'original' };
    await writeByHand(t, {
      space: SPACE,
      id,
      kind: 'Statement',
      field: 'versions',
      value,
      replaces: text?.claim ?? '',
    });
    const shown = await show(id);
    expect(shown.versions.map((v) => v.text)).toEqual([value.text]);
    expect(shown.signatories.map((s) => [s.basis, s.verified])).toEqual([['key', false]]);
    expect(await code(sign(id))).toBe('E_HASH');
    expect(await code(publish(id))).toBe('E_HASH');
  });

  test('reads unverified when the frozen hash is changed by hand', async () => {
    const { id } = await signed();
    const hash = (await t.node.call('show', { space: SPACE, id })).fields['text_hash'];
    const forged = { space: SPACE, id, kind: 'Statement', field: 'text_hash', value: 'f'.repeat(64) };
    await writeByHand(t, { ...forged, replaces: hash?.claim ?? '' });
    expect((await show(id)).text_hash).toBe('f'.repeat(64));
    expect((await show(id)).signatories.map((s) => s.verified)).toEqual([false]);
  });

  test('of another text does not verify, whatever a record says of itself', async () => {
    const one = await signed();
    const cosignature = await t.node.call('show', { space: SPACE, id: one.signatories[0]?.id ?? '' });
    const other = await draft({ text: `${TEXT}Other.` });
    await freeze(other.id);
    const { claim } = cosignature.fields['statement'] ?? { claim: '' };
    const forged = { space: SPACE, id: cosignature.id, kind: 'CoSignature', field: 'statement', value: other.id };
    await writeByHand(t, { ...forged, replaces: claim });
    expect((await show(other.id)).signatories.map((s) => [s.basis, s.verified])).toEqual([['key', false]]);
  });
});

describe('the statement of 5 January 2022', () => {
  let statement: StatementJson;
  beforeAll(async () => {
    await t.node.call('example', { name: 'january-2022' });
    statement = await t.node.call('statement.show', { space: 'january-2022' });
  });

  test('names thirteen groups as printed; none is called verified', () => {
    expect(statement).toMatchObject({ state: 'published', date: '2022-01-05' });
    expect(statement.signatories).toHaveLength(13);
    for (const s of statement.signatories) expect([s.name, s.basis, s.verified]).toEqual([s.name, 'reported', false]);
  });

  test('holds every one of its twelve clauses, word by word', () => {
    const clauses = statement.demands.filter((d) => /^D\d+$/.test(d.key));
    expect(clauses).toHaveLength(12);
    expect(clauses.filter((d) => !d.in_text || !d.verbatim)).toEqual([]);
  });

  test('has one original; kk and ru are unofficial translations', () => {
    expect(statement.versions.map((v) => [v.lang, v.standing]).toSorted()).toEqual([
      ['en', 'original'],
      ['kk', 'unofficial'],
      ['ru', 'unofficial'],
    ]);
  });

  test('is not edited here: it is somebody else’s, and published', async () => {
    const refused = code(
      t.node.call('claim', { space: 'january-2022', id: statement.id, field: 'title', value: 'Another title' }),
    );
    expect(await refused).toBe('E_FROZEN');
    const freezing = t.node.call('statement.freeze', { space: 'january-2022', id: statement.id });
    expect(await code(freezing)).toBe('E_FROZEN');
  });

  test('is not taken away with the file that brought it', async () => {
    const { entries } = await t.node.call('history', { space: 'january-2022', id: statement.id });
    const batch = entries.map((entry) => entry.batch).find((one) => one !== null) ?? '';
    expect(await code(t.node.call('import.undo', { batch }))).toBe('E_FROZEN');
    expect((await t.node.call('statement.show', { space: 'january-2022' })).text_hash).toBe(statement.text_hash);
  });

  test('has the hash of its twelve demands, or names what else it covers', () => {
    const twelve = { ...statement, demands: statement.demands.filter((d) => /^D\d+$/.test(d.key)) };
    expect([hashOf(twelve), hashOf(statement)]).toContain(statement.text_hash);
  });
});
