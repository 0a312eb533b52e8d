/** Any order, repetition, split and merge of a set of entries of two parties gives the same ledger standing and the same index. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyPatience, propertyRuns } from '../../../test/property-runs.ts';
import {
  blockFrame,
  type Entered,
  entryFrame,
  letIn,
  type Receiver,
  receiver,
  say,
} from '../../../test/node/receive-kit.ts';
import { type Device, NOW, Space } from '../../../test/ledger/space-kit.ts';
import { toHex } from '../../base/bytes.ts';
import type { ClaimRef } from '../../ledger/model.ts';
import { about } from '../../store/projection/ledger-fixture.ts';
import type { ReceivedFrame } from './receive-types.ts';

/** At most so long per commit: the run says how many runs that was; the nightly script makes 10,000. */
const SECONDS = 20;
/** Worlds that one pair of nodes takes before its index is compared with a rebuilt one. */
const WORLDS = 12;
const WORDS = ['Shooting', 'Strike', 'Rally', 'Ереуіл'];

type Step =
  | { readonly do: 'say'; readonly by: number; readonly record: number; readonly word: number; readonly same: boolean }
  | { readonly do: 'end' | 'decide'; readonly by: number; readonly of: number }
  | { readonly do: 'fork'; readonly by: number; readonly back: number }
  | { readonly do: 'revoke'; readonly by: number; readonly of: number; readonly back: number }
  | { readonly do: 'accept'; readonly by: number; readonly of: number }
  | { readonly do: 'regrant'; readonly by: number; readonly of: number };

const who = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      by: who,
      record: fc.nat(3),
      word: fc.nat(3),
      same: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('end' as const, 'decide' as const), by: who, of: fc.nat(20) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('fork' as const), by: who, back: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revoke' as const), by: who, of: who, back: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('accept' as const), by: who, of: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('regrant' as const), by: who, of: who }) },
);

interface World {
  readonly space: Space;
  readonly reader: Device;
  readonly entries: readonly Entered[];
}

/** Two parties of two devices each; the second device of each writes, the first manages. */
async function world(steps: readonly Step[], n: number): Promise<World> {
  const space = await Space.found(`order ${n}`);
  const a = space.founder;
  const b = await space.admit(a, 'B', 4);
  const a2 = await space.admit(b, 'A2', 3, 'party');
  const b2 = await space.admit(a, 'B2', 3, 'B');
  const devices = [a, b, a2, b2];
  const chains = new Map<Device, { readonly e: Entered; readonly after: Device['state'] }[]>();
  const said: (Entered & { readonly record: number })[] = [];
  const keep = (d: Device, e: Entered): void => void chains.set(d, [...(chains.get(d) ?? []), { e, after: d.state }]);
  let now = NOW + 10_000_000;
  const speak = (d: Device, record: number, claims: Parameters<typeof say>[1], same = false): void => {
    if (!same) now += 1000;
    const e = say(d, claims, null, { now });
    keep(d, e);
    said.push({ ...e, record });
  };
  const id = (record: number): Uint8Array => new Uint8Array(16).fill(record + 1);
  for (const s of steps) {
    const d = devices[s.by] ?? a;
    const target = 'of' in s ? said[s.of % Math.max(1, said.length)] : undefined;
    if (s.do === 'say')
      speak(
        d,
        s.record,
        { claims: about('Event', id(s.record), { title: WORDS[s.word] ?? '', kind: 'strike' }) },
        s.same,
      );
    else if (s.do === 'end' && target) {
      const ref: ClaimRef = { entry: target.id, index: 0 };
      speak(d, target.record, { claims: [], ends: [{ type: 'claim', target: ref, by: null, reason: 'wrong' }] });
    } else if (s.do === 'decide' && target)
      speak(d, target.record, {
        claims: about('Event', id(target.record), { '~title': [['prefer', [[target.id, 0]], 'seen']] }),
      });
    else if (s.do === 'fork') {
      const before = chains.get(d)?.at(-1 - s.back);
      if (before) d.state = before.after;
    } else if (s.do === 'revoke' && s.by < 2) {
      const of = devices[s.of] ?? a;
      const cut = chains.get(of)?.at(-1 - s.back)?.e ?? of.chain.at(-1);
      if (of !== d && cut) space.revoke(d, of, [cut]);
    } else if (s.do === 'accept' && target && s.by < 2) space.accept(d, [target]);
    else if (s.do === 'regrant' && s.by < 2) {
      const of = devices[s.of] ?? a;
      if (of !== d && of !== a) space.grant(d, of);
    }
  }
  const entries: Entered[] = [...space.held, ...[...chains.values()].flatMap((c) => c.map((x) => x.e))];
  return { space, reader: b, entries };
}

async function outcome(node: Receiver, w: World): Promise<string> {
  const { space } = w.space.genesis;
  const states = await Promise.all(w.entries.map(async (e) => `${toHex(e.id).slice(0, 8)} ${await node.standing(e)}`));
  const tips = (await node.ledger.tips(space)).map((t) => toHex(t.head));
  const forks = (await node.ledger.forks(space)).map((f) => `${toHex(f.writer)} ${f.seq}`);
  const missing = (await node.ledger.missing(space)).map((m) => `${toHex(m.writer)} ${m.seq}`);
  const dump = (await node.folded()).split('\n').filter((line) => line.includes(toHex(space)));
  return [...states.sort(), ...tips, ...forks, ...missing, ...dump].join('\n');
}

/** Two nodes that take one world after the other, each in a space of its own: to make nodes costs more than to fill them. */
let nodes: { readonly straight: Receiver; readonly mixed: Receiver; used: number } | null = null;
async function twoNodes(w: World) {
  if (nodes && nodes.used >= WORLDS) await retire();
  if (!nodes) nodes = { straight: await receiver(w.space, null), mixed: await receiver(w.space, null), used: 0 };
  nodes.used += 1;
  for (const node of [nodes.straight, nodes.mixed]) await letIn(node, w.space, w.reader);
  return nodes;
}
/** What the index came to over all the worlds is what a rebuild makes of them. */
async function retire(): Promise<void> {
  const [old, checked] = [nodes, await nodes?.mixed.projection.rebuildCheck()];
  nodes = null;
  await old?.straight.close();
  await old?.mixed.close();
  if (checked) expect(checked).toMatchObject({ equal: true, firstDifference: null });
}

let count = 0;
test('any order, repetition, split and merge gives the same', { timeout: propertyPatience(600_000) }, async () => {
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 3, maxLength: 22 }),
    fc.array(fc.nat(40), { maxLength: 2 }),
    fc.infiniteStream(fc.nat(1_000_000)),
    async (steps, gaps, keys) => {
      const w = await world(steps, count++);
      // Gaps: what never came, so that its successors wait for ever.
      const came = w.entries.filter((_, i) => i === 0 || !gaps.includes(i));
      const { straight, mixed } = await twoNodes(w);
      await straight.take(came);
      const frames = came.flatMap((e): ReceivedFrame[] => [entryFrame(e), blockFrame(e), entryFrame(e)]);
      const order = frames.map((f) => ({ f, key: keys.next().value ?? 0 })).sort((x, y) => x.key - y.key);
      for (let at = 0; at < order.length; ) {
        const size = 1 + ((keys.next().value ?? 0) % 30);
        await mixed.take(order.slice(at, at + size).map((o) => o.f));
        if (size % 3 === 0) await mixed.folded();
        at += size;
      }
      // Blocks that came long before their entry were let go; as over a network, they are asked for.
      await mixed.take(came.map(blockFrame));
      expect(await outcome(mixed, w)).toBe(await outcome(straight, w));
    },
  );
  try {
    await fc.assert(property, propertyRuns(1_000, { withinMs: SECONDS * 1000 }));
  } finally {
    await retire();
  }
  process.stdout.write(`receive-order: ${count} runs\n`);
});
