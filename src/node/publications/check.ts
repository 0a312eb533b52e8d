/** The dry run of an edition: every check with the records it concerns, and what changed since the last edition. */
import { refuse } from '../../base/failures.ts';
import { type Failure } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type {
  EditionAnswerJson,
  EditionChangesJson,
  EditionCheckJson,
  EditionItemJson,
  EditionSelectionJson,
} from '../../contract/areas/publications.ts';
import type { EditionCheck } from '../../publishing/checks/model.ts';
import { fingerprintOf } from '../../publishing/checks/run.ts';
import { prepareEdition } from '../../publishing/edition.ts';
import type { PreparedEdition } from '../../publishing/port.ts';
import { type Changes, changesBetween } from '../../publishing/snapshot.ts';
import { kindOfPrefix } from '../../records/kind-names.ts';
import type { Context } from '../context.ts';
import { editionSource } from '../edition-source.ts';
import type { Parts } from '../parts.ts';
import { type Reading, startReading } from '../reading.ts';
import type { Space } from '../spaces.ts';
import { correctionsOf, knownEdition } from './corrections.ts';
import { chosen, readAt, selectionOf } from './plan.ts';
import { earlierEditions, lastNumber, planOf, snapshotOfEdition } from './store.ts';

/** Ids that an answer names; more are counted. */
const NAMED_MAX = 100;

type Found = EditionCheck & { readonly fingerprint: string };

export async function checkEdition(
  parts: Parts,
  space: Space,
  selection: EditionSelectionJson,
): Promise<{ readonly prepared: PreparedEdition; readonly checks: readonly Found[]; readonly asOf: number }> {
  const asOf = readAt(selection, parts.clock());
  const prepared = await prepareEdition(await editionSource(parts, space, asOf), {
    selection: chosen(selection),
    earlier: await earlierEditions(parts, space),
    corrections: await correctionsOf(parts, space),
  });
  return { prepared, asOf, checks: prepared.checks.map((c) => ({ ...c, fingerprint: fingerprintOf(c) })) };
}

/** What still stands in the way of building, or null. The order tells a person what to do first. */
export function obstacle(
  checks: readonly EditionCheck[],
  answers: readonly EditionAnswerJson[],
  asked: (check: EditionCheck) => boolean = () => true,
): Failure | null {
  const told = (list: readonly EditionCheck[]) => ({
    n: list.length,
    checks: list.map((c) => c.failure ?? c.code).join(', '),
  });
  const stops = checks.filter((c) => c.verdict === 'stop');
  if (stops.length > 0) return { code: 'E_EDITION_STOPPED', params: told(stops) };
  const asks = checks.filter((c) => c.verdict === 'ask' && asked(c));
  const answerOf = (c: EditionCheck): EditionAnswerJson | undefined =>
    answers.find((a) => a.code === c.code && a.fingerprint === fingerprintOf(c));
  const open = asks.filter((c) => !answerOf(c));
  if (open.length > 0) return { code: 'E_EDITION_ASK', params: told(open) };
  const alone = asks.filter((c) => c.people && !answerOf(c)?.confirmed);
  return alone.length > 0 ? { code: 'E_EDITION_SECOND', params: told(alone) } : null;
}

async function items(reading: Reading, ids: readonly string[]): Promise<readonly EditionItemJson[]> {
  const first = ids.slice(0, NAMED_MAX);
  await reading.loadTitles(first);
  return first.map((id) => ({ id, kind: kindOfPrefix(id.slice(0, 3)) ?? '', title: reading.titleOf(id) ?? id }));
}

const NO_CHANGES: Changes = { added: [], changed: [], removed: [], newlyNamed: [], newlyWithheld: [] };

async function changesJson(reading: Reading, since: number | null, c: Changes): Promise<EditionChangesJson> {
  const { added, changed, removed, newlyNamed, newlyWithheld } = c;
  return {
    since,
    added: await items(reading, added),
    changed: await items(reading, changed),
    removed: await items(reading, removed),
    newly_named: await items(reading, newlyNamed),
    newly_withheld: await items(reading, newlyWithheld),
    counts: {
      added: added.length,
      changed: changed.length,
      removed: removed.length,
      newly_named: newlyNamed.length,
      newly_withheld: newlyWithheld.length,
    },
  };
}

export async function editionsCheck(c: Context, input: ApiIn<'editions.check'>): Promise<ApiOut<'editions.check'>> {
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  const plan = await planOf(parts, space);
  const selection = selectionOf(plan, input, parts.clock());
  const revision = await parts.ledger.highestTouched();
  const { prepared, checks, asOf } = await checkEdition(parts, space, selection);
  const reading = await startReading(parts);
  const earlier = await earlierEditions(parts, space);
  const last = earlier.at(-1);
  const json: EditionCheckJson[] = [];
  for (const { records, leaveOut, code, verdict, fingerprint, people, params, failure } of checks)
    json.push({
      code,
      verdict,
      fingerprint,
      people,
      params,
      records: await items(reading, records),
      n_records: records.length,
      leave_out: leaveOut,
      failure,
      answer: plan.answers.find((a) => a.code === code && a.fingerprint === fingerprint) ?? null,
    });
  return {
    number: (await lastNumber(parts.ledger, space)) + 1,
    selection,
    read_as_of: new Date(asOf).toISOString(),
    checks: json,
    changes: await changesJson(
      reading,
      last?.number ?? null,
      last ? changesBetween(last.snapshot, prepared.snapshot) : NO_CHANGES,
    ),
    counts: prepared.snapshot.counts,
    revision,
    at: new Date(parts.clock()).toISOString(),
    ready: obstacle(prepared.checks, plan.answers) === null,
  };
}

export async function editionsDiff(c: Context, input: ApiIn<'editions.diff'>): Promise<ApiOut<'editions.diff'>> {
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  const { number } = await knownEdition(c, space, input.number);
  const now = await snapshotOfEdition(parts, space, number);
  if (!now) return refuse('E_EDITION_UNKNOWN', { number: String(number) });
  const before = (await earlierEditions(parts, space)).findLast((e) => e.number < number);
  const reading = await startReading(parts);
  return changesJson(reading, before?.number ?? null, before ? changesBetween(before.snapshot, now) : NO_CHANGES);
}
