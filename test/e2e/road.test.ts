/** The road in a real browser: from the login link to a demand moved by two persons and a published, verified edition. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { LANGS } from '../../src/messages/translate.ts';
import { fieldLabel } from '../../src/records/display.ts';
import { root } from '../ground/sources.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { deadLinks, filesOf, pageKinds } from './edition-pages.ts';
import { cyrillicInEnglish, violations } from './in-page.ts';
import { MANAGER, type RunningNode, startNode } from './running-node.ts';
import { drawn, pickFirst, type Seat, seatsOf } from './seat.ts';
import { watch } from './watch.ts';
import { say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-road-'));
const t = say.en;
const SECOND = 'Second Test Reviewer';
const SPEAKER = 'Invented newspaper of this test';
const VALUE = '2022-01-03';
const SHOWN = '3 January 2022';
let opened: OpenedBrowser;
let node: RunningNode;
let seat: Seat;
let sit: ReturnType<typeof seatsOf>;
/** The event that is searched for, opened and added to. */
let event: ApiOut<'show'>;

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  sit = seatsOf(opened.browser, node);
  const found = await node.json<ApiOut<'search'>>('search', 'Zhanaozen', '--kind', 'Event', '--limit', '1');
  event = await node.json<ApiOut<'show'>>('show', found.items[0]?.id ?? '');
});
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the printed link logs in once, leaves the address, and opens the case', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const context = await opened.browser?.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  if (!context) return;
  const watched = await watch(context, node.address);
  const page = await context.newPage();
  await page.goto(node.firstLink);
  await drawn(page);
  expect(page.url()).toBe(`${node.address}s/${node.space}/today`);
  expect(await page.title()).toContain(t('nav.today'));
  await page.getByRole('button', { name: t('frame.account_of', { name: MANAGER }) }).waitFor();
  expect(
    await page
      .getByRole('list', { name: t('today.road') })
      .getByRole('listitem')
      .count(),
  ).toBeGreaterThan(4);
  // The same link is worth nothing to whoever finds it later.
  const other = await opened.browser?.newContext({ locale: 'en-GB' });
  const stale = await other?.newPage();
  await stale?.goto(node.firstLink);
  await stale?.getByRole('heading', { name: t('login.title') }).waitFor();
  expect((await stale?.getByRole('alert').allInnerTexts())?.join('').trim()).not.toBe('');
  expect(stale?.url()).not.toContain('login=');
  await other?.close();
  await context.close();
  expect(watched.faults).toEqual([]);
});

test('a search finds a record; its page shows every claim with its speaker', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  seat = await sit();
  const { page } = seat;
  await page.getByRole('searchbox', { name: t('frame.search') }).fill('Zhanaozen');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: t('nav.records') }).waitFor();
  const list = page.getByRole('region', { name: t('records.list') });
  const all = list.getByText(/documented here/);
  await all.waitFor();
  const before = await all.innerText();
  await page
    .getByRole('group', { name: t('facet.kind') })
    .getByRole('checkbox', { name: 'Event' })
    .check();
  await expect.poll(() => all.innerText()).not.toBe(before);
  await list.getByRole('link', { name: event.title }).click();
  await page.getByRole('heading', { level: 1, name: event.title }).waitFor();
  await drawn(page);
  for (const [name, field] of Object.entries(event.fields)) {
    const region = page.getByRole('region', { name: fieldLabel('Event', name, 'en'), exact: true });
    const claims = region.getByRole('listitem');
    expect([name, await claims.count()]).toEqual([name, field.claims.length]);
    for (const text of await claims.allInnerTexts())
      expect([name, text]).toEqual([name, expect.stringContaining(t('claim.speaker'))]);
  }
});

test('a second account is added beside the first: both stand with their speakers', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page } = seat;
  const label = fieldLabel('Event', 'date', 'en');
  await page.getByRole('button', { name: t('claim.add') }).click();
  const form = page.getByRole('form', { name: t('claim.add') });
  await form.getByRole('combobox', { name: t('claim.field') }).selectOption({ label });
  await form.getByRole('textbox', { name: t('value.label', { field: label }) }).fill(VALUE);
  await form.getByRole('textbox', { name: t('claim.speaker') }).fill(SPEAKER);
  await form.getByRole('button', { name: t('claim.save') }).click();
  await page
    .getByRole('status')
    .filter({ hasText: t('form.saved', { time: '' }).trim() })
    .waitFor();
  const region = page.getByRole('region', { name: label, exact: true });
  await region.getByText(SHOWN).waitFor();
  const claims = await region.getByRole('listitem').allInnerTexts();
  expect(claims).toHaveLength(2);
  const first = event.fields['date']?.claims[0];
  const publisher = first?.speaker ?? first?.sources.find((s) => s.publisher !== null)?.publisher ?? '?';
  expect(claims.some((text) => text.includes(first?.text ?? '?') && text.includes(publisher))).toBe(true);
  expect(claims.some((text) => text.includes(SHOWN) && text.includes(SPEAKER))).toBe(true);
  await region.getByText(t('record.accounts', { n: 2 })).waitFor();
});

test('a measurement is recorded under a demand, with its evidence', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page } = seat;
  await page
    .getByRole('navigation', { name: t('nav.label') })
    .getByRole('link', { name: t('nav.demands') })
    .click();
  await page.getByRole('heading', { level: 1, name: t('nav.demands') }).waitFor();
  const { demands } = await node.json<ApiOut<'demand.list'>>('demand', 'list');
  const demand = demands.find((d) => d.key === 'D10');
  await page.getByRole('link', { name: demand?.verbatim ?? '?' }).click();
  await page.getByRole('heading', { level: 1, name: demand?.verbatim ?? '?' }).waitFor();
  await page.getByRole('button', { name: t('measure.title') }).click();
  const form = page.getByRole('form', { name: t('measure.title') });
  // Saved too early: each missing part is named at the top, and the list takes the focus.
  await form.getByRole('button', { name: t('measure.save') }).click();
  await form
    .getByRole('alert')
    .getByRole('link', { name: t('measure.need_met') })
    .waitFor();
  await form.getByRole('textbox', { name: t('measure.at') }).fill('2022-01-10');
  await form.getByRole('combobox', { name: t('measure.met') }).selectOption({ label: t('measure.met.yes') });
  await form.getByRole('textbox', { name: t('measure.value') }).fill('Two missions named');
  await pickFirst(page, form.getByRole('combobox', { name: t('form.evidence') }), 'statement');
  await form.getByRole('button', { name: t('picker.remove') }).waitFor();
  await form.getByRole('button', { name: t('measure.save') }).click();
  await page
    .getByRole('status')
    .filter({ hasText: t('form.saved', { time: '' }).trim() })
    .waitFor();
  const measured = page.getByRole('region', { name: t('demand.measured') });
  await measured.getByText('Two missions named').first().waitFor();
});

test('a move that needs two persons waits for a second account in a session of its own', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const { page } = seat;
  await page.getByRole('button', { name: t('move.title') }).click();
  const form = page.getByRole('form', { name: t('move.title') });
  await form.getByRole('combobox', { name: t('move.to') }).selectOption({ label: t('demand.state.met') });
  await form.getByText(t('move.second_needed')).waitFor();
  await form.getByRole('textbox', { name: `${t('move.at')} ${t('form.needed')}`, exact: true }).fill('2022-01-11');
  await form
    .getByRole('group', { name: t('move.listed') })
    .getByRole('checkbox', { name: /Two missions named/ })
    .check();
  await form.getByRole('button', { name: t('move.save_first') }).click();
  await page
    .getByRole('status')
    .filter({ hasText: t('move.kept') })
    .waitFor();
  const mine = page.getByRole('region', { name: t('waiting.title') });
  await mine.getByText(t('waiting.missing')).waitFor();
  expect(await mine.getByRole('button', { name: t('waiting.yes') }).count()).toBe(0);
  expect((await node.json<ApiOut<'demand.show'>>('demand', 'show', 'D10')).state).toBe('open');

  await node.json('user', 'add', SECOND, '--role', 'reviewer');
  const second = await sit({ who: SECOND });
  await second.open('demands/D10');
  const waiting = second.page.getByRole('region', { name: t('waiting.title') });
  await waiting.getByText(t('waiting.of', { name: MANAGER })).waitFor();
  await waiting.getByRole('button', { name: t('waiting.yes') }).click();
  await second.page
    .getByRole('status')
    .filter({ hasText: t('form.saved', { time: '' }).trim() })
    .waitFor();
  const state = second.page.getByRole('region', { name: t('demand.state'), exact: true });
  const moves = state.getByRole('region', { name: t('demand.moves') });
  await moves.getByText(t('demand.two_persons')).waitFor();
  const row = await moves.getByRole('row').last().innerText();
  for (const part of [MANAGER, SECOND, t('demand.state.met'), 'Two missions named']) expect(row).toContain(part);
  expect(second.watch.faults).toEqual([]);
  await second.close();
  const shown = await node.json<ApiOut<'demand.show'>>('demand', 'show', 'D10');
  expect([shown.state, shown.history.at(-1)?.by.length]).toEqual(['met', 2]);
});

test('the first person sees the completed move without reloading; nothing left the node, nothing was refused', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const { page } = seat;
  const state = page.getByRole('region', { name: t('demand.state'), exact: true });
  await state
    .getByRole('region', { name: t('demand.moves') })
    .getByText(SECOND)
    .waitFor();
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

const edition = join(folder, 'edition');
const verified = async (): Promise<{ readonly code: number; readonly failed: string }> => {
  const said = await node.kua('verify', edition, '--json');
  const failed = (JSON.parse(said.out) as ApiOut<'verify'>).checks.filter((check) => check.result === 'fail');
  return { code: said.code, failed: failed.map((check) => check.detail ?? '').join(' ') };
};

test('the edition is built beside the running node and verifies; any changed, added or missing file is named', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const built = await node.json<ApiOut<'edition.build'>>('edition', 'build', edition);
  expect(built.pages).toBeGreaterThan(100);
  expect(await verified()).toEqual({ code: 0, failed: '' });
  const page = join(edition, 'en/demands.html');
  const kept = join(folder, 'kept.html');
  copyFileSync(page, kept);
  const bytes = readFileSync(page);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(page, bytes);
  expect(await verified()).toEqual({ code: 1, failed: expect.stringContaining('en/demands.html') });
  rmSync(page);
  expect(await verified()).toEqual({ code: 1, failed: expect.stringContaining('en/demands.html') });
  copyFileSync(kept, page);
  writeFileSync(join(edition, 'data/more.csv'), 'x\n');
  expect(await verified()).toEqual({ code: 1, failed: expect.stringContaining('data/more.csv') });
  rmSync(join(edition, 'data/more.csv'));
  expect(await verified()).toEqual({ code: 0, failed: '' });
});

test('no private person’s name is in any file of the edition, and every link in it leads somewhere', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const rows = parse(readFileSync(join(root, 'examples/january-2022/journalists.csv')), {
    columns: true,
  }) as readonly { readonly [column: string]: string }[];
  const names = rows.map((row) => row['name_or_group'] ?? '').filter((name) => name !== '' && !name.startsWith('('));
  expect(names).toHaveLength(8);
  const leaks: string[] = [];
  for (const file of filesOf(edition)) {
    const text = readFileSync(join(edition, file)).toString('utf8').toLowerCase();
    for (const [n, name] of names.entries())
      for (const form of [
        name,
        name.replace(' ', '-'),
        name.replace(' ', '%20'),
        name.split(' ').toReversed().join(', '),
      ])
        if (text.includes(form.toLowerCase())) leaks.push(`${file}: name ${n + 1} of journalists.csv`);
  }
  expect(leaks).toEqual([]);
  expect(deadLinks(edition)).toEqual([]);
});

test('every kind of public page is whole from a file, with no network and no script', { timeout: 180_000 }, async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  for (const lang of LANGS) {
    const context = await opened.browser?.newContext({ offline: true, javaScriptEnabled: false });
    if (!context) return;
    const watched = await watch(context, pathToFileURL(edition).href);
    const page = await context.newPage();
    for (const { path } of pageKinds(edition, lang)) {
      await page.goto(pathToFileURL(join(edition, path)).href);
      const text = await page.getByRole('main').innerText();
      expect([path, text.length > 80, await page.getByRole('heading', { level: 1 }).count()]).toEqual([path, true, 1]);
      expect([path, /undefined|\[object|\{\{|\{\$|\[\w+\.\w+\]/.exec(text)?.[0]]).toEqual([path, undefined]);
    }
    expect(watched.faults).toEqual([]);
    await context.close();
  }
});

test('every kind of public page is axe clean and calls nothing English that is not', { timeout: 180_000 }, async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const found: string[] = [];
  for (const [l, lang] of LANGS.entries()) {
    const context = await opened.browser?.newContext({ bypassCSP: true });
    if (!context) return;
    const page = await context.newPage();
    // Each kind in two languages: in the light in one, in the dark in the other.
    for (const [i, { path }] of pageKinds(edition, lang).entries()) {
      const turn = (i + l) % 3;
      if (turn === 2) continue;
      const scheme = turn === 0 ? 'light' : 'dark';
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(pathToFileURL(join(edition, path)).href);
      for (const broken of await violations(page)) found.push(`${path}, ${scheme}: ${broken}`);
      if (lang === 'en')
        for (const text of await cyrillicInEnglish(page)) found.push(`${path}: called English: ${text}`);
    }
    await context.close();
  }
  expect(found).toEqual([]);
});
