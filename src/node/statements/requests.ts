/** Signing by file: the request that goes out with the whole text, and the answer that this organisation gives to another's. */
import { fromBase64Url, fromHex, toBase64Url, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { dateOf, termOf, textOf, textsOf } from '../../records/field-values.ts';
import type { RecordView } from '../../records/model.ts';
import { writeAnswer } from '../../records/sign-answer.ts';
import { type OpenedRequest, readRequest, signFileName, writeRequest } from '../../records/sign-request.ts';
import { checkSignedHash } from '../../records/statement-text.ts';
import type { Context } from '../context.ts';
import type { Reading } from '../reading.ts';
import { contentOf, hashNow, versionsOf } from '../reads/statements.ts';
import { statementOf, today } from './found.ts';
import { makeSignature, ourSigner, type SignedAs, type Signer } from './sign.ts';
import { selfOf } from './signatures.ts';

/** The whole text with its demands and hash as one file. Throws E_REQUIRED, E_HASH. */
export async function signRequest(c: Context, input: ApiIn<'statement.request'>): Promise<ApiOut<'statement.request'>> {
  const { view, reading, space } = await statementOf(c, input);
  const frozen = textOf(view, 'text_hash');
  if (frozen === null) return refuse('E_REQUIRED', { field: 'text_hash', state: 'frozen' });
  if (termOf(view, 'state') === 'withdrawn')
    return refuse('E_STATEMENT', { from: 'withdrawn', to: 'signed', missing: '' });
  const now = await hashNow(c.parts, reading, view);
  if (now !== frozen) return refuse('E_HASH', { frozen, signed: now });
  const { title, issuer, date, addressees } = await describe(reading, view);
  const content = { ...(await contentOf(reading, view)), versions: versionsOf(view) };
  const name = space.info.title[input.lang ?? 'en'];
  return {
    name: signFileName(frozen, false),
    hash: frozen,
    file: writeRequest({
      statement: view.id,
      space: { id: space.hex, title: name },
      title,
      issuer,
      date,
      addressees,
      textHash: frozen,
      content,
    }),
  };
}

async function describe(reading: Reading, view: RecordView) {
  const named = async (field: string): Promise<string[]> => {
    const ids = textsOf(view, field);
    await reading.loadTitles(ids.filter((x) => x.startsWith('org_')));
    return ids.map((x) => reading.titleOf(x) ?? x);
  };
  return {
    title: textOf(view, 'title') ?? view.id,
    issuer: (await named('issuer')).join('; '),
    date: dateOf(view, 'date')?.text ?? null,
    addressees: await named('addressee'),
  };
}

/** What this organisation signed by file, by hash: kept here so that one text is signed once, however often it is asked. */
const SIGNED = 'signed';
interface SignedHere {
  readonly at: string;
  readonly cose: string;
  readonly signed_as: string;
  readonly mandate: string;
  readonly reservation: string;
}

function opened(c: Context, file: string): OpenedRequest {
  const read = readRequest((b) => c.parts.primitives.sha256(b), file);
  return read.ok ? read.value : refuse(read.error.code, read.error.params);
}

export async function openRequest(
  c: Context,
  input: ApiIn<'statement.open_request'>,
): Promise<ApiOut<'statement.open_request'>> {
  const request = opened(c, input.file);
  const self = (await selfOf(c.parts)) ?? refuse('E_CARD');
  const before = (await c.parts.ledger.local(SIGNED, request.computed)) as unknown as SignedHere | null;
  return {
    statement: request.statement,
    space: request.space.title,
    title: request.title,
    issuer: request.issuer,
    date: request.date,
    addressees: request.addressees,
    versions: request.content.versions,
    annexes: request.content.annexes.map((a) => ({ id: a.id, sha256: toHex(a.sha256) })),
    demands: request.content.demands,
    hash: request.computed,
    claimed: request.textHash,
    us: { name: self.name, key: toHex(self.orgId) },
    signed: before?.at ?? null,
  };
}

/** A request that may be signed. Throws E_SIGN_FILE, and E_HASH when the file claims another hash than its text has. */
function toSign(c: Context, file: string): OpenedRequest {
  const request = opened(c, file);
  const same = checkSignedHash(request.computed, request.textHash);
  return same.ok ? request : refuse(same.error.code, same.error.params);
}

/** The answer file of any signer whose key is here: this organisation, or a practice one. */
export function answerWith(
  c: Context,
  signer: Signer,
  file: string,
  as: SignedAs,
  made?: Uint8Array,
): { readonly answer: ApiOut<'statement.answer'>; readonly cose: Uint8Array } {
  const request = toSign(c, file);
  const hash = fromHex(request.computed) ?? refuse('E_SIGN_FILE', { reason: 'text_hash' });
  const cose = made ?? makeSignature(c, signer, hash, as);
  const { statement, computed: textHash } = request;
  const answer = {
    name: signFileName(textHash, true),
    hash: textHash,
    signed_as: as.signed_as,
    key: toHex(signer.orgId),
    file: writeAnswer({ statement, textHash, cose, cards: signer.cards }),
  };
  return { answer, cose };
}

/** Signs the hash computed from the file's text. Throws E_SIGN_FILE, E_HASH, E_REQUIRED, E_SIGNED (signed here in other words). */
export async function answer(c: Context, input: ApiIn<'statement.answer'>): Promise<ApiOut<'statement.answer'>> {
  const request = toSign(c, input.file);
  const as = {
    signed_as: input.signed_as.trim(),
    mandate: input.mandate.trim(),
    reservation: input.reservation?.trim() ?? '',
  };
  for (const field of ['signed_as', 'mandate'] as const)
    if (as[field] === '') return refuse('E_REQUIRED', { field, state: 'key' });
  const signer = await ourSigner(c);
  const before = (await c.parts.ledger.local(SIGNED, request.computed)) as unknown as SignedHere | null;
  if (before) return answerWith(c, signer, input.file, as, again(before, as)).answer;
  const made = answerWith(c, signer, input.file, as);
  const kept = { at: today(c), cose: toBase64Url(made.cose), ...as };
  await c.parts.ledger.transact((tx) => tx.putLocal(SIGNED, request.computed, kept));
  return made.answer;
}

/** The bytes made before, when they say the same; one organisation does not sign one text in two ways. */
function again(before: SignedHere, as: SignedAs): Uint8Array {
  const same =
    before.signed_as === as.signed_as && before.mandate === as.mandate && before.reservation === (as.reservation ?? '');
  return (same ? fromBase64Url(before.cose) : null) ?? refuse('E_SIGNED', { name: before.signed_as });
}
