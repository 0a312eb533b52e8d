/** Anchor and custody payloads, the evidence id, the trail. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { toHex, utf8 } from '../base/bytes.ts';
import { encodeId } from '../base/ids.ts';
import { encodeCbor } from '../ledger/cbor.ts';
import { makeDataEntry } from '../ledger/entry-make.ts';
import { makeGenesis } from '../ledger/genesis.ts';
import type { Value } from '../ledger/model.ts';
import type { RecordClaim } from '../records/model.ts';
import { nodePrimitives } from '../store/node-primitives.ts';
import { anchorPayload, type BlobObject, custodyValue, ingestionPayload, objectValue, parseObject } from './anchor.ts';
import { custodyTrail } from './custody.ts';
import { evidenceId } from './ids.ts';

const p = nodePrimitives();
const id32 = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const OBJECT: BlobObject = { alg: 1, sha256: id32(1), size: 12, address: id32(2), key: id32(3) };

describe('the evidence id', () => {
  test('is a UUIDv8 that the space salt and the hash fix', () => {
    const id = evidenceId(p, id32(7), id32(1));
    expect(toHex(id)).toBe(toHex(evidenceId(p, id32(7), id32(1))));
    expect((id[6] ?? 0) >> 4).toBe(8);
    expect((id[8] ?? 0) >> 6).toBe(2);
    expect(toHex(evidenceId(p, id32(8), id32(1)))).not.toBe(toHex(id));
    const mac = p.hmacSha256(id32(7), new Uint8Array([...utf8('kua-evidence-1'), ...id32(1)]));
    expect(toHex(id).slice(0, 12)).toBe(toHex(mac).slice(0, 12));
  });
});

describe('the anchor', () => {
  test('holds what was stored and nothing else', () => {
    const payload = anchorPayload(new Uint8Array(16), { object: OBJECT, mime: 'video/mp4', kind: 'video' });
    expect(payload.claims.map((c) => [c.kind, c.field, c.value])).toEqual([
      ['Evidence', 'object', [1, id32(1), 12, id32(2), id32(3)]],
      ['Evidence', 'sha256', toHex(id32(1))],
      ['Evidence', 'size', 12],
      ['Evidence', 'mime', 'video/mp4'],
      ['Evidence', 'kind', 'video'],
    ]);
    expect([payload.by, payload.batch, payload.ends]).toEqual([null, null, []]);
  });

  test('and the ingestion event make entries; a plain one shows the hash to a shell', async () => {
    const g = await makeGenesis(p, {
      public: true,
      seatSeed: id32(1),
      kemSecret: id32(2),
      partySeed: id32(3),
      writerSeed: id32(4),
      now: 1,
      text: 'x',
      salt: id32(5),
    });
    const payload = anchorPayload(new Uint8Array(16), { object: OBJECT, mime: 'a/b', kind: 'document' });
    const anchor = makeDataEntry(p, g.writer, { payload, plain: true }, null, 2);
    expect(toHex(anchor.block)).toContain(`5820${toHex(OBJECT.sha256)}`);
    const event = ingestionPayload(new Uint8Array(16), {
      at: '2022-01-12T04:00:00.000Z',
      agent: { tool: 'kua', version: '0.1.0' },
      channel: 'file',
      claimedSha256: null,
      prev: [anchor.id],
    });
    expect(makeDataEntry(p, anchor.next, { payload: event, plain: true }, null, 3).block.length).toBeGreaterThan(100);
    expect(event.claims[0]?.value).toMatchObject({ action: 'ingestion', outcome: 'ok', prev: [anchor.id] });
  });

  test('object values are read back, and other shapes are not taken', () => {
    expect(parseObject(objectValue(OBJECT))).toEqual(OBJECT);
    const plain: BlobObject = { alg: 0, sha256: id32(1), size: 0, address: id32(1), key: null };
    expect(parseObject(objectValue(plain))).toEqual(plain);
    expect(parseObject([9, id32(1), 3, id32(2), id32(3)])?.alg).toBe(9);
    const bad: Value[] = [null, 'x', [], [1, id32(1), 12, id32(2), null], [0, id32(1), 12, id32(2), id32(3)]];
    bad.push(
      [1, id32(1), -1, id32(2), id32(3)],
      [1, id32(1), 1.5, id32(2), id32(3)],
      [1, utf8('x'), 1, id32(2), id32(3)],
    );
    for (const value of bad) expect(parseObject(value)).toBeNull();
  });
});

const claim = (entry: Uint8Array, ms: number, field: string, value: Value): RecordClaim => ({
  claim: `${toHex(entry)}.0`,
  space: toHex(id32(9)),
  subject: encodeId('evd', new Uint8Array(16)),
  kind: 'Evidence',
  field,
  value,
  party: toHex(id32(8)),
  by: null,
  conf: 'reported',
  sources: ['own'],
  obs: null,
  speaker: null,
  modality: null,
  lang: null,
  prec: null,
  vis: null,
  reliability: null,
  note: null,
  asGiven: null,
  batch: null,
  ms,
  forked: false,
});
const event = (entry: number, ms: number, action: string, prev: readonly number[]): RecordClaim =>
  claim(id32(entry), ms, 'custody', {
    ...(custodyValue({
      action: 'export',
      at: '2022-01-12T04:00:00Z',
      agent: { tool: 'kua', version: '0.1.0' },
      outcome: 'ok',
      prev: prev.map(id32),
    }) as { [key: string]: Value }),
    action,
  });

describe('the custody trail', () => {
  const anchor = claim(id32(1), 5, 'object', objectValue(OBJECT));
  const claims = [
    anchor,
    event(2, 6, 'ingestion', [1]),
    // Its device's clock is two days behind: the order it names still holds.
    event(3, 1, 'transfer-give', [2]),
    event(4, 9, 'transfer-accept', [3]),
    event(5, 9, 'derivation', [3]),
    event(6, 7, 'sealed-by-a-newer-program', [4, 5]),
  ];
  const actions = ['ingestion', 'transfer-give', 'transfer-accept', 'derivation', 'sealed-by-a-newer-program'];

  test('is in causal order, clocks notwithstanding; unknown actions stay verbatim', () => {
    const trail = custodyTrail(claims);
    expect(trail.map((l) => l.action)).toEqual(actions);
    expect(trail.every((l) => l.state === 'held' && l.outcome === 'ok')).toBe(true);
  });

  test('is the same for any order of arrival', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(claims, { minLength: claims.length }), (shuffled) => {
        expect(custodyTrail(shuffled)).toEqual(custodyTrail(claims));
      }),
      propertyRuns(100),
    );
  });

  test('shows an erased event with its ground, and one that is not here yet', () => {
    const left = claims.filter((c) => !['3', '2'].some((n) => c.claim.startsWith(toHex(id32(Number(n))))));
    const erased = new Map([[toHex(id32(3)), { ms: 6, ground: 'court order' }]]);
    const trail = custodyTrail([...left, event(7, 10, 'export', [2])], erased);
    expect(trail.map((l) => [l.state, l.action, l.ground])).toEqual([
      ['missing', null, null],
      ['erased', null, 'court order'],
      ['held', 'transfer-accept', null],
      ['held', 'derivation', null],
      ['held', 'sealed-by-a-newer-program', null],
      ['held', 'export', null],
    ]);
  });

  test('ends though entries name each other in a circle, and though values are not events', () => {
    const odd = [
      event(1, 1, 'a', [2]),
      event(2, 2, 'b', [1]),
      event(3, 3, 'c', [3]),
      claim(id32(4), 4, 'custody', 'text'),
    ];
    expect(custodyTrail(odd).map((l) => l.action)).toEqual(['c', null, 'a', 'b']);
    expect(custodyTrail(odd)).toHaveLength(4);
    expect(custodyTrail(odd)).toEqual(custodyTrail([...odd].reverse()));
  });

  test('event values fit the ledger', () => {
    for (const c of claims) expect(encodeCbor(c.value).length).toBeGreaterThan(30);
  });
});
