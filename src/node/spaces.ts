/** The spaces of this node: genesis, salt, who may write, epoch key, our seat; and what the node calls them. */
import { equalBytes, toHex } from '../base/bytes.ts';
import { refuse } from '../base/failures.ts';
import type { Json } from '../base/result.ts';
import type { SpaceInfo } from '../contract/api.ts';
import { openBody } from '../ledger/body.ts';
import type { EpochKey } from '../ledger/entry-make.ts';
import { eligibleEpoch } from '../ledger/epochs.ts';
import { decodeHeader, isGenesis } from '../ledger/header.ts';
import type { ControlEntry, Membership, SeatStanding } from '../ledger/membership.ts';
import type { ControlNote, Primitives } from '../ledger/model.ts';
import type { LedgerReader } from '../store/port.ts';
import { loadSpaceMembers } from '../store/space-members.ts';
import { organisationNames } from './coalition/organisations.ts';

export interface Space {
  readonly id: Uint8Array;
  readonly hex: string;
  readonly public: boolean;
  /** Key of import ids and content keys. */
  readonly salt: Uint8Array;
  readonly membership: Membership;
  /** Under which new entries are sealed. Null in a public space, and where none that we hold fits the live seats: rotate first. */
  readonly epoch: EpochKey | null;
  /** This installation's seat: the live one, else one that was ended; null while nobody admitted us. */
  readonly seat: SeatStanding | null;
  readonly controls: readonly ControlEntry[];
  /** Notes of control entries that could be opened, by hex id of the entry. */
  readonly notes: ReadonlyMap<string, ControlNote>;
  readonly info: SpaceInfo;
}

/** Settings row of a space (`local('space', hex)`). */
export type SpaceSettings = Omit<SpaceInfo, 'id' | 'public'>;

/** Our seats stand in the vault; one for life, and another after a removal. */
async function ourSeat(ledger: LedgerReader, space: Uint8Array, m: Membership): Promise<SeatStanding | null> {
  const held = (await ledger.secrets('seat', space)).flatMap((s) => m.seats.get(toHex(s.id)) ?? []);
  return held.find((s) => s.live) ?? held[0] ?? null;
}

async function loadSpace(
  p: Primitives,
  ledger: LedgerReader,
  id: Uint8Array,
  signatures: Map<string, boolean>,
): Promise<Space> {
  const epochs = await ledger.secrets('epoch', id);
  const epochOf = (epoch: Uint8Array): Uint8Array | null =>
    epochs.find((e) => toHex(e.id) === toHex(epoch))?.secret ?? null;
  const notes = new Map<string, ControlNote>();
  let salt: Uint8Array | null = null;
  let isPublic = true;
  for (const stored of await ledger.controls(id)) {
    const header = decodeHeader(stored.header);
    if (!header.ok || stored.block === null) continue;
    const body = openBody(p, header.value, stored.block, epochOf);
    if (!body.ok || body.value.type !== 'control') continue;
    if (body.value.note) notes.set(toHex(stored.id), body.value.note);
    if (body.value.control.op === 0 && isGenesis(header.value)) {
      salt = body.value.note?.salt ?? null;
      isPublic = body.value.control.public;
    }
  }
  const hex = toHex(id);
  const settings = (await ledger.local('space', hex)) as unknown as SpaceSettings | null;
  // Certificates and seats are verified: what a stranger wrote in another's name is held too, in quarantine.
  const { members: m, controls } = await loadSpaceMembers(p, ledger, id, signatures);
  const eligible = isPublic ? 'rotate' : eligibleEpoch(m, (epoch) => epochOf(epoch) !== null);
  const epoch = eligible === 'rotate' ? undefined : epochs.find((e) => equalBytes(e.id, eligible.epoch));
  return {
    id,
    hex,
    public: isPublic,
    // A space whose genesis note cannot be read gets no derived ids; its salt is then its public id, which only weakens guessing.
    salt: salt ?? id,
    membership: m,
    epoch: epoch ? { epoch: epoch.id, secret: epoch.secret } : null,
    seat: await ourSeat(ledger, id, m),
    controls: [...controls.values()],
    notes,
    info: {
      id: hex,
      public: isPublic,
      slug: settings?.slug ?? hex.slice(0, 12),
      title: settings?.title ?? { en: hex.slice(0, 12), ru: hex.slice(0, 12), kk: hex.slice(0, 12) },
      role: settings?.role ?? 'case',
      asOf: settings?.asOf ?? null,
      banner: settings?.banner ?? null,
    },
  };
}

export interface Spaces {
  /** Reads the ledger again: after a space was made. */
  reload(): Promise<void>;
  /** The same for each space whose members, forks or keys may have changed since: by this thread, by the writer, by what came in. */
  refresh(): Promise<void>;
  /** In the order a person is offered them. */
  all(): readonly Space[];
  /** The space named by slug, id or id prefix of at least 8 characters; absent: the first case space. Throws E_SPACE. */
  find(name: string | undefined): Space;
  own(): Space | null;
  /** Names of the organisations behind parties (hex) of all spaces, as far as their cards and applications are known. */
  organisations(): ReadonlyMap<string, string>;
  isOurs(space: Space, partyHex: string): Promise<boolean>;
}

export async function openSpaces(p: Primitives, ledger: LedgerReader): Promise<Spaces> {
  let spaces: readonly Space[] = [];
  let names: ReadonlyMap<string, string> | null = null;
  let standings: ReadonlyMap<string, number> = new Map();
  /** Verdicts of signatures by space: each is verified once. */
  const verdicts = new Map<string, Map<string, boolean>>();
  const load = async (all: boolean): Promise<void> => {
    const loaded: Space[] = [];
    const read = new Map<string, number>();
    for (const id of await ledger.spaces()) {
      const hex = toHex(id);
      // Read before the space is: what changes in between is seen at the next call.
      const standing = await ledger.standing(id);
      const held = all || standings.get(hex) !== standing ? null : spaces.find((s) => s.hex === hex);
      const signatures = verdicts.get(hex) ?? new Map<string, boolean>();
      verdicts.set(hex, signatures);
      loaded.push(held ?? (await loadSpace(p, ledger, id, signatures)));
      read.set(hex, standing);
    }
    if (loaded.some((s) => !spaces.includes(s))) names = null;
    spaces = loaded;
    standings = read;
  };
  const reload = (): Promise<void> => load(true);
  await reload();
  return {
    reload,
    refresh: () => load(false),
    all: () => inOrder(spaces),
    find(name) {
      const named =
        name === undefined || name === ''
          ? (preferred(spaces) ?? undefined)
          : (spaces.find((s) => s.info.slug === name || s.hex === name) ??
            (name.length >= 8 ? spaces.find((s) => s.hex.startsWith(name)) : undefined));
      return named ?? refuse('E_SPACE', { space: (name ?? '') as Json });
    },
    organisations() {
      // Signatures of cards are verified once for each change of members, and not for each read.
      names ??= organisationNames(p, spaces);
      return names;
    },
    own: () => spaces.find((s) => s.info.role === 'own') ?? null,
    async isOurs(space, partyHex) {
      const ours = await ledger.secrets('party', space.id);
      return ours.some((s) => toHex(s.id) === partyHex);
    },
  };
}

const ORDER = { case: 0, practice: 1, own: 2 } as const;

/** Case spaces first, and among them the one that an example or a person filled, then as they came. */
const inOrder = (spaces: readonly Space[]): readonly Space[] =>
  spaces.toSorted(
    (a, b) =>
      ORDER[a.info.role] - ORDER[b.info.role] || Number(a.info.banner === null) - Number(b.info.banner === null),
  );

/** Where commands go that name no space, and what the desk opens: the first case space of that order. */
const preferred = (spaces: readonly Space[]): Space | null =>
  inOrder(spaces).find((s) => s.info.role === 'case') ?? null;
