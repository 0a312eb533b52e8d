/**
 * The write path: drafts become entries of this node's writer, durable before they are acknowledged (DESIGN section 5).
 * Calls are queued per node, because a writer's entries form one chain.
 */
import { equalBytes, toHex } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import { refuse } from '../base/failures.ts';
import { readControl } from '../ledger/control-block.ts';
import { authorityOf, makeRotate } from '../ledger/control-make.ts';
import {
  type EpochKey,
  type MadeEntry,
  makeControlEntry,
  makeDataEntry,
  makeEraseEntry,
  makeReceiptEntry,
  type WriterState,
} from '../ledger/entry-make.ts';
import { newEpoch, removalsSeen } from '../ledger/epochs.ts';
import { makeWriterCertificate } from '../ledger/membership-sign.ts';
import type { Erase, Primitives, VerifiedEntry } from '../ledger/model.ts';
import type { EntryDraft } from '../intake/port.ts';
import type { Receipt } from '../ledger/receipt.ts';
import type { LedgerStore, LedgerTx } from '../store/port.ts';
import { applyErases } from './coalition/erasure.ts';
import { addControl, loadSpaceState, reevaluate } from './coalition/space-state.ts';
import { staleKey } from './coalition/stale.ts';
import type { Space } from './spaces.ts';

export interface Author {
  /** Appends drafts in order; durable when it resolves. Entry ids in hex. */
  append(space: Space, drafts: readonly EntryDraft[]): Promise<readonly string[]>;
  /** One user action over two spaces: both entries or none. */
  appendAcross(parts: readonly { readonly space: Space; readonly draft: EntryDraft }[]): Promise<readonly string[]>;
  /**
   * Appends an erase entry and, where it takes effect, removes the payloads in the same transaction; what follows is
   * `finishErasures`. Returns its id and the ids of the entries whose payload went.
   */
  erase(space: Space, erase: Erase): Promise<{ readonly entry: string; readonly erased: readonly string[] }>;
  /** Appends a receipt: any live seat may. */
  receipt(space: Space, receipt: Receipt): Promise<string>;
  /**
   * Appends control entries of our seat in one transaction, in the order in which `make` gives them; `settle` runs before the
   * transaction ends. Without notes nothing is sealed and no epoch begins. Spaces are stale afterwards: `parts.spaces.refresh()`.
   */
  control(
    space: Space,
    make: MakeControl,
    settle?: (tx: LedgerTx) => Promise<void>,
    o?: { readonly note: boolean },
  ): Promise<readonly string[]>;
}

/** What a control entry is made with: `key` seals its note, null in a public space. */
export interface ControlGround {
  readonly tx: LedgerTx;
  readonly key: EpochKey | null;
  readonly now: number;
}
/** One entry after the other, each over the state that the one before left. */
export type MakeControl = (ground: ControlGround) => Promise<readonly ((writer: WriterState) => MadeEntry)[]>;

const MAX_PAYLOAD = 262_144;
/** relay 1, read 2, write 3, manage 4. */
const WRITES = 3;
const ANY_ROLE = 1;
/** A writer further ahead of the wall clock is left behind (ledger design, section 3). */
const CLOCK_AHEAD_MS = 86_400_000;
/** The clock follows what others wrote by this much at most. */
const CLOCK_LEAD_MS = 600_000;

export function createAuthor(deps: {
  readonly ledger: LedgerStore;
  readonly primitives: Primitives;
  readonly clock: Clock;
  /**
   * Content of restored.json, null when the folder was never restored: the old writer may have written more elsewhere,
   * so a new one is certified once per restore.
   */
  readonly restored: string | null;
}): Author {
  const { ledger, primitives: p, clock } = deps;
  const writers = new Map<string, WriterState>();
  /** Epochs begun here that the caller's view of the space does not know yet. */
  const rotated = new Map<string, EpochKey>();
  let queue: Promise<unknown> = Promise.resolve();

  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const run = queue.then(work, work);
    queue = run.catch(() => undefined);
    return run;
  };

  const put = async (tx: LedgerTx, made: { entry: VerifiedEntry; block: Uint8Array }): Promise<void> => {
    await tx.putEntry({
      entry: made.entry,
      state: 'accepted',
      reason: null,
      block: made.block,
      payloadState: 'open',
      payloadCode: null,
    });
  };

  /** Our live seat. Throws E_SEAT (nobody admitted us), E_SEAT_ENDED, E_SEAT_ROLE. */
  function seatOf(space: Space, role: number): NonNullable<Space['seat']> {
    const { seat, info } = space;
    if (!seat) return refuse('E_SEAT', { space: info.slug });
    if (!seat.live) return refuse('E_SEAT_ENDED', { space: info.slug });
    return seat.role >= role ? seat : refuse('E_SEAT_ROLE', { space: info.slug });
  }

  /**
   * Which of several writers is in use stands in the ledger, with the restore it was certified after. A newcomer has none; one under a
   * seat that was ended writes no more, nor does one that went on in another copy of this folder (E_STALE) or whose clock was a day
   * ahead: a new one begins, and nobody forks.
   */
  async function writerOf(tx: LedgerTx, space: Space, role = WRITES): Promise<WriterState> {
    const seat = seatOf(space, role);
    const chosen = (await tx.local('writer', space.hex)) as { key: string; restored: string } | null;
    const cached = writers.get(space.hex);
    const isSpent = async (w: Uint8Array, ms: number): Promise<boolean> =>
      ms > clock() + CLOCK_AHEAD_MS || (await tx.local('stale', staleKey(space.hex, toHex(w)))) !== null;
    if (cached && (await isSpent(cached.publicKey, cached.ms)))
      return certify(tx, space, chosen?.restored ?? deps.restored ?? '');
    if (cached && (!chosen || chosen.key === toHex(cached.publicKey)) && isUnder(space, cached.publicKey, seat))
      return following(tx, space, cached);
    const secrets = await tx.secrets('writer', space.id);
    const secret = chosen ? secrets.find((s) => toHex(s.id) === chosen.key) : secrets[0];
    if (!secret || !isUnder(space, secret.id, seat)) return certify(tx, space, deps.restored ?? '');
    const head = await tx.head(space.id, secret.id);
    if (await isSpent(secret.id, head?.ms ?? 0)) return certify(tx, space, deps.restored ?? chosen?.restored ?? '');
    const state: WriterState = {
      space: space.id,
      seed: secret.secret,
      publicKey: secret.id,
      seq: head ? head.seq + 1 : 0,
      prev: head ? head.id : null,
      ms: head?.ms ?? 0,
      ctr: head?.ctr ?? 0,
    };
    if (deps.restored !== null && chosen?.restored !== deps.restored) return certify(tx, space, deps.restored);
    return following(tx, space, state);
  }

  /** Behind the newest entry seen of others, when that is not far ahead of the wall: an answer comes after its question. */
  async function following(tx: LedgerTx, space: Space, state: WriterState): Promise<WriterState> {
    const seen = Number((await tx.local('seen', space.hex)) ?? 0);
    return seen > state.ms && seen <= clock() + CLOCK_LEAD_MS ? { ...state, ms: seen, ctr: 0 } : state;
  }

  /** A writer that was just certified is not in the caller's view yet: it is under the seat that was live then. */
  function isUnder(space: Space, writer: Uint8Array, seat: NonNullable<Space['seat']>): boolean {
    const certified = space.membership.certified.get(toHex(writer));
    return certified === undefined || certified === toHex(seat.seat.key);
  }

  /** Starts a writer under our seat: control entry 1 at its seq 0. */
  async function certify(tx: LedgerTx, space: Space, restored: string): Promise<WriterState> {
    const key = space.seat?.seat.key;
    const seat = (await tx.secrets('seat', space.id)).find((s) => key !== undefined && equalBytes(s.id, key));
    if (!seat) return refuse('E_SEAT', { space: space.info.slug });
    const seed = p.random(32);
    const publicKey = p.publicKey(seed);
    await tx.putSecret({ type: 'writer', space: space.id, id: publicKey, secret: seed });
    await tx.putLocal('writer', space.hex, { key: toHex(publicKey), restored });
    const start: WriterState = { space: space.id, seed, publicKey, seq: 0, prev: null, ms: 0, ctr: 0 };
    const cert = makeWriterCertificate(p, seat.secret, space.id, publicKey);
    const made = makeControlEntry(p, start, { op: 1, seatKey: seat.id, cert }, null, clock());
    await put(tx, made);
    return made.next;
  }

  /** The epoch to seal with. Where none fits the live seats, one begins first: `write` is enough for that, so field work never waits. */
  async function sealed(
    tx: LedgerTx,
    writer: WriterState,
    space: Space,
  ): Promise<{ readonly key: EpochKey | null; readonly writer: WriterState }> {
    if (space.public) return { key: null, writer };
    const key = space.epoch ?? (await begun(tx, space));
    if (key) return { key, writer };
    const auth = authorityOf(space.membership, seatOf(space, WRITES).seat.key, 4);
    if (!auth) return refuse('E_SEAT_ROLE', { space: space.info.slug });
    const begin = await newEpoch(p, space.id, space.membership);
    const deps = removalsSeen(space.membership, space.controls, writer.publicKey);
    const made = makeRotate(p, writer, { auth, next: begin.next }, { now: clock(), deps });
    await put(tx, made);
    await tx.putSecret({ type: 'epoch', space: space.id, id: begin.key.epoch, secret: begin.key.secret });
    rotated.set(space.hex, begin.key);
    return { key: begin.key, writer: made.next };
  }

  /**
   * The epoch begun here, when its transaction was kept and the caller's view is older than it. A view that knows it has judged it: it
   * fits the members no more, and whoever was removed since may hold it.
   */
  async function begun(tx: LedgerTx, space: Space): Promise<EpochKey | null> {
    const key = rotated.get(space.hex);
    if (!key) return null;
    if (space.controls.some(({ control: c }) => c.op === 4 && equalBytes(c.next.epoch, key.epoch))) return null;
    return (await tx.secrets('epoch', space.id)).some((s) => equalBytes(s.id, key.epoch)) ? key : null;
  }

  async function appendOne(
    tx: LedgerTx,
    from: WriterState,
    space: Space,
    draft: EntryDraft,
  ): Promise<{ id: string; next: WriterState }> {
    const { key, writer } = await sealed(tx, from, space);
    const made = makeDataEntry(p, writer, draft, key, clock());
    if (made.block.length > MAX_PAYLOAD) return refuse('E_SIZE', { bytes: made.block.length, max: MAX_PAYLOAD });
    await put(tx, made);
    return { id: toHex(made.id), next: made.next };
  }

  /** Runs a transaction; writer states advance only when it is durable. */
  async function durable<T>(
    work: (tx: LedgerTx, advance: (space: Space, next: WriterState) => void) => Promise<T>,
  ): Promise<T> {
    const moved = new Map<string, WriterState>();
    const result = await ledger.transact((tx) => work(tx, (space, next) => moved.set(space.hex, next)));
    for (const [hex, next] of moved) writers.set(hex, next);
    return result;
  }

  return {
    append: (space, drafts) =>
      inOrder(() =>
        durable(async (tx, advance) => {
          const ids: string[] = [];
          let writer = await writerOf(tx, space);
          for (const draft of drafts) {
            const made = await appendOne(tx, writer, space, draft);
            writer = made.next;
            ids.push(made.id);
          }
          advance(space, writer);
          return ids;
        }),
      ),
    appendAcross: (parts) =>
      inOrder(() =>
        durable(async (tx, advance) => {
          const ids: string[] = [];
          const heads = new Map<string, WriterState>();
          for (const { space, draft } of parts) {
            const made = await appendOne(tx, heads.get(space.hex) ?? (await writerOf(tx, space)), space, draft);
            heads.set(space.hex, made.next);
            advance(space, made.next);
            ids.push(made.id);
          }
          return ids;
        }),
      ),
    erase: (space, erase) =>
      inOrder(() =>
        durable(async (tx, advance) => {
          const made = makeEraseEntry(p, await writerOf(tx, space), erase, clock());
          await put(tx, made);
          // Read anew: our writer may have been certified in this very transaction.
          const { members } = await loadSpaceState(p, tx, space.id);
          const gone = await applyErases(p, tx, space.id, members);
          advance(space, made.next);
          return { entry: toHex(made.id), erased: gone.map(toHex) };
        }),
      ),
    receipt: (space, receipt) =>
      inOrder(() =>
        durable(async (tx, advance) => {
          const made = makeReceiptEntry(p, await writerOf(tx, space, ANY_ROLE), receipt, clock());
          await put(tx, made);
          advance(space, made.next);
          return toHex(made.id);
        }),
      ),
    control: (space, make, settle, o = { note: true }) =>
      inOrder(() =>
        durable(async (tx, advance) => {
          const ids: string[] = [];
          const first = await writerOf(tx, space);
          const begin = o.note ? await sealed(tx, first, space) : { key: null, writer: first };
          // Behind what began just now: a writer's certificate is part of what its next entry is judged by.
          const state = await loadSpaceState(p, tx, space.id);
          let { writer } = begin;
          for (const one of await make({ tx, key: begin.key, now: clock() })) {
            const made = one(writer);
            if (made.block.length > MAX_PAYLOAD) refuse('E_SIZE', { bytes: made.block.length, max: MAX_PAYLOAD });
            await put(tx, made);
            const control = readControl(p, made.entry.header, made.block);
            if (control.ok) addControl(state, { id: made.id, header: made.entry.header, control: control.value });
            writer = made.next;
            ids.push(toHex(made.id));
          }
          advance(space, writer);
          await settle?.(tx);
          // What others wrote may stand or fall with it: entries move in and out of quarantine in the same transaction.
          const moved = await reevaluate(p, state, tx);
          if (moved.erases.length > 0) await applyErases(p, tx, space.id, state.members);
          return ids;
        }),
      ),
  };
}
