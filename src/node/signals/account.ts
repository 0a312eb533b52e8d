/** A signal as the rules of corroboration see it, from its view or from the index alone; and how a person reads it in a list. */
import { parseEdtf } from '../../base/dates.ts';
import type { RecordId } from '../../base/ids.ts';
import type { Json } from '../../base/result.ts';
import type { SignalPlaceJson } from '../../contract/areas/signals.ts';
import { type Account, originKey } from '../../records/corroboration.ts';
import { claimsOf, dateOf, sourcesOf, termOf, textOf, textsOf, valueOf } from '../../records/field-values.ts';
import { recordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { shorten } from '../../records/titles.ts';
import type { SignalSpot } from '../../store/port.ts';
import type { Parts } from '../parts.ts';
import type { Reading } from '../reading.ts';
import { valueToJson } from '../reads/json.ts';
import type { Titles } from '../reads/titles.ts';

export interface Point {
  readonly lat: number;
  readonly lon: number;
}
export type Points = ReadonlyMap<string, Point>;

export const pointsOf = async (parts: Parts, space: string): Promise<Points> =>
  new Map((await parts.projection.signals.points(space)).map(({ id, lat, lon }) => [id, { lat, lon }] as const));

/** What the index alone knows: enough for place, time, theme and named origin. */
export function accountOfSpot(spot: SignalSpot, points: Points): Account {
  const point =
    spot.lat !== null && spot.lon !== null ? { lat: spot.lat, lon: spot.lon } : points.get(spot.place ?? '');
  return {
    id: spot.id,
    origin: spot.origin,
    speaker: null,
    place: spot.place,
    lat: point?.lat ?? null,
    lon: point?.lon ?? null,
    theme: spot.theme,
    said: spot.saidLo === null || spot.saidHi === null ? null : { lo: spot.saidLo, hi: spot.saidHi },
    media: [],
    files: [],
    text: '',
  };
}

/** Key of the source a signal rests on, when nobody is named as speaker: a copy speaks for its original. */
async function sourceOrigin(reading: Reading, view: RecordView): Promise<string | null> {
  for (const id of sourcesOf(view)) {
    const source = id.startsWith('src_') ? await reading.view(id as RecordId) : null;
    const key = source && (textOf(source, 'origin_key') ?? textOf(source, 'copy_of'));
    if (key) return `source ${key}`;
  }
  return null;
}

export async function accountOf(
  reading: Reading,
  spot: SignalSpot,
  view: RecordView,
  points: Points,
): Promise<Account> {
  const speaker = textOf(view, 'speaker');
  const media = textsOf(view, 'media');
  const files: string[] = [];
  for (const id of media) {
    const evidence = await reading.view(id as RecordId);
    const name = evidence && textOf(evidence, 'name_given');
    if (name) files.push(name);
  }
  return {
    ...accountOfSpot(spot, points),
    origin: originKey(speaker) ?? (await sourceOrigin(reading, view)),
    speaker,
    media,
    files,
    text: textOf(view, 'text') ?? '',
  };
}

/** Where a signal stands: its Place record, named in the language asked for. */
export async function placeJson(
  reading: Reading,
  titles: Titles,
  id: string | null,
  points: Points,
): Promise<SignalPlaceJson | null> {
  if (id === null) return null;
  const place = await reading.view(id as RecordId);
  const item = await reading.item(id);
  const point = points.get(id);
  return {
    id,
    title: (await titles.placeName(id)) ?? item?.title ?? id,
    lat: point?.lat ?? null,
    lon: point?.lon ?? null,
    precision: place && textOf(place, 'precision'),
  };
}

/** Id of a person of this node as records name one: `per_…` over the 16 bytes of the roster. */
export const personRef = (by: Uint8Array): RecordId => recordId('Person', by);

/** Person behind such an id; somebody of another node has no name here. */
export function personNamed(
  people: readonly { readonly id: string; readonly name: string; readonly ref: string }[],
  ref: string | null,
): { readonly id: string; readonly name: string } | null {
  if (ref === null) return null;
  const found = people.find((p) => p.ref === ref);
  return found ? { id: found.id, name: found.name } : { id: ref, name: '' };
}

/** When somebody said it, in words of EDTF. */
export const saidAt = (view: RecordView): string | null => dateOf(view, 'claimed_at')?.text ?? null;
export const codeOf = (view: RecordView): string | null => textOf(view, 'code');
/** Speaker of the text's claim, when the field itself names none. */
export const speakerOf = (view: RecordView): string | null =>
  textOf(view, 'speaker') ?? claimsOf(view, 'text')[0]?.speaker ?? null;

/** What a new Event takes over from a signal: never who sent it. */
export function takenOver(view: RecordView): { readonly [field: string]: Json } {
  const text = textOf(view, 'text') ?? '';
  const theme = termOf(view, 'theme');
  const place = valueOf(view, 'place');
  const claimed = saidAt(view);
  const received = textOf(view, 'received_at');
  const until = received === null ? null : parseEdtf(received);
  // The day of receipt is no day of the event: it only bounds it.
  const day = until?.ok ? until.value.to?.text.slice(0, 10) : undefined;
  const date = claimed ?? (day === undefined ? null : `../${day}`);
  return {
    title: shorten(text, 160),
    description: text,
    kind: theme ?? 'other',
    ...(date === null ? {} : { date }),
    ...(place === undefined || place === null ? {} : { place: valueToJson(place) }),
  };
}
