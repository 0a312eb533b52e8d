/** What a first visit costs on the line, by the budgets of the interface design (section 8): scripts, styles, fonts, answers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lang } from '../../src/messages/translate.ts';
import { deskPages } from './desk-pages.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { type RunningNode, startNode } from './running-node.ts';
import { drawn, seatsOf } from './seat.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-bytes-'));
let opened: OpenedBrowser;
let node: RunningNode;
let sit: ReturnType<typeof seatsOf>;

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  sit = seatsOf(opened.browser, node);
  // The first seat logs in; the others share its session and nothing else.
  await (await sit()).close();
});
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Cost {
  readonly script: number;
  readonly style: number;
  readonly font: number;
  /** The largest single answer of the API, as compressed or not as the node sends it. */
  readonly answer: number;
}

/** Opens a page in a browser that has kept nothing, and counts what came over the line. */
async function cost(lang: Lang, path: string): Promise<Cost> {
  const { page, context } = await sit({ lang });
  const line = await context.newCDPSession(page);
  const known = new Map<string, { readonly type: string; readonly url: string }>();
  const bytes: { readonly type: string; readonly url: string; readonly n: number }[] = [];
  line.on('Network.responseReceived', (e) => known.set(e.requestId, { type: e.type, url: e.response.url }));
  line.on('Network.loadingFinished', (e) => {
    const of = known.get(e.requestId);
    if (of) bytes.push({ ...of, n: e.encodedDataLength });
  });
  await line.send('Network.enable');
  await page.addInitScript(`const look = () => {
    if (document.querySelector('h1') && !document.querySelector('[aria-busy=true]')) window.usefulAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`);
  await page.goto(`${node.address}s/${node.space}/${path}`);
  await drawn(page);
  await page.evaluate('document.fonts.ready.then(() => true)');
  // Other pages are fetched ahead once this one is drawn, so that they open when the node is gone: not the cost of this one.
  const needed = (await page.evaluate(
    `performance.getEntriesByType('resource').filter((e) => e.startTime <= window.usefulAt).map((e) => e.name)`,
  )) as readonly string[];
  await context.close();
  const ahead = (type: string): boolean => type === 'Script' || type === 'Stylesheet';
  const of = (type: string): readonly number[] =>
    bytes.filter((b) => b.type === type && (!ahead(type) || needed.includes(b.url))).map((b) => b.n);
  const sum = (type: string): number => of(type).reduce((a, b) => a + b, 0);
  return {
    script: sum('Script'),
    style: sum('Stylesheet'),
    font: sum('Font'),
    answer: Math.max(0, ...of('Fetch'), ...of('XHR')),
  };
}

test('Today costs at most 260 kB of scripts, 20 kB of styles and 90 kB of fonts, in every language', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  for (const lang of ['kk', 'ru', 'en'] as const) {
    const today = await cost(lang, 'today');
    // A count of nothing would pass every budget.
    expect([today.script > 50_000, today.style > 1000, today.font > 10_000, today.answer > 500]).toEqual(
      Array(4).fill(true),
    );
    expect([lang, today.script <= 260_000, today.style <= 20_000, today.font <= 90_000], JSON.stringify(today)).toEqual(
      [lang, true, true, true],
    );
  }
});

test('no page asks for an answer above 100 kB, nor for more than 90 kB of scripts beyond the shell', {
  timeout: 180_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const shell = (await cost('ru', 'today')).script;
  const heavy: string[] = [];
  for (const path of new Set((await deskPages(node)).map((p) => p.path.split('?')[0] ?? ''))) {
    const own = await cost('ru', path);
    if (own.answer > 100_000) heavy.push(`${path}: an answer of ${own.answer} bytes`);
    if (own.script - shell > 90_000) heavy.push(`${path}: ${own.script - shell} bytes of scripts beyond the shell`);
  }
  expect(heavy).toEqual([]);
});
