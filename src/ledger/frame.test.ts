/** Frames: what was sent comes out whatever the cuts; what is broken is reported, and what stands behind it still read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import type { FrameFixture } from '../../test/fixtures/frame/make.ts';
import { concatBytes, fromHex } from '../base/bytes.ts';
import { encodeCbor } from './cbor.ts';
import { type BadFrame, BLOB_PIECE_MAX, encodeFrame, type Frame, FRAME_MAX, NOTE_MAX } from './frame.ts';
import { type FrameLimits, readFrames } from './frame-read.ts';
import { BLOCK_MAX } from './header.ts';

/** The bytes in pieces of the given sizes; the last takes what is left. */
async function* cut(bytes: Uint8Array, sizes: readonly number[] = []): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

async function read(bytes: AsyncIterable<Uint8Array>, limits?: FrameLimits): Promise<(Frame | BadFrame)[]> {
  const out: (Frame | BadFrame)[] = [];
  for await (const frame of readFrames(bytes, limits)) out.push(frame);
  return out;
}
const said = (frame: Frame | BadFrame): string => (frame.is === 'bad' ? `bad ${frame.code} ${frame.at}` : frame.is);

const bytes = (min: number, max: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: min, maxLength: max });
const frames: fc.Arbitrary<Frame> = fc.oneof(
  bytes(1, 400).map((b): Frame => ({ is: 'entry', bytes: encodeCbor(b) })),
  fc.record({ is: fc.constant('block' as const), ph: bytes(32, 32), block: bytes(1, 300) }),
  fc.record({ address: bytes(32, 32), offset: fc.nat(1e9), after: fc.nat(1e9), bytes: bytes(1, 100) }).map(
    (b): Frame => ({
      is: 'blob',
      address: b.address,
      offset: b.offset,
      total: b.offset + b.bytes.length + b.after,
      bytes: b.bytes,
    }),
  ),
  fc.record({ is: fc.constant('note' as const), name: fc.stringMatching(/^[a-zә ]{1,30}$/), bytes: bytes(0, 100) }),
  fc.record({ is: fc.constant('more' as const), more: fc.boolean() }),
);
const sequences = fc.array(frames, { maxLength: 12 });
const cuts = fc.array(fc.nat(200), { maxLength: 20 });

describe('a sequence of frames', () => {
  test('comes out as it went in, whatever the pieces in which it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(sequences, cuts, async (sent, sizes) => {
        expect(await read(cut(concatBytes(...sent.map(encodeFrame)), sizes))).toEqual(sent);
      }),
      propertyRuns(1000),
    );
  });

  test('torn at any byte keeps every whole frame and says where it was torn', async () => {
    await fc.assert(
      fc.asyncProperty(sequences, cuts, fc.nat(), async (sent, sizes, where) => {
        const encoded = sent.map(encodeFrame);
        const all = concatBytes(...encoded);
        const end = where % (all.length + 1);
        let whole = 0;
        let start = 0;
        for (const one of encoded) {
          if (start + one.length > end) break;
          start += one.length;
          whole++;
        }
        const got = await read(cut(all.subarray(0, end), sizes));
        const torn = { is: 'bad', code: 'E_TORN', at: start, params: { at: start }, cause: undefined };
        expect(got).toEqual([...sent.slice(0, whole), ...(start === end ? [] : [torn])]);
      }),
      propertyRuns(1000),
    );
  });

  test('never throws on any bytes, nor on a good sequence with bytes changed', async () => {
    const mutated = fc
      .tuple(sequences, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
      .map(([sent, changes]) => {
        const all = concatBytes(...sent.map(encodeFrame));
        for (const [at, to] of changes) if (all.length > 0) all[at % all.length] = to;
        return all;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes(0, 300), mutated), cuts, async (input, sizes) => {
        const whole = await read(cut(input));
        // The verdict does not depend on how the bytes were cut either.
        expect(await read(cut(input, sizes))).toEqual(whole);
      }),
      propertyRuns(1000),
    );
  });

  test('whose source fails is torn, with the failure as the cause, after every whole frame', async () => {
    const failure = new Error('connection reset');
    const source = async function* (): AsyncGenerator<Uint8Array> {
      yield encodeFrame({ is: 'more', more: true });
      yield encodeFrame({ is: 'note', name: 'x', bytes: new Uint8Array(9) }).subarray(0, 5);
      throw failure;
    };
    expect(await read(source())).toEqual([
      { is: 'more', more: true },
      { is: 'bad', code: 'E_TORN', at: 3, params: { at: 3 }, cause: failure },
    ]);
  });

  test('keeps nothing of the buffer it was read from', async () => {
    const sent: Frame[] = [
      { is: 'entry', bytes: encodeCbor('x') },
      { is: 'note', name: 'n', bytes: new Uint8Array([5]) },
    ];
    const buffer = Buffer.from(concatBytes(...sent.map(encodeFrame)));
    const got = await read(cut(buffer, [1, 3, 2]));
    buffer.fill(0);
    expect(got).toEqual(sent);
  });

  test('that is left before its end lets its source go', async () => {
    let freed = false;
    const source = async function* (): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield encodeFrame({ is: 'more', more: true });
      } finally {
        freed = true;
      }
    };
    for await (const frame of readFrames(source())) {
      expect(frame.is).toBe('more');
      break;
    }
    expect(freed).toBe(true);
  });
});

describe('limits', () => {
  test('the largest frames of each number fit their limit exactly', async () => {
    const large: Frame[] = [
      { is: 'block', ph: new Uint8Array(32), block: new Uint8Array(BLOCK_MAX) },
      {
        ...{ is: 'blob', address: new Uint8Array(32), offset: 2 ** 52, total: Number.MAX_SAFE_INTEGER },
        bytes: new Uint8Array(BLOB_PIECE_MAX),
      },
      { is: 'note', name: 'n'.repeat(128), bytes: new Uint8Array(NOTE_MAX) },
    ];
    for (const [i, number] of [1, 2, 3].entries())
      expect(encodeFrame(large[i] as Frame).length).toBe(FRAME_MAX.get(number));
    expect((await read(cut(concatBytes(...large.map(encodeFrame)), [1, 2, 70_000, 300_000]))).map(said)).toEqual([
      'block',
      'blob',
      'note',
    ]);
  });

  test('the sender cannot make what a reader would refuse', () => {
    const blob = { is: 'blob', address: new Uint8Array(32), offset: 0, total: 4 } as const;
    const wrong: Frame[] = [
      { is: 'entry', bytes: new Uint8Array(2000) },
      { is: 'block', ph: new Uint8Array(31), block: new Uint8Array(1) },
      { is: 'block', ph: new Uint8Array(32), block: new Uint8Array(BLOCK_MAX + 1) },
      { ...blob, bytes: new Uint8Array(5) },
      { ...blob, bytes: new Uint8Array(0) },
      { is: 'note', name: 'ә'.repeat(65), bytes: new Uint8Array(0) },
      { is: 'unknown', number: 7 },
    ];
    for (const frame of wrong) expect(() => encodeFrame(frame)).toThrow(RangeError);
  });

  test('a frame that says it is a petabyte is passed over without being held', async () => {
    const head =
      fromHex('8301582000000000000000000000000000000000000000000000000000000000000000005b0003ffffffffffff') ??
      new Uint8Array(0);
    const piece = new Uint8Array(65_536);
    const source = async function* (): AsyncGenerator<Uint8Array> {
      yield head;
      for (let i = 0; i < 8_192; i++) yield piece;
    };
    globalThis.gc?.();
    const before = process.memoryUsage();
    const got = await read(source());
    const after = process.memoryUsage();
    expect(got.map(said)).toEqual(['bad E_TORN 0']);
    // 512 MB went through; what was held is far less.
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(64 * 2 ** 20);
  });

  test('a hostile sequence with a bad frame at every byte ends after so many', async () => {
    const zeros = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) yield new Uint8Array(65_536);
    };
    expect(await read(zeros())).toHaveLength(1000);
    expect(await read(zeros(), { bad: 3 })).toHaveLength(3);
  });
});

describe('fixtures', () => {
  const folder = new URL('../../test/fixtures/frame/', import.meta.url).pathname;
  const files = ['valid', 'invalid'].flatMap((kind) => readdirSync(join(folder, kind)).map((f) => join(kind, f)));
  test('are all there', () => expect(files.length).toBeGreaterThanOrEqual(15));
  test.each(files)('%s', async (file) => {
    const fixture = JSON.parse(readFileSync(join(folder, file), 'utf8')) as FrameFixture;
    const input = fromHex(fixture.bytes) ?? new Uint8Array(0);
    expect((await read(cut(input))).map(said)).toEqual(fixture.frames);
    expect((await read(cut(input, input.length > 0 ? Array.from(input, () => 1) : []))).map(said)).toEqual(
      fixture.frames,
    );
  });
});
