/**
 * Folds entries of the ledger into the index: what each says, then every record it touches, from all live claims. One call
 * is one transaction of the caller. The result depends on the set of entries alone, never on their order.
 */
import { toHex } from '../../base/bytes.ts';
import type { RecordId } from '../../base/ids.ts';
import { type Erasing, eraseEffect } from '../../ledger/erase-effect.ts';
import { toRecordClaim } from '../../records/claims.ts';
import { foldRecord } from '../../records/fold.ts';
import { indexRecord } from '../../records/index-row.ts';
import type { RecordClaim } from '../../records/model.ts';
import { keptEndsOf, type KeptEnds } from '../erased-ends.ts';
import type { LedgerReader, StoredEntry } from '../port.ts';
import type { Database } from '../sqlite/open.ts';
import { type Contribution, claimAt, subjectKey } from './contribution.ts';
import type { SpaceReader } from './decode.ts';
import type { EntryRow } from './entry-reads.ts';
import { type Again, createEntryRows } from './entry-rows.ts';
import { hexOf } from './hex.ts';
import type { Interns } from './intern.ts';
import { createMemberRows } from './member-rows.ts';
import type { Payloads } from './payloads.ts';
import type { RecordRows } from './record-rows.ts';

export interface Folder {
  /** Inside an open write transaction. `rehomed`: a space ceased to be one party's own, so everything must be folded anew. */
  fold(entries: readonly StoredEntry[]): Promise<{ readonly rehomed: boolean }>;
  /** Ends of erased entries that the ledger itself does not hold (it came from a backup); again: the same. */
  foldErased(kept: readonly KeptEnds[]): Promise<void>;
}

interface Said {
  readonly row: EntryRow;
  readonly what: Contribution;
  /** Met for the first time in this batch: no end can name it but those of this batch. */
  readonly fresh: boolean;
}

interface Subject {
  readonly no: number;
  readonly space: number;
  readonly spaceHex: string;
  readonly id: RecordId;
  readonly was: 'absent' | 'dead' | 'live';
}

interface Batch {
  readonly said: Map<number, Said>;
  /** Records met for the first time in this batch, with all their entries. */
  readonly fresh: Map<number, { readonly subject: Subject; readonly entries: number[] }>;
  readonly freshByKey: Map<string, number>;
  readonly dirty: Set<number>;
  /** Entries an end of this batch names. */
  readonly targets: Set<number>;
  readonly batchEnded: Map<number, boolean>;
  nextSubject: number;
}

export function createFolder(
  db: Database,
  ledger: LedgerReader,
  payloads: Payloads,
  interns: Interns,
  records: RecordRows,
): Folder {
  const rows = createEntryRows(db, interns);
  const findSubject = db.prepare<[string, number], number>('SELECT no FROM rec WHERE id = ? AND space = ?').pluck();
  const subjectOf = db.prepare<[number], { id: RecordId; space: number; hex: string; live: number }>(
    'SELECT r.id, r.space, s.id AS hex, r.live FROM rec r JOIN space s ON s.no = r.space WHERE r.no = ?',
  );
  const lastSubject = db.prepare<[], number>('SELECT coalesce(max(no), 0) FROM rec').pluck();
  const members = createMemberRows(db, interns);

  function note(batch: Batch, found: Again): void {
    for (const subject of found.subjects) batch.dirty.add(subject);
    for (const target of found.targets) batch.targets.add(target);
  }

  function subjectNo(batch: Batch, spaceHex: string, id: RecordId): number {
    const key = subjectKey(spaceHex, id);
    const known = batch.freshByKey.get(key);
    if (known !== undefined) return known;
    const space = interns.space(spaceHex);
    const held = findSubject.get(id, space);
    if (held !== undefined) return held;
    const no = batch.nextSubject++;
    batch.freshByKey.set(key, no);
    batch.fresh.set(no, { subject: { no, space, spaceHex, id, was: 'absent' }, entries: [] });
    return no;
  }

  function addData(batch: Batch, row: EntryRow, what: Contribution, fresh: boolean): void {
    batch.said.set(row.no, { row, what, fresh });
    for (const subject of what.subjects.values()) {
      const no = subjectNo(batch, subject.space, subject.id);
      rows.addSubject(no, row.no);
      batch.fresh.get(no)?.entries.push(row.no);
      batch.dirty.add(no);
    }
    if (what.opened.payload.ends.length > 0) note(batch, rows.addEnds(row, what));
    rows.addRowKeys(row, what);
  }

  /**
   * Ends that effective erases repeat for a target, and those kept with the erase set; runs again whenever target or
   * eraser arrives or changes.
   */
  async function reconsider(batch: Batch, target: number): Promise<void> {
    const row = rows.byNo(target);
    if (!row) return;
    const stored = await ledger.entry(row.id);
    const kept =
      stored && stored.payloadState !== 'erased' && stored.payloadState !== 'dropped'
        ? null
        : await keptEndsOf(ledger, row.id);
    const party = stored && row.space !== null ? await partyOf(stored) : null;
    const erasers = new Map<number, Erasing>();
    for (const no of rows.erasersOf(target)) {
      const erasing = await erasingOf(no, row.space);
      if (erasing) erasers.set(no, erasing);
    }
    const effect = stored && eraseEffect({ entry: row.id, ph: stored.ph, party }, [...erasers.values()]);
    const counted = effect?.state === 'effective' ? effect.by : [];
    const ends = new Map(counted.map((c) => [rows.place(c.entry), c.ended] as const));
    for (const { erase, ended } of kept?.by ?? []) {
      const no = rows.place(erase);
      if (!ends.has(no)) ends.set(no, ended);
    }
    const of = row.party === null && kept?.party ? { ...row, party: partyNo(kept.space, kept.party) } : row;
    for (const no of new Set([...erasers.keys(), ...ends.keys()])) {
      note(batch, rows.setErasedEnds(no, of, of.party === null ? null : (ends.get(no) ?? null)));
    }
  }

  const partyNo = (space: Uint8Array, party: string): number => interns.party(interns.space(hexOf(space)), party);

  async function partyOf(e: StoredEntry): Promise<string | null> {
    return (await payloads.decoder.space(e.space)).party(e.writer);
  }

  /** An erase entry as the rule asks for it; null when it is not accepted, or speaks of another space. */
  async function erasingOf(no: number, space: number | null): Promise<Erasing | null> {
    const eraser = rows.byNo(no);
    const entry = eraser && eraser.space !== null && eraser.space === space ? await ledger.entry(eraser.id) : null;
    if (!entry) return null;
    const reader = await payloads.decoder.space(entry.space);
    const party = reader.party(entry.writer);
    const targets = reader.erase(entry)?.targets;
    return party && targets ? { entry: entry.id, party, manages: reader.manages(entry.writer), targets } : null;
  }

  async function take(batch: Batch, e: StoredEntry, reader: SpaceReader): Promise<void> {
    const known = rows.find(e.id);
    const again = new Set<number>();
    if (known?.space != null) {
      const gone = rows.retract(known, e.payloadState === 'erased' || e.payloadState === 'dropped');
      for (const subject of gone.subjects) batch.dirty.add(subject);
      for (const target of gone.targets) again.add(target);
    }
    if (known) payloads.forget(e.id);
    const party = e.state === 'accepted' && e.kind !== 3 ? reader.party(e.writer) : null;
    if (party !== null) {
      const space = interns.space(hexOf(e.space));
      const partyNo = interns.party(space, party);
      const what = e.kind === 0 ? await payloads.once(e) : null;
      const batchId = what?.opened.payload.batch ?? null;
      const row = rows.put(e.id, known, space, partyNo, batchId ? interns.batch(partyNo, toHex(batchId)) : null);
      if (what) addData(batch, row, what, known === null);
      const erase = e.kind === 2 ? reader.erase(e) : null;
      for (const t of erase?.targets ?? []) {
        const target = rows.place(t.entry);
        rows.addEraseTarget(target, row.no);
        again.add(target);
      }
    }
    if (known) again.add(known.no);
    const gone = e.payloadState === 'erased' || e.payloadState === 'dropped';
    if (gone) again.add(rows.place(e.id));
    for (const target of again) {
      if ((gone && target === rows.place(e.id)) || rows.erasersOf(target).length > 0) await reconsider(batch, target);
    }
  }

  function isBatchEnded(batch: Batch, no: number): boolean {
    let ended = batch.batchEnded.get(no);
    if (ended === undefined) {
      ended = rows.isBatchEnded(no);
      batch.batchEnded.set(no, ended);
    }
    return ended;
  }

  async function saidBy(batch: Batch, entry: number): Promise<Said | null> {
    const here = batch.said.get(entry);
    if (here) return isEndedWhole(batch, here.row) ? null : here;
    const row = rows.byNo(entry);
    if (!row || row.space === null || isEndedWhole(batch, row)) return null;
    const what = await payloads.recall(row.id);
    return what && { row, what, fresh: false };
  }

  const isEndedWhole = (batch: Batch, row: EntryRow): boolean => row.batch !== null && isBatchEnded(batch, row.batch);

  function addClaims(batch: Batch, said: Said, subject: Subject, out: RecordClaim[]): void {
    const mine = said.what.subjects.get(subjectKey(subject.spaceHex, subject.id));
    if (!mine) return;
    const ended = said.fresh && !batch.targets.has(said.row.no) ? null : rows.endedOf(said.row);
    for (const index of mine.claims) {
      if (ended?.has(index)) continue;
      const claim = claimAt(said.what.opened, index);
      if (claim) out.push(toRecordClaim(claim));
    }
  }

  async function refold(batch: Batch, no: number): Promise<void> {
    const fresh = batch.fresh.get(no);
    const held = fresh ? undefined : subjectOf.get(no);
    if (!fresh && !held) return;
    const subject: Subject =
      fresh?.subject ??
      ({
        no,
        space: held?.space ?? 0,
        spaceHex: held?.hex ?? '',
        id: held?.id as RecordId,
        was: held?.live ? 'live' : 'dead',
      } satisfies Subject);
    const claims: RecordClaim[] = [];
    for (const entry of fresh?.entries ?? rows.entriesOf(no)) {
      const said = await saidBy(batch, entry);
      if (said) addClaims(batch, said, subject, claims);
    }
    if (claims.length === 0) return records.clear(no, subject.space, subject.id, subject.was);
    if (claims.some((c) => c.field.startsWith('~'))) members.addDecided(no);
    const view = foldRecord(subject.id, claims, { mayDecide: (claim) => payloads.decoder.mayDecide(claim) });
    records.put(no, subject.space, subject.was, view, indexRecord(view));
  }

  const emptyBatch = (): Batch => ({
    ...{ said: new Map(), fresh: new Map(), freshByKey: new Map(), dirty: new Set(), targets: new Set() },
    ...{ batchEnded: new Map(), nextSubject: (lastSubject.get() ?? 0) + 1 },
  });

  return {
    async foldErased(kept) {
      const batch = emptyBatch();
      for (const { entry } of kept) await reconsider(batch, rows.place(entry));
      for (const no of batch.dirty) await refold(batch, no);
    },
    async fold(entries) {
      const batch = emptyBatch();
      let rehomed = false;
      const spaces = new Map(entries.map((e) => [hexOf(e.space), e.space]));
      for (const [hex, space] of spaces) {
        const change = members.follow(hex, await payloads.decoder.space(space));
        rehomed ||= change.rehomed;
        if (!change.managers) continue;
        for (const no of members.decided()) batch.dirty.add(no);
        for (const target of members.eraseTargets(hex)) await reconsider(batch, target);
      }
      if (rehomed) return { rehomed };
      for (const e of entries) if (e.kind !== 1) await take(batch, e, await payloads.decoder.space(e.space));
      for (const no of batch.dirty) await refold(batch, no);
      return { rehomed: false };
    },
  };
}
