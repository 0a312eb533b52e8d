/** The blob store: written once, read back by range, refused when it must be, checked, and without plaintext on the disk. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { sampleBytes } from '../../test/store/sample-bytes.ts';
import { toHex, utf8 } from '../base/bytes.ts';
import { expectOk } from '../base/result.ts';
import type { BlobObject } from '../evidence/anchor.ts';
import { SEGMENT_BYTES, storedSize } from '../evidence/segments.ts';
import { type BlobStore, openBlobs } from './blobs.ts';

const NOW = 1_641_373_200_000;
const GIB = 2 ** 30;
let dir = '';
let blobs: BlobStore;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kua-blobs-'));
  blobs = openBlobs({ dir, clock: () => NOW });
});
afterEach(() => rmSync(dir, { recursive: true }));

async function* chunks(bytes: Uint8Array, n = 400_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += n) yield bytes.subarray(at, at + n);
}
const stage = (bytes: Uint8Array, isPrivate: boolean, store = blobs) =>
  store.ingest(chunks(bytes), { private: isPrivate, size: bytes.length, expected: null });

async function take(bytes: Uint8Array, isPrivate: boolean): Promise<BlobObject> {
  const staged = expectOk(await stage(bytes, isPrivate), 'ingest');
  await staged.publish();
  return staged.object;
}
async function bytesOf(read: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of read) parts.push(chunk);
  return Buffer.concat(parts);
}
const pathOf = (o: { readonly address: Uint8Array }): string => {
  const hex = toHex(o.address);
  return join(dir, 'blobs', 'sha256', hex.slice(0, 2), hex.slice(2, 4), hex);
};
const filesBelow = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name));

describe('an object', () => {
  test('of a public space is stored as it is, read-only, at its hash', async () => {
    const bytes = sampleBytes(1, 900_000);
    const object = await take(bytes, false);
    expect(object).toMatchObject({ alg: 0, size: 900_000, key: null, address: object.sha256 });
    expect(readFileSync(pathOf(object)).equals(bytes)).toBe(true);
    expect(statSync(pathOf(object)).mode & 0o777).toBe(0o444);
    expect(readdirSync(join(dir, 'incoming'))).toEqual([]);
    expect(
      (await bytesOf(expectOk(blobs.read(object, { start: 5, end: 9 }), 'read'))).equals(bytes.subarray(5, 9)),
    ).toBe(true);
    expect(statSync(join(dir, 'blobs')).mode & 0o777).toBe(0o700);
  });

  test('of a private space is sealed under a key of its own, and equal bytes give unrelated objects', async () => {
    const bytes = sampleBytes(2, SEGMENT_BYTES + 10);
    const [a, b] = [await take(bytes, true), await take(bytes, true)];
    expect(a).toMatchObject({ alg: 1, sha256: b.sha256, size: bytes.length });
    expect(toHex(a.address)).not.toBe(toHex(b.address));
    expect(statSync(pathOf(a)).size).toBe(storedSize(bytes.length));
    expect((await bytesOf(expectOk(blobs.read(a), 'read'))).equals(bytes)).toBe(true);
    const stored = await bytesOf(expectOk(blobs.readStored(a.address), 'stored'));
    expect(stored.equals(readFileSync(pathOf(a)))).toBe(true);
  });

  test('may be empty', async () => {
    for (const isPrivate of [false, true]) {
      const object = await take(new Uint8Array(0), isPrivate);
      expect(await bytesOf(expectOk(blobs.read(object), 'read'))).toHaveLength(0);
    }
  });

  test('gives any range of its original bytes', async () => {
    const size = 2 * SEGMENT_BYTES + 77_777;
    const bytes = sampleBytes(3, size);
    const objects = [await take(bytes, true), await take(bytes, false)];
    await fc.assert(
      fc.asyncProperty(fc.nat(size + 9), fc.nat(size + 9), fc.constantFrom(...objects), async (x, y, object) => {
        const range = { start: Math.min(x, y), end: Math.max(x, y) };
        const read = await bytesOf(expectOk(blobs.read(object, range), 'read'));
        return read.equals(bytes.subarray(range.start, range.end));
      }),
      propertyRuns(60),
    );
  });

  test('is never replaced; a damaged copy gives way to a good one and is kept aside', async () => {
    const bytes = utf8('the same words');
    const object = await take(bytes, false);
    const inode = statSync(pathOf(object)).ino;
    expect(await expectOk(await stage(bytes, false), 'again').publish()).toEqual({ fresh: false });
    expect(statSync(pathOf(object)).ino).toBe(inode);
    chmodSync(pathOf(object), 0o644);
    writeFileSync(pathOf(object), 'other words!!!');
    expect(await expectOk(await stage(bytes, false), 'repair').publish()).toEqual({ fresh: true });
    expect(readFileSync(pathOf(object), 'utf8')).toBe('the same words');
    expect(readdirSync(join(dir, 'quarantine'))).toEqual([`${toHex(object.address)}.${NOW / 1000}`]);
    expect(readdirSync(join(dir, 'incoming'))).toEqual([]);
  });

  test('names its type by its bytes', async () => {
    const staged = expectOk(await stage(utf8('%PDF-1.7 …'), true), 'ingest');
    expect(staged.sniffed).toEqual({ mime: 'application/pdf', kind: 'document' });
    staged.discard();
    expect(filesBelow(dir)).toEqual([]);
  });

  test('comes from a file too', async () => {
    const file = join(dir, 'note.txt');
    writeFileSync(file, 'seen at noon');
    const staged = expectOk(await blobs.ingestFile(file, { private: true, expected: null }), 'file');
    expect(staged.object.size).toBe(12);
    staged.discard();
    await expect(blobs.ingestFile(join(dir, 'none'), { private: true, expected: null })).rejects.toThrow('ENOENT');
  });
});

describe('refused, with nothing kept', () => {
  const nothingKept = (): void => {
    expect(existsSync(join(dir, 'incoming')) ? readdirSync(join(dir, 'incoming')) : []).toEqual([]);
    expect(existsSync(join(dir, 'blobs'))).toBe(false);
  };

  test('a hash that is not the sender’s', async () => {
    const expected = new Uint8Array(32);
    const result = await blobs.ingest(chunks(utf8('x')), { private: true, size: 1, expected });
    expect(result).toMatchObject({ ok: false, error: { code: 'E_BLOB_HASH', params: { expected: toHex(expected) } } });
    nothingKept();
  });

  test('a file over the limit, before the first byte when its length is known', async () => {
    const store = openBlobs({ dir, clock: () => NOW, maxBytes: 1000 });
    let read = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 9; i++) {
        read++;
        yield new Uint8Array(300);
      }
    }
    const known = await store.ingest(counted(), { private: true, size: 2700, expected: null });
    expect(known).toMatchObject({ error: { code: 'E_BLOB_TOO_LARGE', params: { size: 2700, max: 1000 } } });
    expect(read).toBe(0);
    const unknown = await store.ingest(counted(), { private: true, size: null, expected: null });
    expect(unknown).toMatchObject({ error: { code: 'E_BLOB_TOO_LARGE' } });
    expect(read).toBe(4);
    nothingKept();
  });

  test('a disk without 1 GiB to spare, before the first byte', async () => {
    const store = openBlobs({ dir, clock: () => NOW, freeBytes: () => GIB + 104 });
    expect(await stage(new Uint8Array(100), false, store)).toMatchObject({
      error: { code: 'E_DISK_FULL', params: { file: dir, need: GIB + 105, free: GIB + 104 } },
    });
    nothingKept();
    expect(expectOk(await stage(new Uint8Array(99), false, store), 'fits').object.size).toBe(99);
  });

  test('a disk that fills up while an input of unknown length streams', async () => {
    let free = 1.4 * GIB;
    const store = openBlobs({ dir, clock: () => NOW, freeBytes: () => free });
    async function* endless(): AsyncGenerator<Uint8Array> {
      const block = new Uint8Array(32 * 2 ** 20);
      for (;;) {
        free -= block.length;
        if (free < GIB) free = GIB;
        yield block;
      }
    }
    const result = await store.ingest(endless(), { private: false, size: null, expected: null });
    expect(result).toMatchObject({ error: { code: 'E_DISK_FULL' } });
    nothingKept();
  });

  test('an input that breaks off', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield utf8('first half');
      throw new Error('the line went dead');
    }
    await expect(blobs.ingest(broken(), { private: true, size: null, expected: null })).rejects.toThrow('went dead');
    nothingKept();
  });
});

test('no plaintext of a private object is in any file, at any moment of its ingest', async () => {
  const canary = 'canary-Zhanar-51d0';
  const text = utf8(`${canary} `.repeat(200_000));
  const seen: string[] = [];
  const look = (): void => {
    for (const path of filesBelow(dir)) if (readFileSync(path).includes(canary)) seen.push(path);
  };
  async function* watched(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks(text)) {
      yield chunk;
      look();
    }
  }
  const staged = expectOk(await blobs.ingest(watched(), { private: true, size: null, expected: null }), 'ingest');
  look();
  await staged.publish();
  look();
  expect(filesBelow(dir)).toHaveLength(1);
  expect(seen).toEqual([]);
});

test('at most four are taken in at once', async () => {
  let running = 0;
  let most = 0;
  let open = (): void => {};
  // The first wait for the fourth: without four at once this test does not end.
  const four = new Promise<void>((resolve) => {
    open = resolve;
  });
  async function* slow(): AsyncGenerator<Uint8Array> {
    running++;
    most = Math.max(most, running);
    if (running === 4) open();
    await four;
    yield utf8('x');
    running--;
  }
  const all = Array.from({ length: 12 }, () => blobs.ingest(slow(), { private: true, size: null, expected: null }));
  for (const staged of await Promise.all(all)) expectOk(staged, 'ingest').discard();
  expect(most).toBe(4);
});

describe('reading', () => {
  test('what is not held, was cut, changed, or belongs to a newer form is refused', async () => {
    const object = await take(sampleBytes(4, 2 * SEGMENT_BYTES), true);
    const none = { ...object, address: new Uint8Array(32) };
    expect(blobs.read(none)).toMatchObject({ error: { code: 'E_BLOB_MISSING', params: { address: '0'.repeat(64) } } });
    expect(blobs.readStored(none.address)).toMatchObject({ error: { code: 'E_BLOB_MISSING' } });
    expect(blobs.has(none.address)).toBe(false);
    expect(blobs.read({ ...object, alg: 7 })).toMatchObject({ error: { code: 'E_BLOB_ALG', params: { alg: 7 } } });
    expect(blobs.read({ ...object, size: object.size - 1 })).toMatchObject({ ok: true });
    expect(blobs.read({ ...object, size: 5 })).toMatchObject({ error: { code: 'E_BLOB_AUTH' } });
    const wrongKey = expectOk(blobs.read({ ...object, key: new Uint8Array(32) }), 'read');
    await expect(bytesOf(wrongKey)).rejects.toMatchObject({ failure: { code: 'E_BLOB_AUTH', params: { segment: 0 } } });
    chmodSync(pathOf(object), 0o644);
    const stored = readFileSync(pathOf(object));
    stored[SEGMENT_BYTES + 500] = (stored[SEGMENT_BYTES + 500] ?? 0) ^ 1;
    writeFileSync(pathOf(object), stored);
    const first = expectOk(blobs.read(object, { start: 0, end: 100 }), 'read');
    expect(await bytesOf(first)).toHaveLength(100);
    await expect(bytesOf(expectOk(blobs.read(object), 'read'))).rejects.toMatchObject({
      failure: { code: 'E_BLOB_AUTH', params: { address: toHex(object.address), segment: 1 } },
    });
    truncateSync(pathOf(object), SEGMENT_BYTES);
    expect(blobs.read(object)).toMatchObject({ error: { code: 'E_BLOB_AUTH' } });
  });
});

describe('fixity', () => {
  test('one flipped bit is found, the object put aside, the rest left', async () => {
    const [good, bad] = [await take(utf8('good'), false), await take(sampleBytes(5, 70_000), true)];
    chmodSync(pathOf(bad), 0o644);
    const stored = readFileSync(pathOf(bad));
    stored[69_000] = (stored[69_000] ?? 0) ^ 16;
    writeFileSync(pathOf(bad), stored);
    const first = await blobs.checkAll({ referenced: [good, bad], deep: true });
    expect(first).toMatchObject({ objects: 2, damaged: [toHex(bad.address)], missing: [], unreferenced: [] });
    expect(readdirSync(join(dir, 'quarantine'))).toHaveLength(1);
    const second = await blobs.checkAll({ referenced: [good, bad] });
    expect(second).toMatchObject({ objects: 1, damaged: [], missing: [toHex(bad.address)] });
    expect(await blobs.checkAll()).toMatchObject({ objects: 1, bytes: 4, missing: [] });
  });

  test('deep: a claim whose key or hash does not fit is told apart from a damaged object', async () => {
    const object = await take(utf8('words'), true);
    const wrong = { ...object, sha256: new Uint8Array(32) };
    expect(await blobs.checkAll({ referenced: [object], deep: true })).toMatchObject({ mismatched: [] });
    expect(await blobs.checkAll({ referenced: [wrong], deep: true })).toMatchObject({
      mismatched: [toHex(object.address)],
      damaged: [],
    });
    const later = { ...object, alg: 9 };
    expect(await blobs.checkAll({ referenced: [later], deep: true })).toMatchObject({ mismatched: [] });
    expect(blobs.has(object.address)).toBe(true);
  });

  test('unreferenced objects are listed, and swept only when asked and older than 30 days', async () => {
    const [kept, young, old] = [
      await take(utf8('k'), false),
      await take(utf8('y'), false),
      await take(utf8('o'), false),
    ];
    for (const o of [kept, young]) utimesSync(pathOf(o), NOW / 1000, NOW / 1000);
    const then = NOW / 1000 - 31 * 24 * 3600;
    utimesSync(pathOf(old), then, then);
    const listed = await blobs.checkAll({ referenced: [kept] });
    expect([...listed.unreferenced].sort()).toEqual([toHex(young.address), toHex(old.address)].sort());
    expect(listed.swept).toEqual([]);
    expect(await blobs.checkAll({ referenced: [kept], sweep: true })).toMatchObject({
      unreferenced: [toHex(young.address)],
      swept: [toHex(old.address)],
    });
    expect(blobs.has(old.address)).toBe(false);
    // Without knowing what claims name, nothing is unreferenced and nothing is swept.
    expect(await blobs.checkAll({ sweep: true })).toMatchObject({ objects: 2, swept: [], unreferenced: [] });
    blobs.remove(young.address);
    blobs.remove(young.address);
    expect(blobs.has(young.address)).toBe(false);
  });

  test('names that are none of ours are passed over', async () => {
    await take(utf8('x'), false);
    mkdirSync(join(dir, 'blobs', 'sha256', 'zz'));
    writeFileSync(join(dir, 'blobs', 'sha256', '.DS_Store'), '');
    const held: string[] = [];
    for await (const o of blobs.held()) held.push(o.address);
    expect(held).toHaveLength(1);
  });
});

test('parts of a day ago are swept at start, younger ones left', async () => {
  expect(await blobs.sweepParts()).toBe(0);
  const staged = expectOk(await stage(utf8('x'), true), 'ingest');
  const old = join(dir, 'incoming', 'old.part');
  writeFileSync(old, 'x');
  utimesSync(old, NOW / 1000 - 25 * 3600, NOW / 1000 - 25 * 3600);
  for (const name of readdirSync(join(dir, 'incoming')).filter((n) => n !== 'old.part')) {
    utimesSync(join(dir, 'incoming', name), NOW / 1000, NOW / 1000);
  }
  expect(await blobs.sweepParts()).toBe(1);
  expect(await staged.publish()).toEqual({ fresh: true });
});
