/** Map and timeline: exact counts of a whole filter, by place and by date. */
import type { ApiIn, ApiOut, RoleName } from '../../contract/api.ts';
import type { TimeBucket } from '../../contract/areas/lists.ts';
import { bucketed, chosenBucket } from '../../records/time-buckets.ts';
import type { Lang } from '../../messages/translate.ts';
import { unitLabel } from '../../records/units.ts';
import type { SpotCounts } from '../../store/port.ts';
import { asOfMs } from '../as-of.ts';
import type { Context } from '../context.ts';
import { filterQuery } from '../reads/search.ts';
import { startTitles } from '../reads/titles.ts';

/** Places named in the language asked for, the most frequent first; the rest keep their titles. */
const NAMED = 200;

/** The precision whose radius the index holds (src/records/geo.ts). */
function precisionOf(radius: number | null): string {
  if (radius === null) return 'settlement';
  if (radius <= 25) return 'point';
  if (radius <= 150) return 'site';
  if (radius <= 5_000) return 'settlement';
  if (radius <= 30_000) return 'district';
  return radius <= 150_000 ? 'region' : 'country';
}

/** A written place by its words, by the region it names, or by whole degrees where it has neither. */
function writtenTitle(s: SpotCounts['spots'][number], lang: Lang): string {
  if (s.title === '') return `${s.lat.toFixed(1)}, ${s.lon.toFixed(1)}`;
  return s.spot.startsWith('@') ? unitLabel(s.title, lang) : s.title;
}

export async function recordsMap(c: Context, input: ApiIn<'records.map'>): Promise<ApiOut<'records.map'>> {
  const { parts, role } = c;
  const where = input.where?.filter((w) => w.field !== 'spot') ?? [];
  const query = await filterQuery(parts, { ...input, where }, asOfMs(input.as_of, parts.clock()), role);
  if (!query) return { marks: [], more: { places: 0, count: 0 }, elsewhere: 0, total: 0 };
  const { spots, more, elsewhere, total } = await parts.projection.spots(query);
  const titles = startTitles(parts, input.lang ?? 'en', role);
  const marks = [];
  for (const [n, s] of spots.entries())
    marks.push({
      id: s.spot,
      title: (n < NAMED ? await titles.placeName(s.spot) : null) ?? writtenTitle(s, input.lang ?? 'en'),
      ...{ lat: s.lat, lon: s.lon, precision: precisionOf(s.radius), count: s.count },
    });
  return { marks, more, elsewhere, total };
}

export async function recordsTimeline(
  c: Context,
  input: ApiIn<'records.timeline'>,
): Promise<ApiOut<'records.timeline'>> {
  const { from: _from, to: _to, ...open } = input;
  const filter = input.within === true ? input : open;
  const query = await filterQuery(c.parts, filter, asOfMs(input.as_of, c.parts.clock()), c.role);
  const empty = { days: [], spans: [], undated: 0, total: 0 };
  const counts = query ? await c.parts.projection.days(query) : empty;
  const bucket: TimeBucket = input.bucket ?? chosenBucket(counts.days);
  return { ...bucketed(counts, bucket), bucket };
}

/** Names alone: who may be given a task. Volunteers have no tasks of this kind. */
export async function recordsPeople(c: Context): Promise<ApiOut<'records.people'>> {
  const people = (await c.people.list()).filter((u) => !u.locked && (u.role satisfies RoleName) !== 'volunteer');
  return { people: people.map(({ id, name }) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name)) };
}
