/** The record page: every account with its audience, what ended and why, the rule that picks, as known now or at an entry. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut, RoleName } from '../../contract/api.ts';
import type { DecisionJson, EndedClaimJson, PageClaimJson, PageFieldJson } from '../../contract/areas/record.ts';
import type { Value } from '../../ledger/model.ts';
import type { Lang } from '../../messages/translate.ts';
import { asList, asText } from '../../records/field-values.ts';
import type { RecordClaim, RecordView } from '../../records/model.ts';
import { decisionTarget } from '../../records/registry.ts';
import { explainRule } from '../../records/rule-explained.ts';
import { ceilingOf } from '../../records/visibility.ts';
import { fromHex, toHex } from '../../base/bytes.ts';
import { directory, peopleOf } from '../coalition/organisations.ts';
import type { Parts } from '../parts.ts';
import { idsIn, type Reading } from '../reading.ts';
import { claimJson, draw, resolveId } from '../reads/show.ts';
import { readableClaims } from '../reads/readable.ts';
import { evidenceIds, verificationIds } from './evidence-list.ts';
import { claimsAt, type Step, type TimedClaim, type Timeline, timelineOf } from './timeline.ts';

/** Party keys of this node, over all spaces. */
export async function oursIn(parts: Parts): Promise<ReadonlySet<string>> {
  const ours = new Set<string>();
  for (const space of parts.spaces.all())
    for (const party of await parts.ledger.secrets('party', space.id)) ours.add(toHex(party.id));
  return ours;
}

/** Device key (hex) by claim, when more than one organisation speaks of the record. */
async function devicesOf(parts: Parts, claims: readonly RecordClaim[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (new Set(claims.map((c) => c.party)).size < 2) return found;
  const book = await directory(parts);
  const people = new Map(parts.spaces.all().map((s) => [s.hex, { s, of: peopleOf(parts.primitives, s, book) }]));
  const known = new Map<string, string | null>();
  for (const { claim, space } of claims) {
    const entry = claim.slice(0, claim.indexOf('.'));
    if (!known.has(entry)) {
      const stored = await parts.ledger.entry(fromHex(entry) ?? new Uint8Array());
      const at = people.get(space);
      const seat = stored && at?.s.membership.certified.get(toHex(stored.writer));
      known.set(entry, (seat && at?.of.devices.get(seat)) || null);
    }
    const device = known.get(entry);
    if (device) found.set(claim, device);
  }
  return found;
}

export async function recordPage(
  parts: Parts,
  input: ApiIn<'record.page'>,
  role: RoleName,
): Promise<ApiOut<'record.page'>> {
  const id = await resolveId(parts, input.id, input.space);
  const lang = input.lang ?? 'en';
  const timeline = await timelineOf(parts, id.text);
  const step = stepOf(timeline, input.at_entry);
  const live = step ? claimsAt(timeline, step.n) : await parts.projection.claimsOf(id.text);
  const { record, view, reading } = await draw(parts, id.text, readableClaims(live, role), lang, role);
  const ours = await oursIn(parts);
  const devices = await devicesOf(parts, live);
  const pageClaim = (
    claim: RecordClaim,
    json: PageClaimJson | Awaited<ReturnType<typeof claimJson>>,
  ): PageClaimJson => ({
    ...json,
    audience: ceilingOf(claim),
    ours: ours.has(claim.party),
    device: devices.get(claim.claim) ?? null,
  });
  const ended = await endedClaims({ timeline, step, reading, lang, role, ours });
  const fields: { [field: string]: PageFieldJson } = {};
  for (const [name, field] of Object.entries(record.fields)) {
    if (decisionTarget(name) !== null) continue;
    const claims = view.fields[name]?.claims ?? [];
    fields[name] = {
      ...field,
      claims: field.claims.map((json, i) => pageClaim(claims[i] as RecordClaim, json)),
      ended: ended.get(name) ?? [],
      rule: ruleOf(view, name),
      decisions: decisionsOf(view, name, reading, ours),
    };
  }
  const gone = [...ended].filter(([name]) => fields[name] === undefined && decisionTarget(name) === null);
  return {
    ...record,
    fields,
    ended_fields: Object.fromEntries(gone),
    n_evidence: (await evidenceIds(parts, view)).length,
    n_verifications: (await verificationIds(parts, id.text)).length,
    at_entry: step && {
      entry: step.entry,
      n: step.n,
      of: timeline.steps.length,
      at: new Date(step.ms).toISOString(),
    },
  };
}

function stepOf(timeline: Timeline, entry: string | undefined): Step | null {
  if (entry === undefined) return null;
  return (
    timeline.steps.find((s) => s.entry === entry) ??
    refuse('E_ENTRY', { entry: entry.slice(0, 64), reason: 'no entry about this record' })
  );
}

function ruleOf(view: RecordView, field: string): PageFieldJson['rule'] {
  const rule = explainRule(view, field);
  return rule && { step: rule.step, shown: rule.shown, next: rule.next };
}

/** Signed decisions about a field that stand. */
function decisionsOf(
  view: RecordView,
  field: string,
  reading: Reading,
  ours: ReadonlySet<string>,
): readonly DecisionJson[] {
  return (view.fields[`~${field}`]?.claims ?? []).flatMap((claim): DecisionJson[] => {
    const [verb, targets, reason] = asList(claim.value);
    if (verb !== 'prefer' && verb !== 'exclude') return [];
    return [
      {
        claim: claim.claim,
        verb,
        targets: asList(targets).flatMap(targetText),
        reason: asText(reason),
        author: reading.authorOf(claim.party),
        by: reading.personOf(claim.by),
        at: new Date(claim.ms).toISOString(),
        ours: ours.has(claim.party),
      },
    ];
  });
}

function targetText(target: Value): readonly string[] {
  if (typeof target === 'string') return [target];
  const [entry, index] = asList(target);
  return entry instanceof Uint8Array && typeof index === 'number' ? [`${toHex(entry)}.${index}`] : [];
}

/** What was taken back or replaced, by field, oldest first; only what the role may read. */
async function endedClaims(o: {
  readonly timeline: Timeline;
  readonly step: Step | null;
  readonly reading: Reading;
  readonly lang: Lang;
  readonly role: RoleName;
  readonly ours: ReadonlySet<string>;
}): Promise<ReadonlyMap<string, readonly EndedClaimJson[]>> {
  const until = o.step?.n ?? Number.POSITIVE_INFINITY;
  const out = new Map<string, EndedClaimJson[]>();
  for (const timed of o.timeline.claims) {
    const [claim] = readableClaims([timed.claim], o.role);
    if (!claim || timed.ended === null || timed.ended > until) continue;
    await o.reading.loadTitles([...idsIn(claim.value), ...claim.sources]);
    const json = await claimJson(o.reading, claim, o.lang);
    const list = out.get(claim.field) ?? [];
    list.push({
      ...json,
      audience: ceilingOf(claim),
      ours: o.ours.has(claim.party),
      device: null,
      ended: endOf(o, timed),
    });
    out.set(claim.field, list);
  }
  return out;
}

function endOf(
  o: { readonly timeline: Timeline; readonly reading: Reading },
  timed: TimedClaim,
): EndedClaimJson['ended'] {
  const step = o.timeline.steps.find((s) => s.n === timed.ended);
  return {
    at: new Date(step?.ms ?? timed.claim.ms).toISOString(),
    author: o.reading.authorOf(step?.party ?? timed.claim.party),
    by: o.reading.personOf(step?.by ?? null),
    reason: timed.reason,
    how: timed.how,
    entry: step?.entry ?? '',
  };
}
