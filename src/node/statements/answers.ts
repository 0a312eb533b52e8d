/** Answers that come back by file: checked against the frozen text, then kept as signatures by key. */
import { toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { errorBody } from '../../messages/errors/texts.ts';
import { asText, structOf, termOf, textOf } from '../../records/field-values.ts';
import type { RecordView } from '../../records/model.ts';
import { checkAnswer, readAnswer, type SignAnswer } from '../../records/sign-answer.ts';
import type { Context } from '../context.ts';
import { hashNow } from '../reads/statements.ts';
import { type Found, statementOf } from './found.ts';
import { newestCards, selfOf, standing } from './signatures.ts';
import { keepSignature } from './sign.ts';

interface Checked extends Found {
  readonly file: SignAnswer;
  readonly result: ReturnType<typeof checkAnswer>;
  /** Signatures under this statement. */
  readonly under: readonly RecordView[];
}

async function check(
  c: Context,
  input: { readonly space?: string; readonly id: string; readonly file: string },
): Promise<Checked> {
  const found = await statementOf(c, input);
  const { view, reading, space } = found;
  const frozen = textOf(view, 'text_hash');
  if (frozen === null || termOf(view, 'state') === 'draft')
    return refuse('E_REQUIRED', { field: 'text_hash', state: 'frozen' });
  // The text that stands must be the one that was frozen: a signature over the hash says nothing about another text.
  const now = await hashNow(c.parts, reading, view);
  if (now !== frozen) return refuse('E_HASH', { frozen, signed: now });
  const read = readAnswer(input.file);
  if (!read.ok) return refuse(read.error.code, read.error.params);
  const self = await selfOf(c.parts);
  const all = await reading.views('CoSignature', space);
  const under = all.filter((s) => textOf(s, 'statement') === view.id);
  const newest = newestCards(c.parts, self, all);
  const signers = new Set(standing(c.parts, self, under).map((s) => toHex(s.signature.orgId)));
  const result = checkAnswer(c.parts.primitives, read.value, {
    statement: view.id,
    textHash: frozen,
    newestCard: (org) => newest.get(org) ?? null,
    signedAlready: (org) => signers.has(org),
  });
  return { ...found, file: read.value, result, under };
}

export async function checkAnswerFile(
  c: Context,
  input: ApiIn<'statement.check_answer'>,
): Promise<ApiOut<'statement.check_answer'>> {
  const { result, under } = await check(c, input);
  const { signature, failure } = result;
  const body = failure ? errorBody(failure, input.lang ?? 'en') : null;
  return {
    checks: result.checks,
    failure: body && { code: body.code, message: body.message, remedy: body.remedy },
    signer: signature && {
      name: signature.name,
      mandate: signature.mandate,
      reservation: signature.signed.reservation,
      at: signature.signed.at,
      key: toHex(signature.orgId),
      card: signature.card.n,
      card_names: signature.card.names.map(([, name]) => name),
    },
    rows: under
      .filter((s) => termOf(s, 'basis') !== 'key' && textOf(s, 'withdrawn') === null)
      .map((s) => ({
        id: s.id,
        name: asText(structOf(s, 'signed_as')?.['name']) ?? s.id,
        basis: termOf(s, 'basis') ?? 'reported',
      })),
  };
}

/** Throws what the first failed check says, E_BASIS when the row named has a key already, E_NOT_FOUND when it is no row of this statement. */
export async function addSignature(
  c: Context,
  input: ApiIn<'statement.add_signature'>,
): Promise<ApiOut<'statement.add_signature'>> {
  const { result, file, under, ...found } = await check(c, input);
  if (result.failure) return refuse(result.failure.code, result.failure.params);
  if (!result.signature) return refuse('E_SIGNATURE');
  const row = input.signatory === undefined ? null : (under.find((s) => s.id === input.signatory) ?? null);
  if (input.signatory !== undefined && !row) return refuse('E_NOT_FOUND', { id: input.signatory.slice(0, 80) });
  if (row && textOf(row, 'withdrawn') !== null) return refuse('E_WITHDRAWN', { at: textOf(row, 'withdrawn') ?? '' });
  if (row && termOf(row, 'basis') === 'key') return refuse('E_BASIS', { basis: 'key' });
  const kept = await keepSignature(
    c,
    found,
    { signature: result.signature, cose: file.cose, cards: file.cards },
    { row, person: input.person },
  );
  return { ...kept, verified: true };
}
