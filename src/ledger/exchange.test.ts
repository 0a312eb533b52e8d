/** What nodes say around the frames: manifests, the opening and its answers, receipts. Right ones hold; anything else is refused, not thrown. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { nodePrimitives } from '../store/node-primitives.ts';
import { openBody } from './body.ts';
import { makeCard } from './card.ts';
import { encodeCbor } from './cbor.ts';
import { makeReceiptEntry } from './entry-make.ts';
import { verifyEntry } from './entry-verify.ts';
import { type Frontier, sortFrontier } from './frontier.ts';
import { type Manifest, makeManifest, readManifest } from './manifest.ts';
import { makeWriterCertificate } from './membership-sign.ts';
import { RECEIPT_MAX_ERASED, type Receipt, readReceipt, receiptValue } from './receipt.ts';
import { signObject } from './sign1.ts';
import {
  decodeHello,
  decodeOpened,
  decodePull,
  decodePushed,
  encodeHello,
  encodeOpened,
  encodePull,
  encodePushed,
} from './sync-messages.ts';
import { makeOpen, readOpen, type SyncOpen } from './sync-open.ts';

const p = nodePrimitives();
const filled = (byte: number, n = 32): Uint8Array => new Uint8Array(n).fill(byte);
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const frontiers: fc.Arbitrary<Frontier> = fc
  .array(fc.record({ writer: key, seq: fc.nat(), head: key }), { maxLength: 5 })
  .map(sortFrontier);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Copies of some bytes with one bit changed, and cut at every length. */
function* damaged(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at] = (changed[at] as number) ^ (1 << (at % 8));
    yield changed;
    yield bytes.slice(0, at);
  }
}

describe('a manifest', () => {
  const device = filled(1);
  const org = filled(2);
  const cardOf = (deviceKey: Uint8Array): Uint8Array =>
    makeCard(p, org, {
      ...{ n: 0, prev: null, names: [['en', 'Invented Office']], org: p.publicKey(org), next: filled(3) },
      ...{ device: deviceKey, keys: { age: 'age1x' } },
    }).bytes;
  const card = cardOf(p.publicKey(device));
  const manifest: Manifest = {
    createdMs: 1_641_373_200_000,
    card,
    spaces: [{ space: filled(4), have: [{ writer: filled(5), seq: 7, head: filled(6) }], base: [], entries: 8 }],
  };
  const bytes = makeManifest(p, device, manifest);

  test('gives back who sends, what they hold and what they take the reader to hold', () => {
    expect(readManifest(p, bytes)).toMatchObject({ ok: true, value: { manifest, code: null, card: { n: 0 } } });
  });

  test('of any spaces and frontiers comes back', () => {
    const spaces = fc.array(fc.record({ space: key, have: frontiers, base: frontiers, entries: fc.nat() }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(spaces, fc.nat(), (list, createdMs) => {
        const m = { createdMs, card, spaces: list };
        expect(readManifest(p, makeManifest(p, device, m))).toMatchObject({
          ok: true,
          value: { manifest: m, code: null },
        });
      }),
      propertyRuns(300),
    );
  });

  test('of many writers passes 64 KiB, where the length takes four bytes', () => {
    const have = sortFrontier(
      Array.from({ length: 2000 }, (_, seq) => ({ writer: p.random(32), seq, head: p.random(32) })),
    );
    const m = { ...manifest, spaces: [{ space: filled(4), have, base: have, entries: 1 }] };
    expect(readManifest(p, makeManifest(p, device, m))).toMatchObject({ ok: true, value: { code: null, manifest: m } });
    const tooMany = { ...m, spaces: Array.from({ length: 20 }, () => m.spaces[0]).flatMap((s) => (s ? [s] : [])) };
    expect(() => makeManifest(p, device, tooMany)).toThrow(RangeError);
  });

  test('by another device, or with a card that is not signed, says E_SIG and still what it says', () => {
    const stranger = makeManifest(p, filled(9), manifest);
    expect(readManifest(p, stranger)).toMatchObject({ ok: true, value: { manifest, code: 'E_SIG', card: { n: 0 } } });
    const broken = card.slice();
    broken[broken.length - 1] = (broken.at(-1) as number) ^ 1;
    const m = { ...manifest, card: broken };
    expect(readManifest(p, makeManifest(p, device, m))).toMatchObject({
      ok: true,
      value: { manifest: m, code: 'E_SIG', card: null },
    });
  });

  test('signed for another purpose is none: the purpose is part of what is signed', () => {
    const payload = encodeCbor([1, manifest.createdMs, card, []]);
    expect(readManifest(p, signObject(p, device, utf8('kua/bundle/1'), payload))).toMatchObject({
      value: { code: null },
    });
    expect(readManifest(p, signObject(p, device, utf8('kua/card/1'), payload))).toMatchObject({
      value: { code: 'E_SIG' },
    });
  });

  test('damaged anywhere is never taken for whole, and never throws', () => {
    for (const wrong of damaged(bytes)) {
      const read = readManifest(p, wrong);
      if (read.ok) expect(read.value.code).toBe('E_SIG');
      else expect(read.error.code).toBe('E_BUNDLE_MANIFEST');
    }
  });

  test('of another form or a newer version is E_BUNDLE_MANIFEST', () => {
    const space = [filled(4), [], [], 1];
    for (const value of [
      [2, 1, card, []],
      [1, -1, card, []],
      [1, 1, 'card', []],
      [1, 1, card],
      [1, 1, card, [space.slice(1)]],
      [
        1,
        1,
        card,
        [
          [
            filled(4),
            [
              [filled(5), 1, filled(6)],
              [filled(5), 1, filled(6)],
            ],
            [],
            1,
          ],
        ],
      ],
      [1, 1, card, Array.from({ length: 1001 }, () => space)],
    ])
      expect(readManifest(p, signObject(p, device, utf8('kua/bundle/1'), encodeCbor(value)))).toMatchObject({
        ok: false,
        error: { code: 'E_BUNDLE_MANIFEST' },
      });
  });
});

describe('the opening', () => {
  const [seatSeed, writerSeed] = [filled(11), filled(12)];
  const [space, writer] = [filled(13), p.publicKey(writerSeed)];
  const open: SyncOpen = {
    ...{
      space,
      nonce: filled(14),
      baseUrl: 'https://office-b.example:7801/kua',
      writer,
      seatKey: p.publicKey(seatSeed),
    },
    cert: makeWriterCertificate(p, seatSeed, space, writer),
  };
  const bytes = makeOpen(p, writerSeed, open);
  const denied = { ok: false, error: { code: 'E_DENIED' } };

  test('by the writer that the seat certified holds, though no entry of it is here', () => {
    expect(readOpen(p, bytes)).toEqual({ ok: true, value: open });
  });

  test('is denied, with nothing said of the reason, when anything in it is another’s', () => {
    const other = filled(15);
    const wrong: readonly Uint8Array[] = [
      makeOpen(p, other, open),
      makeOpen(p, other, { ...open, writer: p.publicKey(other) }),
      makeOpen(p, writerSeed, { ...open, seatKey: p.publicKey(other) }),
      makeOpen(p, writerSeed, { ...open, space: filled(16) }),
      makeOpen(p, writerSeed, { ...open, cert: filled(1, 64) }),
      makeOpen(p, writerSeed, { ...open, baseUrl: 'x'.repeat(2049) }),
      signObject(
        p,
        writerSeed,
        utf8('kua/bundle/1'),
        encodeCbor([1, space, filled(14), 'x', writer, open.seatKey, open.cert]),
      ),
      signObject(
        p,
        writerSeed,
        utf8('kua/sync/1'),
        encodeCbor([2, space, filled(14), 'x', writer, open.seatKey, open.cert]),
      ),
      new Uint8Array(5000),
    ];
    for (const [i, bad] of wrong.entries()) expect(readOpen(p, bad), `case ${i}`).toEqual(denied);
  });

  test('damaged anywhere is denied and never throws', () => {
    for (const wrong of damaged(bytes)) expect(readOpen(p, wrong)).toEqual(denied);
  });
});

describe('the bodies of the exchange', () => {
  const refused = fc.array(fc.tuple(fc.uint8Array({ maxLength: 32 }), fc.stringMatching(/^[A-Z_]{1,20}$/)), {
    maxLength: 5,
  });
  const counts = { accepted: fc.nat(), duplicate: fc.nat(), parked: fc.nat(), quarantined: fc.nat() };

  test('come back as they went', () => {
    fc.assert(
      fc.property(
        fc.record({ nonce: key, baseUrl: fc.webUrl() }),
        fc.record({ token: fc.stringMatching(/^[a-z0-9]{1,40}$/), seconds: fc.nat(), frontier: frontiers }),
        fc.record({ frontier: frontiers, wants: fc.array(key, { maxLength: 5 }), maxBytes: fc.nat() }),
        fc.record({ ...counts, refused: refused.map((list) => list.map(([id, code]) => ({ id, code }))) }),
        (hello, opened, pull, pushed) => {
          expect(decodeHello(encodeHello(hello))).toEqual({ ok: true, value: hello });
          expect(decodeOpened(encodeOpened(opened))).toEqual({ ok: true, value: opened });
          expect(decodePull(encodePull(pull))).toEqual({ ok: true, value: pull });
          expect(decodePushed(encodePushed(pushed))).toEqual({ ok: true, value: pushed });
        },
      ),
      propertyRuns(1000),
    );
  });

  test('of any other bytes are refused by name and never throw', () => {
    const decoders = [decodeHello, decodeOpened, decodePull, decodePushed];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        for (const decode of decoders)
          expect(decode(noise)).toMatchObject({ ok: false, error: { code: 'E_SYNC_BODY' } });
      }),
      propertyRuns(1000),
    );
    const good = [
      encodeHello({ nonce: filled(1), baseUrl: 'https://x' }),
      encodeOpened({ token: 't', seconds: 1, frontier: [] }),
      encodePull({ frontier: [], wants: [filled(1)], maxBytes: 1 }),
      encodePushed({
        accepted: 1,
        duplicate: 0,
        parked: 0,
        quarantined: 0,
        refused: [{ id: filled(1), code: 'E_SIG' }],
      }),
    ];
    for (const [i, bytes] of good.entries()) {
      const decode = decoders[i] as (b: Uint8Array) => { readonly ok: boolean };
      expect(decode(bytes).ok).toBe(true);
      for (let end = 0; end < bytes.length; end++) expect(decode(bytes.slice(0, end)).ok).toBe(false);
      // One member more is another form.
      const longer = bytes.slice();
      longer[0] = (longer[0] as number) + 1;
      expect(decode(new Uint8Array([...longer, 0xf6])).ok).toBe(false);
      // A body for another request is not mistaken for this one.
      for (const [j, other] of decoders.entries()) if (j !== i) expect(other(bytes).ok).toBe(false);
    }
  });
});

describe('a receipt', () => {
  const writer = {
    space: filled(1),
    seed: filled(2),
    publicKey: p.publicKey(filled(2)),
    seq: 4,
    prev: filled(3),
    ms: 1,
    ctr: 0,
  };
  const receipts: fc.Arbitrary<Receipt> = fc.oneof(
    frontiers.map((frontier): Receipt => ({ is: 'stored', frontier })),
    fc
      .array(fc.record({ entry: key, ph: key }), { minLength: 1, maxLength: 5 })
      .map((entries): Receipt => ({ is: 'erased', entries })),
  );

  test('is an open entry of kind 3 whose body says what was stored or erased', () => {
    fc.assert(
      fc.property(receipts, (receipt) => {
        const made = makeReceiptEntry(p, writer, receipt, 10);
        expect(made.entry.header).toMatchObject({ kind: 3, seq: 4, epoch: new Uint8Array(0) });
        expect(verifyEntry(p, made.entry.bytes).ok).toBe(true);
        const body = openBody(p, made.entry.header, made.block, () => null);
        expect(body.ok && body.value.type === 'receipt' && readReceipt(body.value.value)).toEqual(receipt);
      }),
      propertyRuns(300),
    );
  });

  test('of a thousand writers fits an entry', () => {
    const frontier = sortFrontier(
      Array.from({ length: 1000 }, (_, seq) => ({ writer: p.random(32), seq, head: p.random(32) })),
    );
    expect(makeReceiptEntry(p, writer, { is: 'stored', frontier }, 10).block.length).toBeLessThan(262_144);
  });

  test('of another form is null', () => {
    const row = [filled(1), filled(2)];
    for (const value of [
      [2, 1, []],
      [1, 3, []],
      [1, 2, []],
      [1, 2, Array.from({ length: RECEIPT_MAX_ERASED + 1 }, () => row)],
      [1, 2, [[filled(1), filled(2, 31)]]],
      [1, 1, [row]],
      [1, 1, [], 0],
      'receipt',
      null,
    ])
      expect(readReceipt(value)).toBeNull();
    expect(readReceipt(receiptValue({ is: 'stored', frontier: [] }))).toEqual({ is: 'stored', frontier: [] });
  });
});
