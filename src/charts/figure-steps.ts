/**
 * What was counted, by whom, over time. One mark per count: its shape is the side that counted, hollow with a cross is
 * withdrawn, a bar over its interval when the date is no single day, a vertical bar from low to high. A step line joins
 * counts of one counter only and is never smoothed: a fall is drawn as a fall.
 */
import { el, label, linear, niceTicks, picture, px, type Svg } from './svg.ts';

export type Side = 'official' | 'independent' | 'media' | 'international' | 'coalition';

export interface FigureMark {
  /** UTC ms; `hi` exclusive. */
  readonly lo: number;
  readonly hi: number;
  readonly low: number;
  /** null = at least `low`. */
  readonly high: number | null;
  /** Who counted: marks of one counter are joined. */
  readonly counter: string;
  readonly side: Side;
  readonly withdrawn: boolean;
  /** The number in words of the page's language, such as `232` or `3,700–3,770`. */
  readonly text: string;
  /** Names the mark, for a row of the table beside it to light it up. */
  readonly id?: string;
}
export interface FigureSteps {
  readonly finding: string;
  readonly marks: readonly FigureMark[];
  /** Instants to name on the time axis, with their words. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly formatNumber: (n: number) => string;
}

const WIDTH = 720;
const HEIGHT = 320;
const MARGIN = { top: 24, end: 24, bottom: 36, start: 64 };
const DAY = 86_400_000;

export function figureSteps(chart: FigureSteps): Svg {
  const marks = [...chart.marks].sort((a, b) => a.lo - b.lo || a.hi - b.hi || a.low - b.low);
  const lows = marks.map((m) => m.low);
  const highs = marks.map((m) => m.high ?? m.low);
  const [least, most] = [Math.min(...lows), Math.max(1, ...highs)];
  // Close counts start above zero, so that a fall can be seen: marks and lines, unlike bars, do not need the zero.
  const floor = least > most / 2 ? least - (most - least) * 0.25 : Math.min(0, least);
  const ys = niceTicks(Math.max(0, floor), most + (most - floor) * 0.05, 5);
  const times = marks.flatMap((m) => [m.lo, Math.max(m.lo, m.hi - 1)]);
  const pad = Math.max(DAY, (Math.max(...times) - Math.min(...times)) * 0.03);
  const x = linear([Math.min(...times) - pad, Math.max(...times) + pad], [MARGIN.start, WIDTH - MARGIN.end]);
  const y = linear([ys[0] ?? 0, ys.at(-1) ?? 1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  return picture(
    WIDTH,
    HEIGHT,
    chart.finding,
    'figure-steps',
    ...ys.map((v) =>
      el(
        'g',
        { class: 'grid' },
        el('line', { x1: MARGIN.start, x2: WIDTH - MARGIN.end, y1: y(v), y2: y(v) }),
        label(MARGIN.start - 8, y(v) + 4, chart.formatNumber(v), { 'text-anchor': 'end' }),
      ),
    ),
    ...timeAxis(chart.ticks, x),
    ...counters(marks).map((own) => stepLine(own, x, y)),
    ...marks.map((m) => mark(m, x, y)),
    ...labels(marks, x, y),
  );
}

function timeAxis(ticks: FigureSteps['ticks'], x: (v: number) => number): readonly Svg[] {
  let last = Number.NEGATIVE_INFINITY;
  return [...ticks]
    .sort((a, b) => a.at - b.at)
    .flatMap((t) => {
      const at = x(t.at);
      const half = t.text.length * 3.2;
      if (at < MARGIN.start - 1 || at > WIDTH - MARGIN.end + 1 || at - half < last) return [];
      last = at + half + 10;
      const foot = HEIGHT - MARGIN.bottom;
      return [
        el('line', { class: 'tick', x1: at, x2: at, y1: foot, y2: foot + 5 }),
        label(at, foot + 20, t.text, { class: 'axis', 'text-anchor': 'middle' }),
      ];
    });
}

/** Marks that stand, per counter, two or more: only they are joined. */
function counters(marks: readonly FigureMark[]): readonly (readonly FigureMark[])[] {
  const by = new Map<string, FigureMark[]>();
  for (const m of marks) if (!m.withdrawn) by.set(m.counter, [...(by.get(m.counter) ?? []), m]);
  return [...by.values()].filter((own) => own.length > 1);
}

const middle = (m: FigureMark): number => (m.lo + Math.max(m.lo, m.hi)) / 2;
const best = (m: FigureMark): number => (m.high === null ? m.low : (m.low + m.high) / 2);

function stepLine(own: readonly FigureMark[], x: (v: number) => number, y: (v: number) => number): Svg {
  const d = own
    .map((m, i) => (i === 0 ? `M${px(x(middle(m)))},${px(y(best(m)))}` : `H${px(x(middle(m)))}V${px(y(best(m)))}`))
    .join('');
  return el('path', { class: `step side-${own[0]?.side ?? 'media'}`, d });
}

function mark(m: FigureMark, x: (v: number) => number, y: (v: number) => number): Svg {
  const at = x(middle(m));
  const parts: Svg[] = [];
  if (m.hi - m.lo > 2 * DAY)
    parts.push(el('line', { class: 'span', x1: x(m.lo), x2: x(m.hi), y1: y(best(m)), y2: y(best(m)) }));
  if (m.high !== null && m.high > m.low)
    parts.push(el('line', { class: 'range', x1: at, x2: at, y1: y(m.low), y2: y(m.high) }));
  if (m.high === null) parts.push(el('path', { class: 'range', d: `M${px(at)},${px(y(m.low))}v-18m-4,5l4,-5l4,5` }));
  parts.push(shape(m.side, at, y(best(m))));
  if (m.withdrawn)
    parts.push(el('path', { class: 'cross', d: `M${px(at - 7)},${px(y(best(m)) - 7)}l14,14m0,-14l-14,14` }));
  return el('g', { class: `mark side-${m.side}${m.withdrawn ? ' withdrawn' : ''}`, 'data-mark': m.id }, ...parts);
}

/** The side's shape: official circle, independent square, media triangle, international diamond, own count ring. */
export function shape(side: Side, cx: number, cy: number, r = 5.5): Svg {
  if (side === 'official') return el('circle', { cx, cy, r });
  if (side === 'independent') return el('rect', { x: cx - r, y: cy - r, width: 2 * r, height: 2 * r });
  if (side === 'media')
    return el('path', { d: `M${px(cx)},${px(cy - r - 1)}l${px(r + 1)},${px(2 * r)}h${px(-2 * r - 2)}z` });
  if (side === 'international')
    return el('path', {
      d: `M${px(cx)},${px(cy - r - 1)}l${px(r + 1)},${px(r + 1)}l${px(-r - 1)},${px(r + 1)}l${px(-r - 1)},${px(-r - 1)}z`,
    });
  return el('g', {}, el('circle', { cx, cy, r }), el('circle', { class: 'hole', cx, cy, r: r / 2 }));
}

/** Numbers beside their marks: above, else below, else left to the table. */
function labels(marks: readonly FigureMark[], x: (v: number) => number, y: (v: number) => number): readonly Svg[] {
  // A mark stands in the way of a text like another text does.
  const taken: { readonly x0: number; readonly x1: number; readonly y: number }[] = marks.map((m) => ({
    x0: x(middle(m)) - 7,
    x1: x(middle(m)) + 7,
    y: y(best(m)) + 4,
  }));
  return marks.flatMap((m) => {
    const at = x(middle(m));
    const half = m.text.length * 3.9 + 3;
    const top = y(m.high ?? m.low) - (m.high === null ? 24 : 11);
    const bottom = y(m.low) + 21;
    const free = [top, bottom, top - 15, bottom + 15].find(
      (ty) =>
        ty > 10 &&
        ty < HEIGHT - MARGIN.bottom &&
        taken.every((b) => at + half < b.x0 || at - half > b.x1 || Math.abs(b.y - ty) > 12),
    );
    if (free === undefined) return [];
    taken.push({ x0: at - half, x1: at + half, y: free });
    return [label(at, free, m.text, { class: m.withdrawn ? 'number withdrawn' : 'number', 'text-anchor': 'middle' })];
  });
}
