/**
 * The folder `log/` of a data folder (docs/formats/log.md):
 *   tile/…             tiles of the node's own log     checkpoint          newest signed note
 *   pending/<size>.note  signed, asked of witnesses by file, quorum not met yet
 *   notes/<size>.note    frozen: written once, never touched again
 *   peers/<hash>/        what is known of other logs      old-<n>/        an earlier log of this node
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { randomBytes, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { KuaFailure } from '../../base/failures.ts';
import { grownTiles, partialTiles, type ReadTile, type Tile, TILE_WIDTH, tilePath } from '../../evidence/log/tiles.ts';
import {
  createExclusive,
  FILE_MODE,
  FOLDER_MODE,
  fsyncFolder,
  makeFolder,
  moveDurably,
  OBJECT_MODE,
  publishPart,
  removeDurably,
  replaceFile,
  writeAll,
} from '../files.ts';
import { logSha256 } from './sha256.ts';

const HASH = 32;
/** Files that are written and synced at once. */
const AT_ONCE = 64;
const CACHED_TILES = 256;
/** Lies there while tiles are made again. */
const MAKING = 'tile/making';
const NOTE = /^(0|[1-9]\d{0,15})\.note$/;

export interface LogFolder {
  readonly path: string;
  /** Throws E_LOG_TILES when the tile is not there. */
  readonly readTile: ReadTile;
  /** Bytes of exactly this tile, cut from a wider one when need be; null when this log has no such tile. */
  tileBytes(tile: Tile): Uint8Array | null;
  /** Grows the tiles from `size` by leaf hashes; every file is on the disk when it resolves. Returns the new size. */
  grow(size: number, leaves: Iterable<Uint8Array>): Promise<number>;
  /** Runs while tiles are made again from the first leaf on: cut off within it, the folder counts as one without tiles. */
  remaking(work: () => Promise<unknown>): Promise<void>;
  /** Removes partial tiles whose whole one is there, except those that a frozen note's size needs. */
  sweep(): void;
  checkpoint(): string | null;
  putCheckpoint(note: string): void;
  /** Sizes of frozen notes, ascending. */
  frozen(): readonly number[];
  frozenNote(size: number): string | null;
  /** False when a note of that size is frozen already: it stays as it is. Pending notes up to that size go. */
  freeze(size: number, note: string): Promise<boolean>;
  pending(): readonly number[];
  pendingNote(size: number): string | null;
  putPending(size: number, note: string): void;
  /** Moves tiles, notes and checkpoint of log n aside: a new log begins. */
  putAside(n: number): void;
}

function readText(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function sizesIn(path: string): readonly number[] {
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .flatMap((name) => NOTE.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** Written beside, synced, renamed: a tile is whole or not there. */
async function writeTile(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID()}.new`;
  const handle = await open(beside, 'wx', FILE_MODE);
  try {
    await writeAll(handle, bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(beside, path);
}

export function openLogFolder(dir: string): LogFolder {
  const path = join(dir, 'log');
  const notes = join(path, 'notes');
  const pendings = join(path, 'pending');
  const cache = new Map<string, Uint8Array>();

  const partials = (whole: string): readonly number[] =>
    existsSync(`${whole}.p`)
      ? readdirSync(`${whole}.p`)
          .filter((name) => /^[1-9]\d{0,2}$/.test(name))
          .map(Number)
          .sort((a, b) => a - b)
      : [];

  /** The narrowest file that holds the tile's hashes. */
  const tileBytes = (tile: Tile): Uint8Array | null => {
    const whole = join(path, tilePath({ ...tile, width: TILE_WIDTH }));
    const enough = partials(whole).find((width) => width >= tile.width);
    const file = existsSync(whole) ? whole : enough === undefined ? null : `${whole}.p/${enough}`;
    if (file === null) return null;
    const bytes = new Uint8Array(readFileSync(file));
    return bytes.length >= tile.width * HASH ? bytes.subarray(0, tile.width * HASH) : null;
  };

  const readTile: ReadTile = (tile) => {
    const name = tilePath(tile);
    const cached = cache.get(name);
    if (cached) return cached;
    const bytes = tileBytes(tile);
    if (!bytes) throw new KuaFailure({ code: 'E_LOG_TILES', params: { file: `log/${name}` } });
    if (cache.size >= CACHED_TILES) cache.clear();
    cache.set(name, bytes);
    return bytes;
  };

  return {
    path,
    readTile,
    tileBytes,

    async grow(size, leaves) {
      const folders = new Set<string>();
      let batch: Promise<void>[] = [];
      const steps = grownTiles(logSha256, readTile, size, leaves);
      let step = steps.next();
      for (; !step.done; step = steps.next()) {
        const { tile, hashes } = step.value;
        const file = join(path, tilePath(tile));
        const folder = dirname(file);
        if (!folders.has(folder)) {
          makeFolder(folder);
          folders.add(folder);
        }
        batch.push(writeTile(file, hashes));
        if (batch.length >= AT_ONCE) {
          await Promise.all(batch);
          batch = [];
        }
      }
      await Promise.all(batch);
      for (const folder of folders) fsyncFolder(folder);
      cache.clear();
      return step.value;
    },

    async remaking(work) {
      makeFolder(join(path, 'tile'));
      replaceFile(join(path, MAKING), '', randomBytes);
      await work();
      removeDurably(join(path, MAKING));
    },

    sweep() {
      const kept = new Set(sizesIn(notes).flatMap((size) => partialTiles(size).map(tilePath)));
      const walk = (below: string): void => {
        const here = join(path, below);
        if (!existsSync(here)) return;
        for (const entry of readdirSync(here, { withFileTypes: true })) {
          const name = `${below}/${entry.name}`;
          if (!entry.isDirectory()) continue;
          if (!entry.name.endsWith('.p')) walk(name);
          else if (existsSync(join(path, name.slice(0, -2)))) clearPartials(name);
        }
      };
      const clearPartials = (name: string): void => {
        const folder = join(path, name);
        const files = readdirSync(folder);
        const gone = files.filter((width) => !kept.has(`${name}/${width}`));
        for (const width of gone) rmSync(join(folder, width), { force: true });
        if (gone.length === files.length) rmSync(folder, { recursive: true, force: true });
      };
      walk('tile');
    },

    checkpoint: () => readText(join(path, 'checkpoint')),
    putCheckpoint(note) {
      makeFolder(path);
      replaceFile(join(path, 'checkpoint'), note, randomBytes);
    },

    frozen: () => sizesIn(notes),
    frozenNote: (size) => readText(join(notes, `${size}.note`)),
    async freeze(size, note) {
      makeFolder(notes);
      const part = join(notes, `.${size}.${randomUUID()}.part`);
      const handle = await createExclusive(part);
      try {
        await writeAll(handle, new TextEncoder().encode(note));
        await handle.sync();
      } finally {
        await handle.close();
      }
      const fresh = await publishPart(part, join(notes, `${size}.note`), OBJECT_MODE);
      for (const old of sizesIn(pendings)) if (old <= size) removeDurably(join(pendings, `${old}.note`));
      return fresh;
    },

    pending: () => sizesIn(pendings),
    pendingNote: (size) => readText(join(pendings, `${size}.note`)),
    putPending(size, note) {
      makeFolder(pendings);
      replaceFile(join(pendings, `${size}.note`), note, randomBytes);
    },

    putAside(n) {
      const target = join(path, `old-${n}`);
      mkdirSync(target, { recursive: true, mode: FOLDER_MODE });
      for (const name of ['tile', 'notes', 'pending', 'checkpoint'])
        if (existsSync(join(path, name))) moveDurably(join(path, name), join(target, name));
      cache.clear();
    },
  };
}

/** True when the folder of tiles is there at all: a restore may have left it out, and it is then made from the ledger. */
export const hasTiles = (folder: LogFolder): boolean =>
  (statSync(join(folder.path, 'tile'), { throwIfNoEntry: false })?.isDirectory() ?? false) &&
  !existsSync(join(folder.path, MAKING));
