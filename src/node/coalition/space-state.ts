/**
 * The verdicts that a space's membership gives, as the one writer of ledger.db keeps them between batches. When membership
 * changes, the entries whose verdict may differ are looked at again, and no others.
 */
import { fromHex, toHex } from '../../base/bytes.ts';
import { standingOf } from '../../ledger/admit.ts';
import type { ControlEntry } from '../../ledger/membership.ts';
import type { EntryState, Primitives } from '../../ledger/model.ts';
import type { LedgerReader, LedgerTx, Secret } from '../../store/port.ts';
import type { ChainPlace } from '../../store/received-port.ts';
import { chainPages, computeMembership, loadSpaceMembers, type SpaceMembers } from '../../store/space-members.ts';

export { addControl, addFork } from '../../store/space-members.ts';

export interface OwnKeys {
  readonly writers: ReadonlySet<string>;
  readonly seats: readonly Secret[];
  readonly kems: readonly Secret[];
  readonly epochs: Map<string, Uint8Array>;
}

export interface SpaceState extends SpaceMembers {
  /** Keys of this node, read when they are first asked for: its writers (hex), seats, epoch secrets by epoch id in hex. */
  keys: OwnKeys | null;
}

export interface Verdict {
  readonly state: EntryState;
  readonly reason: string | null;
}

const verdictOf = (outcome: ReturnType<typeof standingOf>): Verdict =>
  outcome.state === 'accepted' ? { state: 'accepted', reason: null } : { state: 'quarantined', reason: outcome.code };

/** Checks 10 to 12 of one entry under the membership as it is. */
export const verdict = (
  s: SpaceState,
  entry: Parameters<typeof standingOf>[0],
  control: ControlEntry['control'] | null,
): Verdict => verdictOf(standingOf(entry, control, s.members, s.ancestry));

/** The state of a space as the ledger holds it. */
export async function loadSpaceState(p: Primitives, ledger: LedgerReader, space: Uint8Array): Promise<SpaceState> {
  return { ...(await loadSpaceMembers(p, ledger, space)), keys: null };
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
