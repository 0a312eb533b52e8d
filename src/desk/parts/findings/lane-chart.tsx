/** Lanes by place and network: a bar per source's claim, the reading of all accounts under them. */
import { type ReactNode, useEffect, useState } from 'react';
import { formatEdtf } from '../../../base/dates.ts';
import { observationBar, readingBars } from '../../../charts/lane-bars.ts';
import { type Lane, lanes as drawLanes } from '../../../charts/lanes.ts';
import type { ConnectivityLaneJson, OutageJson } from '../../../contract/areas/findings.ts';
import { useWords } from '../../i18n/language.tsx';
import { Drawing } from '../drawing.tsx';

const DAY = 86_400_000;
/** More ticks than these would run into each other. */
const MAX_TICKS = { wide: 24, narrow: 9 };
const NARROW = '(max-width: 1023px)';

/** Whether the wide drawing would not fit: a phone, or a tablet upright; follows it when it is turned. */
function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const follow = (): void => setNarrow(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return narrow;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The span of the outages shown, a day more on both sides; without outages that of the bars. */
function spanOf(lanes: readonly ConnectivityLaneJson[], outages: readonly OutageJson[]): Span | null {
  const windows = outages.flatMap((o) => (o.window ? [o.window] : []));
  const bars = lanes.flatMap((l) => l.rows.flatMap((r) => r.bars));
  const ends = windows.length > 0 ? windows : bars.map((b) => ({ lo: b.from.lo, hi: b.to?.hi ?? b.from.hi }));
  const finite = ends.filter((e) => Number.isFinite(e.lo) && Number.isFinite(e.hi));
  if (finite.length === 0) return null;
  return { from: Math.min(...finite.map((e) => e.lo)) - DAY, to: Math.max(...finite.map((e) => e.hi)) + DAY };
}

/** A phone's width holds this many letters of a heading; the table below says it in full. */
const HEADING = 38;
const short = (text: string, narrow: boolean): string =>
  narrow && text.length > HEADING ? `${text.slice(0, HEADING - 1).trimEnd()}…` : text;

export function LaneChart(props: {
  readonly lanes: readonly ConnectivityLaneJson[];
  readonly outages: readonly OutageJson[];
  /** Minutes east of UTC: where days begin on the axis. */
  readonly offset: number;
  readonly label: string;
}): ReactNode {
  const { t, lang } = useWords();
  const { lanes, outages, offset } = props;
  const narrow = useNarrow();
  const span = spanOf(lanes, outages);
  if (!span) return null;
  const meets = (bar: {
    readonly from: { readonly lo: number };
    readonly to: { readonly hi: number } | null;
  }): boolean => bar.from.lo < span.to && (bar.to?.hi ?? bar.from.lo + DAY) > span.from;
  const groups = lanes.flatMap((lane) => {
    const rows = lane.rows
      .map((row) => ({ ...row, bars: row.bars.filter(meets) }))
      .filter((row) => row.bars.length > 0 || row.notches.some((n) => n.at.lo < span.to && n.at.lo > span.from));
    if (rows.length === 0) return [];
    const outage = outages.find((o) => o.place === lane.place && o.medium === lane.medium);
    return [
      {
        title: short(`${lane.place_title}, ${lane.medium_label}`, narrow),
        lanes: [
          ...rows.map(
            (row): Lane => ({
              name: row.source_title,
              bars: row.bars.map(observationBar),
              returns: row.notches.map((n) => n.at.lo),
              consensus: false,
            }),
          ),
          ...(outage?.interval
            ? [
                {
                  name: t('connectivity.reading', { grade: outage.grade.grade }),
                  bars: readingBars(outage.interval),
                  returns: [],
                  consensus: true,
                },
              ]
            : []),
        ],
      },
    ];
  });
  const n = groups.reduce((sum, g) => sum + g.lanes.length, 0);
  if (n === 0) return null;
  const iso = (ms: number): string => new Date(ms + offset * 60_000).toISOString().slice(0, 10);
  const firstDay = Date.parse(iso(span.from)) - offset * 60_000;
  const days = Math.ceil((span.to - firstDay) / DAY);
  const every = Math.ceil(days / (narrow ? MAX_TICKS.narrow : MAX_TICKS.wide));
  const ticks = Array.from({ length: Math.floor(days / every) + 1 }, (_, i) => firstDay + i * every * DAY)
    .filter((at) => at >= span.from && at < span.to)
    .map((at) => ({ at, text: String(Number(iso(at).slice(8))) }));
  const svg = drawLanes({
    finding: t('connectivity.finding', {
      n: lanes.reduce((sum, l) => sum + l.rows.reduce((k, r) => k + r.bars.length + r.notches.length, 0), 0),
      lanes: groups.length,
      from: formatEdtf(iso(span.from + DAY), lang),
      to: formatEdtf(iso(span.to - DAY - 1), lang),
    }),
    from: span.from,
    to: span.to,
    axis: formatEdtf(iso(span.from + DAY).slice(0, 7), lang),
    ticks,
    groups,
    narrow,
  });
  return (
    <figure className="lane-chart">
      <Drawing svg={svg} label={t('figures.chart_of', { what: props.label })} />
      <figcaption className="help">{t('connectivity.legend')}</figcaption>
    </figure>
  );
}
