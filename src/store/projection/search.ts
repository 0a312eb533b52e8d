/** Search: text, filters, exact totals and facets, keyset pages, counts by place and day. One call reads one snapshot of the index. */
import { refuse } from '../../base/failures.ts';
import { err, type Json, ok } from '../../base/result.ts';
import type { RecordId } from '../../base/ids.ts';
import type { DayCounts, Projection, SearchPage, SearchQuery, SearchSort, SpotCounts } from '../port.ts';
import type { Database } from '../sqlite/open.ts';
import { createColumns } from './columns.ts';
import { decodeMark, encodeMark, type PageMark, queryHash } from './cursor.ts';
import { createFacetCounts } from './facet-counts.ts';
import { createFilters, type Filter } from './filter.ts';
import { afterMark, createItems, markId, markParams, type Spot } from './items.ts';
import { NO_DAY } from './no-day.ts';
import { allOf, anyOf, type TextUnit, textUnits } from './query-text.ts';
import { createAggregates } from './spots.ts';

export const MAX_LIMIT = 200;
/** bm25 over more hits than this takes longer than a person waits. */
const MAX_RANKED = 20_000;
/** Title, body, Kazakh forms, name keys. */
const WEIGHTS = '10.0, 1.0, 1.0, 8.0';

export type Search = (q: SearchQuery) => Awaited<ReturnType<Projection['search']>>;
export interface Searches {
  readonly search: Search;
  spots(q: SearchQuery): SpotCounts;
  days(q: SearchQuery): DayCounts;
  matching(q: SearchQuery, limit: number, after?: RecordId): readonly RecordId[];
}

/** What the page mark of a query is bound to. */
const asked = (q: SearchQuery): Json => [
  ...[q.spaces, q.text, q.kinds, q.where.map((w) => [w.field, w.value]), q.from, q.to, q.facets, q.asOf],
  ...[q.audience ?? null, q.bounds ? [q.bounds.west, q.bounds.south, q.bounds.east, q.bounds.north] : null],
  q.sort ?? null,
];

export function createSearch(db: Database): Searches {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS found (no INTEGER PRIMARY KEY)');
  db.exec('CREATE TEMP TABLE IF NOT EXISTS ranked (no INTEGER PRIMARY KEY, rank REAL NOT NULL)');
  const filters = createFilters(db);
  const facets = createFacetCounts(db, filters, createColumns(db));
  const aggregates = createAggregates(db);
  const items = createItems(db);
  const clearFound = db.prepare('DELETE FROM temp.found');
  const clearRanked = db.prepare('DELETE FROM temp.ranked');
  const findText = db.prepare<[string]>('INSERT INTO temp.found SELECT rowid FROM ft WHERE ft MATCH ?');
  const inNames = db.prepare<[string], number>('SELECT rowid FROM ft_name WHERE ft_name MATCH ? LIMIT 1').pluck();
  const rank = db.prepare<[string]>(
    `UPDATE temp.ranked SET rank = k.rank FROM (SELECT rowid AS no, bm25(ft, ${WEIGHTS}) AS rank FROM ft
     WHERE ft MATCH ? AND +rowid IN (SELECT no FROM temp.ranked)) AS k WHERE k.no = ranked.no`,
  );

  /** Fills temp.found with the records all units match, in their texts or inside a romanised name. */
  function find(units: readonly TextUnit[]): void {
    clearFound.run();
    if (!units.some((u) => u.part !== null && inNames.get(u.part) !== undefined))
      return void findText.run(allOf(units));
    const sets: string[] = [];
    const params: string[] = [];
    for (const unit of units) {
      const names = unit.part === null ? '' : ' UNION SELECT rowid FROM ft_name WHERE ft_name MATCH ?';
      sets.push(`SELECT rowid FROM (SELECT rowid FROM ft WHERE ft MATCH ?${names})`);
      params.push(unit.match, ...(unit.part === null ? [] : [unit.part]));
    }
    db.prepare(`INSERT INTO temp.found ${sets.join(' INTERSECT ')}`).run(...params);
  }

  const count = ({ sql, params }: Filter): number =>
    db
      .prepare<(string | number)[], number>(`SELECT count(*) FROM rec r WHERE ${sql}`)
      .pluck()
      .get(...params) ?? 0;

  /** A page by a column of an index; `more` narrows it further. */
  function byKey(
    filter: Filter,
    key: 'r.sort' | 'r.updated',
    order: 'ASC' | 'DESC',
    mark: PageMark | null,
    limit: number,
    more = '',
  ): Spot[] {
    const after = mark ? `AND ${afterMark(key, order === 'DESC' ? '<' : '>')}` : '';
    return db
      .prepare<(string | number)[], Spot>(
        `SELECT r.no, r.id, s.id AS space, ${key} AS key FROM rec r JOIN space s ON s.no = r.space
         WHERE ${filter.sql} ${more} ${after} ORDER BY ${key} ${order}, r.id, s.id LIMIT ?`,
      )
      .all(...filter.params, ...(mark ? markParams(mark) : []), limit);
  }

  /** Records without a date have the lowest key and still come last. */
  function oldest(filter: Filter, mark: PageMark | null, limit: number): Spot[] {
    const undated = `AND r.sort = ${NO_DAY}`;
    if (mark?.key === NO_DAY) return byKey(filter, 'r.sort', 'ASC', mark, limit, undated);
    const dated = byKey(filter, 'r.sort', 'ASC', mark, limit, `AND r.sort > ${NO_DAY}`);
    const left = limit - dated.length;
    return left === 0 ? dated : [...dated, ...byKey(filter, 'r.sort', 'ASC', null, left, undated)];
  }

  function inOrder(order: SearchSort, filter: Filter, mark: PageMark | null, limit: number): Spot[] {
    if (order === 'oldest') return oldest(filter, mark, limit);
    return byKey(filter, order === 'updated' ? 'r.updated' : 'r.sort', 'DESC', mark, limit);
  }

  function relevant(filter: Filter, units: readonly TextUnit[], mark: PageMark | null, limit: number): Spot[] {
    clearRanked.run();
    db.prepare(`INSERT INTO temp.ranked SELECT r.no, 0 FROM rec r WHERE ${filter.sql}`).run(...filter.params);
    rank.run(anyOf(units));
    const after = mark ? `WHERE ${afterMark('h.rank', '>')}` : '';
    const spots = db
      .prepare<(string | number)[], Spot>(
        `SELECT r.no, r.id, s.id AS space, h.rank AS key FROM temp.ranked h JOIN rec r ON r.no = h.no
         JOIN space s ON s.no = r.space ${after} ORDER BY h.rank, r.id, s.id LIMIT ?`,
      )
      .all(...(mark ? markParams(mark) : []), limit);
    clearRanked.run();
    return spots;
  }

  function answer(q: SearchQuery, mark: PageMark | null, hash: string): SearchPage {
    const units = q.text === null ? [] : textUnits(q.text);
    if (units.length > 0) find(units);
    const filter = filters.build(q, units.length > 0, null);
    // What facets count are the hits themselves: no need to count them twice.
    const counted = q.facets.length > 0 ? facets.count(q, units.length > 0) : null;
    const total = counted?.total ?? count(filter);
    const ranked = q.sort === undefined && units.length > 0;
    const byRank = ranked && (mark ? mark.order === 'relevance' : total <= MAX_RANKED);
    const sort = q.sort ?? 'newest';
    const spots = byRank ? relevant(filter, units, mark, q.limit + 1) : inOrder(sort, filter, mark, q.limit + 1);
    if (units.length > 0) clearFound.run();
    const order = byRank ? 'relevance' : sort;
    const last = spots.length > q.limit ? spots[q.limit - 1] : undefined;
    return {
      total,
      items: items(spots.slice(0, q.limit)),
      ...(counted ? { facets: counted.facets } : {}),
      ...(last ? { cursor: encodeMark({ order, key: last.key, id: markId(last) }, hash) } : {}),
      order,
    };
  }

  /** The records of a query, for counts over all of them. Throws E_FACET. */
  function over<T>(q: SearchQuery, work: (filter: Filter) => T): T {
    const facet = q.where.map((w) => w.field).find((name) => !filters.isFacet(name));
    if (facet !== undefined) refuse('E_FACET', { facet, known: filters.facetNames() });
    return db.transaction(() => {
      const units = q.text === null ? [] : textUnits(q.text);
      if (units.length > 0) find(units);
      const value = work(filters.build(q, units.length > 0, null));
      if (units.length > 0) clearFound.run();
      return value;
    })();
  }

  const search: Search = (q) => {
    if (!Number.isInteger(q.limit) || q.limit < 1 || q.limit > MAX_LIMIT) {
      return err({ code: 'E_LIMIT', params: { field: 'limit', max: MAX_LIMIT } });
    }
    const facet = [...q.facets, ...q.where.map((w) => w.field)].find((name) => !filters.isFacet(name));
    if (facet !== undefined) return err({ code: 'E_FACET', params: { facet, known: filters.facetNames() } });
    const hash = queryHash(asked(q));
    const mark = q.after === null ? null : decodeMark(q.after, hash);
    if (q.after !== null && (mark === null || !['relevance', q.sort ?? 'newest'].includes(mark.order))) {
      return err({ code: 'E_CURSOR' });
    }
    return ok(db.transaction(() => answer(q, mark, hash))());
  };

  return {
    search,
    spots: (q) => over(q, aggregates.spots),
    days: (q) => over(q, aggregates.days),
    matching: (q, limit, after = '' as RecordId) =>
      over(q, ({ sql, params }) =>
        db
          .prepare<(string | number)[], RecordId>(
            `SELECT r.id FROM rec r WHERE ${sql} AND r.id > ? ORDER BY r.id LIMIT ?`,
          )
          .pluck()
          .all(...params, after, limit),
      ),
  };
}
