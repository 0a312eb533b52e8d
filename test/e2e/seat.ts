/** A person at the desk: a browser context with its page, logged in by a one-time link, watched for faults. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Lang } from '../../src/messages/translate.ts';
import { MANAGER, type RunningNode } from './running-node.ts';
import { type Watch, watch } from './watch.ts';
import { LOCALE, type Say, say } from './words.ts';

export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly watch: Watch;
  readonly t: Say;
  /** Opens a page of the example's space, such as `records?kind=Event`, and waits until it is drawn. */
  open(path: string): Promise<void>;
  close(): Promise<void>;
}

export interface SeatOptions {
  readonly who?: string;
  readonly lang?: Lang;
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Waits until nothing on the page is still loading. */
export const drawn = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
};

/** Types into a field that opens a list of choices, and waits for the list: a page that still scrolls would close it again. */
export async function typeAndList(page: Page, field: Locator, text: string): Promise<void> {
  await field.click();
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))',
  );
  await field.fill(text);
  await page.getByRole('listbox').getByRole('option').first().waitFor();
}

/** Types words, then chooses the first record that has them, by keyboard. */
export async function pickFirst(page: Page, field: Locator, text: string): Promise<void> {
  await typeAndList(page, field, text);
  // The list is drawn anew when the answer of the search arrives; a key pressed before that chooses nothing.
  for (let n = 0; n < 40 && !(await field.getAttribute('aria-activedescendant')); n++) {
    await page.keyboard.press('ArrowDown');
    await page.evaluate('new Promise((done) => setTimeout(done, 50))');
  }
  await page.keyboard.press('Enter');
}

/** Seats at one node. An account logs in once; its other seats share the session, as tabs of one browser do. */
export function seatsOf(browser: Browser, node: RunningNode): (options?: SeatOptions) => Promise<Seat> {
  const sessions = new Map<string, Kept>();
  return async ({ who = MANAGER, lang = 'en', scheme = 'light', width = 1440, height = 900 } = {}) => {
    const kept = sessions.get(who);
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      locale: LOCALE[lang],
      timezoneId: 'Asia/Almaty',
      reducedMotion: 'reduce',
      ...(kept ? { storageState: kept } : {}),
    });
    const watched = await watch(context, node.address);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    if (!kept) {
      await page.goto(await node.link(who));
      await drawn(page);
      sessions.set(who, await context.storageState());
    }
    return {
      context,
      page,
      watch: watched,
      t: say[lang],
      async open(path) {
        await page.goto(`${node.address}s/${node.space}/${path}`);
        await drawn(page);
      },
      close: () => context.close(),
    };
  };
}
