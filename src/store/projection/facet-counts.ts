/** Exact counts of the terms of a facet over the hits of a query. */
import { decodeId } from '../../base/ids.ts';
import type { SearchQuery } from '../port.ts';
import type { Database } from '../sqlite/open.ts';
import { type Columns, numbersOf, type TermCounts } from './columns.ts';
import type { Filter, Filters } from './filter.ts';

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** Values returned of one facet, the most frequent first. */
const MAX_VALUES = 1_000;

export interface FacetCounts {
  /** Counts for every facet asked for, each without its own filter. Inside the transaction of the answer. */
  count(
    q: SearchQuery,
    hasText: boolean,
  ): {
    readonly facets: { readonly [facet: string]: readonly FacetValue[] };
    /** Hits of the whole query where they were counted one by one, else null. */
    readonly total: number | null;
  };
}

type Param = string | number;

export function createFacetCounts(db: Database, filters: Filters, columns: Columns): FacetCounts {
  const term = db.prepare<[number], string>('SELECT text FROM term WHERE no = ?').pluck();
  const title = db
    .prepare<[string], string>(
      'SELECT d.title FROM rec r JOIN doc d ON d.no = r.no WHERE r.id = ? AND r.live = 1 ORDER BY r.space LIMIT 1',
    )
    .pluck();

  const recordsOf = (condition: string, params: readonly Param[]): Uint32Array =>
    numbersOf(
      db
        .prepare<Param[], string | null>(`SELECT group_concat(r.no) FROM rec r WHERE ${condition}`)
        .pluck()
        .get(...params),
    );

  /** Few records are left out of everything: they are counted and taken off the whole; else the hits are counted. */
  function countsOf(
    filter: Filter,
    spaces: readonly number[],
  ): { readonly hits: number | null; readonly of: (facet: number) => TermCounts } {
    if (filter.missed === null) {
      const hits = recordsOf(filter.sql, filter.params);
      return { hits: hits.length, of: (facet) => columns.count(spaces, facet, hits) };
    }
    const missed = recordsOf(filter.missed.sql, filter.missed.params);
    const allBut = (facet: number): TermCounts => {
      const counts = columns.all(spaces, facet);
      for (const [t, n] of columns.count(spaces, facet, missed)) {
        const left = (counts.get(t) ?? 0) - n;
        if (left > 0) counts.set(t, left);
        else counts.delete(t);
      }
      return counts;
    };
    return { hits: null, of: allBut };
  }

  function named(counts: ReadonlyMap<number, number>): readonly FacetValue[] {
    const rows = [...counts];
    // Names are looked up for what is returned and for those as frequent as the last of it.
    if (rows.length > MAX_VALUES) rows.sort((a, b) => b[1] - a[1]);
    const least = rows.length > MAX_VALUES ? (rows[MAX_VALUES - 1]?.[1] ?? 0) : 0;
    const read = rows.filter(([, n]) => n >= least).map(([no, count]) => ({ value: term.get(no) ?? '', count }));
    read.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return read.slice(0, MAX_VALUES).map(({ value, count }) => ({
      value,
      label: decodeId(value).ok ? (title.get(value) ?? value) : value,
      count,
    }));
  }

  return {
    count(q, hasText) {
      columns.refresh();
      const spaces = filters.spaces(q);
      const filtered = new Set([...q.where.map((w) => w.field), ...(q.kinds.length > 0 ? ['kind'] : [])]);
      const groups = new Map<string | null, string[]>();
      for (const name of new Set(q.facets)) {
        const except = filtered.has(name) ? name : null;
        groups.set(except, [...(groups.get(except) ?? []), name]);
      }
      const out: { [facet: string]: readonly FacetValue[] } = {};
      let total: number | null = null;
      for (const [except, names] of groups) {
        const counts = countsOf(filters.build(q, hasText, except), spaces);
        if (except === null) total = counts.hits;
        for (const name of names) {
          const no = filters.facetNo(name);
          out[name] = no === null ? [] : named(counts.of(no));
        }
      }
      return { facets: out, total };
    },
  };
}
