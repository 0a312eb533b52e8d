/** Reads of single records from index and ledger: live claims, history, imported rows. */
import { equalBytes, fromHex, toHex } from '../../base/bytes.ts';
import type { RecordId } from '../../base/ids.ts';
import { claimId, toRecordClaim } from '../../records/claims.ts';
import type { RecordClaim } from '../../records/model.ts';
import { keptEndsOf } from '../erased-ends.ts';
import type { HistoryEntry, KnownRow, LedgerReader, StoredEntry } from '../port.ts';
import type { Database } from '../sqlite/open.ts';
import { type Contribution, claimAt, importedRows, subjectKey } from './contribution.ts';
import { createEntryReads, type EntryRowWithId } from './entry-reads.ts';
import type { Payloads } from './payloads.ts';

interface SubjectRow {
  readonly no: number;
  readonly space: string;
}
interface EndRow {
  readonly idx: number;
  readonly by: Uint8Array;
}
type HistoryClaim = HistoryEntry['claims'][number];

export interface RecordReads {
  claimsOf(id: RecordId): Promise<readonly RecordClaim[]>;
  history(id: RecordId): Promise<readonly HistoryEntry[]>;
  knownRows(space: string, party: string, firstHalves: readonly string[]): Promise<readonly KnownRow[]>;
}

export function createRecordReads(db: Database, ledger: LedgerReader, payloads: Payloads): RecordReads {
  const reads = createEntryReads(db);
  const subjects = db.prepare<[string], SubjectRow>(
    'SELECT r.no, s.id AS space FROM rec r JOIN space s ON s.no = r.space WHERE r.id = ? ORDER BY s.id',
  );
  const endsOf = db.prepare<[number, number], EndRow>(
    `SELECT d.idx, e.id AS by FROM ended d JOIN entry e ON e.no = d.entry WHERE d.target = ? AND d.party = ? ORDER BY d.idx, e.id`,
  );
  const batchEnder = db
    .prepare<[number], Uint8Array>(
      'SELECT e.id FROM batch_end b JOIN entry e ON e.no = b.entry WHERE b.batch = ? ORDER BY e.id LIMIT 1',
    )
    .pluck();
  const eraser = db
    .prepare<[number], Uint8Array>(
      'SELECT e.id FROM erase_target t JOIN entry e ON e.no = t.entry WHERE t.target = ? AND e.space IS NOT NULL ORDER BY e.id LIMIT 1',
    )
    .pluck();
  const partyNo = db
    .prepare<[string, string], number>(
      'SELECT p.no FROM party p JOIN space s ON s.no = p.space WHERE s.id = ? AND p.id = ?',
    )
    .pluck();
  const rowEntries = db.prepare<[Uint8Array, number], EntryRowWithId>(
    `SELECT e.no, e.space, e.party, e.batch, e.id FROM row_key k JOIN entry e ON e.no = k.entry
     WHERE k.first = ? AND e.party = ? ORDER BY e.id`,
  );

  async function claimsOf(id: RecordId): Promise<readonly RecordClaim[]> {
    const out: RecordClaim[] = [];
    for (const subject of subjects.all(id)) {
      for (const no of reads.entriesOf(subject.no)) {
        const row = reads.byNo(no);
        if (!row || row.space === null || (row.batch !== null && reads.isBatchEnded(row.batch))) continue;
        const what = await payloads.byId(row.id);
        const mine = what?.subjects.get(subjectKey(subject.space, id));
        if (!what || !mine) continue;
        const ended = reads.endedOf(row);
        for (const index of mine.claims) {
          const claim = ended.has(index) ? null : claimAt(what.opened, index);
          if (claim) out.push(toRecordClaim(claim));
        }
      }
    }
    return out;
  }

  /** Why a claim ended, as the ending entry says; null when it gives no reason or is erased. */
  async function reasonOf(by: Uint8Array, target: Uint8Array | null, index: number): Promise<string | null> {
    const what = await payloads.byId(by);
    const end = what?.opened.payload.ends.find((e) =>
      e.type === 'batch'
        ? target === null
        : target !== null && e.target.index === index && equalBytes(e.target.entry, target),
    );
    return end?.reason ?? null;
  }

  async function historyClaims(row: EntryRowWithId, what: Contribution, key: string): Promise<readonly HistoryClaim[]> {
    const ends = new Map<number, Uint8Array>();
    for (const end of endsOf.all(row.no, row.party ?? 0)) if (!ends.has(end.idx)) ends.set(end.idx, end.by);
    const ofBatch = row.batch === null ? null : (batchEnder.get(row.batch) ?? null);
    const out: HistoryClaim[] = [];
    for (const index of what.subjects.get(key)?.claims ?? []) {
      const claim = claimAt(what.opened, index);
      if (!claim) continue;
      const direct = ends.get(index) ?? null;
      const by = direct ?? ofBatch;
      const endReason = by ? await reasonOf(by, direct ? row.id : null, index) : null;
      out.push({ ...toRecordClaim(claim), live: by === null, endedBy: by && toHex(by), endReason });
    }
    return out;
  }

  /** The erase that took effect: as kept with the erase set, else one that names the entry. */
  async function eraserOf(row: EntryRowWithId): Promise<Uint8Array | null> {
    const kept = await keptEndsOf(ledger, row.id);
    return kept?.by.find((b) => !equalBytes(b.erase, row.id))?.erase ?? eraser.get(row.no) ?? null;
  }

  async function historyEntry(row: EntryRowWithId, entry: StoredEntry, key: string): Promise<HistoryEntry | null> {
    const what = await payloads.of(entry);
    const space = await payloads.decoder.space(entry.space);
    const payload = what?.opened.payload;
    const erasedBy = entry.payloadState === 'erased' ? await eraserOf(row) : null;
    return {
      entry: toHex(entry.id),
      space: toHex(entry.space),
      ms: entry.ms,
      party: space.party(entry.writer) ?? '',
      by: payload?.by ? toHex(payload.by) : null,
      batch: payload?.batch ? toHex(payload.batch) : null,
      state: entry.payloadState,
      erasedBy: erasedBy && toHex(erasedBy),
      claims: what ? await historyClaims(row, what, key) : [],
    };
  }

  async function history(id: RecordId): Promise<readonly HistoryEntry[]> {
    const found: { readonly ctr: number; readonly entry: HistoryEntry }[] = [];
    for (const subject of subjects.all(id)) {
      for (const no of reads.entriesOf(subject.no)) {
        const row = reads.byNo(no);
        const entry = row && row.space !== null ? await ledger.entry(row.id) : null;
        const one = row && entry ? await historyEntry(row, entry, subjectKey(subject.space, id)) : null;
        if (one && entry) found.push({ ctr: entry.ctr, entry: one });
      }
    }
    found.sort((a, b) => a.entry.ms - b.entry.ms || a.ctr - b.ctr || (a.entry.entry < b.entry.entry ? -1 : 1));
    return found.map((f) => f.entry);
  }

  async function knownRow(row: EntryRowWithId, first: Uint8Array, out: (KnownRow & { ms: number })[]): Promise<void> {
    const what = await payloads.byId(row.id);
    if (!what) return;
    const ended = reads.endedOf(row);
    const { opened } = what;
    for (const imported of importedRows(opened.payload)) {
      if (!equalBytes(imported.first, first)) continue;
      const claims = imported.claims.flatMap((index) => {
        const claim = ended.has(index) ? null : claimAt(opened, index);
        const said = claim && toRecordClaim(claim);
        return said ? [{ claim: claimId(opened.entry, index), subject: said.subject, field: said.field }] : [];
      });
      if (claims.length === 0) continue;
      out.push({
        first: toHex(first),
        second: toHex(imported.second),
        entry: toHex(opened.entry),
        batch: opened.payload.batch ? toHex(opened.payload.batch) : '',
        claims,
        ms: opened.ms,
      });
    }
  }

  async function knownRows(space: string, party: string, firstHalves: readonly string[]): Promise<readonly KnownRow[]> {
    const no = partyNo.get(space, party);
    const out: KnownRow[] = [];
    if (no === undefined) return out;
    for (const hex of new Set(firstHalves)) {
      const first = fromHex(hex);
      const rows: (KnownRow & { ms: number })[] = [];
      for (const row of first ? rowEntries.all(first, no) : []) {
        if (row.batch !== null && reads.isBatchEnded(row.batch)) continue;
        if (first) await knownRow(row, first, rows);
      }
      rows.sort((a, b) => a.ms - b.ms || (a.entry < b.entry ? -1 : 1));
      for (const { ms: _, ...row } of rows) out.push(row);
    }
    return out;
  }

  return { claimsOf, history, knownRows };
}
