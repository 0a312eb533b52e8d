/** The same entries give the same index, whatever their order, repetition and grouping. */
import { copyFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyPatience, propertyRuns } from '../../../test/property-runs.ts';
import type { MadeEntry } from '../../ledger/entry-make.ts';
import type { End, EraseTarget } from '../../ledger/model.ts';
import { expectOk } from '../../base/result.ts';
import {
  about,
  ctx,
  DATABASE_KEY,
  eraseEntry,
  makeNode,
  makeSpace,
  type NodeFixture,
  primitives,
  type SpaceFixture,
} from './ledger-fixture.ts';
import { openProjection } from './open.ts';

const id = (n: number): Uint8Array => new Uint8Array(16).fill(n + 1);
const WORDS = ['Shooting', 'Strike', 'Rally', 'Arrest', 'Ереуіл', 'Митинг'];

type Step =
  | {
      readonly do: 'say';
      readonly record: number;
      readonly word: number;
      readonly batch: number | null;
      readonly writer: 0 | 1;
    }
  | { readonly do: 'replace'; readonly of: number; readonly word: number; readonly writer: 0 | 1 }
  | { readonly do: 'retract'; readonly of: number }
  | { readonly do: 'undo'; readonly batch: number }
  | { readonly do: 'decide'; readonly of: number }
  | { readonly do: 'erase'; readonly of: number };

const writer = fc.constantFrom(0 as const, 1 as const);
const nth = fc.nat(30);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ do: fc.constant('say' as const), record: fc.nat(4), word: fc.nat(5), writer },
      batch: fc.option(fc.nat(2), { nil: null }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('replace' as const), of: nth, word: fc.nat(5), writer }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retract' as const), of: nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), batch: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decide' as const), of: nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), of: nth }) },
);

/** Makes the entries of the steps; returns them without the controls, which a ledger admits first. */
async function write(
  steps: readonly Step[],
): Promise<{ space: SpaceFixture; controls: MadeEntry[]; made: MadeEntry[] }> {
  const space = await makeSpace();
  const controls = [...space.entries];
  const batches = [1, 2, 3].map((n) => new Uint8Array(16).fill(n));
  const said: { entry: MadeEntry; record: number; ends: readonly End[] }[] = [];
  let now = 1_700_000_001_000;
  const say = (record: number, word: number, w: 0 | 1, batch: Uint8Array | null, ends: readonly End[]): void => {
    const fields = { title: WORDS[word] ?? '', kind: 'strike', date: `2022-01-0${word + 1}` };
    const claims = about('Event', id(record), fields);
    const ck = new Uint8Array(32).fill(record);
    now += 1000;
    said.push({ entry: space.data({ claims, batch, ends, ctx: ctx({ ck }) }, { now, writer: w }), record, ends });
  };
  for (const s of steps) {
    const target = 'of' in s ? said[s.of % Math.max(1, said.length)] : undefined;
    if (s.do === 'say') say(s.record, s.word, s.writer, s.batch === null ? null : (batches[s.batch] ?? null), []);
    else if (s.do === 'undo') {
      const batch = batches[s.batch] ?? new Uint8Array(16);
      space.data({ claims: [], ends: [{ type: 'batch', batch, reason: 'undone' }] });
    } else if (!target) continue;
    else if (s.do === 'replace') {
      const ends = [0, 1, 2].map(
        (i): End => ({ type: 'claim', target: { entry: target.entry.id, index: i }, by: i, reason: null }),
      );
      say(target.record, s.word, s.writer, null, ends);
    } else if (s.do === 'retract') {
      const end: End = { type: 'claim', target: { entry: target.entry.id, index: 1 }, by: null, reason: 'wrong' };
      space.data({ claims: [], ends: [end] });
    } else if (s.do === 'decide') {
      space.data({
        claims: about('Event', id(target.record), { '~title': [['prefer', [[target.entry.id, 0]], 'seen']] }),
      });
    } else {
      const ended = target.ends.flatMap((e) => (e.type === 'claim' ? [e.target] : []));
      const erased: EraseTarget = { entry: target.entry.id, ph: target.entry.entry.header.ph, ended };
      eraseEntry(space, [erased]);
    }
  }
  return { space, controls, made: space.entries.slice(controls.length) };
}

async function fill(
  node: NodeFixture,
  from: { readonly space: SpaceFixture; readonly controls: readonly MadeEntry[] },
  made: readonly MadeEntry[],
  cuts: readonly number[],
): Promise<string> {
  await node.add(from.space, from.controls);
  let at = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    await node.add(from.space, made.slice(at, cut));
    await node.projection.catchUp();
    at = Math.min(cut, made.length);
  }
  await node.add(from.space, made.slice(at));
  await node.projection.catchUp();
  return node.dump();
}

test('any order, repetition and grouping of entries gives the same dump, and so does a rebuild', {
  timeout: propertyPatience(300_000),
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 18 }),
      fc.infiniteStream(fc.nat(1_000_000)),
      fc.array(fc.nat(18), { maxLength: 4 }),
      async (steps, keys, cuts) => {
        const written = await write(steps);
        const straight = await makeNode(null);
        const shuffled = await makeNode(null);
        try {
          const dump = await fill(straight, written, written.made, []);
          const twice = [...written.made, ...written.made];
          const mixed = twice.map((e) => ({ e, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key);
          const other = await fill(
            shuffled,
            written,
            mixed.map((m) => m.e),
            cuts,
          );
          expect(other).toBe(dump);
          expect(await shuffled.projection.rebuildCheck()).toMatchObject({ equal: true, firstDifference: null });
        } finally {
          await straight.close();
          await shuffled.close();
        }
      },
    ),
    propertyRuns(40),
  );
});

test('an end that arrives first waits for its target', async () => {
  const space = await makeSpace();
  const controls = [...space.entries];
  const old = space.data({ claims: about('Event', id(1), { title: 'Old', kind: 'strike' }) });
  const end: End = { type: 'claim', target: { entry: old.id, index: 0 }, by: 0, reason: null };
  const fix = space.data({ claims: about('Event', id(1), { title: 'New' }), ends: [end] });
  const node = await makeNode();
  await node.add(space, [...controls, fix]);
  await node.projection.catchUp();
  await node.add(space, [old]);
  await node.projection.catchUp();
  const dump = await node.dump();
  expect(dump).toContain('New');
  expect(dump).not.toContain('Old');
  await node.close();
});

test('a thousand and more entries fold in several transactions', async () => {
  const space = await makeSpace();
  const batch = primitives.random(16);
  for (let i = 0; i < 1_050; i++) {
    space.data({ claims: about('Event', primitives.random(16), { title: `Row ${i}`, kind: 'strike' }), batch });
  }
  space.data({ claims: about('Event', id(7), { title: 'By hand', kind: 'strike' }) });
  const node = await makeNode();
  await node.add(space, space.entries);
  expect(await node.projection.catchUp()).toBe(1_053);
  expect(await node.projection.countsByKind(null)).toEqual({ Event: 1_051 });
  await node.add(space, [space.data({ claims: [], ends: [{ type: 'batch', batch, reason: null }] })]);
  await node.projection.catchUp();
  expect(await node.projection.countsByKind(null)).toEqual({ Event: 1 });
  expect(await node.projection.rebuildCheck()).toMatchObject({ equal: true, records: 1 });
  await node.close();
});

test('the files as a killed process leaves them lead to the same dump', async () => {
  const space = await makeSpace();
  for (let i = 0; i < 2_300; i++) {
    space.data({ claims: about('Event', new Uint8Array(16).fill(i % 250), { title: `Row ${i}`, kind: 'strike' }) });
  }
  const node = await makeNode();
  await node.add(space, space.entries);
  let copies = 0;
  await node.projection.catchUp(() => {
    for (const end of ['', '-wal']) copyFileSync(node.index + end, `${node.dir}/killed-${copies}.db${end}`);
    copies += 1;
  });
  const dump = await node.dump();
  expect(copies).toBe(3);
  for (let i = 0; i < copies; i++) {
    const options = { path: `${node.dir}/killed-${i}.db`, key: DATABASE_KEY, ledger: node.ledger, primitives };
    const killed = expectOk(openProjection(options), 'killed');
    await killed.catchUp();
    const lines: string[] = [];
    for await (const line of killed.dump()) lines.push(line);
    expect(lines.join('\n')).toBe(dump);
    await killed.close();
  }
  await node.close();
});
