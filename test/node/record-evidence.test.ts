/** Originals over the real HTTP application: sent in parts, told when held already, opened in ranges, logged, checked again. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CSRF_HEADER } from '../../src/contract/routes.ts';
import { openParts } from '../../src/node/parts.ts';
import { createApp } from '../../src/server/app.ts';
import { filesBelow, NOW, type TempNode, tempNode } from './temp-node.ts';

const HOST = '127.0.0.1:7800';
let t: TempNode;
let app: ReturnType<typeof createApp>;
let space = '';
const login = { cookie: '', csrf: '' };

beforeAll(async () => {
  t = await tempNode();
  mkdirSync(join(t.root, 'desk'));
  let now = NOW;
  app = createApp({
    // The node of the moment: a test closes it to look into the folder.
    api: { call: (name, input, options) => t.node.call(name, input, options) },
    node: t.node.id,
    hosts: [HOST],
    deskDir: join(t.root, 'desk'),
    clock: () => (now += 50),
    random: (n) => new Uint8Array(n).fill(1),
    onFault: (_request, error) => {
      throw error;
    },
    version: 'test',
  });
  const { token } = await t.node.call('login.token', {});
  const answer = await app.request('/api/1/session', {
    method: 'POST',
    headers: { host: HOST, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  login.csrf = ((await answer.json()) as { csrf: string }).csrf;
  login.cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  space = (await t.node.call('spaces.list', {})).spaces.find((s) => s.role === 'case')?.slug ?? '';
});
afterAll(() => t.remove());

const send = (bytes: Uint8Array, query = '', headers: { readonly [name: string]: string } = {}) =>
  app.request(`/api/1/spaces/${space}/evidence${query}`, {
    method: 'POST',
    headers: { host: HOST, cookie: login.cookie, [CSRF_HEADER]: login.csrf, ...headers },
    body: new Blob([bytes as Uint8Array<ArrayBuffer>]).stream(),
    duplex: 'half',
  } as RequestInit);
const open = (id: string, headers: { readonly [name: string]: string } = {}) =>
  app.request(`/api/1/spaces/${space}/evidence/${id}/content`, {
    headers: { host: HOST, cookie: login.cookie, ...headers },
  });

interface Kept {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly duplicate: boolean;
}

describe('sent and opened', () => {
  // Larger than a part and than a JSON body may be.
  const bytes = new Uint8Array(randomBytes(2_500_000));
  const canary = new TextEncoder().encode('canary-upload-amaranth '.repeat(50));
  let kept: Kept;

  test('the bytes come in whole, sealed, and the same file again is told as held', async () => {
    const answer = await send(bytes, '?name=clip.bin&kind=video');
    expect(answer.status).toBe(200);
    kept = (await answer.json()) as Kept;
    expect(kept).toMatchObject({
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      duplicate: false,
    });
    expect(((await (await send(bytes)).json()) as Kept).duplicate).toBe(true);
    const text = (await (await send(canary, '?name=words.txt')).json()) as Kept;
    for (const file of filesBelow(t.dir)) expect(readFileSync(file).includes('canary-upload'), file).toBe(false);
    const read = await open(text.id);
    expect(read.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await read.text()).toBe(new TextDecoder().decode(canary));
  });

  test('a range is a part of it; what is no picture is a file to save under a policy that runs nothing', async () => {
    const whole = await open(kept.id);
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    expect(whole.headers.get('content-type')).toBe('application/octet-stream');
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment; filename="[0-9a-f]{16}"$/);
    expect(whole.headers.get('content-security-policy')).toContain('sandbox');
    const part = await open(kept.id, { range: 'bytes=1048570-1048579' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1048570-1048579/${bytes.length}`]);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(1_048_570, 1_048_580));
    expect((await open(kept.id, { range: 'bytes=9999999-' })).status).toBe(416);
    expect((await open(kept.id, { range: 'bytes=-5' })).headers.get('content-length')).toBe('5');
  });

  test('a look is a row of the access log and no entry', async () => {
    const before = (await t.node.call('info', {})).entries;
    await (await open(kept.id)).arrayBuffer();
    expect((await t.node.call('info', {})).entries).toBe(before);
    await t.node.close();
    const parts = await openParts(t.dir, t.vault, { clock: () => NOW });
    if (!parts.ok) throw new Error('the folder does not open');
    const rows = (await parts.value.ledger.locals('access')).map((r) => r.value as { evidence: string });
    await parts.value.close();
    await t.reopen();
    expect(rows.filter((r) => r.evidence === kept.id).length).toBeGreaterThan(1);
  });

  test('without a session, without the token, and cut short: refused, and nothing is left', async () => {
    expect((await send(bytes, '', { cookie: '' })).status).toBe(401);
    expect((await send(bytes, '', { [CSRF_HEADER]: 'x' })).status).toBe(403);
    const short = await send(canary, '', { 'content-length': '999999' });
    expect(short.status).toBe(400);
    expect(filesBelow(t.dir).filter((f) => f.endsWith('.part'))).toEqual([]);
  });

  test('checked again: the same, then damage is told; each check is a line of the trail', async () => {
    const check = () => t.node.call('evidence.recheck', { id: kept.id });
    expect(await check()).toMatchObject({ ok: true, result: 'same', sha256: kept.sha256 });
    const items = (await t.node.call('record.evidence', { id: kept.id })).items;
    expect(items[0]).toMatchObject({ name: 'clip.bin', held: true, size: bytes.length, derived_from: null });
    expect(items[0]?.trail.map((l) => l.action)).toEqual(['ingestion', 'ingestion', 'fixity-check']);
    const stored = filesBelow(join(t.dir, 'blobs')).toSorted(
      (a, b) => readFileSync(b).length - readFileSync(a).length,
    )[0];
    rmSync(stored ?? '');
    expect(await check()).toMatchObject({ ok: false, result: 'missing' });
  });
});

test('a quotation is found in a text file kept as evidence, or told where it differs', async () => {
  const text = new TextEncoder().encode('They said: all detained must be\u00a0released at once.');
  const { id } = (await (await send(text, '?name=said.txt')).json()) as Kept;
  const check = (quote: string) => t.node.call('quote.check', { source: id, quote });
  expect(await check('must be released at once')).toEqual({ result: 'found' });
  expect(await check('must be freed')).toMatchObject({ result: 'differs', same: 'must be ', quoted: 'freed' });
  const { id: source } = await t.node.call('record.new', {
    kind: 'Source',
    fields: { kind: 'victim_testimony', title: 'A report', reliability: 'likely' },
  });
  expect(await check('x').then(() => t.node.call('quote.check', { source, quote: 'x' }))).toEqual({ result: 'unread' });
});
