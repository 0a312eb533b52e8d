/**
 * Who is behind a party: cards and applications in the notes of control entries, and those that came with invitations and
 * answers. An application counts from the party's own hand (a roster of its writer) before that of who granted its seat;
 * nobody else may say it. Two organisations from equal hands: none is named.
 */
import { equalBytes, fromHex, toHex } from '../../base/bytes.ts';
import type { OrganisationJson } from '../../contract/areas/coalition.ts';
import { readApplication } from '../../ledger/application.ts';
import { readDeviceStatement } from '../../ledger/device-statement.ts';
import { partyOf } from '../../ledger/membership.ts';
import type { Primitives } from '../../ledger/model.ts';
import type { LedgerReader, LedgerTx } from '../../store/port.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { chainsOf, type KnownChain } from './card-book.ts';
import { AGE_LABEL, ourChain } from './identity.ts';
import { wordsOf } from './words.ts';

export interface Compared {
  readonly at: string;
  readonly by: string | null;
}
export interface Directory {
  /** By organisation id, hex. */
  readonly chains: ReadonlyMap<string, KnownChain>;
  readonly ours: string | null;
  readonly compared: ReadonlyMap<string, Compared>;
}
export interface SpacePeople {
  /** By party, hex. */
  readonly organisations: ReadonlyMap<string, KnownChain>;
  /** Device key that the cards beside a seat's grant name, or the statement of a further computer there, by seat; hex. */
  readonly devices: ReadonlyMap<string, string>;
  /** Recipients of further computers, by seat in hex; that of the card's own device stands in the card. */
  readonly recipients: ReadonlyMap<string, string>;
}

const KNOWN = 'organisation';
const COMPARED = 'compared';

/** Keeps the cards of an organisation that came by another way than an entry. */
export const keepKnown = (tx: LedgerTx, chain: KnownChain): Promise<void> =>
  tx.putLocal(KNOWN, toHex(chain.orgId), { cards: chain.bytes.map(toHex) });

export const keepCompared = (tx: LedgerTx, orgId: string, compared: Compared | null): Promise<void> =>
  compared ? tx.putLocal(COMPARED, orgId, { ...compared }) : tx.deleteLocal(COMPARED, orgId);

/** Every chain of cards that this node has seen. */
export async function directory(parts: Parts, more: readonly Uint8Array[] = []): Promise<Directory> {
  const { ledger, primitives: p } = parts;
  const ours = await ourChain(p, ledger);
  const cards = [...(ours?.chain.bytes ?? []), ...more, ...(await keptCards(ledger))];
  for (const space of parts.spaces.all()) for (const note of space.notes.values()) cards.push(...note.cards);
  const compared = (await ledger.locals(COMPARED)).map(
    ({ key, value }) => [key, value as unknown as Compared] as const,
  );
  return {
    chains: chainsOf(p, cards),
    ours: ours && toHex(ours.chain.orgId),
    compared: new Map(compared),
  };
}

async function keptCards(ledger: LedgerReader): Promise<readonly Uint8Array[]> {
  const rows = (await ledger.locals(KNOWN)).map((row) => row.value as { readonly cards?: readonly string[] });
  return rows.flatMap((row) => (row.cards ?? []).flatMap((hex) => fromHex(hex) ?? []));
}

interface Said {
  /** 0: by the party itself; 1: by who granted its seat. */
  readonly hand: number;
  readonly chain: KnownChain;
}

export function peopleOf(p: Primitives, space: Space, { chains }: Pick<Directory, 'chains'>): SpacePeople {
  const said = new Map<string, Said[]>();
  const devices = new Map<string, string>();
  const recipients = new Map<string, string>();
  for (const { id, header, control } of space.controls) {
    const note = space.notes.get(toHex(id));
    if (!note || !space.membership.effective.has(toHex(id))) continue;
    const author = partyOf(space.membership, header.writer);
    const seat = control.op === 2 ? toHex(control.seat.key) : space.membership.certified.get(toHex(header.writer));
    const beside = chainsOf(p, note.cards);
    for (const bytes of note.applications)
      for (const [orgId, chain] of beside) {
        const read = readApplication(p, bytes, chains.get(orgId) ?? chain);
        if (!read || !equalBytes(read.space, space.id)) continue;
        const own = author !== null && equalBytes(author, read.party);
        const granted = control.op === 2 && equalBytes(control.seat.party, read.party);
        if (!own && !granted) continue;
        const party = toHex(read.party);
        said.set(party, [...(said.get(party) ?? []), { hand: own ? 0 : 1, chain: chains.get(orgId) ?? chain }]);
        if (seat === undefined || (!granted && control.op === 2)) continue;
        const further = note.cards.flatMap((b) => readDeviceStatement(p, b, chains.get(orgId) ?? chain) ?? [])[0];
        devices.set(seat, toHex(further?.device ?? chain.card.device));
        const recipient = further && Object.hasOwn(further.keys, AGE_LABEL) ? further.keys[AGE_LABEL] : undefined;
        if (recipient === undefined) recipients.delete(seat);
        else recipients.set(seat, recipient);
      }
  }
  const organisations = new Map<string, KnownChain>();
  for (const [party, all] of said) {
    const hand = Math.min(...all.map((s) => s.hand));
    const first = all.filter((s) => s.hand === hand);
    const [one] = first;
    if (one && first.every((s) => equalBytes(s.chain.orgId, one.chain.orgId))) organisations.set(party, one.chain);
  }
  return { organisations, devices, recipients };
}

/** First name of the newest card by party (hex), over the notes of these spaces alone. */
export function organisationNames(p: Primitives, spaces: readonly Space[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const chains = chainsOf(
    p,
    spaces.flatMap((s) => [...s.notes.values()].flatMap((note) => note.cards)),
  );
  for (const space of spaces)
    for (const [party, chain] of peopleOf(p, space, { chains }).organisations) {
      const name = chain.card.names[0]?.[1];
      if (name !== undefined) names.set(party, name);
    }
  return names;
}

export function organisationJson(p: Primitives, chain: KnownChain, { compared }: Directory): OrganisationJson {
  const id = toHex(chain.orgId);
  return {
    id,
    name: chain.card.names[0]?.[1] ?? id.slice(0, 12),
    names: chain.card.names.map(([lang, text]) => ({ lang, text })),
    card: chain.card.n,
    words: wordsOf(p, chain.orgId),
    compared: compared.get(id) ?? null,
    recipient: chain.fault ? null : (chain.card.keys[AGE_LABEL] ?? null),
    fault: chain.fault,
  };
}
