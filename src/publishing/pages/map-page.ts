/** Events by place on the map, by day and by month in time, each with its table. */
import { barTimeline } from '../../charts/bar-timeline.ts';
import { kzMap } from '../../charts/kz-map.ts';
import { onSheet } from '../../charts/kz-projection.ts';
import { asEdtf } from '../../records/field-values.ts';
import type { RecordView } from '../../records/model.ts';
import type { PlaceLine } from '../case.ts';
import { eventDate } from './event-pages.ts';
import { type Page, type PageContext, runValue, type TemplateValue } from './page.ts';

interface PlaceCount {
  readonly place: PlaceLine;
  readonly count: number;
  readonly drawn: boolean;
}

/** Metres that a settlement's area stands for. */
const SETTLEMENT_METRES = 10_000;
const DAY = 86_400_000;

export function mapPage(ctx: PageContext): Page {
  const { t, number, term } = ctx.words;
  const events = ctx.case.of('Event');
  const places = countPlaces(events, ctx);
  const drawn = places.filter((p) => p.drawn);
  return {
    path: 'map.html',
    template: 'map',
    title: t('map.title'),
    values: {
      svg:
        drawn.length === 0
          ? null
          : kzMap({
              finding: t('map.finding', {
                events: number(drawn.reduce((n, p) => n + p.count, 0)),
                places: number(drawn.length),
                top: drawn[0]?.place.name.text ?? '',
              }),
              areas: drawn.map((p) => ({
                name: p.place.name.text,
                lon: p.place.point?.lon ?? 0,
                lat: p.place.point?.lat ?? 0,
                radiusMetres: SETTLEMENT_METRES,
                count: p.count,
              })),
              regions: [],
              formatNumber: number,
            }),
      places: places.map((p) => ({
        name: runValue(p.place.name),
        precision: term('place_precision', p.place.precision),
        count: number(p.count),
        elsewhere: p.drawn ? null : t('map.elsewhere'),
      })),
      days: dayChart(events, ctx),
      months: monthChart(events, ctx),
    },
  };
}

function countPlaces(events: readonly RecordView[], ctx: PageContext): readonly PlaceCount[] {
  const found = new Map<string, { place: PlaceLine; count: number }>();
  for (const e of events) {
    const place = ctx.case.place(e, ctx.words);
    if (!place) continue;
    const key = place.id ?? place.name.text;
    const known = found.get(key) ?? { place, count: 0 };
    found.set(key, { place, count: known.count + 1 });
  }
  return [...found.values()]
    .map((p) => ({
      ...p,
      drawn: isSettlement(p.place) && p.place.point !== null && onSheet(p.place.point.lon, p.place.point.lat),
    }))
    .sort((a, b) => b.count - a.count || (a.place.name.text < b.place.name.text ? -1 : 1));
}

/** Only a settlement has an area small enough to draw at a coordinate; regions and countries stand in the table. */
const isSettlement = (p: PlaceLine): boolean => ['settlement', 'point', 'site'].includes(p.precision);

interface Dated {
  readonly day: string | null;
  readonly month: string | null;
}
const dated = (e: RecordView): Dated => {
  const edtf = asEdtf(eventDate(e));
  const from = edtf?.from;
  if (!from) return { day: null, month: null };
  const iso = from.text.slice(0, 10);
  const month = from.month === null ? null : from.text.slice(0, 7);
  return { day: edtf.precision === 'day' || edtf.precision === 'instant' ? iso : null, month };
};

/** Days of the fortnight with the most events: the case's own days, found and not assumed. */
function dayChart(events: readonly RecordView[], ctx: PageContext): TemplateValue {
  const days = events.map((e) => dated(e).day).filter((d) => d !== null);
  if (days.length === 0) return null;
  const stamps = days.map((d) => Date.parse(`${d}T00:00Z`)).sort((a, b) => a - b);
  const start = stamps.reduce(
    (best, at) => (inFortnight(stamps, at) > inFortnight(stamps, best) ? at : best),
    stamps[0] ?? 0,
  );
  const shown = Array.from({ length: 14 }, (_, i) => new Date(start + i * DAY).toISOString().slice(0, 10));
  const counts = shown.map((day) => ({ day, count: days.filter((d) => d === day).length }));
  return chartValue(
    counts.map((c) => ({ key: c.day, text: c.day.slice(8).replace(/^0/, ''), count: c.count })),
    ctx,
  );
}

const inFortnight = (stamps: readonly number[], from: number): number =>
  stamps.filter((s) => s >= from && s < from + 14 * DAY).length;

function monthChart(events: readonly RecordView[], ctx: PageContext): TemplateValue {
  const months = events.map((e) => dated(e).month).filter((m) => m !== null);
  if (months.length === 0) return null;
  const keys = [...new Set(months)].sort();
  const value = chartValue(
    keys.map((key) => ({ key, text: key, count: months.filter((m) => m === key).length })),
    ctx,
  );
  const missing = events.length - months.length;
  return { ...value, undated: missing === 0 ? null : ctx.words.t('map.undated', { count: ctx.words.number(missing) }) };
}

function chartValue(
  bars: readonly { readonly key: string; readonly text: string; readonly count: number }[],
  ctx: PageContext,
): { readonly [key: string]: TemplateValue } {
  const { t, number, date } = ctx.words;
  const peak = bars.reduce((a, b) => (b.count > a.count ? b : a), bars[0] ?? { key: '', text: '', count: 0 });
  return {
    svg: barTimeline({
      finding: t('map.timeline_finding', {
        count: number(bars.reduce((n, b) => n + b.count, 0)),
        from: date(bars[0]?.key ?? ''),
        to: date(bars.at(-1)?.key ?? ''),
        peak: date(peak.key),
        peakCount: number(peak.count),
      }),
      bars,
      formatNumber: number,
    }),
    rows: bars.filter((b) => b.count > 0).map((b) => ({ text: date(b.key), count: number(b.count) })),
  };
}
