/**
 * One transaction of receiving: entries that passed checks 1 to 3, and blocks whose hash holds, in any order. Entries are
 * gathered as candidates first (receive-gather.ts), then membership is computed once over all of them, and only then does each
 * get its verdict (checks 10 to 12) and its payload (14 to 17): so the order within a batch makes no difference.
 */
import { toHex } from '../../base/bytes.ts';
import { readControl } from '../../ledger/control-block.ts';
import { verifyEntry } from '../../ledger/entry-verify.ts';
import { decodeHeader } from '../../ledger/header.ts';
import type { Header, VerifiedEntry } from '../../ledger/model.ts';
import type { LedgerTx, NewEntry } from '../../store/port.ts';
import { type Candidate, Gather } from './receive-gather.ts';
import { noteMedia } from './media.ts';
import { AFTER_BATCH } from './receive-hooks.ts';
import { payloadVerdict, takeKeys } from './receive-keys.ts';
import { parkRow } from './receive-park.ts';
import { type Run, within } from './receive-run.ts';
import { type OwnKeys, ownKeys, type SpaceState, type Verdict, verdict } from './space-state.ts';

/** Our clock follows others' by ten minutes at most (ledger design, section 3). */
const CLOCK_LEAD_MS = 600_000;

export interface IncomingBlock {
  readonly ph: Uint8Array;
  /** The hash in hex. */
  readonly name: string;
  readonly block: Uint8Array;
}

const sizeOf = (e: VerifiedEntry, block: Uint8Array | null): number => e.headerBytes.length + 64 + (block?.length ?? 0);

export async function applyBatch(
  run: Run,
  tx: LedgerTx,
  entries: readonly VerifiedEntry[],
  blocks: readonly IncomingBlock[],
): Promise<void> {
  const g = new Gather(run, tx);
  const batch = new Batch(g, await tx.highestTouched());
  for (const b of blocks) run.blocks.put(b.name, b.block);
  await g.gather(entries);
  await batch.offer(blocks);
  await batch.finish();
}

class Batch {
  private readonly run: Run;
  private readonly tx: LedgerTx;
  private readonly g: Gather;
  /** Entries held before whose block came, by space in hex. */
  private readonly filled = new Map<string, Uint8Array[]>();
  /** Media objects that payloads of this batch name. */
  private readonly named: Parameters<typeof noteMedia>[2][number][] = [];
  private readonly touched: number;

  constructor(g: Gather, touched: number) {
    this.touched = touched;
    this.run = g.run;
    this.tx = g.tx;
    this.g = g;
  }

  /** Blocks of this batch that no candidate took: for parked and for held entries. */
  async offer(blocks: readonly IncomingBlock[]): Promise<void> {
    const waiting = (await this.tx.parkedUsage(null)).entries > 0;
    for (const b of blocks) {
      if (this.g.taken.has(b.name)) continue;
      if (waiting) await this.offerParked(b);
      if (!this.g.taken.has(b.name)) await this.offerHeld(b);
    }
  }

  private async offerParked({ ph, name, block }: IncomingBlock): Promise<void> {
    for (const row of await this.tx.parkedByBlock(ph)) {
      this.run.blocks.take(name);
      const read = verifyEntry(this.run.parts.primitives, row.frame);
      if (!read.ok || read.value.header.plen !== block.length) continue;
      this.g.taken.add(name);
      if (row.block === null) await parkRow(this.run, this.tx, { ...row, block });
      if (row.code === 'P_VERSION') await this.g.gather([read.value]);
    }
  }

  private async offerHeld({ ph, name, block }: IncomingBlock): Promise<void> {
    for (const held of await this.tx.named(ph)) {
      this.run.blocks.take(name);
      if (held.stored || held.state === 'dropped') continue;
      const header = decodeHeader(held.header);
      if (!header.ok) continue;
      const state = await this.g.stateOf(held.space);
      const found = this.payloadOf(await this.keysOf(state), header.value, block);
      const outcome = found
        ? await this.tx.putBlock(held.space, held.id, block, found.state, found.code)
        : ('mismatch' as const);
      if (outcome === 'stored') {
        this.run.counts.blocks += 1;
        const space = toHex(held.space);
        this.run.counts.spaces.add(space);
        this.filled.set(space, [...(this.filled.get(space) ?? []), held.id]);
        if (found && found.objects.length > 0) this.named.push({ space, entry: held.id, objects: found.objects });
      } else if (outcome === 'erased') this.run.refuse(name, 'E_ERASED');
      else if (outcome === 'mismatch') this.run.refuse(name, 'E_PAYLOAD');
    }
  }

  private async keysOf(state: SpaceState): Promise<OwnKeys['epochs']> {
    return (await ownKeys(state, this.tx)).epochs;
  }

  private payloadOf(epochs: OwnKeys['epochs'], header: Header, block: Uint8Array) {
    return payloadVerdict(this.run.parts.primitives, header, block, epochs);
  }

  /** Membership over all of it, verdicts, payloads, and the writes. */
  async finish(): Promise<void> {
    const { run, tx } = this;
    for (const [id, c] of this.g.candidates)
      c.state.ancestry.noteNamed(id, c.writer, c.entry.header, !c.state.ancestry.isSplit(c.writer));
    for (const state of this.g.states.values()) {
      const controls = this.controlsOf(state);
      if (state.changed) await this.g.reevaluate(state);
      this.noteCuts(state);
      const taken = await takeKeys(run.parts.primitives, state, tx, controls);
      run.counts.keys += taken;
      if (taken > 0) run.unlocked.add(toHex(state.space));
    }
    const kept = await this.decide();
    const outcomes = await tx.putEntries(kept.map((k) => k.put));
    for (const state of new Set(kept.map((k) => k.candidate.state))) run.counts.spaces.add(toHex(state.space));
    for (const [i, { candidate, put }] of kept.entries()) {
      if (put.state === 'accepted') run.counts.accepted += 1;
      else run.counts.quarantined += 1;
      if (outcomes[i] === 'erased' && candidate.block) run.refuse(toHex(candidate.entry.header.ph), 'E_ERASED');
      else if (put.block) run.counts.blocks += 1;
      if (run.parkedIds.size > 0 && run.parkedIds.delete(toHex(candidate.entry.id))) run.counts.parked -= 1;
    }
    await this.leaveParked();
    await this.noteClock(kept.map((k) => k.candidate));
    await this.tellSteps(kept);
    await noteMedia(tx, this.touched, this.named);
    for (const state of this.g.states.values()) {
      state.ancestry.forget();
      state.standing = await tx.standing(state.space);
    }
  }

  /** Cut entries among the candidates stay noted: whether one is held decides how its writer's others are read. */
  private noteCuts(state: SpaceState): void {
    for (const [hex, { entry }] of this.g.candidates)
      if (state.cuts.has(hex)) state.ancestry.note({ ...entry.header, id: entry.id });
  }

  private async tellSteps(kept: readonly { readonly candidate: Candidate; readonly put: NewEntry }[]): Promise<void> {
    for (const state of this.g.states.values()) {
      const came = kept
        .filter((k) => k.candidate.state === state)
        .map(({ candidate: { entry }, put }) => ({ id: entry.id, kind: entry.header.kind, state: put.state }));
      const filled = this.filled.get(toHex(state.space)) ?? [];
      const reevaluated = this.g.reevaluated.has(state);
      if (came.length === 0 && filled.length === 0 && !reevaluated) continue;
      const { space, members } = state;
      const { primitives } = this.run.parts;
      for (const step of AFTER_BATCH)
        await step({ tx: this.tx, primitives, space, membership: members, came, filled, reevaluated });
    }
  }

  private controlsOf(state: SpaceState) {
    const out = [];
    for (const [hex, c] of this.g.candidates) {
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
    const epochs = new Map<SpaceState, OwnKeys['epochs']>();
    for (const state of this.g.states.values()) epochs.set(state, await this.keysOf(state));
    for (const [hex, c] of this.g.candidates) {
      const { entry, state, control, block } = c;
      const v = verdict(state, entry, control);
      const follows = left.size > 0 && entry.header.prev !== null && left.has(toHex(entry.header.prev));
      const fits = !follows && (v.state === 'accepted' || (await this.fitsQuarantine(state, sizeOf(entry, block))));
      if (!fits) {
        left.add(hex);
        this.leave(state, hex);
        run.refuse(hex, 'E_QUOTA');
        continue;
      }
      out.push({ candidate: c, put: this.stored(c, v, epochs.get(state) ?? new Map()) });
    }
    return out;
  }

  private fitsQuarantine(state: SpaceState, size: number): Promise<boolean> {
    const usage = () => this.tx.quarantineUsage(state.space);
    return within(this.run.quarantined, toHex(state.space), usage, size);
  }

  /** A quarantined control entry has no effect on anybody, so leaving it out changes no other verdict. */
  private leave(state: SpaceState, hex: string): void {
    if (state.controls.delete(hex)) state.changed = true;
  }

  private stored(c: Candidate, v: Verdict, epochs: OwnKeys['epochs']): NewEntry {
    const { entry, control, block } = c;
    const base = { entry, state: v.state, reason: v.reason };
    if (!block) return { ...base, block: null, payloadState: 'absent', payloadCode: null };
    const found = this.payloadOf(epochs, entry.header, block);
    if (!found) {
      this.run.refuse(toHex(entry.header.ph), 'E_PAYLOAD');
      return { ...base, block: null, payloadState: 'absent', payloadCode: null };
    }
    if (entry.header.kind === 1 && !control) {
      const read = readControl(this.run.parts.primitives, entry.header, block);
      return { ...base, block, payloadState: 'bad', payloadCode: read.ok ? null : read.error.code };
    }
    if (found.objects.length > 0)
      this.named.push({ space: toHex(c.state.space), entry: entry.id, objects: found.objects });
    return { ...base, block, payloadState: found.state, payloadCode: found.code };
  }

  /** Rows of entries that are held now. */
  private async leaveParked(): Promise<void> {
    for (const state of this.g.states.values()) {
      const ids = [...this.g.candidates.values()].filter((c) => c.state === state).map((c) => c.entry.id);
      if (ids.length === 0 || (await this.tx.parkedUsage(state.space)).entries === 0) continue;
      await this.tx.unpark(state.space, ids);
      this.run.parked.clear();
    }
  }

  private async noteClock(candidates: readonly Candidate[]): Promise<void> {
    const most = this.run.parts.clock() + CLOCK_LEAD_MS;
    const newest = new Map<SpaceState, number>();
    for (const { entry, state } of candidates)
      if (entry.header.ms <= most) newest.set(state, Math.max(newest.get(state) ?? 0, entry.header.ms));
    for (const [state, ms] of newest) {
      const hex = toHex(state.space);
      const before = this.run.seen.get(hex) ?? Number((await this.tx.local('seen', hex)) ?? 0);
      if (ms > before) await this.tx.putLocal('seen', hex, ms);
      this.run.seen.set(hex, Math.max(ms, before));
    }
  }
}
