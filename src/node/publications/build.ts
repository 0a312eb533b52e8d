/**
 * Builds an edition, for the desk and for `kua edition build`: the same engine, the same checks. What was read at the start
 * is read again at the end, in the transaction that makes the edition visible: a consent taken back in between, or any
 * other record that no longer is what was written, ends the build (E_EDITION_STALE) and nothing goes out.
 */
import { join, resolve } from 'node:path';
import { refuse } from '../../base/failures.ts';
import { uuid4 } from '../../base/ids.ts';
import { type Failure, fail, type Json, ok, type Result } from '../../base/result.ts';
import type { EditionSelectionJson } from '../../contract/areas/publications.ts';
import type { Value } from '../../ledger/model.ts';
import type { EditionCheck } from '../../publishing/checks/model.ts';
import type { Texts } from '../../publishing/corrections.ts';
import { DISCLOSED_KINDS, PUBLIC_VIEW } from '../../publishing/disclosure.ts';
import { buildEdition, prepareEdition } from '../../publishing/edition.ts';
import type { EditionOptions, EditionReport, EditionStep, PreparedEdition } from '../../publishing/port.ts';
import { outdated } from '../../publishing/snapshot.ts';
import { recordId } from '../../records/kind-names.ts';
import { type Context, follow } from '../context.ts';
import { editionSigner, editionSource } from '../edition-source.ts';
import { ctxOf } from '../payloads.ts';
import { type Copy, subjectsOf } from '../record/copies.ts';
import type { Space } from '../spaces.ts';
import { VERSION } from '../version.ts';
import { writeRecord } from '../writes/claims.ts';
import { correctionsOf } from './corrections.ts';
import { chosen, readAt } from './plan.ts';
import {
  archiveName,
  type BuiltEdition,
  builtEditions,
  earlierEditions,
  keptFolder,
  lastNumber,
  putBuilt,
  updateBuilt,
} from './store.ts';

export interface BuildOrder {
  readonly space: Space;
  readonly selection: EditionSelectionJson;
  /** Absolute; null: the node keeps it in its data folder. */
  readonly dir: string | null;
  readonly force: boolean;
  readonly by: Uint8Array;
  readonly byName: string;
  /** Everyone who answered for it, person ids in hex, the builder among them. */
  readonly approvedBy: readonly string[];
  readonly removalNote: Texts | null;
  /** What still stands in the way, or null. */
  readonly gate: (checks: readonly EditionCheck[]) => Failure | null;
  readonly onProgress: (done: number, total: number | null, step: EditionStep) => void;
  readonly cancelled: () => boolean;
}

/** Times the end is tried again when others keep writing. */
const TRIES = 8;

export async function buildForSpace(
  c: Context,
  order: BuildOrder,
): Promise<{ readonly report: EditionReport; readonly built: BuiltEdition }> {
  const { parts } = c;
  const { space } = order;
  await follow(c);
  for (const open of await builtEditions(parts, space)) if (open.publication === null) await publish(c, space, open);
  const number = (await lastNumber(parts.ledger, space)) + 1;
  const kept = order.dir === null ? keptFolder(space, number) : null;
  const dir = order.dir ?? join(parts.dir, kept ?? '');
  const nowMs = parts.clock();
  const asOf = readAt(order.selection, nowMs);
  const organisation = (await parts.ledger.local('org', 'self')) as { name?: string } | null;
  const signer = await editionSigner(parts);
  const reads = {
    selection: chosen(order.selection),
    earlier: await earlierEditions(parts, space),
    corrections: await correctionsOf(parts, space),
    removalNote: order.removalNote,
  };
  let touched = await parts.ledger.highestTouched();
  let built: BuiltEdition | null = null;

  const gate = (checks: readonly EditionCheck[]): Result<null, Failure> => {
    const failure = order.gate(checks);
    return failure ? { ok: false, error: failure } : ok(null);
  };
  /** What the ledger says now, when it says more than when this was read. */
  const stillTrue = async (prepared: PreparedEdition): Promise<Result<null, Failure>> => {
    await follow(c);
    const now = await parts.ledger.highestTouched();
    if (now === touched) return ok(null);
    const fresh = await prepareEdition(await editionSource(parts, space, asOf), reads);
    const old = outdated(prepared.snapshot, fresh.snapshot);
    const closed = order.gate(fresh.checks);
    if (old.length > 0 || closed)
      return fail('E_EDITION_STALE', { n: old.length, checks: String(closed?.params?.['checks'] ?? '') });
    touched = now;
    return ok(null);
  };

  const options: EditionOptions = {
    ...reads,
    nowMs,
    publisher: organisation?.name ?? '',
    number,
    version: VERSION,
    // A folder of ours that no edition is known for was left by a node that was cut off between two steps.
    force: order.force || kept !== null,
    ...(signer ? { signer } : {}),
    onProgress: order.onProgress,
    cancelled: order.cancelled,
    begin: async (prepared) => gate(prepared.checks),
    settle: async (prepared, written, commit) => {
      for (let n = 0; n < TRIES; n++) {
        const still = await stillTrue(prepared);
        if (!still.ok) return still;
        const done = await parts.ledger.transact(async (tx): Promise<Result<null, Failure> | null> => {
          if ((await tx.highestTouched()) !== touched) return null;
          const placed = await commit();
          if (!placed.ok) return placed;
          built = {
            number,
            at: new Date(nowMs).toISOString(),
            ...written,
            dir: kept ?? resolve(dir),
            asOf: new Date(asOf).toISOString(),
            langs: order.selection.langs,
            partsOut: order.selection.parts_out,
            leaveOut: order.selection.leave_out,
            counts: prepared.snapshot.counts,
            byName: order.byName,
            publication: null,
            approvedBy: order.approvedBy,
            contains: [
              ...(prepared.statement ? [prepared.statement.id] : []),
              ...prepared.kase.of('Demand').map((d) => d.id),
            ],
          };
          await putBuilt(tx, space, built, prepared.snapshot);
          const copy = copyOf(space, built, prepared);
          await tx.putLocal('copy', copy.id, copy as unknown as Json);
          return ok(null);
        });
        if (done) return done;
      }
      return fail('E_EDITION_STALE', { n: 0, checks: '' });
    },
  };
  const made = await buildEdition(await editionSource(parts, space, asOf), dir, options);
  if (!made.ok) return refuse(made.error.code, made.error.params);
  if (!built) throw new Error('an edition was placed and not kept');
  return { report: made.value, built: await publish(c, space, built) };
}

/** Its row of the copy register, durable with the edition itself: whom it shows, should a consent be taken back. */
const copyOf = (space: Space, built: BuiltEdition, prepared: PreparedEdition): Copy => ({
  id: copyId(space, built.number),
  what: 'edition',
  title: archiveName(space, built.number),
  to: 'public',
  at: built.at,
  space: space.hex,
  subjects: subjectsOf(DISCLOSED_KINDS.flatMap((kind) => prepared.kase.of(kind))),
  record: null,
});
const copyId = (space: Space, number: number): string => `edition-${space.hex}-${number}`;

/** Writes the Publication record of an edition that has none yet. */
async function publish(c: Context, space: Space, built: BuiltEdition): Promise<BuiltEdition> {
  const bytes = uuid4(c.parts.random(16));
  const id = recordId('Publication', bytes);
  const fields: (readonly [string, Value])[] = [
    ['edition', built.sha256],
    ...built.contains.map((ref) => ['contains', ref] as const),
    ['view', PUBLIC_VIEW],
    ['date', built.at.slice(0, 10)],
    ['code', `ED${built.number}`],
    ...built.approvedBy.flatMap((hex): (readonly [string, Value])[] => {
      const person = Buffer.from(hex, 'hex');
      return person.length === 16 ? [['approved_by', recordId('Person', new Uint8Array(person))]] : [];
    }),
  ];
  const by = Buffer.from(built.approvedBy[0] ?? '', 'hex');
  await writeRecord(
    c,
    space,
    new Uint8Array(by),
    { text: id, id: bytes, kind: 'Publication' },
    fields.map(([field, value]) => ({ field, value, ctx: ctxOf({}) })),
  );
  const done = { ...built, publication: id };
  const copy = await c.parts.ledger.local('copy', copyId(space, built.number));
  await c.parts.ledger.transact(async (tx) => {
    await updateBuilt(tx, space, done);
    if (copy !== null && typeof copy === 'object' && !Array.isArray(copy))
      await tx.putLocal('copy', copyId(space, built.number), { ...copy, record: id });
  });
  return done;
}
