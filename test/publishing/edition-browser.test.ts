/** The edition in a real browser from file://: no request leaves the folder, no error, axe clean, readable from 360 px on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildEdition } from '../../src/publishing/edition.ts';
import { type OpenedBrowser, openBrowser } from '../e2e/browser.ts';
import { violations } from '../e2e/in-page.ts';
import { exampleSource, exampleViews, TEST_OPTIONS } from './example-source.ts';

const work = mkdtempSync(join(tmpdir(), 'kua-edition-browser-'));
const out = join(work, 'out');
const PAGES = [
  'index.html',
  'statement.html',
  'demands.html',
  'demands/d1.html',
  'demands/d6.html',
  'figures.html',
  'figures/killed.html',
  'events.html',
  'connectivity.html',
  'map.html',
  'records.html',
  'sources.html',
  'data.html',
  'verify.html',
  'credits.html',
];
/** Longest words and other scripts show on these; the rest differ from English in words only. */
const SHORT = PAGES.filter((p) =>
  ['index.html', 'statement.html', 'demands/d6.html', 'figures/killed.html', 'connectivity.html', 'map.html'].includes(
    p,
  ),
);
const pagesOf = (lang: string): readonly string[] => (lang === 'en' ? PAGES : SHORT);
let opened: OpenedBrowser;

beforeAll(async () => {
  const built = await buildEdition(await exampleSource(await exampleViews()), out, TEST_OPTIONS);
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  opened = await openBrowser(work);
});
afterAll(async () => {
  await opened.close();
  rmSync(work, { recursive: true, force: true });
});

/** Opens a page and returns it with everything that went wrong while it loaded. */
async function open(path: string, width: number, scheme: 'light' | 'dark', script: boolean) {
  if (!opened.browser) throw new Error(opened.why);
  const context = await opened.browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    javaScriptEnabled: script,
    bypassCSP: script,
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('console', (m) => wrong.push(m.text()));
  page.on('pageerror', (e) => wrong.push(e.message));
  page.on('requestfailed', (r) => wrong.push(`failed ${r.url()}`));
  page.on('request', (r) => {
    if (!r.url().startsWith(pathToFileURL(out).href)) wrong.push(`left the folder: ${r.url()}`);
  });
  await page.goto(pathToFileURL(join(out, path)).href);
  return { page, wrong, close: () => context.close() };
}

test.for(['en', 'ru', 'kk'] as const)('every kind of page in %s: axe clean, light and dark', async (lang, { skip }) => {
  skip(!opened.browser, opened.why);
  const found: string[] = [];
  for (const [i, name] of pagesOf(lang).entries()) {
    const scheme = i % 2 === 0 ? 'light' : 'dark';
    const { page, wrong, close } = await open(`${lang}/${name}`, 1440, scheme, true);
    found.push(...[...(await violations(page)), ...wrong].map((w) => `${name} (${scheme}): ${w}`));
    await close();
  }
  expect(found).toEqual([]);
});

test('without script and under its own policy: styled, nothing refused, no sideways scroll at 360 px', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  for (const lang of ['en', 'ru', 'kk'])
    for (const name of pagesOf(lang)) {
      const { page, wrong, close } = await open(`${lang}/${name}`, 360, 'dark', false);
      const body = await page.locator('body').boundingBox();
      const widest = await page.locator('main').evaluate((e) => e.scrollWidth);
      expect([lang, name, Math.round(body?.width ?? 0), widest <= 360]).toEqual([lang, name, 360, true]);
      expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe('rgb(20, 23, 26)');
      expect([name, wrong]).toEqual([name, []]);
      await close();
    }
});
