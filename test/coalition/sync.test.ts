/** Sync over HTTP between real nodes: complete both ways, through proxies that cut, through SOCKS; strangers learn nothing. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { encodePull } from '../../src/ledger/sync-messages.ts';
import { tempNode } from '../node/temp-node.ts';
import { admit, event, failureOf, sha, type TempNode, ticking } from './exchange-kit.ts';
import { cuttingProxy, serve, socksServer } from './lines.ts';

const open: { close(): Promise<void> }[] = [];
const nodes: TempNode[] = [];
async function node(): Promise<TempNode> {
  const t = await tempNode(ticking());
  nodes.push(t);
  return t;
}
const kept = <T extends { close(): Promise<void> }>(it: T): T => {
  open.push(it);
  return it;
};
afterEach(async () => {
  for (const it of open.splice(0).reverse()) await it.close();
  for (const t of nodes.splice(0)) await t.remove();
});

async function pair(
  entries: number,
): Promise<{ readonly a: TempNode; readonly b: TempNode; readonly space: string; readonly ids: string[] }> {
  const [a, b] = [await node(), await node()];
  const space = await admit(a, b);
  const ids: string[] = [];
  for (let i = 0; i < entries; i++) ids.push((await event(a, 'case', `March ${i}`)).id);
  return { a, b, space, ids };
}

describe('sync over HTTP', () => {
  test('a newcomer gets everything, writes, and gives it back; the second exchange moves nothing', async () => {
    const { a, b, ids } = await pair(5);
    const at = kept(await serve(a.node));
    const first = await b.node.call('sync.run', { url: at.url });
    expect(first).toMatchObject({ ok: true, spaces: [{ slug: 'shared', error: null, sent: { entries: 0 } }] });
    expect((await b.node.call('show', { id: ids[4] ?? '' })).title).toBe('March 4');
    const said = await event(b, 'shared', 'Said by B');
    const second = await b.node.call('sync.run', { url: at.url });
    expect(second.spaces[0]).toMatchObject({ received: { accepted: 0 }, sent: { entries: 2, accepted: 2 } });
    expect((await a.node.call('show', { id: said.id })).title).toBe('Said by B');
    const third = await b.node.call('sync.run', { url: at.url });
    expect(third.spaces[0]).toMatchObject({
      received: { accepted: 0, duplicate: 0, blocks: 0 },
      sent: { entries: 0, blocks: 0 },
    });
    expect((await b.node.call('sync.peers', {})).peers).toMatchObject([
      { url: at.url, slug: 'shared', last_error: null, failures: 0 },
    ]);
    const mine = await b.node.call('coalition.read', { space: 'shared' });
    expect(mine.peers).toEqual((await b.node.call('sync.peers', {})).peers);
    expect(mine.peers[0]?.party).toBe(mine.members.find((m) => !m.ours)?.party);
    expect(at.faults).toEqual([]);
  });

  test('a line that is cut again and again ends complete, and no entry or block came twice', async () => {
    const { a, b } = await pair(60);
    const at = kept(await serve(a.node));
    const line = kept(await cuttingProxy({ cutAfter: 6_000 }));
    const done = await b.node.call('sync.run', { url: at.url, proxy: { http: line.url } });
    expect(line.cuts).toBeGreaterThan(3);
    expect(done).toMatchObject({ ok: true, spaces: [{ error: null, received: { duplicate: 0 } }] });
    const entries = (await b.node.call('coalition.read', { space: 'shared' })).entries;
    expect(entries).toBe((await a.node.call('coalition.read', { space: 'case' })).entries);
    // Blocks stored = entries of the space: each came once, and none is wanting.
    expect(done.spaces[0]?.received.blocks).toBe(entries);
    expect((await b.node.call('search', { text: 'March', space: 'shared' })).total).toBe(60);
    expect(await sha(b)).toMatch(/^[0-9a-f]{64}$/);
  }, 60_000);

  test('media come after the words, go on where the line broke, and are the same bytes', async () => {
    const { a, b } = await pair(1);
    const bytes = Buffer.alloc(3_000_000, 7);
    for (let i = 0; i < bytes.length; i += 977) bytes[i] = i % 251;
    const file = join(a.root, 'video.bin');
    writeFileSync(file, bytes);
    const added = await a.node.call('evidence.add', { file, space: 'case' });
    const at = kept(await serve(a.node));
    const line = kept(await cuttingProxy({ cutAfter: 1_300_000, cutsLeft: 3 }));
    const done = await b.node.call('sync.run', { url: at.url, proxy: { http: line.url } });
    expect(done.spaces).toMatchObject([{ error: null, received: { refused: [] }, sent: { refused: [] } }]);
    expect(done).toMatchObject({ ok: true, spaces: [{ objects: { received: 1, waiting: 0 } }] });
    expect(line.cuts).toBeGreaterThanOrEqual(2);
    // Not more than the object, what was in flight at each cut, and the words.
    expect(line.passed).toBeLessThan(bytes.length * 1.5);
    const read = await b.node.call('evidence.bytes', { space: 'shared', id: added.id, start: 0, end: bytes.length });
    expect(Buffer.from(read.bytes).equals(bytes.subarray(0, read.bytes.length))).toBe(true);
    expect((await b.node.call('evidence.check', { deep: true })).ok).toBe(true);
    // And back: B's own file reaches A by PUT.
    const small = join(b.root, 'note.txt');
    writeFileSync(small, 'A note of B.\n');
    await b.node.call('evidence.add', { file: small, space: 'shared' });
    expect((await b.node.call('sync.run', { url: at.url })).spaces[0]).toMatchObject({ objects: { sent: 1 } });
    expect((await a.node.call('evidence.check', { deep: true })).ok).toBe(true);
    expect(at.faults).toEqual([]);
  }, 60_000);

  test('an onion address goes to a proxy that takes names, and nowhere else', async () => {
    const { a, b } = await pair(1);
    const onion = 'http://kuatestkuatestkuatestkuatestkuatestkuatestkuatestkuatest.onion/';
    const at = kept(await serve(a.node, { outside: [onion] }));
    const socks = kept(await socksServer(at.port));
    expect((await failureOf(b.node.call('sync.run', { url: onion }))).code).toBe('E_SYNC_ONION');
    const local = { all: socks.url.replace('socks5h:', 'socks5:') };
    expect((await failureOf(b.node.call('sync.run', { url: onion, proxy: local }))).code).toBe('E_SYNC_ONION');
    const done = await b.node.call('sync.run', { url: onion, proxy: { all: socks.url, none: '*' } });
    expect(done.ok).toBe(true);
    expect(new Set(socks.asked)).toEqual(new Set([new URL(onion).hostname]));
    expect((await failureOf(b.node.call('sync.run', { url: 'http://office.example/' }))).code).toBe('E_SYNC_PLAIN');
  });

  test('under an outside name nothing but the exchange answers', async () => {
    const a = await node();
    const at = kept(await serve(a.node, { outside: ['https://office.example/'] }));
    const ask = async (path: string, host: string): Promise<number> => {
      const { request } = await import('node:http');
      return new Promise((resolve) => {
        const req = request({
          port: at.port,
          host: '127.0.0.1',
          path,
          method: path.includes('sync') ? 'POST' : 'GET',
          headers: { host },
        });
        req.on('response', (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        req.end();
      });
    };
    expect(await ask('/api/1/sync/hello', 'office.example')).toBe(200);
    expect(await ask('/api/1/health', 'office.example')).toBe(421);
    expect(await ask('/', 'office.example')).toBe(421);
    expect(await ask('/api/1/sync/hello', 'elsewhere.example')).toBe(421);
  });
});

describe('strangers', () => {
  test('unknown space, unknown seat, removed seat: the same answer, byte for byte', async () => {
    const { a, b, space } = await pair(1);
    const stranger = await node();
    const other = await node();
    const at = kept(await serve(a.node));
    expect((await b.node.call('sync.run', { url: at.url })).ok).toBe(true);
    // A space that A has never heard of.
    const foreign = await admit(other, stranger, { slug: 'foreign' });
    const unknown = await stranger.node.call('sync.run', { url: at.url, space: foreign });
    // A seat that nobody admitted.
    const invited = await a.node.call('coalition.invite', { space: 'case' });
    await stranger.node.call('coalition.join', { file: invited.text, slug: 'asked' });
    const unasked = await stranger.node.call('sync.run', { url: at.url, space });
    expect(unknown.spaces[0]).toMatchObject({ error: 'E_DENIED', received: { accepted: 0 } });
    expect(unasked.spaces[0]).toMatchObject({ error: 'E_DENIED', received: { accepted: 0 } });
    const members = await a.node.call('coalition.read', { space: 'case' });
    const [theirs] = members.members.filter((m) => !m.ours);
    await a.node.call('coalition.revoke', { space: 'case', member: theirs?.party ?? '' });
    const removed = await b.node.call('sync.run', { url: at.url, space });
    expect(removed.spaces[0]).toMatchObject({ error: 'E_DENIED', received: { accepted: 0 } });
    expect((await b.node.call('sync.peers', {})).peers[0]).toMatchObject({ last_error: 'E_DENIED', failures: 1 });
  }, 30_000);

  test('no token, a made-up token, a desk session: nothing is answered; hostile bodies never fault', async () => {
    const a = await node();
    const at = kept(await serve(a.node));
    const { token } = await a.node.call('login.token', {});
    const login = await fetch(`${at.url}api/1/session`, { method: 'POST', body: JSON.stringify({ token }) });
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(cookie).toContain('=');
    const body = encodePull({ frontier: [], wants: [], maxBytes: 1_000 });
    const paths = ['pull', 'push', 'need', 'open', `blob/${'a'.repeat(64)}`];
    const answers = new Set<string>();
    for (const path of paths)
      for (const headers of [{}, { cookie }, { authorization: `Bearer ${'A'.repeat(43)}` }]) {
        const answer = await fetch(`${at.url}api/1/sync/${path}`, {
          method: path.startsWith('blob') ? 'GET' : 'POST',
          headers,
          ...(path.startsWith('blob') ? {} : { body: new Uint8Array(body) }),
        });
        answers.add(`${answer.status} ${await answer.text()}`);
      }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toMatch(/^401 .*E_DENIED/);
    const large = await fetch(`${at.url}api/1/sync/open`, { method: 'POST', body: new Uint8Array(100_000) });
    expect(large.status).toBe(413);
    expect(at.faults).toEqual([]);
  });
});
