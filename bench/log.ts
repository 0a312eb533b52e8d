/** The transparency log at a million entries: building tiles in memory and on the disk, a checkpoint over them, an inclusion proof, a consistency proof. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointText } from '../src/evidence/log/checkpoint.ts';
import { consistencyProof, inclusionProof, leafHash, rootHash } from '../src/evidence/log/merkle.ts';
import { verifyInclusion } from '../src/evidence/log/merkle-verify.ts';
import { signText } from '../src/evidence/log/note-sign.ts';
import { grownTiles, subtreesOfTiles } from '../src/evidence/log/tiles.ts';
import { openLogFolder } from '../src/store/log/log-folder.ts';
import { logSha256 } from '../src/store/log/sha256.ts';
import { nodePrimitives } from '../src/store/node-primitives.ts';
import { note, percentile, print } from './figure.ts';

const N = 1_000_000;
const p = nodePrimitives();
const seed = p.random(32);
/** Ids as random as real ones, without keeping a million of them. */
function* ids(from: number, to: number): Generator<Uint8Array> {
  const id = p.random(32);
  const view = new DataView(id.buffer);
  for (let i = from; i < to; i++) {
    view.setUint32(0, i);
    yield id;
  }
}
function* leaves(from: number, to: number): Generator<Uint8Array> {
  for (const id of ids(from, to)) yield leafHash(logSha256, id);
}
const seconds = (from: number): number => (performance.now() - from) / 1000;

note(`${N} leaves in memory`);
let started = performance.now();
const none = (): never => {
  throw new Error('an empty tree has no tiles');
};
let tiles = 0;
for (const _ of grownTiles(logSha256, none, 0, leaves(0, N))) tiles++;
print({ name: 'log: build, in memory', n: N, value: seconds(started), unit: 's', budget: '< 5' });

const dir = mkdtempSync(join(tmpdir(), 'kua-bench-log-'));
try {
  note(`${tiles} tiles on the disk, each synced`);
  const folder = openLogFolder(dir);
  started = performance.now();
  await folder.grow(0, leaves(0, N));
  print({ name: 'log: build, every tile synced', n: N, value: seconds(started), unit: 's', budget: null });

  // What a checkpoint costs once 1,000 entries came since the last one.
  started = performance.now();
  const size = await folder.grow(N, leaves(N, N + 1_000));
  const at = subtreesOfTiles(logSha256, folder.readTile, size);
  const root = rootHash(logSha256, at, size);
  const text = checkpointText({ origin: 'bench.kua/log/1', size, root });
  folder.putCheckpoint(`${text}\n${signText(p, { name: 'bench.kua/log/1', seed }, text)}`);
  print({
    name: 'log: checkpoint, 1,000 new leaves',
    n: size,
    value: seconds(started) * 1000,
    unit: 'ms',
    budget: null,
  });

  const proofs: number[] = [];
  for (let i = 0; i < 1_000; i++) {
    const index = (i * 7_919_003) % size;
    started = performance.now();
    const path = inclusionProof(logSha256, at, index, size);
    proofs.push(performance.now() - started);
    if (i === 0) {
      const hash = subtreesOfTiles(logSha256, folder.readTile, size)(0, index);
      if (!verifyInclusion(logSha256, hash, index, size, path, root).ok) throw new Error('the proof does not hold');
    }
  }
  print({ name: 'log: inclusion proof, p95', n: size, value: percentile(proofs, 0.95), unit: 'ms', budget: null });

  started = performance.now();
  for (let i = 1; i <= 100; i++) consistencyProof(logSha256, at, Math.floor((size * i) / 101), size);
  print({ name: 'log: consistency proof', n: size, value: seconds(started) * 10, unit: 'ms', budget: null });
  print({ name: 'log: memory', n: size, value: process.memoryUsage.rss() / 2 ** 20, unit: 'MiB', budget: null });
} finally {
  rmSync(dir, { recursive: true, force: true });
}
