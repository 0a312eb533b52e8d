/**
 * Who was cut off, where, by what evidence: one group per place and network, one lane per source, bars over time. Solid is
 * measured, hatched is reported, hollow is known to the day only; a notch is a brief return; an open end fades out as a
 * dashed line. The last lane of a group may be the reading of all of them.
 */
import { el, label, linear, picture, px, type Svg } from './svg.ts';

export type LaneBasis = 'measured' | 'reported' | 'days';
export interface LaneBar {
  /** UTC ms; null = the source does not say. */
  readonly from: number | null;
  readonly to: number | null;
  readonly basis: LaneBasis;
  /** `cut`, `slowed`, `blocked` draw full, half and dotted. */
  readonly strength: 'cut' | 'slowed' | 'blocked' | 'back';
}
export interface Lane {
  readonly name: string;
  readonly bars: readonly LaneBar[];
  readonly returns: readonly number[];
  readonly consensus: boolean;
}
export interface LaneChart {
  readonly finding: string;
  readonly from: number;
  readonly to: number;
  /** Month of the first tick, in words. */
  readonly axis: string;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly groups: readonly { readonly title: string; readonly lanes: readonly Lane[] }[];
  /** For a phone: names stand above their bars, and the picture is as wide as the screen. */
  readonly narrow?: boolean;
}

interface Layout {
  readonly width: number;
  /** Where the time axis begins. */
  readonly start: number;
  readonly row: number;
  /** From the top of a row to the middle of its bars. */
  readonly bar: number;
  /** From the top of a row to the base line of its name. */
  readonly name: number;
  readonly letters: number;
}
const WIDE: Layout = { width: 920, start: 250, row: 26, bar: 13, name: 17, letters: 38 };
const NARROW: Layout = { width: 328, start: 2, row: 40, bar: 28, name: 14, letters: 46 };
const HEAD = 30;
const AXIS = 26;

export function lanes(chart: LaneChart): Svg {
  const layout = chart.narrow ? NARROW : WIDE;
  const rows = chart.groups.reduce((n, g) => n + g.lanes.length, 0);
  const height = AXIS + chart.groups.length * HEAD + rows * layout.row + 8;
  const x = linear([chart.from, chart.to], [layout.start, layout.width - 12]);
  const clamp = (ms: number): number => x(Math.min(chart.to, Math.max(chart.from, ms)));
  const parts: Svg[] = chart.narrow ? [] : [label(0, 14, chart.axis, { class: 'axis' })];
  for (const t of chart.ticks) {
    parts.push(el('line', { class: 'grid', x1: x(t.at), x2: x(t.at), y1: AXIS - 4, y2: height - 6 }));
    parts.push(label(x(t.at), 14, t.text, { class: 'axis', 'text-anchor': 'middle' }));
  }
  let top = AXIS;
  for (const group of chart.groups) {
    parts.push(label(0, top + 20, group.title, { class: 'group' }));
    top += HEAD;
    for (const lane of group.lanes) {
      parts.push(drawLane(lane, top, clamp, layout));
      top += layout.row;
    }
  }
  return picture(
    layout.width,
    height,
    chart.finding,
    chart.narrow ? 'lanes lanes-narrow' : 'lanes',
    hatch(chart.narrow ? 'hatch-narrow' : 'hatch'),
    ...parts,
  );
}

/** A page may hold both layouts: each has a pattern of its own. */
const hatch = (id: string): Svg =>
  el(
    'defs',
    {},
    el(
      'pattern',
      { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      el('rect', { class: 'hatch-ground', width: 6, height: 6 }),
      el('rect', { class: 'hatch-line', width: 3, height: 6 }),
    ),
  );

function drawLane(lane: Lane, top: number, x: (ms: number) => number, layout: Layout): Svg {
  const mid = top + layout.bar;
  return el(
    'g',
    { class: lane.consensus ? 'lane consensus' : 'lane' },
    label(0, top + layout.name, clip(lane.name, layout.letters)),
    ...lane.bars.map((bar) => drawBar(bar, mid, x)),
    ...lane.returns.map((at) => el('path', { class: 'return', d: `M${px(x(at))},${px(mid - 10)}v20` })),
  );
}

function drawBar(bar: LaneBar, mid: number, x: (ms: number) => number): Svg {
  const half = bar.strength === 'cut' ? 7 : bar.strength === 'back' ? 2 : 4;
  const from = x(bar.from ?? Number.NEGATIVE_INFINITY);
  const known = bar.to !== null;
  const to = known ? Math.max(from + 3, x(bar.to ?? 0)) : from + 5;
  const parts: Svg[] = [
    el('rect', {
      class: `bar ${bar.basis} ${bar.strength}`,
      x: from,
      y: mid - half,
      width: to - from,
      height: 2 * half,
    }),
  ];
  if (!known) parts.push(el('path', { class: 'open-end', d: `M${px(to)},${px(mid)}h40` }));
  return el('g', {}, ...parts);
}

const clip = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text);
