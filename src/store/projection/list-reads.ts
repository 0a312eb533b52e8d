/** Reads of lists: ids and counts of kinds, one item, relations by page, batches. */
import { refuse } from '../../base/failures.ts';
import type { RecordId } from '../../base/ids.ts';
import type { Projection } from '../port.ts';
import type { Database } from '../sqlite/open.ts';
import { decodeMark, encodeMark, queryHash } from './cursor.ts';
import { marks } from './filter.ts';
import { ITEM_COLUMNS, ITEM_JOINS, type ItemRow, toItem } from './items.ts';
import { MAX_LIMIT } from './search.ts';

export type ListReads = {
  [N in 'idsOf' | 'item' | 'relationCounts' | 'relations' | 'batches' | 'countsByKind']: (
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
  const inSpaces = (spaces: readonly string[] | null): string =>
    spaces === null ? '' : `AND r.space IN (SELECT no FROM space WHERE id IN (${marks(spaces)}))`;
  const item = db.prepare<[string], ItemRow>(
    `SELECT ${ITEM_COLUMNS} FROM rec r ${ITEM_JOINS} WHERE r.id = ? AND r.live = 1 ORDER BY s.id LIMIT 1`,
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
    const after = marked ? 'AND (r.sort < ? OR (r.sort = ? AND (r.id, s.id) > (?, ?)))' : '';
    const { joins, self } = ENDS[direction];
    return `SELECT DISTINCT ${ITEM_COLUMNS} FROM ${joins} ${ITEM_JOINS} ${FIELD} WHERE ${self} AND f.text = ? ${after}
      ORDER BY r.sort DESC, r.id, s.id LIMIT ?`;
  }

  return {
    idsOf: (kind, spaces) =>
      db
        .prepare<string[], RecordId>(
          `SELECT DISTINCT r.id FROM rec r WHERE r.live = 1 AND r.kind = ? ${inSpaces(spaces)} ORDER BY r.id`,
        )
        .pluck()
        .all(kind, ...(spaces ?? [])),
    item(id) {
      const row = item.get(id);
      return row ? toItem(row) : null;
    },
    relationCounts: (id) =>
      (['from', 'to'] as const).flatMap((direction) => counts[direction].all(id).map((row) => ({ direction, ...row }))),
    relations(id, direction, field, after, limit) {
      if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
        refuse('E_LIMIT', { field: 'limit', max: MAX_LIMIT });
      const hash = queryHash(['relations', id, direction, field]);
      const mark = after === null ? null : decodeMark(after, hash);
      if (after !== null && !mark) refuse('E_CURSOR');
      const [markId = '', markSpace = ''] = mark?.id.split(' ') ?? [];
      const rows = db
        .prepare<(string | number)[], ItemRow>(page(direction, mark !== null))
        .all(id, field, ...(mark ? [mark.key, mark.key, markId, markSpace] : []), limit + 1);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      const cursor = last && encodeMark({ order: 'relations', key: last.sort, id: `${last.id} ${last.space}` }, hash);
      return { items: rows.slice(0, limit).map(toItem), ...(cursor ? { cursor } : {}) };
    },
    batches: (space) => batches.all(space).map((b) => ({ ...b, ended: b.ended === 1 })),
    countsByKind(spaces) {
      const rows = db
        .prepare<string[], { kind: string; n: number }>(
          `SELECT r.kind, count(*) AS n FROM rec r WHERE r.live = 1 ${inSpaces(spaces)} GROUP BY r.kind ORDER BY r.kind`,
        )
        .all(...(spaces ?? []));
      return Object.fromEntries(rows.map((row) => [row.kind, row.n]));
    },
  };
}

function countsSql(direction: 'from' | 'to'): string {
  const { joins, self } = ENDS[direction];
  return `SELECT f.text AS field, r.kind, count(DISTINCT r.no) AS count FROM ${joins} ${FIELD} WHERE ${self}
    GROUP BY f.text, r.kind ORDER BY f.text, r.kind`;
}
