/**
 * What the node keeps of its editions, apart from the records: rows of the encrypted ledger file, never synced.
 *
 *   edition            space                  {number, sha256, at}: the last number given
 *   edition-built      space/number           what was built, when, by whom, where it lies
 *   edition-snapshot   space/number           what it said: the next edition is compared with it
 *   edition-plan       space                  what the next edition is to hold, and the answers given so far
 *   edition-work       space                  the build that runs, or the last one
 *   edition-cancel     space                  the running build is asked to end
 *   mirror, mirror-secret, mirror-work   space/id
 */
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Json } from '../../base/result.ts';
import type { EditionAnswerJson, EditionLang, EditionSelectionJson } from '../../contract/areas/publications.ts';
import type { EarlierEdition } from '../../publishing/checks/model.ts';
import type { Snapshot } from '../../publishing/snapshot.ts';
import type { LedgerReader, LedgerTx } from '../../store/port.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';

export interface BuiltEdition {
  readonly number: number;
  readonly at: string;
  readonly sha256: string;
  /** Below the data folder when the node keeps it, else absolute. */
  readonly dir: string;
  readonly asOf: string;
  readonly langs: readonly EditionLang[];
  readonly partsOut: readonly string[];
  readonly leaveOut: readonly string[];
  readonly pages: number;
  readonly files: number;
  readonly bytes: number;
  readonly counts: { readonly [kind: string]: number };
  readonly byName: string;
  readonly publication: string | null;
  /** People who answered for it, ids. */
  readonly approvedBy: readonly string[];
  /** Statement and demands: what the Publication record says that it contains. */
  readonly contains: readonly string[];
}

export interface Plan {
  readonly selection: EditionSelectionJson;
  readonly answers: readonly EditionAnswerJson[];
}

const keyOf = (space: Space, number: number): string => `${space.hex}/${String(number).padStart(6, '0')}`;
const as = <T>(value: Json | null): T | null => value as unknown as T | null;
const json = (value: object): Json => value as unknown as Json;

export async function lastNumber(ledger: LedgerReader, space: Space): Promise<number> {
  return as<{ number?: number }>(await ledger.local('edition', space.hex))?.number ?? 0;
}

/** Editions of a space, oldest first. */
export async function builtEditions(parts: Parts, space: Space): Promise<readonly BuiltEdition[]> {
  const rows = await parts.ledger.locals('edition-built');
  return rows
    .filter((row) => row.key.startsWith(`${space.hex}/`))
    .map((row) => row.value as unknown as BuiltEdition)
    .toSorted((a, b) => a.number - b.number);
}
export const builtEdition = async (parts: Parts, space: Space, number: number): Promise<BuiltEdition | null> =>
  as<BuiltEdition>(await parts.ledger.local('edition-built', keyOf(space, number)));

export async function earlierEditions(parts: Parts, space: Space): Promise<readonly EarlierEdition[]> {
  const found: EarlierEdition[] = [];
  for (const { number } of await builtEditions(parts, space)) {
    const snapshot = await snapshotOfEdition(parts, space, number);
    if (snapshot) found.push({ number, snapshot });
  }
  return found;
}
export const snapshotOfEdition = async (parts: Parts, space: Space, number: number): Promise<Snapshot | null> =>
  as<Snapshot>(await parts.ledger.local('edition-snapshot', keyOf(space, number)));

/** In the transaction in which the edition becomes visible. */
export async function putBuilt(tx: LedgerTx, space: Space, built: BuiltEdition, snapshot: Snapshot): Promise<void> {
  await tx.putLocal('edition', space.hex, { number: built.number, sha256: built.sha256, at: built.at });
  await tx.putLocal('edition-built', keyOf(space, built.number), json(built));
  await tx.putLocal('edition-snapshot', keyOf(space, built.number), json(snapshot));
}
export const updateBuilt = (tx: LedgerTx, space: Space, built: BuiltEdition): Promise<void> =>
  tx.putLocal('edition-built', keyOf(space, built.number), json(built));

/** Folder of an edition on this machine, or null when it is gone. */
export function folderOf(parts: Parts, built: BuiltEdition): string | null {
  const dir = isAbsolute(built.dir) ? built.dir : join(parts.dir, built.dir);
  return existsSync(join(dir, 'manifest-sha256.txt')) ? dir : null;
}
export const isKept = (built: BuiltEdition): boolean => !isAbsolute(built.dir);
/** Where the node keeps an edition, below its data folder. */
export const keptFolder = (space: Space, number: number): string => join('editions', space.info.slug, String(number));
/** Name under which an edition is downloaded and copied. */
export const archiveName = (space: Space, number: number): string => `${space.info.slug}-edition-${number}`;

export const emptyPlan = (space: Space): Plan => ({
  selection: { langs: ['kk', 'ru', 'en'], parts_out: [], leave_out: [], read_as_of: space.info.asOf },
  answers: [],
});
export async function planOf(parts: Parts, space: Space): Promise<Plan> {
  return as<Plan>(await parts.ledger.local('edition-plan', space.hex)) ?? emptyPlan(space);
}
export const putPlan = (tx: LedgerTx, space: Space, plan: Plan): Promise<void> =>
  tx.putLocal('edition-plan', space.hex, json(plan));

/** Work that outlives the tab that asked for it. */
export interface Work {
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly step: string;
  readonly done: number;
  readonly total: number | null;
  /** UTC ms of the last sign of life. */
  readonly ms: number;
  readonly byName: string;
  readonly failure: { readonly code: string; readonly params: Json } | null;
  readonly edition: number | null;
}
type WorkKind = 'edition-work' | 'mirror-work';
export const workOf = async (parts: Parts, kind: WorkKind, key: string): Promise<Work | null> =>
  as<Work>(await parts.ledger.local(kind, key));
export const putWork = (parts: Parts, kind: WorkKind, key: string, work: Work): Promise<void> =>
  parts.ledger.transact((tx) => tx.putLocal(kind, key, json(work)));
