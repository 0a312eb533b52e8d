/** Every page in every state: loading, failed, forbidden, empty, without its node; at 400 % zoom, with wide text spacing, from right to left. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorBody } from '../../src/messages/errors/texts.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { type DeskPage, deskPages } from './desk-pages.ts';
import { cutOff, sticksOut } from './in-page.ts';
import { MANAGER, type RunningNode, SPACE, startNode } from './running-node.ts';
import { drawn, seatsOf } from './seat.ts';
import { say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-states-'));
const t = say.en;
const VOLUNTEER = 'Volunteer of the states';
const READS = new RegExp(`/api/1/(?:spaces/${SPACE}/|people)`);
let opened: OpenedBrowser;
let node: RunningNode;
let sit: ReturnType<typeof seatsOf>;
let pages: readonly DeskPage[] = [];
/** One of each: the first of every address without its query, and the tabs of a record. */
let kinds: readonly DeskPage[] = [];

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  sit = seatsOf(opened.browser, node);
  pages = await deskPages(node);
  const seen = new Set<string>();
  kinds = pages.filter((one) => {
    const kind = one.path.replace(/\?(?!tab=).*/, '').replace(/(?<=records|demands|statements)\/[^/?]+/, '/id');
    return one.act === undefined && !seen.has(kind) && seen.add(kind);
  });
});
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const main = (page: Page) => page.getByRole('main').first();
const settled = (page: Page): Promise<unknown> =>
  page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
const lines = async (page: Page): Promise<readonly string[]> =>
  (await main(page).innerText())
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What WCAG 1.4.12 lets a reader set; by the object model, which the policy of the page allows. */
const SPACING =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }';
const styled = (page: Page, css: string): Promise<unknown> =>
  page.evaluate(
    `(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets = [sheet]; })()`,
  );

test('at 320 px no text spacing and no direction makes a page stick out or cuts a text', { timeout: 240_000 }, async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ width: 320, height: 640 });
  const { page } = seat;
  const found: string[] = [];
  // Every kind of page, and every sixth of the others.
  for (const [n, one] of pages.entries()) {
    if (n % 6 !== 0 && !kinds.includes(one)) continue;
    await seat.open(one.path);
    await one.act?.(page, t);
    const note = (what: string, list: readonly string[]): void =>
      list.forEach((item) => found.push(`${one.name}, ${what}: ${item}`));
    const cut = new Set(await cutOff(page));
    await styled(page, SPACING);
    await settled(page);
    note('text spacing', await sticksOut(page));
    note(
      'cut by text spacing',
      (await cutOff(page)).filter((item) => !cut.has(item)),
    );
    await styled(page, '');
    await page.evaluate(`document.documentElement.dir = 'rtl'`);
    await settled(page);
    note('from right to left', await sticksOut(page));
    await page.setViewportSize({ width: 1280, height: 900 });
    await settled(page);
    note('wide, from right to left', await sticksOut(page));
    await page.setViewportSize({ width: 320, height: 640 });
  }
  expect(found).toEqual([]);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('while it loads a page says nothing that it takes back; when the node fails it says so, tries again, and is whole', {
  timeout: 240_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page } = seat;
  seat.watch.allow(/status of 500/);
  const body = JSON.stringify({ error: errorBody({ code: 'E_INTERNAL', params: { request: 'test' } }, 'en') });
  const { message } = errorBody({ code: 'E_INTERNAL' }, 'en');
  const again = main(page).getByRole('button', { name: t('action.again') });
  const found: string[] = [];
  for (const one of kinds) {
    let fail = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      fail = resolve;
    });
    await page.route(READS, async (route) => {
      await gate;
      await route.fulfill({ status: 500, contentType: 'application/json', body }).catch(() => undefined);
    });
    await page.goto(`${node.address}s/${SPACE}/${one.path}`);
    await main(page).waitFor();
    // Grey rows are drawn after 150 ms.
    await page.waitForTimeout(300);
    const early = await lines(page);
    fail();
    // The settings, the help and the form of a new record ask nothing of the space.
    if (!/^(settings|help|records\/new)/.test(one.path)) {
      await again.first().waitFor();
      const told = await main(page).getByRole('alert').allInnerTexts();
      if (!told.every((words) => words.includes(message))) found.push(`${one.name}: ${told.join(' | ')}`);
      if ((await main(page).getByRole('heading', { level: 1 }).count()) !== 1) found.push(`${one.name}: no heading`);
      if ((await page.getByRole('navigation', { name: t('nav.label') }).count()) !== 1)
        found.push(`${one.name}: no navigation`);
    }
    await page.unrouteAll({ behavior: 'wait' });
    for (let n = await again.count(); n > 0; n--)
      await again
        .first()
        .click({ timeout: 2000 })
        .catch(() => undefined);
    await main(page).getByRole('alert').filter({ hasText: message }).first().waitFor({ state: 'detached' });
    await drawn(page);
    const takenBack = async (): Promise<readonly string[]> => {
      const late = await lines(page);
      // A number may come to stand after a word.
      return early.filter((line) => line !== t('state.loading') && !late.some((other) => other.startsWith(line)));
    };
    await expect
      .poll(takenBack, { timeout: 5000 })
      .toEqual([])
      .catch(async () => found.push(`${one.name}: said while loading: ${(await takenBack()).join(' | ')}`));
  }
  expect(found).toEqual([]);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('a volunteer who opens any page by its address reads why not, and whom to ask', { timeout: 120_000 }, async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  await node.json('user', 'add', VOLUNTEER, '--role', 'volunteer');
  const seat = await sit({ who: VOLUNTEER });
  const { page } = seat;
  seat.watch.allow(/status of 40[34]/);
  for (const one of kinds) {
    await seat.open(one.path);
    const words = await main(page).innerText();
    const reached = /^(records|settings|help)/.test(one.path);
    expect([one.name, words.includes(t('safety.forbidden'))]).toEqual([one.name, !reached]);
    if (!reached) expect([one.name, words.includes(MANAGER)]).toEqual([one.name, true]);
    else expect([one.name, words.trim().length > 20]).toEqual([one.name, true]);
  }
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('in a fresh space every list says what belongs there, leads to the first thing, and to its help', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  await node.json('space', 'new', 'fresh', '--title', 'Fresh space');
  const seat = await sit();
  const { page } = seat;
  const empty = {
    today: 'today.none',
    signals: 'signals.none',
    records: 'records.none',
    figures: 'figures.none',
    connectivity: 'connectivity.none',
    statements: 'statements.none',
    demands: 'demands.none',
    deliveries: 'deliveries.none',
    publications: 'pub.none',
  } as const;
  for (const [path, id] of Object.entries(empty)) {
    await page.goto(`${node.address}s/fresh/${path}`);
    await drawn(page);
    await main(page)
      .getByText(t(id, { space: 'fresh' }))
      .waitFor();
    const help = main(page).getByRole('link', { name: t('empty.help') });
    // The way to the first thing: beside the help, or in the head of the page.
    expect([path, await main(page).locator('.button-primary, .empty .button').count()]).not.toEqual([path, 0]);
    await help.click();
    await page.getByRole('heading', { level: 1, name: t('nav.help') }).waitFor();
    const topic = await page.evaluate('document.activeElement?.id');
    expect([path, topic]).toEqual([path, `help-${path}`]);
  }
  // The first page of a fresh space and the other ways of it stand, too.
  for (const path of ['records?view=list,map,time', 'publications?view=new', 'publications?view=mirrors']) {
    await page.goto(`${node.address}s/fresh/${path}`);
    await drawn(page);
    expect([path, await main(page).getByRole('alert').count()]).toEqual([path, 0]);
  }
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('without its node every page says so, keeps its frame, and is whole again when the node is back', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page } = seat;
  seat.watch.allow(/ERR_|401|Failed to load resource/);
  await seat.open('signals?act=new');
  const text = page
    .getByRole('form', { name: t('signals.new.title') })
    .getByRole('textbox')
    .first();
  await text.fill('Kept while the node is away');
  // The chunks of the other pages are fetched one by one after the first page stands.
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await node.kill();
  const nav = page.getByRole('navigation', { name: t('nav.label') });
  for (const id of ['nav.records', 'nav.figures', 'nav.demands', 'nav.statements', 'nav.deliveries'] as const) {
    await nav.getByRole('link', { name: t(id) }).click();
    await main(page)
      .getByRole('heading', { level: 1, name: t(id) })
      .waitFor();
    await page.getByText(t('node.gone')).first().waitFor();
    await page.getByRole('button', { name: t('node.ask_again') }).waitFor();
  }
  await node.restart();
  await page
    .getByRole('button', { name: t('node.ask_again') })
    .click({ timeout: 3000 })
    .catch(() => undefined);
  await page.getByRole('button', { name: t('node.ask_again') }).waitFor({ state: 'detached' });
  const label = page.getByRole('textbox', { name: t('login.label') });
  if (await label.isVisible()) {
    await label.fill(await node.link(MANAGER));
    await page.getByRole('button', { name: t('login.do') }).click();
  }
  await drawn(page);
  expect(await main(page).getByRole('alert').count()).toBe(0);
  await nav.getByRole('link', { name: t('nav.signals') }).click();
  await page
    .getByRole('button', { name: t('signals.new.title') })
    .first()
    .click();
  expect(await text.inputValue()).toBe('Kept while the node is away');
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});
