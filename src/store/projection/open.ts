/**
 * The projection over SQLite: index.db, computed from the ledger and deletable at any time. One write connection follows
 * the ledger; one read connection answers. Reader workers open the same file with `readonly`.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { toHex } from '../../base/bytes.ts';
import type { Clock } from '../../base/clock.ts';
import { KuaFailure } from '../../base/failures.ts';
import { type Failure, ok, type Result } from '../../base/result.ts';
import type { Primitives } from '../../ledger/model.ts';
import type { LedgerReader, Projection } from '../port.ts';
import { asKuaFailure } from '../sqlite/failure.ts';
import { compareDumps, type DumpComparison, dumpLines } from './dump.ts';
import { type IndexReader, openReader } from './index-reader.ts';
import { type IndexWriter, openWriter, type Progress } from './index-writer.ts';
import { createPayloads, type Payloads } from './payloads.ts';
import { type IndexCode, openIndexReader, removeIndexFile } from './schema.ts';

export interface ProjectionOptions {
  readonly path: string;
  /** 32 bytes; null leaves the file unencrypted (tests of erasure). */
  readonly key: Uint8Array | null;
  readonly ledger: LedgerReader;
  readonly primitives: Primitives;
  /** For reader workers: the file must exist; nothing is folded. */
  readonly readonly?: boolean;
  readonly clock?: Clock;
}

/** How often a check follows a ledger that grows under it. */
const CHECK_ROUNDS = 10;

/** True when this file is damaged, not another that the same read went to. */
const isDamaged = (error: unknown, path: string): boolean =>
  error instanceof KuaFailure && error.failure.code === 'E_DB_DAMAGED' && error.failure.params?.['file'] === path;

/** A value or a thrown KuaFailure: inside the port's methods a Result has nowhere to go. */
function orThrow<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  throw new KuaFailure(result.error);
}

/** Checks that a crash left behind. */
function removeLeftovers(path: string): void {
  const name = `${basename(path)}.check-`;
  for (const file of readdirSync(dirname(path))) if (file.startsWith(name)) removeIndexFile(join(dirname(path), file));
}

/** Opens or makes the index. Fails with E_INDEX when it is to be read before the writer made it. */
export function openProjection(o: ProjectionOptions): Result<Projection, Failure<IndexCode>> {
  const payloads = createPayloads(o.primitives, o.ledger);
  if (o.readonly) {
    const reader = openReader(o.path, o.key, o.ledger, payloads);
    return reader.ok ? ok(projection(o, payloads, null, reader.value)) : reader;
  }
  removeLeftovers(o.path);
  const writer = openWriter({ ...o, payloads });
  if (!writer.ok) return writer;
  const reader = openReader(o.path, o.key, o.ledger, payloads);
  if (reader.ok) return ok(projection(o, payloads, writer.value, reader.value));
  writer.value.close();
  return reader;
}

function projection(
  o: ProjectionOptions,
  payloads: Payloads,
  openedWriter: IndexWriter | null,
  openedReader: IndexReader,
): Projection {
  let writer = openedWriter;
  let reader = openedReader;
  let queue: Promise<unknown> = Promise.resolve();

  /** Writes run one after another. */
  function queued<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work, work);
    queue = result.catch(() => {});
    return result;
  }

  function reopenReader(): void {
    reader.close();
    reader = orThrow(openReader(o.path, o.key, o.ledger, payloads));
  }

  /** Throws the damaged file away and folds everything again: the ledger is the truth. */
  async function startAnew(progress?: Progress): Promise<number> {
    writer?.close();
    removeIndexFile(o.path);
    payloads.clear();
    const fresh = orThrow(openWriter({ ...o, payloads }));
    writer = fresh;
    reopenReader();
    return fresh.follow(progress);
  }

  async function follow(progress?: Progress): Promise<number> {
    if (!writer) return 0;
    try {
      return await writer.follow(progress);
    } catch (error) {
      if (!isDamaged(error, o.path)) throw error;
      return startAnew(progress);
    }
  }

  /** Answers from the reader; one that met a damaged or replaced file looks at the file again, once. */
  async function read<T>(work: (r: IndexReader) => T | Promise<T>): Promise<T> {
    try {
      return await work(reader);
    } catch (error) {
      const failure = asKuaFailure(error, o.path);
      if (!isDamaged(failure, o.path)) throw failure;
      if (writer) await queued(() => startAnew());
      else reopenReader();
      return work(reader);
    }
  }

  async function* dump(): AsyncGenerator<string> {
    const db = orThrow(openIndexReader(o.path, o.key));
    try {
      db.exec('BEGIN');
      yield* dumpLines(db);
    } finally {
      db.close();
    }
  }

  async function compareWithFresh(progress?: Progress): Promise<DumpComparison> {
    const path = `${o.path}.check-${toHex(o.primitives.random(6))}`;
    const fresh = orThrow(openWriter({ ...o, path, payloads: createPayloads(o.primitives, o.ledger) }));
    const mine = orThrow(openIndexReader(o.path, o.key));
    try {
      fresh.db.pragma('synchronous=OFF');
      for (let round = 0; round < CHECK_ROUNDS; round++) {
        await follow();
        await fresh.follow(progress);
        const mark = mine.prepare<[], number>("SELECT value FROM meta WHERE key = 'watermark'").pluck().get() ?? 0;
        if (mark === fresh.watermark()) break;
      }
      mine.exec('BEGIN');
      return compareDumps(mine, fresh.db);
    } finally {
      mine.close();
      fresh.close();
      removeIndexFile(path);
    }
  }

  function writing(): IndexWriter {
    if (!writer) throw new Error('the index is open for reading only');
    return writer;
  }

  return {
    catchUp: (progress) => queued(() => follow(progress)),
    search: (q) => read((r) => r.search(q)),
    spots: (q) => read((r) => r.spots(q)),
    days: (q) => read((r) => r.days(q)),
    matching: (...args) => read((r) => r.matching(...args)),
    claimsOf: (id) => read((r) => r.claimsOf(id)),
    idsOf: (kind, spaces) => read((r) => r.idsOf(kind, spaces)),
    item: (id) => read((r) => r.item(id)),
    existing: (ids) => read((r) => r.existing(ids)),
    history: (id) => read((r) => r.history(id)),
    relationCounts: (id) => read((r) => r.relationCounts(id)),
    relations: (...args) => read((r) => r.relations(...args)),
    knownRows: (...args) => read((r) => r.knownRows(...args)),
    batches: (space) => read((r) => r.batches(space)),
    countsByKind: (spaces) => read((r) => r.countsByKind(spaces)),
    signals: {
      list: (q) => read((r) => r.signals.list(q)),
      spots: (ids) => read((r) => r.signals.spots(ids)),
      near: (q) => read((r) => r.signals.near(q)),
      hints: (id, q) => read((r) => r.signals.hints(id, q)),
      linked: (id) => read((r) => r.signals.linked(id)),
      eventsNear: (q) => read((r) => r.signals.eventsNear(q)),
      points: (space) => read((r) => r.signals.points(space)),
      said: (space, from, to) => read((r) => r.signals.said(space, from, to)),
    },
    dump,
    rebuildCheck: (progress) => queued(() => compareWithFresh(progress)),
    rebuild: (progress) =>
      queued(async () => {
        try {
          writing().empty();
          await follow(progress);
        } catch (error) {
          if (!isDamaged(asKuaFailure(error, o.path), o.path)) throw error;
          await startAnew(progress);
        }
      }),
    scrub: () => queued(async () => writing().scrub()),
    close: () =>
      queued(async () => {
        reader.close();
        writer?.close();
      }),
  };
}
