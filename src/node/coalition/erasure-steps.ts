/**
 * What follows once payloads are gone from ledger.db, in this order: erased.cbor, index and search (FTS optimize), WAL of
 * both, media objects that no live claim names, our receipt. A crash anywhere is made good at the next start, before it
 * serves: the row that asks for these steps goes last.
 */
import { fromHex, toHex } from '../../base/bytes.ts';
import { KuaFailure, refuse } from '../../base/failures.ts';
import { writeErased } from '../../store/erased-file.ts';
import type { Author } from '../author.ts';
import { layout } from '../layout.ts';
import { namedObjects } from '../named-objects.ts';
import type { Parts } from '../parts.ts';
import { ERASING, type Unfinished } from './erasure.ts';
import { answerErasures } from './erasure-receipts.ts';

export type EraseStep = 'begun' | 'file' | 'folded' | 'scrubbed' | 'truncated' | 'objects' | 'answered';

/**
 * Finishes erasures that are under way; false when there are none. Throws what a step is refused with (E_DB_BUSY while a
 * long read holds the pages, E_ERASED_FILE): the steps then wait for the next call or start. `author` null: no receipt.
 */
export function finishErasures(
  parts: Parts,
  author: Author | null,
  onStep: (step: EraseStep) => void = () => {},
): Promise<boolean> {
  // One after another: two at once would answer the same erasure twice.
  const work = (): Promise<boolean> => finish(parts, author, onStep);
  const run = (RUNNING.get(parts) ?? Promise.resolve()).then(work, work);
  RUNNING.set(
    parts,
    run.catch(() => undefined),
  );
  return run;
}

const RUNNING = new WeakMap<Parts, Promise<unknown>>();

async function finish(parts: Parts, author: Author | null, onStep: (step: EraseStep) => void): Promise<boolean> {
  const pending = await parts.ledger.locals(ERASING);
  if (pending.length === 0) return false;
  onStep('begun');
  const written = await writeErased(layout(parts.dir).erased, parts.ledger, await parts.ledger.spaces());
  if (!written.ok) return refuse(written.error.code, written.error.params);
  onStep('file');
  await parts.projection.catchUp();
  onStep('folded');
  await parts.projection.scrub();
  onStep('scrubbed');
  await parts.ledger.checkpoint();
  onStep('truncated');
  await removeObjects(parts, new Set(pending.flatMap((row) => (row.value as unknown as Unfinished).objects)));
  onStep('objects');
  if (author)
    await answered(
      parts,
      author,
      pending.map((row) => row.key),
    );
  onStep('answered');
  await parts.ledger.transact(async (tx) => {
    for (const { key, value } of pending) {
      const now = (await tx.local(ERASING, key)) as unknown as Unfinished | null;
      // Another erasure came in between: its steps are still to be done.
      if (now?.n === (value as unknown as Unfinished).n) await tx.deleteLocal(ERASING, key);
    }
  });
  return true;
}

/** A seat that was ended meanwhile answers nothing: that is no reason for a node not to start. */
async function answered(parts: Parts, author: Author, spaces: readonly string[]): Promise<void> {
  try {
    await answerErasures(parts, author, spaces);
  } catch (error) {
    if (!(error instanceof KuaFailure && error.failure.code.startsWith('E_SEAT'))) throw error;
  }
}

async function removeObjects(parts: Parts, objects: ReadonlySet<string>): Promise<void> {
  if (objects.size === 0) return;
  const named = new Set((await namedObjects(parts)).map((o) => toHex(o.address)));
  for (const hex of objects) {
    const address = named.has(hex) ? null : fromHex(hex);
    if (address) parts.blobs.remove(address);
  }
}
