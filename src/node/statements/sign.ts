/** Signing a frozen statement with this organisation's key, and keeping a signature that was checked as a record of the space. */
import { fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { uuid4 } from '../../base/ids.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { makeCoSignature } from '../../ledger/cosign.ts';
import { termOf, textOf } from '../../records/field-values.ts';
import { recordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { readSignature, type ReadSignature } from '../../records/sign-answer.ts';
import { identityOf, orgKey } from '../coalition/identity.ts';
import type { Context } from '../context.ts';
import type { Reading } from '../reading.ts';
import { hashNow } from '../reads/statements.ts';
import { ourParties } from '../writes/claims.ts';
import { type Action, ownClaims, startAction, statementOf, subjectOf, today } from './found.ts';
import { type Self, selfOf, standing } from './signatures.ts';

/** What a signer says of itself. */
export interface SignedAs {
  readonly signed_as: string;
  readonly mandate?: string;
  readonly reservation?: string;
}

/** A key of an organisation with the cards that show whose it is. */
export interface Signer {
  readonly seed: Uint8Array;
  readonly orgId: Uint8Array;
  /** Number of the card in force. */
  readonly card: number;
  readonly cards: Uint8Array;
}

/** COSE bytes by a key of an organisation over a text's hash. */
export function makeSignature(c: Context, signer: Signer, hash: Uint8Array, as: SignedAs): Uint8Array {
  return makeCoSignature(c.parts.primitives, signer.seed, {
    textHash: hash,
    signedAs: { name: as.signed_as, ...(as.mandate ? { mandate: as.mandate } : {}) },
    scope: as.reservation ? 'with_reservation' : 'whole',
    reservation: as.reservation || null,
    at: today(c),
    orgId: signer.orgId,
    card: signer.card,
  });
}

export async function ourSigner(c: Context) {
  const { primitives, ledger } = c.parts;
  const identity = await identityOf(primitives, ledger);
  const { chain } = identity;
  const seed = orgKey(identity);
  const self = (await selfOf(c.parts)) ?? refuse('E_CARD');
  return { seed, orgId: chain.orgId, card: chain.card.n, cards: self.cards, self };
}

/**
 * The signer as a record: the organisation of that key id, else the one meant by the row that is signed for, else a new one
 * named as it signed.
 */
async function signerRecord(
  action: Action,
  reading: Reading,
  organisations: readonly RecordView[],
  signature: ReadSignature,
  row: RecordView | null,
): Promise<string> {
  const key = toHex(signature.orgId);
  const known = organisations.find((o) => textOf(o, 'key_id') === key);
  if (known) return known.id;
  const meant = row && textOf(row, 'signatory');
  const view = meant ? await reading.view(meant as RecordView['id']) : null;
  const own = recordId('Organisation', signature.orgId.subarray(0, 16));
  const id = view && textOf(view, 'key_id') === null ? view.id : own;
  const subject = subjectOf(id);
  action.say('Organisation', subject, 'key_id', key);
  if (id === own && !organisations.some((o) => o.id === own)) {
    action.say('Organisation', subject, 'names', { text: signature.name, lang: 'und', kind: 'full' });
    action.say('Organisation', subject, 'kind', 'civil_society');
  }
  return id;
}

/** Writes a signature that was checked as a record of the space, or as the stronger basis of a row that stands. */
export async function keepSignature(
  c: Context,
  found: { readonly view: RecordView; readonly reading: Reading; readonly space: Parameters<Action['write']>[0] },
  signed: { readonly signature: ReadSignature; readonly cose: Uint8Array; readonly cards: Uint8Array },
  options: { readonly row: RecordView | null; readonly person: string | undefined },
): Promise<{ readonly id: string; readonly entry: string }> {
  const { view, reading, space } = found;
  const { signature, cose, cards } = signed;
  const { row } = options;
  const action = startAction(c);
  const organisations = await reading.views('Organisation', space);
  const signatory = await signerRecord(action, reading, organisations, signature, row);
  const subject = row ? subjectOf(row.id) : uuid4(c.parts.random(16));
  const ours = row ? await ourParties(c, space) : new Set<string>();
  const put = (field: string, value: Parameters<Action['say']>[3]): void =>
    action.say('CoSignature', subject, field, value, undefined, ownClaims(row, field, ours)[0]?.claim);
  put('statement', view.id);
  put('text_hash', toHex(signature.signed.textHash));
  put('signatory', signatory);
  put('signed_as', { name: signature.name, ...(signature.mandate === null ? {} : { mandate: signature.mandate }) });
  put('scope', signature.signed.scope);
  put('at', signature.signed.at);
  put('basis', 'key');
  if (signature.signed.reservation !== null) put('reservation', signature.signed.reservation);
  action.keep('CoSignature', subject, 'cose', cose);
  action.keep('CoSignature', subject, 'card', cards);
  const entry = await action.write(space, options.person);
  return { id: recordId('CoSignature', subject), entry };
}

const sameWords = (s: ReadSignature, as: SignedAs): boolean =>
  s.name === as.signed_as &&
  (s.mandate ?? '') === (as.mandate ?? '') &&
  (s.signed.reservation ?? '') === (as.reservation ?? '');

/** Throws E_REQUIRED, E_HASH, E_SIGNED. Asked again in the same words it answers with the signature that stands. */
export async function sign(c: Context, input: ApiIn<'statement.sign'>): Promise<ApiOut<'statement.sign'>> {
  const found = await statementOf(c, input);
  const { view, reading, space } = found;
  if (input.signed_as.trim() === '') return refuse('E_REQUIRED', { field: 'signed_as', state: 'key' });
  const frozen = textOf(view, 'text_hash');
  const hash = fromHex(frozen ?? '');
  if (frozen === null || !hash || termOf(view, 'state') === 'draft')
    return refuse('E_REQUIRED', { field: 'text_hash', state: 'frozen' });
  const now = await hashNow(c.parts, reading, view);
  if (now !== frozen) return refuse('E_HASH', { frozen, signed: now });
  const signer = await ourSigner(c);
  const views = (await reading.views('CoSignature', space)).filter((s) => textOf(s, 'statement') === view.id);
  const before = standing(c.parts, signer.self, views).find(
    (s) => toHex(s.signature.orgId) === toHex(signer.orgId) && toHex(s.signature.signed.textHash) === frozen,
  );
  if (before) {
    const made = before.view.fields['cose']?.claim.split('.')[0] ?? '';
    if (sameWords(before.signature, input)) return { id: before.view.id, entry: made, verified: true };
    return refuse('E_SIGNED', { name: before.signature.name });
  }
  const cose = makeSignature(c, signer, hash, input);
  const kept = await keepSignature(c, found, checked(c, signer.self, cose), { row: null, person: input.person });
  return { ...kept, verified: true };
}

/** A signature just made, read back as anybody would. */
function checked(c: Context, self: Pick<Self, 'cards'>, cose: Uint8Array) {
  const read = readSignature(c.parts.primitives, cose, self.cards);
  return read.ok ? { signature: read.value, cose, cards: self.cards } : refuse(read.code);
}
