/** Charts: safe markup, nothing averaged or joined across counters, areas and never pins. */
import { describe, expect, test } from 'vitest';
import { barTimeline } from './bar-timeline.ts';
import { type FigureMark, figureSteps } from './figure-steps.ts';
import { kzMap } from './kz-map.ts';
import { onSheet, projectKz } from './kz-projection.ts';
import { lanes } from './lanes.ts';
import { el, escapeXml, label, linear, niceTicks } from './svg.ts';

const plain = (n: number): string => String(n);
const DAY = 86_400_000;
const mark = (more: Partial<FigureMark>): FigureMark => ({
  lo: 0,
  hi: DAY,
  low: 164,
  high: 164,
  counter: 'Ministry',
  side: 'official',
  withdrawn: false,
  text: '164',
  ...more,
});
const steps = (...marks: readonly FigureMark[]): string =>
  figureSteps({ finding: 'A finding.', marks, ticks: [{ at: 0, text: '1 January' }], formatNumber: plain });

describe('markup', () => {
  test('text and attributes are escaped, direction overrides and control characters have no effect', () => {
    expect(escapeXml(`<script>"'&`)).toBe('&lt;script&gt;&quot;&#39;&amp;');
    expect(escapeXml('a\u202eb\u0000c\u2066d')).toBe('a\ufffdb\ufffdc\ufffdd');
    expect(el('g', { class: '"><script>' })).toBe('<g class="&quot;&gt;&lt;script&gt;"/>');
    expect(label(1, 2, '</text><script>')).not.toContain('<script>');
  });
  test('hostile words reach no chart as markup', () => {
    const evil = '"><script>alert(1)</script>';
    const all = [
      figureSteps({
        finding: evil,
        marks: [mark({ text: evil, counter: evil })],
        ticks: [{ at: 0, text: evil }],
        formatNumber: () => evil,
      }),
      lanes({
        finding: evil,
        from: 0,
        to: DAY,
        axis: evil,
        ticks: [{ at: 0, text: evil }],
        groups: [{ title: evil, lanes: [{ name: evil, bars: [], returns: [], consensus: false }] }],
      }),
      barTimeline({ finding: evil, bars: [{ text: evil, count: 1 }], formatNumber: () => evil }),
      kzMap({
        finding: evil,
        areas: [{ name: evil, lon: 76.9, lat: 43.2, radiusMetres: 1, count: 1 }],
        regions: [],
        formatNumber: () => evil,
      }),
    ];
    for (const svg of all) {
      expect(svg).not.toContain('<script>');
      expect(svg).not.toMatch(/ style=| on\w+=/);
      expect(svg).toMatch(/^<svg [^>]*role="img"/);
    }
  });
});

describe('scales', () => {
  test('a domain of one value maps to the middle', () => expect(linear([5, 5], [0, 10])(5)).toBe(5));
  test('ticks enclose the values', () => {
    const ticks = niceTicks(0, 241, 5);
    expect(ticks[0]).toBe(0);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(241);
    expect(ticks.length).toBeLessThan(9);
  });
});

describe('figures over time', () => {
  test('one step line per counter with two counts or more, none across counters', () => {
    const svg = steps(
      mark({}),
      mark({ lo: DAY, hi: 2 * DAY, low: 225, high: 225 }),
      mark({ counter: 'Prosecutor', lo: 2 * DAY, hi: 3 * DAY }),
    );
    expect(svg.match(/class="step /g)).toHaveLength(1);
  });
  test('a withdrawn count is hollow with a cross and joined to nothing', () => {
    const svg = steps(mark({ withdrawn: true }), mark({ lo: DAY, hi: 2 * DAY }));
    expect(svg).toContain('withdrawn');
    expect(svg.match(/class="cross"/g)).toHaveLength(1);
    expect(svg).not.toContain('class="step');
  });
  test('a month is a bar over its interval; a day is not', () => {
    expect(steps(mark({ hi: 31 * DAY }), mark({ low: 1, high: 1 })).match(/class="span"/g)).toHaveLength(1);
  });
  test('a range is a vertical bar, "at least" an arrow', () => {
    expect(steps(mark({ low: 3700, high: 3770 }))).toContain('<line class="range"');
    expect(steps(mark({ high: null }))).toContain('<path class="range"');
  });
  test('each side has its own shape', () => {
    const shapes = (['official', 'independent', 'media', 'international', 'coalition'] as const).map(
      (side) => /<g class="mark[^>]*>(<\w+)/.exec(steps(mark({ side })))?.[1],
    );
    expect(shapes).toEqual(['<circle', '<rect', '<path', '<path', '<g']);
  });
});

describe('lanes', () => {
  const chart = (to: number | null): string =>
    lanes({
      finding: 'A finding.',
      from: 0,
      to: 10 * DAY,
      axis: 'January',
      ticks: [],
      groups: [
        {
          title: 'Place, network',
          lanes: [
            {
              name: 'Source',
              bars: [{ from: DAY, to, basis: 'measured', strength: 'cut' }],
              returns: [2 * DAY],
              consensus: false,
            },
          ],
        },
      ],
    });
  test('an end that no source gives is dashed, a given one is not', () => {
    expect(chart(null)).toContain('open-end');
    expect(chart(3 * DAY)).not.toContain('open-end');
  });
  test('a brief return is a notch', () => expect(chart(3 * DAY)).toContain('class="return"'));
});

describe('the map', () => {
  test('places outside the sheet are not drawn', () => {
    expect(onSheet(37.6, 55.75)).toBe(false);
    expect(onSheet(76.9, 43.25)).toBe(true);
    const svg = kzMap({
      finding: 'f',
      areas: [{ name: 'Far', lon: 4.35, lat: 50.85, radiusMetres: 1, count: 1 }],
      regions: [],
      formatNumber: plain,
    });
    expect(svg).not.toContain('Far');
  });
  test('an area is never as small as a pin, however exact the source', () => {
    const svg = kzMap({
      finding: 'f',
      areas: [{ name: 'A', lon: 76.9, lat: 43.25, radiusMetres: 1, count: 1 }],
      regions: [],
      formatNumber: plain,
    });
    expect(Number(/class="area"[^>]* r="([\d.]+)"/.exec(svg)?.[1])).toBeGreaterThanOrEqual(9);
  });
  test('names stand twice: small for a wide screen, large and hidden for a phone, where only some find room', () => {
    const areas = Array.from({ length: 12 }, (_, i) => ({
      name: `Settlement ${i}`,
      lon: 76 + (i % 4) * 0.9,
      lat: 43.2 + Math.floor(i / 4) * 1.2,
      radiusMetres: 1,
      count: 20 - i,
    }));
    const svg = kzMap({ finding: 'f', areas, regions: [], formatNumber: plain });
    const large = svg.match(/<text[^>]* class="place-large"[^>]*>/g) ?? [];
    const small = svg.match(/<text[^>]* class="place"[^>]*>/g) ?? [];
    expect(large.length).toBeGreaterThan(0);
    expect(large.length).toBeLessThan(small.length);
    expect(large.every((text) => text.includes('display="none"'))).toBe(true);
    expect(small.every((text) => !text.includes('display='))).toBe(true);
  });
  test('a region with records is marked, north is up', () => {
    const svg = kzMap({ finding: 'f', areas: [], regions: [{ code: 'KZ-MAN', count: 2 }], formatNumber: plain });
    expect(svg.match(/region counted/g)).toHaveLength(1);
    expect(projectKz(70, 50)[1]).toBeLessThan(projectKz(70, 45)[1]);
  });
});
