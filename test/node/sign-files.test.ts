/** Sign requests and answers: the files of test/fixtures/sign, each invalid one with the code it must be refused with. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../property-runs.ts';
import { make, STATEMENT } from '../fixtures/sign/make.ts';
import { expectOk } from '../../src/base/result.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import { type AnswerContext, checkAnswer, readAnswer, writeAnswer } from '../../src/records/sign-answer.ts';
import { readRequest, SIGN_FILE_MAX, signFileName, writeRequest } from '../../src/records/sign-request.ts';

const folder = new URL('../fixtures/sign/', import.meta.url);
const file = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const p = nodePrimitives();
const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const request = expectOk(readRequest(sha256, file('valid/request.kua-sign')), 'the request reads');
const context: AnswerContext = {
  statement: STATEMENT,
  textHash: request.computed,
  newestCard: () => null,
  signedAlready: () => false,
};

function codeOf(text: string, more: Partial<AnswerContext> = {}): string | null {
  const read = readAnswer(text);
  return read.ok ? (checkAnswer(p, read.value, { ...context, ...more }).failure?.code ?? null) : read.error.code;
}

test('a request reads back as it was written, and its hash follows from its text', () => {
  expect(request.computed).toBe(request.textHash);
  expect(request.title).toBe('A fixture');
  expect(writeRequest(request)).toBe(file('valid/request.kua-sign'));
  expect(signFileName(request.computed, false)).toBe(`statement-${request.computed.slice(0, 4)}.kua-sign`);
});

test('a good answer passes every check, under card 0 and under card 1', () => {
  for (const name of ['answer', 'answer-card-1']) {
    const read = expectOk(readAnswer(file(`valid/${name}.kua-sign`)), name);
    const { checks, failure, signature } = checkAnswer(p, read, context);
    expect([name, failure, checks.map((c) => c.result)]).toEqual([name, null, Array(checks.length).fill('pass')]);
    expect(signature).toMatchObject({ name: 'Fixture organisation 20', mandate: 'decision of its board' });
  }
});

describe('an answer that differs in one thing', () => {
  const names = readdirSync(new URL('invalid/', folder)).filter((n) => n.endsWith('.expect.json'));
  for (const name of names) {
    const base = name.slice(0, -'.expect.json'.length);
    const { code } = JSON.parse(file(`invalid/${name}`)) as { code: string };
    test(`${base}: ${code}`, () => {
      const text = file(`invalid/${base}.kua-sign`);
      if (!base.startsWith('request-')) return expect(codeOf(text)).toBe(code);
      const read = expectOk(readRequest(sha256, text), base);
      return expect(read.computed).not.toBe(read.textHash);
    });
  }

  test('under a card that a newer one has replaced: E_CARD_OLD', () => {
    expect(codeOf(file('valid/answer.kua-sign'), { newestCard: () => 1 })).toBe('E_CARD_OLD');
    expect(codeOf(file('valid/answer-card-1.kua-sign'), { newestCard: () => 1 })).toBe(null);
  });
  test('by an organisation that signed already: E_SIGNED', () => {
    expect(codeOf(file('valid/answer.kua-sign'), { signedAlready: () => true })).toBe('E_SIGNED');
  });
  test('for another statement, even one with the same text: E_OTHER_STATEMENT', () => {
    expect(codeOf(file('valid/answer.kua-sign'), { statement: STATEMENT.replace(/1$/, '3') })).toBe(
      'E_OTHER_STATEMENT',
    );
  });
});

test('no flipped bit of the signature or the cards passes', () => {
  const good = expectOk(readAnswer(file('valid/answer.kua-sign')), 'the answer reads');
  const flip = (bytes: Uint8Array, at: number): Uint8Array =>
    bytes.map((b, i) => (i === at % bytes.length ? b ^ (1 << (at % 8)) : b));
  fc.assert(
    fc.property(fc.nat(), fc.boolean(), (at, inCards) => {
      const answer = inCards ? { ...good, cards: flip(good.cards, at) } : { ...good, cose: flip(good.cose, at) };
      expect(codeOf(writeAnswer(answer))).not.toBe(null);
    }),
    propertyRuns(300),
  );
});

test('any text at all is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(['E_SIGN_FILE', null]).toContain(codeOf(text));
      expect(readRequest(sha256, text).ok).toBe(false);
    }),
    propertyRuns(100),
  );
  expect(codeOf(' '.repeat(SIGN_FILE_MAX + 1))).toBe('E_SIGN_FILE');
});

test('the fixtures are what their maker makes', () => {
  const made = mkdtempSync(join(tmpdir(), 'kua-sign-'));
  make(made);
  for (const sub of ['valid', 'invalid'])
    for (const name of readdirSync(join(made, sub)))
      expect([name, readFileSync(join(made, sub, name), 'utf8')]).toEqual([name, file(`${sub}/${name}`)]);
  rmSync(made, { recursive: true });
});
