/** Signatures under a statement as they are read: what each rests on, whether the bytes verify, who signed by which key. */
import { toHex } from '../../base/bytes.ts';
import type { SignatoryJson } from '../../contract/api.ts';
import { encodeCards } from '../../ledger/card-chain.ts';
import { asStruct, asText, dateOf, structOf, termOf, textOf, textsOf, valueOf } from '../../records/field-values.ts';
import type { RecordView } from '../../records/model.ts';
import { type ReadSignature, readSignature } from '../../records/sign-answer.ts';
import { ourChain } from '../coalition/identity.ts';
import type { Parts } from '../parts.ts';
import type { Reading } from '../reading.ts';

/** This organisation: its name, id and cards. */
export interface Self {
  readonly name: string;
  readonly orgId: Uint8Array;
  readonly cards: Uint8Array;
  /** Card 0 alone. */
  readonly first: Uint8Array;
}

export async function selfOf(parts: Parts): Promise<Self | null> {
  const ours = await ourChain(parts.primitives, parts.ledger);
  if (!ours) return null;
  const { bytes, orgId } = ours.chain;
  return { name: ours.name, orgId, cards: encodeCards(bytes), first: encodeCards(bytes.slice(0, 1)) };
}

/** The signature by key that a record holds; a record of ours from before cards were kept is under our first card. */
export function signatureIn(
  parts: Parts,
  self: Self | null,
  view: RecordView,
): ReturnType<typeof readSignature> | null {
  const cose = valueOf(view, 'cose');
  if (!(cose instanceof Uint8Array)) return null;
  const kept = valueOf(view, 'card');
  const cards = kept instanceof Uint8Array ? kept : self?.first;
  return cards ? readSignature(parts.primitives, cose, cards) : { ok: false, code: 'E_CARD' };
}

export interface StandingSignature {
  readonly view: RecordView;
  readonly signature: ReadSignature;
}

/** Signatures by key that hold and are not withdrawn, of every statement in the list of co-signatures. */
export const standing = (parts: Parts, self: Self | null, views: readonly RecordView[]): readonly StandingSignature[] =>
  views.flatMap((view) => {
    const read = termOf(view, 'basis') === 'key' ? signatureIn(parts, self, view) : null;
    return read?.ok && textOf(view, 'withdrawn') === null ? [{ view, signature: read.value }] : [];
  });

/** Highest card number known of each organisation. */
export function newestCards(
  parts: Parts,
  self: Self | null,
  views: readonly RecordView[],
): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (const view of views) {
    const read = signatureIn(parts, self, view);
    if (!read?.ok) continue;
    const org = toHex(read.value.orgId);
    newest.set(org, Math.max(newest.get(org) ?? 0, read.value.card.n));
  }
  return newest;
}

/** Whether a signature by key is over exactly this text: E_HASH when it is over another. */
export function faultOf(read: ReturnType<typeof readSignature> | null, textHash: string | null): string | null {
  if (!read) return 'E_SIGNATURE';
  if (!read.ok) return read.code;
  return textHash !== null && toHex(read.value.signed.textHash) === textHash ? null : 'E_HASH';
}

const confirmationOf = (view: RecordView, reading: Reading): SignatoryJson['confirmation'] => {
  const c = structOf(view, 'confirmation');
  if (!c) return null;
  const evidence = asText(c['evidence']);
  return {
    by: asText(c['by']) ?? '',
    channel: asText(c['channel']) ?? '',
    at: asText(c['at']) ?? '',
    evidence: evidence === null ? null : { id: evidence, title: reading.titleOf(evidence) ?? evidence },
  };
};

/** What a signature rested on before, oldest first: claims that a stronger basis has replaced. */
async function earlierOf(parts: Parts, view: RecordView): Promise<SignatoryJson['earlier']> {
  const out: { basis: string; at: string }[] = [];
  for (const entry of await parts.projection.history(view.id))
    for (const claim of entry.claims)
      if (claim.field === 'basis' && !claim.live)
        out.push({ basis: asText(claim.value) ?? '', at: new Date(entry.ms).toISOString() });
  return out.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** By name, then by id: the same order wherever it is read. */
const compare = (a: SignatoryJson, b: SignatoryJson): number =>
  a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1;

/** `signed`: the frozen hash when the text shown has it, null when nobody signed what is shown. */
export async function signatories(
  parts: Parts,
  reading: Reading,
  signatures: readonly RecordView[],
  signed: string | null,
  withHistory: boolean,
): Promise<readonly SignatoryJson[]> {
  const self = await selfOf(parts);
  const out: { readonly order: number; readonly signatory: SignatoryJson }[] = [];
  for (const view of signatures) {
    const organisation = textOf(view, 'signatory');
    const org = organisation ? await reading.view(organisation as RecordView['id']) : null;
    const basis = termOf(view, 'basis');
    const known = basis === 'key' || basis === 'confirmed' ? basis : 'reported';
    const signedAs = asStruct(valueOf(view, 'signed_as'));
    const read = known === 'key' ? signatureIn(parts, self, view) : null;
    const fault = known === 'key' ? faultOf(read, signed) : null;
    const evidence = asText(structOf(view, 'confirmation')?.['evidence']);
    if (evidence !== null) await reading.loadTitles([evidence]);
    const signatory: SignatoryJson = {
      id: view.id,
      name: asText(signedAs?.['name']) ?? (organisation ? reading.titleOf(organisation) : null) ?? view.id,
      country: org ? textOf(org, 'country') : null,
      basis: known,
      verified: known === 'key' && fault === null,
      withdrawn: textOf(view, 'withdrawn'),
      withdrawal: textOf(view, 'withdrawal'),
      organisation,
      mandate: asText(signedAs?.['mandate']),
      reservation: textOf(view, 'reservation'),
      at: dateOf(view, 'at')?.text ?? null,
      confirmation: confirmationOf(view, reading),
      key: read?.ok ? toHex(read.value.orgId) : null,
      fault,
      earlier: withHistory && known !== 'reported' ? await earlierOf(parts, view) : [],
    };
    // As printed: the list's own number stands in the code, S1 to S13.
    const order = Number(/^\D+(\d+)$/.exec(textsOf(view, 'code')[0] ?? '')?.[1] ?? Number.MAX_SAFE_INTEGER);
    out.push({ order, signatory });
  }
  return out.toSorted((a, b) => a.order - b.order || compare(a.signatory, b.signatory)).map((s) => s.signatory);
}
