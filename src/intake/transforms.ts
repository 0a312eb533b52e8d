/**
 * The closed set of transforms a profile may name, where a map of values does not suffice. Each takes the cells of the
 * field's columns and gives the text or structure that the field's type then reads; null = nothing to say.
 *
 *   span         [start, end, time?]    EDTF: one date, or `start/end`; a time of day joins the start
 *   interval     [start, end]           EDTF interval, also when both are the same day
 *   offset-time  [local time, hours, utc] the local time with its offset when that is a whole quarter of an hour within
 *                                       14 hours; otherwise the time in UTC
 *   ucdp-date    [start, end, prec]     UCDP date_prec: 1 day, 2-3 the interval, 4 month, 5 year
 *   lat-lon      [lat, lon]             GeoJSON point; coordinates as decimal text
 *   ucdp-place   [lat, lon, prec, name] inline place with the precision of UCDP where_prec
 *   json         [text]                 the JSON value written in the cell
 */
import type { Json } from '../base/result.ts';

export const TRANSFORM_NAMES = [
  'span',
  'interval',
  'offset-time',
  'ucdp-date',
  'lat-lon',
  'ucdp-place',
  'json',
] as const;
export type TransformName = (typeof TRANSFORM_NAMES)[number];

/** `undefined` = the cells cannot be read; null = they are empty. */
export type Transform = (cells: readonly string[]) => Json | undefined;

function span([start = '', end = '', time = '']: readonly string[]): Json {
  const from = time === '' ? start : `${start}T${time}`;
  if (start === '') return end === '' ? null : `../${end}`;
  return end === '' || end === start ? from : `${from}/${end}`;
}

const interval = ([start = '', end = '']: readonly string[]): Json =>
  start === '' && end === '' ? null : `${start || '..'}/${end || '..'}`;

function offsetTime([local = '', hours = '', utc = '']: readonly string[]): Json {
  if (local === '') return utc === '' ? null : utc;
  const h = Number(hours);
  if (hours === '' || !Number.isFinite(h) || Math.abs(h) > 14 || !Number.isInteger(h * 4)) return utc || local;
  const abs = Math.abs(h);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${local}${h < 0 ? '-' : '+'}${two(Math.floor(abs))}:${two((abs % 1) * 60)}`;
}

function ucdpDate([start = '', end = '', precision = '']: readonly string[]): Json | undefined {
  const from = start.slice(0, 10);
  const to = end.slice(0, 10);
  if (from === '') return to === '' ? null : to;
  if (precision === '5') return from.slice(0, 4);
  if (precision === '4' && from.slice(0, 7) === to.slice(0, 7)) return from.slice(0, 7);
  return to === '' || to === from ? from : `${from}/${to}`;
}

const DEGREES = /^-?\d{1,3}(?:\.\d{1,12})?$/;
const isDegrees = (text: string, max: number): boolean => DEGREES.test(text) && Math.abs(Number(text)) <= max;

function latLon([lat = '', lon = '']: readonly string[]): Json | undefined {
  if (lat === '' && lon === '') return null;
  if (!isDegrees(lat, 90) || !isDegrees(lon, 180)) return undefined;
  return { type: 'Point', coordinates: [lon, lat] };
}

const WHERE_PRECISION: Readonly<Record<string, string>> = {
  '1': 'point',
  '2': 'settlement',
  '3': 'district',
  '4': 'region',
  '5': 'unknown',
  '6': 'country',
  '7': 'unknown',
};

function ucdpPlace([lat = '', lon = '', precision = '', name = '']: readonly string[]): Json | undefined {
  if (lat === '' && lon === '') return null;
  if (!isDegrees(lat, 90) || !isDegrees(lon, 180)) return undefined;
  return { lat, lon, precision: WHERE_PRECISION[precision] ?? 'unknown', as_given: name };
}

function json([text = '']: readonly string[]): Json | undefined {
  if (text === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export const TRANSFORMS: { readonly [N in TransformName]: Transform } = {
  span,
  interval,
  'offset-time': offsetTime,
  'ucdp-date': ucdpDate,
  'lat-lon': latLon,
  'ucdp-place': ucdpPlace,
  json,
};
