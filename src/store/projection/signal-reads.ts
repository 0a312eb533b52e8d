/** Reads for triage: a page of signals, exact counts without reading rows, and neighbours of one signal by index. */
import { refuse } from '../../base/failures.ts';
import type { RecordId } from '../../base/ids.ts';
import type { SearchItem, SignalCell, SignalIndex, SignalQuery, SignalSpot, SignalsNear } from '../port.ts';
import type { Database } from '../sqlite/open.ts';
import { decodeMark, encodeMark, queryHash } from './cursor.ts';
import { marks } from './filter.ts';
import { createItems, type Spot } from './items.ts';
import { NO_DAY } from './no-day.ts';
import { MAX_LIMIT } from './search.ts';
import { NO_TERM } from './signal-rows.ts';

export type SignalReads = {
  [N in keyof SignalIndex]: (...args: Parameters<SignalIndex[N]>) => Awaited<ReturnType<SignalIndex[N]>>;
};

type Param = string | number;
interface Row {
  readonly id: RecordId;
  readonly space: string;
  readonly state: number;
  readonly place: number;
  readonly theme: number;
  readonly assignee: number;
  readonly origin: number;
  readonly flagged: number;
  readonly later: number | null;
  readonly received: number;
  readonly said: number | null;
  readonly said_hi: number | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly text_key: string | null;
  readonly mark: string;
  readonly shown: string;
}
type Counted = readonly [
  state: number,
  place: number,
  theme: number,
  assignee: number,
  flagged: number,
  waits: number,
  n: number,
];

const COLUMNS = `g.id, s.id AS space, g.state, g.place, g.theme, g.assignee, g.origin, g.flagged, g.later, g.received, g.said, g.said_hi,
  g.lat, g.lon, g.text_key, g.mark, g.shown`;
const CELL = 'g.state, g.place, g.theme, g.assignee, g.flagged';
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Dates of events this long before the window are looked at too: an event may last. */
const LASTS = 60 * 86_400_000;

export function createSignalReads(db: Database): SignalReads {
  const items = createItems(db);
  const spaceNo = db.prepare<[string], number>('SELECT no FROM space WHERE id = ?').pluck();
  const termNo = db.prepare<[string], number>('SELECT no FROM term WHERE text = ?').pluck();
  const termText = db.prepare<[number], string>('SELECT text FROM term WHERE no = ?').pluck();
  const textOf = (no: number): string | null => (no === NO_TERM ? null : (termText.get(no) ?? null));
  const numbers = (texts: readonly string[]): number[] => texts.flatMap((t) => termNo.get(t) ?? []);

  const spot = (row: Row): SignalSpot => ({
    id: row.id,
    space: row.space,
    state: textOf(row.state) ?? 'new',
    place: textOf(row.place),
    theme: textOf(row.theme),
    assignee: textOf(row.assignee),
    flagged: row.flagged === 1,
    later: row.later,
    received: row.received === NO_DAY ? null : row.received,
    saidLo: row.said,
    saidHi: row.said_hi,
    origin: textOf(row.origin),
    lat: row.lat,
    lon: row.lon,
    textKey: row.text_key,
    mark: row.mark,
    shown: JSON.parse(row.shown) as SignalSpot['shown'],
  });

  const whole = db.prepare<number[], Counted>(`SELECT ${CELL}, 0, n FROM signal_count g WHERE space = ?`).raw();
  const said = (condition: string) =>
    db
      .prepare<number[], Counted>(
        `SELECT ${CELL}, 0, count(*) FROM signal g INDEXED BY signal_said WHERE g.space = ? AND ${condition} GROUP BY ${CELL}`,
      )
      .raw();
  const [future, past, undated] = [said('g.said > ?'), said('g.said <= ?'), said('g.said IS NULL')];
  const countSaid = (way: string) =>
    db
      .prepare<number[], number>(`SELECT count(*) FROM signal INDEXED BY signal_said WHERE space = ? AND said ${way} ?`)
      .pluck();
  const [after, before] = [countSaid('>'), countSaid('<=')];
  const waiting = db
    .prepare<number[], Counted>(
      `SELECT ${CELL}, 1, count(*) FROM signal g INDEXED BY signal_later WHERE g.space = ? AND g.later > ?
       AND (g.said IS NULL OR g.said <= ?) GROUP BY ${CELL}`,
    )
    .raw();

  let kept: { readonly key: string; readonly cells: readonly SignalCell[] } | null = null;
  /** A desk asks again and again for one reading date: while nobody writes, the answer is the same. */
  function cellsAt(space: number, asOf: number): readonly SignalCell[] {
    const key = `${String(db.pragma('data_version', { simple: true }))} ${space} ${asOf}`;
    if (kept?.key !== key) kept = { key, cells: cells(space, asOf) };
    return kept.cells;
  }

  /** The kept counts, less what the reading date hides; what waits is counted apart. */
  function cells(space: number, asOf: number): readonly SignalCell[] {
    const held = new Map<string, { key: Counted; n: number }>();
    const add = (row: Counted, waits: number, n: number): void => {
      const key = [...row.slice(0, 5), waits].join(' ');
      const cell = held.get(key);
      if (cell) cell.n += n;
      else held.set(key, { key: [row[0], row[1], row[2], row[3], row[4], waits, 0], n });
    };
    // Of the two sides of the reading date the smaller is read.
    if ((after.get(space, asOf) ?? 0) <= (before.get(space, asOf) ?? 0)) {
      for (const row of whole.all(space)) add(row, 0, row[6]);
      for (const row of future.all(space, asOf)) add(row, 0, -row[6]);
    } else {
      for (const row of past.all(space, asOf)) add(row, 0, row[6]);
      for (const row of undated.all(space)) add(row, 0, row[6]);
    }
    for (const row of waiting.all(space, asOf, asOf)) {
      add(row, 0, -row[6]);
      add(row, 1, row[6]);
    }
    const texts = new Map<number, string | null>();
    const named = (no: number): string | null => {
      if (!texts.has(no)) texts.set(no, textOf(no));
      return texts.get(no) ?? null;
    };
    return [...held.values()]
      .filter(({ n }) => n > 0)
      .map(({ key: [state, place, theme, assignee, flagged, waits], n }) => ({
        state: named(state) ?? 'new',
        place: named(place),
        theme: named(theme),
        assignee: named(assignee),
        flagged: flagged === 1,
        waits: waits === 1,
        n,
      }));
  }

  /** Conditions of a page; null when nothing can match. */
  function conditions(q: SignalQuery, space: number): { sql: string[]; params: Param[] } | null {
    const sql = ['g.space = ?', '(g.said IS NULL OR g.said <= ?)'];
    const params: Param[] = [space, q.asOf];
    sql.push(q.later ? 'g.later > ?' : '(g.later IS NULL OR g.later <= ?)');
    params.push(q.asOf);
    for (const [column, texts] of [
      ['state', q.states],
      ['place', q.places],
      ['theme', q.themes],
      ['assignee', q.assignees],
    ] as const) {
      if (texts.length === 0) continue;
      const nos = numbers(texts);
      if (column === 'assignee' && texts.includes('none')) nos.push(NO_TERM);
      if (nos.length === 0) return null;
      sql.push(`g.${column} IN (${marks(nos)})`);
      params.push(...nos);
    }
    if (q.flagged !== null) {
      sql.push('g.flagged = ?');
      params.push(q.flagged ? 1 : 0);
    }
    return { sql, params };
  }

  const full = db.prepare<[string, number], Row>(
    `SELECT ${COLUMNS} FROM signal g JOIN space s ON s.no = g.space JOIN rec r ON r.no = g.rec WHERE r.id = ? AND g.space = ?`,
  );
  const anywhere = db.prepare<[string], Row>(
    `SELECT ${COLUMNS} FROM rec r JOIN signal g ON g.rec = r.no JOIN space s ON s.no = g.space WHERE r.id = ? ORDER BY s.id LIMIT 1`,
  );

  function list(q: SignalQuery): ReturnType<SignalReads['list']> {
    if (!Number.isInteger(q.limit) || q.limit < 0 || q.limit > MAX_LIMIT)
      refuse('E_LIMIT', { field: 'limit', max: MAX_LIMIT });
    const { limit, after, ...asked } = q;
    const hash = queryHash(['signals', JSON.stringify(asked)]);
    const mark = after === null ? null : decodeMark(after, hash);
    if (after !== null && !mark) refuse('E_CURSOR');
    const space = spaceNo.get(q.space);
    if (space === undefined) return { items: [], cells: [] };
    const counted = cellsAt(space, q.asOf);
    const where = limit === 0 ? null : conditions(q, space);
    if (!where) return { items: [], cells: counted };
    const newest = q.sort === 'received';
    if (mark) {
      where.sql.push(`(g.received, g.id) ${newest ? '<' : '>'} (?, ?)`);
      where.params.push(mark.key, mark.id);
    }
    const way = newest ? 'DESC' : 'ASC';
    const found = db
      .prepare<Param[], { id: string; received: number }>(
        `SELECT g.id, g.received FROM signal g INDEXED BY ${q.later ? 'signal_later' : 'signal_list'}
         WHERE ${where.sql.join(' AND ')} ORDER BY g.received ${way}, g.id ${way} LIMIT ?`,
      )
      .all(...where.params, limit + 1);
    const last = found.length > limit ? found[limit - 1] : undefined;
    return {
      items: found.slice(0, limit).flatMap(({ id }) => full.all(id, space).map(spot)),
      cells: counted,
      ...(last ? { cursor: encodeMark({ order: 'signals', key: last.received, id: last.id }, hash) } : {}),
    };
  }

  const from = `FROM signal g JOIN space s ON s.no = g.space`;
  const byMedia = db.prepare<Param[], Row>(
    `SELECT DISTINCT ${COLUMNS} FROM rec r JOIN rel a ON a.rec = r.no JOIN rel b ON b.target = a.target AND b.field = a.field
     JOIN signal g ON g.rec = b.rec JOIN space s ON s.no = g.space
     WHERE r.id = ? AND r.space = ? AND a.field = ? AND b.rec <> r.no AND g.space = r.space ORDER BY g.id LIMIT ?`,
  );
  const byText = db.prepare<Param[], Row>(
    `SELECT ${COLUMNS} ${from} WHERE g.space = ? AND g.text_key = ? AND g.id <> ? ORDER BY g.id LIMIT ?`,
  );
  /** One side of an instant, in the order of the index. */
  const side = (column: 'place' | 'theme', later: boolean) =>
    db.prepare<Param[], Row>(
      `SELECT ${COLUMNS} FROM signal g INDEXED BY ${column === 'place' ? 'signal_at' : 'signal_near'} JOIN space s ON s.no = g.space
       WHERE g.space = ? AND g.${column} = ? AND g.said ${later ? '>= ? AND g.said <= ?' : '< ? AND g.said >= ?'} AND g.id <> ?
       ORDER BY g.said ${later ? 'ASC' : 'DESC'} LIMIT ?`,
    );
  const sides = {
    place: [side('place', true), side('place', false)] as const,
    theme: [side('theme', true), side('theme', false)] as const,
  };

  function near(q: SignalsNear): readonly SignalSpot[] {
    const space = spaceNo.get(q.space);
    if (space === undefined) return [];
    if (q.by === 'media') return byMedia.all(q.id, space, termNo.get('media') ?? NO_TERM, q.limit).map(spot);
    if (q.by === 'text') return byText.all(space, q.key, q.id, q.limit).map(spot);
    const term = termNo.get(q.term);
    if (term === undefined) return [];
    const [after, before] = sides[q.by];
    return [
      ...after.all(space, term, q.at, q.at + q.within, q.id, q.limit),
      ...before.all(space, term, q.at, q.at - q.within, q.id, q.limit),
    ]
      .toSorted((a, b) => Math.abs((a.said ?? 0) - q.at) - Math.abs((b.said ?? 0) - q.at) || (a.id < b.id ? -1 : 1))
      .slice(0, q.limit)
      .map(spot);
  }

  const counted = (sql: string) => db.prepare<Param[], number>(sql).pluck();
  const sameMedia = counted(
    `SELECT count(DISTINCT b.rec) FROM rec r JOIN rel a ON a.rec = r.no JOIN rel b ON b.target = a.target AND b.field = a.field
     JOIN signal g ON g.rec = b.rec WHERE r.id = ? AND r.space = ? AND a.field = ? AND b.rec <> r.no AND g.space = r.space`,
  );
  // Formulas come back for years: for a count the same words must stand within a day.
  const sameText = counted(
    `SELECT count(*) - 1 FROM signal INDEXED BY signal_text WHERE space = ? AND text_key = ? AND said >= ? AND said <= ?`,
  );
  const sameMinute = counted(
    `SELECT count(*) - 1 FROM signal INDEXED BY signal_at WHERE space = ? AND place = ? AND said >= ? AND said < ? AND theme = ?
     AND said_hi - said <= 60000`,
  );

  function hints(id: RecordId, q: Parameters<SignalReads['hints']>[1]): ReturnType<SignalReads['hints']> {
    const none = { media: 0, text: 0, minute: 0, origins: 0 };
    const space = spaceNo.get(q.space);
    const row = space === undefined ? undefined : full.get(id, space);
    if (space === undefined || !row) return none;
    const media = sameMedia.get(id, space, termNo.get('media') ?? NO_TERM) ?? 0;
    const { said, said_hi: hi, theme, place, origin, text_key: key } = row;
    const text = key === null || said === null ? 0 : (sameText.get(space, key, said - DAY, said + DAY) ?? 0);
    if (said === null || hi === null || theme === NO_TERM) return { ...none, media, text };
    const minuteStart = Math.floor(said / MINUTE) * MINUTE;
    const minute =
      place === NO_TERM || hi - said > MINUTE
        ? 0
        : (sameMinute.get(space, place, minuteStart, minuteStart + MINUTE, theme) ?? 0);
    const places = numbers(q.places);
    if (origin === NO_TERM || places.length === 0 || hi - said > q.exact) return { media, text, minute, origins: 0 };
    const origins = db
      .prepare<Param[], number>(
        `SELECT count(DISTINCT origin) FROM signal INDEXED BY signal_near WHERE space = ? AND theme = ? AND said >= ? AND said <= ?
         AND place IN (${marks(places)}) AND origin <> ? AND origin <> ? AND said_hi - said <= ?`,
      )
      .pluck()
      .get(space, theme, said - q.within, said + q.within, ...places, NO_TERM, origin, q.exact);
    return { media, text, minute, origins: origins ?? 0 };
  }

  // A relation is kept under its kind's own facet, so that its title is not read for a word of it.
  const linked = db.prepare<[string], { id: RecordId; kind: string; origin: number | null }>(
    `SELECT t.text AS id, k.text AS kind, g.origin FROM term me JOIN rel a ON a.target = me.no
     JOIN rec r ON r.no = a.rec AND r.live = 1 AND r.kind = 'Relation'
     JOIN rel b ON b.rec = a.rec AND b.target <> a.target AND b.field IN (SELECT no FROM term WHERE text IN ('from', 'to'))
     JOIN term t ON t.no = b.target
     JOIN facet x ON x.space = r.space AND x.facet = (SELECT no FROM facet_name WHERE text = 'relation_kind') AND x.rec = r.no
       AND x.term IN (SELECT no FROM term WHERE text IN ('supports', 'same_origin', 'contradicts', 'derived_from'))
     JOIN term k ON k.no = x.term
     LEFT JOIN rec o ON o.id = t.text AND o.space = r.space LEFT JOIN signal g ON g.rec = o.no
     WHERE me.text = ? ORDER BY t.text LIMIT 500`,
  );
  const points = db.prepare<[], { id: RecordId; lat: number; lon: number }>(
    `SELECT r.id, d.lat, d.lon FROM facet f JOIN rec r ON r.no = f.rec JOIN doc d ON d.no = r.no
     WHERE f.space IN (SELECT no FROM space) AND f.facet = (SELECT no FROM facet_name WHERE text = 'kind')
       AND f.term = (SELECT no FROM term WHERE text = 'Place') AND d.lat IS NOT NULL AND d.lon IS NOT NULL`,
  );
  interface SaidRow {
    readonly id: RecordId;
    readonly place: number;
    readonly theme: number;
    readonly state: number;
    readonly said: number;
    readonly width: number;
    readonly origin: number;
  }
  const saidBetween = db.prepare<[number, number, number], SaidRow>(
    `SELECT g.id, g.place, g.theme, g.state, g.said, g.said_hi - g.said AS width, g.origin FROM signal g INDEXED BY signal_said
     WHERE g.space = ? AND g.said >= ? AND g.said < ? ORDER BY g.said, g.id`,
  );

  return {
    list,
    spots: (ids) => ids.flatMap((id) => anywhere.all(id).map(spot)),
    near,
    hints,
    linked: (id) => linked.all(id).map((row) => ({ ...row, origin: row.origin === null ? null : textOf(row.origin) })),
    eventsNear(q): readonly SearchItem[] {
      const space = spaceNo.get(q.space);
      const places = numbers(q.places);
      const facet = db.prepare<[], number>("SELECT no FROM facet_name WHERE text = 'place'").pluck().get();
      if (space === undefined || places.length === 0 || facet === undefined) return [];
      const spots = db
        .prepare<Param[], Spot>(
          `SELECT r.no, r.id, ? AS space, r.sort AS key FROM rec r INDEXED BY rec_event
           WHERE r.live = 1 AND r.kind = 'Event' AND r.space = ? AND r.sort >= ? AND r.sort < ? AND r.day_hi > ?
             AND EXISTS (SELECT 1 FROM facet f WHERE f.space = r.space AND f.facet = ? AND f.term IN (${marks(places)}) AND f.rec = r.no)
           ORDER BY max(0, r.sort - ?, ? - r.day_hi), r.sort DESC, r.id LIMIT ?`,
        )
        .all(q.space, space, q.from - LASTS, q.to, q.from, facet, ...places, q.at, q.at, q.limit);
      return items(spots);
    },
    points: () => points.all(),
    said(hex, lo, hi) {
      const space = spaceNo.get(hex);
      if (space === undefined) return [];
      return saidBetween.all(space, lo, hi).map((row) => ({
        id: row.id,
        place: textOf(row.place),
        theme: textOf(row.theme),
        state: textOf(row.state) ?? 'new',
        said: row.said,
        width: row.width,
        origin: textOf(row.origin),
      }));
    },
  };
}
