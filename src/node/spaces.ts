/** The spaces of this node: genesis, salt, party, epoch key, our writer; and what the node calls them. */
import { toHex } from '../base/bytes.ts';
import { refuse } from '../base/failures.ts';
import type { Json } from '../base/result.ts';
import type { SpaceInfo } from '../contract/api.ts';
import { openBody } from '../ledger/body.ts';
import type { EpochKey } from '../ledger/entry-make.ts';
import { decodeHeader, isGenesis } from '../ledger/header.ts';
import { type Membership, membership } from '../ledger/membership.ts';
import type { Primitives } from '../ledger/model.ts';
import type { LedgerReader } from '../store/port.ts';

export interface Space {
  readonly id: Uint8Array;
  readonly hex: string;
  readonly public: boolean;
  /** Key of import ids and content keys. */
  readonly salt: Uint8Array;
  readonly membership: Membership;
  readonly epoch: EpochKey | null;
  readonly info: SpaceInfo;
}

/** Settings row of a space (`local('space', hex)`). */
export type SpaceSettings = Omit<SpaceInfo, 'id' | 'public'>;

async function loadSpace(p: Primitives, ledger: LedgerReader, id: Uint8Array): Promise<Space> {
  const epochs = await ledger.secrets('epoch', id);
  const epochOf = (epoch: Uint8Array): Uint8Array | null =>
    epochs.find((e) => toHex(e.id) === toHex(epoch))?.secret ?? null;
  const controls = [];
  let salt: Uint8Array | null = null;
  let isPublic = true;
  for (const stored of await ledger.controls(id)) {
    const header = decodeHeader(stored.header);
    if (!header.ok || stored.block === null) continue;
    const body = openBody(p, header.value, stored.block, epochOf);
    if (!body.ok || body.value.type !== 'control') continue;
    controls.push({ id: stored.id, header: header.value, control: body.value.control });
    if (body.value.control.op === 0 && isGenesis(header.value)) {
      salt = body.value.note?.salt ?? null;
      isPublic = body.value.control.public;
    }
  }
  const hex = toHex(id);
  const settings = (await ledger.local('space', hex)) as unknown as SpaceSettings | null;
  const last = epochs.at(-1);
  return {
    id,
    hex,
    public: isPublic,
    // A space whose genesis note cannot be read gets no derived ids; its salt is then its public id, which only weakens guessing.
    salt: salt ?? id,
    membership: membership(controls),
    epoch: isPublic || !last ? null : { epoch: last.id, secret: last.secret },
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
  /** The same, when the ledger knows other spaces than this: a reader beside the writer that made one. */
  refresh(): Promise<void>;
  /** In the order a person is offered them. */
  all(): readonly Space[];
  /** The space named by slug, id or id prefix of at least 8 characters; absent: the first case space. Throws E_SPACE. */
  find(name: string | undefined): Space;
  own(): Space | null;
  isOurs(space: Space, partyHex: string): Promise<boolean>;
}

export async function openSpaces(p: Primitives, ledger: LedgerReader): Promise<Spaces> {
  let spaces: readonly Space[] = [];
  const reload = async (): Promise<void> => {
    const loaded: Space[] = [];
    for (const id of await ledger.spaces()) loaded.push(await loadSpace(p, ledger, id));
    spaces = loaded;
  };
  await reload();
  return {
    reload,
    async refresh() {
      if ((await ledger.spaces()).length !== spaces.length) await reload();
    },
    all: () => inOrder(spaces),
    find(name) {
      const named =
        name === undefined || name === ''
          ? (preferred(spaces) ?? undefined)
          : (spaces.find((s) => s.info.slug === name || s.hex === name) ??
            (name.length >= 8 ? spaces.find((s) => s.hex.startsWith(name)) : undefined));
      return named ?? refuse('E_SPACE', { space: (name ?? '') as Json });
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
