/**
 * Canonical dump: one JSON line per record, ordered by space id and record id, with no local integer, no order of arrival
 * and no derived date bound. `digest` covers every claim the record shows and the text it is found by.
 */
import { createHash } from 'node:crypto';
import type { Database } from '../sqlite/open.ts';

interface DumpRow {
  readonly no: number;
  readonly space: string;
  readonly id: string;
  readonly kind: string;
  readonly names: string;
  readonly facets: string;
  readonly [column: string]: string | number | null;
}

/** Lines without line ends. The caller holds one read transaction for as long as it iterates. */
export function* dumpLines(db: Database): Generator<string> {
  const term = db.prepare<[number], string>('SELECT text FROM term WHERE no = ?').pluck();
  const facet = db.prepare<[number], string>('SELECT text FROM facet_name WHERE no = ?').pluck();
  const rels = db
    .prepare<[number], [string, string]>(
      'SELECT f.text, t.text FROM rel l JOIN term f ON f.no = l.field JOIN term t ON t.no = l.target WHERE l.rec = ?',
    )
    .raw();
  const rows = db.prepare<[], DumpRow>(
    `SELECT r.no, s.id AS space, r.id, r.kind, d.title, d.state, d.lat, d.lon, d.radius, d.place, d.audience, d.competing,
       d.origins, d.digest, d.names, d.facets
     FROM rec r JOIN space s ON s.no = r.space JOIN doc d ON d.no = r.no WHERE r.live = 1 ORDER BY s.id, r.id`,
  );
  for (const { no, names, facets, ...columns } of rows.iterate()) {
    const numbers = JSON.parse(facets) as number[];
    const terms: string[] = [];
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      terms.push(`${facet.get(numbers[i] ?? 0)}=${term.get(numbers[i + 1] ?? 0)}`);
    }
    const refs = rels.all(no).map(([field, to]) => `${field}>${to}`);
    yield JSON.stringify({
      ...columns,
      names: (JSON.parse(names) as string[]).sort(),
      facets: terms.sort(),
      refs: refs.sort(),
    });
  }
}

/** Sizes of the tables that searches read beside the records themselves: a lost or doubled row shows here. */
export function tableLines(db: Database): readonly string[] {
  const facets = db
    .prepare<[], [string, string, number]>(
      'SELECT s.id, n.text, count(*) FROM facet f JOIN space s ON s.no = f.space JOIN facet_name n ON n.no = f.facet GROUP BY 1, 2 ORDER BY 1, 2',
    )
    .raw()
    .all();
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
  return [
    ...facets.map((row) => JSON.stringify(['facet', ...row])),
    JSON.stringify(['rel', count('SELECT count(*) FROM rel')]),
    JSON.stringify(['signal', count('SELECT count(*) FROM signal'), count('SELECT total(n) FROM signal_count')]),
    JSON.stringify(['name_key', count('SELECT count(*) FROM name_key')]),
    JSON.stringify(['ft', count('SELECT count(*) FROM ft_docsize')]),
    JSON.stringify(['ft_name', count('SELECT count(*) FROM ft_name_docsize')]),
    JSON.stringify(['row_key', count('SELECT count(*) FROM row_key')]),
    JSON.stringify(['ended', count('SELECT count(DISTINCT target * 1000000 + idx) FROM ended')]),
  ];
}

export interface DumpComparison {
  readonly equal: boolean;
  readonly records: number;
  readonly sha256: string;
  readonly firstDifference: string | null;
}

/** Compares two indexes; the hash is over the dump of the first, a line feed after each line. */
export function compareDumps(mine: Database, fresh: Database): DumpComparison {
  const hash = createHash('sha256');
  let records = 0;
  let firstDifference: string | null = null;
  const other = dumpLines(fresh);
  for (const line of dumpLines(mine)) {
    records += 1;
    hash.update(`${line}\n`);
    const next = other.next();
    if (firstDifference === null && (next.done || next.value !== line)) {
      firstDifference = `index: ${line}; rebuilt: ${next.done ? 'nothing' : next.value}`;
    }
  }
  const extra = other.next();
  // A statement left in its middle would keep the fresh index from being closed.
  other.return(undefined);
  if (firstDifference === null && !extra.done) firstDifference = `index: nothing; rebuilt: ${extra.value}`;
  const [a, b] = [tableLines(mine), tableLines(fresh)];
  const differing = a.findIndex((line, i) => line !== b[i]);
  if (firstDifference === null && (differing >= 0 || a.length !== b.length)) {
    firstDifference = `index: ${a[Math.max(differing, 0)]}; rebuilt: ${b[Math.max(differing, 0)]}`;
  }
  return { equal: firstDifference === null, records, sha256: hash.digest('hex'), firstDifference };
}
