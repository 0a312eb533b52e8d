/** What the working page of a demand shows beside its reading: what the engine proposes, what waits, what is due. */
import { toHex } from '../../base/bytes.ts';
import type { DemandWorkJson, ProposalJson } from '../../contract/areas/deliveries.ts';
import { deliveryClock } from '../../demands/delivery-clock.ts';
import { type RecordFact, recordFact } from '../../demands/facts.ts';
import { earliestCheck, isDue } from '../../demands/next-check.ts';
import { type Proposal, proposeMoves } from '../../demands/propose.ts';
import type { DemandDelivery, DemandReading } from '../../demands/reading.ts';
import { parseRecordId } from '../../records/kind-names.ts';
import type { Parts } from '../parts.ts';
import type { Reading } from '../reading.ts';
import type { Space } from '../spaces.ts';
import { titled } from './named.ts';
import { waitingJson, waitingOn } from './waiting.ts';

/** A call's fixed part: the same for every demand it reads. */
export interface WorkScope {
  readonly parts: Parts;
  readonly reading: Reading;
  readonly space: Space;
  readonly asOf: number;
  readonly demands: readonly DemandReading[];
}

/** Proposals with the facts of what they rest on. */
export async function proposalsFor(scope: WorkScope, d: DemandReading): Promise<readonly Proposal[]> {
  const facts = new Map<string, RecordFact>();
  for (const id of [...d.measurements.map((m) => m.id), ...d.deliveries.map((x) => x.id), ...d.acts.map((a) => a.id)]) {
    const parsed = parseRecordId(id);
    const view = parsed.ok ? await scope.reading.view(parsed.value.text) : null;
    if (view) facts.set(id, recordFact(view));
  }
  return proposeMoves(d, (id) => facts.get(id) ?? null, scope.asOf);
}

/** Answers of a delivery are dated acts already taken into account by the reading; here only whether there are any. */
export const clockOf = (d: DemandDelivery, asOf: number) =>
  deliveryClock(
    { channel: d.channel, receipts: d.receipts.length, due: d.due, answers: d.answered ? [null] : [], withdrawn: null },
    asOf,
  );

/** A delivery is named by its day and addressee: it has no title of its own that says more. */
async function groundTitles(scope: WorkScope, d: DemandReading, ids: readonly string[]) {
  const { reading } = scope;
  await reading.loadTitles(d.deliveries.flatMap((x) => x.addressee ?? []));
  const own = new Map<string, string>([
    ...d.acts.map((a) => [a.id, a.text] as const),
    ...d.deliveries.map((x) => {
      const to = d.addressees.find((a) => a.id === x.addressee)?.title ?? reading.titleOf(x.addressee ?? '') ?? '';
      return [x.id, `${x.at.text.slice(0, 10)}, ${to}`] as const;
    }),
  ]);
  return titled(reading, ids, (id) => own.get(id) ?? reading.titleOf(id));
}

async function proposalJson(scope: WorkScope, d: DemandReading, p: Proposal): Promise<ProposalJson> {
  const due = d.deliveries.find((x) => p.to === 'no_response' && p.because.includes(x.id))?.due;
  return {
    type: p.type,
    to: p.to,
    at: p.at.text,
    because: await groundTitles(scope, d, p.because),
    deciders: p.deciders,
    due: due?.text ?? null,
  };
}

export async function demandWork(scope: WorkScope, d: DemandReading): Promise<DemandWorkJson> {
  const { parts, reading, space, asOf } = scope;
  const proposals: ProposalJson[] = [];
  for (const p of await proposalsFor(scope, d)) proposals.push(await proposalJson(scope, d, p));
  const waiting = [];
  for (const w of await waitingOn(parts, toHex(space.id), d.id)) waiting.push(await waitingJson(reading, w));
  const day = earliestCheck(d);
  const track = d.track === null ? undefined : scope.demands.find((x) => x.id === d.track);
  const [statement] = d.statement === null ? [] : await titled(reading, [d.statement]);
  return {
    statement: statement ?? null,
    deadline: d.deadline?.text ?? null,
    deliveries: d.deliveries.map((x) => ({
      id: x.id,
      at: x.at.text,
      addressee: d.addressees.find((a) => a.id === x.addressee)?.title ?? (x.addressee && reading.titleOf(x.addressee)),
      purpose: x.purpose,
      due: x.due?.text ?? null,
      clock: clockOf(x, asOf),
    })),
    proposals,
    waiting,
    next_check: day === null ? null : { day, due: isDue(day, asOf) },
    track: track ? { id: track.id, key: track.key } : null,
    unread_moves: d.unreadMoves.length,
  };
}
