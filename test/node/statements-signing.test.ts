/** Signing on another machine: two nodes in two folders, a file there, a file back; confirmation, withdrawal, what is refused. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StatementJson } from '../../src/contract/api.ts';
import { fromBase64Url, toHex } from '../../src/base/bytes.ts';
import { encodeCards } from '../../src/ledger/card-chain.ts';
import { makeCard } from '../../src/ledger/card.ts';
import { makeCoSignature } from '../../src/ledger/cosign.ts';
import { readSignature, writeAnswer } from '../../src/records/sign-answer.ts';
import { readRequest } from '../../src/records/sign-request.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import { failureOf, type TempNode, tempNode } from './temp-node.ts';

const SPACE = 'winter';
const p = nodePrimitives();
let here: TempNode;
let there: TempNode;
beforeAll(async () => {
  here = await tempNode();
  there = await tempNode();
  await here.node.call('spaces.new', { slug: SPACE, title: 'Winter', public: true });
});
afterAll(async () => {
  await here.remove();
  await there.remove();
});

let made = 0;
const frozen = async (): Promise<StatementJson> => {
  made += 1;
  const { id } = await here.node.call('statement.new', {
    space: SPACE,
    title: `Statement ${made}`,
    lang_original: 'en',
    text: `We demand, for the ${made}th time, to open an inquiry.`,
    demands: [{ key: 'D1', verbatim: 'to open an inquiry', addressee: 'Ministry (practice)' }],
  });
  await here.node.call('statement.freeze', { space: SPACE, id });
  return show(id);
};
const show = (id: string): Promise<StatementJson> => here.node.call('statement.show', { space: SPACE, id });
const request = (id: string) => here.node.call('statement.request', { space: SPACE, id });
const AS = { signed_as: 'Practice organisation of the north', mandate: 'decision of its board' };
const answer = async (id: string, more: { readonly reservation?: string } = {}) =>
  there.node.call('statement.answer', { file: (await request(id)).file, ...AS, ...more });
const add = (id: string, file: string, signatory?: string) =>
  here.node.call('statement.add_signature', { space: SPACE, id, file, ...(signatory ? { signatory } : {}) });
const code = async (call: Promise<unknown>): Promise<string> => (await failureOf(call)).code;

/** An organisation of this test alone, with its two cards. */
function organisation(name: string) {
  const [a, b, c] = [p.random(32), p.random(32), p.random(32)] as const;
  const common = { names: [['en', name]] as const, device: p.publicKey(c), keys: {} };
  const zero = makeCard(p, a, { ...common, n: 0, prev: null, org: p.publicKey(a), next: p.sha256(p.publicKey(b)) });
  const one = makeCard(p, b, {
    ...common,
    n: 1,
    prev: zero.orgId,
    org: p.publicKey(b),
    next: p.sha256(p.publicKey(c)),
  });
  return {
    answer(s: StatementJson, card: 0 | 1): string {
      const cose = makeCoSignature(p, card === 0 ? a : b, {
        textHash: Buffer.from(s.text_hash ?? '', 'hex'),
        signedAs: { name, mandate: 'test' },
        scope: 'whole',
        reservation: null,
        at: '2022-01-12',
        orgId: zero.orgId,
        card,
      });
      const cards = encodeCards(card === 0 ? [zero.bytes] : [zero.bytes, one.bytes]);
      return writeAnswer({ statement: s.id, textHash: s.text_hash ?? '', cose, cards });
    },
  };
}

describe('signing by file', () => {
  test('a second node reads the whole text, signs it, and its answer verifies here', async () => {
    const s = await frozen();
    const asked = await request(s.id);
    expect(asked.name).toBe(`statement-${(s.text_hash ?? '').slice(0, 4)}.kua-sign`);
    const opened = await there.node.call('statement.open_request', { file: asked.file });
    expect(opened).toMatchObject({
      title: s.title,
      hash: s.text_hash,
      claimed: s.text_hash,
      signed: null,
      demands: [{ id: 'D1', text: 'to open an inquiry' }],
      addressees: ['Ministry (practice)'],
    });
    expect(opened.versions[0]?.text).toContain('to open an inquiry');
    const back = await answer(s.id, { reservation: 'We take no part in D1.' });
    expect(back.hash).toBe(s.text_hash);
    const checked = await here.node.call('statement.check_answer', { space: SPACE, id: s.id, file: back.file });
    expect(checked.failure).toBe(null);
    expect(checked.signer).toMatchObject({ name: AS.signed_as, mandate: AS.mandate, key: back.key });
    expect((await add(s.id, back.file)).verified).toBe(true);
    const [signature] = (await show(s.id)).signatories;
    expect(signature).toMatchObject({
      name: AS.signed_as,
      basis: 'key',
      verified: true,
      key: back.key,
      mandate: AS.mandate,
      reservation: 'We take no part in D1.',
    });
    const org = await here.node.call('show', { space: SPACE, id: signature?.organisation ?? '' });
    expect(org.fields['key_id']?.value).toBe(back.key);
  });

  test('the answer verifies from its bytes, the card and the text alone', async () => {
    const s = await frozen();
    const file = JSON.parse((await answer(s.id)).file) as { cose: string; cards: string };
    const bytes = (x: string): Uint8Array => fromBase64Url(x) ?? new Uint8Array();
    const read = readSignature(p, bytes(file.cose), bytes(file.cards));
    const text = readRequest((b) => p.sha256(b), (await request(s.id)).file);
    expect(read.ok && text.ok && toHex(read.value.signed.textHash) === text.value.computed).toBe(true);
  });

  test('a text is signed once on a node: asked again in the same words, the same bytes', async () => {
    const s = await frozen();
    const [one, two] = [await answer(s.id), await answer(s.id)];
    expect(two).toEqual(one);
    expect(await code(answer(s.id, { reservation: 'Now with a reservation.' }))).toBe('E_SIGNED');
    await there.reopen();
    expect(await answer(s.id)).toEqual(one);
  });

  test('a request whose text is not the one it claims is shown with its own hash, and not signed', async () => {
    const s = await frozen();
    const file = (await request(s.id)).file.replace('We demand', 'We do not demand');
    const opened = await there.node.call('statement.open_request', { file });
    expect([opened.claimed, opened.hash === s.text_hash]).toEqual([s.text_hash, false]);
    expect(await code(there.node.call('statement.answer', { file, ...AS }))).toBe('E_HASH');
    expect(await code(there.node.call('statement.answer', { file: '{}', ...AS }))).toBe('E_SIGN_FILE');
    const asked = (await request(s.id)).file;
    expect(await code(there.node.call('statement.answer', { file: asked, ...AS, mandate: ' ' }))).toBe('E_REQUIRED');
  });

  test('a signer who was given another text is told so when the answer comes back', async () => {
    const s = await frozen();
    const asked = JSON.parse((await request(s.id)).file) as { versions: { text: string }[]; text_hash: string };
    const [version] = asked.versions;
    if (version) version.text = version.text.replace('open', 'close');
    const computed = await there.node.call('statement.open_request', { file: JSON.stringify(asked) });
    const forged = JSON.stringify({ ...asked, text_hash: computed.hash, demands: [] });
    const again = await there.node.call('statement.open_request', { file: forged });
    const file = JSON.stringify({ ...asked, demands: [], text_hash: again.hash });
    const back = await there.node.call('statement.answer', { file, ...AS });
    expect(await failureOf(add(s.id, back.file))).toMatchObject({ code: 'E_HASH', params: { frozen: s.text_hash } });
    expect((await show(s.id)).signatories).toEqual([]);
  });

  test('the answer to another statement, a key that was replaced, a second signature: refused by name', async () => {
    const [one, two] = [await frozen(), await frozen()];
    expect(await code(add(one.id, (await answer(two.id)).file))).toBe('E_OTHER_STATEMENT');
    const org = organisation('Practice organisation of the cards');
    expect((await add(one.id, org.answer(one, 1))).verified).toBe(true);
    expect(await code(add(two.id, org.answer(two, 0)))).toBe('E_CARD_OLD');
    expect(await code(add(one.id, org.answer(one, 1)))).toBe('E_SIGNED');
    expect((await show(one.id)).signatories).toHaveLength(1);
    const checked = await here.node.call('statement.check_answer', {
      space: SPACE,
      id: one.id,
      file: org.answer(one, 1),
      lang: 'ru',
    });
    expect(checked.checks.find((c) => c.result === 'fail')?.name).toBe('once');
    expect(checked.failure?.message).toMatch(/уже подписан/);
  });

  test('our own key signs once: other words are refused, after a withdrawal it may sign again', async () => {
    const s = await frozen();
    const sign = (reservation?: string) =>
      here.node.call('statement.sign', {
        space: SPACE,
        id: s.id,
        signed_as: 'We',
        ...(reservation ? { reservation } : {}),
      });
    const first = await sign();
    expect(await sign()).toEqual(first);
    expect(await code(sign('But'))).toBe('E_SIGNED');
    const withdrawal = { space: SPACE, signature: first.id, at: '2022-01-12', reason: 'The board changed its mind.' };
    expect(await code(here.node.call('statement.withdraw_signature', { ...withdrawal, reason: '' }))).toBe(
      'E_REQUIRED',
    );
    await here.node.call('statement.withdraw_signature', withdrawal);
    expect(await code(here.node.call('statement.withdraw_signature', withdrawal))).toBe('E_WITHDRAWN');
    await sign('But');
    const list = (await show(s.id)).signatories;
    expect(
      list.map((x) => [x.withdrawn, x.withdrawal]).toSorted((a, b) => (a[0] === null ? 1 : b[0] === null ? -1 : 0)),
    ).toEqual([
      ['2022-01-12', 'The board changed its mind.'],
      [null, null],
    ]);
  });

  test('a draft can neither be sent out nor signed', async () => {
    const { id } = await here.node.call('statement.new', {
      space: SPACE,
      title: 'x',
      lang_original: 'en',
      text: 'x',
      demands: [],
    });
    expect(await code(request(id))).toBe('E_REQUIRED');
    expect(await code(add(id, '{}'))).toBe('E_REQUIRED');
  });
});

describe('a basis grows and keeps what it was', () => {
  const evidence = async (): Promise<string> => {
    const file = join(here.root, `letter-${made}.txt`);
    writeFileSync(file, `A letter of practice number ${made}.`);
    return (await here.node.call('evidence.add', { space: SPACE, file })).id;
  };

  test('as printed, confirmed by a named colleague, signed with the key', async () => {
    const s = await frozen();
    const row = await here.node.call('statement.signatory', {
      space: SPACE,
      id: s.id,
      name: AS.signed_as,
      country: 'KZ',
    });
    expect((await show(s.id)).signatories).toMatchObject([{ basis: 'reported', verified: false, country: 'KZ' }]);
    const four = { by: 'A colleague (invented)', channel: 'telephone', at: '2022-01-12', evidence: await evidence() };
    for (const field of ['by', 'channel', 'at', 'evidence'])
      expect(
        await failureOf(here.node.call('statement.confirm', { space: SPACE, signature: row.id, ...four, [field]: '' })),
      ).toMatchObject({ code: 'E_REQUIRED', params: { field } });
    await here.node.call('statement.confirm', { space: SPACE, signature: row.id, ...four });
    const [confirmed] = (await show(s.id)).signatories;
    expect(confirmed).toMatchObject({
      basis: 'confirmed',
      verified: false,
      confirmation: { by: four.by, channel: 'telephone' },
    });
    expect(confirmed?.earlier.map((e) => e.basis)).toEqual(['reported']);
    expect(await code(here.node.call('statement.confirm', { space: SPACE, signature: row.id, ...four }))).toBe(
      'E_BASIS',
    );
    const back = await answer(s.id);
    await add(s.id, back.file, row.id);
    const list = (await show(s.id)).signatories;
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({
      id: row.id,
      basis: 'key',
      verified: true,
      country: 'KZ',
      confirmation: { by: four.by },
    });
    expect(list[0]?.earlier.map((e) => e.basis)).toEqual(['reported', 'confirmed']);
    expect(await code(add(s.id, organisation('Another').answer(s, 0), row.id))).toBe('E_BASIS');
  });
});

describe('withdrawing a statement', () => {
  test('is decided by its signatories; its demands move to withdrawn', async () => {
    const s = await frozen();
    const signature = await here.node.call('statement.sign', { space: SPACE, id: s.id, signed_as: 'We' });
    const withdrawal = {
      space: SPACE,
      id: s.id,
      at: '2022-01-12',
      reason: 'Replaced by another.',
      deciders: [signature.id],
    };
    expect(await code(here.node.call('statement.withdraw', withdrawal))).toBe('E_STATEMENT');
    await here.node.call('statement.publish', { space: SPACE, id: s.id });
    expect(await code(here.node.call('statement.withdraw', { ...withdrawal, deciders: [] }))).toBe('E_REQUIRED');
    expect(await code(here.node.call('statement.withdraw', { ...withdrawal, reason: ' ' }))).toBe('E_REQUIRED');
    const stranger = (
      await here.node.call('statement.sign', { space: SPACE, id: (await frozen()).id, signed_as: 'We' })
    ).id;
    expect(await code(here.node.call('statement.withdraw', { ...withdrawal, deciders: [stranger] }))).toBe(
      'E_NOT_FOUND',
    );
    expect((await here.node.call('statement.withdraw', withdrawal)).demands).toEqual(['D1']);
    const shown = await show(s.id);
    expect(shown).toMatchObject({ state: 'withdrawn', withdrawal: { at: '2022-01-12', by: ['We'] } });
    expect(shown.signatories.map((x) => x.verified)).toEqual([true]);
    const demand = await here.node.call('demand.show', { space: SPACE, id: shown.demands[0]?.id ?? '' });
    expect(demand).toMatchObject({ state: 'withdrawn' });
    expect(demand.history.map((h) => h.because.map((b) => b.id))).toEqual([[s.id]]);
  });
});
