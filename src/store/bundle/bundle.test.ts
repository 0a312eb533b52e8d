/** Bundle files: what was written comes out, to whom it was written alone, whole or torn, and nothing throws. */
import { gunzipSync } from 'node:zlib';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import { concatBytes } from '../../base/bytes.ts';
import { encodeFrame, type Frame } from '../../ledger/frame.ts';
import { checkRecipients } from './age-seal.ts';
import {
  type BundleWorld,
  bytesOf,
  CANARY,
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
import { bundleSizeMax, writeBundle } from './write.ts';

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

describe('a bundle', () => {
  test('gives back its manifest and its frames, in pieces of any size', async () => {
    for (const size of [1, 17, 1_000_000]) {
      const [first, ...frames] = await read(inPieces(file, size));
      expect(first).toMatchObject({ is: 'manifest', code: null, manifest: small.manifest });
      expectFrames(frames, small.frames);
    }
    expect(largeFile.length).toBeGreaterThan(4 * 65_536);
    const [, ...frames] = await read(inPieces(largeFile, 40_000));
    expectFrames(frames, large.frames);
  });

  test('is an age file of a gzip file of a CBOR sequence: two standard tools open it', async () => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const plain = gunzipSync(await decrypter.decrypt(largeFile));
    expect(new Uint8Array(plain)).toEqual(concatBytes(large.manifestBytes, ...large.frames.map(encodeFrame)));
  });

  test('of pieces over 4 KiB or none is whole too', async () => {
    const blob: Frame = {
      is: 'blob',
      address: new Uint8Array(32),
      offset: 0,
      total: 1_048_576,
      bytes: primitives.random(1_048_576),
    };
    const [, ...frames] = await read(inPieces(await write(small, [blob, ...small.frames, blob])));
    expectFrames(frames, [blob, ...small.frames, blob]);
    expect((await read(inPieces(await write(small, [])))).map(said)).toEqual(['manifest']);
  });

  test('opens for each recipient, and for nobody else', async () => {
    const second = await generateIdentity();
    const stranger = await generateIdentity();
    const both = await bytesOf(
      writeBundle(small.manifestBytes, stream(small.frames), {
        recipients: [recipient, await identityToRecipient(second)],
      }),
    );
    expect((await read(inPieces(both), { identities: [second] })).map(said)).not.toContain('E_BUNDLE_KEY');
    expect(await read(inPieces(both), { identities: [stranger] })).toMatchObject([{ is: 'bad', code: 'E_BUNDLE_KEY' }]);
    expect(await read(inPieces(both), {})).toMatchObject([{ is: 'bad', code: 'E_BUNDLE_KEY' }]);
    expect(await read(inPieces(both), { identities: [stranger, second] })).toHaveLength(1 + small.frames.length);
  });

  test('opens by its passphrase however the letters were composed, and by no other', async () => {
    const sealed = await bytesOf(
      writeBundle(small.manifestBytes, stream(small.frames), { passphrase: 'тоғыз й өзен' }),
    );
    const composed = { passphrases: ['тоғыз й өзен'.normalize('NFD')] };
    expect(await read(inPieces(sealed), composed)).toHaveLength(1 + small.frames.length);
    expect((await read(inPieces(sealed), { passphrases: ['тоғыз өзен'] })).map(said)).toEqual(['E_BUNDLE_KEY']);
    // Without a passphrase nothing is worked out at all.
    expect((await read(inPieces(sealed), { identities: [identity] })).map(said)).toEqual(['E_BUNDLE_KEY']);
  }, 120_000);

  test('shows nothing of what it holds, nor when or by what it was packed', async () => {
    const text = Buffer.from(file).toString('latin1');
    for (const word of [CANARY, 'Invented Office', 'Person', 'kua']) expect(text).not.toContain(word);
    expect(Buffer.from(largeFile).includes(Buffer.from(large.space))).toBe(false);
  });

  test('takes at most the size that --max-bytes is told', async () => {
    const random = Array.from(
      { length: 40 },
      (): Frame => ({ is: 'block', ph: new Uint8Array(32), block: primitives.random(50_000) }),
    );
    const zeros = Array.from(
      { length: 20 },
      (): Frame => ({ is: 'block', ph: new Uint8Array(32), block: new Uint8Array(250_000) }),
    );
    const hybrid = { recipients: [recipient, recipient] };
    for (const [frames, to] of [
      [[], hybrid],
      [random, hybrid],
      [zeros, hybrid],
      [large.frames, hybrid],
      [random.slice(0, 1), { passphrase: 'x' }],
    ] as const) {
      const plain = frames.reduce((sum, f) => sum + encodeFrame(f).length, small.manifestBytes.length);
      const written = await bytesOf(writeBundle(small.manifestBytes, stream(frames), to));
      expect(written.length).toBeLessThanOrEqual(bundleSizeMax(plain, to));
    }
  }, 120_000);

  test('is not written for what is no recipient, and the one that is wrong is named', async () => {
    expect(await checkRecipients({ recipients: [recipient] })).toEqual({ ok: true, value: null });
    for (const wrong of ['', 'age1', `${recipient.slice(0, -1)}x`, identity, 'ssh-ed25519 AAAA', 'age1yubikey1qwt'])
      expect(await checkRecipients({ recipients: [recipient, wrong] })).toMatchObject({
        ok: false,
        error: { code: 'E_BUNDLE_RECIPIENT', params: { recipient: wrong } },
      });
    expect(await checkRecipients({ recipients: [] })).toMatchObject({ ok: false });
    await expect(bytesOf(writeBundle(small.manifestBytes, stream([]), { recipients: [] }))).rejects.toThrow();
  });

  test('whose source fails is not ended as if it were whole', async () => {
    const frames = async function* (): AsyncGenerator<Frame> {
      yield* large.frames.slice(0, 700);
      throw new Error('disk');
    };
    const written: Uint8Array[] = [];
    const failing = async (): Promise<void> => {
      for await (const part of writeBundle(large.manifestBytes, frames(), { recipients: [recipient] }))
        written.push(part);
    };
    await expect(failing()).rejects.toThrow('disk');
    expect((await read(inPieces(concatBytes(...written)))).map(said).at(-1)).toMatch(/^E_(TORN|BUNDLE_CHANGED)$/);
  });
});
