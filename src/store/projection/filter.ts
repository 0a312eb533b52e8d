/** What a query asks of a record, as one SQL condition over `rec r`. */
import { foldCase } from '../../base/text.ts';
import { unitsOfCode } from '../../records/units.ts';
import type { GeoBounds, SearchQuery } from '../port.ts';
import type { Database } from '../sqlite/open.ts';
import { spotPoint } from './spots.ts';
import { FACETS, termIds } from './term-values.ts';
import { NO_DAY } from './no-day.ts';
import { reachOf } from './reach.ts';
import { exactFold } from './tokens.ts';

export interface Filter {
  readonly sql: string;
  readonly params: readonly (string | number)[];
  /** Condition of the live records that are no hits, when nothing but spaces and a reading date is asked for; else null. */
  readonly missed: { readonly sql: string; readonly params: readonly (string | number)[] } | null;
}

export interface Filters {
  /** Local numbers of the spaces asked for. */
  spaces(q: SearchQuery): readonly number[];
  /** Condition without the filter on `except`; text hits stand in temp.found. */
  build(q: SearchQuery, hasText: boolean, except: string | null): Filter;
  facetNo(name: string): number | null;
  /** Live records of spaces. */
  liveIn(spaces: readonly number[]): number;
  isFacet(name: string): boolean;
  /** Fields that records held here can be counted by, for a refusal to name. */
  facetNames(): readonly string[];
}

export const marks = (list: readonly unknown[]): string => list.map(() => '?').join(', ');

export function createFilters(db: Database): Filters {
  const numbers = (sql: string) => db.prepare<(string | number)[], number>(sql).pluck();
  const allSpaces = numbers('SELECT no FROM space ORDER BY no');
  const oneSpace = numbers('SELECT no FROM space WHERE id = ?');
  const facet = numbers('SELECT no FROM facet_name WHERE text = ?');
  const names = db.prepare<[], string>('SELECT text FROM facet_name').pluck();
  const exact = numbers('SELECT no FROM term WHERE text = ?');
  const folded = numbers('SELECT no FROM term WHERE fold = ?');
  const named = numbers(
    `SELECT t.no FROM name_key k JOIN rec r ON r.no = k.rec JOIN term t ON t.text = r.id WHERE k.key = ? AND r.live = 1`,
  );
  const writtenSpots = db.prepare<[], { no: number; text: string }>(
    "SELECT no, text FROM term WHERE text >= '@' AND text < 'A'",
  );
  const placesIn = numbers(
    `SELECT DISTINCT t.no FROM space s JOIN facet f ON f.space = s.no JOIN rec r ON r.no = f.rec JOIN doc d ON d.no = r.no
       JOIN term t ON t.text = r.id
     WHERE f.facet = ? AND f.term = ? AND d.lat BETWEEN ? AND ? AND d.lon BETWEEN ? AND ?`,
  );
  const inRegion = numbers(
    `SELECT t.no FROM space s JOIN facet f ON f.space = s.no JOIN rec r ON r.no = f.rec JOIN term t ON t.text = r.id
     WHERE f.facet = ? AND f.term = ? AND r.kind = 'Place' AND r.live = 1`,
  );

  /** Numbers of the terms of places inside. */
  function spotsIn(b: GeoBounds): readonly number[] {
    const within = (lat: number, lon: number): boolean =>
      lat >= b.south && lat <= b.north && lon >= b.west && lon <= b.east;
    const written = writtenSpots
      .all()
      .filter(({ text }) => within(...spotPoint(text)))
      .map(({ no }) => no);
    const kind = facet.get('kind');
    const place = exact.get('Place');
    if (kind === undefined || place === undefined) return written;
    return [...written, ...placesIn.all(kind, place, b.south, b.north, b.west, b.east)];
  }

  /** Terms a value may stand for: itself in any case, a term by its label, a record by title or name, a place by its region. */
  function terms(field: string, value: string): readonly number[] {
    const found = new Set([...exact.all(value), ...folded.all(foldCase(value).trim())]);
    for (const id of termIds(field, value)) for (const no of exact.all(id)) found.add(no);
    const admin = facet.get('admin');
    const units = [...found, ...unitsOfCode(value).flatMap((unit) => exact.all(unit))];
    const places = admin === undefined ? [] : units.flatMap((unit) => inRegion.all(admin, unit));
    for (const no of [...places, ...named.all(exactFold(value).slice(0, 200))]) found.add(no);
    return [...found];
  }

  function where(q: SearchQuery, spaces: readonly number[], except: string | null): [string[], (string | number)[]] {
    const sql: string[] = [];
    const params: (string | number)[] = [];
    for (const field of new Set(q.where.map((w) => w.field))) {
      if (field === except) continue;
      if (field === 'spot') {
        const spots = q.where.filter((w) => w.field === field).flatMap((w) => exact.all(w.value));
        sql.push(spots.length === 0 ? '0' : `r.spot IN (${spots.join(', ')})`);
        continue;
      }
      const no = facet.get(field);
      const values = q.where.filter((w) => w.field === field).flatMap((w) => terms(field, w.value));
      if (no === undefined || values.length === 0) sql.push('0');
      else {
        sql.push(
          `r.no IN (SELECT rec FROM facet WHERE space IN (${marks(spaces)}) AND facet = ? AND term IN (${marks(values)}))`,
        );
        params.push(...spaces, no, ...values);
      }
    }
    return [sql, params];
  }

  return {
    spaces: (q) => (q.spaces === null ? allSpaces.all() : q.spaces.flatMap((id) => oneSpace.all(id))),
    build(q, hasText, except) {
      const spaces = this.spaces(q);
      const sql: string[] = ['r.live = 1', `r.space IN (${marks(spaces)})`];
      const params: (string | number)[] = [...spaces];
      const add = (condition: string, ...values: (string | number)[]): void => {
        sql.push(condition);
        params.push(...values);
      };
      if (q.kinds.length > 0 && except !== 'kind') add(`r.kind IN (${marks(q.kinds)})`, ...q.kinds);
      const [conditions, values] = where(q, spaces, except);
      for (const condition of conditions) sql.push(condition);
      params.push(...values);
      if (q.from !== null) add('r.day_hi > ?', q.from);
      if (q.to !== null) add('r.sort < ? AND r.sort > ?', q.to, NO_DAY);
      if (q.bounds) {
        const inside = spotsIn(q.bounds);
        add(inside.length === 0 ? '0' : `r.spot IN (${inside.join(', ')})`);
      }
      // A record without a date has the lowest sort key, so that it stays.
      const out: string[] = [];
      const outParams: number[] = [];
      if (q.asOf !== null) {
        out.push('r.sort > ?');
        outParams.push(q.asOf);
      }
      const reach = q.audience === undefined ? 2 : reachOf(q.audience);
      if (reach < 2) {
        out.push('r.reach > ?');
        outParams.push(reach);
      }
      const asked = sql.length > 2 || hasText;
      const missed = asked
        ? null
        : { sql: `${sql.join(' AND ')} AND (${out.join(' OR ') || '0'})`, params: [...params, ...outParams] };
      if (q.asOf !== null) add('r.sort <= ?', q.asOf);
      if (reach < 2) add('r.reach <= ?', reach);
      if (hasText) add('r.no IN (SELECT no FROM temp.found)');
      return { sql: sql.join(' AND '), params, missed };
    },
    liveIn: (spaces) =>
      numbers(`SELECT count(*) FROM rec r WHERE r.live = 1 AND r.space IN (${marks(spaces)})`).get(...spaces) ?? 0,
    facetNo: (name) => facet.get(name) ?? null,
    isFacet: (name) => name === 'spot' || FACETS.has(name) || facet.get(name) !== undefined,
    facetNames: () => names.all().sort(),
  };
}
