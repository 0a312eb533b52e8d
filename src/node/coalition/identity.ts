/**
 * This organisation as its keys make it: its cards, the key of the newest, the device key, the age identity that bundles are sealed to.
 * `local('org', 'self')` keeps {name, id, card, cards}: `card` is the newest card, `cards` all of them, hex. On a further computer of
 * the organisation also {statement, log}: the organisation's word that the device is its, and the id that log and witness are named after.
 */
import { equalBytes, fromHex, fromUtf8, toHex, utf8 } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { type Card, makeCard } from '../../ledger/card.ts';
import type { Primitives } from '../../ledger/model.ts';
import type { LedgerReader, LedgerTx } from '../../store/port.ts';
import { chainsOf, type KnownChain } from './card-book.ts';

export interface Identity {
  readonly name: string;
  readonly chain: KnownChain;
  /** Seed of the newest card's organisation key; null on a further computer, which has a statement instead. */
  readonly seed: Uint8Array | null;
  /** The organisation's word that this device is its; null where the card names the device. */
  readonly statement: Uint8Array | null;
  /** Seed of the next key; null: on paper only. */
  readonly next: Uint8Array | null;
  readonly device: { readonly id: Uint8Array; readonly secret: Uint8Array };
}
export interface AgeKeys {
  /** `AGE-SECRET-KEY-1…`. */
  readonly identity: string;
  /** `age1…`. */
  readonly recipient: string;
}

interface SelfRow {
  readonly name?: string;
  readonly id?: string;
  readonly card?: string;
  readonly cards?: readonly string[];
  readonly statement?: string;
  readonly log?: string;
}

/** Label of a card's age recipient. */
export const AGE_LABEL = 'age';

/** Our chain of cards; null before `kua init` made one. */
export async function ourChain(
  p: Primitives,
  ledger: LedgerReader,
): Promise<{ readonly name: string; readonly chain: KnownChain } | null> {
  const self = (await ledger.local('org', 'self')) as SelfRow | null;
  const cards = (self?.cards ?? [self?.card ?? '']).flatMap((hex) => fromHex(hex) ?? []);
  const chain = chainsOf(p, cards).get(self?.id ?? '');
  return chain ? { name: self?.name ?? '', chain } : null;
}

/** Seed of the organisation key that the newest card names; null when it is not in the vault. Keys of earlier cards stay there. */
export async function orgSeed(ledger: LedgerReader, chain: KnownChain): Promise<Uint8Array | null> {
  const keys = await ledger.secrets('org', null);
  return keys.find((k) => equalBytes(k.id, chain.card.org))?.secret ?? null;
}

/** Throws E_CARD when the node has no card, or not its key. */
export async function identityOf(p: Primitives, ledger: LedgerReader): Promise<Identity> {
  const ours = await ourChain(p, ledger);
  const seed = ours && (await orgSeed(ledger, ours.chain));
  const device = (await ledger.secrets('device', null)).at(-1);
  const statement = await ourStatement(ledger);
  if (!ours || (!seed && !statement) || !device) return refuse('E_CARD');
  const next = (await ledger.secrets('org-next', null)).find((k) => equalBytes(p.sha256(k.id), ours.chain.card.next));
  return { ...ours, seed, statement, next: next?.secret ?? null, device };
}

/** Set on a further computer of the organisation. */
export async function ourStatement(ledger: LedgerReader): Promise<Uint8Array | null> {
  const self = (await ledger.local('org', 'self')) as SelfRow | null;
  return self?.statement ? fromHex(self.statement) : null;
}

/** The organisation's key, for what only it may sign. Throws E_ORG_KEY on a further computer. */
export const orgKey = (self: Identity): Uint8Array => self.seed ?? refuse('E_ORG_KEY', { organisation: self.name });

/** The age identity of this device, made when the folder is older than it. */
export async function ageKeys(tx: LedgerTx): Promise<AgeKeys> {
  const held = await heldAgeKeys(tx);
  if (held) return held;
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  await tx.putSecret({ type: 'age', space: null, id: utf8(recipient), secret: utf8(identity) });
  return { identity, recipient };
}

/** Every age identity of this device: what was sealed to an earlier one still opens. Newest is the one a card names. */
export async function allAgeKeys(ledger: LedgerReader): Promise<readonly AgeKeys[]> {
  return (await ledger.secrets('age', null)).flatMap(({ id, secret }) => {
    const [recipient, identity] = [fromUtf8(id), fromUtf8(secret)];
    return recipient && identity ? [{ identity, recipient }] : [];
  });
}
export const heldAgeKeys = async (ledger: LedgerReader): Promise<AgeKeys | null> =>
  (await allAgeKeys(ledger)).at(0) ?? null;

export interface NewCards {
  readonly chain: KnownChain;
  readonly name: string;
}

/** Puts the cards in force; `card` stays the newest for those who read one. */
export const keepCards = (tx: LedgerTx, { chain, name }: NewCards): Promise<void> =>
  tx.putLocal('org', 'self', {
    name,
    id: toHex(chain.orgId),
    card: toHex(chain.bytes.at(-1) ?? new Uint8Array()),
    cards: chain.bytes.map(toHex),
  });

/** The same on a further computer. Its log and witness keep the names they began with: the organisation's are another computer's. */
export async function keepStatement(tx: LedgerTx, made: NewCards & { readonly statement: Uint8Array }): Promise<void> {
  const before = (await tx.local('org', 'self')) as SelfRow | null;
  await keepCards(tx, made);
  const self = (await tx.local('org', 'self')) as { readonly [name: string]: string };
  const log = before?.log ?? before?.id ?? '';
  await tx.putLocal('org', 'self', { ...self, statement: toHex(made.statement), log });
}

/** Card n+1 by `seed` (the key that card n's `next` names), naming the hash of the key after it. */
export function nextCard(
  p: Primitives,
  chain: KnownChain,
  o: {
    readonly seed: Uint8Array;
    readonly after: Uint8Array;
    readonly device: Uint8Array;
    /** Null: the names stay. */
    readonly name: string | null;
    /** What the card says of keys beside the organisation's: age recipient, log, witness of this node. */
    readonly keys: { readonly [label: string]: string };
  },
): KnownChain {
  const last = chain.card;
  const card: Card = {
    n: last.n + 1,
    prev: last.payloadHash,
    names: o.name === null ? last.names : [['und', o.name]],
    org: p.publicKey(o.seed),
    next: p.sha256(p.publicKey(o.after)),
    device: o.device,
    keys: { ...last.keys, ...o.keys },
  };
  const made = chainsOf(p, [...chain.bytes, makeCard(p, o.seed, card).bytes]).get(toHex(chain.orgId));
  if (!made || made.card.n !== card.n) throw new Error('a card was made that its own chain does not take');
  return made;
}
