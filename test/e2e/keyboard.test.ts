/** The desk by keyboard alone: the skip link, the single-letter keys, the overlays, and a focus that is always seen. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldLabel } from '../../src/records/display.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { focus } from './in-page.ts';
import { type RunningNode, startNode } from './running-node.ts';
import { drawn, type Seat, seatsOf } from './seat.ts';
import { say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-keyboard-'));
const t = say.en;
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

const heading = (seat: Seat, name: string): Promise<void> =>
  seat.page.getByRole('heading', { level: 1, name }).waitFor();

test('the first stop is the skip link, which leads past the frame into the page', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  await seat.open('demands');
  await seat.page.keyboard.press('Tab');
  expect((await focus(seat.page)).name).toBe(t('frame.skip'));
  await seat.page.keyboard.press('Enter');
  await seat.page.keyboard.press('Tab');
  expect(await seat.page.evaluate(`document.querySelector('main').contains(document.activeElement)`)).toBe(true);
  await heading(seat, t('nav.demands'));
  await seat.close();
});

test('g and a letter, j, k, Enter, Esc: from page to row to record and back', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page } = seat;
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await seat.open('today');
  await press('g', 'm');
  await heading(seat, t('nav.demands'));
  await press('g', 's');
  await heading(seat, t('nav.statements'));
  // The letters are places on the keyboard: the same keys work while a Russian layout is on.
  await page.evaluate(`for (const [key, code] of [['п', 'KeyG'], ['к', 'KeyR']])
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))`);
  await heading(seat, t('nav.records'));
  await drawn(page);
  await press('j');
  const first = (await focus(page)).name;
  await press('j');
  const second = await focus(page);
  expect([second.name !== first, second.seen, second.ringed]).toEqual([true, true, true]);
  await press('k');
  expect((await focus(page)).name).toBe(first);
  await press('j', 'Enter');
  await heading(seat, second.name);
  await drawn(page);
  await press('Escape');
  await heading(seat, t('nav.records'));
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('the slash leads to the search; letters typed there are letters', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page } = seat;
  await seat.open('today');
  await page.keyboard.press('/');
  const box = page.getByRole('searchbox', { name: t('frame.search') });
  await page.keyboard.type('gmj?');
  expect([await box.inputValue(), await page.getByRole('dialog').count()]).toEqual(['gmj?', 0]);
  await box.fill('D6');
  await page.keyboard.press('Enter');
  await page.getByText('D6', { exact: true }).first().waitFor();
  expect(page.url()).toContain('/demands/D6');
  await seat.close();
});

test('the overlays open by key, hold the focus, close by Esc and give the focus back', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page } = seat;
  await seat.open('records');
  await page.keyboard.press('j');
  const before = (await focus(page)).name;
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: t('keys.title') });
  await keys.getByText(t('keys.next_row')).waitFor();
  for (let n = 0; n < 4; n++) await page.keyboard.press('Tab');
  expect(await page.evaluate(`document.querySelector('[role=dialog]').contains(document.activeElement)`)).toBe(true);
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });
  await expect.poll(async () => (await focus(page)).name).toBe(before);

  await page.keyboard.press('Control+KeyK');
  const palette = page.getByRole('dialog', { name: t('palette.title') });
  await palette.getByLabel(t('palette.label')).fill(t('nav.demands'));
  await palette
    .getByRole('menuitem', { name: t('nav.demands') })
    .first()
    .waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heading(seat, t('nav.demands'));
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('a opens the claim form, Ctrl Enter saves it, and the saved line takes the focus', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page } = seat;
  await seat.open('records?kind=Event&q=Shetpe');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('tablist').waitFor();
  await drawn(page);
  await page.keyboard.press('a');
  const form = page.getByRole('form', { name: t('claim.add') });
  await form.waitFor();
  const label = fieldLabel('Event', 'title', 'en');
  await form.getByRole('combobox', { name: t('claim.field') }).selectOption({ label });
  await form.getByLabel(t('value.label', { field: label })).focus();
  await page.keyboard.type('A second title, written by keyboard');
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('status')
    .filter({ hasText: t('form.saved', { time: '' }).trim() })
    .waitFor();
  expect((await focus(page)).name).toContain(t('form.saved', { time: '' }).trim());
  await page.getByText('A second title, written by keyboard').first().waitFor();
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('wherever Tab leads, the focus is drawn, in the window, and covered by nothing', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const unseen: string[] = [];
  for (const [width, height] of [
    [1440, 800],
    [360, 640],
  ] as const) {
    const seat = await sit({ width, height });
    for (const path of ['today', 'records?kind=Event', 'statements/main', 'demands/D6?form=measure', 'settings']) {
      await seat.open(path);
      // From the start of the page, whatever a form has taken the focus to.
      await seat.page.evaluate(`document.activeElement?.blur(); getSelection()?.removeAllRanges()`);
      for (let n = 0; n < 45; n++) {
        await seat.page.keyboard.press('Tab');
        const now = await focus(seat.page);
        if (now.tag === 'BODY') break;
        if (!now.seen || !now.ringed)
          unseen.push(`${width} ${path} stop ${n}: ${now.tag} ${now.name} ${now.seen ? 'no ring' : 'not seen'}`);
      }
    }
    expect(seat.watch.faults).toEqual([]);
    await seat.close();
  }
  expect(unseen).toEqual([]);
});
