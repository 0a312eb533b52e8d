/**
 * Keys of this organisation: what they are, the next card under the key on paper, taking the organisation over from paper. The
 * next key may lie in the vault until it is written down; a thief with an open vault could then sign the next card, so
 * `keys.paper` with `forget` takes it out (docs/decisions/0025).
 */
import { equalBytes, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { PaperJson } from '../../contract/areas/coalition.ts';
import type { Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import type { KnownChain } from './card-book.ts';
import { cardKeys, logSeeds } from '../log/keys.ts';
import { AGE_LABEL, ageKeys, heldAgeKeys, identityOf, keepCards, nextCard, ourChain } from './identity.ts';
import { readCards, writeCards } from './invitation-text.ts';
import { announceEverywhere } from './members.ts';
import { directory, organisationJson } from './organisations.ts';
import { roleName } from './overview.ts';
import { fromPaper, toPaper } from './paper.ts';
import { waitingSpaces } from './waiting.ts';

export async function readKeys(c: Context): Promise<ApiOut<'keys.read'>> {
  const { ledger, primitives: p, spaces } = c.parts;
  const self = await identityOf(p, ledger);
  const { chain } = self;
  return {
    organisation: organisationJson(p, chain, await directory(c.parts)),
    key: toHex(chain.card.org),
    next: toHex(chain.card.next),
    next_here: self.next !== null,
    key_here: self.seed !== null,
    device: toHex(self.device.id),
    recipient: (await heldAgeKeys(ledger))?.recipient ?? '',
    cards: chain.cards.map((card) => ({ n: card.n, key: toHex(card.org) })),
    seats: spaces.all().flatMap((s) =>
      s.seat
        ? [
            {
              space: s.hex,
              slug: s.info.slug,
              seat: toHex(s.seat.seat.key),
              party: toHex(s.seat.seat.party),
              role: roleName(s.seat.role),
              live: s.seat.live,
            },
          ]
        : [],
    ),
  };
}

/** The seed when it is the key that the chain's newest card names. Throws E_PAPER, E_PAPER_OTHER. */
function nextSeed(parts: Parts, chain: KnownChain, paper: string): Uint8Array {
  const p = parts.primitives;
  const seed = fromPaper(p, paper) ?? refuse('E_PAPER');
  if (!equalBytes(p.sha256(p.publicKey(seed)), chain.card.next)) refuse('E_PAPER_OTHER', { card: chain.card.n + 1 });
  return seed;
}

/**
 * Card n+1 under `seed`, and the key after it: kept in the vault unless it is for paper only. The key of the card before goes.
 */
async function succeed(
  parts: Parts,
  chain: KnownChain,
  o: { readonly seed: Uint8Array; readonly name: string | null; readonly paperOnly: boolean },
): Promise<PaperJson> {
  const { primitives: p, ledger } = parts;
  const after = p.random(32);
  const device = (await ledger.secrets('device', null)).at(-1) ?? refuse('E_CARD');
  return ledger.transact(async (tx) => {
    const { recipient } = await ageKeys(tx);
    // A node that took the organisation over has a log and a witness of its own.
    const keys = { [AGE_LABEL]: recipient, ...cardKeys(p, await logSeeds(p, tx)) };
    const made = nextCard(p, chain, { seed: o.seed, after, device: device.id, name: o.name, keys });
    for (const type of ['org', 'org-next'] as const)
      for (const old of await tx.secrets(type, null)) await tx.deleteSecret({ type, space: null, id: old.id });
    await tx.putSecret({ type: 'org', space: null, id: p.publicKey(o.seed), secret: o.seed });
    if (!o.paperOnly) await tx.putSecret({ type: 'org-next', space: null, id: p.publicKey(after), secret: after });
    await keepCards(tx, { chain: made, name: made.card.names[0]?.[1] ?? '' });
    return { paper: toPaper(p, after), card: made.card.n + 1, cards: writeCards(made.bytes) };
  });
}

/** A card chain ends here: 32 cards. */
const MAX_CARDS = 32;

export async function rotateKey(c: Context, input: ApiIn<'keys.rotate'>): Promise<ApiOut<'keys.rotate'>> {
  const { parts } = c;
  const self = await identityOf(parts.primitives, parts.ledger);
  if (self.chain.cards.length >= MAX_CARDS) refuse('E_CARDS_MANY', { max: MAX_CARDS });
  const seed =
    input.paper === undefined ? (self.next ?? refuse('E_PAPER_NEEDED')) : nextSeed(parts, self.chain, input.paper);
  const name = input.name?.normalize('NFC').trim() || null;
  const made = await succeed(parts, self.chain, { seed, name, paperOnly: input.paper_only === true });
  return { ...made, announced: await announceEverywhere(c) };
}

export async function paperKey(c: Context, input: ApiIn<'keys.paper'>): Promise<ApiOut<'keys.paper'>> {
  const { primitives: p, ledger } = c.parts;
  const { next, chain } = await identityOf(p, ledger);
  if (!next) return refuse('E_PAPER_GONE');
  if (input.forget)
    await ledger.transact((tx) => tx.deleteSecret({ type: 'org-next', space: null, id: p.publicKey(next) }));
  return { paper: toPaper(p, next), card: chain.card.n + 1, cards: writeCards(chain.bytes) };
}

/** Others know this node by its present organisation: another one in its place would leave their seats without a name. */
export async function inUse(parts: Parts): Promise<boolean> {
  if ((await waitingSpaces(parts)).length > 0) return true;
  return parts.spaces
    .all()
    .some((s) => [...s.membership.seats.values()].some((x) => !s.seat || !equalBytes(x.seat.party, s.seat.seat.party)));
}

export async function recoverKey(c: Context, input: ApiIn<'keys.recover'>): Promise<ApiOut<'keys.recover'>> {
  const { parts } = c;
  const { primitives: p, ledger } = parts;
  const ours = (await ourChain(p, ledger))?.chain ?? null;
  const given = input.cards === undefined ? ours : (readCards(p, input.cards) ?? refuse('E_CARDS_FORM'));
  if (!given) return refuse('E_CARD');
  // A member may know a newer card than the paper does.
  const chain = (await directory(parts, given.bytes)).chains.get(toHex(given.orgId)) ?? given;
  if (chain.fault) refuse('E_CARD_FAULT', { organisation: chain.card.names[0]?.[1] ?? '' });
  if (chain.cards.length >= MAX_CARDS) refuse('E_CARDS_MANY', { max: MAX_CARDS });
  const seed = nextSeed(parts, chain, input.paper);
  if (ours && !equalBytes(ours.orgId, chain.orgId) && (await inUse(parts))) refuse('E_RECOVER_USED');
  const made = await succeed(parts, chain, { seed, name: null, paperOnly: false });
  const announced = await announceEverywhere(c);
  const self = await identityOf(p, ledger);
  return { ...made, organisation: organisationJson(p, self.chain, await directory(parts)), announced };
}
