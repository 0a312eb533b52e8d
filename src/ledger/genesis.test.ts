/** A space's beginning: its genesis verifies, its epoch opens for its seat alone, and membership believes only signatures. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { fromHex, toHex } from '../base/bytes.ts';
import { expectOk } from '../base/result.ts';
import { nodePrimitives } from '../store/node-primitives.ts';
import { openBody } from './body.ts';
import { epochId, type MadeEntry, makeControlEntry, type WriterState } from './entry-make.ts';
import { verifyEntry } from './entry-verify.ts';
import { openWraps } from './epochs.ts';
import { makeGenesis } from './genesis.ts';
import { type ControlEntry, membership, partyOf, roleOf } from './membership.ts';
import { makeWriterCertificate } from './membership-sign.ts';
import type { Control } from './model.ts';
import { grantInfo } from './seat.ts';

const p = nodePrimitives();
const NOW = 1_641_373_200_000;
const filled = (byte: number, n: number): Uint8Array => new Uint8Array(n).fill(byte);
const NO_SPACE = filled(0, 32);
const input = {
  ...{ seatSeed: filled(1, 32), kemSecret: filled(2, 32), partySeed: filled(3, 32), writerSeed: filled(4, 32) },
  ...{ now: NOW, text: 'Қаңтар 2022', salt: filled(5, 32) },
};
const open = await makeGenesis(p, { ...input, public: true });
const closed = await makeGenesis(p, { ...input, public: false });

function bodyOf(made: Pick<MadeEntry, 'entry' | 'block'>, secret: Uint8Array | null = null) {
  const body = expectOk(
    openBody(p, made.entry.header, made.block, () => secret),
    'control',
  );
  if (body.type !== 'control') throw new Error('not control');
  return body;
}
const asControl = (made: Pick<MadeEntry, 'entry' | 'block'>): ControlEntry => ({
  ...{ id: made.entry.id, header: made.entry.header, control: bodyOf(made).control },
});
const founder = toHex(open.writer.publicKey);

describe('a genesis', () => {
  test('verifies, gives its id to the space, and its writer goes on from there', () => {
    for (const g of [open, closed]) {
      expect(verifyEntry(p, g.entry.bytes)).toEqual({ ok: true, value: g.entry });
      expect(g.entry.header.space).toEqual(NO_SPACE);
      expect(toHex(g.space)).toBe(toHex(g.entry.id));
      expect(g.writer).toMatchObject({ space: g.space, seq: 1, prev: g.entry.id, ms: NOW, ctr: 0 });
    }
  });

  test('of a public space is open and has no epoch', () => {
    expect(open.epoch).toBeNull();
    const body = bodyOf(open);
    expect(body.note?.text).toBe('Қаңтар 2022');
    expect(body.control).toMatchObject({ op: 0, public: true, next: null });
  });

  test('of a private space shows its name and salt to holders of the epoch only', () => {
    expect(bodyOf(closed).note).toBeNull();
    expect(bodyOf(closed, closed.epoch?.secret).note).toMatchObject({ text: 'Қаңтар 2022', salt: input.salt });
    expect(toHex(closed.block)).not.toContain(toHex(input.salt));
  });
});

describe('the first epoch of a private space', () => {
  const { control } = bodyOf(closed);
  const wrap = control.op === 0 ? control.next?.wraps[0] : undefined;
  if (!wrap || !closed.epoch) throw new Error('no wrap');
  const seat = { key: p.publicKey(input.seatSeed), kemSecret: input.kemSecret };

  const refused = [{ epoch: wrap.epoch, code: 'E_EPOCH' }];

  test('opens for the founder’s seat and hashes to its name', async () => {
    expect(await openWraps(p, closed.space, seat, [wrap])).toEqual([closed.epoch]);
    expect(epochId(p, NO_SPACE, closed.epoch?.secret ?? NO_SPACE)).toEqual(wrap.epoch);
  });

  test('does not open for another seat, another key, or when it was changed', async () => {
    expect(await openWraps(p, closed.space, { ...seat, key: filled(9, 32) }, [wrap])).toEqual([]);
    expect(await openWraps(p, closed.space, { ...seat, kemSecret: filled(9, 32) }, [wrap])).toEqual(refused);
    const ct = wrap.ct.slice();
    ct[0] = (ct[0] as number) ^ 1;
    expect(await openWraps(p, closed.space, seat, [{ ...wrap, ct }])).toEqual(refused);
    expect(await openWraps(p, closed.space, seat, [{ ...wrap, enc: filled(0, 32) }])).toEqual(refused);
  });

  test('is not taken when the secret does not hash to the name it was handed over under', async () => {
    const kem = await p.kemPublicKey(input.kemSecret);
    const lie = await p.hpkeSeal(kem, grantInfo(NO_SPACE, seat.key, wrap.epoch), filled(6, 32));
    expect(await openWraps(p, closed.space, seat, [{ ...wrap, ...lie }])).toEqual(refused);
  });
});

const writerOf = (seed: Uint8Array, space = open.space): WriterState => ({
  ...{ space, seed, publicKey: p.publicKey(seed), seq: 0, prev: null, ms: 0, ctr: 0 },
});
const certify = (seed: Uint8Array, seatSeed = input.seatSeed, over: Partial<Control & { op: 1 }> = {}): MadeEntry => {
  const w = writerOf(seed);
  const cert = makeWriterCertificate(p, seatSeed, open.space, w.publicKey);
  return makeControlEntry(p, w, { op: 1, seatKey: p.publicKey(seatSeed), cert, ...over }, null, NOW);
};
const second = certify(filled(6, 32));

describe('membership', () => {
  test('of a genesis is its founder, with role and party', () => {
    const m = membership([asControl(open)], p);
    expect([...m.writers.keys()]).toEqual([founder]);
    expect(m.public).toBe(true);
    expect(roleOf(m, open.writer.publicKey)).toBe(4);
    expect(toHex(partyOf(m, open.writer.publicKey) ?? NO_SPACE)).toBe(toHex(p.publicKey(input.partySeed)));
    expect(roleOf(m, filled(9, 32))).toBeNull();
    expect(membership([asControl(closed)], p).public).toBe(false);
  });

  test('without a genesis is empty', () => {
    expect(membership([asControl(second)], p)).toMatchObject({ writers: new Map(), public: null });
  });

  test('takes a further writer that the founder’s seat certified', () => {
    const m = membership([asControl(open), asControl(second)], p);
    expect([...m.writers.keys()].sort()).toEqual([founder, toHex(p.publicKey(filled(6, 32)))].sort());
    expect(partyOf(m, p.publicKey(filled(6, 32)))).toEqual(partyOf(m, open.writer.publicKey));
  });

  test('refuses a forged certificate, one of another seat, and one not at seq 0', () => {
    const forged = certify(filled(6, 32), input.seatSeed, { cert: filled(1, 64) });
    const another = certify(filled(6, 32), filled(9, 32));
    const claimed = certify(filled(6, 32), filled(9, 32), { seatKey: p.publicKey(input.seatSeed) });
    const late = asControl(second);
    for (const bad of [
      asControl(forged),
      asControl(another),
      asControl(claimed),
      { ...late, header: { ...late.header, seq: 1 } },
    ])
      expect([...membership([asControl(open), bad], p).writers.keys()]).toEqual([founder]);
  });

  test('refuses a certificate made for another space', () => {
    const seed = filled(6, 32);
    const cert = makeWriterCertificate(p, input.seatSeed, closed.space, p.publicKey(seed));
    const moved = certify(seed, input.seatSeed, { cert });
    expect(membership([asControl(open), asControl(moved)], p).writers.size).toBe(1);
    const there = makeControlEntry(
      p,
      writerOf(seed, closed.space),
      { op: 1, seatKey: p.publicKey(input.seatSeed), cert },
      null,
      NOW,
    );
    expect(membership([asControl(open), asControl(there)], p).writers.size).toBe(1);
  });

  test('is empty when the genesis certificate or its seat is forged', () => {
    const g = asControl(open);
    if (g.control.op !== 0) throw new Error('genesis');
    const { seat } = g.control;
    for (const control of [
      { ...g.control, cert: filled(1, 64) },
      { ...g.control, seat: { ...seat, psig: filled(1, 64) } },
      { ...g.control, seat: { ...seat, party: filled(7, 32) } },
      { ...g.control, seat: { ...seat, kem: filled(7, 32) } },
    ])
      expect(membership([{ ...g, control }], p).writers.size).toBe(0);
  });

  test('is not taken over by a second genesis operation inside the space, in whichever order', async () => {
    const usurper = await makeGenesis(p, {
      ...input,
      seatSeed: filled(8, 32),
      partySeed: filled(8, 32),
      public: false,
    });
    const later = makeControlEntry(p, open.writer, bodyOf(usurper).control, null, NOW + 1);
    for (const order of [
      [later, open],
      [open, later],
    ]) {
      const m = membership(order.map(asControl), p);
      expect([...m.writers.keys()]).toEqual([founder]);
      expect(m.public).toBe(true);
      expect(partyOf(m, open.writer.publicKey)).toEqual(p.publicKey(input.partySeed));
    }
  });

  test('is the same for any order and repetition of the control entries', () => {
    const all = [open, second, certify(filled(7, 32)), certify(filled(8, 32), filled(9, 32))].map(asControl);
    const names = (controls: readonly ControlEntry[]): string[] => [...membership(controls, p).writers.keys()].sort();
    const expected = names(all);
    expect(expected.length).toBe(3);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all), (order, again) => {
        expect(names([...again, ...order])).toEqual(expected);
      }),
      propertyRuns(50),
    );
  });

  test('without primitives believes what was admitted before', () => {
    const m = membership([asControl(open), asControl(second)]);
    expect(m.writers.size).toBe(2);
    expect(fromHex(founder)).toEqual(open.writer.publicKey);
  });
});
