/** Records per day or month as plain bars: how many records there are, not how much happened. */
import { el, label, linear, niceTicks, picture, type Svg } from './svg.ts';

export interface TimelineBar {
  readonly text: string;
  readonly count: number;
}
export interface BarTimeline {
  readonly finding: string;
  readonly bars: readonly TimelineBar[];
  readonly formatNumber: (n: number) => string;
}

const WIDTH = 720;
const HEIGHT = 200;
const MARGIN = { top: 20, end: 8, bottom: 28, start: 36 };

export function barTimeline(chart: BarTimeline): Svg {
  const ticks = niceTicks(0, Math.max(1, ...chart.bars.map((b) => b.count)), 3).filter(Number.isInteger);
  const y = linear([0, ticks.at(-1) ?? 1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const step = (WIDTH - MARGIN.start - MARGIN.end) / Math.max(1, chart.bars.length);
  const every = Math.max(1, Math.ceil((Math.max(...chart.bars.map((b) => b.text.length), 1) * 7 + 8) / step));
  return picture(
    WIDTH,
    HEIGHT,
    chart.finding,
    'bar-timeline',
    ...ticks.map((v) =>
      el(
        'g',
        { class: 'grid' },
        el('line', { x1: MARGIN.start, x2: WIDTH - MARGIN.end, y1: y(v), y2: y(v) }),
        label(MARGIN.start - 6, y(v) + 4, chart.formatNumber(v), { 'text-anchor': 'end' }),
      ),
    ),
    ...chart.bars.flatMap((bar, i) => {
      const start = MARGIN.start + i * step;
      const middle = start + step / 2;
      const parts: Svg[] = [];
      if (bar.count > 0) {
        parts.push(
          el('rect', {
            class: 'bar',
            x: start + step * 0.12,
            width: step * 0.76,
            y: y(bar.count),
            height: y(0) - y(bar.count),
          }),
        );
        parts.push(
          label(middle, y(bar.count) - 5, chart.formatNumber(bar.count), { class: 'number', 'text-anchor': 'middle' }),
        );
      }
      if (i % every === 0) parts.push(label(middle, HEIGHT - 8, bar.text, { class: 'axis', 'text-anchor': 'middle' }));
      return parts;
    }),
  );
}
