/** Help and the tour by keyboard alone: the panel on every page of the menu, and six steps through the practice space; kk, ru, en. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGS } from '../../src/messages/translate.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { cyrillicInEnglish, focus, sticksOut, violations } from './in-page.ts';
import { enter, tabBackTo, tabTo } from './keyboard-steps.ts';
import { type RunningNode, startNode } from './running-node.ts';
import { drawn, seatsOf } from './seat.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-help-'));
let opened: OpenedBrowser;
let node: RunningNode;
let sit: ReturnType<typeof seatsOf>;

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  sit = seatsOf(opened.browser, node);
}, 120_000);
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Pages of the menu with their letter after `g`. */
const PAGES = [
  ['today', 't'],
  ['signals', 'i'],
  ['records', 'r'],
  ['figures', 'f'],
  ['connectivity', 'c'],
  ['statements', 's'],
  ['demands', 'm'],
  ['deliveries', 'v'],
  ['publications', 'p'],
] as const;
const SENTENCES = [1, 2, 3, 4] as const;
const STEPS = ['today', 'signals', 'records', 'statements', 'demands', 'publications'] as const;

test.for(LANGS)(
  'in %s help opens on every page of the menu, says four plain sentences, and gives the focus back',
  { timeout: 180_000 },
  async (lang, { skip }) => {
    skip(!opened.browser, opened.why);
    const { page, t, ...seat } = await sit({ lang, width: lang === 'ru' ? 360 : 1280, height: 800 });
    await seat.open('demands');
    await page.evaluate('window.marked = 1');
    const found: string[] = [];
    for (const [n, [name, letter]] of PAGES.entries()) {
      // Each page in the light in one language and in the dark in another.
      await page.emulateMedia({ colorScheme: (n + LANGS.indexOf(lang)) % 2 === 0 ? 'light' : 'dark' });
      await page.keyboard.press('g');
      await page.keyboard.press(letter);
      await page.waitForURL(new RegExp(`/${name}(\\?|$)`));
      await drawn(page);
      const open = page.getByRole('button', { name: t('help.open'), exact: true });
      await tabBackTo(page, open);
      await page.keyboard.press('Enter');
      const panel = page.getByRole('dialog', { name: t('help.of', { page: t(`nav.${name}`) }) });
      await panel.waitFor();
      for (const sentence of SENTENCES) await panel.getByText(t(`help.${name}.${sentence}`), { exact: true }).waitFor();
      for (const broken of await violations(page)) found.push(`${name}: ${broken}`);
      for (const wide of await sticksOut(page)) found.push(`${name} sticks out: ${wide}`);
      if (lang === 'en')
        for (const text of await cyrillicInEnglish(page)) found.push(`${name} called English: ${text}`);
      for (let stop = 0; stop < 4; stop++) await page.keyboard.press('Tab');
      expect([
        name,
        await page.evaluate(`document.querySelector('[role=dialog]').contains(document.activeElement)`),
      ]).toEqual([name, true]);
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
      await expect.poll(() => open.and(page.locator(':focus')).count(), { timeout: 15_000 }).toBe(1);
    }
    expect(found).toEqual([]);
    expect(await page.evaluate('window.marked')).toBe(1);
    expect(seat.watch.faults).toEqual([]);
    await seat.close();
  },
);

test.for(LANGS)(
  'in %s the tour leads from the help page through six pages of the practice space, there and back, and ends',
  { timeout: 180_000 },
  async (lang, { skip }) => {
    skip(!opened.browser, opened.why);
    const scheme = lang === 'kk' ? 'dark' : 'light';
    const { page, t, ...seat } = await sit({ lang, scheme, width: lang === 'en' ? 360 : 1280, height: 800 });
    await seat.open('figures');
    await page.evaluate('window.marked = 1');
    await tabTo(page, page.getByRole('button', { name: t('help.open'), exact: true }));
    await page.keyboard.press('Enter');
    await enter(page, page.getByRole('dialog').getByRole('link', { name: t('help.all') }));
    await page.getByRole('heading', { level: 1, name: t('nav.help') }).waitFor();
    const found: string[] = [];
    const look = async (name: string): Promise<void> => {
      for (const broken of await violations(page)) found.push(`${name}: ${broken}`);
      for (const wide of await sticksOut(page)) found.push(`${name} sticks out: ${wide}`);
    };
    await look('help');
    await enter(page, page.getByRole('button', { name: t('tour.start') }));
    const tour = page.getByRole('complementary', { name: t('tour.label') });
    const step = async (n: 1 | 2 | 3 | 4 | 5 | 6): Promise<void> => {
      await tour.getByText(t('tour.step', { n, of: STEPS.length })).waitFor();
      await page.waitForURL(new RegExp(`/practice-hotline/${STEPS[n - 1]}(\\?|$)`));
      await drawn(page);
      // The words of the step have the focus, so that they are read out first; the next Tab is the way on.
      await expect.poll(async () => (await focus(page)).name, { timeout: 15_000 }).toBe(t(`tour.${n}`).slice(0, 60));
    };
    for (const n of [1, 2, 3, 4, 5, 6] as const) {
      await step(n);
      await look(`step ${n}`);
      if (n < 6) await enter(page, tour.getByRole('button', { name: t('tour.next') }));
    }
    expect(await tour.getByRole('button', { name: t('tour.next') }).count()).toBe(0);
    await enter(page, tour.getByRole('button', { name: t('tour.back') }));
    await step(5);
    if (lang === 'ru') {
      // The last step leads back to the space in which the tour was begun.
      await enter(page, tour.getByRole('button', { name: t('tour.next') }));
      await step(6);
      await enter(page, tour.getByRole('button').first());
      await page.waitForURL(new RegExp(`/${node.space}/today`));
    } else {
      await tabTo(page, tour.getByRole('button', { name: t('tour.end') }), 4);
      await page.keyboard.press('Enter');
    }
    await tour.waitFor({ state: 'detached' });
    // The focus is on the page, not lost.
    await expect.poll(async () => (await focus(page)).tag, { timeout: 15_000 }).toBe('H1');
    expect(found).toEqual([]);
    expect(await page.evaluate('window.marked')).toBe(1);
    expect(seat.watch.faults).toEqual([]);
    await seat.close();
  },
);
