/** The inbox: twenty signals by keyboard alone, a node that dies between key and answer, two people at once, a phone, three languages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { LANGS } from '../../src/messages/translate.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { cyrillicInEnglish, focus, sticksOut, violations } from './in-page.ts';
import { MANAGER, type RunningNode, startNode } from './running-node.ts';
import { drawn, type Seat, seatsOf } from './seat.ts';
import { say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-signals-'));
const t = say.en;
const SORTER = 'Inbox Tester';
let opened: OpenedBrowser;
let node: RunningNode;
let sit: ReturnType<typeof seatsOf>;

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  sit = seatsOf(opened.browser, node);
  await node.json('user', 'add', SORTER, '--role', 'documenter');
});
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const sel = (page: Page): string => new URL(page.url()).searchParams.get('sel') ?? '';
const show = (id: string): Promise<ApiOut<'show'>> => node.json<ApiOut<'show'>>('show', id);
/** As another process reads it. */
const stateOf = async (id: string): Promise<string | null> => (await show(id)).state;
/** As the node answers this person: many at once without as many processes. */
async function statesOf(seat: Seat, ids: readonly string[]): Promise<readonly (string | null)[]> {
  const path = (id: string): string => `${node.address}api/1/spaces/${node.space}/records/${id}?lang=en`;
  const answers = await Promise.all(ids.map((id) => seat.context.request.get(path(id))));
  return Promise.all(answers.map(async (answer) => ((await answer.json()) as ApiOut<'show'>).state));
}

/** Opens the inbox and gives the browser's focus to its first row. */
async function openInbox(seat: Seat, path = 'signals'): Promise<void> {
  await seat.open(path);
  await seat.page.getByRole('grid').waitFor();
  await expect.poll(() => sel(seat.page)).not.toBe('');
  await seat.page.keyboard.press('j');
  await seat.page.keyboard.press('k');
}

const formNamed = (page: Page, name: string): ReturnType<Page['getByRole']> => page.getByRole('form', { name });

/** Presses an action's key, waits for its form, types there, sends with Enter; the focus has then gone on. */
async function act(page: Page, key: string, form: string, ...keys: readonly string[]): Promise<string> {
  const id = sel(page);
  await page.keyboard.press(key);
  await formNamed(page, form).waitFor();
  for (const one of keys) {
    if (one.length > 1 && one.includes(' ')) await page.keyboard.type(one);
    else await page.keyboard.press(one);
  }
  await page.keyboard.press('Enter');
  await formNamed(page, form).waitFor({ state: 'detached' });
  await expect.poll(() => sel(page)).not.toBe(id);
  return id;
}

/** Steps down to a row for which the node offers another signal: the order of equal times is not the same in every node. */
async function stepToHinted(seat: Seat, kind: 'duplicates' | 'corroborating'): Promise<void> {
  const { page } = seat;
  for (let n = 0; n < 40; n++) {
    const id = sel(page);
    const answer = await seat.context.request.get(
      `${node.address}api/1/spaces/${node.space}/signals/${id}/candidates?lang=en`,
    );
    if (((await answer.json()) as ApiOut<'signals.candidates'>)[kind].length > 0) return;
    await page.keyboard.press('j');
    await expect.poll(() => sel(page)).not.toBe(id);
  }
  throw new Error(`no row with ${kind}`);
}

const one = { n: 1 };
const ASIDE = t('signals.aside.title', one);
const INFO = t('signals.info.title', one);
const ASSIGN = t('signals.assign.title', one);
const LATER = t('signals.later.title', one);
const PROMOTE = t('signals.promote.title', one);
const DUPLICATE = t('signals.duplicate.title', one);
const CORROBORATE = t('signals.corroborate.title', one);

test('twenty signals are triaged by keyboard alone, with every kind of action, and taken back', {
  timeout: 240_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ who: SORTER });
  const { page } = seat;
  await openInbox(seat);
  const done: [string, string][] = [];
  const add = async (state: string, id: Promise<string>): Promise<void> => void done.push([await id, state]);
  await add('out_of_scope', act(page, 'r', ASIDE, 'o'));
  await add('unverifiable', act(page, 'r', ASIDE, 'c'));
  await add('set_aside', act(page, 'r', ASIDE, 'f', 'Tab', 'the clip is of another year'));
  await add('needs_info', act(page, 'i', INFO, 'which street was it'));
  await add('needs_info', act(page, 'i', INFO));
  await add('reading', act(page, 'a', ASSIGN));
  await add('reading', act(page, 'a', ASSIGN, MANAGER.slice(0, 1)));
  await add('new', act(page, 'l', LATER, '2'));
  await add('new', act(page, 'l', LATER));
  await add('promoted', act(page, 'p', PROMOTE));
  // The way to what was made of it stands in the bar until the next action.
  const way = page.getByRole('link', { name: t('signals.open_record') });
  expect(await way.getAttribute('href')).toMatch(/\/s\/january-2022\/records\/evt_/);
  await add('promoted', act(page, 'p', PROMOTE, '2'));
  await stepToHinted(seat, 'duplicates');
  await add('duplicate', act(page, 'm', DUPLICATE));
  await stepToHinted(seat, 'corroborating');
  await add('corroborated', act(page, 'c', CORROBORATE, 'Tab', 'i'));
  await stepToHinted(seat, 'corroborating');
  // An account of the same origin counts for nothing but that somebody has read it.
  await add('reading', act(page, 'c', CORROBORATE, 'Tab', 's'));

  // Six at once: selected with x and Shift, the number read back before and after.
  const six: string[] = [sel(page)];
  await page.keyboard.press('x');
  for (let n = 0; n < 5; n++) {
    const before = sel(page);
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => sel(page)).not.toBe(before);
    six.push(sel(page));
  }
  await page
    .getByText(t('signals.selected', { n: 6 }))
    .first()
    .waitFor();
  await page.keyboard.press('r');
  const bulk = formNamed(page, t('signals.aside.title', { n: 6 }));
  await bulk.getByRole('button', { name: t('signals.aside.save', { n: 6 }) }).waitFor();
  await page.keyboard.press('o');
  await page.keyboard.press('Enter');
  for (const id of six) done.push([id, 'out_of_scope']);
  const seen = await focus(page);
  expect([seen.seen, seen.ringed]).toEqual([true, true]);
  expect(new Set(done.map(([id]) => id)).size).toBe(20);
  await expect.poll(() => statesOf(seat, six)).toEqual(Array(6).fill('out_of_scope'));
  const sent = done.map(([id]) => id);
  const states = await statesOf(seat, sent);
  expect(sent.map((id, n) => [id, states[n]])).toEqual(done);
  expect(await stateOf(sent[0] ?? '')).toBe('out_of_scope');

  // Taken back, newest first: the six, then the last corroboration; the rows stand in their place again.
  await page
    .getByText(t('signals.announced', { n: 139 }))
    .waitFor({ state: 'attached' })
    .catch(() => undefined);
  await page.keyboard.press('z');
  await page
    .getByText(t('signals.undone', { n: 6, what: t('signals.act.out_of_scope') }))
    .first()
    .waitFor();
  expect(await statesOf(seat, six)).toEqual(Array(6).fill('new'));
  await page.keyboard.press('z');
  await page
    .getByText(t('signals.undone', { n: 1, what: t('signals.act.corroborate') }))
    .first()
    .waitFor();
  const back = done[13]?.[0] ?? '';
  expect(await stateOf(back)).toBe('new');
  await expect.poll(() => sel(page)).toBe(back);
  await page.getByRole('row', { selected: false }).first().waitFor();
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

/** Entries of a signal's history that set its state. */
async function stateEntries(seat: Seat, id: string): Promise<number> {
  const answer = await seat.context.request.get(
    `${node.address}api/1/spaces/${node.space}/records/${id}/history?lang=en`,
  );
  const { entries } = (await answer.json()) as ApiOut<'history'>;
  return entries.filter((entry) => entry.claims.some((claim) => claim.field === 'state')).length;
}

async function logInAgain(page: Page): Promise<void> {
  const label = page.getByRole('textbox', { name: t('login.label') });
  await Promise.race([label.waitFor(), page.getByRole('grid').waitFor()]);
  if (!(await label.isVisible())) return;
  await label.fill(await node.link(SORTER));
  await page.getByRole('button', { name: t('login.do') }).click();
}

test('the node dies between key and answer: the row comes back, says so, and is saved once by one key', {
  timeout: 300_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ who: SORTER });
  const { page } = seat;
  seat.watch.allow(/ERR_|401|Failed to load resource/);
  await openInbox(seat);
  const id = sel(page);
  const before = await stateEntries(seat, id);
  await page.keyboard.press('r');
  await formNamed(page, ASIDE).waitFor();
  await page.keyboard.press('f');
  await page.keyboard.press('Tab');
  await page.keyboard.type('kept through the cut');
  await node.kill();
  await page.keyboard.press('Enter');
  await expect.poll(() => sel(page)).not.toBe(id);
  const what = t('signals.act.set_aside');
  await page.getByText(t('signals.asking', { what })).waitFor();
  await node.restart();
  await page
    .getByRole('button', { name: t('node.ask_again') })
    .click({ timeout: 3000 })
    .catch(() => undefined);
  await page.getByRole('button', { name: t('node.ask_again') }).waitFor({ state: 'detached' });
  await logInAgain(page);
  const row = page.getByRole('row').filter({ hasText: t('signals.unsaved', { what }) });
  await row.waitFor();
  await row.getByText(t('signals.unsaved_lost')).waitFor();
  expect(await stateOf(id)).toBe('new');
  // In its place still: one row above the one the focus went on to.
  await page.keyboard.press('k');
  await expect.poll(() => sel(page)).toBe(id);
  await page.keyboard.press('t');
  await row.waitFor({ state: 'detached' });
  await expect.poll(() => stateOf(id)).toBe('set_aside');
  expect((await show(id)).fields['reason']?.text).toBe('kept through the cut');
  expect((await stateEntries(seat, id)) - before).toBe(1);
  expect((await node.kua('doctor')).code).toBe(0);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('the answer is lost but the node had saved it: it counts once, nothing is offered again, and it can be taken back', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ who: SORTER });
  const { page } = seat;
  seat.watch.allow(/ERR_|Failed to load resource/);
  await openInbox(seat);
  let lost = 0;
  await page.route('**/triage?*', async (route) => {
    await route.fetch();
    lost += 1;
    await route.abort();
  });
  const id = sel(page);
  const before = await stateEntries(seat, id);
  await act(page, 'r', ASIDE, 'o');
  await expect.poll(() => lost).toBe(1);
  await expect.poll(() => stateOf(id)).toBe('out_of_scope');
  await page.getByText(t('signals.asking', { what: t('signals.act.out_of_scope') })).waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: t('signals.retry') }).count()).toBe(0);
  expect([lost, (await stateEntries(seat, id)) - before]).toEqual([1, 1]);
  await page.unroute('**/triage?*');
  await page.keyboard.press('z');
  await page
    .getByText(t('signals.undone', { n: 1, what: t('signals.act.out_of_scope') }))
    .first()
    .waitFor();
  expect(await stateOf(id)).toBe('new');
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('two people: one sees what the other reads; what arrives waits behind a bar; what the other decided is not overwritten', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const first = await sit({ who: SORTER });
  const second = await sit();
  first.watch.allow(/status of 4\d\d/);
  await openInbox(first);
  await openInbox(second);
  const id = sel(first.page);
  expect(sel(second.page)).toBe(id);
  await first.page
    .getByText(t('signals.read_by', { name: MANAGER }))
    .first()
    .waitFor({ timeout: 30_000 });
  // The other writes a signal down, with a file, by the form.
  const { page } = second;
  await page.keyboard.press('n');
  const form = formNamed(page, t('signals.new.title'));
  await form.getByLabel(/Channel/).selectOption({ index: 1 });
  await form.getByLabel(/^Text/).fill('Written down in the test: a crowd by the station <b>ә</b>');
  await form.getByLabel(t('signals.new.files'), { exact: true }).setInputFiles({
    ...{ name: 'clip one.txt', mimeType: 'text/plain' },
    buffer: Buffer.from('what was heard'),
  });
  await form.getByRole('button', { name: t('signals.new.save') }).click();
  await page
    .getByRole('status')
    .filter({ hasText: t('form.saved', { time: '' }).trim() })
    .waitFor();
  const bar = first.page.getByRole('button', { name: t('signals.waiting', { n: 1 }) });
  await bar.waitFor();
  expect(sel(first.page)).toBe(id);
  await first.page.keyboard.press('u');
  await first.page.getByRole('row').filter({ hasText: 'a crowd by the station' }).first().waitFor();
  // One form is open while the other person decides about the same signal.
  await first.page.keyboard.press('r');
  await formNamed(first.page, ASIDE).waitFor();
  const contested = sel(first.page);
  await openInbox(second, `signals?sel=${contested}`);
  expect(await act(page, 'i', INFO, 'asked by the other')).toBe(contested);
  await expect.poll(() => stateOf(contested)).toBe('needs_info');
  await first.page.keyboard.press('o');
  await first.page.keyboard.press('Enter');
  // The row has left this list with the other's decision: what was not saved is told above it.
  await first.page.getByText(t('signals.elsewhere', { n: 1, what: t('signals.act.out_of_scope') })).waitFor();
  expect(await stateOf(contested)).toBe('needs_info');
  expect(first.watch.faults).toEqual([]);
  expect(second.watch.faults).toEqual([]);
  await first.close();
  await second.close();
});

test('on a phone: list, then signal, then an action from the bar below, and back to the list', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ who: SORTER, width: 360, height: 740 });
  const { page } = seat;
  await seat.open('signals');
  const row = page.getByRole('row').nth(2);
  await row.click();
  await page.getByRole('button', { name: t('keys.back') }).waitFor();
  const id = sel(page);
  expect(await page.getByRole('grid').isVisible()).toBe(false);
  expect(await sticksOut(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(
    true,
  );
  const bar = page.getByRole('group', { name: t('signals.actions') });
  await bar.getByRole('button', { name: t('signals.more') }).click();
  await bar.getByRole('button', { name: t('signals.do.info') }).click();
  const form = formNamed(page, INFO);
  await form.getByLabel(t('signals.info.what')).fill('who filmed it');
  expect(await violations(page)).toEqual([]);
  await form.getByRole('button', { name: t('signals.info.save', one) }).click();
  await page.getByRole('grid').waitFor();
  await expect.poll(() => stateOf(id)).toBe('needs_info');
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test.for(LANGS)(
  'in %s the inbox and its forms are axe clean, in its language, and nothing sticks out',
  {
    timeout: 300_000,
  },
  async (lang, { skip }) => {
    skip(!opened.browser, opened.why);
    const words = say[lang];
    const found: string[] = [];
    for (const [width, scheme] of [
      [1440, 'light'],
      [360, 'dark'],
    ] as const) {
      const seat = await sit({ lang, scheme, width, height: 800 });
      const { page } = seat;
      // A form is looked at alone: the list beside it was looked at before, and takes as long again each time.
      const look = async (name: string, part?: string): Promise<void> => {
        for (const broken of await violations(page, part)) found.push(`${name} ${scheme} ${width}: ${broken}`);
        for (const wide of await sticksOut(page)) found.push(`${name} ${scheme} ${width} sticks out: ${wide}`);
        if (lang === 'en')
          for (const text of await cyrillicInEnglish(page)) found.push(`${name}: called English: ${text}`);
      };
      await openInbox(seat);
      await look('list');
      for (const [key, form] of [
        ['p', words('signals.promote.title', one)],
        ['m', words('signals.duplicate.title', one)],
        ['r', words('signals.aside.title', one)],
        ['c', words('signals.corroborate.title', one)],
        ['a', words('signals.assign.title', one)],
        ['l', words('signals.later.title', one)],
      ] as const) {
        await page.keyboard.press(key);
        await formNamed(page, form).waitFor();
        await look(`form ${key}`, 'form.act-form');
        await page.keyboard.press('Escape');
        await formNamed(page, form).waitFor({ state: 'detached' });
      }
      await page.keyboard.press('n');
      await formNamed(page, words('signals.new.title')).waitFor();
      await look('new signal', 'form');
      // The reason is typed by the first letter of its words in this language.
      await openInbox(seat);
      await page.keyboard.press('r');
      const label = words('signals.aside.unverifiable');
      await formNamed(page, words('signals.aside.title', one)).waitFor();
      await page.evaluate(
        `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: ${JSON.stringify(label[0])}, bubbles: true, cancelable: true }))`,
      );
      await expect.poll(() => page.getByRole('radio', { name: label }).isChecked()).toBe(true);
      await seat.open('signals?flagged=yes&theme=release_event');
      await look('nothing found');
      expect(seat.watch.faults).toEqual([]);
      await seat.close();
    }
    expect(found).toEqual([]);
  },
);

test('the public form is off, is turned on, gives a link, and is ended', { timeout: 90_000 }, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page } = seat;
  await seat.open('signals?act=link');
  await page.getByText(t('signals.link.is_off')).waitFor();
  await page.getByLabel(t('signals.link.heading'), { exact: true }).fill('Tell us what you saw');
  await page.getByRole('button', { name: t('signals.link.turn_on') }).click();
  await page.getByText(t('signals.link.is_on')).waitFor();
  const link = (await page.getByRole('code').first().innerText()).trim();
  expect(link).toMatch(/\/report\/\S{16,}/);
  expect((await seat.context.request.get(link)).status()).toBe(200);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: t('signals.link.end') }).click();
  await page.getByText(t('signals.link.is_off')).waitFor();
  expect((await seat.context.request.get(link)).status()).toBe(404);
  expect(seat.watch.faults).toEqual([]);
  await drawn(page);
  await seat.close();
});
