/** Organisations as the exchange needs them: which spaces each shares with us, the recipient that reaches it, the devices that sign for it. */
import { toHex } from '../../base/bytes.ts';
import type { Parts } from '../parts.ts';
import type { KnownChain } from './card-book.ts';
import { AGE_LABEL } from './identity.ts';
import { directory, peopleOf } from './organisations.ts';

export interface KnownOrganisation {
  /** Hex. */
  readonly id: string;
  readonly name: string;
  /** `age1…` of the newest card; null: none, or two different newest cards. */
  readonly recipient: string | null;
  /** That one, and those of its further computers with a live seat: a bundle for the organisation opens on each. */
  readonly recipients: readonly string[];
  /** Device keys that its cards name, hex. */
  readonly devices: readonly string[];
  /** Party by space, hex: where a live seat of its is. */
  readonly parties: ReadonlyMap<string, string>;
  readonly ours: boolean;
}

/** Every organisation that this node knows of, ours included. */
export async function directoryOf(parts: Parts): Promise<readonly KnownOrganisation[]> {
  const known = await directory(parts);
  const parties = new Map<string, Map<string, string>>();
  const devices = new Map<string, Set<string>>();
  const further = new Map<string, Set<string>>();
  for (const space of parts.spaces.all()) {
    const people = peopleOf(parts.primitives, space, known);
    for (const [seat, standing] of space.membership.seats) {
      const party = toHex(standing.seat.party);
      const chain = people.organisations.get(party);
      if (!chain) continue;
      const id = toHex(chain.orgId);
      const device = people.devices.get(seat);
      if (device !== undefined) devices.set(id, (devices.get(id) ?? new Set()).add(device));
      const recipient = standing.live ? people.recipients.get(seat) : undefined;
      if (recipient !== undefined) further.set(id, (further.get(id) ?? new Set()).add(recipient));
      if (standing.live) parties.set(id, (parties.get(id) ?? new Map<string, string>()).set(space.hex, party));
    }
  }
  const recipientOf = (chain: KnownChain): string | null => (chain.fault ? null : (chain.card.keys[AGE_LABEL] ?? null));
  return [...known.chains].map(([id, chain]) => ({
    id,
    name: chain.card.names[0]?.[1] ?? id.slice(0, 12),
    recipient: recipientOf(chain),
    recipients: [...new Set([recipientOf(chain), ...(further.get(id) ?? [])])].filter((r) => r !== null),
    devices: [...new Set([...chain.cards.map((card) => toHex(card.device)), ...(devices.get(id) ?? [])])],
    parties: parties.get(id) ?? new Map<string, string>(),
    ours: id === known.ours,
  }));
}
