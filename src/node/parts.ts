/** The parts a node is made of, opened once and handed down. `readonly` opens them for a reader worker, `fresh` makes them. */
import { statSync } from 'node:fs';
import type { Clock, Random } from '../base/clock.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import type { Primitives } from '../ledger/model.ts';
import { reapplyErased } from '../store/erased-file.ts';
import { type BlobStore, openBlobs } from '../store/blobs.ts';
import { nodePrimitives } from '../store/node-primitives.ts';
import { noteUnfinished } from './coalition/erasure.ts';
import { createVerifier, type Verifier } from './coalition/verifier.ts';
import type { LedgerStore, Projection } from '../store/port.ts';
import { openProjection } from '../store/projection/open.ts';
import { openLedgerStore } from '../store/sqlite/ledger-db.ts';
import { fileKeys, nodeId, type OpenVault } from './keys.ts';
import { layout } from './layout.ts';
import { noteRestore } from './log/restored.ts';
import { openSpaces, type Spaces } from './spaces.ts';

export interface Parts {
  readonly dir: string;
  readonly nodeId: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly primitives: Primitives;
  readonly ledger: LedgerStore;
  readonly projection: Projection;
  readonly blobs: BlobStore;
  readonly spaces: Spaces;
  /** Checks 1 to 3 of many entries at once; threads of its own, started when they are first worth it. */
  readonly verifier: Verifier;
  close(): Promise<void>;
}

export async function openParts(
  dir: string,
  vault: OpenVault,
  world: { readonly clock: Clock },
  options: {
    readonly readonly?: boolean;
    readonly fresh?: boolean;
    /** Leaves both databases unencrypted: tests of erasure look into the files, and a cipher would hide what stays. */
    readonly unencrypted?: boolean;
  } = {},
): Promise<Result<Parts, Failure>> {
  const primitives = nodePrimitives();
  const keys = fileKeys(primitives, vault);
  const files = layout(dir);
  const readonly = options.readonly ?? false;
  // A vault without its ledger is a loss, never a new node: an empty one in its place would hide it.
  if (!options.fresh && (statSync(files.ledger, { throwIfNoEntry: false })?.size ?? 0) === 0)
    return fail('E_DB_DAMAGED', { file: files.ledger });
  const ledger = openLedgerStore({
    path: files.ledger,
    key: options.unencrypted ? null : keys.database,
    wrapKey: keys.wrap,
    clock: world.clock,
    readonly,
  });
  if (!ledger.ok) return ledger;
  if (!readonly) {
    // Before anything is folded: what erased.cbor names stays erased, whatever ledger a restore put beside it.
    const erased = await reapplyErased(files.erased, ledger.value, async (tx, missing) => {
      for (const e of missing) {
        const held = await tx.entry(e.entry);
        await noteUnfinished(primitives, tx, e.space, held ? [held] : []);
      }
    }).catch(async (error: unknown) => {
      await ledger.value.close();
      throw error;
    });
    if (!erased.ok) {
      await ledger.value.close();
      return erased;
    }
    await noteRestore(dir, ledger.value).catch(async (error: unknown) => {
      await ledger.value.close();
      throw error;
    });
  }
  const projection = openProjection({
    path: files.index,
    key: options.unencrypted ? null : keys.database,
    ledger: ledger.value,
    primitives,
    readonly,
    clock: world.clock,
  });
  if (!projection.ok) {
    await ledger.value.close();
    return projection;
  }
  const close = async (): Promise<void> => {
    await projection.value.close();
    await ledger.value.close();
  };
  const spaces = await openSpaces(primitives, ledger.value).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const verifier = createVerifier(primitives);
  const blobs = openBlobs({ dir, clock: world.clock });
  if (!options.readonly) await blobs.sweepParts();
  return ok({
    dir,
    nodeId: nodeId(vault),
    clock: world.clock,
    random: (n) => primitives.random(n),
    primitives,
    ledger: ledger.value,
    projection: projection.value,
    blobs,
    spaces,
    verifier,
    close: async () => {
      await verifier.close();
      await close();
    },
  });
}
