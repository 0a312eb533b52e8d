/** Epochs of a private space: which to write under, wrapping and opening their secrets. Real HPKE throughout. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Device, type Held, p, Space } from '../../test/ledger/space-kit.ts';
import { toHex } from '../base/bytes.ts';
import { openBody } from './body.ts';
import { type EpochKey, epochId } from './entry-make.ts';
import { eligibleEpoch, newEpoch, nextNumber, openWraps, readingSeats, wrapEpochs } from './epochs.ts';
import { BLOCK_MAX } from './header.ts';
import type { NextEpoch, Wrap } from './model.ts';

let n = 0;
let s: Space;
let a: Device;
let b: Device;
/** Every epoch so far, oldest first. */
let secrets: EpochKey[];

const filled = (byte: number, length = 32): Uint8Array => new Uint8Array(length).fill(byte);
const space = (): Uint8Array => s.genesis.space;
const ours = (d: Device) => ({ key: d.seat.key, kemSecret: d.kemSecret });
const chosen = (): string => {
  const e = eligibleEpoch(s.membership());
  return e === 'rotate' ? e : `${e.n} ${toHex(e.epoch)}`;
};
const named = (k: number, of: EpochKey | undefined): string => `${k} ${toHex(of?.epoch ?? filled(0))}`;

async function admitTo(by: Device, name: string, role: 1 | 2 | 3 | 4 = 3): Promise<Device> {
  const d = await s.device(name, role);
  const wraps = role === 1 ? [] : await wrapEpochs(p, space(), [d.seat], secrets);
  d.auth = s.grant(by, d, { wraps }).id;
  s.certify(d);
  return d;
}
async function nextOf(ending: readonly Device[] = []): Promise<NextEpoch> {
  const made = await newEpoch(
    p,
    space(),
    s.membership(),
    ending.map((d) => d.seat.key),
  );
  secrets.push(made.key);
  return made.next;
}
const wrapsOf = (held: readonly Held[]): readonly Wrap[] =>
  held.flatMap(({ control: c }) => {
    if (c?.op === 2) return c.wraps;
    return c && c.op !== 1 && c.op !== 5 && c.op !== 6 ? (c.next?.wraps ?? []) : [];
  });
/** Epochs that a device can open from everything held, by id. */
async function openedBy(d: Device): Promise<readonly string[]> {
  const opened = await openWraps(p, space(), ours(d), wrapsOf(s.held));
  return opened.flatMap((o) => ('secret' in o ? [toHex(o.epoch)] : [])).sort();
}

beforeEach(async () => {
  s = await Space.found(`epochs ${n++}`, false);
  secrets = s.genesis.epoch ? [s.genesis.epoch] : [];
  a = await admitTo(s.founder, 'A', 4);
  b = await admitTo(a, 'B', 4);
});

describe('the epoch to write under', () => {
  test('is the first one while every reader holds it', () => {
    expect(chosen()).toBe(named(0, secrets[0]));
    expect(nextNumber(s.membership())).toBe(1);
  });

  test('is none when a reader was let in without it; a relay needs none', async () => {
    await admitTo(a, 'relay', 1);
    expect(chosen()).toBe(named(0, secrets[0]));
    await s.admit(a, 'C', 2);
    expect(chosen()).toBe('rotate');
    s.rotate(b, await nextOf());
    expect(chosen()).toBe(named(1, secrets[1]));
  });

  test('after a removal is the one that the removal brings, and the removed device opens it not', async () => {
    const before = await openedBy(b);
    s.revoke(a, b, undefined, { next: await nextOf([b]) });
    expect(chosen()).toBe(named(1, secrets[1]));
    expect(await openedBy(b)).toEqual(before);
    expect((await openedBy(a)).length).toBe(2);
  });

  test('after a removal that brings none is a new one', async () => {
    s.revoke(a, b);
    expect(chosen()).toBe('rotate');
    s.rotate(a, await nextOf());
    expect(chosen()).toBe(named(1, secrets[1]));
    expect(readingSeats(s.membership()).map((seat) => toHex(seat.key))).toEqual(
      [s.founder, a].map((d) => toHex(d.seat.key)).sort(),
    );
  });

  test('is neither of two that two managers made at once, each wrapped to the other’s victim: the next writer rotates', async () => {
    const [x, y] = [await admitTo(a, 'X'), await admitTo(a, 'Y')];
    const [byA, byB] = [await nextOf([x]), await nextOf([y])];
    s.revoke(a, x, undefined, { next: byA });
    expect(chosen()).toBe(named(1, secrets[1]));
    s.revoke(b, y, undefined, { next: byB });
    expect(s.membership().epochs.map((e) => e.n)).toEqual([0, 1, 1]);
    expect(chosen()).toBe('rotate');
    const w = await s.admit(a, 'W', 3);
    const next = await nextOf();
    expect(next.n).toBe(2);
    s.rotate(w, next);
    expect(chosen()).toBe(named(2, secrets.at(-1)));
    expect([await openedBy(x), await openedBy(y)].map((o) => o.includes(toHex(next.epoch)))).toEqual([false, false]);
  });

  test('of two that reach everybody is the one with the higher number, then the higher entry id', async () => {
    const [one, two] = [await nextOf(), await nextOf()];
    const [first, second] = [s.rotate(a, one), s.rotate(b, two)];
    const higher = toHex(first.id) > toHex(second.id) ? one : two;
    expect(chosen()).toBe(`1 ${toHex(higher.epoch)}`);
    const third = await nextOf();
    s.rotate(a, third);
    expect(chosen()).toBe(`2 ${toHex(third.epoch)}`);
  });

  test('is not one whose secret this node could not open', async () => {
    const next = await nextOf();
    s.rotate(b, next);
    const m = s.membership();
    expect(eligibleEpoch(m, (e) => toHex(e) !== toHex(next.epoch))).toMatchObject({ n: 0 });
    expect(eligibleEpoch(m, () => false)).toBe('rotate');
  });

  test('is not one that reached a device whose only grant turned out void', async () => {
    const seen = b.chain.at(-1);
    if (!seen) throw new Error('no entry');
    await admitTo(b, 'C');
    s.rotate(a, await nextOf());
    expect(chosen()).toBe(named(1, secrets[1]));
    s.revoke(s.founder, b, [seen], { next: await nextOf([b]) });
    expect(chosen(), 'both the old and the new one were wrapped to C').toBe('rotate');
  });

  test('a void removal brings no epoch, and a public space has none', async () => {
    s.revoke(a, a, undefined, { next: await nextOf() });
    expect(s.membership().epochs.length).toBe(1);
    const open = await Space.found(`open ${n}`);
    const m = open.membership();
    expect([m.epochs, m.public]).toEqual([[], true]);
  });

  test('a number at the end of what the format carries is followed by the same number', async () => {
    s.rotate(a, { ...(await nextOf()), n: Number.MAX_SAFE_INTEGER });
    const next = await nextOf();
    expect(next.n).toBe(Number.MAX_SAFE_INTEGER);
    s.rotate(b, next);
    expect(chosen().startsWith(`${Number.MAX_SAFE_INTEGER} `)).toBe(true);
  });
});

describe('a late joiner', () => {
  test('reads the whole history, from the first epoch on', async () => {
    s.rotate(a, await nextOf());
    const old = s.says(a, secrets[1] ?? null);
    s.revoke(a, b, undefined, { next: await nextOf([b]) });
    const c = await admitTo(a, 'C', 2);
    expect(await openedBy(c)).toEqual(secrets.map((k) => toHex(k.epoch)).sort());
    const opened = await openWraps(p, space(), ours(c), wrapsOf(s.held));
    const held = new Map(opened.flatMap((o) => ('secret' in o ? [[toHex(o.epoch), o.secret] as const] : [])));
    const body = openBody(p, old.header, old.made.block, (e) => held.get(toHex(e)) ?? null);
    expect(body.ok && body.value.type).toBe('data');
  });
});

describe('a wrap', () => {
  test('of the genesis opens for its founder, and for nobody else', async () => {
    const first = wrapsOf(s.held.slice(0, 1));
    expect(await openWraps(p, space(), ours(s.founder), first)).toEqual(s.genesis.epoch ? [s.genesis.epoch] : []);
    expect(await openWraps(p, space(), ours(a), first)).toEqual([]);
  });

  test('whose secret does not hash to its epoch is ignored: E_EPOCH', async () => {
    const epoch = filled(7, 16);
    const lie = await wrapEpochs(p, space(), [a.seat], [{ epoch, secret: filled(1) }]);
    const short = await wrapEpochs(p, space(), [a.seat], [{ epoch, secret: filled(1, 31) }]);
    const good = await wrapEpochs(p, space(), [a.seat, b.seat], secrets);
    expect(await openWraps(p, space(), ours(a), [...lie, ...good, ...short])).toEqual([
      { epoch, code: 'E_EPOCH' },
      ...secrets,
      { epoch, code: 'E_EPOCH' },
    ]);
  });

  test('for another seat, space or epoch, or with any byte changed, does not open', async () => {
    const [key] = secrets;
    if (!key) throw new Error('no epoch');
    const [wrap] = await wrapEpochs(p, space(), [a.seat], [key]);
    if (!wrap) throw new Error('no wrap');
    const failed = [{ epoch: key.epoch, code: 'E_EPOCH' }];
    const [moved] = await wrapEpochs(p, space(), [{ key: b.seat.key, kem: a.seat.kem }], [key]);
    expect(await openWraps(p, space(), ours(a), moved ? [{ ...moved, seat: a.seat.key }] : [])).toEqual(failed);
    expect(await openWraps(p, filled(9), ours(a), [wrap])).toEqual(failed);
    const other = epochId(p, space(), filled(3));
    expect(await openWraps(p, space(), ours(a), [{ ...wrap, epoch: other }])).toEqual([
      { epoch: other, code: 'E_EPOCH' },
    ]);
    for (const part of ['enc', 'ct'] as const)
      for (const at of [0, 15, 31]) {
        const bytes = wrap[part].slice();
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        expect(await openWraps(p, space(), ours(a), [{ ...wrap, [part]: bytes }])).toEqual(failed);
      }
    for (const hostile of [filled(0), filled(255)])
      expect(await openWraps(p, space(), ours(a), [{ ...wrap, enc: hostile }])).toEqual(failed);
  });
});

test('a rotation for 500 seats fits into one entry', async () => {
  const many = await Promise.all(
    Array.from({ length: 500 }, async (_, i) => {
      const kem = await p.kemPublicKey(filled(1 + (i % 250)));
      return { key: p.sha256(new Uint8Array([i & 255, i >> 8])), kem };
    }),
  );
  const secret = p.random(32);
  const epoch = epochId(p, space(), secret);
  const wraps = await wrapEpochs(p, space(), many, [{ epoch, secret }]);
  const held = s.rotate(a, { n: 1, epoch, wraps });
  expect(held.made.block.length).toBeLessThan(BLOCK_MAX / 3);
  expect(s.membership().epochs.at(-1)?.covers.size).toBe(500);
});
