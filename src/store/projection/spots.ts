/** Counts for the map and the timeline over a whole query, by the database alone: no record is read. */
import type { DayCounts, SpotCounts } from '../port.ts';
import type { Database } from '../sqlite/open.ts';
import type { Filter } from './filter.ts';
import { NO_DAY } from './no-day.ts';

const DAY = 86_400_000;
/** No map tells more places apart. */
const MOST_SPOTS = 1_000;

/** Latitude and longitude of a written place `@LAT,LON WORDS`. */
export function spotPoint(text: string): readonly [number, number] {
  const m = /^@(-?[\d.]+),(-?[\d.]+)/.exec(text);
  return [Number(m?.[1] ?? Number.NaN), Number(m?.[2] ?? Number.NaN)];
}

interface PlaceRow {
  readonly title: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly radius: number | null;
}

export interface Aggregates {
  spots(filter: Filter): SpotCounts;
  days(filter: Filter): DayCounts;
}

export function createAggregates(db: Database): Aggregates {
  const term = db.prepare<[number], string>('SELECT text FROM term WHERE no = ?').pluck();
  const place = db.prepare<[string], PlaceRow>(
    `SELECT d.title, d.lat, d.lon, d.radius FROM rec r JOIN doc d ON d.no = r.no
     WHERE r.id = ? AND r.live = 1 ORDER BY d.lat IS NULL, r.space LIMIT 1`,
  );

  function placed(spot: string): { title: string; lat: number; lon: number; radius: number | null } | null {
    if (spot.startsWith('@')) {
      const [lat, lon] = spotPoint(spot);
      return { title: spot.includes(' ') ? spot.slice(spot.indexOf(' ') + 1) : '', lat, lon, radius: null };
    }
    const row = place.get(spot);
    return row && row.lat !== null && row.lon !== null ? { ...row, lat: row.lat, lon: row.lon } : null;
  }

  return {
    spots({ sql, params }) {
      const rows = db
        .prepare<(string | number)[], { spot: number; n: number }>(
          `SELECT r.spot, count(*) AS n FROM rec r WHERE ${sql} GROUP BY r.spot ORDER BY n DESC`,
        )
        .all(...params);
      const spots: SpotCounts['spots'][number][] = [];
      let [elsewhere, total, places, beyond] = [0, 0, 0, 0];
      for (const { spot, n } of rows) {
        total += n;
        if (spot !== 0 && spots.length >= MOST_SPOTS) {
          places++;
          beyond += n;
          continue;
        }
        const text = spot === 0 ? null : (term.get(spot) ?? null);
        const at = text === null ? null : placed(text);
        if (text === null || at === null) elsewhere += n;
        else spots.push({ spot: text, ...at, count: n });
      }
      spots.sort((a, b) => b.count - a.count || (a.spot < b.spot ? -1 : 1));
      return { spots, more: { places, count: beyond }, elsewhere, total };
    },
    days({ sql, params }) {
      // Within one day of UTC: the last instant falls on the day of the first.
      const day = `(r.sort - ((r.sort % ${DAY}) + ${DAY}) % ${DAY}) / ${DAY}`;
      const isDay = `r.day_hi <= (${day} + 1) * ${DAY}`;
      const days = db
        .prepare<(string | number)[], { day: number; count: number }>(
          `SELECT ${day} AS day, count(*) AS count FROM rec r WHERE ${sql} AND r.sort > ${NO_DAY} AND ${isDay}
           GROUP BY 1 ORDER BY 1`,
        )
        .all(...params);
      const spans = db
        .prepare<(string | number)[], { from: number; to: number; count: number }>(
          `SELECT r.sort AS "from", r.day_hi AS "to", count(*) AS count FROM rec r
           WHERE ${sql} AND r.sort > ${NO_DAY} AND NOT (${isDay}) GROUP BY 1, 2 ORDER BY 1, 2`,
        )
        .all(...params);
      const undated =
        db
          .prepare<(string | number)[], number>(`SELECT count(*) FROM rec r WHERE ${sql} AND r.sort = ${NO_DAY}`)
          .pluck()
          .get(...params) ?? 0;
      const sum = (list: readonly { readonly count: number }[]): number => list.reduce((n, x) => n + x.count, 0);
      return { days, spans, undated, total: sum(days) + sum(spans) + undated };
    },
  };
}
