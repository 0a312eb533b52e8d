/** Files dropped on the desk and reports by public link, over the real HTTP application. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CSP } from '../../src/contract/csp.ts';
import { DROP_MAX, DROP_NAME } from '../../src/contract/areas/signals.ts';
import { CSRF_HEADER } from '../../src/contract/routes.ts';
import { createApp } from '../../src/server/app.ts';
import { filesBelow, NOW, type TempNode, tempNode } from './temp-node.ts';

const HOST = '127.0.0.1:7800';
const DROP = '/api/1/spaces/case/signals/drop';
let t: TempNode;
let now = NOW;
let app: ReturnType<typeof createApp>;
let login: { readonly [name: string]: string } = {};
const faults: unknown[] = [];

beforeAll(async () => {
  t = await tempNode(() => now);
  mkdirSync(join(t.root, 'desk'), { recursive: true });
  writeFileSync(join(t.root, 'desk', 'index.html'), '<!doctype html><title>desk</title>');
  app = createApp({
    api: t.node,
    node: t.node.id,
    hosts: [HOST],
    deskDir: join(t.root, 'desk'),
    clock: () => now,
    random: (n) => new Uint8Array(n).fill(1),
    onFault: (_request, error) => faults.push(error),
    version: 'test',
  });
  const { token } = await t.node.call('login.token', {});
  const answer = await app.request('/api/1/session', {
    method: 'POST',
    headers: { host: HOST, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const { csrf } = (await answer.json()) as { csrf: string };
  login = { host: HOST, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '', [CSRF_HEADER]: csrf };
});
afterAll(async () => {
  expect(faults).toEqual([]);
  await t.remove();
});

interface Answer {
  readonly id: string;
  readonly mime: string;
  readonly evidence: string;
  readonly duplicate: boolean;
  readonly error?: { readonly code: string };
}
async function drop(
  body: string | Uint8Array<ArrayBuffer>,
  headers: { readonly [name: string]: string },
  query = '',
): Promise<Answer> {
  now += 50;
  const answer = await app.request(`${DROP}${query}`, { method: 'POST', headers: { ...login, ...headers }, body });
  return (await answer.json()) as Answer;
}

/** A picture of one pixel. */
const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

describe('a dropped file', () => {
  test('raw bytes with a name become evidence and a signal that names it; the same bytes again are known', async () => {
    const made = await drop(
      PNG,
      { [DROP_NAME]: encodeURIComponent('../дом/Фото 1.png') },
      '?theme=clash&speaker=Invented',
    );
    expect(made).toMatchObject({ mime: 'image/png', duplicate: false });
    const shown = await t.node.call('show', { id: made.id });
    expect(shown.fields['text']?.text).toBe('Фото 1.png');
    expect(shown.fields['media']?.value).toEqual([made.evidence]);
    expect(shown.fields['channel']?.value).toBe('file');
    const again = await drop(PNG, { [DROP_NAME]: 'other.png' });
    expect(again).toMatchObject({ duplicate: true, evidence: made.evidence });
    const hints = await t.node.call('signals.candidates', { id: again.id });
    expect(hints.duplicates[0]).toMatchObject({ id: made.id, reasons: [{ code: 'same_media', params: { n: 1 } }] });
  });
  test('a form with one file, cut into pieces of any length', async () => {
    const form = new FormData();
    form.append('note', 'first');
    form.append('file', new File([new Uint8Array(30_000).fill(65)], 'words.txt'));
    const whole = new Request('http://x/', { method: 'POST', body: form });
    const type = whole.headers.get('content-type') ?? '';
    const bytes = new Uint8Array(await whole.arrayBuffer());
    for (const size of [7, 1_000, bytes.length]) {
      let at = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= bytes.length) return controller.close();
          controller.enqueue(bytes.slice(at, at + size));
          at += size;
        },
      });
      const answer = await app.request(DROP, {
        method: 'POST',
        headers: { ...login, 'content-type': type },
        body,
        duplex: 'half',
      } as RequestInit);
      expect(await answer.json()).toMatchObject({ size: 30_000 });
    }
  });
  test('a mail gives its words, and its sender to the vault', async () => {
    const mail = 'From: canary-from-tourmaline@invented.example\r\nSubject: Invented\r\n\r\nNight, shots.';
    const made = await drop(mail, { [DROP_NAME]: 'a.eml' });
    const shown = await t.node.call('show', { id: made.id }, { role: 'documenter' });
    expect(shown.fields['text']?.text).toBe('Invented\n\nNight, shots.');
    expect(shown.fields['channel']?.value).toBe('email');
    expect(JSON.stringify(shown)).not.toContain('tourmaline');
    expect(JSON.stringify(await t.node.call('show', { id: made.id }, { role: 'manager' }))).toContain('tourmaline');
  });
  test('nothing, too much, half of it, no form, no right: told apart, and nothing stays behind', async () => {
    expect((await drop(new Uint8Array(0), { [DROP_NAME]: 'x' })).error?.code).toBe('E_DROP_EMPTY');
    expect((await drop('x', { 'content-length': String(DROP_MAX + 1) })).error?.code).toBe('E_DROP_SIZE');
    expect((await drop('x', { 'content-length': '5' })).error?.code).toBe('E_INPUT');
    expect((await drop('--b\r\n\r\n', { 'content-type': 'multipart/form-data; boundary=b' })).error?.code).toBe(
      'E_INPUT',
    );
    const cut = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nbytes without an end';
    expect((await drop(cut, { 'content-type': 'multipart/form-data; boundary=b' })).error?.code).toBe('E_INPUT');
    expect((await drop('x', { [CSRF_HEADER]: 'wrong' })).error?.code).toBe('E_CSRF');
    expect((await drop('x', { [DROP_NAME]: '%E0%A4%A' })).error?.code).toBe('E_INPUT');
    expect(filesBelow(join(t.dir, 'incoming'))).toEqual([]);
    expect(readdirSync(t.root)).not.toContain('tmp');
  });
});

describe('the public form', () => {
  const visit = (path: string, body?: string, headers: { readonly [name: string]: string } = {}) =>
    app.request(path, {
      headers: { host: HOST, ...headers },
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            body,
            headers: { host: HOST, 'content-type': 'application/x-www-form-urlencoded', ...headers },
          }),
    });
  let path = '';
  beforeAll(async () => {
    expect((await visit('/report/anything')).status).toBe(404);
    path = (await t.node.call('signals.form_put', { on: true, title: '<b>Hotline</b>' })).path ?? '';
  });

  test('stands in three languages, needs no script, sets no cookie, loads nothing from elsewhere', async () => {
    for (const lang of ['kk', 'ru', 'en']) {
      const answer = await visit(`${path}?lang=${lang}`);
      const text = await answer.text();
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toBe(CSP.report);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(text).toContain(`<html lang="${lang}">`);
      expect(text).toContain('&#60;b&#62;Hotline');
      expect(text).not.toMatch(/<script|style=|https?:\/\//);
    }
    expect(await (await visit(path, undefined, { 'accept-language': 'kk-KZ,ru' })).text()).toContain('lang="kk"');
    expect((await visit('/report/style.css')).headers.get('content-type')).toContain('text/css');
  });

  test('a report is a signal, answered with four words', async () => {
    const answer = await visit(
      `${path}?lang=ru`,
      'text=%D0%A8%D1%83%D0%BC+ночью&place=Aktau&when=2022-01-05&contact=canary-beryl&website=',
    );
    const page = await answer.text();
    expect(answer.status).toBe(200);
    const words = /<p class="receipt">([^<]+)<\/p>/.exec(page)?.[1]?.split(' ') ?? [];
    expect(words).toHaveLength(4);
    const found = await t.node.call('search', { text: words.join(' ') });
    expect(found.total).toBe(1);
    const shown = await t.node.call('show', { id: found.items[0]?.id ?? '' }, { role: 'documenter' });
    expect(shown.fields['claimed_at']?.value).toBe('2022-01-05');
    expect(JSON.stringify(shown)).not.toContain('canary-beryl');
  });

  test('keeps what was written when it cannot be sent, and says why', async () => {
    const empty = await visit(`${path}?lang=en`, 'text=+&place=Invented+town');
    expect(empty.status).toBe(400);
    expect(await empty.text()).toContain('value="Invented town"');
    const trapped = await visit(`${path}?lang=en`, 'text=kept+words&website=x');
    expect(trapped.status).toBe(400);
    expect(await trapped.text()).toContain('kept words');
    expect((await visit(path, `text=${'x'.repeat(70_000)}`)).status).toBe(413);
    const before = (await t.node.call('info', {})).entries;
    expect((await visit('/report/wrong', 'text=x')).status).toBe(404);
    expect((await t.node.call('info', {})).entries).toBe(before);
  });

  test('a wrong link is what any unknown file is, word for word', async () => {
    const wrong = await visit('/report/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    const unknown = await visit('/no-such-file.js');
    expect([wrong.status, await wrong.text()]).toEqual([unknown.status, await unknown.text()]);
    await t.node.call('signals.form_put', { on: false });
    expect((await visit(path)).status).toBe(404);
    await t.node.call('signals.form_put', { on: true });
  });

  test('a flood is slowed down, whoever sends it; later reports come through', async () => {
    const statuses = new Set<number>();
    for (let i = 0; i < 25; i++) statuses.add((await visit(path, `text=flood+${i}`)).status);
    expect(statuses).toEqual(new Set([200, 429]));
    now += 60_000;
    expect((await visit(path, 'text=later')).status).toBe(200);
  });
});
