/**
 * One transaction of receiving: entries that passed checks 1 to 3, and blocks whose hash holds, in any order. Entries are
 * gathered as candidates first (checks 4 to 9), then membership is computed once over all of them, and only then does each get its
 * verdict (checks 10 to 12) and its payload (14 to 17): so the order within a batch makes no difference.
 */
import { toHex } from '../../base/bytes.ts';
import { admit } from '../../ledger/admit.ts';
import { readControl } from '../../ledger/control-block.ts';
import { verifyEntry } from '../../ledger/entry-verify.ts';
import { decodeHeader, isGenesis } from '../../ledger/header.ts';
import type { Control, Header, VerifiedEntry } from '../../ledger/model.ts';
import type { LedgerTx, NewEntry } from '../../store/port.ts';
import type { ParkCode, ParkedEntry, Surroundings } from '../../store/received-port.ts';
import { AFTER_BATCH } from './receive-hooks.ts';
import { payloadVerdict, takeKeys } from './receive-keys.ts';
import { type Run, spaceState, within } from './receive-run.ts';
import { markStale } from './stale.ts';
import { addControl, addFork, ownKeys, reevaluate, type SpaceState, type Verdict, verdict } from './space-state.ts';

/** Entries of one transaction; parked ones that may come in after that wait for the next. */
export const BATCH = 1_000;
/** Our clock follows others' by ten minutes at most (ledger design, section 3). */
const CLOCK_LEAD_MS = 600_000;

export interface IncomingBlock {
  readonly ph: Uint8Array;
  readonly block: Uint8Array;
}

interface Candidate {
  readonly entry: VerifiedEntry;
  readonly state: SpaceState;
  readonly control: Control | null;
  readonly block: Uint8Array | null;
}

/** What a control entry's block says of it: `waits` when no operation can be read from it. */
type Operation = { readonly control: Control | null; readonly waits: boolean };

const spaceOf = (e: VerifiedEntry): Uint8Array => (isGenesis(e.header) ? e.id : e.header.space);
const placeName = (h: Header): string => `${toHex(h.writer)}.${h.seq}`;
const sizeOf = (e: VerifiedEntry, block: Uint8Array | null): number => e.headerBytes.length + 64 + (block?.length ?? 0);

export async function applyBatch(
  run: Run,
  tx: LedgerTx,
  entries: readonly VerifiedEntry[],
  blocks: readonly IncomingBlock[],
): Promise<void> {
  const batch = new Batch(run, tx);
  for (const b of blocks) run.blocks.put(b.ph, b.block);
  await batch.gather(entries);
  await batch.offer(blocks);
  await batch.finish();
}

class Batch {
  private readonly run: Run;
  private readonly tx: LedgerTx;
  private readonly candidates = new Map<string, Candidate>();
  /** Ids of candidates by writer and number. */
  private readonly places = new Map<string, string[]>();
  private readonly states = new Map<string, SpaceState>();
  /** Blocks, by hash in hex, that a candidate took. */
  private readonly taken = new Set<string>();
  /** Entries held before whose block came, by space in hex. */
  private readonly filled = new Map<string, Uint8Array[]>();
  private readonly reevaluated = new Set<SpaceState>();

  constructor(run: Run, tx: LedgerTx) {
    this.run = run;
    this.tx = tx;
  }

  private async stateOf(space: Uint8Array): Promise<SpaceState> {
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
      const around = await this.tx.around(
        space,
        list.map((e) => ({ id: e.id, writer: e.header.writer, seq: e.header.seq, prev: e.header.prev })),
      );
      const welcome = await this.isWelcome(state, hex);
      for (const [i, e] of list.entries()) {
        const s = around[i];
        if (s && (await this.take(e, state, s, welcome))) came.push(e);
      }
    }
    return came;
  }

  private async isWelcome(state: SpaceState, hex: string): Promise<boolean> {
    const { welcome } = this.run.options;
    if (welcome) return welcome(hex);
    return state.founded || (await ownKeys(state, this.tx)).seats.length > 0;
  }

  /** One entry: true when it became a candidate. */
  private async take(e: VerifiedEntry, state: SpaceState, around: Surroundings, welcome: boolean): Promise<boolean> {
    const { run } = this;
    const h = e.header;
    const hex = toHex(e.id);
    if (around.held || this.candidates.has(hex)) {
      run.counts.duplicate += 1;
      return false;
    }
    await this.noticeOwn(e, state);
    const prev = h.prev ? (this.candidates.get(toHex(h.prev))?.entry.header ?? headerOf(around.prev)) : null;
    const block = run.blocks.take(h.ph);
    const operation = h.kind === 1 ? this.operationOf(h, block) : null;
    const rivals = [...around.rivals.map(toHex), ...(this.places.get(placeName(h)) ?? [])];
    const outcome = welcome
      ? admit(
          e,
          {
            ...{ held: false, genesisHeld: state.founded, prev, control: operation?.control ?? null },
            ...{ unknownOperation: operation?.waits ?? false, forked: rivals.length > 0, ancestry: state.ancestry },
          },
          state.members,
        )
      : ({ state: 'parked', code: 'P_SPACE' } as const);
    if (outcome.state === 'refused') {
      run.refuse(hex, outcome.code);
      return false;
    }
    if (outcome.state === 'parked') {
      await this.park(e, outcome.code as ParkCode, block);
      return false;
    }
    if (block) this.taken.add(toHex(h.ph));
    this.candidates.set(hex, { entry: e, state, control: operation?.control ?? null, block });
    this.places.set(placeName(h), [...(this.places.get(placeName(h)) ?? []), hex]);
    if (rivals.length > 0) await addFork(state, this.tx, h.writer, h.seq);
    if (state.ancestry.isSplit(toHex(h.writer))) state.ancestry.note({ id: e.id, ...h });
    if (operation?.control) {
      addControl(state, { id: e.id, header: h, control: operation.control });
      // What follows in this batch is checked against the space's kind (check 9).
      if (operation.control.op === 0) await this.found(state);
    } else if (state.cuts.has(hex)) state.changed = true;
    return true;
  }

  private async found(state: SpaceState): Promise<void> {
    await this.reevaluate(state);
    state.changed = true;
  }

  private async reevaluate(state: SpaceState): Promise<void> {
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
  private async noticeOwn(e: VerifiedEntry, state: SpaceState): Promise<void> {
    const writer = toHex(e.header.writer);
    if (!(await ownKeys(state, this.tx)).writers.has(writer)) return;
    const space = toHex(state.space);
    await markStale(this.tx, state.space, e.header.writer, e.header.seq);
    this.run.counts.stale.add(space);
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
  private async waitersOf(came: readonly VerifiedEntry[]): Promise<readonly VerifiedEntry[]> {
    const rows: ParkedEntry[] = [];
    const bySpace = new Map<string, VerifiedEntry[]>();
    for (const e of came) bySpace.set(toHex(spaceOf(e)), [...(bySpace.get(toHex(spaceOf(e))) ?? []), e]);
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
  private again(rows: readonly ParkedEntry[]): readonly VerifiedEntry[] {
    const seen = new Set<string>();
    return rows.flatMap((row) => {
      const hex = toHex(row.id);
      const read = seen.has(hex) ? null : verifyEntry(this.run.parts.primitives, row.frame);
      seen.add(hex);
      if (!read?.ok) return [];
      if (row.block && row.ph) this.run.blocks.put(row.ph, row.block);
      return [read.value];
    });
  }

  /** Blocks of this batch that no candidate took: for parked and for held entries. */
  async offer(blocks: readonly IncomingBlock[]): Promise<void> {
    const waiting = (await this.tx.parkedUsage(null)).entries > 0;
    for (const { ph, block } of blocks) {
      if (this.taken.has(toHex(ph))) continue;
      if (waiting) await this.offerParked(ph, block);
      if (!this.taken.has(toHex(ph))) await this.offerHeld(ph, block);
    }
  }

  private async offerParked(ph: Uint8Array, block: Uint8Array): Promise<void> {
    for (const row of await this.tx.parkedByBlock(ph)) {
      this.run.blocks.take(ph);
      const read = verifyEntry(this.run.parts.primitives, row.frame);
      if (!read.ok || read.value.header.plen !== block.length) continue;
      this.taken.add(toHex(ph));
      if (row.block === null) await parkRow(this.run, this.tx, { ...row, block });
      if (row.code === 'P_VERSION') await this.gather([read.value]);
    }
  }

  private async offerHeld(ph: Uint8Array, block: Uint8Array): Promise<void> {
    for (const held of await this.tx.named(ph)) {
      this.run.blocks.take(ph);
      if (held.stored || held.state === 'dropped') continue;
      const header = decodeHeader(held.header);
      if (!header.ok) continue;
      const state = await this.stateOf(held.space);
      const found = await this.payloadOf(state, header.value, block);
      const outcome = found
        ? await this.tx.putBlock(held.space, held.id, block, found.state, found.code)
        : ('mismatch' as const);
      if (outcome === 'stored') {
        this.run.counts.blocks += 1;
        const space = toHex(held.space);
        this.run.counts.spaces.add(space);
        this.filled.set(space, [...(this.filled.get(space) ?? []), held.id]);
      } else if (outcome === 'erased') this.run.refuse(toHex(ph), 'E_ERASED');
      else if (outcome === 'mismatch') this.run.refuse(toHex(ph), 'E_PAYLOAD');
    }
  }

  private async payloadOf(state: SpaceState, header: Header, block: Uint8Array) {
    const { epochs } = await ownKeys(state, this.tx);
    return payloadVerdict(this.run.parts.primitives, header, block, epochs);
  }

  /** Membership over all of it, verdicts, payloads, and the writes. */
  async finish(): Promise<void> {
    const { run, tx } = this;
    for (const { entry, state } of this.candidates.values())
      state.ancestry.note({ id: entry.id, ...entry.header }, !state.ancestry.isSplit(toHex(entry.header.writer)));
    for (const state of this.states.values()) {
      const controls = this.controlsOf(state);
      if (state.changed) await this.reevaluate(state);
      this.noteCuts(state);
      const taken = await takeKeys(run.parts.primitives, state, tx, controls);
      run.counts.keys += taken;
      if (taken > 0) run.unlocked.add(toHex(state.space));
    }
    const kept = await this.decide();
    const outcomes = await tx.putEntries(kept.map((k) => k.put));
    for (const [i, { candidate, put }] of kept.entries()) {
      if (put.state === 'accepted') run.counts.accepted += 1;
      else run.counts.quarantined += 1;
      if (outcomes[i] === 'erased' && candidate.block) run.refuse(toHex(candidate.entry.header.ph), 'E_ERASED');
      else if (put.block) run.counts.blocks += 1;
      run.counts.spaces.add(toHex(candidate.state.space));
      if (run.parkedIds.delete(toHex(candidate.entry.id))) run.counts.parked -= 1;
    }
    await this.leaveParked();
    await this.noteClock(kept.map((k) => k.candidate));
    await this.tellSteps(kept);
    for (const state of this.states.values()) {
      state.ancestry.forget();
      state.standing = await tx.standing(state.space);
    }
  }

  /** Cut entries among the candidates stay noted: whether one is held decides how its writer's others are read. */
  private noteCuts(state: SpaceState): void {
    for (const [hex, { entry }] of this.candidates)
      if (state.cuts.has(hex)) state.ancestry.note({ id: entry.id, ...entry.header });
  }

  private async tellSteps(kept: readonly { readonly candidate: Candidate; readonly put: NewEntry }[]): Promise<void> {
    for (const state of this.states.values()) {
      const came = kept
        .filter((k) => k.candidate.state === state)
        .map(({ candidate: { entry }, put }) => ({ id: entry.id, kind: entry.header.kind, state: put.state }));
      const filled = this.filled.get(toHex(state.space)) ?? [];
      const reevaluated = this.reevaluated.has(state);
      if (came.length === 0 && filled.length === 0 && !reevaluated) continue;
      const { space, members } = state;
      const { primitives } = this.run.parts;
      for (const step of AFTER_BATCH)
        await step({ tx: this.tx, primitives, space, membership: members, came, filled, reevaluated });
    }
  }

  private controlsOf(state: SpaceState) {
    const out = [];
    for (const [hex, c] of this.candidates) {
      const control = c.state === state && c.control ? state.controls.get(hex) : undefined;
      if (control) out.push(control);
    }
    return out;
  }

  /** What is stored of each candidate. Over the quarantine's limit it stays with its sender, and so does what follows it. */
  private async decide(): Promise<readonly { readonly candidate: Candidate; readonly put: NewEntry }[]> {
    const { run } = this;
    const left = new Set<string>();
    const out: { candidate: Candidate; put: NewEntry }[] = [];
    for (const [hex, c] of this.candidates) {
      const { entry, state, control, block } = c;
      const v = verdict(state, entry, control);
      const size = sizeOf(entry, block);
      const space = toHex(state.space);
      const fits =
        !(entry.header.prev && left.has(toHex(entry.header.prev))) &&
        (v.state === 'accepted' ||
          (await within(run.quarantined, space, () => this.tx.quarantineUsage(state.space), size)));
      if (!fits) {
        left.add(hex);
        this.leave(state, hex);
        run.refuse(hex, 'E_QUOTA');
        continue;
      }
      out.push({ candidate: c, put: await this.stored(c, v) });
    }
    return out;
  }

  /** A quarantined control entry has no effect on anybody, so leaving it out changes no other verdict. */
  private leave(state: SpaceState, hex: string): void {
    if (state.controls.delete(hex)) state.changed = true;
  }

  private async stored(c: Candidate, v: Verdict): Promise<NewEntry> {
    const { entry, state, control, block } = c;
    const base = { entry, state: v.state, reason: v.reason };
    if (!block) return { ...base, block: null, payloadState: 'absent', payloadCode: null };
    const found = await this.payloadOf(state, entry.header, block);
    if (!found) {
      this.run.refuse(toHex(entry.header.ph), 'E_PAYLOAD');
      return { ...base, block: null, payloadState: 'absent', payloadCode: null };
    }
    if (entry.header.kind === 1 && !control) {
      const read = readControl(this.run.parts.primitives, entry.header, block);
      return { ...base, block, payloadState: 'bad', payloadCode: read.ok ? null : read.error.code };
    }
    return { ...base, block, payloadState: found.state, payloadCode: found.code };
  }

  /** Rows of entries that are held now. */
  private async leaveParked(): Promise<void> {
    for (const state of this.states.values()) {
      const ids = [...this.candidates.values()].filter((c) => c.state === state).map((c) => c.entry.id);
      if (ids.length === 0 || (await this.tx.parkedUsage(state.space)).entries === 0) continue;
      await this.tx.unpark(state.space, ids);
      this.run.parked.clear();
    }
  }

  private async noteClock(candidates: readonly Candidate[]): Promise<void> {
    const most = this.run.parts.clock() + CLOCK_LEAD_MS;
    const newest = new Map<string, number>();
    for (const { entry, state } of candidates) {
      const hex = toHex(state.space);
      if (entry.header.ms <= most) newest.set(hex, Math.max(newest.get(hex) ?? 0, entry.header.ms));
    }
    for (const [hex, ms] of newest) {
      const before = this.run.seen.get(hex) ?? Number((await this.tx.local('seen', hex)) ?? 0);
      if (ms > before) await this.tx.putLocal('seen', hex, ms);
      this.run.seen.set(hex, Math.max(ms, before));
    }
  }
}

const headerOf = (bytes: Uint8Array | null): Header | null => {
  const read = bytes && decodeHeader(bytes);
  return read?.ok ? read.value : null;
};

/**
 * Parks within the limits, else E_QUOTA: the sender keeps it. A row that stands already only gets the block that it lacked. Spaces that
 * nobody here asked for share one limit: a stranger may invent any number of them.
 */
export async function parkRow(run: Run, tx: LedgerTx, row: ParkedEntry): Promise<void> {
  const known = await tx.parkedRow(row.space, row.id);
  const gains = row.block !== null && known?.block === false;
  if (known && !gains && known.code === row.code) return countParked(run, row);
  const key = row.code === 'P_SPACE' ? '' : toHex(row.space);
  const blockBytes = row.block?.length ?? 0;
  const bytes = known ? (gains ? blockBytes : 0) : row.frame.length + blockBytes;
  const read = () => tx.parkedUsage(key === '' ? null : row.space);
  if (!(await within(run.parked, key, read, bytes, known ? 0 : 1))) {
    run.refuse(toHex(known && row.ph ? row.ph : row.id), 'E_QUOTA');
    return;
  }
  await tx.park(row);
  countParked(run, row);
}

function countParked(run: Run, row: ParkedEntry): void {
  const hex = toHex(row.id);
  run.counts.spaces.add(toHex(row.space));
  if (run.parkedIds.has(hex)) return;
  run.parkedIds.add(hex);
  run.counts.parked += 1;
}
