/** Records as lists show them. */
import type { RecordId } from '../../base/ids.ts';
import type { SearchItem } from '../port.ts';
import type { Database } from '../sqlite/open.ts';

interface ItemRow {
  readonly id: RecordId;
  readonly space: string;
  readonly kind: string;
  readonly title: string;
  readonly state: string | null;
  readonly day_lo: number | null;
  readonly day_hi: number | null;
  readonly place: RecordId | null;
  readonly place_title: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly competing: number;
  readonly origins: number;
  readonly differ: number;
}

/** A place is named by its record in the same space, else by one in another. */
const PLACE_TITLE = `(SELECT pd.title FROM rec pr JOIN doc pd ON pd.no = pr.no
  WHERE pr.id = d.place AND pr.live = 1 ORDER BY pr.space <> r.space, pr.space LIMIT 1)`;

/** Organisations say different things of it: a look at one key, and only for records with competing accounts. */
const DIFFER = `(d.competing > 0 AND EXISTS (SELECT 1 FROM facet_name n, term t, facet f
  WHERE n.text = 'competing' AND t.text = 'organisations' AND f.space = r.space AND f.facet = n.no AND f.term = t.no AND f.rec = r.no))`;

/** Where a record stands in a list: what a page is cut by, before its items are read. */
export interface Spot {
  readonly no: number;
  readonly id: string;
  readonly space: string;
  /** Sort key or rank. */
  readonly key: number;
}

/** Condition that a record comes after the mark (key, key, id, space) in descending or ascending order of `key`. */
export const afterMark = (key: string, order: '<' | '>'): string =>
  `(${key} ${order} ? OR (${key} = ? AND (r.id, s.id) > (?, ?)))`;

/** Parameters of `afterMark`. */
export function markParams(mark: { readonly key: number; readonly id: string }): [number, number, string, string] {
  const [id = '', space = ''] = mark.id.split(' ');
  return [mark.key, mark.key, id, space];
}
export const markId = (spot: Spot): string => `${spot.id} ${spot.space}`;

/** Items of a page. Read after the page is cut: a sorter would otherwise carry the titles of every hit. */
export function createItems(db: Database): (spots: readonly Spot[]) => readonly SearchItem[] {
  const read = db.prepare<[number], ItemRow>(
    `SELECT r.no, r.id, s.id AS space, r.kind, d.title, d.state, r.day_lo, r.day_hi, d.place, ${PLACE_TITLE} AS place_title,
       d.lat, d.lon, d.competing, d.origins, ${DIFFER} AS differ
     FROM rec r JOIN doc d ON d.no = r.no JOIN space s ON s.no = r.space WHERE r.no = ?`,
  );
  return (spots) =>
    spots.flatMap(({ no }) => {
      const row = read.get(no);
      return row ? [toItem(row)] : [];
    });
}

const toItem = (row: ItemRow): SearchItem => ({
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
  differ: row.differ === 1,
});
