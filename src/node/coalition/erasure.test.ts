/** Erasure across parties on real nodes: who may erase what, in any order; receipts; nothing comes back. */
import { afterEach, describe, expect, test } from 'vitest';
import { filesWith, type PlainNode, plainNode } from '../../../test/node/plain-node.ts';
import { type Entered, entryFrame, framesOf, say, wipe } from '../../../test/node/receive-kit.ts';
import { failureOf } from '../../../test/node/temp-node.ts';
import { type Device, Space } from '../../../test/ledger/space-kit.ts';
import { toHex } from '../../base/bytes.ts';
import type { End } from '../../ledger/model.ts';
import { recordId } from '../../records/kind-names.ts';
import { about } from '../../store/projection/ledger-fixture.ts';
import { erasuresOf, isOpen } from './erasure-receipts.ts';

const nodes: { remove(): Promise<void> }[] = [];
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.remove();
});
async function node(space: Space, device: Device): Promise<PlainNode> {
  const made = await plainNode(space, device);
  nodes.push(made);
  return made;
}
const subject = (n: number): Uint8Array => new Uint8Array(16).fill(n);
const event = (n: number, title: string, ends: readonly End[] = []) => ({
  ...{ claims: about('Event', subject(n), { title }), ends },
});
const title = async (at: PlainNode, n: number): Promise<readonly unknown[]> =>
  (await at.parts.projection.claimsOf(recordId('Event', subject(n)))).map((c) => c.value);
const target = (e: Entered, ended: readonly { entry: Uint8Array; index: number }[] = []) => ({
  ...{ entry: e.id, ph: e.made.entry.header.ph, ended },
});
const stateOf = async (at: PlainNode, e: Entered): Promise<string | undefined> =>
  (await at.parts.ledger.entry(e.id))?.payloadState;

async function three(name: string) {
  const space = await Space.found(name);
  const b = await space.admit(space.founder, 'B', 4);
  const c = await space.admit(space.founder, 'C', 4);
  const d = await space.admit(space.founder, 'D', 3);
  return { space, a: space.founder, b, c, d };
}

describe('an erase from another node', () => {
  test('of its own party takes the payload away here, whichever of the two comes first', async () => {
    const { space, a, b } = await three('own');
    const said = say(a, event(1, 'Zebracanary'), null);
    const gone = wipe(a, { targets: [target(said)], ground: 'consent withdrawn' });
    for (const order of [
      [[said], [gone]],
      [[said, gone]],
      [framesOf([said]).slice(0, 1), [gone], framesOf([said]).slice(1)],
    ]) {
      const at = await node(space, b);
      await at.take(space.held);
      for (const batch of order) await at.take(batch);
      expect(await stateOf(at, said)).toBe('erased');
      expect(await title(at, 1)).toEqual([]);
      expect(filesWith(at.dir, ['zebracanary'])).toEqual([]);
      const again = await at.take([said]);
      expect(again).toMatchObject({ duplicate: 1, refused: [{ code: 'E_ERASED' }] });
      expect(await stateOf(at, said)).toBe('erased');
    }
  });

  test('that names what one other party wrote waits for a manager of a second party', async () => {
    const { space, a, b, c, d } = await three('two parties');
    const at = await node(space, b);
    const said = say(a, event(1, 'Quagga'), null);
    await at.take([...space.held, said, wipe(d, { targets: [target(said)], ground: 'no' })]);
    expect(await stateOf(at, said)).toBe('open');
    const first = wipe(c, { targets: [target(said)], ground: 'court order' });
    await at.take([first]);
    expect(await stateOf(at, said)).toBe('open');
    const open = (await erasuresOf(at.parts, at.parts.spaces.find(toHex(space.genesis.space)))).filter(isOpen);
    expect(open.map((e) => [toHex(e.entry), e.targets[0]?.state])).toEqual([[toHex(first.id), 'waiting']]);

    const asked = await at.api.call('erase', { entry: toHex(said.id), ground: 'the same order' });
    expect(asked).toMatchObject({ erased: 1, waiting: null, finished: true });
    expect(await stateOf(at, said)).toBe('erased');
  });

  test('asked for here first says what it waits for, and is not asked for twice', async () => {
    const { space, a, b, c, d } = await three('first of two');
    const at = await node(space, b);
    const said = say(a, event(1, 'Okapi'), null);
    await at.take([...space.held, said]);
    const ask = () => at.api.call('erase', { entry: toHex(said.id), ground: 'court order' });
    expect(await ask()).toMatchObject({ erased: 0, waiting: 'second_party' });
    expect((await failureOf(ask())).code).toBe('E_ERASE_ASKED');
    expect(await stateOf(at, said)).toBe('open');
    await at.take([wipe(c, { targets: [target(said)], ground: 'yes' })]);
    expect(await stateOf(at, said)).toBe('erased');
    // A seat that only writes erases its own party's words alone.
    const other = await node(space, d);
    const more = say(a, event(2, 'Eland'), null);
    await other.take([...space.held, said, more]);
    expect((await failureOf(other.api.call('erase', { entry: toHex(more.id), ground: 'x' }))).code).toBe(
      'E_ERASE_ROLE',
    );
  });

  test('of what is not here takes effect when it comes, among hundreds that name what nobody wrote', async () => {
    const { space, a, b, c, d } = await three('flood');
    const e = await space.admit(space.founder, 'E', 4);
    const at = await node(space, b);
    await at.take(space.held);
    const invented = (n: number) => ({ entry: new Uint8Array(32).fill(n), ph: new Uint8Array(32).fill(n), ended: [] });
    const said = say(a, event(1, 'Nyala'), null);
    const other = say(a, event(2, 'Sitatunga'), null);
    // Two managers of two parties ask for one that is not here yet, one of them for another too.
    await at.take([wipe(c, { targets: [target(said), target(other), invented(1)], ground: 'court' })]);
    await at.take([wipe(e, { targets: [target(said), invented(2)], ground: 'court' })]);
    await at.take(Array.from({ length: 200 }, (_, i) => wipe(d, { targets: [invented(3 + i)], ground: 'flood' })));
    expect(await stateOf(at, said)).toBeUndefined();
    await at.take([said, other]);
    expect([await stateOf(at, said), await stateOf(at, other)]).toEqual(['erased', 'open']);
    await at.api.call('erase', { entry: toHex(other.id), ground: 'the same court' });
    expect(await stateOf(at, other)).toBe('erased');
  });

  test('of control, erase and receipt entries has no effect', async () => {
    const { space, a, b } = await three('kinds');
    const at = await node(space, b);
    const said = say(a, event(1, 'Gnu'), null);
    const gone = wipe(a, { targets: [target(said)], ground: 'x' });
    const control = space.held.at(-1);
    if (!control) throw new Error('no control entry');
    const bad = wipe(a, {
      targets: [target(gone), { entry: control.id, ph: control.header.ph, ended: [] }],
      ground: 'x',
    });
    await at.take([...space.held, said, gone, bad]);
    expect(await stateOf(at, gone)).toBe('open');
    expect((await at.parts.ledger.entry(control.id))?.block).not.toBeNull();
  });

  test('waits while its author has no grant, and takes effect when the grant comes', async () => {
    const { space, a, b } = await three('later grant');
    const at = await node(space, b);
    const late = await space.device('E', 3);
    const certificate = space.certify(late);
    const said = say(late, event(1, 'Kudu'), null);
    const gone = wipe(late, { targets: [target(said)], ground: 'x' });
    const before = space.held.length;
    await at.take([...space.held, said, gone]);
    expect(await stateOf(at, said)).not.toBe('erased');
    expect(certificate.id).toBeDefined();
    space.grant(a, late);
    await at.take(space.held.slice(before));
    expect(await stateOf(at, said)).toBe('erased');
  });
});

test('erasing a correction revives nothing, and no other party can end words by it', async () => {
  const { space, a, b, c } = await three('correction');
  const at = await node(space, b);
  const first = say(a, event(1, 'Wrong'), null);
  const end: End = { type: 'claim', target: { entry: first.id, index: 0 }, by: 0, reason: null };
  const fixed = say(a, event(1, 'Right', [end]), null);
  const kept = say(a, event(1, 'Other'), null);
  await at.take([...space.held, first, fixed, kept]);
  expect((await title(at, 1)).toSorted()).toEqual(['Other', 'Right']);
  // Another manager claims that the erased entry had ended a third one.
  await at.take([
    wipe(a, { targets: [target(fixed, [{ entry: first.id, index: 0 }])], ground: 'consent' }),
    wipe(c, { targets: [target(fixed, [{ entry: kept.id, index: 0 }])], ground: 'consent' }),
  ]);
  expect(await title(at, 1)).toEqual(['Other']);
  const dump = await at.dump();
  await at.parts.projection.rebuild();
  expect(await at.dump()).toBe(dump);
});

describe('receipts', () => {
  test('are answered by each node, and keep the duty open until all live seats have', async () => {
    const { space, a, b, c } = await three('receipts');
    const [atA, atB, atC] = [await node(space, a), await node(space, b), await node(space, c)];
    const id = space.genesis.space;
    const said = say(a, event(1, 'Bongo'), null);
    const gone = wipe(a, { targets: [target(said)], ground: 'consent withdrawn' });
    for (const at of [atA, atB, atC]) await at.take([...space.held, said]);
    const standing = async (at: PlainNode) => {
      const [one] = await erasuresOf(at.parts, at.parts.spaces.find(toHex(id)));
      return { done: one?.done.length, missing: one?.missing.length, ground: one?.ground };
    };
    await atB.take([gone]);
    // The eraser's own entry says it for its seat; B answered; C and D did not hear of it.
    expect(await standing(atB)).toEqual({ done: 2, missing: 2, ground: 'consent withdrawn' });
    await atC.take(await atB.frames(id));
    expect(await standing(atC)).toEqual({ done: 3, missing: 1, ground: 'consent withdrawn' });
    await atA.take(await atC.frames(id));
    expect(await standing(atA)).toEqual({ done: 3, missing: 1, ground: 'consent withdrawn' });
    // Said once: nothing more is answered when the same comes again.
    const count = (await atC.parts.ledger.answers(id, 3, 0)).length;
    await atC.take(await atA.frames(id));
    expect((await atC.parts.ledger.answers(id, 3, 0)).length).toBe(count);
    const open = (await erasuresOf(atA.parts, atA.parts.spaces.find(toHex(id)))).filter(isOpen);
    expect(open).toHaveLength(1);
  });
});

describe('a copy dropped here alone', () => {
  test('is gone from the files, is not fetched again, and what it corrected stays corrected', async () => {
    const { space, a, b } = await three('local');
    const at = await node(space, b);
    const first = say(a, event(1, 'Wrong'), null);
    const end: End = { type: 'claim', target: { entry: first.id, index: 0 }, by: 0, reason: null };
    const fixed = say(a, event(1, 'Impalacanary', [end]), null);
    await at.take([...space.held, first, fixed]);
    expect(await at.api.call('erase', { entry: toHex(fixed.id), ground: 'x', local: true })).toMatchObject({
      ...{ entry: null, erased: 1, finished: true },
    });
    expect(await stateOf(at, fixed)).toBe('dropped');
    expect(await title(at, 1)).toEqual([]);
    expect(filesWith(at.dir, ['impalacanary'])).toEqual([]);
    expect(await at.parts.ledger.wants(space.genesis.space)).toEqual([]);
    await at.take([fixed, entryFrame(fixed)]);
    expect(await stateOf(at, fixed)).toBe('dropped');
    expect(await at.parts.ledger.answers(space.genesis.space, 2, 0)).toEqual([]);
  });
});
