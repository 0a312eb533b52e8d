/**
 * Who may write in a space, as the one writer of ledger.db keeps it between batches: control entries, forks, ancestry, and
 * membership over them. When any of these changes, the entries whose verdict may differ are looked at again, and no others.
 */
import { fromHex, toHex } from '../../base/bytes.ts';
import { standingOf } from '../../ledger/admit.ts';
import { readControl } from '../../ledger/control-block.ts';
import { decodeHeader, isGenesis } from '../../ledger/header.ts';
import { type ControlEntry, type Fork, type Membership, membership } from '../../ledger/membership.ts';
import type { EntryState, Primitives } from '../../ledger/model.ts';
import type { LedgerReader, LedgerTx, Secret } from '../../store/port.ts';
import type { ChainPlace } from '../../store/received-port.ts';
import { ChainAncestry } from './chain-ancestry.ts';

/** Entries looked at in one step of a re-evaluation. */
const PAGE = 1_000;

export interface OwnKeys {
  readonly writers: ReadonlySet<string>;
  readonly seats: readonly Secret[];
  readonly kems: readonly Secret[];
  readonly epochs: Map<string, Uint8Array>;
}

export interface Verdict {
  readonly state: EntryState;
  readonly reason: string | null;
}

export interface SpaceState {
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
  /** Keys of this node, read when they are first asked for: its writers (hex), seats, epoch secrets by epoch id in hex. */
  keys: OwnKeys | null;
}

const verdictOf = (outcome: ReturnType<typeof standingOf>): Verdict =>
  outcome.state === 'accepted' ? { state: 'accepted', reason: null } : { state: 'quarantined', reason: outcome.code };

/** Checks 10 to 12 of one entry under the membership as it is. */
export const verdict = (
  s: SpaceState,
  entry: Parameters<typeof standingOf>[0],
  control: ControlEntry['control'] | null,
): Verdict => verdictOf(standingOf(entry, control, s.members, s.ancestry));

/** The state of a space as the ledger holds it; signatures of certificates and seats are verified. */
export async function loadSpaceState(p: Primitives, ledger: LedgerReader, space: Uint8Array): Promise<SpaceState> {
  const state: SpaceState = {
    ...{ space, founded: false, controls: new Map(), ancestry: new ChainAncestry(), forks: new Map() },
    ...{ signatures: new Map(), members: membership([]), rules: new Map(), cuts: new Set(), changed: false },
    ...{ standing: await ledger.standing(space), keys: null },
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

export function addControl(s: SpaceState, entry: ControlEntry): void {
  s.controls.set(toHex(entry.id), entry);
  s.ancestry.note({ id: entry.id, writer: entry.header.writer, seq: entry.header.seq, prev: entry.header.prev });
  if (entry.control.op === 0 && isGenesis(entry.header)) s.founded = true;
  s.changed = true;
}

/** A split at `seq`, or an earlier one than known: every held entry of the writer from there on is noted. */
export async function addFork(s: SpaceState, ledger: LedgerReader, writer: Uint8Array, seq: number): Promise<void> {
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
function cutsOf(s: SpaceState): readonly Uint8Array[] {
  return [...s.controls.values()].flatMap(({ control }) => (control.op === 3 ? control.cuts.map((c) => c.id) : []));
}

export async function computeMembership(p: Primitives, s: SpaceState, ledger: LedgerReader): Promise<void> {
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
function rulesOf(s: SpaceState): Map<string, string> {
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

export interface Moved {
  readonly accepted: number;
  readonly quarantined: number;
  /** Erase entries among them, by id. */
  readonly erases: readonly Uint8Array[];
}

/** Computes membership anew and moves the entries whose verdict changed, in this transaction. */
export async function reevaluate(p: Primitives, s: SpaceState, tx: LedgerTx): Promise<Moved> {
  const [rules, accepted] = [s.rules, s.members.accepted];
  await computeMembership(p, s, tx);
  const changes: { id: Uint8Array; state: EntryState; reason: string | null }[] = [];
  const erases: Uint8Array[] = [];
  const look = (place: ChainPlace, writer: Uint8Array): void => {
    const { id, kind, seq, prev } = place;
    const control = kind === 1 ? (s.controls.get(toHex(id))?.control ?? null) : null;
    const now = verdict(s, { id, header: { kind, writer, seq, prev } }, control);
    if (now.state === place.state && now.reason === place.reason) return;
    changes.push({ id, ...now });
    if (kind === 2 && now.state !== place.state) erases.push(id);
  };
  const flush = async (): Promise<{ accepted: number; quarantined: number }> => {
    const done = changes.splice(0);
    if (done.length > 0) await tx.setStates(s.space, done);
    const quarantined = done.filter((c) => c.state === 'quarantined').length;
    return { quarantined, accepted: done.length - quarantined };
  };
  const total = { accepted: 0, quarantined: 0 };
  const count = (n: { accepted: number; quarantined: number }): void => {
    total.accepted += n.accepted;
    total.quarantined += n.quarantined;
  };

  const writers = new Set([...rules.keys(), ...s.rules.keys()].filter((w) => rules.get(w) !== s.rules.get(w)));
  const keys = new Map([...s.controls.values()].map((c) => [toHex(c.header.writer), c.header.writer]));
  for (const hex of writers) {
    const writer = keys.get(hex);
    if (!writer) continue;
    for await (const page of chainPages(tx, s.space, writer, 0)) {
      for (const place of page) s.ancestry.note({ ...place, writer }, true);
      for (const place of page) look(place, writer);
      count(await flush());
      for (const place of page) s.ancestry.drop(place.id);
    }
  }
  // Acts stand or fall with the grants they name; what an accept names, by itself.
  const named = [...new Set([...accepted, ...s.members.accepted])].filter(
    (id) => accepted.has(id) !== s.members.accepted.has(id),
  );
  const single = await tx.places(s.space, [
    ...[...s.controls.values()].filter((c) => !writers.has(toHex(c.header.writer))).map((c) => c.id),
    ...named.flatMap((hex) => fromHex(hex) ?? []),
  ]);
  for (const place of single) s.ancestry.note(place, true);
  for (const place of single) if (!writers.has(toHex(place.writer))) look(place, place.writer);
  count(await flush());
  for (const place of single) s.ancestry.drop(place.id);
  return { ...total, erases };
}

/** The node's own keys in the space; a change of them raises `standing`, and the state is read anew. */
export async function ownKeys(s: SpaceState, ledger: LedgerReader): Promise<OwnKeys> {
  s.keys ??= {
    writers: new Set((await ledger.secrets('writer', s.space)).map((w) => toHex(w.id))),
    seats: await ledger.secrets('seat', s.space),
    kems: await ledger.secrets('kem', s.space),
    epochs: new Map((await ledger.secrets('epoch', s.space)).map((e) => [toHex(e.id), e.secret])),
  };
  return s.keys;
}
