/**
 * Kazakhstan with its regions, and records by place. A settlement is drawn as an area, never as a pin, however exact the
 * source was; its number is the number of records. A region known only as a whole is shaded as a whole.
 */
import { KZ_HEIGHT, KZ_WIDTH, metresToPixels, onSheet, projectKz } from './kz-projection.ts';
import { KZ_OUTLINES } from './shapes/kz-outlines.ts';
import { el, label, picture, px, type Svg } from './svg.ts';

export interface MapArea {
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
  /** What the place's precision leaves open. */
  readonly radiusMetres: number;
  readonly count: number;
}
export interface KzMap {
  readonly finding: string;
  readonly areas: readonly MapArea[];
  /** Records placed in a region as a whole, by ISO 3166-2 code of January 2022. */
  readonly regions: readonly { readonly code: string; readonly count: number }[];
  readonly formatNumber: (n: number) => string;
}

/** No area is drawn smaller: a settlement has no point. */
const LEAST_RADIUS = 9;

export function kzMap(map: KzMap): Svg {
  const counted = new Map(map.regions.map((r) => [r.code, r.count]));
  const areas = map.areas
    .filter((a) => onSheet(a.lon, a.lat))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  return picture(
    KZ_WIDTH,
    KZ_HEIGHT,
    map.finding,
    'kz-map',
    ...KZ_OUTLINES.map((o) =>
      el('path', { class: (counted.get(o.code) ?? 0) > 0 ? 'region counted' : 'region', d: o.d }),
    ),
    ...areas.map((a) => {
      const [cx, cy] = projectKz(a.lon, a.lat);
      return el('circle', { class: 'area', cx, cy, r: areaRadius(a) });
    }),
    ...placeLabels(areas, map.formatNumber, 'place', 1),
    // For a screen as narrow as a phone: fewer names, in letters that stay readable when the sheet shrinks to it.
    ...placeLabels(areas, map.formatNumber, 'place-large', 2.6),
  );
}

const areaRadius = (a: MapArea): number =>
  Math.max(LEAST_RADIUS, Math.min(40, metresToPixels(a.radiusMetres)), 6 + Math.sqrt(a.count) * 3);

/**
 * Name and number beside the area where there is room for letters of 13 px times `size`; where there is none the table
 * below has them. Of the two sets the stylesheet shows one; without it the large one stays hidden.
 */
function placeLabels(
  areas: readonly MapArea[],
  formatNumber: (n: number) => string,
  className: 'place' | 'place-large',
  size: number,
): readonly Svg[] {
  const taken: { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number }[] = [];
  const circles = areas.map((a) => {
    const [x, y] = projectKz(a.lon, a.lat);
    return { x, y, r: areaRadius(a) };
  });
  return areas.flatMap((a, i) => {
    const circle = circles[i];
    if (!circle) return [];
    const text = `${a.name} ${formatNumber(a.count)}`;
    const width = text.length * 7.4 * size;
    const spots = [
      { x: circle.x + circle.r + 5, y: circle.y + 5 * size, anchor: 'start', x0: circle.x + circle.r + 3 },
      { x: circle.x - circle.r - 5, y: circle.y + 5 * size, anchor: 'end', x0: circle.x - circle.r - 7 - width },
      { x: circle.x, y: circle.y - circle.r - 6, anchor: 'middle', x0: circle.x - width / 2 },
      { x: circle.x, y: circle.y + circle.r + 2 + 13 * size, anchor: 'middle', x0: circle.x - width / 2 },
    ];
    const spot = spots.find((s) => {
      const box = { x0: s.x0, x1: s.x0 + width + 4, y0: s.y - 13 * size, y1: s.y + 4 * size };
      if (box.x0 < 0 || box.x1 > KZ_WIDTH || box.y0 < 0 || box.y1 > KZ_HEIGHT) return false;
      const overText = taken.some((t) => box.x0 < t.x1 && box.x1 > t.x0 && box.y0 < t.y1 && box.y1 > t.y0);
      const overArea = circles.some(
        (c, j) => j !== i && c.x + c.r > box.x0 && c.x - c.r < box.x1 && c.y + c.r > box.y0 && c.y - c.r < box.y1,
      );
      return !overText && !overArea;
    });
    if (!spot) return [];
    taken.push({ x0: spot.x0, x1: spot.x0 + width + 4, y0: spot.y - 13, y1: spot.y + 4 });
    return [
      label(Number(px(spot.x)), Number(px(spot.y)), text, {
        class: className,
        'text-anchor': spot.anchor,
        ...(className === 'place-large' ? { display: 'none' } : {}),
      }),
    ];
  });
}
