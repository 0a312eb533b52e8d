/** Steps of a person who has no mouse: Tab to a control, Enter on it, a choice made with the arrow keys. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Lang } from '../../src/messages/translate.ts';
import { termLabel } from '../../src/records/vocabulary.ts';
import { violations } from './in-page.ts';
import { drawn } from './seat.ts';
import type { Say } from './words.ts';

/** Moves the focus with Tab until the control has it; the control must be there, or come. */
export async function tabTo(page: Page, control: Locator, stops = 250, key = 'Tab'): Promise<void> {
  await control.waitFor();
  const there = control.and(page.locator(':focus'));
  for (let n = 0; n < stops; n++) {
    if ((await there.count()) > 0) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach ${String(control)} at ${page.url()}`);
}

/** Back, from the heading that has the focus on a new page to the frame above it. */
export const tabBackTo = (page: Page, control: Locator): Promise<void> => tabTo(page, control, 40, 'Shift+Tab');

export async function enter(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press('Enter');
}

/** Chooses in a list of the browser by the arrow keys, until these words are the chosen ones. */
export async function choose(page: Page, list: Locator, words: string): Promise<void> {
  await tabTo(page, list);
  const chosen = async (): Promise<string> => ((await list.locator('option:checked').textContent()) ?? '').trim();
  const options = (await list.locator('option').allTextContents()).map((option) => option.trim());
  for (let n = 0; n < options.length; n++) {
    const now = await chosen();
    if (now === words) return;
    await page.keyboard.press(options.indexOf(words) < options.indexOf(now) ? 'ArrowUp' : 'ArrowDown');
  }
  if ((await chosen()) === words) return;
  throw new Error(`${words} cannot be chosen`);
}

export const button = (of: Page, name: string): Locator => of.getByRole('button', { name, exact: true });
export const heading = (of: Page, name: string | RegExp): Promise<void> =>
  of.getByRole('heading', { level: 1, name }).first().waitFor();
export const saved = (of: Page, words: Say): Promise<void> =>
  of
    .getByRole('status')
    .filter({ hasText: words('form.saved', { time: '' }).trim() })
    .first()
    .waitFor();
/** `g` and a letter, the keys of the menu. */
export async function goTo(of: Page, letter: string, name: string): Promise<void> {
  await of.keyboard.press('g');
  await of.keyboard.press(letter);
  await heading(of, name);
  await drawn(of);
}
/** A page, from its link in the menu. */
export async function fromMenu(of: Page, words: Say, name: 'nav.statements' | 'nav.publications'): Promise<void> {
  const menu = of.getByRole('navigation', { name: words('nav.label') });
  await enter(of, menu.getByRole('link', { name: words(name) }));
  await heading(of, words(name));
  await drawn(of);
}
/** Another space, from the menu in the frame. */
export async function openSpace(of: Page, words: Say, title: string): Promise<void> {
  await enter(of, of.getByRole('banner').getByRole('button', { name: words('frame.space') }));
  const item = of.getByRole('menuitemradio', { name: title });
  await item.waitFor();
  while ((await item.and(of.locator(':focus')).count()) === 0) await of.keyboard.press('ArrowDown');
  await of.keyboard.press('Enter');
  await of.getByRole('banner').getByRole('button', { name: title }).waitFor();
  await drawn(of);
}

/** Reviews the record in sight, from its tab. */
export async function review(of: Page, words: Say, lang: Lang, title: string): Promise<void> {
  await of.keyboard.press('v');
  const form = of.getByRole('form', { name: title });
  await form.waitFor();
  expect(await violations(of)).toEqual([]);
  const picks = form.getByRole('combobox').and(of.locator('select'));
  if ((await picks.count()) === 3) await choose(of, picks.nth(1), termLabel('review_conclusion', 'corroborated', lang));
  await choose(of, picks.last(), termLabel('review_conclusion', 'corroborated', lang));
  await of.keyboard.press('Control+Enter');
  await form.waitFor({ state: 'detached' });
  await saved(of, words);
}
