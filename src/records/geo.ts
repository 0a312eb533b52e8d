/** Where a record stands on a map: centre and radius. A radius grows with coarser precision; nothing coarse is a pin. */
import type { Value } from '../ledger/model.ts';

/** Metres. */
const RADIUS: Readonly<Record<string, number>> = {
  point: 25,
  site: 150,
  settlement: 5_000,
  district: 30_000,
  region: 150_000,
  country: 1_000_000,
};

export interface Spot {
  readonly lat: number;
  readonly lon: number;
  /** null = precision unknown. */
  readonly radius: number | null;
}

const radiusOf = (precision: Value | undefined): number | null =>
  typeof precision === 'string' ? (RADIUS[precision] ?? null) : null;

type Map = { readonly [key: string]: Value };
const isMap = (value: Value | undefined): value is Map =>
  value !== null &&
  value !== undefined &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);
const number = (value: Value | undefined): number | null =>
  typeof value === 'number'
    ? value
    : typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
      ? Number(value)
      : null;

/** An inline place `{lat, lon, precision}`; null for words alone. */
export function spotOfPlace(value: Value | undefined): Spot | null {
  if (!isMap(value)) return null;
  const [lat, lon] = [number(value['lat']), number(value['lon'])];
  return lat === null || lon === null ? null : { lat, lon, radius: radiusOf(value['precision']) };
}

function positions(value: Value | undefined, into: (readonly [number, number])[]): void {
  if (!Array.isArray(value)) return;
  const list = value as readonly Value[];
  const [lon, lat] = [number(list[0]), number(list[1])];
  if (lon !== null && lat !== null && !Array.isArray(list[0])) into.push([lon, lat]);
  else for (const part of list) positions(part, into);
}

/** Middle of a GeoJSON geometry's box, with a radius that covers it and is never finer than the precision. */
export function spotOfGeometry(geometry: Value | undefined, precision: Value | undefined): Spot | null {
  if (!isMap(geometry)) return null;
  const found: (readonly [number, number])[] = [];
  positions(geometry['coordinates'], found);
  if (found.length === 0) return null;
  const range = (i: 0 | 1): readonly [number, number] =>
    found.reduce<readonly [number, number]>(
      ([lo, hi], p) => [Math.min(lo, p[i]), Math.max(hi, p[i])],
      [Infinity, -Infinity],
    );
  const [west, east] = range(0);
  const [south, north] = range(1);
  const lat = (south + north) / 2;
  const half = 0.5 * Math.hypot((north - south) * 111_320, (east - west) * 111_320 * Math.cos((lat * Math.PI) / 180));
  const least = radiusOf(precision);
  return {
    lat,
    lon: (west + east) / 2,
    radius: least === null ? (half > 0 ? Math.round(half) : null) : Math.max(least, Math.round(half)),
  };
}
