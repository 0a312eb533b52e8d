/** A small bundle cut off after every one of its bytes: what was whole is kept, nothing else is, and the whole one makes all the same. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { KuaFailure } from '../../src/base/failures.ts';
import { NOW } from '../node/temp-node.ts';
import { admit, bundle, event } from './exchange-kit.ts';
import { differences, holding } from './simulation-check.ts';
import { copyOf, type SimNode, simNode, type World } from './simulation-node.ts';

/** Every how many bytes; the nightly script says 1, which takes half a minute on a quiet computer. */
const STRIDE = Math.max(1, Number(process.env['KUA_SIM_STRIDE'] ?? 7));
const nodes: SimNode[] = [];
afterEach(async () => {
  for (const t of nodes.splice(0)) await t.remove().catch(() => undefined);
});
const kept = (node: SimNode): SimNode => {
  nodes.push(node);
  return node;
};

/** Codes with which a beginning is refused as a whole: too short to be opened at all. */
const CLOSED: ReadonlySet<string> = new Set(['E_BUNDLE_AGE', 'E_BUNDLE_KEY', 'E_BUNDLE_WORK']);

async function readTorn(node: SimNode, file: string): Promise<number> {
  try {
    const report = await node.node.call('bundle.read', { file });
    expect(report, file).toMatchObject({ ok: false, torn: true });
    expect(
      report.refused.map((r) => r.code).filter((code) => !/^E_(TORN|BUNDLE_CHANGED|BUNDLE_GZIP)$/.test(code)),
    ).toEqual([]);
    return report.accepted;
  } catch (error) {
    if (!(error instanceof KuaFailure) || !CLOSED.has(error.failure.code)) throw error;
    return 0;
  }
}

interface Pair {
  readonly world: World;
  readonly space: string;
  readonly a: SimNode;
  /** Has read nothing yet. */
  readonly b: SimNode;
  readonly file: string;
  readonly bytes: Uint8Array;
  /** The first bytes of the bundle as a file of their own. */
  part(length: number): string;
}

async function pair(fill: (a: SimNode) => Promise<void>): Promise<Pair> {
  const world: World = { now: NOW };
  const a = kept(await simNode(world, { name: 'a', link: 'usb', slug: 'case', offset: 0 }));
  const b = kept(await simNode(world, { name: 'b', link: 'usb', slug: 'shared', offset: 0 }));
  const space = await admit(a, b);
  await fill(a);
  const [file] = await bundle(a, b, { space: 'case' });
  const bytes = readFileSync(file ?? '');
  const torn = join(b.root, 'torn');
  mkdirSync(torn);
  const part = (length: number): string => {
    const path = join(torn, `${length}.kua.age`);
    writeFileSync(path, bytes.subarray(0, length));
    return path;
  };
  return { world, space, a, b, file: file ?? '', bytes, part };
}

async function allAlike(p: Pair, readers: readonly SimNode[]): Promise<void> {
  for (const node of readers)
    expect(await node.node.call('bundle.read', { file: p.file }), node.name).toMatchObject({ ok: true, torn: false });
  const expected = await holding(p.a, p.space);
  expect(expected.dump.length).toBeGreaterThan(0);
  for (const node of readers) {
    const own = await holding(node, p.space);
    expect(differences(own.entries, expected.entries), node.name).toEqual([]);
    expect({ dump: own.dump, differs: own.differs, parked: own.parked }, node.name).toEqual({
      ...{ dump: expected.dump, differs: null, parked: 0 },
    });
  }
}

test(`a small bundle torn at every ${STRIDE === 1 ? '' : `${STRIDE}th `}byte: one piece of age, so that nothing counts before its last byte`, {
  timeout: 600_000,
}, async () => {
  const p = await pair(async (a) => void (await event(a, 'case', 'A march')));
  expect(p.bytes.length).toBeLessThan(65_536);
  let accepted = 0;
  for (let length = 0; length < p.bytes.length; length += STRIDE) accepted += await readTorn(p.b, p.part(length));
  accepted += await readTorn(p.b, p.part(p.bytes.length - 1));
  expect(accepted).toBe(0);
  await allAlike(p, [p.b]);
});

test('a bundle of several pieces torn around each of their ends and between: what was whole is kept, the rest comes later', {
  timeout: 600_000,
}, async () => {
  const p = await pair(async (a) => {
    for (let i = 0; i < 24; i++) {
      const long = randomBytes(8_000).toString('base64');
      await a.node.call('record.new', {
        ...{ space: 'case', kind: 'Event', fields: { title: `March ${i}`, kind: 'protest', 'x.long': long } },
      });
    }
  });
  const PIECE = 65_536 + 16;
  const pieces = Math.floor(p.bytes.length / PIECE);
  expect(pieces).toBeGreaterThan(1);
  const header = p.bytes.length - pieces * PIECE;
  const lengths = Array.from({ length: pieces }, (_, i) => (i + 1) * PIECE)
    .flatMap((end) => [end - 1, end + Math.floor(header / 2), end + 400])
    .filter((length) => length < p.bytes.length);
  const readers: SimNode[] = [];
  let taken = 0;
  for (const length of lengths) {
    const reader = kept(await copyOf(p.world, p.b, `torn at ${length}`));
    taken += await readTorn(reader, p.part(length));
    readers.push(reader);
  }
  expect(taken).toBeGreaterThan(0);
  await allAlike(p, readers);
});
