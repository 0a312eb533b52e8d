/** The write side of the index: follows the ledger by its watermark, one transaction per thousand entries. */
import { KuaFailure } from '../../base/failures.ts';
import type { Failure, Result } from '../../base/result.ts';
import { ok } from '../../base/result.ts';
import { allEnds, type KeptEnds } from '../erased-ends.ts';
import type { LedgerReader } from '../port.ts';
import { asKuaFailure } from '../sqlite/failure.ts';
import type { Database } from '../sqlite/open.ts';
import { createFolder } from './folder.ts';
import { createInterns } from './intern.ts';
import type { Payloads } from './payloads.ts';
import { createRecordRows } from './record-rows.ts';
import { emptyIndex, type IndexCode, openIndexWriter } from './schema.ts';

/** Entries folded in one transaction. */
const BATCH = 1_000;

/** An import writes the same pages again and again: copied back less often, they cost less. 16 MB. */
const WAL_PAGES = 4_000;

export type Progress = (done: number, total: number) => void;

export interface IndexWriter {
  readonly db: Database;
  watermark(): number;
  /** Folds what the ledger touched after the watermark; returns the number of entries. */
  follow(progress?: Progress): Promise<number>;
  empty(): void;
  /** Removes what a deleted word left behind in segments and side files. */
  scrub(): void;
  close(): void;
}

export interface WriterOptions {
  readonly path: string;
  readonly key: Uint8Array | null;
  readonly ledger: LedgerReader;
  readonly payloads: Payloads;
}

export function openWriter(o: WriterOptions): Result<IndexWriter, Failure<IndexCode>> {
  const opened = openIndexWriter(o.path, o.key);
  return opened.ok ? ok(indexWriter(opened.value, o)) : opened;
}

function indexWriter(db: Database, o: WriterOptions): IndexWriter {
  db.pragma(`wal_autocheckpoint=${WAL_PAGES}`);
  const interns = createInterns(db);
  const folder = createFolder(db, o.ledger, o.payloads, interns, createRecordRows(db, interns));
  const getMark = db.prepare<[], number>("SELECT value FROM meta WHERE key = 'watermark'").pluck();
  const setMark = db.prepare<[number]>("INSERT OR REPLACE INTO meta (key, value) VALUES ('watermark', ?)");
  const watermark = (): number => getMark.get() ?? 0;

  async function transaction<T>(work: () => Promise<T>): Promise<T> {
    try {
      db.exec('BEGIN IMMEDIATE');
      const value = await work();
      db.exec('COMMIT');
      return value;
    } catch (error) {
      if (db.open && db.inTransaction) db.exec('ROLLBACK');
      interns.forget();
      throw asKuaFailure(error, o.path);
    }
  }

  function empty(): void {
    db.transaction(() => emptyIndex(db))();
    interns.forget();
    o.payloads.clear();
    erasedEnds = false;
  }

  /** Whether the ends of erased entries that the ledger does not hold stand in the index: no entry tells of them. */
  let erasedEnds = false;
  async function followErased(): Promise<void> {
    if (erasedEnds) return;
    const kept: KeptEnds[] = [];
    for (const one of await allEnds(o.ledger)) if (!(await o.ledger.entry(one.entry))) kept.push(one);
    if (kept.length > 0) await transaction(() => folder.foldErased(kept));
    erasedEnds = true;
  }

  async function follow(progress?: Progress): Promise<number> {
    const highest = await o.ledger.highestTouched();
    // A ledger that was put back from a backup counts anew: the index of the lost one tells nothing about it.
    if (watermark() > highest) empty();
    await followErased();
    let done = 0;
    for (;;) {
      const entries = await o.ledger.touchedAfter(watermark(), BATCH);
      const last = entries.at(-1);
      if (!last) return done;
      const { rehomed } = await transaction(async () => {
        const outcome = await folder.fold(entries);
        if (!outcome.rehomed) setMark.run(last.touched);
        return outcome;
      });
      if (rehomed) {
        empty();
        await followErased();
        done = 0;
        continue;
      }
      done += entries.length;
      progress?.(done, Math.max(done, done + highest - last.touched));
    }
  }

  return {
    db,
    watermark,
    follow,
    empty,
    scrub() {
      db.transaction(() => {
        // Terms may hold words of an erased value.
        db.exec(`DELETE FROM term WHERE no NOT IN
          (SELECT term FROM facet UNION SELECT target FROM rel UNION SELECT field FROM rel UNION SELECT origin FROM signal
           UNION SELECT place FROM signal UNION SELECT theme FROM signal UNION SELECT state FROM signal
           UNION SELECT assignee FROM signal UNION SELECT spot FROM rec)`);
        db.exec('DELETE FROM facet_name WHERE no NOT IN (SELECT facet FROM facet)');
        db.exec("INSERT INTO ft (ft) VALUES ('optimize')");
        db.exec("INSERT INTO ft_name (ft_name) VALUES ('optimize')");
      })();
      interns.forget();
      const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
      // A reader in the middle of a long read keeps the pages: whoever erases tries again.
      if (row?.busy !== 0) throw new KuaFailure({ code: 'E_DB_BUSY', params: { file: o.path } });
    },
    close: () => void db.close(),
  };
}
