/** Tiles: paths as tlog-tiles writes them, trees that grow in any steps, roots and proofs read back from tiles. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../../test/property-runs.ts';
import { leavesOf, sha256, subtreesOf, treeHash } from '../../../test/evidence/log-kit.ts';
import { consistencyProof, inclusionProof, rootHash } from './merkle.ts';
import {
  grownTiles,
  hashesAt,
  parseTilePath,
  partialTiles,
  type Tile,
  tileNumber,
  tilePath,
  subtreesOfTiles,
} from './tiles.ts';

test('numbers and paths are written as in the specification', () => {
  expect(tileNumber(1234067)).toBe('x001/x234/067');
  expect(tileNumber(0)).toBe('000');
  expect(tileNumber(999)).toBe('999');
  expect(tileNumber(1000)).toBe('x001/000');
  expect(tilePath({ level: 0, index: 273, width: 112 })).toBe('tile/0/273.p/112');
});

test('a tree of 70,000 has 273 whole tiles and the partial ones of the specification', () => {
  expect(hashesAt(0, 70_000)).toBe(70_000);
  expect(hashesAt(1, 70_000)).toBe(273);
  expect(hashesAt(2, 70_000)).toBe(1);
  expect(partialTiles(70_000).map(tilePath)).toEqual(['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']);
  expect(partialTiles(0)).toEqual([]);
  expect(partialTiles(65_536).map(tilePath)).toEqual(['tile/2/000.p/1']);
});

test('a path is read back, and no other spelling of it is', () => {
  fc.assert(
    fc.property(fc.nat(6), fc.nat(2_000_000_000), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
      const tile = { level, index, width };
      expect(parseTilePath(tilePath(tile))).toEqual(tile);
    }),
    propertyRuns(1000),
  );
  for (const bad of [
    'tile/0/1',
    'tile/0/x000/001',
    'tile/0/0001',
    'tile/7/000',
    'tile/00/000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/../../vault.cbor',
    'tile/0/000/',
    'tile/entries/000',
    '',
    `tile/0/${'x001/'.repeat(40)}000`,
  ])
    expect(parseTilePath(bad), bad).toBeNull();
});

/** Tiles by path, as a folder holds them. */
function folder() {
  const files = new Map<string, Uint8Array>();
  const read = (tile: Tile): Uint8Array => {
    const found = files.get(tilePath(tile)) ?? files.get(tilePath({ ...tile, width: 256 }));
    if (!found) throw new Error(`no tile ${tilePath(tile)}`);
    return found;
  };
  const grow = (size: number, leaves: readonly Uint8Array[]): number => {
    const steps = grownTiles(sha256, read, size, leaves);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      expect(step.value.hashes).toHaveLength(step.value.tile.width * 32);
      files.set(tilePath(step.value.tile), step.value.hashes);
    }
  };
  return { files, read, grow };
}

const leaves = leavesOf(1100);

test('a tree that grew in any steps has the root of the definition, and its proofs', () => {
  const steps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(steps, fc.nat(), fc.nat(), (counts, a, b) => {
      const f = folder();
      let size = 0;
      for (const count of counts) size = f.grow(size, leaves.slice(size, Math.min(size + count, leaves.length)));
      const at = subtreesOfTiles(sha256, f.read, size);
      expect(rootHash(sha256, at, size)).toEqual(treeHash(leaves.slice(0, size)));
      if (size === 0) return;
      const whole = subtreesOf(leaves);
      const [i, m] = [a % size, 1 + (b % size)];
      expect(inclusionProof(sha256, at, i, size)).toEqual(inclusionProof(sha256, whole, i, size));
      expect(consistencyProof(sha256, at, m, size)).toEqual(consistencyProof(sha256, whole, m, size));
    }),
    propertyRuns(50),
  );
});

test('in one step or leaf by leaf: the same tiles in the end, and earlier sizes are read from later tiles', () => {
  const [once, slow] = [folder(), folder()];
  once.grow(0, leaves.slice(0, 600));
  for (let n = 0; n < 600; n++) slow.grow(n, leaves.slice(n, n + 1));
  for (const [path, hashes] of once.files) expect(slow.files.get(path), path).toEqual(hashes);
  const at = subtreesOfTiles(sha256, once.read, 600);
  for (const n of [1, 255, 256, 257, 511, 599]) expect(rootHash(sha256, at, n)).toEqual(treeHash(leaves.slice(0, n)));
});
