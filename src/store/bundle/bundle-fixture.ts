/** Real entries, manifests and bundle files for tests. Nothing of the product imports it. */
import { equal, ok } from 'node:assert/strict';
import { makeCard } from '../../ledger/card.ts';
import { type MadeEntry, makeDataEntry } from '../../ledger/entry-make.ts';
import { encodeFrame, type Frame } from '../../ledger/frame.ts';
import { frontierOf } from '../../ledger/frontier.ts';
import { makeGenesis } from '../../ledger/genesis.ts';
import { type Manifest, makeManifest } from '../../ledger/manifest.ts';
import type { Primitives } from '../../ledger/model.ts';
import { nodePrimitives } from '../node-primitives.ts';
import type { BundleItem } from './model.ts';

export const primitives: Primitives = nodePrimitives();
const p = primitives;
/** What no bundle may show: it stands in the payload of every entry. */
export const CANARY = 'Aigerim Canaryova';
export const deviceSeed = new Uint8Array(32).fill(21);

export const card = makeCard(p, new Uint8Array(32).fill(20), {
  n: 0,
  prev: null,
  names: [['en', 'Invented Office']],
  org: p.publicKey(new Uint8Array(32).fill(20)),
  next: new Uint8Array(32).fill(22),
  device: p.publicKey(deviceSeed),
  keys: {},
}).bytes;

export interface BundleWorld {
  readonly space: Uint8Array;
  readonly entries: readonly MadeEntry[];
  readonly frames: readonly Frame[];
  readonly manifest: Manifest;
  readonly manifestBytes: Uint8Array;
}

/** A private space with its genesis and `n` data entries of `claims` claims each. */
export async function makeWorld(n: number, claims = 2): Promise<BundleWorld> {
  const genesis = await makeGenesis(p, {
    ...{ public: false, seatSeed: p.random(32), partySeed: p.random(32), kemSecret: p.random(32) },
    ...{ writerSeed: p.random(32), now: 1_641_000_000_000, text: 'test', salt: p.random(32) },
  });
  const entries: MadeEntry[] = [
    { entry: genesis.entry, block: genesis.block, id: genesis.space, next: genesis.writer },
  ];
  let writer = genesis.writer;
  for (let i = 0; i < n; i++) {
    const made = makeDataEntry(p, writer, { payload: payloadOf(i, claims) }, genesis.epoch, 1_641_000_000_001 + i);
    entries.push(made);
    writer = made.next;
  }
  const frames = entries.flatMap((e): Frame[] => [
    { is: 'entry', bytes: e.entry.bytes },
    { is: 'block', ph: e.entry.header.ph, block: e.block },
  ]);
  const have = frontierOf(entries.map((e) => ({ id: e.id, header: e.entry.header })));
  const manifest: Manifest = {
    createdMs: 1_641_100_000_000,
    card,
    spaces: [{ space: genesis.space, have, base: [], entries: entries.length }],
  };
  return { space: genesis.space, entries, frames, manifest, manifestBytes: makeManifest(p, deviceSeed, manifest) };
}

/** A row of an import: about ten claims of a person, as the budget of a bundle counts them. */
const payloadOf = (i: number, claims: number): Parameters<typeof makeDataEntry>[2]['payload'] => ({
  by: null,
  ctx: { conf: 'reported', src: [{ type: 'own' }], obs: '2022-01-05', extra: {} },
  claims: Array.from({ length: claims }, (_, c) => ({
    ...{
      subject: new Uint8Array(16).fill(i % 251),
      kind: 'Person',
      field: FIELDS[c % FIELDS.length] ?? 'note',
      ctx: null,
    },
    value: c === 0 ? `${CANARY} ${i}` : `${c} of ${i * 7919} invented`,
  })),
  ends: [],
  batch: null,
});
const FIELDS = [
  'name',
  'born',
  'sex',
  'occupation',
  'region',
  'settlement',
  'status',
  'since',
  'place',
  'note',
] as const;

export async function* stream<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
/** The bytes in pieces of `size`. */
export async function* inPieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
export async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}
export async function itemsOf<T>(source: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const item of source) out.push(item);
  return out;
}
/** `is` of each item, with the code of a bad one. */
export const said = (item: BundleItem): string => (item.is === 'bad' ? item.code : item.is);

/** Frames compared by their bytes: value by value takes seconds on megabytes. */
export function expectFrames(items: readonly BundleItem[], sent: readonly Frame[]): void {
  equal(items.map(said).join(' '), sent.map((f) => f.is).join(' '));
  const bytes = (frames: readonly Frame[]): Buffer => Buffer.concat(frames.map(encodeFrame));
  ok(bytes(items as readonly Frame[]).equals(bytes(sent)), 'other bytes in a frame');
}
