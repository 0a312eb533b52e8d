/** Records as lists show them. */
import type { RecordId } from '../../base/ids.ts';
import type { SearchItem } from '../port.ts';

export interface ItemRow {
  readonly no: number;
  readonly id: RecordId;
  readonly space: string;
  readonly kind: string;
  readonly title: string;
  readonly state: string | null;
  readonly day_lo: number | null;
  readonly day_hi: number | null;
  readonly sort: number;
  readonly place: RecordId | null;
  readonly place_title: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly competing: number;
  readonly origins: number;
}

/** A place is named by its record in the same space, else by one in another. */
const PLACE_TITLE = `(SELECT pd.title FROM rec pr JOIN doc pd ON pd.no = pr.no
  WHERE pr.id = d.place AND pr.live = 1 ORDER BY pr.space <> r.space, pr.space LIMIT 1)`;

/** Columns of an item, over `rec r`, `doc d`, `space s`. */
export const ITEM_COLUMNS = `r.no, r.id, s.id AS space, r.kind, d.title, d.state, r.day_lo, r.day_hi, r.sort, d.place,
  ${PLACE_TITLE} AS place_title, d.lat, d.lon, d.competing, d.origins`;
export const ITEM_JOINS = 'JOIN doc d ON d.no = r.no JOIN space s ON s.no = r.space';

export const toItem = (row: ItemRow): SearchItem => ({
  id: row.id,
  space: row.space,
  kind: row.kind,
  title: row.title,
  state: row.state,
  dayLo: row.day_lo,
  dayHi: row.day_hi,
  place: row.place,
  placeTitle: row.place_title,
  lat: row.lat,
  lon: row.lon,
  competing: row.competing,
  origins: row.origins,
});
