/** Demands in a real browser: two deciders in two sessions, a no, a breach and its reopening, both sides, indicators, filters. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { sticksOut, violations } from './in-page.ts';
import { MANAGER, type RunningNode, startNode } from './running-node.ts';
import { pickFirst, type Seat, seatsOf } from './seat.ts';
import type { Say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-demands-'));
const SECOND = 'Second Test Reviewer';
const READER = 'Test Documenter';
let opened: OpenedBrowser;
let node: RunningNode;
let sit: ReturnType<typeof seatsOf>;
const seats: Seat[] = [];
let event = '';
let eventTitle = '';

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  await node.json('user', 'add', SECOND, '--role', 'reviewer');
  await node.json('user', 'add', READER, '--role', 'documenter');
  const found = await node.json<ApiOut<'search'>>('search', '--kind', 'Event', '--where', 'code=EV047');
  event = found.items[0]?.id ?? '';
  eventTitle = found.items[0]?.title ?? '';
  const open = seatsOf(opened.browser, node);
  sit = async (options) => {
    const seat = await open(options);
    seats.push(seat);
    return seat;
  };
});
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const show = (key: string) => node.json<ApiOut<'demand.show'>>('demand', 'show', key);
const status = (page: Page, words: string): Promise<void> =>
  page.getByRole('status').filter({ hasText: words }).first().waitFor();
const saved = (page: Page, t: Say): Promise<void> => status(page, t('form.saved', { time: '' }).trim());
const waiting = (page: Page, t: Say): Locator => page.getByRole('region', { name: t('waiting.title') });
const field = (form: Locator, t: Say, label: string): Locator =>
  form.getByRole('textbox', { name: `${label} ${t('form.needed')}`, exact: true });

async function decideBreach({ page, t, open }: Seat, key: string): Promise<void> {
  await open(`demands/${key}?asof=now`);
  await page.keyboard.press('d');
  const form = page.getByRole('form', { name: t('move.title') });
  await form.getByRole('combobox', { name: t('move.to') }).selectOption({ label: t('demand.state.breached') });
  await form.getByText(t('demand.cannot_be_undone')).waitFor();
  await field(form, t, t('move.at')).fill('2022-01-08');
  await pickFirst(page, form.getByRole('combobox', { name: t('move.because') }), eventTitle.slice(0, 30));
  await page.keyboard.press('Control+Enter');
  await status(page, t('move.kept'));
}

test('a refusal of the node speaks in words of the reader, at the field it is about', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page, t, open, watch } = await sit({ lang: 'kk' });
  watch.allow(/400/);
  await open('demands/D4?form=move');
  const form = page.getByRole('form', { name: t('move.title') });
  await form.getByRole('combobox', { name: t('move.to') }).selectOption({ label: t('demand.state.reversed') });
  await field(form, t, t('move.at')).fill('2022-02-01');
  await pickFirst(page, form.getByRole('combobox', { name: t('move.because') }), eventTitle.slice(0, 30));
  await page.keyboard.press('Control+Enter');
  const alert = form.getByRole('alert');
  await alert.waitFor();
  const words = await alert.innerText();
  expect(words).toContain(t('demand.state.open').toLowerCase());
  expect(words).not.toMatch(/\b(open|reversed)\b/);
  expect(await violations(page)).toEqual([]);
});

test('a breach: the first decision waits in plain sight, the second says no, then yes, in sessions of their own', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const first = await sit({ lang: 'en' });
  const second = await sit({ lang: 'ru', who: SECOND });
  const { page, t } = first;
  await decideBreach(first, 'D7');
  await waiting(page, t).getByText(t('waiting.missing')).waitFor();
  expect(await violations(page)).toEqual([]);
  expect((await show('D7')).state).toBe('open');

  await second.open('demands/D7?asof=now');
  const other = waiting(second.page, second.t);
  await other.getByText(second.t('waiting.of', { name: MANAGER })).waitFor();
  await other.getByRole('button', { name: second.t('waiting.say_no') }).click();
  await other.getByRole('button', { name: second.t('waiting.no') }).click();
  await other.getByText(second.t('waiting.need_reason')).waitFor();
  await other.getByRole('textbox', { name: second.t('waiting.no_reason') }).fill('the day is not certain');
  expect(await violations(second.page)).toEqual([]);
  await other.getByRole('button', { name: second.t('waiting.no') }).click();
  await saved(second.page, second.t);
  await second.page.getByText(second.t('waiting.not_made', { n: 1 })).waitFor();

  // The first sees the no without reloading, and decides again; what was said stays readable.
  await page.getByText(t('waiting.not_made', { n: 1 })).click();
  await page.getByText('the day is not certain').waitFor();
  await decideBreach(first, 'D7');
  await waiting(second.page, second.t)
    .getByRole('button', { name: second.t('waiting.yes') })
    .click();
  await saved(second.page, second.t);
  const state = page.getByRole('region', { name: t('demand.state'), exact: true });
  await state.getByText(t('demand.cannot_be_undone')).waitFor();
  const row = await state.getByRole('row').last().innerText();
  for (const part of [MANAGER, SECOND, t('demand.state.breached'), t('demand.two_persons')])
    expect(row).toContain(part);
});

test('a decision that waits is taken back by the one who made it', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ lang: 'en' });
  const { page, t } = seat;
  await decideBreach(seat, 'D8');
  await waiting(page, t)
    .getByRole('button', { name: t('waiting.withdraw') })
    .click();
  await waiting(page, t).waitFor({ state: 'detached' });
  expect((await show('D8')).waiting).toEqual([]);
});

test('a documenter sees what waits and is told who may confirm it', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ lang: 'en' });
  await decideBreach(seat, 'D9');
  const reader = await sit({ lang: 'kk', who: READER, width: 360, height: 740 });
  await reader.open('demands/D9?asof=now');
  const { page, t } = reader;
  await waiting(page, t).getByText(t('waiting.role')).waitFor();
  expect(await page.getByRole('button', { name: t('waiting.yes') }).count()).toBe(0);
  expect(await page.getByRole('button', { name: t('move.title') }).count()).toBe(0);
  expect([await violations(page), await sticksOut(page)]).toEqual([[], []]);
});

test('a breach links the track and is reopened with `o`, a reason, and two persons, once its records are set aside', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const first = await sit({ lang: 'en' });
  const { page, t, open } = first;
  await open('demands/D1?asof=now');
  await page
    .getByRole('region', { name: t('demand.state'), exact: true })
    .getByRole('link', { name: 'D3' })
    .waitFor();
  const other = await node.json<ApiOut<'search'>>('search', '--kind', 'Event', '--where', 'code=EV049');
  for (const id of [event, other.items[0]?.id ?? ''])
    for (const person of [MANAGER, SECOND])
      await node.json('review', id, '--conclusion', 'set_aside', '--text', 'exercise', '--person', person);
  await page.keyboard.press('o');
  const form = page.getByRole('form', { name: t('move.title') });
  expect(await form.getByRole('combobox', { name: t('move.to') }).inputValue()).toBe('open');
  await field(form, t, t('move.at')).fill('2024-01-01');
  await page.keyboard.press('Control+Enter');
  await form
    .getByRole('alert')
    .getByRole('link', { name: t('move.need_reason') })
    .waitFor();
  await form.getByRole('textbox', { name: t('move.note') }).fill('Both records were set aside (exercise)');
  await page.keyboard.press('Control+Enter');
  await status(page, t('move.kept'));
  const second = await sit({ lang: 'en', who: SECOND });
  await second.open('demands/D1?asof=now');
  await waiting(second.page, t).getByText('Both records were set aside (exercise)').waitFor();
  await waiting(second.page, t)
    .getByRole('button', { name: t('waiting.yes') })
    .click();
  await saved(second.page, t);
  expect((await show('D1')).history.map((m) => m.state)).toEqual(['breached', 'open']);
});

test('both sides are written with their sources, counted to 600 characters', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page, t, open } = await sit({ lang: 'kk' });
  await open('demands/D8');
  await page.getByRole('button', { name: t('sides.write') }).click();
  const form = page.getByRole('form', { name: t('sides.title') });
  for (const side of ['ours', 'theirs'] as const) {
    const group = form.getByRole('group', { name: t(`demand.${side}`) });
    await group
      .getByRole('textbox', { name: t('sides.text') })
      .fill(side === 'ours' ? 'ә'.repeat(601) : 'олардың сөзі');
    await pickFirst(page, group.getByRole('combobox', { name: t('sides.source') }), 'statement');
  }
  await form.getByText(t('sides.over', { n: 1 })).waitFor();
  await page.keyboard.press('Control+Enter');
  await form
    .getByRole('alert')
    .getByRole('link', { name: t('sides.too_long') })
    .waitFor();
  const ours = form.getByRole('group', { name: t('demand.ours') }).getByRole('textbox', { name: t('sides.text') });
  await ours.fill('біздің сөзіміз');
  await page.keyboard.press('Control+Enter');
  await saved(page, t);
  await page
    .getByRole('region', { name: t('demand.sides') })
    .getByText('олардың сөзі')
    .waitFor();
  expect((await show('D8')).two_sided).toMatchObject({ ours: 'біздің сөзіміз', theirs: 'олардың сөзі' });
});

test('an indicator is added, and its measurement becomes due by itself', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page, t, open } = await sit({ lang: 'ru' });
  await open('demands/D11?asof=2022-02-20');
  await page.getByRole('button', { name: t('indicator.title') }).click();
  const form = page.getByRole('form', { name: t('indicator.title') });
  await field(form, t, t('indicator.question')).fill('Сколько миссий призвали к диалогу?');
  await form.getByRole('combobox', { name: t('indicator.proves') }).selectOption('informative');
  await form.getByRole('combobox', { name: t('indicator.check_every') }).selectOption('P1M');
  await page.keyboard.press('Control+Enter');
  await saved(page, t);
  const measured = page.getByRole('region', { name: t('demand.measured') });
  await measured.getByText(t('indicator.due_since')).first().waitFor();
  await open('demands?asof=2022-02-20');
  await page.getByRole('button', { name: t('demands.due') }).click();
  await page.getByText('D11', { exact: true }).waitFor();
  expect(await page.getByText('D1', { exact: true }).count()).toBe(0);
});

test('the list is narrowed by state and addressee in the address, and cleared again', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page, t, open } = await sit({ lang: 'en' });
  await open('demands?asof=now');
  await page.getByRole('button', { name: t('demand.state.reversed') }).click();
  expect(page.url()).toContain('state=reversed');
  await page.getByText('D6', { exact: true }).waitFor();
  expect(await page.getByText('D2', { exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: t('demand.state.withdrawn') }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: t('demand.state.reversed') }).click();
  await page.getByRole('button', { name: t('demand.state.refused') }).click();
  await page.getByText(t('demands.none_match', { n: 1 })).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: t('demands.all') }).click();
  await page.getByText('D2', { exact: true }).waitFor();
});

test('nothing was asked of another host, and no error stood in the console', ({ skip }) => {
  skip(!opened.browser, opened.why);
  expect(seats.flatMap((seat) => seat.watch.faults)).toEqual([]);
});
