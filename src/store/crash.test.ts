/** SIGKILL while appending and while taking evidence in: what was acknowledged is there, what was not is whole or absent. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { killAfter, startChild } from '../../test/store/child.ts';
import { sampleBytes } from '../../test/store/sample-bytes.ts';
import { fromHex, toHex } from '../base/bytes.ts';
import { expectOk } from '../base/result.ts';
import type { BlobObject } from '../evidence/anchor.ts';
import { openBlobs } from './blobs.ts';
import { openLedgerStore } from './sqlite/ledger-db.ts';

const KILLS = 15;
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kua-crash-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('every acknowledged entry survives kill -9, chains stay whole', async () => {
  const path = join(dir, 'ledger.db');
  const key = new Uint8Array(32).fill(1);
  const acknowledged: string[] = [];
  for (let i = 0; i < KILLS; i++) {
    const lines = await killAfter(startChild('append-child.ts', [path]), Math.random() * 120);
    acknowledged.push(...lines.flatMap((line) => line.split(' ')));
  }
  const store = expectOk(openLedgerStore({ path, key, wrapKey: key, clock: Date.now }), 'ledger');
  expect(await store.integrityCheck()).toEqual([]);
  const held = new Set<string>();
  const nextSeq = new Map<string, number>();
  let count = 0;
  for (let after = 0; ; ) {
    const batch = await store.touchedAfter(after, 1000);
    if (batch.length === 0) break;
    for (const e of batch) {
      const seq = nextSeq.get(toHex(e.space)) ?? 0;
      nextSeq.set(toHex(e.space), seq + 1);
      count++;
      expect([e.seq, e.arrival, e.touched]).toEqual([seq, count, count]);
      held.add(toHex(e.id));
      after = e.touched;
    }
  }
  expect(acknowledged.filter((id) => !held.has(id))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  await store.close();
});

interface Printed {
  readonly seed: number;
  readonly alg: number;
  readonly size: number;
  readonly sha256: string;
  readonly address: string;
  readonly key: string | null;
}
const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);
const objectOf = (o: Printed): BlobObject => ({
  alg: o.alg,
  sha256: bytes(o.sha256),
  size: o.size,
  address: bytes(o.address),
  key: o.key === null ? null : bytes(o.key),
});

test('every acknowledged object survives kill -9 identical, and no object is cut', async () => {
  const acknowledged: Printed[] = [];
  for (let i = 0; i < KILLS; i++) {
    const lines = await killAfter(startChild('ingest-child.ts', [dir, String(1 + i * 1000)]), Math.random() * 120);
    acknowledged.push(...lines.map((line) => JSON.parse(line) as Printed));
  }
  const blobs = openBlobs({ dir, clock: Date.now });
  for (const o of acknowledged) {
    const parts: Uint8Array[] = [];
    for await (const chunk of expectOk(blobs.read(objectOf(o)), 'read')) parts.push(chunk);
    expect(Buffer.concat(parts).equals(sampleBytes(o.seed, o.size))).toBe(true);
  }
  const report = await blobs.checkAll({ referenced: acknowledged.map(objectOf), deep: true });
  expect(report).toMatchObject({ missing: [], damaged: [], mismatched: [] });
  // At most one object per kill got its address but was not yet acknowledged.
  expect(report.unreferenced.length).toBeLessThanOrEqual(KILLS);
  const parts = readdirSync(join(dir, 'incoming'));
  expect(parts.length).toBeLessThanOrEqual(KILLS);
  const later = openBlobs({ dir, clock: () => Date.now() + 25 * 3_600_000 });
  expect(await later.sweepParts()).toBe(parts.length);
  expect(readdirSync(join(dir, 'incoming'))).toEqual([]);
});
