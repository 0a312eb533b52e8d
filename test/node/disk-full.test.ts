/** A disk with no room left: the write is refused by name, nothing of it stays, and the node goes on when there is room again. */
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { randomBytes } from 'node:crypto';
import { expectOk } from '../../src/base/result.ts';
import { errorBody } from '../../src/messages/errors/texts.ts';
import { LANGS } from '../../src/messages/translate.ts';
import { createApi, type Api } from '../../src/node/api.ts';
import { createAuthor } from '../../src/node/author.ts';
import { fileKeys } from '../../src/node/keys.ts';
import { layout } from '../../src/node/layout.ts';
import { openParts, type Parts } from '../../src/node/parts.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import { writingStore } from '../../src/store/sqlite/ledger-store.ts';
import { type Database, openDatabase } from '../../src/store/sqlite/open.ts';
import { secretWrap } from '../../src/store/sqlite/secret-wrap.ts';
import { openSpaces } from '../../src/node/spaces.ts';
import { openProjection } from '../../src/store/projection/open.ts';
import { failureOf, NOW, tempNode, type TempNode } from './temp-node.ts';

let t: TempNode;
let parts: Parts;
let ledgerDb: Database;
let api: Api;

/** The node of `t` over connections whose size can be bounded: SQLite then answers as on a full disk. */
beforeEach(async () => {
  t = await tempNode();
  await t.node.call('record.new', { kind: 'Event', fields: { title: 'Before' } });
  await t.node.close();
  const primitives = nodePrimitives();
  const keys = fileKeys(primitives, t.vault);
  const { ledger: file, index } = layout(t.dir);
  const opened = expectOk(await openParts(t.dir, t.vault, { clock: () => NOW }), 'parts');
  await opened.close();
  ledgerDb = expectOk(openDatabase(file, keys.database, { synchronous: 'FULL' }), 'writer');
  const reader = expectOk(openDatabase(file, keys.database, { synchronous: 'FULL', readonly: true }), 'reader');
  const wrap = secretWrap(keys.wrap, (n) => randomBytes(n));
  const ledger = writingStore({ writer: ledgerDb, reader, wrap, file, clock: () => NOW });
  const projection = expectOk(
    openProjection({ path: index, key: keys.database, ledger, primitives, clock: () => NOW }),
    'index',
  );
  parts = {
    ...opened,
    ledger,
    projection,
    spaces: await openSpaces(primitives, ledger),
    async close() {
      await projection.close();
      await ledger.close();
    },
  };
  api = createApi(parts, createAuthor({ ledger, primitives, clock: () => NOW, restored: null }));
});
afterEach(async () => {
  await parts.close();
  rmSync(t.root, { recursive: true, force: true });
});

const room = (pages: number): void => {
  ledgerDb.pragma(`max_page_count=${Number(ledgerDb.pragma('page_count', { simple: true })) + pages}`);
};
/** Words that no packing makes small. */
const long = (): string => randomBytes(30_000).toString('hex');

test('a write on a full disk fails with E_DISK_FULL, leaves nothing, and the next one after room is made works', async () => {
  const { id } = await api.call('record.new', { kind: 'Event', fields: { title: 'First' } });
  const before = await parts.ledger.counts();
  room(4);
  for (let i = 0; i < 3; i++) {
    const failure = await failureOf(api.call('claim', { id, field: 'description', value: long() }));
    expect(failure.code).toBe('E_DISK_FULL');
    for (const lang of LANGS) {
      const body = errorBody(failure, lang);
      expect(body.message).not.toBe('E_DISK_FULL');
      expect(body.remedy.length).toBeGreaterThan(10);
    }
  }
  expect(await parts.ledger.counts()).toMatchObject({ entries: before.entries });
  expect((await api.call('show', { id })).fields['description']).toBeUndefined();
  room(4000);
  await api.call('claim', { id, field: 'description', value: long() });
  await api.call('claim', { id, field: 'note', value: 'in the own space' });
  expect((await api.call('show', { id })).fields['description']?.n_competing).toBe(0);
  expect((await api.call('doctor', {})).checks.filter((c) => c.result !== 'pass')).toEqual([]);
});

test('a record over two spaces is written to both or to none', async () => {
  room(6);
  const before = await parts.ledger.counts();
  const fields = { title: 'Half', description: long(), note: 'private half' };
  expect((await failureOf(api.call('record.new', { kind: 'Event', fields }))).code).toBe('E_DISK_FULL');
  const other = { title: 'Half', note: long() };
  expect((await failureOf(api.call('record.new', { kind: 'Event', fields: other }))).code).toBe('E_DISK_FULL');
  expect(await parts.ledger.counts()).toMatchObject({ entries: before.entries });
  room(4000);
  const { id } = await api.call('record.new', { kind: 'Event', fields });
  expect(Object.keys((await api.call('show', { id })).fields).toSorted()).toEqual(['description', 'note', 'title']);
  expect((await api.call('doctor', {})).ok).toBe(true);
});
