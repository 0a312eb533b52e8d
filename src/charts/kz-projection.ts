/** Longitude and latitude to pixels of the map of Kazakhstan: equirectangular, true to scale at 48° north. */

export const KZ_WIDTH = 960;
export const KZ_HEIGHT = 540;
const WEST = 46.2;
const NORTH = 55.7;
const PIXELS_PER_DEGREE = 34.5;
const SQUEEZE = Math.cos((48 * Math.PI) / 180);
/** Length of one degree of latitude. */
const METRES_PER_DEGREE = 111_200;

export const projectKz = (lon: number, lat: number): readonly [number, number] => [
  (lon - WEST) * SQUEEZE * PIXELS_PER_DEGREE,
  (NORTH - lat) * PIXELS_PER_DEGREE,
];

/** Longitude and latitude of a point of the sheet. */
export const unprojectKz = (x: number, y: number): readonly [number, number] => [
  WEST + x / (SQUEEZE * PIXELS_PER_DEGREE),
  NORTH - y / PIXELS_PER_DEGREE,
];

/** True when the point falls on the drawn sheet. */
export function onSheet(lon: number, lat: number): boolean {
  const [x, y] = projectKz(lon, lat);
  return x >= 0 && x <= KZ_WIDTH && y >= 0 && y <= KZ_HEIGHT;
}

export const metresToPixels = (metres: number): number => (metres / METRES_PER_DEGREE) * PIXELS_PER_DEGREE;
