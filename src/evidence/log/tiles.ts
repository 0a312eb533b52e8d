/**
 * Tiles of C2SP tlog-tiles: files of up to 256 hashes. Tile N of level L holds the hashes of tree level 8L from N * 256 on.
 *   tile/<L>/<N>        256 hashes           N in groups of three digits, all but the last with an x: x001/x234/067
 *   tile/<L>/<N>.p/<W>  the first W hashes   W 1..255
 */
import { nodeHash, type Sha256, type SubtreeHash } from './merkle.ts';

export const TILE_WIDTH = 256;
const TILE_LEVELS = 8;
const HASH = 32;

export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 1 to 256. */
  readonly width: number;
}

/** Number N as a tile path writes it. */
export function tileNumber(n: number): string {
  const groups: string[] = [];
  let rest = n;
  do {
    groups.unshift(String(rest % 1000).padStart(3, '0'));
    rest = Math.floor(rest / 1000);
  } while (rest > 0);
  return groups.map((g, i) => (i < groups.length - 1 ? `x${g}` : g)).join('/');
}

export const tilePath = (t: Tile): string =>
  `tile/${t.level}/${tileNumber(t.index)}${t.width === TILE_WIDTH ? '' : `.p/${t.width}`}`;

/** The tile that a path names, null for any other spelling; levels 0 to 6 hold every tree below 2^53. */
export function parseTilePath(path: string): Tile | null {
  const found = /^tile\/([0-6])\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  const [, level, number, width] = found ?? [];
  if (level === undefined || number === undefined) return null;
  const tile = {
    level: Number(level),
    index: Number(number.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  return Number.isSafeInteger(tile.index) && tile.width <= TILE_WIDTH && tilePath(tile) === path ? tile : null;
}

/** Hashes that level L holds in a tree of this size. */
export const hashesAt = (level: number, size: number): number => Math.floor(size / TILE_WIDTH ** level);

/** Every partial tile of a tree, lowest level first. */
export function partialTiles(size: number): readonly Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const hashes = hashesAt(level, size);
    if (hashes % TILE_WIDTH > 0)
      tiles.push({ level, index: Math.floor(hashes / TILE_WIDTH), width: hashes % TILE_WIDTH });
  }
  return tiles;
}

/** Root of `count` (a power of two) hashes that follow each other. */
function foldUp(sha256: Sha256, hashes: Uint8Array, from: number, count: number): Uint8Array {
  if (count === 1) return hashes.slice(from * HASH, (from + 1) * HASH);
  const middle = count / 2;
  return nodeHash(sha256, foldUp(sha256, hashes, from, middle), foldUp(sha256, hashes, from + middle, middle));
}

/** Hash of a whole tile of 256. */
export const tileRoot = (sha256: Sha256, hashes: Uint8Array): Uint8Array => foldUp(sha256, hashes, 0, TILE_WIDTH);

/** Bytes of a tile as far as a tree of `size` fills it; at least that many hashes. */
export type ReadTile = (tile: Tile) => Uint8Array;

/** Subtree hashes of a tree of `size`, read from its tiles. */
export function subtreesOfTiles(sha256: Sha256, read: ReadTile, size: number): SubtreeHash {
  return (level, index) => {
    const tileLevel = Math.floor(level / TILE_LEVELS);
    const count = 2 ** (level % TILE_LEVELS);
    const first = index * count;
    const tile = Math.floor(first / TILE_WIDTH);
    const width = Math.min(TILE_WIDTH, hashesAt(tileLevel, size) - tile * TILE_WIDTH);
    return foldUp(sha256, read({ level: tileLevel, index: tile, width }), first % TILE_WIDTH, count);
  };
}

/**
 * Tiles that a tree gains when it grows from `size` by these leaf hashes: each whole tile once, then the partial ones of the
 * new size. `read` gives the partial tiles of the old size.
 */
export function* grownTiles(
  sha256: Sha256,
  read: ReadTile,
  size: number,
  leaves: Iterable<Uint8Array>,
): Generator<{ readonly tile: Tile; readonly hashes: Uint8Array }, number> {
  const open: { hashes: Uint8Array; count: number; index: number }[] = [];
  const levelAt = (level: number) => {
    for (let l = open.length; l <= level; l++) {
      const held = hashesAt(l, size);
      const [index, width] = [Math.floor(held / TILE_WIDTH), held % TILE_WIDTH];
      const hashes = new Uint8Array(TILE_WIDTH * HASH);
      if (width > 0) hashes.set(read({ level: l, index, width }).subarray(0, width * HASH));
      open.push({ hashes, count: width, index });
    }
    return open[level] as (typeof open)[number];
  };
  let grown = size;
  for (const leaf of leaves) {
    grown += 1;
    let hash = leaf;
    for (let level = 0; ; level++) {
      const at = levelAt(level);
      at.hashes.set(hash, at.count * HASH);
      at.count += 1;
      if (at.count < TILE_WIDTH) break;
      yield { tile: { level, index: at.index, width: TILE_WIDTH }, hashes: at.hashes.slice() };
      hash = tileRoot(sha256, at.hashes);
      at.count = 0;
      at.index += 1;
    }
  }
  if (grown > size)
    for (const [level, at] of open.entries())
      if (at.count > 0)
        yield { tile: { level, index: at.index, width: at.count }, hashes: at.hashes.slice(0, at.count * HASH) };
  return grown;
}
