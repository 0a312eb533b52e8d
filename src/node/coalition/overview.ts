/** The Coalition page of a space: members, what each lacks, epochs, forks, quarantine, peers. */
import { toHex } from '../../base/bytes.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type {
  CoalitionJson,
  EpochJson,
  LogJson,
  MemberJson,
  QuarantinedJson,
  SeatJson,
  SeatRoleName,
} from '../../contract/areas/coalition.ts';
import { partyOf } from '../../ledger/membership.ts';
import type { Role } from '../../ledger/model.ts';
import type { Tip } from '../../store/received-port.ts';
import type { Context } from '../context.ts';
import { openErasures } from './erasure-status.ts';
import { status as logStatus } from '../log/use-cases.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { behindOf, knowledgeOf } from './behind.ts';
import { bundleRows } from './bundle-rows.ts';
import { directory, type Directory, organisationJson, peopleOf, type SpacePeople } from './organisations.ts';
import { peerJson, peerRows } from './peers.ts';
import { waitingSpace } from './waiting.ts';

/** Under so many live seats that manage, one more removal may leave nobody who can admit. */
export const MANAGERS_WANTED = 3;
const LISTED = 200;

const ROLE_NAMES: { readonly [R in Role]: SeatRoleName } = { 1: 'relay', 2: 'read', 3: 'write', 4: 'manage' };
export const roleName = (role: Role): SeatRoleName => ROLE_NAMES[role];
const KINDS = { 0: 'note', 1: 'members', 2: 'erasure', 3: 'receipt' } as const;

const iso = (ms: number): string => new Date(ms).toISOString();

/** Live seats that manage. */
export const managersOf = (space: Space): number =>
  [...space.membership.seats.values()].filter((s) => s.live && s.role === 4).length;

/** Our party in the space, hex: that of our seat. */
export const ourParty = (space: Space): string | null => space.seat && toHex(space.seat.seat.party);

interface Looked {
  readonly space: Space;
  readonly tips: readonly Tip[];
  readonly people: SpacePeople;
  /** Instant and author's party of each control entry, by id. */
  readonly controls: ReadonlyMap<string, { readonly at: string; readonly party: string | null }>;
}

function seatJson({ space, tips, people, controls }: Looked, key: string): SeatJson | null {
  const m = space.membership;
  const standing = m.seats.get(key);
  if (!standing) return null;
  const [grant, end] = [standing.grants[0], standing.endedBy[0]].map((id) => id && controls.get(toHex(id)));
  const own = ourParty(space);
  return {
    seat: key,
    role: roleName(standing.role),
    live: standing.live,
    ours: toHex(standing.seat.party) === own,
    here: space.seat !== null && key === toHex(space.seat.seat.key),
    device: people.devices.get(key) ?? null,
    admitted: grant?.at ?? null,
    admitted_by: standing.grants[0] && toHex(standing.grants[0]) === space.hex ? null : (grant?.party ?? null),
    ended: end?.at ?? null,
    ended_by: end?.party ?? null,
    writers: tips
      .filter((t) => m.certified.get(toHex(t.writer)) === key)
      .map((t) => ({
        writer: toHex(t.writer),
        seq: t.seq,
        last: toHex(t.head),
        forked_from: m.forks.get(toHex(t.writer)) ?? null,
      })),
  };
}

async function membersOf(parts: Parts, looked: Looked, book: Directory): Promise<readonly MemberJson[]> {
  const { space, tips, people } = looked;
  const parties = new Map<string, string[]>();
  for (const [key, s] of space.membership.seats) {
    const party = toHex(s.seat.party);
    parties.set(party, [...(parties.get(party) ?? []), key]);
  }
  const own = ourParty(space);
  const known = await knowledgeOf(parts, space, tips, people.devices);
  const members: MemberJson[] = [];
  for (const [party, keys] of parties) {
    const seats = keys.flatMap((key) => seatJson(looked, key) ?? []);
    const roles = keys.flatMap((key) => {
      const s = space.membership.seats.get(key);
      return s?.live ? [s.role] : [];
    });
    const of = known.get(party);
    const chain = people.organisations.get(party);
    const ours = party === own;
    members.push({
      party,
      ours,
      organisation: chain ? organisationJson(parts.primitives, chain, book) : null,
      role: roles.length === 0 ? null : roleName(Math.max(...roles) as Role),
      live: roles.length > 0,
      seats,
      last_note: of?.lastNote == null ? null : iso(of.lastNote),
      last_seen: ours ? { at: iso(parts.clock()), how: 'here' } : (of?.seen ?? { at: null, how: 'never' }),
      not_received: ours || roles.length === 0 ? null : await behindOf(parts, space, tips, of?.has ?? new Map(), own),
    });
  }
  const rank = (m: MemberJson): number => (m.ours ? 0 : m.live ? 1 : 2);
  return members.toSorted((a, b) => rank(a) - rank(b) || (a.party < b.party ? -1 : 1));
}

function epochsOf({ space, controls }: Looked, held: ReadonlySet<string>): readonly EpochJson[] {
  return space.membership.epochs.map((e) => ({
    n: e.n,
    epoch: toHex(e.epoch),
    at: controls.get(toHex(e.entry))?.at ?? iso(0),
    by: controls.get(toHex(e.entry))?.party ?? null,
    seats: e.covers.size,
    held: held.has(toHex(e.epoch)),
    current: space.epoch !== null && toHex(e.epoch) === toHex(space.epoch.epoch),
  }));
}

export async function readCoalition(c: Context, input: ApiIn<'coalition.read'>): Promise<ApiOut<'coalition.read'>> {
  const { parts } = c;
  const waiting = await waitingSpace(parts, input.space);
  if (waiting) return nothingYet(waiting);
  const space = parts.spaces.find(input.space);
  const { ledger, primitives: p } = parts;
  const book = await directory(parts);
  const looked: Looked = {
    space,
    tips: await ledger.tips(space.id),
    people: peopleOf(p, space, book),
    controls: new Map(
      space.controls.map(({ id, header }) => {
        const party = partyOf(space.membership, header.writer);
        return [toHex(id), { at: iso(header.ms), party: party && toHex(party) }] as const;
      }),
    ),
  };
  const held = new Set((await ledger.secrets('epoch', space.id)).map((s) => toHex(s.id)));
  const managers = managersOf(space);
  const name = (party: string | null): string | null =>
    (party && looked.people.organisations.get(party)?.card.names[0]?.[1]) || null;
  return {
    space: space.info,
    state: !space.public && held.size === 0 ? 'locked' : 'open',
    our_role: space.seat?.live ? roleName(space.seat.role) : null,
    members: await membersOf(parts, looked, book),
    managers,
    few_managers: managers < MANAGERS_WANTED,
    entries: looked.tips.reduce((sum, t) => sum + t.seq + 1, 0),
    epochs: epochsOf(looked, held),
    rotate_first: !space.public && space.epoch === null,
    forks: (await ledger.forks(space.id)).map((f) => {
      const party = partyOf(space.membership, f.writer);
      const hex = party && toHex(party);
      return {
        writer: toHex(f.writer),
        seq: f.seq,
        party: hex,
        organisation: name(hex),
        entries: f.entries.map(toHex),
      };
    }),
    quarantined: (await ledger.quarantineUsage(space.id)).entries,
    parked: (await ledger.parkedUsage(space.id)).entries,
    missing: (await ledger.missing(space.id)).slice(0, LISTED).map((x) => ({ writer: toHex(x.writer), seq: x.seq })),
    peers: await peersOf(parts, space),
    bundles: await bundleRows(ledger),
    log: await logOf(c),
    erasures: await openErasures(parts, space),
  };
}

/** The node's own log, in short; the whole of it is `log.status`. */
async function logOf(c: Context): Promise<LogJson | null> {
  const log = await logStatus(c);
  if (log.vkeys.log === '') return null;
  const split = log.logs.filter((l) => l.splits.length > 0).map((l) => l.origin);
  return {
    origin: log.origin,
    size: log.signed?.size ?? 0,
    checkpoint: log.signed?.at ?? null,
    witnesses: log.witnesses.map((w) => ({ name: w.name, size: w.size > 0 ? w.size : null })),
    split: log.own_splits.length > 0 ? [log.origin, ...split] : split,
  };
}

/** Addresses that we sync the space with: the same rows as `sync.peers` gives. */
const peersOf = async (parts: Parts, space: Space): Promise<CoalitionJson['peers']> =>
  (await peerRows(parts.ledger, space.hex)).map((row) => peerJson(space, row));

const nothingYet = (space: CoalitionJson['space']): CoalitionJson => ({
  space,
  state: 'waiting',
  our_role: null,
  members: [],
  managers: 0,
  few_managers: false,
  entries: 0,
  epochs: [],
  rotate_first: false,
  forks: [],
  quarantined: 0,
  parked: 0,
  missing: [],
  peers: [],
  bundles: [],
  log: null,
  erasures: null,
});

export async function readQuarantine(
  c: Context,
  input: ApiIn<'coalition.quarantine'>,
): Promise<ApiOut<'coalition.quarantine'>> {
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  const people = peopleOf(parts.primitives, space, await directory(parts));
  const items = (await parts.ledger.quarantined(space.id, input.limit ?? LISTED)).map((e): QuarantinedJson => {
    const seat = space.membership.certified.get(toHex(e.writer));
    const party = seat === undefined ? null : (space.membership.seats.get(seat)?.seat.party ?? null);
    const hex = party && toHex(party);
    return {
      entry: toHex(e.id),
      code: e.reason ?? '',
      received: iso(e.receivedAt),
      written: iso(e.ms),
      writer: toHex(e.writer),
      seq: e.seq,
      kind: KINDS[e.kind],
      party: hex,
      organisation: (hex && people.organisations.get(hex)?.card.names[0]?.[1]) || null,
      acceptable: e.kind !== 1 && e.reason === 'Q_CUT',
    };
  });
  return { total: (await parts.ledger.quarantineUsage(space.id)).entries, items };
}
