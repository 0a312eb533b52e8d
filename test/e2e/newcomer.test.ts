/**
 * The newcomer's path: invited, logged in by passphrase and code, a signal promoted, a record reviewed by two persons, a
 * statement frozen and signed, a response recorded, an edition built and verified. One tab, no reload, no typed address:
 * every step is reached from what the page offers, by keyboard, and the language changes on the way.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut, StatementJson } from '../../src/contract/api.ts';
import type { Lang } from '../../src/messages/translate.ts';
import { fieldLabel } from '../../src/records/display.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { button, choose, enter, fromMenu, goTo, heading, openSpace, review, saved, tabTo } from './keyboard-steps.ts';
import { MANAGER, type RunningNode, startNode } from './running-node.ts';
import { drawn, pickFirst, type Seat, seatsOf } from './seat.ts';
import { watch } from './watch.ts';
import { LOCALE, type Say, say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-newcomer-'));
const NAME = 'Newcomer of the Test';
const PASSPHRASE = 'copper lantern river seven';
const CLAUSE = 'to open an inquiry';
const TITLE = 'Statement of a newcomer (practice)';
const PRACTICE = 'practice-hotline';
const TITLE_OF = { practice: { ru: 'Учебное пространство', en: 'Practice' }, case: 'January 2022' } as const;
const LONG = { timeout: 15_000 };
const MARK = 'kept since the login';
let opened: OpenedBrowser;
let node: RunningNode;
/** The manager, in a browser of her own: the second person wherever the rules ask for two. */
let second: Seat;
let page: Page;
let newcomer: Pick<Seat, 'context' | 'watch'>;
let t: Say = say.ru;
/** The statement of the practice space, below it. */
let statement = '';
/** The record that both review. */
let reviewed = '';

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  second = await seatsOf(opened.browser, node)();
  await mark(second.page);
}, 120_000);
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Something that only a page which is never loaded again still has. */
const mark = (of: Page): Promise<unknown> => of.evaluate(`window.marked = ${JSON.stringify(MARK)}`);
const unbroken = async (): Promise<void> => {
  for (const of of [page, second.page]) expect(await of.evaluate('window.marked')).toBe(MARK);
  expect([...newcomer.watch.faults, ...second.watch.faults]).toEqual([]);
};
/** The language is changed in the frame, in force at once. */
async function speak(lang: Lang): Promise<void> {
  const before = t;
  t = say[lang];
  await enter(
    page,
    page.getByRole('button', { name: before('frame.language_choice', { code: lang, name: before(`lang.${lang}`) }) }),
  );
  await page.getByRole('navigation', { name: t('nav.label') }).waitFor();
}
test('the manager invites from the menu; the newcomer chooses a passphrase, sets up codes, leaves, and logs in (ru)', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const words = second.t;
  const desk = second.page;
  await enter(desk, desk.getByRole('button', { name: words('frame.account_of', { name: MANAGER }) }));
  await desk.getByRole('menuitem', { name: words('nav.people') }).waitFor();
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('Enter');
  await heading(desk, words('nav.people'));
  await enter(desk, button(desk, words('people.invite')).first());
  await tabTo(desk, desk.getByLabel(words('safety.name')));
  await desk.keyboard.type(NAME);
  await desk.keyboard.press('Tab');
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('ArrowDown');
  expect(await desk.getByRole('radio', { name: words('role.reviewer') }).isChecked()).toBe(true);
  await desk.keyboard.press('Control+Enter');
  const link = await desk.getByLabel(words('people.link')).inputValue();
  await enter(desk, button(desk, words('people.link_given')));

  const context = await opened.browser?.newContext({
    viewport: { width: 1280, height: 800 },
    locale: LOCALE.ru,
    timezoneId: 'Asia/Almaty',
    reducedMotion: 'reduce',
  });
  if (!context) return;
  newcomer = { context, watch: await watch(context, node.address) };
  // Whoever is not logged in yet is told so; the browser writes that answer into the console itself.
  newcomer.watch.allow(/status of 401/);
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(link);
  await heading(page, t('safety.invited'));
  const secret = (await page.locator('.secret').innerText()).replaceAll(/\s/g, '');
  const code = (later: number): string => new TOTP({ secret }).generate({ timestamp: Date.now() + later * 30_000 });
  const type = async (label: string, text: string): Promise<void> => {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.type(text);
  };
  await type(t('safety.new_passphrase'), PASSPHRASE);
  await type(t('safety.once_more'), PASSPHRASE);
  await type(t('safety.first_code'), code(0));
  await page.keyboard.press('Enter');
  await enter(page, button(page, t('safety.recovery_go_on')));
  await page.getByRole('navigation', { name: t('nav.label') }).waitFor();
  await drawn(page);

  await enter(page, page.getByRole('button', { name: t('frame.account_of', { name: NAME }) }));
  await page.getByRole('menuitem', { name: t('frame.log_out') }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await heading(page, t('login.title'));
  await type(t('safety.name'), NAME);
  await type(t('safety.passphrase'), PASSPHRASE);
  // A code counts once, so the next one is typed.
  await type(t('safety.code'), code(1));
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: t('nav.label') }).waitFor();
  // Leaving and coming in load the desk anew; from here on nothing does.
  await mark(page);
  await drawn(page);
  await unbroken();
});

test('a signal is promoted by keys, and its page leads to the record it became part of (kk)', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  await speak('kk');
  await enter(page, page.getByRole('link', { name: t('today.open_inbox') }));
  await page.getByRole('grid').waitFor();
  await drawn(page);
  const sel = (): string => new URL(page.url()).searchParams.get('sel') ?? '';
  await page.keyboard.press('j');
  await expect.poll(sel, LONG).not.toBe('');
  const form = page.getByRole('form', { name: t('signals.promote.title', { n: 1 }) });
  // The first signal for which a record is offered.
  for (let n = 0; n < 20; n++) {
    await page.keyboard.press('p');
    await form.waitFor();
    if ((await form.getByRole('radio').count()) > 2) break;
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await page.keyboard.press('j');
  }
  const signal = sel();
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await form.waitFor({ state: 'detached' });
  await expect.poll(async () => (await node.json<ApiOut<'show'>>('show', signal)).state, LONG).toBe('promoted');
  await enter(
    page,
    page.getByRole('navigation', { name: t('signals.tabs') }).getByRole('link', { name: t('signals.tab.promoted') }),
  );
  await expect.poll(sel, LONG).toBe(signal);
  const open = page.getByRole('region', { name: t('signals.open') });
  await enter(
    page,
    open
      .locator('dl > div')
      .filter({ hasText: fieldLabel('Signal', 'promoted_to', 'kk') })
      .getByRole('link'),
  );
  await page.getByRole('tablist').waitFor();
  reviewed = /records\/(\w+)/.exec(page.url())?.[1] ?? '';
  const shown = await node.json<ApiOut<'show'>>('show', signal);
  expect(shown.fields['promoted_to']?.value).toEqual([reviewed]);
  await unbroken();
});

test('the record is reviewed by the newcomer, then by the second person (kk)', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  await review(page, t, 'kk', t('verify.first_title'));
  await page.getByText(t('verify.waiting')).waitFor();
  const title = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
  const [desk, words] = [second.page, second.t];
  await goTo(desk, 'r', words('nav.records'));
  await desk.keyboard.press('/');
  await desk.keyboard.type(title);
  await desk.keyboard.press('Enter');
  await heading(desk, words('nav.records'));
  await enter(
    desk,
    desk
      .getByRole('region', { name: words('records.list') })
      .locator(`a[href*="${reviewed}"]`)
      .first(),
  );
  await heading(desk, title);
  await drawn(desk);
  await review(desk, words, 'en', words('verify.second_title'));
  // The newcomer is told without asking again.
  await page.getByText(t('verify.concluded')).waitFor();
  await unbroken();
});

const statementOf = (): Promise<StatementJson> =>
  node.json<StatementJson>('statement', 'show', statement, '--space', PRACTICE);

test('in the practice space a statement is drafted, its demand marked, frozen, signed with the node’s key (ru)', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  await speak('ru');
  await openSpace(page, t, TITLE_OF.practice.ru);
  await fromMenu(page, t, 'nav.statements');
  await enter(page, button(page, t('new.title')));
  const form = page.getByRole('form', { name: t('new.title') });
  await form.waitFor();
  await page.keyboard.type(TITLE);
  await choose(page, form.getByLabel(t('new.original')), t('lang.en'));
  await tabTo(page, form.getByLabel(t('draft.text')));
  await page.keyboard.insertText(`# To the ministry (practice)\n\nWe demand:\n\n- ${CLAUSE};`);
  await page.keyboard.press('Control+Enter');
  await heading(page, TITLE);
  await drawn(page);
  statement = /statements\/(\w+)/.exec(page.url())?.[1] ?? '';
  const pane = page.getByRole('region', { name: t('lang.en'), exact: true });
  await tabTo(page, pane.getByRole('textbox', { name: t('draft.text'), exact: true }));
  await page.keyboard.press('Control+End');
  await page.keyboard.press('ArrowLeft');
  for (let n = 0; n < CLAUSE.length; n++) await page.keyboard.press('Shift+ArrowLeft');
  await enter(page, pane.getByRole('button', { name: t('draft.mark', { key: 'D1' }) }));
  await tabTo(page, page.getByLabel(t('draft.addressee_name')));
  await page.keyboard.type('Practice Ministry (invented)');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await saved(page, t);
  await enter(page, button(page, t('do.freeze')));
  const freeze = page.getByRole('region', { name: t('freeze.title') });
  await tabTo(page, freeze.getByLabel(t('freeze.read')));
  await page.keyboard.press('Space');
  await enter(page, button(page, t('freeze.do')));
  await saved(page, t);
  // Signing binds the organisation: a manager does it, and the page says so to everybody else.
  expect(await button(page, t('do.sign')).count()).toBe(0);
  await page.getByText(t('statement.manager_signs')).waitFor();

  const [desk, words] = [second.page, second.t];
  await openSpace(desk, words, TITLE_OF.practice.en);
  await fromMenu(desk, words, 'nav.statements');
  await enter(desk, desk.getByRole('link', { name: TITLE }));
  await heading(desk, TITLE);
  await enter(desk, button(desk, words('do.sign')));
  const sign = desk.getByRole('form', { name: words('sign.title') });
  await sign.waitFor();
  await desk.keyboard.type('Practice node');
  await desk.keyboard.press('Control+Enter');
  await saved(desk, words);

  await page.getByText(t('statement.basis.key')).first().waitFor();
  await enter(page, button(page, t('statement.publish')));
  await saved(page, t);
  expect(await statementOf()).toMatchObject({
    state: 'published',
    demands: [{ key: 'D1', verbatim: CLAUSE }],
    signatories: [{ basis: 'key', verified: true }],
  });
  await unbroken();
});

test('a response is recorded under the demand, from the statement to its demand (ru)', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  await enter(
    page,
    page.getByRole('region', { name: t('statement.demands') }).getByRole('link', { name: 'D1', exact: true }),
  );
  await heading(page, new RegExp(CLAUSE));
  await page.keyboard.press('a');
  const form = page.getByRole('form', { name: t('respond.title') });
  await form.waitFor();
  await page.keyboard.type('2022-01-12');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Practice Ministry (invented)');
  await choose(page, form.getByLabel(t('respond.by')), t('respond.by_yes'));
  await tabTo(page, form.getByLabel(t('respond.text')));
  await page.keyboard.type('An inquiry was announced (practice).');
  await choose(page, form.getByLabel(t('respond.bears')), t('bears.announcement'));
  const evidence = form.getByRole('combobox', { name: t('form.evidence') });
  await tabTo(page, evidence);
  await pickFirst(page, evidence, 'hotline');
  await page.keyboard.press('Control+Enter');
  await saved(page, t);
  await page.getByText('An inquiry was announced (practice).').first().waitFor();
  const { demands } = await statementOf();
  const shown = await node.json<ApiOut<'demand.show'>>(
    'demand',
    'show',
    demands[0]?.id ?? '',
    '--space',
    'practice-hotline',
  );
  expect([shown.state, shown.acts.map((a) => a.text)]).toEqual(['open', ['An inquiry was announced (practice).']]);
  await unbroken();
});

test('an edition is prepared, its questions answered by two persons, built, and verified (en)', {
  timeout: 180_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  await speak('en');
  const [desk, words] = [second.page, second.t];
  for (const [of, w] of [
    [page, t],
    [desk, words],
  ] as const) {
    await openSpace(of, w, TITLE_OF.case);
    await fromMenu(of, w, 'nav.publications');
    await enter(of, of.getByRole('link', { name: w('pub.prepare', { n: 1 }) }).first());
    await of.getByText(w('pub.passed')).waitFor({ timeout: 60_000 });
  }
  const build = button(page, t('pub.build', { n: 1 }));
  expect(await build.getAttribute('aria-disabled')).toBe('true');
  const ask = button(page, t('pub.answer'));
  for (let left = await ask.count(); left > 0; left--) {
    await enter(page, ask.first());
    const form = page.getByRole('form', { name: t('pub.answer') });
    await form.waitFor();
    await page.keyboard.type('Asked and answered in the practice of a newcomer.');
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
  }
  await expect.poll(() => ask.count()).toBe(0);
  const waiting = await page.getByText(t('pub.waits_second')).count();
  expect(waiting).toBeGreaterThan(0);
  // The second desk learns of the answers one by one: it is counted when it has heard of all of them.
  const confirm = button(desk, words('pub.confirm'));
  await expect.poll(() => confirm.count(), { timeout: 20_000 }).toBe(waiting);
  for (let left = waiting; left > 0; left--) {
    await enter(desk, confirm.first());
    await confirm.nth(left - 1).waitFor({ state: 'detached' });
  }
  await page.getByText(t('pub.ready')).waitFor();
  await enter(page, build);
  await page.getByRole('heading', { level: 2, name: t('pub.edition', { n: 1 }) }).waitFor({ timeout: 120_000 });
  await enter(page, button(page, t('pub.check_folder')));
  await page.locator('.notice-ok').getByText(t('pub.folder_ok')).waitFor({ timeout: 60_000 });
  expect((await node.kua('verify', join(folder, 'data/editions', node.space, '1'))).code).toBe(0);
  await unbroken();
  await newcomer.context.close();
  await second.close();
});
