/** Exact counts of the terms of a facet over the hits of a query. */
import { decodeId } from '../../base/ids.ts';
import type { SearchQuery } from '../port.ts';
import type { Database } from '../sqlite/open.ts';
import { type Filter, type Filters, marks } from './filter.ts';

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

const FEW = 3_000;
/** Values returned of one facet, the most frequent first. */
const MAX_VALUES = 1_000;

export interface FacetCounts {
  /** Counts for every facet asked for, each without its own filter. */
  count(q: SearchQuery, hasText: boolean): { readonly [facet: string]: readonly FacetValue[] };
}

type Param = string | number;
type Counts = Map<number, number>;
/** Counts by facet number. */
type CountsOf = (facet: number) => Counts;

/** `few`: up to this many records their own lists of facets are read; beyond, the facet's index is walked. */
export function createFacetCounts(db: Database, filters: Filters, few = FEW): FacetCounts {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS counted (no INTEGER PRIMARY KEY)');
  const empty = db.prepare('DELETE FROM temp.counted');
  const docs = db.prepare<[], string>('SELECT d.facets FROM temp.counted h JOIN doc d ON d.no = h.no').pluck();
  const invert = (spaces: readonly number[]): void => {
    db.exec('CREATE TEMP TABLE IF NOT EXISTS others (no INTEGER PRIMARY KEY)');
    db.exec('DELETE FROM temp.others');
    db.prepare(
      `INSERT INTO temp.others SELECT r.no FROM rec r WHERE r.live = 1 AND r.space IN (${marks(spaces)})
       AND r.no NOT IN (SELECT no FROM temp.counted)`,
    ).run(...spaces);
    empty.run();
    db.exec('INSERT INTO temp.counted SELECT no FROM temp.others');
    db.exec('DELETE FROM temp.others');
  };
  const term = db.prepare<[number], string>('SELECT text FROM term WHERE no = ?').pluck();
  const title = db
    .prepare<[string], string>(
      'SELECT d.title FROM rec r JOIN doc d ON d.no = r.no WHERE r.id = ? AND r.live = 1 ORDER BY r.space LIMIT 1',
    )
    .pluck();

  /** Fills temp.counted; returns the number of its rows. */
  function fill(condition: string, params: readonly Param[]): number {
    empty.run();
    return db.prepare(`INSERT INTO temp.counted SELECT r.no FROM rec r WHERE ${condition}`).run(...params).changes;
  }

  /** Counts over temp.counted from the records' own lists. */
  function listed(facets: readonly number[]): Map<number, Counts> {
    const out = new Map(facets.map((f) => [f, new Map<number, number>()] as const));
    for (const text of docs.iterate()) {
      const list = JSON.parse(text) as number[];
      for (let i = 0; i + 1 < list.length; i += 2) {
        const counts = out.get(list[i] as number);
        const t = list[i + 1] as number;
        counts?.set(t, (counts.get(t) ?? 0) + 1);
      }
    }
    return out;
  }

  /** Counts by walking a facet: of all live records of the spaces, or of those in temp.counted. */
  function walked(facet: number, spaces: readonly number[], all: boolean): Counts {
    const hit = all ? '' : 'AND EXISTS (SELECT 1 FROM temp.counted h WHERE h.no = f.rec)';
    const sql = `SELECT f.term, count(*) FROM facet f WHERE f.space IN (${marks(spaces)}) AND f.facet = ? ${hit} GROUP BY f.term`;
    return new Map(
      db
        .prepare<number[], [number, number]>(sql)
        .raw()
        .all(...spaces, facet),
    );
  }

  /** All less those in temp.counted, which are few. */
  function allBut(facets: readonly number[], spaces: readonly number[]): CountsOf {
    const missing = listed(facets);
    return (facet) => {
      const counts = walked(facet, spaces, true);
      for (const [t, n] of missing.get(facet) ?? []) {
        const left = (counts.get(t) ?? 0) - n;
        if (left > 0) counts.set(t, left);
        else counts.delete(t);
      }
      return counts;
    };
  }

  /** The cheapest exact way: few hits are read one by one, few others are taken off the whole, else the facet is walked. */
  function countsOf(filter: Filter, facets: readonly number[], spaces: readonly number[]): CountsOf {
    if (filter.missed !== null && fill(filter.missed.sql, filter.missed.params) <= few) return allBut(facets, spaces);
    const hits = fill(filter.sql, filter.params);
    if (hits <= few) {
      const counts = listed(facets);
      return (facet) => counts.get(facet) ?? new Map();
    }
    if (filters.liveIn(spaces) - hits > few) return (facet) => walked(facet, spaces, false);
    invert(spaces);
    return allBut(facets, spaces);
  }

  function named(counts: ReadonlyMap<number, number>): readonly FacetValue[] {
    const rows = [...counts].map(([no, count]) => ({ value: term.get(no) ?? '', count }));
    rows.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return rows.slice(0, MAX_VALUES).map(({ value, count }) => ({
      value,
      label: decodeId(value).ok ? (title.get(value) ?? value) : value,
      count,
    }));
  }

  return {
    count(q, hasText) {
      const spaces = filters.spaces(q);
      const filtered = new Set([...q.where.map((w) => w.field), ...(q.kinds.length > 0 ? ['kind'] : [])]);
      const groups = new Map<string | null, string[]>();
      for (const name of new Set(q.facets)) {
        const except = filtered.has(name) ? name : null;
        groups.set(except, [...(groups.get(except) ?? []), name]);
      }
      const out: { [facet: string]: readonly FacetValue[] } = {};
      for (const [except, names] of groups) {
        const nos = names.map((name) => filters.facetNo(name));
        const counts = countsOf(
          filters.build(q, hasText, except),
          nos.filter((no) => no !== null),
          spaces,
        );
        names.forEach((name, i) => {
          const no = nos[i] ?? null;
          out[name] = no === null ? [] : named(counts(no));
        });
      }
      empty.run();
      return out;
    },
  };
}
