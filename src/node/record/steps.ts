/** History of a record as changes: for each entry, what stood before and what stands after, field by field. */
import type { ApiIn, ApiOut, RoleName } from '../../contract/api.ts';
import type { ChangeJson } from '../../contract/areas/record.ts';
import type { Lang } from '../../messages/translate.ts';
import { displayValue } from '../../records/display.ts';
import type { RecordClaim } from '../../records/model.ts';
import { decisionTarget } from '../../records/registry.ts';
import type { Parts } from '../parts.ts';
import { idsIn, type Reading, startReading } from '../reading.ts';
import { readableClaims } from '../reads/readable.ts';
import { resolveId } from '../reads/show.ts';
import { startTitles } from '../reads/titles.ts';
import { type TimedClaim, timelineOf } from './timeline.ts';

export async function recordSteps(
  parts: Parts,
  input: ApiIn<'record.steps'>,
  role: RoleName,
): Promise<ApiOut<'record.steps'>> {
  const id = await resolveId(parts, input.id, input.space);
  const lang = input.lang ?? 'en';
  const reading = startTitles(parts, lang, role).named(await startReading(parts));
  const { steps, claims } = await timelineOf(parts, id.text);
  const readable = claims.flatMap((c): TimedClaim[] => {
    const [claim] = readableClaims([c.claim], role);
    return claim ? [{ ...c, claim }] : [];
  });
  for (const c of readable) await reading.loadTitles(idsIn(c.claim.value));
  return {
    steps: steps.map((s) => ({
      n: s.n,
      entry: s.entry,
      at: new Date(s.ms).toISOString(),
      author: reading.authorOf(s.party),
      by: reading.personOf(s.by),
      batch: s.batch,
      state: s.state,
      erased: s.erased && {
        by: s.erased.party === null ? null : reading.authorOf(s.erased.party),
        ground: s.erased.ground,
        at: new Date(s.erased.ms).toISOString(),
      },
      changes: changesOf(s.n, readable, reading, lang),
    })),
  };
}

/** A claim made and one ended by the same entry on the same field are one change; the rest stand alone. */
function changesOf(n: number, claims: readonly TimedClaim[], reading: Reading, lang: Lang): readonly ChangeJson[] {
  const words = (c: RecordClaim): string =>
    decisionTarget(c.field) === null ? displayValue(c.kind, c.field, c.value, lang, reading.titleOf) : '';
  const ended = claims.filter((c) => c.ended === n);
  const changes: ChangeJson[] = [];
  for (const { claim } of claims.filter((c) => c.made === n)) {
    const at = ended.findIndex((e) => e.claim.field === claim.field);
    const [before] = at < 0 ? [] : ended.splice(at, 1);
    changes.push({
      field: claim.field,
      lang: claim.lang,
      before: before ? words(before.claim) : null,
      after: words(claim),
      reason: before?.reason ?? claim.note,
    });
  }
  for (const { claim, reason } of ended)
    changes.push({ field: claim.field, lang: claim.lang, before: words(claim), after: null, reason });
  return changes;
}
