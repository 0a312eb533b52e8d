/** The part of the sheet a map shows, and where marks and their names stand on it: pure, in pixels of the screen. */
import { KZ_HEIGHT, KZ_WIDTH, metresToPixels, onSheet, projectKz, unprojectKz } from '../../../charts/kz-projection.ts';

export interface PlaceMark {
  readonly id: string;
  readonly title: string;
  readonly lat: number;
  readonly lon: number;
  /** Term of `place_precision`. */
  readonly precision: string;
  readonly count: number;
}

/** Middle of the view on the sheet, and how many times it is enlarged. */
export interface MapView {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}
export const WHOLE: MapView = { x: KZ_WIDTH / 2, y: KZ_HEIGHT / 2, zoom: 1 };
export const MOST_ZOOM = 16;

/** The view kept on the sheet. */
export function kept({ x, y, zoom }: MapView): MapView {
  const z = Math.min(MOST_ZOOM, Math.max(1, zoom));
  const halfX = KZ_WIDTH / 2 / z;
  const halfY = KZ_HEIGHT / 2 / z;
  return {
    x: Math.min(KZ_WIDTH - halfX, Math.max(halfX, x)),
    y: Math.min(KZ_HEIGHT - halfY, Math.max(halfY, y)),
    zoom: z,
  };
}

export const zoomed = (view: MapView, by: number): MapView => kept({ ...view, zoom: view.zoom * by });
/** Moves by shares of what is seen. */
export const moved = (view: MapView, dx: number, dy: number): MapView =>
  kept({ ...view, x: view.x + (dx * KZ_WIDTH) / view.zoom, y: view.y + (dy * KZ_HEIGHT) / view.zoom });

/** Pixels of the screen per pixel of the sheet, and the point of the sheet at the start corner of the screen. */
export function frameOf(
  view: MapView,
  width: number,
): { readonly scale: number; readonly x0: number; readonly y0: number } {
  const scale = (width / KZ_WIDTH) * view.zoom;
  return { scale, x0: view.x - KZ_WIDTH / 2 / view.zoom, y0: view.y - KZ_HEIGHT / 2 / view.zoom };
}
export const heightOf = (width: number): number => (width * KZ_HEIGHT) / KZ_WIDTH;

export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export function boundsOf(view: MapView): Bounds {
  const [west, north] = unprojectKz(view.x - KZ_WIDTH / 2 / view.zoom, view.y - KZ_HEIGHT / 2 / view.zoom);
  const [east, south] = unprojectKz(view.x + KZ_WIDTH / 2 / view.zoom, view.y + KZ_HEIGHT / 2 / view.zoom);
  const round = (n: number): number => Math.round(n * 1000) / 1000;
  return { west: round(west), south: round(south), east: round(east), north: round(north) };
}

/** A country or an unknown place has no area that could be drawn at one coordinate: it stands in the list alone. */
const UNDRAWN: readonly string[] = ['country', 'unknown'];
/** Known only as a district or a region: a ring, never a filled area. */
const RING_METRES: { readonly [precision: string]: number } = { district: 40_000, region: 90_000 };
const SETTLEMENT_METRES = 6_000;

export const isDrawn = (mark: PlaceMark): boolean => !UNDRAWN.includes(mark.precision) && onSheet(mark.lon, mark.lat);
export const isRing = (mark: PlaceMark): boolean => RING_METRES[mark.precision] !== undefined;

export interface Placed {
  readonly mark: PlaceMark;
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly ring: boolean;
  /** Where the name stands; null when there is no room for it. */
  readonly label: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' } | null;
}

/** More marks than this are not told apart. */
export const MOST_MARKS = 400;
/** No mark is smaller: it must be hit by a finger. */
const LEAST_RADIUS = 12;
const LETTER = 7.1;
const LINE = 16;

export const labelText = (title: string, number: string): string => `${title} ${number}`;

/** Marks on the screen, the most frequent first, with the names there is room for. `textOf` gives the words beside a mark. */
export function placed(
  marks: readonly PlaceMark[],
  view: MapView,
  width: number,
  textOf: (mark: PlaceMark) => string,
): readonly Placed[] {
  const { scale, x0, y0 } = frameOf(view, width);
  const height = heightOf(width);
  const largest = Math.max(1, ...marks.filter(isDrawn).map((m) => m.count));
  const most = Math.min(34, 16 + width / 40);
  const spots = marks
    .filter(isDrawn)
    .map((mark) => {
      const [sx, sy] = projectKz(mark.lon, mark.lat);
      const byCount = LEAST_RADIUS + (most - LEAST_RADIUS) * Math.sqrt(mark.count / largest);
      const byPlace = metresToPixels(RING_METRES[mark.precision] ?? SETTLEMENT_METRES) * scale;
      // A ring says how far the place may be; the area of a settlement how many records stand there.
      const r = isRing(mark) ? Math.max(LEAST_RADIUS, byPlace) : Math.max(byCount, Math.min(byPlace, most));
      return { mark, x: (sx - x0) * scale, y: (sy - y0) * scale, r, ring: isRing(mark) };
    })
    .filter((s) => s.x > -s.r && s.x < width + s.r && s.y > -s.r && s.y < height + s.r)
    .sort((a, b) => b.mark.count - a.mark.count || (a.mark.id < b.mark.id ? -1 : 1))
    .slice(0, MOST_MARKS);
  const taken: { x0: number; x1: number; y0: number; y1: number }[] = [];
  return spots.map((spot) => {
    const wide = textOf(spot.mark).length * LETTER;
    const { x, y } = spot;
    // Beside a ring is far from its middle: its name stands inside.
    const r = spot.ring ? 0 : spot.r;
    const tries = [
      { x: x + r + 4, y: y + 4, anchor: 'start' as const, left: x + r + 4 },
      { x: x - r - 4, y: y + 4, anchor: 'end' as const, left: x - r - 4 - wide },
      { x, y: y - r - 5, anchor: 'middle' as const, left: x - wide / 2 },
      { x, y: y + r + LINE - 2, anchor: 'middle' as const, left: x - wide / 2 },
    ];
    const free = tries.find((t) => {
      const box = { x0: t.left - 2, x1: t.left + wide + 2, y0: t.y - LINE + 4, y1: t.y + 4 };
      if (box.x0 < 0 || box.x1 > width || box.y0 < 0 || box.y1 > height) return false;
      const hits = (o: { x0: number; x1: number; y0: number; y1: number }): boolean =>
        box.x0 < o.x1 && box.x1 > o.x0 && box.y0 < o.y1 && box.y1 > o.y0;
      const overMark = spots.some(
        (o) => o !== spot && !o.ring && hits({ x0: o.x - o.r, x1: o.x + o.r, y0: o.y - o.r, y1: o.y + o.r }),
      );
      if (overMark || taken.some(hits)) return false;
      taken.push(box);
      return true;
    });
    return { ...spot, label: free ? { x: free.x, y: free.y, anchor: free.anchor } : null };
  });
}

/** The nearest mark from one in a direction of the keyboard; the mark itself when there is none. */
export function nextMark(all: readonly Placed[], from: Placed, dx: number, dy: number): Placed {
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const other of all) {
    const ox = other.x - from.x;
    const oy = other.y - from.y;
    const along = ox * dx + oy * dy;
    const across = Math.abs(ox * dy) + Math.abs(oy * dx);
    if (other === from || along <= 0) continue;
    const cost = along + 2 * across;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}
