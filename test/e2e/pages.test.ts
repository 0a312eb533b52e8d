/** Every page and open dialog of the desk: axe clean, every text in its language, readable on a phone, nothing from elsewhere. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { type Lang, LANGS } from '../../src/messages/translate.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { cyrillicInEnglish, sticksOut, violations } from './in-page.ts';
import { type DeskPage, deskPages } from './desk-pages.ts';
import { MANAGER, type RunningNode, startNode } from './running-node.ts';
import { drawn, seatsOf } from './seat.ts';
import { watch } from './watch.ts';
import { LOCALE, say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-pages-'));
let opened: OpenedBrowser;
let node: RunningNode;
let sit: ReturnType<typeof seatsOf>;
let pages: readonly DeskPage[] = [];

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  sit = seatsOf(opened.browser, node);
  pages = await deskPages(node);
});
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * A page is looked at in two of the languages, light in the one and dark in the other; a state of it (a form, a filter, a tab) in one,
 * light and dark in turn. Over all of them every pair occurs.
 */
const schemesOf = (i: number, one: DeskPage, lang: Lang): readonly ('light' | 'dark')[] => {
  const turn = (i + LANGS.indexOf(lang)) % LANGS.length;
  const isState = one.path.includes('?') || one.act !== undefined;
  if (isState) return turn !== 0 ? [] : i % 2 === 0 ? ['light'] : ['dark'];
  return turn === 0 ? ['light'] : turn === 1 ? ['dark'] : [];
};

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 320, height: 640 };
/** A chart measures its box and is drawn again two frames after the window has changed. */
const redrawn = (page: Page): Promise<unknown> =>
  page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(done), 50))))',
  );

test.for(LANGS)(
  'in %s every page and open dialog is axe clean, in its language, no wider than a phone, and asks nobody else',
  { timeout: 180_000 },
  async (lang, { skip }) => {
    skip(!opened.browser, opened.why);
    const seats = { light: await sit({ lang, scheme: 'light' }), dark: await sit({ lang, scheme: 'dark' }) };
    const found: string[] = [];
    const titles: string[] = [];
    for (const [i, one] of pages.entries())
      for (const scheme of schemesOf(i, one, lang)) {
        const seat = seats[scheme];
        await seat.open(one.path);
        await one.act?.(seat.page, seat.t);
        for (const broken of await violations(seat.page, one.popup)) found.push(`${one.name}, ${scheme}: ${broken}`);
        if (lang === 'en')
          for (const text of await cyrillicInEnglish(seat.page)) found.push(`${one.name}: called English: ${text}`);
        expect([one.name, await seat.page.evaluate('document.documentElement.lang')]).toEqual([one.name, lang]);
        titles.push(await seat.page.title());
        // The same page turned to the narrowest phone; a list beside its field would close.
        if (one.popup) continue;
        await seat.page.setViewportSize(PHONE);
        await redrawn(seat.page);
        for (const wide of await sticksOut(seat.page)) found.push(`${one.name} at ${PHONE.width} px: ${wide}`);
        await seat.page.setViewportSize(DESK);
      }
    expect(found).toEqual([]);
    for (const seat of Object.values(seats)) {
      expect(seat.watch.faults).toEqual([]);
      await seat.close();
    }
    const own = (['nav.records', 'nav.demands', 'nav.statements', 'statement.one'] as const).map((id) => say[lang](id));
    expect(titles.some((title) => own.some((word) => title.startsWith(word)))).toBe(true);
  },
);

test('at 320 px no list over a page makes it scroll sideways', { timeout: 180_000 }, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const found: string[] = [];
  for (const [i, lang] of LANGS.entries()) {
    const seat = await sit({ lang, ...PHONE, scheme: i % 2 === 0 ? 'dark' : 'light' });
    for (const one of pages.filter((page) => page.popup)) {
      await seat.open(one.path);
      await one.act?.(seat.page, seat.t);
      for (const wide of await sticksOut(seat.page)) found.push(`${one.name} in ${lang}: ${wide}`);
    }
    expect(seat.watch.faults).toEqual([]);
    await seat.close();
  }
  expect(found).toEqual([]);
});

test('the menu of a phone opens, leads on, and closes', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page, t, open, watch: watched, close } = await sit({ width: 360, height: 740, scheme: 'dark' });
  await open('today');
  await page.getByRole('button', { name: t('nav.menu') }).click();
  expect(await violations(page)).toEqual([]);
  await page
    .getByRole('navigation', { name: t('nav.label') })
    .getByRole('link', { name: t('nav.statements') })
    .click();
  await page.getByRole('heading', { level: 1, name: t('nav.statements') }).waitFor();
  expect(
    await page
      .getByRole('navigation', { name: t('nav.label') })
      .getByRole('link')
      .count(),
  ).toBe(0);
  expect(watched.faults).toEqual([]);
  await close();
});

test('the page before login is axe clean in three languages', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  for (const lang of LANGS) {
    const context = await opened.browser?.newContext({ locale: LOCALE[lang], colorScheme: 'dark' });
    if (!context) return;
    const watched = await watch(context, node.address);
    // Asking who is logged in, before anyone is, is answered 401.
    watched.allow(/401/);
    const page = await context.newPage();
    await page.goto(`${node.address}s/${node.space}/records`);
    await page.getByRole('heading', { level: 1, name: say[lang]('login.title') }).waitFor();
    await page.getByRole('textbox', { name: say[lang]('login.label') }).fill('not a link at all');
    await page.getByRole('button', { name: say[lang]('login.do') }).click();
    await page.getByText(say[lang]('login.not_a_link')).waitFor();
    expect([lang, await violations(page), await page.title()]).toEqual([lang, [], say[lang]('login.title')]);
    expect(watched.faults).toEqual([]);
    await context.close();
  }
});

const told = async (page: Page): Promise<string> => (await page.getByRole('main').innerText()).trim();

test('an address that leads nowhere says so in words', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page, t, watch: watched, close } = await sit({ who: MANAGER });
  watched.allow(/404|403/);
  await page.goto(`${node.address}s/nowhere`);
  await page.getByText(t('state.forbidden')).waitFor();
  await page.goto(`${node.address}nothing/here`);
  await page.getByRole('heading', { name: t('absent.page') }).waitFor();
  expect(await violations(page)).toEqual([]);
  const known = (await node.json<ApiOut<'search'>>('search', '--kind', 'Event', '--limit', '1')).items[0]?.id ?? '';
  const unknown = `${known.slice(0, 5)}${known[5] === '2' ? '3' : '2'}${known.slice(6)}`;
  for (const path of [`records/${unknown}`, 'records/abc', 'demands/D99', 'statements/none']) {
    await page.goto(`${node.address}s/${node.space}/${path}`);
    const alert = page.getByRole('main').getByRole('alert');
    await alert.waitFor();
    await drawnOrAlert(page);
    const words = await told(page);
    expect([path, words.length > 30, /undefined|\[object|\{\$/.test(words)]).toEqual([path, true, false]);
    expect([path, await violations(page)]).toEqual([path, []]);
  }
  expect(watched.faults).toEqual([]);
  await close();
});

const drawnOrAlert = (page: Page): Promise<unknown> =>
  Promise.race([drawn(page), page.getByRole('alert').first().waitFor()]);
