/**
 * Facets in memory: which terms each record has, one column per space and facet, read when first counted. Counting a
 * thousand hits is then a loop over two arrays instead of a thousand look-ups. Rows written since are read again by their
 * `ver`; an index that was emptied, or a large import, starts the columns anew.
 */
import type { Database } from '../sqlite/open.ts';

/** Rows read again one by one; more than these are read with the whole column. */
const MAX_CHANGED = 2_000;
/** Numbers held in memory at once, 4 bytes each. */
const MAX_HELD = 24_000_000;

export type TermCounts = Map<number, number>;

interface Column {
  readonly space: number;
  readonly facet: number;
  /** Terms of record `no` stand from `start[no]` to `start[no + 1]`. */
  readonly start: Uint32Array;
  readonly terms: Uint32Array;
  /** Records written since the column was read. */
  readonly later: Map<number, readonly number[]>;
  readonly highestTerm: number;
}

export interface Columns {
  /** Brings what is held up to the snapshot now read. Called once per answer, inside its transaction. */
  refresh(): void;
  /** Counts of the terms of a facet over records of any of the spaces. */
  count(spaces: readonly number[], facet: number, hits: Uint32Array): TermCounts;
  /** The same over every live record. */
  all(spaces: readonly number[], facet: number): TermCounts;
}

function sumUp(counts: Uint32Array, into: TermCounts): void {
  for (let t = 0; t < counts.length; t++) {
    const n = counts[t] ?? 0;
    if (n > 0) into.set(t, (into.get(t) ?? 0) + n);
  }
}

/** Numbers of a list such as `3,17,4`; far faster than a row each. */
export function numbersOf(list: string | null | undefined): Uint32Array {
  if (!list) return new Uint32Array(0);
  let n = 1;
  for (let i = 0; i < list.length; i++) if (list.charCodeAt(i) === 44) n++;
  const out = new Uint32Array(n);
  let at = 0;
  let value = 0;
  for (let i = 0; i < list.length; i++) {
    const code = list.charCodeAt(i);
    if (code === 44) {
      out[at++] = value;
      value = 0;
    } else value = value * 10 + code - 48;
  }
  out[at] = value;
  return out;
}

export function createColumns(db: Database): Columns {
  const born = db.prepare<[], number>("SELECT value FROM meta WHERE key = 'born'").pluck();
  const newest = db.prepare<[], { ver: number; no: number }>(
    'SELECT coalesce(max(ver), 0) AS ver, (SELECT coalesce(max(no), 0) FROM rec) AS no FROM rec',
  );
  const changed = db.prepare<[number, number], { no: number; space: number; facets: string | null }>(
    'SELECT r.no, r.space, d.facets FROM rec r LEFT JOIN doc d ON d.no = r.no WHERE r.ver > ? LIMIT ?',
  );
  const read = db.prepare<[number, number], { term: number; recs: string }>(
    'SELECT term, group_concat(rec) AS recs FROM facet WHERE space = ? AND facet = ? GROUP BY term',
  );
  let columns = new Map<string, Column>();
  let held = 0;
  let since = { born: -1, ver: 0, no: 0 };

  function forget(): void {
    columns = new Map();
    held = 0;
  }

  function load(space: number, facet: number): Column {
    const lists: { term: number; recs: Uint32Array }[] = [];
    let highestTerm = 0;
    let total = 0;
    const start = new Uint32Array(since.no + 2);
    for (const { term, recs } of read.iterate(space, facet)) {
      const list = numbersOf(recs);
      for (const no of list) start[no + 1] = (start[no + 1] ?? 0) + 1;
      lists.push({ term, recs: list });
      highestTerm = Math.max(highestTerm, term);
      total += list.length;
    }
    for (let no = 1; no < start.length; no++) start[no] = (start[no] ?? 0) + (start[no - 1] ?? 0);
    const next = start.slice();
    const terms = new Uint32Array(total);
    for (const { term, recs } of lists)
      for (const no of recs) {
        const at = next[no] ?? 0;
        terms[at] = term;
        next[no] = at + 1;
      }
    if (held + total + start.length > MAX_HELD) forget();
    held += total + start.length;
    return { space, facet, start, terms, later: new Map(), highestTerm };
  }

  function column(space: number, facet: number): Column {
    const key = `${space} ${facet}`;
    const found = columns.get(key) ?? load(space, facet);
    columns.set(key, found);
    return found;
  }

  function addLater(no: number, space: number, facets: string | null): void {
    const list = facets === null ? [] : (JSON.parse(facets) as number[]);
    for (const c of columns.values()) {
      if (c.space !== space) continue;
      const terms: number[] = [];
      for (let i = 0; i + 1 < list.length; i += 2) if (list[i] === c.facet) terms.push(list[i + 1] ?? 0);
      c.later.set(no, terms);
    }
  }

  return {
    refresh() {
      const now = { born: born.get() ?? 0, ...(newest.get() ?? { ver: 0, no: 0 }) };
      if (now.born !== since.born) forget();
      else if (now.ver > since.ver && columns.size > 0) {
        const rows = changed.all(since.ver, MAX_CHANGED + 1);
        const many = [...columns.values()].some((c) => c.later.size + rows.length > MAX_CHANGED);
        if (many) forget();
        else for (const row of rows) addLater(row.no, row.space, row.facets);
      }
      since = now;
    },
    count(spaces, facet, hits) {
      const out: TermCounts = new Map();
      for (const space of spaces) {
        const { start, terms, later, highestTerm } = column(space, facet);
        const counts = new Uint32Array(highestTerm + 1);
        for (const no of hits) {
          const fresh = later.size > 0 ? later.get(no) : undefined;
          if (fresh) {
            for (const t of fresh) out.set(t, (out.get(t) ?? 0) + 1);
            continue;
          }
          const end = start[no + 1] ?? 0;
          for (let i = start[no] ?? end; i < end; i++) {
            const t = terms[i] ?? 0;
            counts[t] = (counts[t] ?? 0) + 1;
          }
        }
        sumUp(counts, out);
      }
      return out;
    },
    all(spaces, facet) {
      const out: TermCounts = new Map();
      for (const space of spaces) {
        const { start, terms, later, highestTerm } = column(space, facet);
        const counts = new Uint32Array(highestTerm + 1);
        for (const t of terms) counts[t] = (counts[t] ?? 0) + 1;
        for (const [no, fresh] of later) {
          const end = start[no + 1] ?? 0;
          for (let i = start[no] ?? end; i < end; i++) {
            const t = terms[i] ?? 0;
            counts[t] = (counts[t] ?? 0) - 1;
          }
          for (const t of fresh) out.set(t, (out.get(t) ?? 0) + 1);
        }
        sumUp(counts, out);
      }
      return out;
    },
  };
}
