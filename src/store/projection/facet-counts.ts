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

/** Up to this many hits their own facet lists are read; beyond, the facet's index is walked. */
const FEW = 3_000;
/** Values returned of one facet, the most frequent first. */
const MAX_VALUES = 1_000;

export interface FacetCounts {
  /** Counts for every facet asked for, each without its own filter. */
  count(q: SearchQuery, hasText: boolean): { readonly [facet: string]: readonly FacetValue[] };
}

export function createFacetCounts(db: Database, filters: Filters): FacetCounts {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS facet_hits (no INTEGER PRIMARY KEY)');
  const empty = db.prepare('DELETE FROM temp.facet_hits');
  const docs = db.prepare<[], string>('SELECT d.facets FROM temp.facet_hits h JOIN doc d ON d.no = h.no').pluck();
  const term = db.prepare<[number], string>('SELECT text FROM term WHERE no = ?').pluck();
  const title = db
    .prepare<[string], string>(
      'SELECT d.title FROM rec r JOIN doc d ON d.no = r.no WHERE r.id = ? AND r.live = 1 ORDER BY r.space LIMIT 1',
    )
    .pluck();

  /** Fills the table of hits; returns their number, or null when the filter is open and no table is needed. */
  function fill(filter: Filter): number | null {
    if (filter.open) return null;
    empty.run();
    return db.prepare(`INSERT INTO temp.facet_hits SELECT r.no FROM rec r WHERE ${filter.sql}`).run(...filter.params)
      .changes;
  }

  function fewCounts(facets: readonly number[]): Map<number, Map<number, number>> {
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

  function manyCounts(facet: number, spaces: readonly number[], all: boolean): Map<number, number> {
    const hit = all ? '' : 'AND EXISTS (SELECT 1 FROM temp.facet_hits h WHERE h.no = f.rec)';
    const rows = db
      .prepare<number[], [number, number]>(
        `SELECT f.term, count(*) FROM facet f WHERE f.space IN (${marks(spaces)}) AND f.facet = ? ${hit} GROUP BY f.term`,
      )
      .raw()
      .all(...spaces, facet);
    return new Map(rows);
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
        const hits = fill(filters.build(q, hasText, except));
        const nos = names.map((name) => filters.facetNo(name));
        const few = hits !== null && hits <= FEW ? fewCounts(nos.filter((no) => no !== null)) : null;
        names.forEach((name, i) => {
          const no = nos[i] ?? null;
          if (no === null) out[name] = [];
          else out[name] = named(few ? (few.get(no) ?? new Map()) : manyCounts(no, spaces, hits === null));
        });
      }
      empty.run();
      return out;
    },
  };
}
