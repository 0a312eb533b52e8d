/** The record page: accounts, decision, withdrawal, review by two, history, the public view, consent and recall, originals. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { fieldLabel, kindLabel } from '../../src/records/display.ts';
import { termLabel } from '../../src/records/vocabulary.ts';
import type { Lang } from '../../src/messages/translate.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { sticksOut, violations } from './in-page.ts';
import { type RunningNode, startNode } from './running-node.ts';
import { drawn, pickFirst, type Seat, seatsOf } from './seat.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-record-'));
const CASE = 'case-a';
let opened: OpenedBrowser;
let node: RunningNode;
let sit: ReturnType<typeof seatsOf>;

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  for (const name of ['Rita Reviewer', 'Omar Reviewer']) await node.json('user', 'add', name, '--role', 'reviewer');
  await node.json('space', 'new', CASE, '--title', 'Case A');
  sit = seatsOf(opened.browser, node);
});
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const go = async (seat: Seat, path: string, space: string = node.space): Promise<void> => {
  await seat.page.goto(`${node.address}s/${space}/${path}`);
  await drawn(seat.page);
};
const idOf = (page: Page): string => /records\/([a-z]{3}_[0-9a-z]{26})/.exec(page.url())?.[1] ?? '';
const clean = async (seat: Seat): Promise<void> => {
  expect(await violations(seat.page)).toEqual([]);
  expect(seat.watch.faults).toEqual([]);
};
const tab = (seat: Seat, name: string) => seat.page.getByRole('tab', { name });
const openTab = async (seat: Seat, key: string): Promise<void> => {
  await seat.page.getByRole('heading', { level: 1 }).focus();
  await seat.page.keyboard.press(key);
  await drawn(seat.page);
};

/** Fills the form of a new record and waits for its page. */
async function makeRecord(
  seat: Seat,
  kind: string,
  fill: (page: Page) => Promise<void>,
  space?: string,
): Promise<string> {
  const { page, t } = seat;
  await go(seat, `records/new?of=${kind}`, space);
  await fill(page);
  await page.getByRole('button', { name: t('record_new.save') }).click();
  const draft = page.getByRole('button', { name: t('record_new.draft') });
  await Promise.race([page.waitForURL(/records\/[a-z]{3}_/), draft.waitFor()]);
  if (await draft.isVisible()) await draft.click();
  await page.waitForURL(/records\/[a-z]{3}_/);
  await drawn(page);
  return idOf(page);
}

async function addClaim(seat: Seat, field: string, value: string, fill?: (page: Page) => Promise<void>): Promise<void> {
  const { page, t } = seat;
  await openTab(seat, 'a');
  const form = page.getByRole('form', { name: t('claim.add') });
  await form.getByRole('combobox', { name: t('claim.field') }).selectOption({ label: field });
  await form.getByRole('textbox', { name: t('value.label', { field }) }).fill(value);
  await fill?.(page);
  await page.keyboard.press('Control+Enter');
  await page
    .getByText(t('form.saved', { time: '' }))
    .first()
    .waitFor();
}

test('en: a record by form; two accounts with the rule; a decision; one taken back stays; read as known before', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page, t } = seat;
  await go(seat, 'records');
  await page.getByRole('link', { name: t('record_new.heading') }).click();
  await page.getByRole('combobox', { name: t('record_new.kind') }).selectOption({ label: kindLabel('Event', 'en') });
  const form = page.getByRole('form', { name: t('record_new.title', { kind: kindLabel('Event', 'en') }) });
  await form.getByRole('button', { name: t('record_new.save') }).click();
  await form.getByRole('alert').waitFor();
  await clean(seat);
  await form.getByLabel(fieldLabel('Event', 'title', 'en')).fill('A gathering by the old station');
  await form
    .getByLabel(fieldLabel('Event', 'kind', 'en'))
    .selectOption({ label: termLabel('event_kind', 'protest', 'en') });
  await form.getByLabel(fieldLabel('Event', 'date', 'en')).fill('2022-01-05');
  await pickFirst(page, form.getByRole('combobox', { name: fieldLabel('Event', 'place', 'en') }), 'almaty');
  await form.getByRole('button', { name: t('record_new.save') }).click();
  await page.waitForURL(/records\/evt_/);
  await drawn(page);

  const injured = fieldLabel('Event', 'injured', 'en');
  await addClaim(seat, injured, '3');
  await addClaim(seat, injured, 'at least 8');
  const field = page.getByRole('region', { name: injured });
  await field.getByText(t('record.accounts', { n: 2 })).waitFor();
  await field.getByText(t('rule.mark', { why: t('rule.id') })).click();
  await field.getByText(t('rule.step.conf')).waitFor();
  await clean(seat);

  await field
    .getByRole('button', { name: /Evidence|No source/ })
    .last()
    .click();
  await field.getByRole('button', { name: t('decide.prefer') }).click();
  await page.getByLabel(t('reason.label')).fill('the register of the clinic');
  await page.getByRole('button', { name: t('decide.save') }).click();
  await field.getByText(t('rule.mark', { why: t('rule.decision') })).waitFor();
  await field.getByText('the register of the clinic').waitFor();

  await field.getByRole('button', { name: t('retract.open') }).click();
  await page.getByLabel(t('reason.label')).fill('written to the wrong record');
  await page.getByRole('button', { name: t('retract.save') }).click();
  await field.getByText(t('record.ended.withdrawn', { who: 'Dana Test, Practice node' })).waitFor();
  expect(await field.getByRole('deletion').allTextContents()).toEqual(['at least 8']);

  await openTab(seat, '5');
  const slider = page.getByRole('slider', { name: t('history.slider') });
  await slider.waitFor();
  await clean(seat);
  await page.getByRole('button', { name: t('history.read_at', { n: 1 }) }).click();
  await page
    .getByText(t('history.at', { n: 1, of: 5 }))
    .first()
    .waitFor();
  await drawn(page);
  expect(await page.getByRole('region', { name: injured }).count()).toBe(0);
  expect(await page.getByRole('button', { name: t('claim.add') }).count()).toBe(0);
  await page.getByRole('button', { name: t('history.now') }).click();
  await field.waitFor();
  await clean(seat);
  await seat.close();
});

test('ru: two reviewers in two sessions; the analyst cannot be the second; dissent stays', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const author = await sit({ lang: 'ru' });
  const id = await makeRecord(author, 'Group', async (page) => {
    await page
      .getByLabel(fieldLabel('Group', 'description', 'ru'))
      .first()
      .fill('Группа людей у станции (учебная)');
  });
  await openTab(author, '4');
  const button = author.page.getByRole('button', { name: author.t('verify.first_title') });
  expect(await button.getAttribute('aria-disabled')).toBe('true');
  await author.page.getByText(author.t('verify.author')).waitFor();

  const conclusion = fieldLabel('Verification', 'conclusion', 'ru');
  const review = async (seat: Seat, second: boolean, term: string, dissent?: string): Promise<void> => {
    const { page, t } = seat;
    await go(seat, `records/${id}`);
    await openTab(seat, 'v');
    const title = t(second ? 'verify.second_title' : 'verify.first_title');
    const form = page.getByRole('form', { name: title });
    await form.waitFor();
    await clean(seat);
    const label = termLabel('review_conclusion', term, 'ru');
    if (!second) await form.getByLabel('Итог').selectOption({ label });
    await form.getByRole('combobox', { name: conclusion }).selectOption({ label });
    if (dissent !== undefined) await form.getByLabel(t('verify.dissent')).fill(dissent);
    await form.getByRole('button', { name: t('verify.save') }).click();
    await form.waitFor({ state: 'detached' });
  };
  const rita = await sit({ who: 'Rita Reviewer', lang: 'ru' });
  await review(rita, false, 'corroborated');
  await rita.page.getByText(rita.t('verify.was_first')).waitFor();
  const second = rita.page.getByRole('button', { name: rita.t('verify.second_title') });
  expect(await second.getAttribute('aria-disabled')).toBe('true');
  const omar = await sit({ who: 'Omar Reviewer', lang: 'ru' });
  await review(omar, true, 'doubtful', 'Все сообщения от одного первоисточника');
  const page = omar.page;
  await page.getByRole('heading', { name: termLabel('review_conclusion', 'inconclusive', 'ru') }).waitFor();
  await page.getByText('Все сообщения от одного первоисточника').waitFor();
  await page.getByText(omar.t('verify.dissent_stays')).waitFor();
  await clean(omar);
  for (const seat of [author, rita, omar]) await seat.close();
});

test('kk: the public view of a person without consent; consent, its withdrawal at once, and the letters', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const lang: Lang = 'kk';
  const seat = await sit({ lang, width: 360, height: 800 });
  const { page, t } = seat;
  const person = await makeRecord(
    seat,
    'Person',
    async () => {
      await page.getByRole('button', { name: t('record_new.more', { n: 0 }).replace(/\d+.*/, '') }).click();
      await page
        .getByLabel(fieldLabel('Person', 'names', lang))
        .first()
        .fill('Ермек Үлгілі');
      await page.getByLabel(fieldLabel('Person', 'minor', lang)).selectOption({ label: t('value.no') });
    },
    CASE,
  );
  await openTab(seat, '6');
  await page.getByText(t('public.because.consent_not_given')).waitFor();
  await clean(seat);
  expect(await sticksOut(page)).toEqual([]);

  await openTab(seat, '7');
  await page.getByRole('button', { name: t('consent.add') }).click();
  const form = page.getByRole('form', { name: t('consent.add') });
  const term = (scheme: 'consent_scope' | 'consent_manner', id: string): string => termLabel(scheme, id, lang);
  await form.getByLabel('Кім берді').selectOption({ index: 1 });
  await form.getByLabel('Қалай берілді').selectOption({ label: term('consent_manner', 'in_custody') });
  await form.getByLabel(term('consent_scope', 'record'), { exact: true }).check();
  await form.getByLabel(term('consent_scope', 'publish_name'), { exact: true }).check();
  await form.getByLabel('Берілген күні').fill('2022-01-06');
  await form.getByRole('button', { name: t('consent.save') }).click();
  const refusal = t('consent.out_of_reach', {
    scope: term('consent_scope', 'publish_name'),
    manner: term('consent_manner', 'in_custody'),
  });
  seat.watch.allow(/400/);
  await form.getByRole('link', { name: refusal }).waitFor();
  await form.getByLabel('Қалай берілді').selectOption({ label: term('consent_manner', 'written') });
  await form.getByRole('button', { name: t('consent.save') }).click();
  await form.waitFor({ state: 'detached' });
  await openTab(seat, '6');
  await page.getByText('Ермек Үлгілі').nth(1).waitFor();

  const dir = join(folder, 'export.csv');
  await node.kua('export', '--format', 'csv', '--view', 'members', '--space', CASE, '--out', dir);
  await openTab(seat, '7');
  await page.getByRole('button', { name: t('consent_withdraw.open') }).click();
  await page.getByRole('button', { name: t('consent_withdraw.all') }).click();
  await clean(seat);
  await page.getByRole('button', { name: t('consent_withdraw.save') }).click();
  await page.getByText(t('consent_withdraw.done')).waitFor();
  await page.getByText(t('consent.because.withdrawn')).first().waitFor();
  expect(await sticksOut(page)).toEqual([]);
  await openTab(seat, '6');
  await page.getByText(t('public.because.consent_withdrawn')).waitFor();
  const shown = await node.json<ApiOut<'show'>>('show', person, '--space', CASE);
  expect(shown.fields['consent']?.claims.length).toBe(1);
  expect(seat.watch.faults.filter((f) => !f.includes('400'))).toEqual([]);
  await seat.close();
});

test('a file is sent, held once, hidden until shown, checked again; a quotation is held against it', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page, t } = seat;
  await makeRecord(
    seat,
    'Group',
    async () => {
      await page
        .getByLabel(fieldLabel('Group', 'description', 'en'))
        .first()
        .fill('Practice group with a file');
    },
    CASE,
  );
  const file = join(folder, 'statement.txt');
  writeFileSync(file, 'All detained must be released at once, they said.');
  await openTab(seat, '2');
  const upload = page.getByRole('region', { name: t('upload.title') });
  await upload.getByLabel(t('upload.choose')).setInputFiles(file);
  await upload.getByText(t('upload.done', { name: 'statement.txt' })).waitFor();
  await upload.getByLabel(t('upload.choose')).setInputFiles(file);
  await upload.getByText(t('upload.held', { name: 'statement.txt' })).waitFor();
  expect(await page.getByText('All detained must be released').count()).toBe(0);
  await clean(seat);
  await page.getByRole('button', { name: t('original.show') }).click();
  await page.getByText('All detained must be released at once, they said.').waitFor();
  await clean(seat);
  await page.getByRole('button', { name: t('custody.check') }).click();
  await page.getByText(t('custody.result.same')).waitFor();
  await openTab(seat, '1');
  await openTab(seat, '2');
  expect(await page.getByText('All detained must be released').count()).toBe(0);

  await openTab(seat, 'a');
  const form = page.getByRole('form', { name: t('claim.add') });
  const note = fieldLabel('Group', 'description', 'en');
  await form.getByRole('combobox', { name: t('claim.field') }).selectOption({ label: note });
  await form.getByRole('textbox', { name: t('value.label', { field: note }) }).fill('All detained must be freed');
  await pickFirst(page, form.getByRole('combobox', { name: t('claim.source'), exact: true }), 'document');
  await form.getByRole('checkbox', { name: t('claim.quotation') }).check();
  await form.getByRole('button', { name: t('claim.save') }).click();
  await form.getByRole('link', { name: /freed.*released at once/ }).waitFor();
  await form
    .getByRole('textbox', { name: t('value.label', { field: note }) })
    .fill('All detained must be released at once');
  await form.getByRole('button', { name: t('claim.save') }).click();
  await page.getByText(t('record.accounts', { n: 2 })).waitFor();
  await clean(seat);
  await seat.close();
});

test('two people on one record: each is told of the other, both accounts stand, typed text stays', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const one = await sit();
  const two = await sit({ who: 'Rita Reviewer' });
  const id = await makeRecord(
    one,
    'Group',
    async (page) => {
      await page
        .getByLabel(fieldLabel('Group', 'description', 'en'))
        .first()
        .fill('Practice group of two writers');
    },
    CASE,
  );
  await go(two, `records/${id}`, CASE);
  const count = fieldLabel('Group', 'count', 'en');
  const fill = async (seat: Seat, value: string) => {
    await openTab(seat, 'a');
    const form = seat.page.getByRole('form', { name: seat.t('claim.add') });
    await form.getByRole('combobox', { name: seat.t('claim.field') }).selectOption({ label: count });
    await form.getByRole('textbox', { name: seat.t('value.label', { field: count }) }).fill(value);
    return form;
  };
  const form = await fill(one, '40');
  await two.context.route('**/events', (route) => route.abort());
  await fill(two, '60');
  await two.page.keyboard.press('Control+Enter');
  await two.page.getByRole('region', { name: count }).getByText('60').waitFor();
  await one.page.getByRole('region', { name: count }).getByText('60').waitFor();
  expect(await form.getByRole('textbox', { name: one.t('value.label', { field: count }) }).inputValue()).toBe('40');
  await form.getByRole('button', { name: one.t('claim.save') }).click();
  await one.page.getByText(one.t('record.accounts', { n: 2 })).waitFor();
  expect(one.watch.faults).toEqual([]);
  await one.close();
  await two.close();
});

test('keys 1 to 7 open the tabs and the address keeps them; a volunteer has two', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit();
  const { page, t } = seat;
  const { items } = await node.json<ApiOut<'search'>>('search', '--kind', 'Person', '--limit', '1');
  await go(seat, `records/${items[0]?.id ?? ''}`);
  for (const [key, part] of [
    ['2', 'tab=evidence'],
    ['3', 'tab=relations'],
    ['4', 'tab=verification'],
    ['5', 'tab=history'],
    ['6', 'tab=public'],
    ['7', 'tab=consent'],
  ] as const) {
    await openTab(seat, key);
    expect(page.url()).toContain(part);
    await clean(seat);
  }
  await openTab(seat, '1');
  expect(page.url()).not.toContain('tab=');
  expect(await tab(seat, t('record.consent')).count()).toBe(1);
  await node.json('user', 'add', 'Vera Volunteer', '--role', 'volunteer');
  const vera = await sit({ who: 'Vera Volunteer' });
  await go(vera, `records/${items[0]?.id ?? ''}?tab=consent`);
  expect(await vera.page.getByRole('tab').count()).toBe(2);
  await seat.close();
  await vera.close();
});
