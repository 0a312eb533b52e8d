/**
 * Who may write in a space, as the ledger tells: control entries by their clear part, forks, ancestry, and membership over
 * them. Whoever takes entries in and whoever folds them ask the same, so that both always say the same.
 */
import { toHex } from '../base/bytes.ts';
import { ChainAncestry } from '../ledger/chain-ancestry.ts';
import { readControl } from '../ledger/control-block.ts';
import { decodeHeader, isGenesis } from '../ledger/header.ts';
import { type ControlEntry, type Fork, type Membership, membership } from '../ledger/membership.ts';
import type { Primitives } from '../ledger/model.ts';
import type { LedgerReader } from './port.ts';
import type { ChainPlace } from './received-port.ts';

const PAGE = 1_000;

export interface SpaceMembers {
  readonly space: Uint8Array;
  /** The genesis is held and readable. */
  founded: boolean;
  readonly controls: Map<string, ControlEntry>;
  readonly ancestry: ChainAncestry;
  /** Earliest split by writer key in hex. */
  readonly forks: Map<string, Fork>;
  readonly signatures: Map<string, boolean>;
  members: Membership;
  /** What decides the verdicts of a writer's entries, by writer in hex. */
  rules: Map<string, string>;
  /** Entries (hex) that revokes name as cuts. */
  cuts: ReadonlySet<string>;
  /** Control entries, forks or cut entries came since `members` was computed. */
  changed: boolean;
  /** `standing` of the ledger that this state belongs to. */
  standing: number;
}

/** As the ledger holds it. Signatures of certificates and seats are verified; `signatures` keeps the verdicts for the next time. */
export async function loadSpaceMembers(
  p: Primitives,
  ledger: LedgerReader,
  space: Uint8Array,
  signatures: Map<string, boolean> = new Map(),
): Promise<SpaceMembers> {
  const state: SpaceMembers = {
    ...{ space, founded: false, controls: new Map(), ancestry: new ChainAncestry(), forks: new Map() },
    ...{ signatures, members: membership([]), rules: new Map(), cuts: new Set(), changed: false },
    standing: await ledger.standing(space),
  };
  for (const stored of await ledger.controls(space)) {
    const header = decodeHeader(stored.header);
    if (!header.ok) continue;
    state.ancestry.note(stored);
    const control = stored.block && readControl(p, header.value, stored.block);
    if (control?.ok) addControl(state, { id: stored.id, header: header.value, control: control.value });
  }
  for (const { writer, seq } of await ledger.forks(space)) await addFork(state, ledger, writer, seq);
  await computeMembership(p, state, ledger);
  return state;
}

export function addControl(s: SpaceMembers, entry: ControlEntry): void {
  s.controls.set(toHex(entry.id), entry);
  s.ancestry.note({ id: entry.id, writer: entry.header.writer, seq: entry.header.seq, prev: entry.header.prev });
  if (entry.control.op === 0 && isGenesis(entry.header)) s.founded = true;
  s.changed = true;
}

/** A split at `seq`, or an earlier one than known: every held entry of the writer from there on is noted. */
export async function addFork(s: SpaceMembers, ledger: LedgerReader, writer: Uint8Array, seq: number): Promise<void> {
  const hex = toHex(writer);
  const before = s.forks.get(hex);
  if (before && before.seq <= seq) return;
  s.forks.set(hex, { writer, seq });
  s.ancestry.split(hex, seq);
  for await (const page of chainPages(ledger, s.space, writer, seq))
    for (const place of page) s.ancestry.note({ ...place, writer });
  s.changed = true;
}

export async function* chainPages(
  ledger: LedgerReader,
  space: Uint8Array,
  writer: Uint8Array,
  from: number,
): AsyncGenerator<readonly ChainPlace[]> {
  let page = await ledger.chain(space, writer, from, PAGE);
  while (page.length > 0) {
    yield page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    page = await ledger.chain(space, writer, last.seq, PAGE, last.id);
  }
}

/** Entries that revokes name as cuts: whether one is held decides how the others of its writer are read. */
function cutsOf(s: SpaceMembers): readonly Uint8Array[] {
  return [...s.controls.values()].flatMap(({ control }) => (control.op === 3 ? control.cuts.map((c) => c.id) : []));
}

export async function computeMembership(p: Primitives, s: SpaceMembers, ledger: LedgerReader): Promise<void> {
  const cuts = cutsOf(s);
  s.cuts = new Set(cuts.map(toHex));
  const unknown = cuts.filter((id) => !s.ancestry.knows(id));
  for (const place of unknown.length > 0 ? await ledger.places(s.space, unknown) : []) s.ancestry.note(place);
  s.members = membership([...s.controls.values()], {
    ...{ primitives: p, forks: [...s.forks.values()], ancestry: s.ancestry, signatures: s.signatures },
  });
  s.rules = rulesOf(s);
  s.changed = false;
}

/** One line per certified writer: its seats, their roles, and the cuts that apply to it. Equal lines give equal verdicts. */
function rulesOf(s: SpaceMembers): Map<string, string> {
  const out = new Map<string, string>();
  const cut = (writer: string, seat: string): string =>
    (s.members.revokes.get(seat) ?? [])
      .map((r) => {
        const own = r.cuts.filter((c) => toHex(c.writer) === writer);
        return `${toHex(r.entry)}:${own.map((c) => `${c.seq}.${toHex(c.id)}.${s.ancestry.knows(c.id)}`).join()}`;
      })
      .join(';');
  for (const [writer, certificates] of s.members.certificates) {
    const lines = certificates.map((c) => {
      const seat = toHex(c.seat);
      return `${toHex(c.entry)} ${seat} ${s.members.seats.get(seat)?.role ?? 0} ${cut(writer, seat)}`;
    });
    out.set(writer, `${lines.join('|')} ${s.forks.get(writer)?.seq ?? ''}`);
  }
  return out;
}
