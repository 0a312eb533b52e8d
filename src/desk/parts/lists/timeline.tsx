/**
 * How many records stand on which day, week, month or year, by their own dates. A period is chosen by drag, by two sliders
 * of the keyboard, or by buttons; wider dates are lines of their own and never spread over days.
 */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { formatEdtf } from '../../../base/dates.ts';
import type { TimeBucket, TimelineJson } from '../../../contract/areas/lists.ts';
import { dayNumber } from '../../../records/time-buckets.ts';
import { useWords } from '../../i18n/language.tsx';
import { useWidth } from './use-width.ts';
import { type Brush, brushOf, periodOf, shifted, type Slot, ticks, timeView } from './time-view.ts';

export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const BARS = 88;
const AXIS = 20;
const SPAN_ROW = 7;
const SPAN_ROWS = 5;
const PAD = 14;
/** While a hand moves, the list follows at most this often. */
const PREVIEW_MS = 150;
const LABEL_WIDTH = 74;

export function Timeline(props: {
  readonly data: TimelineJson;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onBucket: (bucket: TimeBucket) => void;
  /** While a period is being chosen. */
  readonly onPreview: (period: Period) => void;
  /** Once it is; null takes the period away. */
  readonly onChoose: (period: Period | null) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { data, onPreview, onChoose } = props;
  const [box, width] = useWidth(600);
  const [moving, setMoving] = useState<Brush | null>(null);
  // While a hand moves, the bars stand still.
  const still = moving !== null;
  const [held, setHeld] = useState<Period>({});
  const around = still ? held : { from: props.from, to: props.to };
  const view = useMemo(() => timeView(data, around.from, around.to), [data, around.from, around.to]);

  const { slots } = view;
  const fromAddress = useMemo(() => brushOf(slots, props.from, props.to), [slots, props.from, props.to]);
  const anchor = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const last = slots.length - 1;
  const brush = moving ?? fromAddress ?? { start: 0, end: Math.max(0, last) };
  const set = moving !== null || fromAddress !== null;
  const step = (width - 2 * PAD) / Math.max(1, slots.length);
  const x = (slot: number): number => PAD + slot * step;
  const words = (slot: Slot | undefined): string =>
    slot === undefined ? '' : slot.from === slot.to ? formatEdtf(slot.from, lang) : formatEdtf(wholeOf(slot), lang);

  function preview(next: Brush): void {
    if (!still) setHeld({ from: props.from, to: props.to });
    setMoving(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onPreview(periodOf(slots, next)), PREVIEW_MS);
  }
  function choose(next: Brush | null): void {
    clearTimeout(timer.current);
    setMoving(null);
    onChoose(next === null ? null : periodOf(slots, next));
  }

  const slotAt = (event: PointerEvent<SVGSVGElement>): number => {
    const left = event.currentTarget.getBoundingClientRect().left;
    return Math.min(last, Math.max(0, Math.floor((event.clientX - left - PAD) / step)));
  };
  const between = (a: number, b: number): Brush => ({ start: Math.min(a, b), end: Math.max(a, b) });
  const pointer = {
    onPointerDown: (event: PointerEvent<SVGSVGElement>): void => {
      if (event.button !== 0 || slots.length === 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      anchor.current = slotAt(event);
      preview(between(anchor.current, anchor.current));
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>): void => {
      if (anchor.current !== null) preview(between(anchor.current, slotAt(event)));
    },
    onPointerUp: (event: PointerEvent<SVGSVGElement>): void => {
      const from = anchor.current;
      anchor.current = null;
      if (from !== null) choose(between(from, slotAt(event)));
    },
    onPointerCancel: (): void => {
      anchor.current = null;
      setMoving(null);
    },
  };

  function onSlide(end: 'start' | 'end', event: KeyboardEvent): void {
    const by = SLIDES[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const to = Math.min(last, Math.max(0, by === null ? (event.key === 'Home' ? 0 : last) : brush[end] + by));
    preview(
      end === 'start'
        ? { start: Math.min(to, brush.end), end: brush.end }
        : { start: brush.start, end: Math.max(to, brush.start) },
    );
  }
  // A key held down is one change: it is chosen when the key is let go.
  const onSlid = (event: KeyboardEvent): void => {
    if (SLIDES[event.key] !== undefined && moving !== null) choose(moving);
  };

  if (slots.length === 0) {
    // A list without records says so itself.
    const elsewhere = data.undated + data.spans_more + sum(data.spans);
    return elsewhere === 0 ? null : <p className="time-note">{t('time.none', { n: elsewhere })}</p>;
  }
  const rows = spanRows(data, slots, x, width - PAD);
  const height = BARS + AXIS + rows.length * SPAN_ROW;
  const periodWords = (from: string, to: string): string => (from === to ? from : t('time.period', { from, to }));
  const finding = t('time.finding', {
    n: slots.reduce((n, s) => n + s.count, 0),
    from: words(slots[0]),
    to: words(slots.at(-1)),
    peak: words(slots.find((s) => s.count === view.highest)),
    most: view.highest,
  });
  const wide = sum(data.spans) + data.spans_more;
  return (
    <div className="time">
      <div ref={box} className="time-box">
        <svg className="time-sheet" viewBox={`0 0 ${width} ${height}`} width={width} height={height} {...pointer}>
          <g role="img" aria-label={finding}>
            {set && (
              <rect
                className="time-brush"
                x={x(brush.start)}
                y={0}
                width={step * (brush.end - brush.start + 1)}
                height={BARS}
              />
            )}
            {slots.map((slot, i) => {
              const tall = slot.count === 0 ? 0 : Math.max(2, (slot.count / view.highest) * (BARS - 18));
              const inside = !set || (i >= brush.start && i <= brush.end);
              return (
                <rect
                  key={slot.from}
                  className={inside ? 'time-bar' : 'time-bar time-out'}
                  x={x(i) + Math.min(1, step * 0.1)}
                  y={BARS - tall}
                  width={Math.max(1, step - Math.min(2, step * 0.2))}
                  height={tall}
                />
              );
            })}
            <line className="time-axis" x1={PAD} x2={width - PAD} y1={BARS + 0.5} y2={BARS + 0.5} />
            <text className="time-most" x={PAD + 8} y={11}>
              {t('time.most', { n: view.highest })}
            </text>
            {ticks(slots, data.bucket, Math.floor((width - 2 * PAD) / LABEL_WIDTH)).map((i) => (
              <text key={i} x={x(i) + 1} y={BARS + 14} textAnchor={x(i) > width - LABEL_WIDTH ? 'end' : 'start'}>
                {tickText(slots[i], data.bucket, lang)}
              </text>
            ))}
            {rows.map((row, n) => (
              <line
                key={`${row.from} ${row.to}`}
                className="time-span"
                x1={row.x1}
                x2={Math.max(row.x1 + 3, row.x2)}
                y1={BARS + AXIS + n * SPAN_ROW + 2}
                y2={BARS + AXIS + n * SPAN_ROW + 2}
              />
            ))}
          </g>
          {(['start', 'end'] as const).map((end) => {
            const at = end === 'start' ? x(brush.start) : x(brush.end + 1);
            return (
              <g
                key={end}
                role="slider"
                tabIndex={0}
                aria-label={t(end === 'start' ? 'time.start' : 'time.end')}
                aria-valuemin={0}
                aria-valuemax={last}
                aria-valuenow={brush[end]}
                aria-valuetext={words(slots[brush[end]])}
                className={set ? 'time-handle' : 'time-handle time-handle-idle'}
                onKeyDown={(event) => onSlide(end, event)}
                onKeyUp={onSlid}
                onBlur={() => moving !== null && anchor.current === null && choose(moving)}
              >
                <rect className="time-hit" x={at - 12} y={0} width={24} height={BARS} />
                <line x1={at} x2={at} y1={0} y2={BARS} />
                <rect className="time-grip" x={at - 4} y={BARS / 2 - 12} width={8} height={24} rx={2} />
              </g>
            );
          })}
        </svg>
      </div>
      <p className="time-note">
        {view.before > 0 && `${t('time.before', { n: view.before })} `}
        {view.after > 0 && `${t('time.after', { n: view.after })} `}
        {wide > 0 && `${t('time.wide', { n: wide })} `}
        {data.undated > 0 && t('time.undated', { n: data.undated })}
      </p>
      <div className="time-tools" role="group" aria-label={t('time.tools')}>
        <label className="list-sort">
          {t('time.bucket')}
          <select
            value={data.bucket}
            onChange={(event) => {
              const bucket = BUCKETS.find((b) => b === event.target.value);
              if (bucket) props.onBucket(bucket);
            }}
          >
            {BUCKETS.map((b) => (
              <option key={b} value={b}>
                {t(`time.bucket.${b}`)}
              </option>
            ))}
          </select>
        </label>
        <span className="time-period">
          {set ? periodWords(words(slots[brush.start]), words(slots[brush.end])) : t('time.whole')}
        </span>
        {set && (
          <>
            <button type="button" className="button" onClick={() => choose(shifted(brush, -1, slots.length))}>
              {t('time.earlier')}
            </button>
            <button type="button" className="button" onClick={() => choose(shifted(brush, 1, slots.length))}>
              {t('time.later')}
            </button>
            <button type="button" className="button" onClick={() => choose(null)}>
              {t('time.clear')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

const BUCKETS = ['day', 'week', 'month', 'year'] as const;

/** Slots moved by a key; null: to the end of the line. */
const SLIDES: { readonly [key: string]: number | null } = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: null,
  End: null,
};

const sum = (list: readonly { readonly count: number }[]): number => list.reduce((n, s) => n + s.count, 0);

/** A whole month or year by its name, anything else by both its days. */
function wholeOf({ from, to }: Slot): string {
  if (from.endsWith('-01-01') && to.endsWith('-12-31')) return from.slice(0, 4);
  if (from.slice(0, 7) === to.slice(0, 7)) return from.slice(0, 7);
  return `${from}/${to}`;
}

function tickText(slot: Slot | undefined, bucket: TimelineJson['bucket'], lang: 'kk' | 'ru' | 'en'): string {
  if (!slot) return '';
  if (bucket === 'year' || (bucket === 'month' && slot.from.slice(5, 7) === '01')) return slot.from.slice(0, 4);
  if (lang === 'kk') {
    // Not every browser knows Kazakh months: their first three letters, as the calendar writes them.
    const month = `${(formatEdtf(slot.from.slice(0, 7), lang).split(' ').at(-1) ?? '').slice(0, 3)}.`;
    return bucket === 'month' ? `${slot.from.slice(0, 4)} ж. ${month}` : `${Number(slot.from.slice(8, 10))} ${month}`;
  }
  const options: Intl.DateTimeFormatOptions =
    bucket === 'month' ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(lang, { ...options, timeZone: 'UTC' }).format(new Date(`${slot.from}T00:00Z`));
}

interface SpanRow {
  readonly from: string;
  readonly to: string;
  readonly x1: number;
  readonly x2: number;
}

/** The most frequent wider dates that touch what is drawn, a line each. */
function spanRows(
  data: TimelineJson,
  slots: readonly Slot[],
  x: (slot: number) => number,
  end: number,
): readonly SpanRow[] {
  const first = dayNumber(slots[0]?.from ?? '');
  const last = dayNumber(slots.at(-1)?.to ?? '') + 1;
  const at = (day: number): number => {
    const share = (day - first) / Math.max(1, last - first);
    return x(0) + Math.min(1, Math.max(0, share)) * (end - x(0));
  };
  return data.spans
    .filter((s) => dayNumber(s.to) >= first && dayNumber(s.from) < last)
    .slice(0, SPAN_ROWS)
    .map((s) => ({ from: s.from, to: s.to, x1: at(dayNumber(s.from)), x2: at(dayNumber(s.to) + 1) }));
}
