/** ledger.db: what is put comes back, in order and durable; what fails leaves nothing; what is erased is gone from the files. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleSpace } from '../../../test/store/sample-space.ts';
import { expectOk } from '../../base/result.ts';
import type { LedgerStore } from '../port.ts';
import { openLedgerStore } from './ledger-db.ts';
import { prepareLedger } from './ledger-schema.ts';
import { writingStore } from './ledger-store.ts';
import { openDatabase } from './open.ts';
import { secretWrap } from './secret-wrap.ts';

const KEY = new Uint8Array(32).fill(1);
const WRAP = new Uint8Array(32).fill(2);
const CANARY = 'canary-Aigerim-7f3b';
let dir = '';
let path = '';
let open: LedgerStore[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kua-ledger-'));
  path = join(dir, 'ledger.db');
  open = [];
});
afterEach(async () => {
  for (const store of open) await store.close();
  rmSync(dir, { recursive: true });
});

function ledger(o: { key?: Uint8Array | null; readonly?: boolean; wrapKey?: Uint8Array } = {}): LedgerStore {
  const key = o.key === undefined ? KEY : o.key;
  const made = openLedgerStore({
    path,
    key,
    wrapKey: o.wrapKey ?? WRAP,
    clock: () => 42,
    readonly: o.readonly ?? false,
  });
  const store = expectOk(made, 'ledger');
  open.push(store);
  return store;
}

/** Names of the files in the folder that hold the text. */
const filesWith = (text: string): string[] =>
  readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes(text));

describe('entries', () => {
  test('come back as they were put, with local counters and the genesis under its own id', async () => {
    const space = await sampleSpace(false);
    const first = space.data('one');
    const store = ledger();
    const put = await store.transact(async (tx) => [await tx.putEntry(space.genesis), await tx.putEntry(first)]);
    expect(put).toEqual([true, true]);
    const read = await store.entry(first.entry.id);
    expect(read).toMatchObject({
      id: first.entry.id,
      space: space.id,
      writer: space.writerKey,
      seq: 1,
      kind: 0,
      prev: space.genesis.entry.id,
      ms: first.entry.header.ms,
      epoch: first.entry.header.epoch,
      ph: first.entry.header.ph,
      plen: first.block?.length,
      header: first.entry.headerBytes,
      sig: first.entry.sig,
      arrival: 2,
      touched: 2,
      receivedAt: 42,
      payloadState: 'open',
      block: first.block,
    });
    expect(read?.header.constructor).toBe(Uint8Array);
    expect(await store.spaces()).toEqual([space.id]);
    expect((await store.controls(space.id)).map((e) => e.id)).toEqual([space.genesis.entry.id]);
    expect(await store.head(space.id, space.writerKey)).toMatchObject({ seq: 1, id: first.entry.id });
    expect(await store.frontier(space.id)).toMatchObject([{ writer: space.writerKey, head: { seq: 1 } }]);
    expect(await store.entry(new Uint8Array(32))).toBeNull();
    expect(await store.head(new Uint8Array(32), space.writerKey)).toBeNull();
  });

  test('are held once, and only accepted ones get a place in the order of arrival', async () => {
    const space = await sampleSpace(true);
    const [a, b] = [space.data('a'), space.data('b')];
    const store = ledger();
    await store.transact(async (tx) => {
      await tx.putEntry(space.genesis);
      await tx.putEntry({ ...a, state: 'quarantined', reason: 'Q_CUT' });
      await tx.putEntry(b);
    });
    expect(await store.transact((tx) => tx.putEntry(a))).toBe(false);
    expect(await store.entry(a.entry.id)).toMatchObject({ state: 'quarantined', reason: 'Q_CUT', arrival: null });
    expect(await store.entry(b.entry.id)).toMatchObject({ arrival: 2, touched: 3 });
    expect(await store.counts()).toMatchObject({ entries: 3, payloads: 3, quarantined: 1 });
  });

  test('touched entries are handed out in order after a watermark', async () => {
    const space = await sampleSpace(true);
    const store = ledger();
    await store.transact(async (tx) => {
      await tx.putEntry(space.genesis);
      for (let i = 0; i < 9; i++) await tx.putEntry(space.data(`${i}`));
    });
    expect(await store.highestTouched()).toBe(10);
    expect((await store.touchedAfter(0, 4)).map((e) => e.touched)).toEqual([1, 2, 3, 4]);
    expect((await store.touchedAfter(8, 100)).map((e) => e.touched)).toEqual([9, 10]);
  });
});

describe('a transaction', () => {
  test('that throws leaves nothing, counters and integers included', async () => {
    const space = await sampleSpace(true);
    const entry = space.data('later');
    const store = ledger();
    await expect(
      store.transact(async (tx) => {
        await tx.putEntry(space.genesis);
        await tx.putLocal('user', 'a', { n: 1 });
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await store.counts()).toMatchObject({ entries: 0 });
    expect(await store.local('user', 'a')).toBeNull();
    await store.transact(async (tx) => {
      await tx.putEntry(space.genesis);
      await tx.putEntry(entry);
    });
    expect(await store.entry(entry.entry.id)).toMatchObject({ touched: 2, arrival: 2, space: space.id });
  });

  test('sees its own writes, others see them after COMMIT, and callers wait for one another', async () => {
    const store = ledger();
    const order: string[] = [];
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const slow = store.transact(async (tx) => {
      await tx.putLocal('k', 'v', 'new');
      expect(await tx.local('k', 'v')).toBe('new');
      await gate;
      order.push('slow');
    });
    const quick = store.transact(async (tx) => {
      expect(await tx.local('k', 'v')).toBe('new');
      order.push('quick');
    });
    expect(await store.local('k', 'v')).toBeNull();
    go();
    await Promise.all([slow, quick]);
    expect(order).toEqual(['slow', 'quick']);
    expect(await store.local('k', 'v')).toBe('new');
  });

  test('cannot be written to after its end', async () => {
    const store = ledger();
    const kept = await store.transact(async (tx) => [tx] as const);
    await expect(kept[0].putLocal('a', 'b', 1)).rejects.toThrow('after its end');
  });

  test('on a full disk fails with E_DISK_FULL and changes nothing', async () => {
    const db = expectOk(openDatabase(path, KEY, { synchronous: 'FULL' }), 'database');
    expectOk(prepareLedger(db, path, false), 'tables');
    db.pragma(`max_page_count=${Number(db.pragma('page_count', { simple: true })) + 20}`);
    const reader = expectOk(openDatabase(path, KEY, { synchronous: 'FULL', readonly: true }), 'reader');
    const wrap = secretWrap(WRAP, (n) => new Uint8Array(n));
    const store = writingStore({ writer: db, reader, wrap, file: path, clock: () => 1 });
    open.push(store);
    const space = await sampleSpace(true);
    await store.transact((tx) => tx.putEntry(space.genesis));
    const big = space.data('x'.repeat(200_000));
    await expect(
      store.transact(async (tx) => {
        await tx.putLocal('half', 'done', 1);
        await tx.putEntry(big);
      }),
    ).rejects.toMatchObject({ failure: { code: 'E_DISK_FULL', params: { file: path } } });
    expect(await store.local('half', 'done')).toBeNull();
    expect(await store.counts()).toMatchObject({ entries: 1 });
    expect(await store.integrityCheck()).toEqual([]);
    await store.transact((tx) => tx.putLocal('small', 'fits', 1));
  });
});

describe('secrets and settings', () => {
  test('come back unwrapped, by type and space; settings are replaced and deleted', async () => {
    const space = new Uint8Array(32).fill(9);
    const store = ledger();
    await store.transact(async (tx) => {
      await tx.putSecret({ type: 'org', space: null, id: new Uint8Array(32), secret: KEY });
      await tx.putSecret({ type: 'epoch', space, id: new Uint8Array(16), secret: WRAP });
      await tx.putLocal('user', 'b', 2);
      await tx.putLocal('user', 'a', 1);
      await tx.putLocal('user', 'a', { n: [true, null, 'x'] });
    });
    expect(await store.secrets('org', null)).toEqual([
      { type: 'org', space: null, id: new Uint8Array(32), secret: KEY },
    ]);
    expect(await store.secrets('epoch', space)).toMatchObject([{ secret: WRAP }]);
    expect(await store.secrets('epoch', null)).toEqual([]);
    expect(await store.locals('user')).toEqual([
      { key: 'a', value: { n: [true, null, 'x'] } },
      { key: 'b', value: 2 },
    ]);
    await store.transact((tx) => tx.deleteLocal('user', 'a'));
    expect(await store.local('user', 'a')).toBeNull();
    expect(await store.spaces()).toEqual([]);
  });

  test('a secret opens only under its wrap key and in its place, and stands wrapped in an open database too', async () => {
    const secret = new TextEncoder().encode(`${CANARY}-secret-32-bytes!`);
    const store = ledger({ key: null });
    await store.transact((tx) => tx.putSecret({ type: 'seat', space: null, id: KEY, secret }));
    await store.checkpoint();
    expect(filesWith(CANARY)).toEqual([]);
    await store.close();
    const other = ledger({ key: null, wrapKey: KEY });
    await expect(other.secrets('seat', null)).rejects.toMatchObject({ failure: { code: 'E_DB_DAMAGED' } });
    const w = secretWrap(WRAP, (n) => new Uint8Array(n));
    const wrapped = w.wrap('seat', null, KEY, secret);
    expect(w.unwrap('seat', null, KEY, wrapped)).toEqual(new Uint8Array(secret));
    expect(w.unwrap('writer', null, KEY, wrapped)).toBeNull();
    expect(w.unwrap('seat', KEY, KEY, wrapped)).toBeNull();
    expect(w.unwrap('seat', null, WRAP, wrapped)).toBeNull();
  });
});

describe('erasure', () => {
  test('removes the payload from every file of an unencrypted ledger, and nothing brings it back', async () => {
    const space = await sampleSpace(true);
    const [keep, gone] = [space.data('kept'), space.data(`${CANARY} ${'z'.repeat(20_000)}`)];
    const small = space.data(`${CANARY}-small`);
    const erase = space.erase(gone);
    const store = ledger({ key: null });
    await store.transact(async (tx) => {
      for (const e of [space.genesis, keep, gone, small]) await tx.putEntry(e);
    });
    expect(filesWith(CANARY).length).toBeGreaterThan(0);
    await store.transact(async (tx) => {
      await tx.putEntry(erase);
      const targets = [gone, small].map((e) => ({ entry: e.entry.id, ph: e.entry.header.ph }));
      await tx.erase(space.id, erase.entry.id, targets);
    });
    await store.checkpoint();
    expect(filesWith(CANARY)).toEqual([]);
    expect(await store.entry(gone.entry.id)).toMatchObject({
      payloadState: 'erased',
      block: null,
      sig: gone.entry.sig,
    });
    expect(await store.highestTouched()).toBe(7);
    expect(await store.touchedAfter(5, 10)).toHaveLength(2);
    expect(await store.erased(space.id)).toHaveLength(2);
    expect(await store.integrityCheck()).toEqual([]);
  });

  test('of an entry that is not here yet holds when it comes', async () => {
    const space = await sampleSpace(true);
    const gone = space.data(CANARY);
    const erase = space.erase(gone);
    const store = ledger();
    await store.transact(async (tx) => {
      await tx.erase(space.id, erase.entry.id, [{ entry: gone.entry.id, ph: gone.entry.header.ph }]);
      await tx.putEntry(space.genesis);
      expect(await tx.putEntry(gone)).toBe(true);
    });
    expect(await store.entry(gone.entry.id)).toMatchObject({ payloadState: 'erased', block: null });
  });

  test('reaches the named entry only, though another names the same payload hash', async () => {
    const space = await sampleSpace(true);
    const [mine, yours] = [space.data('mine'), space.data('yours')];
    const copied = { ...mine, entry: { ...mine.entry, header: { ...mine.entry.header, ph: yours.entry.header.ph } } };
    const store = ledger();
    await store.transact(async (tx) => {
      for (const e of [space.genesis, copied, yours]) await tx.putEntry(e);
      await tx.erase(space.id, KEY, [{ entry: copied.entry.id, ph: yours.entry.header.ph }]);
    });
    expect(await store.entry(copied.entry.id)).toMatchObject({ payloadState: 'erased' });
    expect(await store.entry(yours.entry.id)).toMatchObject({ payloadState: 'open', block: yours.block });
  });

  test('control entries are neither erased nor dropped; a dropped payload goes without a trace in the erase set', async () => {
    const space = await sampleSpace(true);
    const entry = space.data('x');
    const store = ledger();
    await store.transact(async (tx) => {
      await tx.putEntry(space.genesis);
      await tx.putEntry(entry);
    });
    const { id, header } = space.genesis.entry;
    await expect(store.transact((tx) => tx.erase(space.id, KEY, [{ entry: id, ph: header.ph }]))).rejects.toThrow();
    await expect(store.transact((tx) => tx.drop(space.id, id))).rejects.toThrow();
    await store.transact((tx) => tx.drop(space.id, entry.entry.id));
    expect(await store.entry(entry.entry.id)).toMatchObject({ payloadState: 'dropped', block: null, touched: 3 });
    expect(await store.erased(space.id)).toEqual([]);
  });
});

describe('the file', () => {
  test('holds no canary of a private or a public space, neither does its WAL', async () => {
    const space = await sampleSpace(true);
    const store = ledger();
    await store.transact(async (tx) => {
      await tx.putEntry(space.genesis);
      for (let i = 0; i < 50; i++) await tx.putEntry(space.data(`${CANARY}${i}`));
      await tx.putLocal('user', CANARY, CANARY);
    });
    expect(readdirSync(dir)).toContain('ledger.db-wal');
    expect(filesWith(CANARY)).toEqual([]);
    for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
  });

  test('opens under its own key only; a wrong or absent one and a damaged file change nothing', async () => {
    const store = ledger();
    await store.transact((tx) => tx.putLocal('a', 'b', 1));
    await store.close();
    const before = readFileSync(path);
    for (const key of [WRAP, null]) {
      const opened = openLedgerStore({ path, key, wrapKey: WRAP, clock: () => 1 });
      expect(opened).toMatchObject({ ok: false, error: { code: 'E_DB_DAMAGED', params: { file: path } } });
    }
    expect(readFileSync(path).equals(before)).toBe(true);
    const broken = Buffer.from(before);
    broken.fill(7, 0, 600);
    writeFileSync(path, broken);
    expect(openLedgerStore({ path, key: KEY, wrapKey: WRAP, clock: () => 1 })).toMatchObject({
      error: { code: 'E_DB_DAMAGED' },
    });
    expect(readFileSync(path).equals(broken)).toBe(true);
  });

  test('of a newer schema is refused', async () => {
    const db = expectOk(openDatabase(path, KEY, { synchronous: 'FULL' }), 'database');
    db.pragma('user_version=3');
    db.close();
    expect(openLedgerStore({ path, key: KEY, wrapKey: WRAP, clock: () => 1 })).toMatchObject({
      error: { code: 'E_NEWER', params: { what: path, format: 3, supported: 2 } },
    });
  });

  test('a reader sees what the writer committed, and cannot write', async () => {
    const writer = ledger();
    const reader = ledger({ readonly: true });
    await writer.transact((tx) => tx.putLocal('a', 'b', 'seen'));
    expect(await reader.local('a', 'b')).toBe('seen');
    await expect(reader.transact(async () => 1)).rejects.toThrow('for reading');
    expect(await reader.integrityCheck()).toEqual([]);
    const missing = openLedgerStore({ path: `${path}.none`, key: KEY, wrapKey: WRAP, clock: () => 1, readonly: true });
    expect(missing).toMatchObject({ ok: false, error: { code: 'E_DB_IO' } });
  });

  test('a copy is whole, encrypted, and holds what was committed; appends go on after it', async () => {
    const space = await sampleSpace(false);
    const store = ledger();
    await store.transact(async (tx) => {
      await tx.putEntry(space.genesis);
      await tx.putLocal('note', 'n', CANARY);
    });
    const copy = join(dir, 'copy.db');
    await Promise.all([store.copyTo(copy), store.transact((tx) => tx.putLocal('after', 'n', 1))]);
    expect(filesWith(CANARY)).toEqual([]);
    const opened = expectOk(openLedgerStore({ path: copy, key: KEY, wrapKey: WRAP, clock: () => 1 }), 'copy');
    expect(await opened.entry(space.id)).not.toBeNull();
    expect(await opened.local('after', 'n')).toBeNull();
    expect(await opened.integrityCheck()).toEqual([]);
    await opened.close();
    expect(await store.local('after', 'n')).toBe(1);
  });
});
