/** No place is published finer than its settlement: coordinates to two decimals, precision and words to match. */
import { asStruct, asText, type Struct } from '../records/field-values.ts';
import type { Value } from '../ledger/model.ts';
import type { FieldView, RecordView } from '../records/model.ts';

const FINER = ['point', 'site'];

/** A Place as the public sees it. A place finer than a settlement loses its name too: the name is the address. */
export function coarsePlace(place: RecordView): RecordView {
  const fine = FINER.includes(asText(place.fields['precision']?.claims[0]?.value) ?? '');
  const fields: Record<string, FieldView> = {};
  for (const [name, field] of Object.entries(place.fields)) {
    if (fine && (name === 'names' || name === 'kind')) continue;
    fields[name] = {
      ...field,
      value: coarse(name, field.value),
      claims: field.claims.map((c) => ({ ...c, value: coarse(name, c.value), prec: null })),
    };
  }
  return { ...place, fields };
}

function coarse(name: string, value: Value): Value {
  if (name === 'precision') return FINER.includes(asText(value) ?? '') ? 'settlement' : value;
  if (name !== 'geometry') return value;
  const geometry = asStruct(value);
  const point = geometry && pointOf(geometry);
  return point ? { type: 'Point', coordinates: [point.lon.toFixed(2), point.lat.toFixed(2)] } : null;
}

/**
 * A place written on a record itself, as the public sees it: two decimals, no words, since they may be an address. Every
 * other value is returned as it is.
 */
export function coarsePlaceValue(value: Value): Value {
  const place = asStruct(value);
  if (!place || place['lat'] === undefined || place['lon'] === undefined) return value;
  const point = pointOf(place);
  const precision = asText(place['precision']);
  const admin = asText(place['admin']);
  return {
    ...(point ? { lat: point.lat.toFixed(2), lon: point.lon.toFixed(2) } : {}),
    precision: precision === null || FINER.includes(precision) ? 'settlement' : precision,
    ...(admin === null ? {} : { admin }),
  };
}

export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

/** The point of a GeoJSON Point or of `{lat, lon}`, numbers or decimal text; null for every other geometry. */
export function pointOf(geometry: Struct): LonLat | null {
  const coordinates = geometry['coordinates'];
  const [lon, lat] = Array.isArray(coordinates)
    ? (coordinates as readonly Value[])
    : [geometry['lon'], geometry['lat']];
  const point = { lon: decimal(lon), lat: decimal(lat) };
  return Number.isFinite(point.lon) && Number.isFinite(point.lat) ? point : null;
}

const decimal = (value: Value | undefined): number =>
  typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
