/** Deliveries in a real browser: recorded by keyboard, a reply date that passes, no answer decided, a reply asked and answered. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { LANGS } from '../../src/messages/translate.ts';
import { displayValue } from '../../src/records/display.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { cyrillicInEnglish, sticksOut, violations } from './in-page.ts';
import { type RunningNode, startNode } from './running-node.ts';
import { pickFirst, type Seat, seatsOf } from './seat.ts';
import { say, type Say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-deliveries-'));
const LONG = `We hold otherwise, and ask you to print it. ${'Every word of this answer stands. '.repeat(30)}`.trim();
let opened: OpenedBrowser;
let node: RunningNode;
let sit: ReturnType<typeof seatsOf>;
const seats: Seat[] = [];

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  writeFileSync(join(folder, 'receipt.txt'), 'Received at the desk, 6 January 2022 (practice).\n');
  node = await startNode(folder);
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

const saved = (page: Page, t: Say): Promise<void> =>
  page
    .getByRole('status')
    .filter({ hasText: t('form.saved', { time: '' }).trim() })
    .waitFor();
const demand = (key: string) => node.json<ApiOut<'demand.show'>>('demand', 'show', key, '--as-of', '2022-01-12');

/** A page in the state it is in now: axe clean, in one language, nothing sticking out. */
async function clean(page: Page, lang: string): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await sticksOut(page)).toEqual([]);
  if (lang === 'en') expect(await cyrillicInEnglish(page)).toEqual([]);
}

test('an empty page says what belongs here, and a new delivery is recorded by keyboard', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page, t, open } = await sit({ lang: 'en' });
  await open('deliveries');
  await page.getByText(t('deliveries.none')).waitFor();
  await clean(page, 'en');
  await page.keyboard.press('n');
  const form = page.getByRole('form', { name: t('delivery.new') });
  await form.waitFor();
  // Saved too early: the list of what is missing takes the focus.
  await page.keyboard.press('Control+Enter');
  await form
    .getByRole('alert')
    .getByRole('link', { name: t('delivery.need_purpose') })
    .waitFor();
  await pickFirst(page, form.getByRole('combobox', { name: t('delivery.what') }), 'peacefully resolve');
  await form
    .getByRole('combobox', { name: t('delivery.purpose') })
    .selectOption({ label: t('delivery.purpose.statement') });
  const channel = displayValue('Delivery', 'channel', 'registered_post', 'en');
  await form.getByRole('combobox', { name: t('delivery.channel') }).selectOption({ label: channel });
  await form.getByRole('textbox', { name: t('delivery.at') }).fill('2022-01-06');
  // Esc closes and keeps what was typed.
  await form.getByRole('textbox', { name: t('delivery.at') }).focus();
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: t('delivery.new') }).focus();
  await page.keyboard.press('n');
  expect(await form.getByRole('textbox', { name: t('delivery.at') }).inputValue()).toBe('2022-01-06');
  await form.getByText(t('form.kept_text')).waitFor();

  await form.getByLabel(t('delivery.attach')).setInputFiles(join(folder, 'receipt.txt'));
  await form.getByRole('button', { name: /receipt\.txt/ }).waitFor();
  await form
    .getByRole('combobox', { name: t('delivery.due'), exact: true })
    .selectOption({ label: t('delivery.due_date') });
  await form.getByRole('textbox', { name: t('delivery.due_on') }).fill('2022-01-10');
  await form.getByRole('textbox', { name: t('delivery.basis') }).fill('agreed by telephone');
  await clean(page, 'en');
  await page.keyboard.press('Control+Enter');
  await saved(page, t);
  await page.getByText(t('clock.overdue', { n: 2 })).waitFor();
});

test('the passed reply date proposes “no answer by D”; a person decides it from the filled-in form', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const { page, t, open } = await sit({ lang: 'en' });
  await open('deliveries');
  await page.getByText(t('delivery.silence')).waitFor();
  expect((await demand('D12')).state).toBe('open');
  await open('demands/D12');
  const proposals = page.getByRole('region', { name: t('proposal.title') });
  await proposals.getByText(t('proposal.no_answer_by', { date: '10 January 2022' })).waitFor();
  await clean(page, 'en');
  await proposals.getByRole('button', { name: t('proposal.decide') }).click();
  const form = page.getByRole('form', { name: t('move.title') });
  expect(await form.getByRole('combobox', { name: t('move.to') }).inputValue()).toBe('no_response');
  await page.keyboard.press('Control+Enter');
  await saved(page, t);
  await page
    .getByRole('region', { name: t('demand.state'), exact: true })
    .getByText(t('demand.state.no_response'))
    .first()
    .waitFor();
  expect((await node.json<ApiOut<'demand.show'>>('demand', 'show', 'D12')).state).toBe('no_response');
});

test('a reply is asked from the demand, and the answer stands uncut beside it', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page, t, open } = await sit({ lang: 'ru' });
  await open('demands/D9');
  await page.getByRole('link', { name: t('reply.ask') }).click();
  const form = page.getByRole('form', { name: t('delivery.new') });
  expect(await form.getByRole('combobox', { name: t('delivery.purpose') }).inputValue()).toBe('right_of_reply');
  await form.getByRole('button', { name: t('picker.remove') }).waitFor();
  const channel = displayValue('Delivery', 'channel', 'email', 'ru');
  await form.getByRole('combobox', { name: t('delivery.channel') }).selectOption({ label: channel });
  await form.getByRole('textbox', { name: t('delivery.at') }).fill('2022-01-06');
  await form
    .getByRole('combobox', { name: t('delivery.due'), exact: true })
    .selectOption({ label: t('delivery.due_rule') });
  await form.getByRole('combobox', { name: t('delivery.rule') }).selectOption('kz.appeal');
  await form.getByText(t('delivery.status.confirm_with_a_lawyer')).waitFor();
  await page.keyboard.press('Control+Enter');
  await saved(page, t);
  await page.getByText(t('clock.no_receipt')).waitFor();
  expect((await demand('D9')).reply.state).toBe('asked');

  await open('demands/D9');
  const reply = page.getByRole('region', { name: t('demand.reply') });
  await reply.getByText(t('demand.reply.asked')).waitFor();
  await reply.getByRole('link', { name: t('delivery.answer') }).click();
  const answer = page.getByRole('form', { name: t('delivery.answer') });
  await answer.getByRole('textbox', { name: t('delivery.answered_on') }).fill('2022-01-11');
  await answer
    .getByRole('textbox', { name: `${t('delivery.answer_text')} ${t('form.needed')}`, exact: true })
    .fill(LONG);
  await answer.getByRole('combobox', { name: t('respond.bears') }).selectOption({ label: t('bears.context') });
  await answer.getByLabel(t('delivery.attach')).setInputFiles(join(folder, 'receipt.txt'));
  await answer.getByRole('button', { name: /receipt\.txt/ }).waitFor();
  await clean(page, 'ru');
  await page.keyboard.press('Control+Enter');
  await saved(page, t);
  await open('demands/D9');
  await page
    .getByRole('region', { name: t('demand.reply') })
    .getByText(LONG)
    .waitFor();
  expect((await demand('D9')).reply).toMatchObject({ state: 'answered', text: LONG });
});

test('the letter is composed in the language of the addressee, whatever the desk speaks', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page, t, open } = await sit({ lang: 'kk' });
  await open('deliveries?purpose=right_of_reply');
  await page.getByRole('button', { name: /D9/ }).click();
  await page.getByRole('button', { name: t('delivery.letter') }).click();
  const letter = page.getByRole('article', { name: t('delivery.letter') });
  for (const lang of LANGS) {
    await page
      .getByRole('group', { name: t('delivery.letter_language') })
      .getByRole('button', { name: t(`lang.${lang}`) })
      .click();
    await expect.poll(() => letter.getAttribute('lang')).toBe(lang);
    expect(await letter.innerText()).toContain('Practice node');
    await clean(page, 'kk');
  }
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: t('delivery.print') }).isVisible()).toBe(false);
  expect(await letter.isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
});

test('a delivery is withdrawn with a reason and stays in the list', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page, t, open } = await sit({ lang: 'en' });
  await open('deliveries');
  await page.getByRole('button', { name: /D12/ }).click();
  await page.getByRole('button', { name: t('delivery.withdraw') }).click();
  const form = page.getByRole('form', { name: t('delivery.withdraw') });
  await page.keyboard.press('Control+Enter');
  await form
    .getByRole('alert')
    .getByRole('link', { name: t('delivery.need_reason') })
    .waitFor();
  await form.getByRole('textbox', { name: t('delivery.withdraw_reason') }).fill('sent to the wrong office');
  await page.keyboard.press('Control+Enter');
  await saved(page, t);
  const list = await node.json<ApiOut<'deliveries.list'>>('delivery', 'list');
  expect(list.deliveries.map((d) => d.clock.state).toSorted()).toEqual(['answered', 'withdrawn']);
});

test.for(LANGS)('in %s list and form fit a phone and are axe clean', async (lang, { skip }) => {
  skip(!opened.browser, opened.why);
  const { page, open } = await sit({ lang, width: 360, height: 740, scheme: lang === 'ru' ? 'dark' : 'light' });
  const paths = ['deliveries', 'deliveries?new=-', 'demands', 'demands?state=open', 'demands/D9'];
  for (const path of [...paths, 'demands/D12?form=move&proposed=open']) {
    await open(path);
    await clean(page, lang);
  }
});

test('nothing was asked of another host, and no error stood in the console', ({ skip }) => {
  skip(!opened.browser, opened.why);
  expect(seats.length).toBeGreaterThan(5);
  expect(seats.flatMap((seat) => seat.watch.faults)).toEqual([]);
  expect(Object.keys(say)).toEqual(['kk', 'ru', 'en']);
});
