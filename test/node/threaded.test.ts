/** A node in threads: one writer, a reader beside it; a command beside a running node goes through its socket. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeThreaded } from '../../src/node/compose-threaded.ts';
import type { KuaNode } from '../../src/node/kua-node.ts';
import { connectLocal, listenLocal } from '../../src/node/socket.ts';
import { failureOf, type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
let node: KuaNode;
beforeAll(async () => {
  t = await tempNode();
  await t.node.close();
  const opened = await composeThreaded(t.dir, t.vault);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  node = opened.value;
});
afterAll(async () => {
  await node.close();
  const again = await composeThreaded(t.dir, t.vault);
  if (again.ok) t.node = again.value;
  await t.remove();
});

test('what the writer acknowledged, the reader finds at once', async () => {
  const { id } = await node.call('record.new', {
    kind: 'Event',
    fields: { title: 'Seen by the reader', kind: 'strike', date: '2022-01-05' },
  });
  expect((await node.call('search', { text: 'reader' })).items.map((i) => i.id)).toEqual([id]);
  expect((await node.call('show', { id })).title).toBe('Seen by the reader');
});

test('a space made by the writer is known to the reader', async () => {
  await node.call('spaces.new', { slug: 'second-case', title: 'Second case', public: false });
  expect((await node.call('search', { space: 'second-case' })).total).toBe(0);
  expect((await node.call('spaces.list', {})).spaces.map((s) => s.slug)).toContain('second-case');
});

test('failures cross the threads with their code and parameters', async () => {
  expect(await failureOf(node.call('show', { id: 'evt_00000000000000000000000000' }))).toMatchObject({
    code: 'E_NOT_FOUND',
  });
  expect(
    await failureOf(node.call('claim', { id: 'evt_00000000000000000000000000', field: 'title', value: 'x' })),
  ).toMatchObject({ code: 'E_NOT_FOUND' });
});

test('a second node on the folder is refused and told who holds it; a command goes through the socket', async () => {
  const second = await composeThreaded(t.dir, t.vault);
  expect(second).toMatchObject({ ok: false, error: { code: 'E_IN_USE', params: { pid: process.pid } } });
  const door = await listenLocal(t.dir, node);
  const api = await connectLocal(t.dir);
  expect((await api?.call('info', {}))?.name).toBe('Practice organisation A');
  if (api)
    expect(await failureOf(api.call('search', { space: 'nowhere' }))).toMatchObject({
      code: 'E_SPACE',
      params: { space: 'nowhere' },
    });
  await door.close();
  expect(await connectLocal(t.dir)).toBeNull();
});
