/** The list of records in a browser: map, timeline, saved searches, actions on many, export; by keyboard, in three languages, on a phone. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { sticksOut, violations } from './in-page.ts';
import { type RunningNode, startNode } from './running-node.ts';
import { drawn, type Seat, seatsOf } from './seat.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-lists-'));
let opened: OpenedBrowser;
let node: RunningNode;
let sit: ReturnType<typeof seatsOf>;

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  sit = seatsOf(opened.browser, node);
});
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The total the list gives, as a number. */
async function total(seat: Seat): Promise<number> {
  await drawn(seat.page);
  const list = seat.page.getByRole('region', { name: seat.t('records.list') });
  const setsize = await list.getByRole('listitem').first().getAttribute('aria-setsize');
  return Number(setsize);
}

const focusedName = (page: Page): Promise<string> =>
  page.evaluate(`document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''`);

for (const lang of ['kk', 'ru', 'en'] as const)
  test(`a place on the map and a period on the timeline narrow the list by keyboard (${lang})`, async ({ skip }) => {
    skip(!opened.browser, opened.why);
    const seat = await sit({ lang });
    const { page, t } = seat;
    await seat.open('records?kind=Event&view=list,map,time&asof=now');
    const before = await total(seat);

    const marks = page.getByRole('listbox', { name: t('map.label') });
    const first = marks.getByRole('option').first();
    const count = Number(/(\d+)/.exec((await first.getAttribute('aria-label')) ?? '')?.[1]);
    await first.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await first.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => total(seat)).toBe(count);
    expect(await first.getAttribute('aria-selected')).toBe('true');
    expect(await marks.getByRole('option').count()).toBeGreaterThan(1);
    await page.goBack();
    await expect.poll(() => total(seat)).toBe(before);

    const steps = (): Promise<number> => page.evaluate('history.length');
    const start = page.getByRole('slider', { name: t('time.start') });
    const earlier = await steps();
    await start.focus();
    for (let n = 0; n < 4; n++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.url()).toContain('from=');
    await page.keyboard.press('End');
    await expect.poll(() => total(seat)).toBeLessThan(before);
    expect((await steps()) - earlier).toBeLessThanOrEqual(5);
    expect(await start.getAttribute('aria-valuetext')).not.toBe('');
    await page.getByRole('button', { name: t('time.clear'), exact: true }).click();
    await expect.poll(() => total(seat)).toBe(before);
    expect(await violations(page)).toEqual([]);
    expect(seat.watch.faults).toEqual([]);
    await seat.close();
  });

test('a drag over the bars is one step of the history', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page, t } = seat;
  await seat.open('records?kind=Event&view=list,time&asof=now');
  const before = await total(seat);
  const chart = page.getByRole('region', { name: t('views.time') }).locator('svg');
  const box = await chart.boundingBox();
  if (!box) throw new Error('no chart');
  const steps = (): Promise<number> => page.evaluate('history.length');
  const earlier = await steps();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 40);
  await page.mouse.down();
  for (const share of [0.75, 0.8, 0.9, 0.97]) await page.mouse.move(box.x + box.width * share, box.y + 40);
  await page.mouse.up();
  await expect.poll(() => page.url()).toContain('from=');
  expect(await steps()).toBe(earlier + 1);
  await page.goBack();
  await expect.poll(() => page.url()).not.toContain('from=');
  await expect.poll(() => total(seat)).toBe(before);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('a long list holds few rows, keeps the focus, and goes to the oldest', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page, t } = seat;
  await seat.open('records?view=list&asof=now');
  const all = await total(seat);
  expect(all).toBeGreaterThan(600);
  const list = page.getByRole('region', { name: t('records.list') });
  expect(await list.getByRole('listitem').count()).toBeLessThan(80);
  for (let n = 0; n < 30; n++) await page.keyboard.press('j');
  const name = await focusedName(page);
  await page.mouse.wheel(0, 9_000);
  const last = (): Promise<number> =>
    page.evaluate(`Math.max(...[...document.querySelectorAll('[aria-posinset]')].map((e) => Number(e.ariaPosInSet)))`);
  await expect.poll(last).toBeGreaterThan(100);
  expect(await focusedName(page)).toBe(name);
  await page.keyboard.press('End');
  await expect.poll(() => page.url()).toContain('sort=oldest');
  await page.getByRole('combobox', { name: t('sort.title') }).selectOption('updated');
  await expect.poll(() => page.url()).toContain('sort=updated');
  expect(await total(seat)).toBe(all);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

for (const lang of ['kk', 'ru', 'en'] as const)
  test(`many records are tagged as one action and all are undone (${lang})`, async ({ skip }) => {
    skip(!opened.browser, opened.why);
    const seat = await sit({ lang });
    const { page, t } = seat;
    const tag = `to check ${lang}`;
    await seat.open('records?kind=Figure&view=list&asof=now');
    const all = await total(seat);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    const bar = page.getByRole('region', { name: t('bulk.title') });
    await bar.getByText(t('bulk.selected', { n: 3 })).waitFor();
    await bar.getByRole('button', { name: t('bulk.select_all', { n: all }) }).click();
    await bar.getByText(t('bulk.all_selected', { n: all })).waitFor();
    await bar.getByRole('button', { name: t('bulk.do.tag') }).click();
    const form = page.getByRole('form', { name: t('bulk.do.tag') });
    await form.getByText(t('bulk.confirm.tag', { n: all })).waitFor();
    expect(await violations(page)).toEqual([]);
    await form.getByLabel(t('bulk.text.tag')).fill(tag);
    await page.keyboard.press('Control+Enter');
    await page.getByText(t('bulk.done.tag', { n: all })).waitFor();
    const tagged = async (): Promise<number> =>
      (await node.json<{ total: number }>('search', '--space', node.space, '--where', `tags=${tag}`, '--as-of', '2026'))
        .total;
    expect(await tagged()).toBe(all);
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('z');
    await page.getByText(t('bulk.undone', { n: all })).waitFor();
    expect(await tagged()).toBe(0);
    expect(seat.watch.faults).toEqual([]);
    await seat.close();
  });

test('a search is saved, used by its address, renamed, deleted and put back', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page, t } = seat;
  await seat.open('records?kind=Event&where=event_kind:shooting&asof=now');
  const found = await total(seat);
  await page.getByRole('button', { name: t('saved.save') }).click();
  const form = page.getByRole('form', { name: t('saved.save') });
  await form.getByRole('button', { name: t('saved.do') }).click();
  await form.getByText(t('saved.name_needed')).first().waitFor();
  await form.getByLabel(t('saved.name')).fill('Shootings');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => page.url()).toContain('saved=');
  const id = new URL(page.url()).searchParams.get('saved') ?? '';
  await seat.open(`records?saved=${id}`);
  await expect.poll(() => total(seat)).toBe(found);
  expect(page.url()).toContain('shooting');

  const saved = page.getByRole('group', { name: t('saved.title') });
  await saved.getByRole('button', { name: `${t('saved.rename')}: Shootings` }).click();
  await saved.getByRole('textbox', { name: t('saved.name') }).fill('Shots fired');
  await page.keyboard.press('Enter');
  await saved.getByRole('button', { name: 'Shots fired', exact: true }).waitFor();
  await saved.getByRole('button', { name: `${t('saved.delete')}: Shots fired` }).click();
  await saved.getByText(t('saved.deleted', { name: 'Shots fired' })).waitFor();
  await saved.getByRole('button', { name: t('saved.undo') }).click();
  await saved.getByRole('button', { name: 'Shots fired', exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('words of a private space stand in no address and are found again after a reload', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page, t } = seat;
  await page.goto(`${node.address}s/case/records`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('searchbox', { name: t('frame.search') }).fill('a secret word');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain('qs=');
  expect(page.url()).not.toContain('secret');
  await page
    .getByRole('button', { name: new RegExp(t('records.text', { text: 'a secret word' })) })
    .first()
    .waitFor();
  await page.reload();
  await page
    .getByRole('button', { name: new RegExp(t('records.text', { text: 'a secret word' })) })
    .first()
    .waitFor();
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('an export asks for whom first, says what is kept back, and downloads what was asked for', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page, t } = seat;
  await seat.open('records?kind=Event&asof=now');
  const all = await total(seat);
  await page.getByRole('button', { name: t('export.open') }).click();
  const form = page.getByRole('region', { name: t('export.title') });
  expect(await form.getByRole('link', { name: t('export.do') }).count()).toBe(0);
  await form.getByRole('radio', { name: new RegExp(t('export.view.public')) }).check();
  await form.getByText(t('export.rows', { n: all, all })).waitFor();
  expect(await violations(page)).toEqual([]);
  const waiting = page.waitForEvent('download');
  await form.getByRole('link', { name: t('export.do') }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^january-2022-public-.*\.csv$/);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text.trimEnd().split('\r\n').length).toBeGreaterThan(all);
  expect(text).toContain('view public');
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

for (const lang of ['kk', 'ru', 'en'] as const)
  test(`on a phone nothing sticks out, and list, map and timeline are all there (${lang})`, async ({ skip }) => {
    skip(!opened.browser, opened.why);
    const seat = await sit({ lang, width: 360, height: 740, scheme: lang === 'ru' ? 'dark' : 'light' });
    const { page, t } = seat;
    await seat.open('records?kind=Event&view=list,map,time&asof=now');
    expect(await sticksOut(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: t('map.larger') }).click();
    await page.getByRole('button', { name: t('map.only_here') }).click();
    await expect.poll(() => page.url()).toContain('bounds=');
    await page.getByRole('button', { name: t('export.open') }).click();
    await page.getByRole('region', { name: t('export.title') }).waitFor();
    expect(await sticksOut(page)).toEqual([]);
    expect(seat.watch.faults).toEqual([]);
    await seat.close();
  });
