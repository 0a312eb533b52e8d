/** Bad input in the forms of the desk: said in words at its field, the text kept; pasted pages are plain text; a slow node, a full disk, a lost right. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { errorBody } from '../../src/messages/errors/texts.ts';
import type { Lang } from '../../src/messages/translate.ts';
import { fieldLabel } from '../../src/records/display.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { type RunningNode, startNode } from './running-node.ts';
import { seatsOf } from './seat.ts';
import { type Say, say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-bad-input-'));
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

interface BadForm {
  readonly path: string;
  /** Opens what is not in the address. */
  readonly act?: (page: Page, t: Say) => Promise<void>;
  /** Name of the button that saves. */
  readonly save: (t: Say) => string;
  /** Name of the field that gets the bad text. */
  readonly field: (t: Say, lang: Lang) => string;
  readonly bad: string;
  /** Fills what has to stand before the node is asked. */
  readonly fill?: (form: Locator, t: Say, lang: Lang) => Promise<void>;
}

const LONG = 'ә'.repeat(10_000);
const PASTE_64K = 'a'.repeat(65_536);
const PASTE_65K = 'ы'.repeat(66_560);

/** Every form, each with one bad thing of another kind. */
const forms = (): { readonly [name: string]: BadForm } => ({
  claim: {
    path: `records/${event}?add=description`,
    save: (t) => t('claim.save'),
    field: (t, lang) => t('value.label', { field: fieldLabel('Event', 'description', lang) }),
    bad: PASTE_65K,
  },
  'new record': {
    path: 'records/new?of=Event',
    save: (t) => t('record_new.save'),
    field: (_t, lang) => fieldLabel('Event', 'date', lang),
    bad: '2022-13',
  },
  signal: {
    path: 'signals?act=new',
    save: (t) => t('signals.new.save'),
    field: (_t, lang) => fieldLabel('Signal', 'text', lang),
    bad: PASTE_65K,
    fill: async (form, _t, lang) => {
      await form.getByRole('combobox', { name: fieldLabel('Signal', 'channel', lang) }).selectOption({ index: 2 });
    },
  },
  'statement draft': {
    path: 'statements?do=new',
    save: (t) => t('new.do'),
    field: (t) => t('draft.title'),
    bad: LONG,
    fill: async (form, t) => form.getByRole('textbox', { name: t('draft.text') }).fill('We demand it.'),
  },
  measurement: {
    path: 'demands/D3?form=measure',
    save: (t) => t('measure.save'),
    field: (t) => t('measure.at'),
    bad: '5 January, or so',
  },
  response: {
    path: 'demands/D3?form=respond',
    save: (t) => t('respond.save'),
    field: (t) => t('respond.text'),
    bad: PASTE_64K,
  },
  move: {
    path: 'demands/D3?form=move',
    save: (t) => t('move.save'),
    field: (t) => t('move.at'),
    bad: '\u202e31-02-2022',
  },
  delivery: {
    path: 'deliveries?new=D9',
    save: (t) => t('delivery.save'),
    field: (t) => t('delivery.at'),
    bad: '2022-02-31',
  },
  indicator: {
    path: 'demands/D3?form=indicator',
    save: (t) => t('indicator.save'),
    field: (t) => t('indicator.question'),
    bad: LONG,
    fill: async (form, t) => {
      await form.getByRole('combobox', { name: t('indicator.proves') }).selectOption({ index: 1 });
      await form.getByRole('combobox', { name: t('indicator.source') }).selectOption({ index: 1 });
    },
  },
  'saved search': {
    path: 'records?kind=Event&form=save',
    save: (t) => t('saved.do'),
    field: (t) => t('saved.name'),
    bad: LONG,
  },
  signatory: {
    path: 'statements/main?do=signatory',
    save: (t) => t('signatory.do'),
    field: (t) => t('signatory.name'),
    bad: LONG,
  },
  mirror: {
    path: 'publications?view=mirrors&mirror=-',
    save: (t) => t('mir.save'),
    field: (t) => t('mir.name'),
    bad: LONG,
  },
  invitation: {
    path: 'people',
    act: (page, t) =>
      page
        .getByRole('button', { name: t('people.invite'), exact: true })
        .first()
        .click(),
    save: (t) => t('people.invite_do'),
    field: (t) => t('safety.name'),
    bad: LONG,
  },
});

const held = (page: Page) => page.getByRole('form').filter({ has: page.getByRole('textbox') });

test.for(['en', 'ru', 'kk'] as const)(
  'in %s every form says at the field what is wrong, and keeps the text',
  { timeout: 120_000 },
  async (lang, { skip }) => {
    skip(!opened.browser, opened.why);
    const seat = await sit({ lang });
    const { page, t } = seat;
    seat.watch.allow(/status of 4\d\d/);
    const found: string[] = [];
    for (const [n, [name, one]] of Object.entries(forms()).entries()) {
      // Every form in English, and each in one of the other languages.
      if (lang !== 'en' && n % 2 !== (lang === 'ru' ? 0 : 1)) continue;
      await seat.open(one.path);
      await one.act?.(page, t);
      const button = page.getByRole('button', { name: one.save(t), exact: true });
      const form = held(page).filter({ has: button });
      await one.fill?.(form, t, lang);
      const field = form.getByRole('textbox', { name: one.field(t, lang) }).first();
      await field.fill(one.bad);
      await button.click();
      const alert = form.getByRole('alert');
      await alert.waitFor();
      const words = await alert.innerText();
      if (
        words.length < 20 ||
        words.length > 1500 ||
        /\{\$|undefined|\[object|E_[A-Z]{3}/.test(words.split('\n')[0] ?? '')
      )
        found.push(`${name}: ${words.slice(0, 300)}`);
      if (lang !== 'en' && !/\p{Script=Cyrillic}/u.test(words)) found.push(`${name}: not in ${lang}: ${words}`);
      if ((await field.inputValue()) !== one.bad) found.push(`${name}: the text was not kept`);
      if ((await field.getAttribute('aria-invalid')) !== 'true' && one.bad !== PASTE_64K)
        found.push(`${name}: nothing is said at the field: ${words}`);
      if ((await form.locator('[aria-invalid=true]').count()) === 0) found.push(`${name}: no field is marked`);
    }
    expect(found).toEqual([]);
    expect(seat.watch.faults).toEqual([]);
    await seat.close();
  },
);

test('a pasted page is plain text, and what looks like code is only text', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const t = say.en;
  const seat = await sit();
  const { page, context } = seat;
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: node.address.slice(0, -1) });
  const plain = 'Told by two <b>neighbours</b> & a guard\n<img src=x onerror=alert(1)>';
  const label = t('value.label', { field: fieldLabel('Event', 'description', 'en') });
  await seat.open(`records/${event}?add=description`);
  await page.evaluate(
    `navigator.clipboard.write([new ClipboardItem({
      'text/html': new Blob(['<h1>Head</h1><p><b>bold</b></p>'], { type: 'text/html' }),
      'text/plain': new Blob([${JSON.stringify(plain)}], { type: 'text/plain' }) })])`,
  );
  const field = page.getByRole('form', { name: t('claim.add') }).getByLabel(label);
  await field.click();
  await page.keyboard.press('Control+KeyV');
  await expect.poll(() => field.inputValue()).toBe(plain);
  await page.getByRole('button', { name: t('claim.save') }).click();
  await page
    .getByRole('status')
    .filter({ hasText: t('form.saved', { time: '' }).trim() })
    .waitFor();
  await page.getByText('<img src=x onerror=alert(1)>').first().waitFor();
  expect(await page.locator('main img[src=x]').count()).toBe(0);
  const shown = await node.json<ApiOut<'show'>>('show', event);
  expect(shown.fields['description']?.claims.map((claim) => claim.text)).toContain(plain);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

/** A claim form, filled. */
async function filled(page: Page, t: Say, text: string): Promise<Locator> {
  const form = page.getByRole('form', { name: t('claim.add') });
  await form.getByLabel(t('value.label', { field: fieldLabel('Event', 'title', 'en') })).fill(text);
  return form;
}

test('a node that takes three seconds: the form is busy, a second press sends nothing, and it ends well', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const t = say.en;
  const seat = await sit();
  const { page } = seat;
  await seat.open(`records/${event}?add=title`);
  const form = await filled(page, t, 'Written on a slow day');
  let sent = 0;
  await page.route(/\/claims\?/, async (route) => {
    sent += 1;
    await new Promise((done) => setTimeout(done, 3000));
    await route.continue();
  });
  await form.getByRole('button', { name: t('claim.save') }).click();
  const saving = form.getByRole('button', { name: t('form.saving') });
  await saving.waitFor();
  expect(await saving.getAttribute('aria-disabled')).toBe('true');
  await saving.click({ force: true });
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('status')
    .filter({ hasText: t('form.saved', { time: '' }).trim() })
    .waitFor();
  expect(sent).toBe(1);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('a full disk is told in words and the text stays; a right that was taken away is told, too', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const t = say.en;
  await node.json('user', 'add', 'Stale Tab', '--role', 'documenter');
  const seat = await sit({ who: 'Stale Tab' });
  const { page } = seat;
  seat.watch.allow(/status of (?:507|403)/);
  await seat.open(`records/${event}?add=title`);
  const form = await filled(page, t, 'Kept through both');
  const value = form.getByLabel(t('value.label', { field: fieldLabel('Event', 'title', 'en') }));
  const save = form.getByRole('button', { name: t('claim.save') });
  const full = errorBody({ code: 'E_DISK_FULL' }, 'en');
  await page.route(/\/claims\?/, (route) =>
    route.fulfill({ status: 507, contentType: 'application/json', body: JSON.stringify({ error: full }) }),
  );
  await save.click();
  await form.getByRole('alert').filter({ hasText: full.message }).filter({ hasText: full.remedy }).waitFor();
  expect(await value.inputValue()).toBe('Kept through both');
  await page.unrouteAll({ behavior: 'wait' });

  await node.json('user', 'role', 'Stale Tab', 'volunteer');
  await save.click();
  const note = t('safety.role_changed', { before: t('role.documenter'), now: t('role.volunteer') });
  await page.getByText(note).first().waitFor();
  await node.json('user', 'role', 'Stale Tab', 'documenter');
  await page.reload();
  await page.goto(`${node.address}s/${node.space}/records/${event}?add=title`);
  await page.getByRole('form', { name: t('claim.add') }).waitFor();
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});
