/** Figures and connectivity in a browser: by keyboard alone, in three languages, on a phone, with nothing cut. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldLabel } from '../../src/records/display.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { sticksOut, violations } from './in-page.ts';
import { type RunningNode, startNode } from './running-node.ts';
import { drawn, pickFirst, seatsOf } from './seat.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-findings-'));
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

for (const lang of ['kk', 'ru', 'en'] as const)
  test(`a figure is found, its line copied and its proposal confirmed by keyboard (${lang})`, async ({ skip }) => {
    skip(!opened.browser, opened.why);
    const seat = await sit({ lang });
    const { page, t } = seat;
    await seat.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await seat.open('today?asof=now');
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('heading', { level: 1, name: t('nav.figures') }).waitFor();
    await drawn(page);
    const metric = page.getByRole('heading', { level: 2 }).first();
    const first = await metric.textContent();
    await page.keyboard.press(']');
    await expect.poll(() => metric.textContent()).not.toBe(first);
    await page.keyboard.press('[');
    await expect.poll(() => metric.textContent()).toBe(first);
    // Charts are pictures with one sentence; the table beside them has every number.
    const charts = page.getByRole('img');
    expect(await charts.count()).toBeGreaterThan(0);
    await page.keyboard.press('t');
    await expect.poll(() => charts.count()).toBe(0);
    await page.keyboard.press('t');
    await page.keyboard.press('j');
    await page.keyboard.press('y');
    await page.getByText(t('figures.copied')).first().waitFor();
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(String(copied)).toMatch(/164/);
    expect(seat.watch.faults).toEqual([]);
    await seat.close();
  });

test('a later count of the same counter is proposed, marked, and the mark undone', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page, t } = seat;
  await seat.open('figures?asof=now&metric=detained');
  const proposal = page.getByRole('button', { name: t('figures.supersede_do') });
  const before = await proposal.count();
  await proposal.first().click();
  await page.getByText(t('figures.superseded')).waitFor();
  await expect.poll(() => proposal.count()).toBe(before - 1);
  await page.getByRole('button', { name: t('figures.undo') }).click();
  await expect.poll(() => proposal.count()).toBe(before);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('who was cut off: place, zone and period narrow chart and rows; an empty period does not say that access was open', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ lang: 'ru' });
  const { page, t } = seat;
  await seat.open('connectivity?asof=now');
  const rows = page.getByRole('region', { name: t('connectivity.observations') }).getByRole('row');
  expect(await rows.count()).toBe(35);
  await page.getByLabel(t('connectivity.place')).selectOption({ index: 2 });
  await expect.poll(() => rows.count()).toBe(8);
  await page.getByLabel(t('connectivity.zone')).selectOption('utc');
  await expect.poll(() => page.url()).toContain('zone=utc');
  expect(await page.getByText('UTC+6').count()).toBe(await rows.getByText('UTC+6').count());
  await seat.open('connectivity?from=2030');
  await page.getByText(t('connectivity.none_here')).waitFor();
  await page.getByRole('button', { name: t('connectivity.show_all') }).click();
  await page.getByRole('img').first().waitFor();
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('an observation is added from the page and stands in the lanes', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ scheme: 'dark' });
  const { page, t } = seat;
  await seat.open('connectivity?asof=now');
  await page.getByRole('button', { name: t('connectivity.add') }).click();
  await page.getByRole('heading', { level: 2, name: t('connectivity.add') }).waitFor();
  expect(await violations(page)).toEqual([]);
  const form = page.getByRole('form', { name: t('connectivity.add') });
  const field = (name: string): Locator => form.getByLabel(fieldLabel('ConnectivityObservation', name, 'en')).first();
  await pickFirst(page, field('place'), 'Aktau');
  await field('medium').selectOption('mobile_data');
  await field('state').selectOption('down');
  await field('at').fill('2022-01-06T09:00+06:00/2022-01-06T15:00+06:00');
  await field('basis').selectOption('field_report');
  await field('origin_key').fill('practice-observer');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: t('connectivity.add') }).waitFor();
  const rows = page.getByRole('region', { name: t('connectivity.observations') }).getByRole('row');
  await expect.poll(() => rows.filter({ hasText: 'Aktau' }).filter({ hasText: '6 January 2022' }).count()).toBe(1);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('on a phone nothing sticks out of either page', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  for (const lang of ['kk', 'ru'] as const) {
    const seat = await sit({ lang, width: 360, height: 740 });
    for (const path of ['figures?asof=now', 'connectivity?asof=now']) {
      await seat.open(path);
      expect(await sticksOut(seat.page), path).toEqual([]);
      expect(await violations(seat.page), path).toEqual([]);
    }
    expect(seat.watch.faults).toEqual([]);
    await seat.close();
  }
});
