/** Bundle files that are torn, changed, forged or made to hurt: a true report, what is whole kept, no throw and no flood. */
import { gzipSync } from 'node:zlib';
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import { concatBytes } from '../../base/bytes.ts';
import { encodeFrame, type Frame } from '../../ledger/frame.ts';
import {
  type BundleWorld,
  bytesOf,
  expectFrames,
  inPieces,
  itemsOf,
  makeWorld,
  primitives,
  said,
  stream,
} from './bundle-fixture.ts';
import type { BundleIdentities, BundleItem } from './model.ts';
import { readBundle } from './read.ts';
import { writeBundle } from './write.ts';

let identity = '';
let recipient = '';
let small: BundleWorld;
let large: BundleWorld;
let file = new Uint8Array(0) as Uint8Array;
let largeFile = new Uint8Array(0) as Uint8Array;

const write = (w: BundleWorld, frames: readonly Frame[] = w.frames): Promise<Uint8Array> =>
  bytesOf(writeBundle(w.manifestBytes, stream(frames), { recipients: [recipient] }));
const read = (
  bytes: AsyncIterable<Uint8Array>,
  by: BundleIdentities = { identities: [identity] },
): Promise<BundleItem[]> => itemsOf(readBundle(primitives, bytes, by));

beforeAll(async () => {
  identity = await generateIdentity();
  recipient = await identityToRecipient(identity);
  small = await makeWorld(1);
  large = await makeWorld(800, 10);
  file = await write(small);
  largeFile = await write(large);
});

describe('bad input', () => {
  test('a small bundle torn at every byte is told as torn and gives nothing that was not sent', async () => {
    for (let end = 0; end < file.length; end++) {
      const items = await read(inPieces(file.subarray(0, end)));
      expect(items.at(-1), `torn at ${end}`).toMatchObject({ is: 'bad' });
      expect(['E_TORN', 'E_BUNDLE_CHANGED']).toContain(said(items.at(-1) as BundleItem));
      expect(items.length).toBe(1);
    }
  });

  test('a larger one torn anywhere keeps every frame of the chunks that are whole', async () => {
    let before = -1;
    for (let end = 0; end < largeFile.length; end += 9_001) {
      const items = await read(inPieces(largeFile.subarray(0, end), 30_000));
      const last = items.pop() as BundleItem;
      expect(['E_TORN', 'E_BUNDLE_CHANGED']).toContain(said(last));
      const frames = items.slice(1);
      expectFrames(frames, large.frames.slice(0, frames.length));
      expect(frames.length).toBeGreaterThanOrEqual(Math.max(0, before));
      before = frames.length;
    }
    expect(before).toBeGreaterThan(large.frames.length / 2);
  });

  test('cut exactly behind a whole chunk, that chunk still counts', async () => {
    const text = Buffer.from(largeFile).toString('latin1');
    const header = text.indexOf('\n', text.indexOf('\n--- ') + 5) + 1;
    const cut = header + 16 + 2 * 65_552;
    const atChunk = await read(inPieces(largeFile.subarray(0, cut)));
    const within = await read(inPieces(largeFile.subarray(0, cut - 1)));
    expect(said(atChunk.at(-1) as BundleItem)).toBe('E_TORN');
    expect(atChunk.length).toBeGreaterThan(within.length + 50);
  });

  test('one flipped byte anywhere is told, and no frame comes out that was not sent', async () => {
    for (let at = 0; at < file.length; at++) {
      const changed = file.slice();
      changed[at] = (changed[at] as number) ^ 1;
      const items = await read(inPieces(changed));
      expect(items, `flipped at ${at}`).toHaveLength(1);
      expect(said(items[0] as BundleItem)).toMatch(/^E_(TORN|BUNDLE_(AGE|KEY|CHANGED|WORK))$/);
    }
  });

  test('replayed, doubled in order or with its frames shuffled, gives the same frames', async () => {
    const shuffled = [...small.frames, ...small.frames].toReversed();
    const [first, ...frames] = await read(inPieces(await write(small, shuffled)));
    expect(first).toMatchObject({ is: 'manifest', code: null });
    expectFrames(frames, shuffled);
    expect(await read(inPieces(file))).toEqual(await read(inPieces(file)));
  });

  test('two bundles put behind each other in one file are refused behind the first', async () => {
    const items = await read(inPieces(concatBytes(file, file)));
    expect(said(items.at(-1) as BundleItem)).toBe('E_BUNDLE_CHANGED');
  });

  /** An age file of any plaintext. */
  const sealed = async (plain: Uint8Array): Promise<Uint8Array> => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    return encrypter.encrypt(plain);
  };
  const gz = (plain: Uint8Array): Uint8Array => new Uint8Array(gzipSync(plain));

  test('files that are no bundles have their codes', async () => {
    const more = encodeFrame({ is: 'more', more: false });
    const cases: readonly (readonly [string, Uint8Array, readonly string[]])[] = [
      ['empty', new Uint8Array(0), ['E_TORN']],
      ['text', new TextEncoder().encode('hello, this is a letter'), ['E_BUNDLE_AGE']],
      ['zeros', new Uint8Array(100_000), ['E_BUNDLE_AGE']],
      ['a newer age', new TextEncoder().encode('age-encryption.org/v2\n-> X25519 x\n--- y\n'), ['E_BUNDLE_AGE']],
      ['age, not gzip', await sealed(primitives.random(500)), ['E_BUNDLE_GZIP']],
      ['age, empty', await sealed(new Uint8Array(0)), ['E_TORN']],
      [
        'gzip cut before its sum',
        await sealed(gz(concatBytes(small.manifestBytes, more)).subarray(0, -8)),
        ['manifest', 'more', 'E_TORN'],
      ],
      // Stored, not compressed: which bit the last symbol of a compressed one ends at differs with the ids in the manifest.
      [
        'gzip cut in its last frame',
        await sealed(new Uint8Array(gzipSync(concatBytes(small.manifestBytes, more), { level: 0 })).subarray(0, -9)),
        ['manifest', 'E_TORN'],
      ],
      [
        'gzip with a wrong sum',
        await sealed(changedAt(gz(concatBytes(small.manifestBytes, more)), -6)),
        ['E_BUNDLE_GZIP'],
      ],
      ['no manifest', await sealed(gz(concatBytes(more, more))), ['E_BUNDLE_MANIFEST', 'more', 'more']],
      [
        'a manifest of noise',
        await sealed(gz(concatBytes(new Uint8Array([0xd2, 0x84, 0x41, 0, 0xa0, 0x40, 0x40]), more))),
        ['E_BUNDLE_MANIFEST', 'more'],
      ],
      ['a manifest that never ends', await sealed(gz(concatBytes(new Uint8Array([0xd2, 0x9f]), more))), ['E_FRAME']],
    ];
    for (const [name, bytes, expected] of cases)
      expect((await read(inPieces(bytes))).map(said), name).toEqual(expected);
  });

  test('a manifest with a wrong signature takes nothing from the frames', async () => {
    const changed = changedAt(small.manifestBytes, -1);
    const items = await read(
      inPieces(await bytesOf(writeBundle(changed, stream(small.frames), { recipients: [recipient] }))),
    );
    expect(items[0]).toMatchObject({ is: 'manifest', code: 'E_SIG', manifest: small.manifest });
    expectFrames(items.slice(1), small.frames);
  });

  test('a manifest larger than any is let go, and the frames behind it are read', async () => {
    const head = new Uint8Array([0xd2, 0x84, 0x43, 0xa1, 0x01, 0x27, 0xa0, 0x5a, 0, 0x60, 0, 0]);
    const noise = concatBytes(head, primitives.random(0x60_0000), new Uint8Array([0x58, 0x40]), new Uint8Array(64));
    const items = await read(inPieces(await sealed(gz(concatBytes(noise, ...small.frames.map(encodeFrame))))));
    expect(items.map(said)).toEqual(['E_BUNDLE_MANIFEST', ...small.frames.map((f) => f.is)]);
  });

  test('a gzip bomb is refused long before it fills anything', async () => {
    const bomb = await sealed(
      gz(concatBytes(small.manifestBytes, encodeFrame({ is: 'more', more: true }), zerosFrame(300 * 2 ** 20))),
    );
    expect(bomb.length).toBeLessThan(600_000);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const items: BundleItem[] = [];
    for await (const item of readBundle(primitives, inPieces(bomb), { identities: [identity] })) {
      items.push(item);
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(items.map(said)).toEqual(['manifest', 'more', 'E_BUNDLE_BOMB']);
    expect(most).toBeLessThan(150 * 2 ** 20);
  });

  test('what compresses by itself as far as a bomb is written so that it is read', async () => {
    const zeros = Array.from(
      { length: 200 },
      (): Frame => ({ is: 'block', ph: new Uint8Array(32), block: new Uint8Array(262_144) }),
    );
    const items = await read(inPieces(await write(small, zeros)));
    expect(items.map(said)).toEqual(['manifest', ...zeros.map(() => 'block')]);
  });

  test('an age header without an end does not fill the memory', async () => {
    let given = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('age-encryption.org/v1\n-> X25519 ');
      for (; given < 2 ** 30; given += 65_536) yield new Uint8Array(65_536).fill(0x41);
    };
    expect((await read(endless())).map(said)).toEqual(['E_BUNDLE_AGE']);
    expect(given).toBeLessThan(2 ** 20);
  });

  test('a passphrase that asks for a gigabyte of work is refused before the work', async () => {
    const header = `age-encryption.org/v1\n-> scrypt ${'A'.repeat(22)} 20\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n`;
    const items = await read(inPieces(new TextEncoder().encode(header)), { passphrases: ['x'] });
    expect(items).toMatchObject([{ is: 'bad', code: 'E_BUNDLE_WORK', params: { log: 20, max: 18 } }]);
  });

  test('a file that cannot be read to its end is torn there', async () => {
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield largeFile.slice(0, 200_000);
      throw new Error('EIO');
    };
    const items = await read(failing());
    expect(said(items.at(-1) as BundleItem)).toBe('E_TORN');
    expect(items.length).toBeGreaterThan(100);
  });

  test('a key of ours that is none is a fault of ours, not of the file', async () => {
    await expect(read(inPieces(file), { identities: ['AGE-SECRET-KEY-1XYZ'] })).rejects.toThrow();
    await expect(read(inPieces(file), { identities: ['something'] })).rejects.toThrow();
  });

  test('noise never throws', async () => {
    for (let i = 0; i < 200; i++) {
      const noise = primitives.random(1 + ((i * 37) % 400));
      expect((await read(inPieces(noise))).map(said)).toEqual(['E_BUNDLE_AGE']);
    }
  });
});

/** One byte of a copy changed; a negative offset counts from the end. */
function changedAt(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice();
  const i = at < 0 ? bytes.length + at : at;
  changed[i] = (changed[i] as number) ^ 1;
  return changed;
}
/** A frame of an unknown number holding `n` zero bytes. */
function zerosFrame(n: number): Uint8Array {
  const bytes = new Uint8Array(n + 7);
  bytes.set([0x82, 0x07, 0x5a]);
  new DataView(bytes.buffer).setUint32(3, n);
  return bytes;
}
