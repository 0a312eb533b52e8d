/**
 * The first half of a batch: checks 4 to 9 of entries, in any order, with those that waited for them. What passes is a
 * candidate; membership is told of it, and judged is later (receive-batch.ts).
 */
import { equalBytes, toHex } from '../../base/bytes.ts';
import { fit, type Outcome } from '../../ledger/admit.ts';
import { readControl } from '../../ledger/control-block.ts';
import { verifyEntry } from '../../ledger/entry-verify.ts';
import { decodeHeader, isGenesis } from '../../ledger/header.ts';
import type { Control, Header, VerifiedEntry } from '../../ledger/model.ts';
import type { LedgerTx } from '../../store/port.ts';
import type { ParkCode, ParkedEntry, Surroundings, Whereabouts } from '../../store/received-port.ts';
import { parkRow } from './receive-park.ts';
import { type Run, spaceState } from './receive-run.ts';
import { addControl, addFork, ownKeys, reevaluate, type SpaceState } from './space-state.ts';
import { markStale } from './stale.ts';

/** Entries of one transaction; parked ones that may come in after that wait for the next. */
export const BATCH = 1_000;

export interface Candidate {
  readonly entry: VerifiedEntry;
  /** The writer's key in hex. */
  readonly writer: string;
  readonly state: SpaceState;
  readonly control: Control | null;
  readonly block: Uint8Array | null;
}

/** What a control entry's block says of it: `waits` when no operation can be read from it. */
type Operation = { readonly control: Control | null; readonly waits: boolean };

const spaceOf = (e: VerifiedEntry): Uint8Array => (isGenesis(e.header) ? e.id : e.header.space);
const headerOf = (bytes: Uint8Array | null): Header | null => {
  const read = bytes && decodeHeader(bytes);
  return read?.ok ? read.value : null;
};

const placeOf = (e: VerifiedEntry): Whereabouts => ({
  ...{ id: e.id, writer: e.header.writer, seq: e.header.seq, prev: e.header.prev },
});

/** Where entries stand; what comes before an entry is not looked up when it is the one before it in the list. */
function whereabouts(list: readonly VerifiedEntry[]): readonly Whereabouts[] {
  return list.map((e, i) => {
    const before = list[i - 1];
    const { prev } = e.header;
    return prev && before && equalBytes(before.id, prev) ? { ...placeOf(e), prev: null } : placeOf(e);
  });
}

/** What is known around an entry, and of its space: may it enter, which writers (hex) are our own. */
interface KnownOf {
  readonly around: Surroundings;
  readonly welcome: boolean;
  readonly ours: ReadonlySet<string>;
}

export class Gather {
  readonly run: Run;
  readonly tx: LedgerTx;
  readonly candidates = new Map<string, Candidate>();
  readonly states = new Map<string, SpaceState>();
  /** Blocks, by hash in hex, that a candidate or a parked entry took. */
  readonly taken = new Set<string>();
  readonly reevaluated = new Set<SpaceState>();
  /** Ids of candidates by writer and number. */
  private readonly places = new Map<string, string[]>();
  private lastWriter: { readonly key: Uint8Array; readonly name: string } | null = null;

  constructor(run: Run, tx: LedgerTx) {
    this.run = run;
    this.tx = tx;
  }

  async stateOf(space: Uint8Array): Promise<SpaceState> {
    const hex = toHex(space);
    const known = this.states.get(hex);
    if (known) return known;
    const state = await spaceState(this.run.parts, this.tx, space);
    this.states.set(hex, state);
    return state;
  }

  /** Checks 4 to 9 of entries in their order, and then of those that waited for one of them. */
  async gather(entries: readonly VerifiedEntry[]): Promise<void> {
    let wave = entries;
    while (wave.length > 0) {
      const came = await this.gatherWave(wave);
      const next = await this.waitersOf(came);
      const room = Math.max(0, BATCH - this.candidates.size);
      this.run.carry.push(...next.slice(room));
      wave = next.slice(0, room);
    }
  }

  private async gatherWave(wave: readonly VerifiedEntry[]): Promise<readonly VerifiedEntry[]> {
    const bySpace = new Map<string, VerifiedEntry[]>();
    for (const e of wave) {
      const hex = toHex(spaceOf(e));
      const list = bySpace.get(hex);
      if (list) list.push(e);
      else bySpace.set(hex, [e]);
    }
    const came: VerifiedEntry[] = [];
    for (const [hex, list] of bySpace) {
      const [first] = list;
      if (!first) continue;
      const space = spaceOf(first);
      const state = await this.stateOf(space);
      const around = await this.tx.around(space, whereabouts(list));
      const welcome = await this.isWelcome(state, hex);
      const { writers } = await ownKeys(state, this.tx);
      for (const [i, e] of list.entries()) {
        const s = around[i];
        if (!s) continue;
        if (s.held || this.candidates.has(toHex(e.id))) this.run.counts.duplicate += 1;
        else if (await this.take(e, state, { around: s, welcome, ours: writers })) came.push(e);
      }
    }
    return came;
  }

  private async isWelcome(state: SpaceState, hex: string): Promise<boolean> {
    const { welcome } = this.run.options;
    if (welcome) return welcome(hex);
    return state.founded || (await ownKeys(state, this.tx)).seats.length > 0;
  }

  /** One entry that is not held: true when it became a candidate. */
  private async take(e: VerifiedEntry, state: SpaceState, known: KnownOf): Promise<boolean> {
    const { run } = this;
    const h = e.header;
    const hex = toHex(e.id);
    const writer = this.nameOfWriter(h.writer);
    if (known.ours.has(writer)) await this.noteOwn(e, state);
    const ph = toHex(h.ph);
    const block = run.blocks.take(ph);
    const operation = h.kind === 1 ? this.operationOf(h, block) : null;
    const place = `${writer}.${h.seq}`;
    const before = this.places.get(place);
    const rivals = known.around.rivals.length + (before?.length ?? 0);
    const outcome = known.welcome
      ? fit(
          e,
          {
            ...{ held: false, genesisHeld: state.founded, prev: await this.prevOf(e, state, known.around) },
            ...{ control: operation?.control ?? null, unknownOperation: operation?.waits ?? false },
          },
          state.members,
        )
      : ({ state: 'parked', code: 'P_SPACE' } as const);
    if (outcome) return this.leave(e, outcome, block);
    if (block) this.taken.add(ph);
    this.candidates.set(hex, { entry: e, writer, state, control: operation?.control ?? null, block });
    if (before) before.push(hex);
    else this.places.set(place, [hex]);
    if (rivals > 0) await addFork(state, this.tx, h.writer, h.seq);
    if (state.ancestry.isSplit(writer)) state.ancestry.noteNamed(hex, writer, h, false);
    if (operation?.control) {
      addControl(state, { id: e.id, header: h, control: operation.control });
      // What follows in this batch is checked against the space's kind (check 9).
      if (operation.control.op === 0) await this.found(state);
    } else if (state.cuts.has(hex)) state.changed = true;
    return true;
  }

  /** An entry that does not come in now: refused with its code, or parked. */
  private async leave(e: VerifiedEntry, outcome: Outcome, block: Uint8Array | null): Promise<false> {
    if (outcome.state === 'parked') await this.park(e, outcome.code as ParkCode, block);
    else if (outcome.state === 'refused') this.run.refuse(toHex(e.id), outcome.code);
    else this.run.counts.duplicate += 1;
    return false;
  }

  /** The header that `prev` names: of this batch mostly. One of the wave that did not come in may be held all the same. */
  private async prevOf(e: VerifiedEntry, state: SpaceState, around: Surroundings): Promise<Header | null> {
    const { prev } = e.header;
    if (!prev) return null;
    const candidate = this.candidates.get(toHex(prev));
    if (candidate) return candidate.entry.header;
    if (around.prev) return headerOf(around.prev);
    const [again] = await this.tx.around(state.space, [placeOf(e)]);
    return headerOf(again?.prev ?? null);
  }

  private nameOfWriter(key: Uint8Array): string {
    if (!this.lastWriter || !equalBytes(this.lastWriter.key, key)) this.lastWriter = { key, name: toHex(key) };
    return this.lastWriter.name;
  }

  private async found(state: SpaceState): Promise<void> {
    await this.reevaluate(state);
    state.changed = true;
  }

  async reevaluate(state: SpaceState): Promise<void> {
    await reevaluate(this.run.parts.primitives, state, this.tx);
    this.reevaluated.add(state);
  }

  /** The operation of a control entry. Without its block it waits: nobody can tell what it does. */
  private operationOf(header: Header, block: Uint8Array | null): Operation {
    if (!block) return { control: null, waits: true };
    const read = readControl(this.run.parts.primitives, header, block);
    if (read.ok) return { control: read.value, waits: false };
    return { control: null, waits: read.error.code === 'P_VERSION' || read.error.code === 'E_PAYLOAD' };
  }

  /** An entry of our own writer that this folder does not hold: another copy of it wrote on. Ours begins a new writer. */
  private async noteOwn(e: VerifiedEntry, state: SpaceState): Promise<void> {
    await markStale(this.tx, state.space, e.header.writer, e.header.seq);
    this.run.counts.stale.add(toHex(state.space));
  }

  private async park(e: VerifiedEntry, code: ParkCode, block: Uint8Array | null): Promise<void> {
    const space = spaceOf(e);
    const row: ParkedEntry = {
      ...{ id: e.id, space, code, writer: e.header.writer, seq: e.header.seq, prev: e.header.prev, ph: e.header.ph },
      ...{ frame: e.bytes, block, receivedAt: this.run.parts.clock() },
    };
    if (block) this.taken.add(toHex(e.header.ph));
    await parkRow(this.run, this.tx, row);
  }

  /** Parked entries that waited for these: their `prev` came, or their space's genesis. */
  async waitersOf(came: readonly VerifiedEntry[]): Promise<readonly VerifiedEntry[]> {
    const rows: ParkedEntry[] = [];
    const bySpace = new Map<string, VerifiedEntry[]>();
    for (const e of came) {
      const hex = toHex(spaceOf(e));
      const list = bySpace.get(hex);
      if (list) list.push(e);
      else bySpace.set(hex, [e]);
    }
    for (const list of bySpace.values()) {
      const [first] = list;
      if (!first) continue;
      const space = spaceOf(first);
      if ((await this.tx.parkedUsage(space)).entries === 0) continue;
      rows.push(
        ...(await this.tx.waiting(
          space,
          list.map((e) => e.id),
        )),
      );
      if (list.some((e) => isGenesis(e.header)))
        rows.push(...(await this.tx.parked(space, 10_000)).filter((r) => r.code === 'P_SPACE'));
    }
    return this.again(rows);
  }

  /** Parked rows as entries once more; their blocks stand ready. */
  again(rows: readonly ParkedEntry[]): readonly VerifiedEntry[] {
    const seen = new Set<string>();
    return rows.flatMap((row) => {
      const hex = toHex(row.id);
      const read = seen.has(hex) ? null : verifyEntry(this.run.parts.primitives, row.frame);
      seen.add(hex);
      if (!read?.ok) return [];
      if (row.block && row.ph) this.run.blocks.put(toHex(row.ph), row.block);
      return [read.value];
    });
  }
}
