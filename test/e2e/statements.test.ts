/** Statements in a real browser: drafted in three languages by keyboard, frozen, signed here and on a second node by file, confirmed, withdrawn. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiOut, StatementJson } from '../../src/contract/api.ts';
import { type Lang, LANGS } from '../../src/messages/translate.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { sticksOut, violations } from './in-page.ts';
import { type RunningNode, startNode } from './running-node.ts';
import { drawn, pickFirst, type Seat, seatsOf } from './seat.ts';
import type { Say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-statements-'));
const TEXTS: { readonly [L in Lang]: string } = {
  en: '# To the ministry (practice)\n\nWe demand:\n\n- to open an inquiry;\n\n- to free everybody.',
  ru: '# Министерству (учебному)\n\nМы требуем:\n\n- начать расследование;\n\n- освободить всех.',
  kk: '# Министрлікке (жаттығу)\n\nБіз талап етеміз:\n\n- тергеу бастау;\n\n- бәрін босату.',
};
const CLAUSES: { readonly [L in Lang]: readonly [string, string] } = {
  en: ['to open an inquiry', 'to free everybody'],
  ru: ['начать расследование', 'освободить всех'],
  kk: ['тергеу бастау', 'бәрін босату'],
};
const TITLE = 'Statement of the browser test (practice)';
let opened: OpenedBrowser;
let here: RunningNode;
let there: RunningNode;
let sit: ReturnType<typeof seatsOf>;
let sitThere: ReturnType<typeof seatsOf>;
let seat: Seat;
/** Path of the statement below the space. */
let path = '';

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  for (const name of ['here', 'there']) mkdirSync(join(folder, name));
  here = await startNode(join(folder, 'here'));
  there = await startNode(join(folder, 'there'));
  sit = seatsOf(opened.browser, here);
  sitThere = seatsOf(opened.browser, there);
}, 180_000);
afterAll(async () => {
  await here?.stop();
  await there?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Moves the focus with Tab until the control has it. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let n = 0; n < 120; n++) {
    if ((await control.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(control)}`);
}

/** The text of one language in the editor. */
const textOf = (box: Locator, t: Say): Locator => box.getByRole('textbox', { name: t('draft.text'), exact: true });

const pane = (page: Page, t: Say, lang: Lang): Locator =>
  page.getByRole('region', { name: t(`lang.${lang}`), exact: true });

/** Selects words inside a text field from the keyboard: to the start, right to the words, Shift and right over them. */
async function selectByKeys(page: Page, field: Locator, text: string, words: string): Promise<void> {
  await field.focus();
  await page.keyboard.press('Control+Home');
  for (let n = 0; n < text.indexOf(words); n++) await page.keyboard.press('ArrowRight');
  for (let n = 0; n < words.length; n++) await page.keyboard.press('Shift+ArrowRight');
}

async function saved(page: Page, t: Say): Promise<void> {
  const line = page.getByRole('status').filter({ hasText: t('form.saved', { time: '' }).trim() });
  const refused = page.getByRole('alert').filter({ hasText: /\S/ });
  await line.or(refused).first().waitFor();
  expect(await refused.allInnerTexts()).toEqual([]);
}

const statementOf = (node: RunningNode): Promise<StatementJson> =>
  node.json<StatementJson>('statement', 'show', path.split('/')[1]?.split('?')[0] ?? '');

async function textOfDownload(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

describe('a draft', () => {
  test('is begun and written in three languages with the keyboard alone', async ({ skip }) => {
    skip(!opened.browser, opened.why);
    seat = await sit();
    const { page, t } = seat;
    await seat.open('statements');
    const start = page.getByRole('button', { name: t('new.title') });
    await tabTo(page, start);
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: t('new.title') });
    await form.waitFor();
    await page.keyboard.type(TITLE);
    await tabTo(page, form.getByLabel(t('draft.text')));
    await page.keyboard.insertText(TEXTS.en);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    path = new URL(page.url()).pathname.split('/').slice(3).join('/');
    await drawn(page);
    for (const lang of ['kk', 'ru'] as const) {
      const field = textOf(pane(page, t, lang), t);
      await tabTo(page, field);
      await page.keyboard.insertText(TEXTS[lang]);
    }
    for (const lang of LANGS)
      for (const [n, words] of CLAUSES[lang].entries()) {
        const box = pane(page, t, lang);
        await selectByKeys(page, textOf(box, t), TEXTS[lang], words);
        await box.getByRole('combobox', { name: t('draft.mark_as') }).selectOption(`D${n + 1}`);
        const mark = box.getByRole('button', { name: t('draft.mark', { key: `D${n + 1}` }) });
        await tabTo(page, mark);
        await page.keyboard.press('Enter');
      }
    await page.getByLabel(t('draft.addressee_name')).focus();
    await page.keyboard.type('Practice Ministry of the browser (invented)');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await saved(page, t);
    const s = await statementOf(here);
    expect(s.versions.map((v) => [v.lang, v.text]).toSorted()).toEqual(Object.entries(TEXTS).toSorted());
    expect(s.demands.map((d) => [d.key, d.clauses.map((c) => c.lang).toSorted()])).toEqual([
      ['D1', ['en', 'kk', 'ru']],
      ['D2', ['en', 'kk', 'ru']],
    ]);
    expect(s.date).toBe('2022-01-12');
  });

  test('says what a clause lacks, follows the typing, and never loses a word to a second person', async ({ skip }) => {
    skip(!opened.browser, opened.why);
    const { page, t } = seat;
    const en = textOf(pane(page, t, 'en'), t);
    await en.focus();
    await page.keyboard.press('Control+End');
    await pane(page, t, 'en').getByRole('button', { name: /D/ }).click();
    await pane(page, t, 'en').getByText(t('draft.select_first')).waitFor();
    await en.fill(TEXTS.en.replace('to free everybody', 'to free every one of them'));
    await page.getByText(t('draft.unsaved')).waitFor();
    // Somebody else saves meanwhile.
    await here.json('statement', 'draft', (await statementOf(here)).id, '--title', `${TITLE}, hers`);
    await page.getByRole('button', { name: t('draft.save') }).click();
    await page.getByText(t('draft.newer')).waitFor();
    expect(await en.inputValue()).toContain('every one of them');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: t('draft.keep_mine') }).click();
    await page.getByRole('button', { name: t('draft.save') }).click();
    await saved(page, t);
    const s = await statementOf(here);
    expect([s.title, s.demands[1]?.verbatim]).toEqual([TITLE, 'to free every one of them']);
  });

  test('pasted HTML leaves its words; 64 KB are told before sending', async ({ skip }) => {
    skip(!opened.browser, opened.why);
    const { page, t } = seat;
    const box = pane(page, t, 'ru');
    const field = textOf(box, t);
    const before = await field.inputValue();
    await page.evaluate(`{
      const e = document.getElementById('draft-text-ru');
      e.setSelectionRange(e.value.length, e.value.length);
      const data = new DataTransfer();
      data.setData('text/html', '<p onclick="x()">Слова <b>вставки</b></p><script>bad()</script>');
      e.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }`);
    await expect.poll(() => field.inputValue()).toBe(`${before}Слова вставки`);
    await field.fill('я'.repeat(40_000));
    await box
      .getByText(t('draft.too_long', { n: 15 }))
      .first()
      .waitFor();
    await page.getByRole('button', { name: t('draft.save') }).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: t('draft.too_long', { n: 15 }) })
      .waitFor();
    await field.fill(before);
  });

  test('is freed of axe faults in each language and fits 360 px', async ({ skip }) => {
    skip(!opened.browser, opened.why);
    for (const lang of LANGS) {
      const narrow = await sit({ lang, width: 360, height: 740 });
      await narrow.open(path);
      expect([lang, await sticksOut(narrow.page)]).toEqual([lang, []]);
      expect([lang, await violations(narrow.page)]).toEqual([lang, []]);
      expect(narrow.watch.faults).toEqual([]);
      await narrow.close();
    }
  });
});

describe('freezing and signing', () => {
  test('the review shows what the hash covers; the text is frozen as reviewed', async ({ skip }) => {
    skip(!opened.browser, opened.why);
    await seat.close();
    seat = await sit({ lang: 'ru' });
    const { page, t } = seat;
    await seat.open(path);
    await page.getByRole('button', { name: t('do.freeze') }).click();
    const review = page.getByRole('region', { name: t('freeze.title') });
    await review.getByText('начать расследование').first().waitFor();
    expect(await violations(page)).toEqual([]);
    const hash = await review.locator('#text-hash').innerText();
    await review.getByLabel(t('freeze.read')).check();
    await review.getByRole('button', { name: t('freeze.do') }).click();
    await saved(page, t);
    expect(await statementOf(here)).toMatchObject({ state: 'frozen', text_hash: hash });
    await page.getByText(hash).first().waitFor();
    expect(await page.getByRole('form', { name: t('draft.edit') }).count()).toBe(0);
  });

  test('another organisation opens the file on its own node, reads, signs; the answer is checked and added', async ({
    skip,
  }) => {
    skip(!opened.browser, opened.why);
    const { page, t } = seat;
    const { text_hash } = await statementOf(here);
    await page.getByRole('button', { name: t('do.ask') }).click();
    await page
      .getByText(t('qr.too_long'))
      .or(page.getByRole('img', { name: t('ask.qr') }))
      .first()
      .waitFor();
    const [asked] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: t('ask.save', { name: '' }).trim() }).click(),
    ]);
    expect(asked.suggestedFilename()).toBe(`statement-${(text_hash ?? '').slice(0, 4)}.kua-sign`);
    const request = await textOfDownload(asked);

    const other = await sitThere({ lang: 'kk' });
    const k = other.t;
    await other.open('statements');
    await other.page.getByRole('button', { name: k('request.title') }).click();
    const panel = other.page.getByRole('region', { name: k('request.title') });
    const changed = request.replace('to open an inquiry;', 'to close an inquiry;');
    await panel.getByLabel(k('file.paste')).fill(changed);
    await panel.getByText(k('request.hash_differs')).waitFor();
    expect(await panel.getByRole('button', { name: k('request.sign') }).count()).toBe(0);
    await panel.getByLabel(k('file.choose')).setInputFiles({
      name: asked.suggestedFilename(),
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(request),
    });
    await panel.getByText(text_hash ?? '', { exact: true }).waitFor();
    expect(await violations(other.page)).toEqual([]);
    await panel.getByLabel(k('sign.as')).fill('Practice organisation of the browser');
    await panel.getByRole('button', { name: k('request.sign') }).click();
    await panel.getByRole('link', { name: k('sign.need_mandate') }).waitFor();
    await panel.getByLabel(k('sign.mandate')).fill('жаттығу басқармасының шешімі');
    const [made] = await Promise.all([
      other.page.waitForEvent('download'),
      panel.getByRole('button', { name: k('request.sign') }).click(),
    ]);
    await panel.getByRole('img', { name: k('request.qr') }).waitFor();
    const answer = await textOfDownload(made);
    expect(other.watch.faults).toEqual([]);
    await other.close();

    await page
      .getByRole('button', { name: t('do.add') })
      .first()
      .click();
    const add = page.getByRole('region', { name: t('answer.title') });
    const forged = JSON.parse(answer) as { cose: string };
    const flipped = forged.cose.endsWith('A') ? `${forged.cose.slice(0, -2)}QQ` : `${forged.cose.slice(0, -2)}AA`;
    await add.getByLabel(t('file.paste')).fill(JSON.stringify({ ...forged, cose: flipped }));
    await add.getByRole('alert').getByText(t('answer.not_added')).first().waitFor();
    expect(
      await add
        .getByRole('listitem')
        .filter({ hasText: t('answer.check.key') })
        .innerText(),
    ).toContain(t('answer.result.fail'));
    await add.getByLabel(t('file.paste')).fill(answer);
    await add.getByText('Practice organisation of the browser').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await add.getByRole('button', { name: t('answer.add') }).click();
    await saved(page, t);
    await page.getByText(t('statement.basis.key')).first().waitFor();
    expect((await statementOf(here)).signatories.map((s) => [s.basis, s.verified])).toEqual([['key', true]]);
  });
});

describe('a printed name', () => {
  test.each(LANGS)('is confirmed by a named colleague with all four, in %s', async (lang) => {
    if (!opened.browser) return;
    const file = join(folder, `letter-${lang}.txt`);
    writeFileSync(file, `An invented letter of the browser test, ${lang}.`);
    await here.json<ApiOut<'evidence.add'>>('evidence', 'add', file);
    const own = await sit({ lang });
    const { page, t } = own;
    await own.open(path);
    await page.getByRole('button', { name: t('do.signatory') }).click();
    const name = `Printed organisation ${lang}`;
    const form = page.getByRole('form', { name: t('signatory.title') });
    await form.getByLabel(t('signatory.name')).fill(name);
    await page.keyboard.press('Control+Enter');
    await saved(page, t);
    const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) });
    await row.getByText(t('statement.basis.reported')).waitFor();
    await row.getByRole('button', { name: t('confirm.title') }).click();
    const confirm = page.getByRole('form', { name: t('confirm.title') });
    await page.keyboard.press('Control+Enter');
    for (const need of ['confirm.need_by', 'confirm.need_channel', 'confirm.need_evidence'] as const)
      await confirm.getByRole('link', { name: t(need) }).waitFor();
    await confirm.getByLabel(t('confirm.by')).fill('Colleague (invented)');
    await confirm.getByLabel(t('confirm.channel')).fill('telephone');
    await pickFirst(page, confirm.getByRole('combobox', { name: t('confirm.evidence') }), 'plain');
    expect(await violations(page)).toEqual([]);
    await confirm.getByRole('button', { name: t('confirm.do') }).click();
    await saved(page, t);
    await row.getByText(t('statement.basis.confirmed')).waitFor();
    await row.getByText(t('signature.more')).click();
    await row.getByText(t('statement.basis.reported')).waitFor();
    expect(own.watch.faults).toEqual([]);
    await own.close();
  });
});

test('a signature is withdrawn and stays; the statement is published, handed on, and withdrawn by its signatories', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const { page, t } = seat;
  await seat.open(path);
  const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Printed organisation kk' }) });
  await row.getByRole('button', { name: t('withdraw.signature') }).click();
  const form = page.getByRole('form', { name: t('withdraw.signature') });
  await form.getByLabel(t('withdraw.reason')).fill('Совет организации передумал.');
  await page.keyboard.press('Control+Enter');
  await saved(page, t);
  await row.getByText('Совет организации передумал.').waitFor();
  await page.getByRole('button', { name: t('statement.publish') }).click();
  await saved(page, t);
  expect(await page.getByRole('link', { name: t('statement.deliver') }).getAttribute('href')).toContain(
    'deliveries?new=',
  );
  await page.getByRole('button', { name: t('do.withdraw') }).click();
  const withdraw = page.getByRole('form', { name: t('withdraw.title') });
  await withdraw.getByLabel(t('withdraw.reason')).fill('Упражнение закончено.');
  await withdraw.getByLabel('Practice organisation of the browser').check();
  await withdraw.getByRole('button', { name: t('withdraw.do') }).click();
  await saved(page, t);
  await page.getByText('Упражнение закончено.').first().waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await statementOf(here)).toMatchObject({ state: 'withdrawn' });
  await page.getByRole('button', { name: t('statement.replace') }).click();
  await page.getByRole('form', { name: t('draft.edit') }).waitFor();
  await page.getByText(t('statement.replaces')).waitFor();
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('the practice statement shows three signatures by key, one with its reservation', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const own = await sit({ lang: 'kk', width: 768 });
  await own.page.goto(`${here.address}s/practice-hotline/statements/PS1`);
  await drawn(own.page);
  await own.page.getByText(own.t('statement.signed_n', { n: 3 })).waitFor();
  await own.page.getByText('Practice reservation').waitFor();
  expect(await violations(own.page)).toEqual([]);
  expect(await sticksOut(own.page)).toEqual([]);
  expect(own.watch.faults).toEqual([]);
  await own.close();
});
