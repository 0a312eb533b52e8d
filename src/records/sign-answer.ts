/**
 * The answer to a sign request: one JSON file, docs/formats/sign-request.md.
 *
 *   format "kua-sign-answer-1"   statement record id   text_hash hex   cose, cards  base64url
 *
 * Everything that counts stands in the COSE bytes (ledger/cosign.ts) and in the cards (ledger/card-chain.ts): the rest is
 * for people. Checked from the file and the frozen text alone; no clock, no file, no network.
 */
import { fromBase64Url, toBase64Url, toHex } from '../base/bytes.ts';
import { type Failure, ok, type Result } from '../base/result.ts';
import type { Card } from '../ledger/card.ts';
import { verifyCards } from '../ledger/card-chain.ts';
import { decodeCbor } from '../ledger/cbor.ts';
import { type CoSigned, verifyCoSignature } from '../ledger/cosign.ts';
import type { Primitives } from '../ledger/model.ts';
import { peekObject } from '../ledger/sign1.ts';
import { asStruct, asText } from './field-values.ts';
import { signFileFields } from './sign-request.ts';

export const ANSWER_FORMAT = 'kua-sign-answer-1';

export interface SignAnswer {
  readonly statement: string;
  readonly textHash: string;
  readonly cose: Uint8Array;
  readonly cards: Uint8Array;
}

export const writeAnswer = (a: SignAnswer): string =>
  `${JSON.stringify(
    {
      format: ANSWER_FORMAT,
      statement: a.statement,
      text_hash: a.textHash,
      cose: toBase64Url(a.cose),
      cards: toBase64Url(a.cards),
    },
    null,
    1,
  )}\n`;

export function readAnswer(file: string): Result<SignAnswer, Failure<'E_SIGN_FILE'>> {
  const opened = signFileFields(file, ANSWER_FORMAT);
  if (!opened.ok) return opened;
  const { statement, text_hash: textHash, cose, cards } = opened.value;
  const bytes = [cose, cards].map((x) => (typeof x === 'string' ? fromBase64Url(x) : null));
  const [coseBytes, cardBytes] = bytes;
  if (typeof statement !== 'string' || typeof textHash !== 'string' || !coseBytes || !cardBytes)
    return { ok: false, error: { code: 'E_SIGN_FILE', params: { reason: 'a member is missing' } } };
  return ok({ statement, textHash, cose: coseBytes, cards: cardBytes });
}

/** A signature by key as it stands: whose, under which card, over which text. */
export interface ReadSignature {
  readonly orgId: Uint8Array;
  readonly card: Card;
  readonly signed: CoSigned;
  readonly name: string;
  readonly mandate: string | null;
}
export type SignatureFault = 'E_CARD' | 'E_SIGNATURE';

/** E_CARD: the cards are no chain, or the signature names another organisation or card; E_SIGNATURE: it is not by that card's key. */
export function readSignature(
  p: Primitives,
  cose: Uint8Array,
  cards: Uint8Array,
): { readonly ok: true; readonly value: ReadSignature } | { readonly ok: false; readonly code: SignatureFault } {
  const chain = verifyCards(p, cards);
  if (!chain) return { ok: false, code: 'E_CARD' };
  // The hash that the bytes themselves name: whether it is the frozen one is asked apart, so that it can be said which it is.
  const payload = peekObject(cose);
  const decoded = payload && decodeCbor(payload);
  const named = decoded?.ok && Array.isArray(decoded.value) ? decoded.value[1] : null;
  const hash = named instanceof Uint8Array ? named : new Uint8Array(32);
  const verdict = verifyCoSignature(p, cose, chain.card, chain.orgId, hash);
  if (!verdict.ok) return { ok: false, code: verdict.code === 'E_CARD' ? 'E_CARD' : 'E_SIGNATURE' };
  const signedAs = asStruct(verdict.signed.signedAs);
  const name = asText(signedAs?.['name']) ?? '';
  const mandate = asText(signedAs?.['mandate']);
  return { ok: true, value: { orgId: chain.orgId, card: chain.card, signed: verdict.signed, name, mandate } };
}

/** What an answer must fit: the statement asked for, its frozen hash, cards known of the organisation, who signed already. */
export interface AnswerContext {
  readonly statement: string;
  readonly textHash: string;
  /** Highest card number known here of an organisation (id in hex); null when none is. */
  readonly newestCard: (orgId: string) => number | null;
  /** Whether a signature by that organisation's key stands under the statement. */
  readonly signedAlready: (orgId: string) => boolean;
}

export const ANSWER_CHECKS = ['statement', 'card', 'key', 'newest', 'hash', 'mandate', 'once'] as const;
export type AnswerCheck = (typeof ANSWER_CHECKS)[number];
export interface CheckedAnswer {
  readonly checks: readonly { readonly name: AnswerCheck; readonly result: 'pass' | 'fail' | 'not-run' }[];
  /** First check that failed. */
  readonly failure: Failure | null;
  readonly signature: ReadSignature | null;
}

export function checkAnswer(p: Primitives, answer: SignAnswer, context: AnswerContext): CheckedAnswer {
  const read = readSignature(p, answer.cose, answer.cards);
  const signature = read.ok ? read.value : null;
  const org = signature ? toHex(signature.orgId) : '';
  const signed = signature ? toHex(signature.signed.textHash) : '';
  const newest = signature ? context.newestCard(org) : null;
  const faults: { readonly [C in AnswerCheck]?: Failure } = {
    ...(answer.statement !== context.statement
      ? { statement: { code: 'E_OTHER_STATEMENT', params: { found: answer.statement.slice(0, 40) } } }
      : {}),
    ...(read.ok ? {} : read.code === 'E_CARD' ? { card: { code: 'E_CARD' } } : { key: { code: 'E_SIGNATURE' } }),
    ...(signature && newest !== null && newest > signature.card.n
      ? { newest: { code: 'E_CARD_OLD', params: { card: signature.card.n, newest } } }
      : {}),
    ...(signature && signed !== context.textHash
      ? { hash: { code: 'E_HASH', params: { frozen: context.textHash, signed } } }
      : {}),
    ...(signature && ((signature.mandate ?? '').trim() === '' || signature.name.trim() === '')
      ? { mandate: { code: 'E_MANDATE' } }
      : {}),
    ...(signature && context.signedAlready(org)
      ? { once: { code: 'E_SIGNED', params: { name: signature.name } } }
      : {}),
  };
  // A check that needs the signature is not run without one.
  const needs: readonly AnswerCheck[] = ['newest', 'hash', 'mandate', 'once'];
  const checks = ANSWER_CHECKS.map((name) => ({
    name,
    result: faults[name]
      ? ('fail' as const)
      : (!signature && needs.includes(name)) || (name === 'key' && faults.card)
        ? ('not-run' as const)
        : ('pass' as const),
  }));
  const failed = ANSWER_CHECKS.find((name) => faults[name]);
  return { checks, failure: (failed && faults[failed]) ?? null, signature };
}
