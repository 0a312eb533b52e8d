/** Bad input over HTTP for every route that writes: refused in words of the asked language with nothing saved, or kept exactly. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectOk, type Json } from '../../src/base/result.ts';
import { CSRF_HEADER, ROUTES, type Route } from '../../src/contract/routes.ts';
import { LANGS } from '../../src/messages/translate.ts';
import { openParts, type Parts } from '../../src/node/parts.ts';
import { payloadIn } from '../../src/node/stored.ts';
import { createApp } from '../../src/server/app.ts';
import { type Body, bodies, type Known, spoiled } from './bad-input-bodies.ts';
import { NOW, type TempNode, tempNode } from './temp-node.ts';

const HOST = '127.0.0.1:7800';
const SPACE = 'january-2022';
let t: TempNode;
let reader: Parts;
let app: ReturnType<typeof createApp>;
let now = NOW;
let known: Known;
let headers: { readonly [name: string]: string };
const faults: unknown[] = [];

interface Answer {
  readonly status: number;
  readonly text: string;
}
async function send(method: string, path: string, body: string, lang: string): Promise<Answer> {
  now += 50;
  const answer = await app.request(path, {
    method,
    headers: { ...headers, 'accept-language': lang, 'content-type': 'application/json' },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

beforeAll(async () => {
  t = await tempNode(() => now);
  await t.node.call('example', { name: SPACE });
  reader = expectOk(await openParts(t.dir, t.vault, { clock: () => now }, { readonly: true }), 'reader');
  mkdirSync(join(t.root, 'desk'));
  writeFileSync(join(t.root, 'desk', 'index.html'), '<!doctype html><title>desk</title>');
  app = createApp({
    api: t.node,
    node: t.node.id,
    hosts: [HOST],
    deskDir: join(t.root, 'desk'),
    clock: () => now,
    random: (n) => new Uint8Array(n).fill(1),
    onFault: (request, error) => void faults.push([request, error]),
    version: 'test',
  });
  const { token } = await t.node.call('login.token', { name: 'Manager' });
  const answer = await app.request('/api/1/session', {
    method: 'POST',
    headers: { host: HOST, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const { csrf } = (await answer.json()) as { csrf: string };
  headers = { host: HOST, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '', [CSRF_HEADER]: csrf };

  const first = async (kind: string): Promise<string> =>
    (await t.node.call('search', { space: SPACE, kinds: [kind], limit: 1 })).items[0]?.id ?? `no ${kind}`;
  const event = await first('Event');
  const { entry } = await t.node.call('claim', { space: SPACE, id: event, field: 'note', value: 'to be undone' });
  const draft = await t.node.call('statement.new', {
    space: SPACE,
    title: 'Practice draft',
    lang_original: 'en',
    text: 'We demand it.',
    demands: [],
  });
  const organisation = await first('Organisation');
  known = {
    event,
    entry,
    source: await first('Source'),
    person: await first('Person'),
    signal: await first('Signal'),
    signature: await first('CoSignature'),
    organisation,
    draft: draft.id,
    revision: (await t.node.call('statement.show', { space: SPACE, id: draft.id })).revision,
    claim: (await t.node.call('show', { space: SPACE, id: event })).fields['title']?.claim ?? '',
    delivery: (
      await t.node.call('deliveries.new', {
        space: SPACE,
        what: ['D2'],
        purpose: 'statement',
        addressee: organisation,
        channel: 'registered_post',
        at: '2022-01-06',
      })
    ).id,
  };
}, 60_000);
afterAll(async () => {
  await reader.close();
  await t.remove();
});

const idOf = (route: Route): string => {
  const { path } = route;
  if (path.includes('/statements/')) return known.draft;
  if (path.includes('/signals/')) return known.signal;
  if (path.includes('/deliveries/')) return known.delivery;
  if (path.includes('/mirrors/')) return 'practice';
  return /consent/.test(path) ? known.person : known.event;
};
const addressOf = (route: Route): string =>
  route.path
    .replace('{s}', SPACE)
    .replace('{id}', idOf(route))
    .replace('{demand}', 'D4')
    .replace('{number}', '1')
    .replace('{user}', 'Practice person')
    .replace('{signature}', known.signature)
    .replace('{waiting}', known.event);

/** Every text in what the entries after this one hold. */
async function textsAfter(touched: number): Promise<readonly string[]> {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (value instanceof Map) for (const pair of value) pair.forEach(walk);
    else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array))
      for (const v of Object.values(value)) walk(v);
  };
  for (const stored of await reader.ledger.touchedAfter(touched, 100)) walk(await payloadIn(reader, stored));
  return texts;
}

/** Words of another language than the asked one: three of them in a row, outside of quotations and commands. */
const foreign = (lang: string, words: string): boolean =>
  lang !== 'en' &&
  (!/\p{Script=Cyrillic}/u.test(words) ||
    /(?:\b[a-z]{2,} ){2}[a-z]{2,}/.test(words.replaceAll(/«[^»]*»|\bkua(?: [a-z]+)+/g, '')));

/** What is wrong with a refusal, or null. */
function faultIn({ status, text }: Answer, lang: string): string | null {
  if (status >= 500) return `status ${status}: ${text.slice(0, 200)}`;
  if (text.length > 3000) return `an answer of ${text.length} characters`;
  const { error } = JSON.parse(text) as { error?: { code?: string; message?: string; remedy?: string } };
  if (!error?.code || !error.message || !error.remedy) return `no code, message, remedy: ${text}`;
  const words = `${error.message} ${error.remedy}`;
  if (error.message === error.code || /\{\$|undefined|\[object|E_[A-Z]+_/.test(words)) return `words: ${words}`;
  return foreign(lang, error.message) || foreign(lang, error.remedy) ? `not in ${lang}: ${words}` : null;
}

const writing = (ROUTES as readonly Route[]).filter((r) => r.method !== 'get');

describe('bad input', () => {
  test('has a sound body for every route that writes', () => {
    expect(writing.map((r) => r.name).filter((name) => !(name in bodies(known)))).toEqual([]);
  });

  test.for(writing.map((r) => [r.name, r] as const))('%s', { timeout: 60_000 }, async ([name, route]) => {
    const found: string[] = [];
    const method = route.method.toUpperCase();
    const sound = bodies(known)[name] as Body;
    let turn = 0;
    const one = async (what: string, body: string, bad: Json): Promise<void> => {
      const lang = LANGS[turn++ % LANGS.length] ?? 'en';
      const before = (await reader.ledger.counts()).entries;
      const touched = await reader.ledger.highestTouched();
      const answer = await send(method, addressOf(route), body, lang);
      const after = (await reader.ledger.counts()).entries;
      if (answer.status >= 400) {
        const fault = faultIn(answer, lang);
        if (fault !== null) found.push(`${what}: ${fault}`);
        if (after !== before) found.push(`${what}: refused, and ${after - before} entries were written`);
      } else if (typeof bad === 'string' && bad.trim() !== '' && after !== before) {
        const kept = bad === known.person || (await textsAfter(touched)).some((text) => text.includes(bad));
        if (!kept) found.push(`${what}: accepted, and not kept: ${JSON.stringify(bad.slice(0, 20))}`);
      } else if (typeof bad === 'string' && bad === 'a\ud800b') found.push(`${what}: half a character was accepted`);
    };
    for (const [what, body, bad] of spoiled(sound, known)) await one(what, JSON.stringify(body), bad);
    await one('no body', '', null);
    await one('half a body', '{"a":', null);
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
  });
});
