/** Hints for one signal: possible duplicates, accounts that agree, events it may belong to. Found by index, never applied. */
import type { RecordId } from '../../base/ids.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { EventCandidateJson, HintJson, HintReason } from '../../contract/areas/signals.ts';
import {
  type Account,
  agreementReasons,
  countOrigins,
  duplicateReasons,
  HOURS_MS,
  likeness,
  metresBetween,
  NEAR_METRES,
  sameMinute,
  TEXT_MS,
} from '../../records/corroboration.ts';
import { textOf } from '../../records/field-values.ts';
import type { RecordView } from '../../records/model.ts';
import type { SearchItem, SignalSpot } from '../../store/port.ts';
import type { Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import { type Reading, startReading } from '../reading.ts';
import { dateOf as itemDate } from '../reads/json.ts';
import { resolveId } from '../reads/show.ts';
import { startTitles, type Titles } from '../reads/titles.ts';
import { accountOf, accountOfSpot, codeOf, type Points, pointsOf, saidAt, speakerOf, takenOver } from './account.ts';

const DAY = 86_400_000;
const SHOWN = 20;
/** Neighbours of one place and day whose texts are compared. */
const TEXTS = 150;
/** Neighbours of one theme and hour that are looked at, nearest in time first. */
const AGREEING = 120;
/** Titles hold the beginning of a text: less alike than this, the whole cannot be alike enough to be read. */
const TITLE_LIKENESS = 0.7;

interface Around {
  readonly duplicates: ReadonlyMap<string, SignalSpot>;
  readonly agreeing: ReadonlyMap<string, SignalSpot>;
}

/** Neighbours by the indexes: media, words, place and day, theme and hours. */
async function around(parts: Parts, spot: SignalSpot, title: string, points: Points): Promise<Around> {
  const { near } = parts.projection.signals;
  const { id, space } = spot;
  const mine = accountOfSpot(spot, points);
  const duplicates = new Map<string, SignalSpot>();
  const agreeing = new Map<string, SignalSpot>();
  for (const s of await near({ by: 'media', id, space, limit: SHOWN * 2 })) duplicates.set(s.id, s);
  if (spot.textKey !== null)
    for (const s of await near({ by: 'text', id, space, key: spot.textKey, limit: SHOWN * 2 })) duplicates.set(s.id, s);
  if (spot.saidLo !== null && spot.place !== null)
    for (const s of await near({
      by: 'place',
      id,
      space,
      term: spot.place,
      at: spot.saidLo,
      within: TEXT_MS,
      limit: TEXTS,
    }))
      if (sameMinute(mine, accountOfSpot(s, points))) duplicates.set(s.id, s);
      else if (likeness(title, (await parts.projection.item(s.id))?.title ?? '') >= TITLE_LIKENESS)
        duplicates.set(s.id, s);
  if (spot.saidLo !== null && spot.theme !== null)
    for (const s of await near({
      by: 'theme',
      id,
      space,
      term: spot.theme,
      at: spot.saidLo,
      within: HOURS_MS,
      limit: AGREEING,
    }))
      if (agreementReasons(mine, accountOfSpot(s, points)).length > 0) agreeing.set(s.id, s);
  return { duplicates, agreeing };
}

async function hintJson(
  titles: Titles,
  reading: Reading,
  view: RecordView,
  reasons: readonly HintReason[],
  linked: boolean,
): Promise<HintJson> {
  const item = await reading.item(view.id);
  const place = item?.place ?? null;
  return {
    id: view.id,
    code: codeOf(view),
    title: item?.title ?? view.id,
    said_at: saidAt(view),
    speaker: speakerOf(view),
    state: item?.state ?? null,
    place: place === null ? null : { id: place, title: (await titles.placeName(place)) ?? item?.placeTitle ?? place },
    reasons,
    linked,
  };
}

function eventReasons(mine: Account, item: SearchItem, points: Points): readonly HintReason[] {
  const out: HintReason[] = [];
  const point = points.get(item.place ?? '');
  if (item.place !== null && item.place === mine.place) out.push({ code: 'same_place', params: { place: item.place } });
  else if (point && mine.lat !== null && mine.lon !== null)
    out.push({
      code: 'near_place',
      params: { metres: Math.round(metresBetween(point, { lat: mine.lat, lon: mine.lon })) },
    });
  if (mine.said && item.dayLo !== null) {
    const apart = Math.max(0, item.dayLo - mine.said.lo, mine.said.lo - ((item.dayHi ?? item.dayLo + DAY) - 1));
    out.push(
      apart === 0 ? { code: 'same_day', params: {} } : { code: 'days_apart', params: { days: Math.ceil(apart / DAY) } },
    );
  }
  return out;
}

async function eventsFor(
  parts: Parts,
  titles: Titles,
  reading: Reading,
  spot: SignalSpot,
  points: Points,
): Promise<readonly EventCandidateJson[]> {
  const at = spot.saidLo ?? spot.received;
  const mine = accountOfSpot(spot, points);
  if (at === null || (spot.place === null && mine.lat === null)) return [];
  const { lat, lon } = mine;
  const nearby =
    lat === null || lon === null
      ? []
      : [...points].filter(([, p]) => metresBetween(p, { lat, lon }) <= NEAR_METRES).map(([id]) => id);
  const places = [...new Set([...(spot.place === null ? [] : [spot.place]), ...nearby])];
  const found = await parts.projection.signals.eventsNear({
    space: spot.space,
    places,
    from: at - DAY,
    to: at + 2 * DAY,
    at,
    limit: 10,
  });
  const out: EventCandidateJson[] = [];
  for (const item of found) {
    const view = await reading.view(item.id);
    out.push({
      id: item.id,
      code: view && codeOf(view),
      title: item.title,
      date: itemDate(item),
      place:
        item.place === null
          ? null
          : { id: item.place, title: (await titles.placeName(item.place)) ?? item.placeTitle ?? item.place },
      reasons: eventReasons(mine, item, points),
    });
  }
  return out;
}

const strength = (hint: HintJson): number =>
  hint.reasons.reduce(
    (n, r) => n + ({ same_media: 8, same_file: 4, same_text: 3, similar_text: 2 }[r.code as string] ?? 1),
    0,
  );

export async function signalsCandidates(
  c: Context,
  input: ApiIn<'signals.candidates'>,
): Promise<ApiOut<'signals.candidates'>> {
  const { parts } = c;
  const id = await resolveId(parts, input.id, input.space);
  const [spot] = await parts.projection.signals.spots([id.text]);
  const reading = await startReading(parts);
  const view = await reading.view(id.text);
  if (!spot || !view) return refuse('E_NOT_FOUND', { id: id.text });
  const titles = startTitles(parts, input.lang ?? 'en', c.role);
  const points = await pointsOf(parts, spot.space);
  const mine = await accountOf(reading, spot, view, points);
  const found = await around(parts, spot, (await reading.item(id.text))?.title ?? '', points);
  const links = new Set((await parts.projection.signals.linked(id.text)).map((l) => l.id));
  const twin = textOf(view, 'duplicate_of');
  const duplicates: HintJson[] = [];
  const corroborating: HintJson[] = [];
  const counted: Account[] = [mine];
  for (const other of new Map([...found.duplicates, ...found.agreeing]).values()) {
    const otherView: RecordView | null = await reading.view(other.id as RecordId);
    if (!otherView) continue;
    const account = await accountOf(reading, other, otherView, points);
    const linked = links.has(other.id) || twin === other.id || textOf(otherView, 'duplicate_of') === id.text;
    const same = found.duplicates.has(other.id) ? duplicateReasons(mine, account) : [];
    if (same.length > 0) duplicates.push(await hintJson(titles, reading, otherView, same, linked));
    const agree = agreementReasons(mine, account);
    if (agree.length > 0) {
      corroborating.push(await hintJson(titles, reading, otherView, agree, linked));
      counted.push(account);
    }
  }
  const rank = { other_origin: 0, origin_unknown: 1, same_origin: 2 } as { readonly [code: string]: number };
  const rankOf = (hint: HintJson): number => rank[hint.reasons[0]?.code ?? ''] ?? 3;
  return {
    duplicates: duplicates.toSorted((a, b) => strength(b) - strength(a) || (a.id < b.id ? -1 : 1)).slice(0, SHOWN),
    corroborating: corroborating.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1)).slice(0, SHOWN),
    events: await eventsFor(parts, titles, reading, spot, points),
    n_origins: countOrigins(counted),
    origin: speakerOf(view),
    promote: takenOver(view),
  };
}
