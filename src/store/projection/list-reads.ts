/** Reads of lists: ids and counts of kinds, one item, relations by page, batches. */
import { refuse } from '../../base/failures.ts';
import type { RecordId } from '../../base/ids.ts';
import type { Projection } from '../port.ts';
import type { Database } from '../sqlite/open.ts';
import { decodeMark, encodeMark, queryHash } from './cursor.ts';
import { marks } from './filter.ts';
import { afterMark, createItems, markId, markParams, type Spot } from './items.ts';
import { MAX_LIMIT } from './search.ts';

export type ListReads = {
  [N in 'idsOf' | 'item' | 'existing' | 'relationCounts' | 'relations' | 'batches' | 'countsByKind']: (
    ...args: Parameters<Projection[N]>
  ) => Awaited<ReturnType<Projection[N]>>;
};

/** Other ends of a record's references: those it names (`from` it), and those that name it (references `to` it). */
const ENDS = {
  from: {
    joins: `rel l JOIN rec o ON o.no = l.rec JOIN term t ON t.no = l.target JOIN rec r ON r.no =
      (SELECT x.no FROM rec x WHERE x.id = t.text AND x.live = 1 ORDER BY x.space <> o.space, x.space LIMIT 1)`,
    self: 'o.id = ?',
  },
  to: { joins: 'term t JOIN rel l ON l.target = t.no JOIN rec r ON r.no = l.rec AND r.live = 1', self: 't.text = ?' },
} as const;
const FIELD = 'JOIN term f ON f.no = l.field';

export function createListReads(db: Database): ListReads {
  /** Records by their facet `kind`, which every live record has. */
  const ofKind = (spaces: readonly string[] | null, term: string): string =>
    `space s CROSS JOIN facet f ON f.space = s.no AND f.facet = (SELECT no FROM facet_name WHERE text = 'kind')
     JOIN term t ON t.no = f.term JOIN rec r ON r.no = f.rec
     WHERE ${spaces === null ? '1' : `s.id IN (${marks(spaces)})`} ${term}`;
  const items = createItems(db);
  const spotOf = db.prepare<[string], Spot>(
    `SELECT r.no, r.id, s.id AS space, r.sort AS key FROM rec r JOIN space s ON s.no = r.space
     WHERE r.id = ? AND r.live = 1 ORDER BY s.id LIMIT 1`,
  );
  const counts = {
    from: db.prepare<[string], { field: string; kind: string; count: number }>(countsSql('from')),
    to: db.prepare<[string], { field: string; kind: string; count: number }>(countsSql('to')),
  };
  const batches = db.prepare<[string], { batch: string; entries: number; ended: number }>(
    `SELECT b.id AS batch, (SELECT count(*) FROM batch_entry e WHERE e.batch = b.no) AS entries,
       EXISTS (SELECT 1 FROM batch_end x WHERE x.batch = b.no) AS ended
     FROM batch b JOIN space s ON s.no = b.space WHERE s.id = ? AND entries > 0 ORDER BY b.id`,
  );

  function page(direction: 'from' | 'to', marked: boolean): string {
    const after = marked ? `AND ${afterMark('r.sort', '<')}` : '';
    const { joins, self } = ENDS[direction];
    return `SELECT r.no, r.id, s.id AS space, r.sort AS key FROM ${joins} JOIN space s ON s.no = r.space ${FIELD}
      WHERE ${self} AND f.text = ? ${after} ORDER BY r.sort DESC, r.id, s.id LIMIT ?`;
  }

  return {
    idsOf: (kind, spaces) => {
      const inKind = ofKind(spaces, 'AND t.text = ?');
      return db
        .prepare<string[], RecordId>(`SELECT DISTINCT r.id FROM ${inKind} ORDER BY r.id`)
        .pluck()
        .all(...(spaces ?? []), kind);
    },
    item(id) {
      const spot = spotOf.get(id);
      return spot ? (items([spot])[0] ?? null) : null;
    },
    existing: (ids) => new Set(ids.filter((id) => spotOf.get(id) !== undefined)),
    relationCounts: (id) =>
      (['from', 'to'] as const).flatMap((direction) => counts[direction].all(id).map((row) => ({ direction, ...row }))),
    relations(id, direction, field, after, limit) {
      if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
        refuse('E_LIMIT', { field: 'limit', max: MAX_LIMIT });
      const hash = queryHash(['relations', id, direction, field]);
      const mark = after === null ? null : decodeMark(after, hash);
      if (after !== null && !mark) refuse('E_CURSOR');
      const spots = db
        .prepare<(string | number)[], Spot>(page(direction, mark !== null))
        .all(id, field, ...(mark ? markParams(mark) : []), limit + 1);
      const last = spots.length > limit ? spots[limit - 1] : undefined;
      const cursor = last && encodeMark({ order: 'relations', key: last.key, id: markId(last) }, hash);
      return { items: items(spots.slice(0, limit)), ...(cursor ? { cursor } : {}) };
    },
    batches: (space) => batches.all(space).map((b) => ({ ...b, ended: b.ended === 1 })),
    countsByKind(spaces) {
      const rows = db
        .prepare<string[], { kind: string; n: number }>(
          `SELECT t.text AS kind, count(*) AS n FROM ${ofKind(spaces, '')} GROUP BY t.no ORDER BY t.text`,
        )
        .all(...(spaces ?? []));
      return Object.fromEntries(rows.map((row) => [row.kind, row.n]));
    },
  };
}

function countsSql(direction: 'from' | 'to'): string {
  const { joins, self } = ENDS[direction];
  return `SELECT f.text AS field, r.kind, count(*) AS count FROM ${joins} ${FIELD} WHERE ${self}
    GROUP BY f.text, r.kind ORDER BY f.text, r.kind`;
}
