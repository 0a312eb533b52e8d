/** Publications as people use them: checks, answers by two persons, preview, build, verify, corrections, mirrors; kk, ru, en. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyEdition } from '../../src/publishing/verify.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { sticksOut, violations } from './in-page.ts';
import { MANAGER, type RunningNode, startNode } from './running-node.ts';
import { type Seat, seatsOf } from './seat.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-publications-'));
const SECOND = 'Aliya Reviewer';
const THIRD = 'Serik Documenter';
let opened: OpenedBrowser;
let node: RunningNode;
let sit: ReturnType<typeof seatsOf>;

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  node = await startNode(folder);
  await node.json('user', 'add', SECOND, '--role', 'reviewer');
  await node.json('user', 'add', THIRD, '--role', 'documenter');
  sit = seatsOf(opened.browser, node);
});
afterAll(async () => {
  await node?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const checked = (seat: Seat): Promise<void> => seat.page.getByText(seat.t('pub.passed')).waitFor();
/** Answers the first question that has no answer, by keyboard. */
async function answer(seat: Seat, reason: string): Promise<void> {
  const { page, t } = seat;
  await page
    .getByRole('button', { name: t('pub.answer'), exact: true })
    .first()
    .press('Enter');
  const form = page.getByRole('form', { name: t('pub.answer') });
  await form.getByRole('textbox').fill(reason);
  await form.getByRole('textbox').press('Control+Enter');
  await form.waitFor({ state: 'detached' });
}
const clean = async (page: Page, what: string): Promise<void> =>
  expect([what, await violations(page)]).toEqual([what, []]);

test('from no edition to a built one that verifies: two persons, in Russian and Kazakh', { timeout: 240_000 }, async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const one = await sit({ lang: 'ru' });
  await one.open('publications');
  await one.page.getByText(one.t('pub.none'), { exact: true }).waitFor();
  await clean(one.page, 'no edition');
  await one.page.getByRole('link', { name: one.t('pub.prepare', { n: 1 }) }).press('Enter');
  await checked(one);
  await one.page.getByText(one.t('pub.summary', { stops: 0, asks: 2 })).waitFor();
  const build = one.page.getByRole('button', { name: one.t('pub.build', { n: 1 }) });
  expect(await build.getAttribute('aria-disabled')).toBe('true');
  await answer(one, 'Статьи давно опубликованы');
  await answer(one, 'Адресатам пишем на следующей неделе');
  await one.page.getByText(one.t('pub.waits_second')).waitFor();
  await clean(one.page, 'answered');

  const two = await sit({ who: SECOND, lang: 'kk', scheme: 'dark' });
  await two.open('publications?view=new');
  await checked(two);
  await two.page.getByText('Статьи давно опубликованы').waitFor();
  await clean(two.page, 'to confirm');
  await two.page.getByRole('button', { name: two.t('pub.confirm') }).press('Enter');
  await two.page.getByText(two.t('pub.ready')).waitFor();
  expect(two.watch.faults).toEqual([]);
  await two.close();

  await one.page.getByText(one.t('pub.ready')).waitFor();
  await build.press('Enter');
  await one.page.getByRole('heading', { level: 2, name: one.t('pub.edition', { n: 1 }) }).waitFor({ timeout: 90_000 });
  await one.page.getByRole('button', { name: one.t('pub.check_folder') }).press('Enter');
  await one.page.locator('.notice-ok').getByText(one.t('pub.folder_ok')).waitFor({ timeout: 30_000 });
  await clean(one.page, 'a built edition');
  const dir = join(folder, 'data/editions', node.space, '1');
  expect(await verifyEdition(dir)).toMatchObject({ ok: true });
  expect((await node.kua('verify', dir)).code).toBe(0);
  const download = one.page.waitForEvent('download');
  await one.page.getByRole('link', { name: one.t('pub.download', { name: 'january-2022-edition-1.tar' }) }).click();
  expect((await download).suggestedFilename()).toBe('january-2022-edition-1.tar');
  expect(one.watch.faults).toEqual([]);
  await one.close();
});

test('the preview shows fonts and styles, moves between pages and languages, and can read nothing of the node', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ lang: 'en' });
  const { page, t } = seat;
  // What the frame is made to try below is refused, and the browser says so.
  seat.watch.allow(
    /connect-src|default-src|Refused to connect|violates the following Content Security Policy|api\/1\/session|Blocked|sandboxed/i,
  );
  await seat.open('publications?view=new');
  await checked(seat);
  await page.getByRole('button', { name: t('pub.preview_make') }).click();
  const element = page.getByTitle(t('pub.preview_frame', { n: 2 }));
  await element.waitFor({ timeout: 60_000 });
  const frame = await (await element.elementHandle())?.contentFrame();
  if (!frame) throw new Error('no frame');
  await frame.getByRole('heading', { level: 1 }).waitFor();
  expect(
    await frame.evaluate('document.fonts.ready.then(() => [...document.fonts].some((f) => f.status === "loaded"))'),
  ).toBe(true);
  expect(await frame.evaluate('getComputedStyle(document.body).fontFamily')).toContain('Noto');
  expect(await frame.evaluate('self.origin')).toBe('null');
  const asked = `fetch('/api/1/session').then((a) => a.status, () => 'refused')`;
  expect(await frame.evaluate(asked)).toBe('refused');
  await frame.getByRole('link', { name: 'Қазақша' }).click();
  await frame.waitForURL(/\/kk\/index\.html$/);
  await frame.getByRole('link', { name: 'Талаптар', exact: true }).first().click();
  await frame.waitForURL(/\/kk\/demands\.html$/);
  await page.getByRole('combobox', { name: t('pub.preview_page') }).selectOption('corrections.html');
  await frame.waitForURL(/\/en\/corrections\.html$/);
  await page.getByRole('button', { name: t('pub.width.phone') }).click();
  expect((await element.boundingBox())?.width).toBe(360);
  expect((await page.context().request.get(frame.url())).status()).toBe(200);
  expect((await page.context().request.get(frame.url().replace(/preview\/..../, 'preview/0000'))).status()).toBe(404);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('a correction, a withdrawal, and what changed, in Kazakh on a phone', { timeout: 120_000 }, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ lang: 'kk', width: 360, height: 740 });
  const { page, t } = seat;
  await seat.open('publications');
  expect(await sticksOut(page)).toEqual([]);
  await page.getByRole('link', { name: t('pub.correct') }).click();
  const form = page.getByRole('form', { name: t('pub.correct') });
  await form.getByRole('button', { name: t('pub.correct_save') }).click();
  await form.getByRole('alert').getByText(t('pub.need_text')).waitFor();
  await form.getByLabel(t('pub.text_in', { lang: t('pub.lang.kk') })).fill('Бір күн қате жазылған.');
  expect(await sticksOut(page)).toEqual([]);
  await clean(page, 'correction form');
  await form.getByRole('button', { name: t('pub.correct_save') }).click();
  await page.getByText('Бір күн қате жазылған.').waitFor();
  await page.getByText(t('pub.not_printed')).waitFor();
  await page.getByRole('link', { name: t('pub.withdraw') }).click();
  const withdraw = page.getByRole('form', { name: t('pub.withdraw') });
  await withdraw.getByText(t('pub.withdraw_help')).waitFor();
  await withdraw.getByLabel(t('pub.text_in', { lang: t('pub.lang.ru') })).fill('Дата указана неверно.');
  await withdraw.getByRole('button', { name: t('pub.withdraw_save') }).click();
  await page.getByText(t('pub.withdrawn_next')).waitFor();
  await page.getByRole('link', { name: t('pub.what_changed') }).click();
  await page.getByText(t('pub.changes_first')).waitFor();
  await clean(page, 'withdrawn');
  expect(await sticksOut(page)).toEqual([]);
  await seat.open('publications?view=new');
  await checked(seat);
  expect(await sticksOut(page)).toEqual([]);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('a mirror in a folder is written down, filled and read back; only a manager sees mirrors', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const seat = await sit({ who: MANAGER, lang: 'en' });
  const { page, t } = seat;
  mkdirSync(join(folder, 'web'));
  await seat.open('publications?view=mirrors');
  await page.getByText(t('mir.none')).waitFor();
  await page.getByRole('link', { name: t('mir.add') }).click();
  const form = page.getByRole('form', { name: t('mir.add') });
  await form.getByLabel(t('mir.kind')).selectOption('s3');
  await clean(page, 'mirror form');
  await form.getByLabel(t('mir.kind')).selectOption('folder');
  await form.getByLabel(t('mir.name')).fill('Our site');
  await form.getByLabel(t('mir.folder'), { exact: true }).fill(join(folder, 'web/site'));
  await form.getByRole('button', { name: t('mir.save') }).click();
  await page.getByText(t('mir.never')).waitFor();
  await page.getByRole('button', { name: t('mir.push', { n: 1, name: 'Our site' }) }).click();
  await page.getByText(t('mir.pushed', { n: 1 })).waitFor({ timeout: 60_000 });
  expect(await verifyEdition(join(folder, 'web/site'))).toMatchObject({ ok: true });
  await clean(page, 'mirrors');
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
  const other = await sit({ who: THIRD, lang: 'ru' });
  await other.open('publications');
  expect(await other.page.getByRole('link', { name: other.t('pub.mirrors') }).count()).toBe(0);
  await other.page.getByRole('link', { name: other.t('pub.see') }).click();
  await other.page.getByText(other.t('pub.only_reviewers')).waitFor();
  expect(await other.page.getByRole('button', { name: other.t('pub.build', { n: 2 }) }).count()).toBe(0);
  other.watch.allow(/403/);
  await other.open('publications?view=mirrors');
  await other.page.locator('.notice-bad').waitFor();
  expect(other.watch.faults).toEqual([]);
  await other.close();
});
