/** What goes wrong in the middle of work: another language, a session that ends, a node that dies, a link that is too old. Typed text stays. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { OTHER_PATHS } from '../../src/contract/routes.ts';
import { fieldLabel } from '../../src/records/display.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { cyrillicInEnglish } from './in-page.ts';
import { MANAGER, type RunningNode, startNode } from './running-node.ts';
import { type Seat, seatsOf } from './seat.ts';
import { say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-interruptions-'));
const t = say.en;
const TYPED = 'Жиналғандар: about two hundred, “as told” <b>ә</b> & more';
const LABEL = fieldLabel('Event', 'title', 'en');
let opened: OpenedBrowser;
let node: RunningNode;
let sit: ReturnType<typeof seatsOf>;
let event = '';

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  sit = seatsOf(opened.browser, node);
  event = (await node.json<ApiOut<'search'>>('search', '--kind', 'Event', '--limit', '1')).items[0]?.id ?? '';
});
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A claim form half filled: the value and a note, not yet saved. */
async function halfFilled(seat: Seat, note: string): Promise<void> {
  await seat.open(`records/${event}?add=title`);
  const form = seat.page.getByRole('form', { name: t('claim.add') });
  await form.getByLabel(t('value.label', { field: LABEL })).fill(TYPED);
  await form.getByLabel(t('claim.note')).fill(note);
}

const typedIn = (page: Page): Promise<string> =>
  page
    .getByRole('form')
    .getByLabel(t('value.label', { field: LABEL }))
    .inputValue();
const savedLine = (page: Page): Promise<void> =>
  page
    .getByRole('status')
    .filter({ hasText: t('form.saved', { time: '' }).trim() })
    .waitFor();

test('the language changes in the middle of a form: every word changes, the typed text stays', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  await node.json('user', 'add', 'Language Tester', '--role', 'documenter');
  const seat = await sit({ who: 'Language Tester' });
  const { page } = seat;
  await halfFilled(seat, 'note one');
  const address = page.url();
  const title = await page.title();
  for (const lang of ['kk', 'ru', 'en'] as const) {
    await page.getByRole('button', { name: new RegExp(`^${lang} `) }).click();
    const form = page.getByRole('form', { name: say[lang]('claim.add') });
    await form.waitFor();
    const label = say[lang]('value.label', { field: fieldLabel('Event', 'title', lang) });
    expect([lang, await form.getByLabel(label).inputValue()]).toEqual([lang, TYPED]);
    expect([lang, await form.getByLabel(say[lang]('claim.note')).inputValue()]).toEqual([lang, 'note one']);
    expect(await page.evaluate('document.documentElement.lang')).toBe(lang);
    expect(page.url()).toBe(address);
    if (lang !== 'en') expect(await page.title()).not.toBe(title);
  }
  expect(await page.title()).toBe(title);
  expect(await cyrillicInEnglish(page)).toEqual([]);
  expect(seat.watch.faults).toEqual([]);
  // The choice is the person's own: it is there again in another browser.
  await page.getByRole('button', { name: /^ru / }).click();
  await page.getByRole('form', { name: say.ru('claim.add') }).waitFor();
  await expect
    .poll(async () => {
      const answer = await seat.context.request.get(`${node.address.slice(0, -1)}${OTHER_PATHS.session}`);
      return ((await answer.json()) as { settings: { lang: string } }).settings.lang;
    })
    .toBe('ru');
  await seat.close();
});

test('the session ends in the middle: the page says so, and after a new login the text is still there', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  await node.json('user', 'add', 'Session Tester', '--role', 'documenter');
  const seat = await sit({ who: 'Session Tester' });
  const { page, context } = seat;
  seat.watch.allow(/401/);
  await halfFilled(seat, 'note two');
  await context.clearCookies();
  await page.getByRole('button', { name: t('claim.save') }).click();
  await page.getByText(t('login.session_ended')).waitFor();
  // What was on the page is not to be read by whoever comes next.
  expect(await page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual([t('login.title')]);
  await page.getByRole('textbox', { name: t('login.label') }).fill(await node.link('Session Tester'));
  await page.getByRole('button', { name: t('login.do') }).click();
  await page.getByRole('form', { name: t('claim.add') }).waitFor();
  expect(await typedIn(page)).toBe(TYPED);
  await page.getByRole('button', { name: t('claim.save') }).click();
  await savedLine(page);
  await page.getByText(TYPED).first().waitFor();
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('the node dies between key and answer: the text is kept, and is saved once the node is back', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page } = seat;
  seat.watch.allow(/ERR_|401|Failed to load resource/);
  await halfFilled(seat, 'note three');
  await node.kill();
  await page.getByRole('button', { name: t('claim.save') }).click();
  await page.getByText(t('node.gone')).first().waitFor();
  await page.getByText(t('form.not_saved')).waitFor();
  expect(await typedIn(page)).toBe(TYPED);
  await node.restart();
  await page
    .getByRole('button', { name: t('node.ask_again') })
    .click({ timeout: 3000 })
    .catch(() => undefined);
  await page.getByRole('button', { name: t('node.ask_again') }).waitFor({ state: 'detached' });
  // A restart may end sessions; then the page asks for a login and keeps the text.
  const label = page.getByRole('textbox', { name: t('login.label') });
  if (await label.isVisible()) {
    await label.fill(await node.link(MANAGER));
    await page.getByRole('button', { name: t('login.do') }).click();
  }
  await page.getByRole('form', { name: t('claim.add') }).waitFor();
  expect(await typedIn(page)).toBe(TYPED);
  await page.getByRole('button', { name: t('claim.save') }).click();
  await savedLine(page);
  const shown = await node.json<ApiOut<'show'>>('show', event);
  const claims = shown.fields['title']?.claims.filter((claim) => claim.note === 'note three') ?? [];
  expect(claims.map((claim) => claim.text)).toEqual([TYPED]);
  expect((await node.kua('doctor')).code).toBe(0);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('a refusal of the node stands at its field and keeps the text', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page } = seat;
  seat.watch.allow(/status of 4\d\d/);
  await seat.open(`records/${event}?add=date`);
  const form = page.getByRole('form', { name: t('claim.add') });
  const value = form.getByRole('textbox', { name: t('value.label', { field: fieldLabel('Event', 'date', 'en') }) });
  for (const bad of ['2022-13', 'x'.repeat(10_000), '\u202e2022', '🕊️', '2022-01-05\u0000']) {
    await value.fill(bad);
    await form.getByRole('button', { name: t('claim.save') }).click();
    const alert = form.getByRole('alert');
    await alert.waitFor();
    expect(await page.title()).toContain(t('form.error_title', { title: '' }).trim());
    const words = await alert.innerText();
    expect([bad.slice(0, 12), words.length > 20, /\{\$|undefined|\[E_/.test(words)]).toEqual([
      bad.slice(0, 12),
      true,
      false,
    ]);
    expect(await value.inputValue()).toBe(bad);
    await form.getByRole('button', { name: t('action.close') }).click();
    await page.getByRole('button', { name: t('claim.add') }).click();
    await form
      .getByRole('combobox', { name: t('claim.field') })
      .selectOption({ label: fieldLabel('Event', 'date', 'en') });
  }
  const shown = await node.json<ApiOut<'show'>>('show', event);
  expect(shown.fields['date']?.claims).toHaveLength(1);
  await seat.close();
});
