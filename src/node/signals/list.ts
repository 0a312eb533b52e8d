/** The triage queue: rows by time of receipt, exact counts, facets and places, hints for the rows shown only. */
import { refuse } from '../../base/failures.ts';
import type { RecordId } from '../../base/ids.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { SignalFacet, SignalRowJson } from '../../contract/areas/signals.ts';
import type { Lang } from '../../messages/translate.ts';
import { HOURS_MS, isNear } from '../../records/corroboration.ts';
import { textOf } from '../../records/field-values.ts';
import { isTriageState } from '../../records/triage.ts';
import { unitsOfCode } from '../../records/units.ts';
import { isTerm, termLabel } from '../../records/vocabulary.ts';
import type { SignalCell, SignalQuery, SignalSpot } from '../../store/port.ts';
import { asOfMs } from '../as-of.ts';
import type { Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import { type Reading, startReading } from '../reading.ts';
import { startTitles, type Titles } from '../reads/titles.ts';
import { personNamed, placeJson, type Points, pointsOf } from './account.ts';
import { type KnownPerson, knownPeople } from './people.ts';
import { facetOf, talliesOf, totalOf } from './tally.ts';

/** Places that are titled in an answer; of the rest the ids stand. */
const MAX_FACET = 500;
const PLACE_ID = /^plc_[0-9a-z]{26}$/;

/** Ids of places asked for by id, by name or by region code; other words stay, as places are written with the signal too. */
async function placesNamed(parts: Parts, reading: Reading, cells: readonly SignalCell[], asked: readonly string[]) {
  const out: string[] = [];
  for (const text of asked) {
    const units = PLACE_ID.test(text) ? [] : unitsOfCode(text);
    const held = new Set(cells.flatMap((cell) => (cell.place === null ? [] : [cell.place])));
    out.push(text);
    if (PLACE_ID.test(text)) continue;
    for (const id of [...held].slice(0, MAX_FACET * 2)) {
      if (!PLACE_ID.test(id)) continue;
      const title = (await reading.item(id))?.title ?? '';
      const view = units.length > 0 ? await reading.view(id as RecordId) : null;
      const unit = view && textOf(view, 'admin');
      if (title.toLowerCase() === text.toLowerCase() || (unit && units.includes(unit))) out.push(id);
    }
  }
  return out;
}

/** Counts of hints that the index alone gives: at least so many. */
async function hintsOf(parts: Parts, spot: SignalSpot, points: Points): Promise<SignalRowJson['hints']> {
  const here = points.get(spot.place ?? '');
  const places =
    spot.place === null
      ? []
      : here
        ? [...points].filter(([, point]) => isNear(here, point)).map(([id]) => id)
        : [spot.place];
  const found = await parts.projection.signals.hints(spot.id, {
    space: spot.space,
    places,
    within: HOURS_MS,
    exact: HOURS_MS,
  });
  // The same neighbour may share media, words and minute: the largest of the three is sure.
  return { duplicates: Math.max(found.media, found.text, found.minute), corroborating: found.origins };
}

async function rowOf(
  parts: Parts,
  reading: Reading,
  titles: Titles,
  spot: SignalSpot,
  world: { readonly people: readonly KnownPerson[]; readonly points: Points },
): Promise<SignalRowJson> {
  const supporting = (await parts.projection.signals.linked(spot.id)).filter((l) => l.kind === 'supports');
  const origins = new Set(supporting.map((l) => l.origin ?? l.id));
  origins.add(spot.origin ?? spot.id);
  const { place: written, ...shown } = spot.shown;
  return {
    id: spot.id,
    ...shown,
    title: (await reading.item(spot.id))?.title ?? spot.id,
    place: written
      ? { id: null, ...written, lat: spot.lat, lon: spot.lon }
      : await placeJson(reading, titles, spot.place, world.points),
    theme: spot.theme,
    state: isTriageState(spot.state) ? spot.state : 'new',
    assignee: personNamed(world.people, spot.assignee),
    n_origins: origins.size,
    hints: await hintsOf(parts, spot, world.points),
    revision: spot.mark,
  };
}

function assigneesOf(input: ApiIn<'signals.list'>, people: readonly KnownPerson[]): readonly string[] {
  const refOf = (id: string): string =>
    people.find((p) => p.id === id || p.name === id)?.ref ?? refuse('E_USER', { name: id });
  const out = input.mine && input.person !== undefined ? [refOf(input.person)] : [];
  if (input.assigned !== undefined && input.assigned !== '')
    out.push(input.assigned === 'none' ? 'none' : refOf(input.assigned));
  return out;
}

export async function signalsList(c: Context, input: ApiIn<'signals.list'>): Promise<ApiOut<'signals.list'>> {
  const { parts } = c;
  const space = parts.spaces.find(input.space).hex;
  const states = input.state ?? [];
  for (const state of states)
    if (!isTriageState(state)) refuse('E_TERM', { scheme: 'triage_state', value: state.slice(0, 60), nearest: [] });
  const limit = input.limit ?? 50;
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) refuse('E_LIMIT', { field: 'limit', max: 200 });
  const reading = await startReading(parts);
  const lang: Lang = input.lang ?? 'en';
  const titles = startTitles(parts, lang, c.role);
  const people = await knownPeople(c);
  const asOf = readingMark(input, parts.clock());
  const query: SignalQuery = {
    space,
    states,
    places: input.place ?? [],
    themes: input.theme ?? [],
    assignees: assigneesOf(input, people),
    flagged: input.flagged ?? null,
    later: input.later ?? false,
    asOf: asOf.ms,
    sort: input.sort ?? 'received',
    limit,
    after: asOf.mark,
  };
  const words = query.places.some((p) => !PLACE_ID.test(p));
  const asked = words
    ? {
        ...query,
        places: await placesNamed(
          parts,
          reading,
          (await parts.projection.signals.list({ ...query, places: [], limit: 0, after: null })).cells,
          query.places,
        ),
      }
    : query;
  const page = await parts.projection.signals.list(asked);
  const points = await pointsOf(parts, space);
  const items: SignalRowJson[] = [];
  for (const spot of page.items) {
    items.push(await rowOf(parts, reading, titles, spot, { people, points }));
  }
  const mine = people.find((p) => p.id === input.person)?.ref ?? null;
  const places = facetOf(page.cells, asked, 'place').slice(0, MAX_FACET);
  const titleOf = async (id: string): Promise<string> =>
    (await titles.placeName(id)) ?? (PLACE_ID.test(id) ? (await reading.item(id))?.title : undefined) ?? id;
  const place: SignalFacet[] = [];
  const marks: ApiOut<'signals.list'>['marks'][number][] = [];
  for (const { value, count } of places) {
    const title = await titleOf(value);
    place.push({ value, label: title, count });
    const point = points.get(value);
    const view = point ? await reading.view(value as RecordId) : null;
    if (point) marks.push({ id: value, title, ...point, precision: view && textOf(view, 'precision'), count });
  }
  const label = (theme: string): string => (isTerm('event_kind', theme) ? termLabel('event_kind', theme, lang) : theme);
  const theme = facetOf(page.cells, asked, 'theme').map((f) => ({ ...f, label: label(f.value) }));
  return {
    items,
    total: totalOf(page.cells, asked),
    ...(page.cursor ? { cursor: input.as_of ? page.cursor : `${asOf.ms}.${page.cursor}` } : {}),
    counts: talliesOf(page.cells, asked, mine),
    facets: { place, theme },
    marks,
    people: people.filter((p) => !p.locked).map(({ id, name }) => ({ id, name })),
    as_of: new Date(asOf.ms).toISOString(),
  };
}

/** A page mark holds for one reading date; without one it carries the instant of the first page, as in searches. */
function readingMark(input: ApiIn<'signals.list'>, now: number): { readonly ms: number; readonly mark: string | null } {
  if (input.as_of || input.after === undefined) return { ms: asOfMs(input.as_of, now), mark: input.after ?? null };
  const parts = /^(\d{1,15})\.(.*)$/s.exec(input.after);
  return parts?.[1] ? { ms: Number(parts[1]), mark: parts[2] ?? '' } : refuse('E_CURSOR');
}
