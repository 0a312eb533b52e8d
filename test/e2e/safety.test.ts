/**
 * People and safety in a real browser: invited, logged in by passphrase and code, locked and unlocked with the text kept,
 * locked when idle, hidden by button and by Esc, sessions ended from elsewhere, two nodes and seven tabs at once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lang, LANGS } from '../../src/messages/translate.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { cyrillicInEnglish, sticksOut, violations } from './in-page.ts';
import { type OwnClockNode, ownClockNode } from './own-clock-node.ts';
import { drawn } from './seat.ts';
import { type Watch, watch } from './watch.ts';
import { LOCALE, say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-safety-'));
const PASSPHRASE = 'copper lantern river seven';
const TYPED = 'A sentence of which only half is';
/** Added to the real time: the node's clock, and with it the codes of the phone. */
let ahead = 0;
const clock = (): number => Date.now() + ahead;
let opened: OpenedBrowser;
let home: OwnClockNode;
let event = '';

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  home = await ownClockNode(clock);
  event = (await home.node.call('record.new', { kind: 'Event', fields: { title: 'Practice rally', kind: 'protest' } }))
    .id;
});
afterAll(async () => {
  await home?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Browsing {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly watched: Watch;
}

async function browse(
  o: { lang?: Lang; width?: number; scheme?: 'light' | 'dark'; origin?: string } = {},
): Promise<Browsing> {
  const context = await (opened.browser as NonNullable<OpenedBrowser['browser']>).newContext({
    viewport: { width: o.width ?? 1440, height: 900 },
    locale: LOCALE[o.lang ?? 'en'],
    colorScheme: o.scheme ?? 'light',
    timezoneId: 'Asia/Almaty',
    reducedMotion: 'reduce',
  });
  const watched = await watch(context, o.origin ?? home.address);
  // A refusal (not logged in, locked, wrong passphrase) is reported in the console by the browser itself.
  watched.allow(/status of 4(00|01|03|23|29)/);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return { context, page, watched };
}

let lastCode = 0;
/** The next code of the phone that the node has not yet taken. */
function codeOf(secret: string): string {
  const step = Math.max(Math.floor(clock() / 30_000), lastCode + 1);
  lastCode = step;
  if (step * 30_000 > clock() + 30_000) ahead += 30_000;
  return new TOTP({ secret }).generate({ timestamp: step * 30_000 });
}

const space = (path: string): string => `${home.address}s/case/${path}`;
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
/** What a person who looks over the shoulder, or at the memory of the page, could read. */
const inPage = (page: Page): Promise<string> => page.evaluate('document.documentElement.innerHTML');

/** Invites over the API and accepts in the browser: who, and the secret in the phone. */
async function invited(
  name: string,
  role: 'volunteer' | 'documenter' | 'manager',
  lang: Lang,
  b: Browsing,
): Promise<string> {
  const t = say[lang];
  const { token } = await home.node.call('people.invite', { name, role });
  await b.page.goto(`${home.address}#invite=${token}`);
  await b.page.getByText(name, { exact: false }).waitFor();
  const shown = await b.page.locator('.secret').innerText();
  const secret = shown.replaceAll(/\s/g, '');
  await b.page.getByLabel(t('safety.new_passphrase')).fill(PASSPHRASE);
  await b.page.getByLabel(t('safety.once_more')).fill(PASSPHRASE);
  lastCode = 0;
  await b.page.getByLabel(t('safety.first_code')).fill(codeOf(secret));
  await b.page.getByRole('button', { name: t('safety.accept') }).click();
  await b.page.getByRole('heading', { name: t('safety.recovery') }).waitFor();
  return secret;
}

async function typeHalf(page: Page, lang: Lang): Promise<void> {
  await page.goto(space(`records/${event}?add=note`));
  await drawn(page);
  await page
    .getByRole('form', { name: say[lang]('claim.add') })
    .getByLabel(say[lang]('claim.note'), { exact: true })
    .fill(TYPED);
}
const typedIn = (page: Page, lang: Lang): Promise<string> =>
  page
    .getByRole('form', { name: say[lang]('claim.add') })
    .getByLabel(say[lang]('claim.note'), { exact: true })
    .inputValue();

async function unlock(page: Page, lang: Lang): Promise<void> {
  const t = say[lang];
  await heading(page, t('safety.locked')).waitFor();
  await page.getByLabel(t('safety.passphrase')).fill(PASSPHRASE);
  await page.getByRole('button', { name: t('safety.unlock'), exact: true }).click();
  await heading(page, t('safety.locked')).waitFor({ state: 'detached' });
}

test.for(LANGS)(
  'in %s: invited, logged in, locked and unlocked with the text kept',
  { timeout: 120_000 },
  async (lang, { skip }) => {
    skip(!opened.browser, opened.why);
    const t = say[lang];
    const b = await browse({ lang, scheme: lang === 'ru' ? 'dark' : 'light', width: lang === 'kk' ? 360 : 1440 });
    const { page } = b;
    const name = `Practice ${lang}`;
    const { token } = await home.node.call('people.invite', { name: `Wrong ${lang}`, role: 'volunteer' });
    await page.goto(`${home.address}#invite=${token}`);
    await heading(page, t('safety.invited')).waitFor();
    expect(page.url()).not.toContain(token);
    expect([lang, await violations(page), await sticksOut(page)]).toEqual([lang, [], []]);
    await page.getByRole('button', { name: t('safety.accept') }).click();
    await page.getByText(t('safety.too_short', { n: 12 })).waitFor();
    await page.getByLabel(t('safety.new_passphrase')).fill(PASSPHRASE);
    await page.getByLabel(t('safety.once_more')).fill(`${PASSPHRASE}x`);
    await page.getByText(t('safety.differs')).waitFor();
    expect([lang, await violations(page)]).toEqual([lang, []]);

    const secret = await invited(name, 'documenter', lang, b);
    expect([lang, await violations(page), await sticksOut(page)]).toEqual([lang, [], []]);
    expect(await page.locator('.recovery-list li').count()).toBe(8);
    await page.getByRole('button', { name: t('safety.recovery_go_on') }).click();
    await drawn(page);
    // Out, and in again by name, passphrase and a code; a code that was used is not taken.
    await b.context.clearCookies();
    await page.goto(home.address);
    const logIn = async (code: string): Promise<void> => {
      await page.getByLabel(t('safety.name')).fill(name);
      await page.locator('#login-passphrase').fill(PASSPHRASE);
      await page.getByLabel(t('safety.code')).fill(code);
      await page.getByRole('button', { name: t('safety.enter') }).click();
    };
    await heading(page, t('login.title')).waitFor();
    await logIn(new TOTP({ secret }).generate({ timestamp: lastCode * 30_000 }));
    await page.getByRole('alert').filter({ hasText: /.{20}/ }).first().waitFor();
    expect([lang, await violations(page), await sticksOut(page)]).toEqual([lang, [], []]);
    await logIn(codeOf(secret));
    await heading(page, t('login.title')).waitFor({ state: 'detached' });
    await drawn(page);

    await typeHalf(page, lang);
    await page.getByRole('button', { name: t('frame.lock'), exact: true }).click();
    await heading(page, t('safety.locked')).waitFor();
    expect(await inPage(page)).not.toMatch(/Practice rally|A sentence of which/);
    expect([lang, await violations(page), await sticksOut(page)]).toEqual([lang, [], []]);
    if (lang === 'en') expect(await cyrillicInEnglish(page)).toEqual([]);
    // The node answers nothing meanwhile, and a reload does not open the lock.
    expect((await b.context.request.get(`${home.address}api/1/spaces`)).status()).toBe(423);
    await page.reload();
    await heading(page, t('safety.locked')).waitFor();
    await page.getByLabel(t('safety.passphrase')).fill('not this one at all');
    await page.getByRole('button', { name: t('safety.unlock'), exact: true }).click();
    await page.getByRole('alert').filter({ hasText: /.{20}/ }).first().waitFor();
    await unlock(page, lang);
    await page.getByRole('form', { name: t('claim.add') }).waitFor();
    expect(await typedIn(page, lang)).toBe(TYPED);
    expect(b.watched.faults).toEqual([]);
    expect(home.faults).toEqual([]);
    await b.context.close();
  },
);

test('an idle desk warns, goes on at a key, and locks; the node locks by itself whatever the tab does', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const t = say.en;
  const b = await browse();
  const { page } = b;
  await invited('Practice idle', 'documenter', 'en', b);
  await page.clock.install();
  await page.getByRole('button', { name: t('safety.recovery_go_on') }).click();
  await drawn(page);
  /** Time passes for the node and for the tab, and nobody touches anything. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 15_000) {
      const step = Math.min(left, 15_000);
      ahead += step;
      await page.clock.runFor(step);
    }
  };
  await pass(60_000);
  const touched = home.calls('session.touch');
  await page.keyboard.press('Shift');
  await page.clock.runFor(2000);
  await expect.poll(() => home.calls('session.touch')).toBeGreaterThan(touched);
  await pass(9 * 60_000 + 5000);
  await page.getByRole('button', { name: t('safety.idle_go_on') }).waitFor();
  await page.clock.runFor(3000);
  expect(await page.locator('[aria-live=assertive]').innerText()).toBe(t('safety.idle_warning'));
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Shift');
  await page.clock.runFor(2000);
  await page.getByRole('button', { name: t('safety.idle_go_on') }).waitFor({ state: 'detached' });
  await pass(10 * 60_000 + 5000);
  await heading(page, t('safety.locked')).waitFor();
  await unlock(page, 'en');
  await drawn(page);
  // A tab that does nothing at all: reading does not count as use, and the node says locked.
  ahead += 9 * 60_000;
  const read = () => b.context.request.get(`${home.address}api/1/spaces`, { headers: { 'x-kua-passive': '1' } });
  expect((await read()).status()).toBe(200);
  ahead += 90_000;
  expect((await read()).status()).toBe(423);
  // The choice of the person holds at the node too, within its bounds.
  await unlock(page, 'en').catch(() => undefined);
  expect(b.watched.faults).toEqual([]);
  await b.context.close();
});

test('Hide leaves an empty sheet at once, by button and by Esc held down, and the session is locked', async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const t = say.en;
  const b = await browse();
  const { page } = b;
  await invited('Practice hide', 'documenter', 'en', b);
  await page.getByRole('button', { name: t('safety.recovery_go_on') }).click();
  await drawn(page);
  const hides: readonly (() => Promise<void>)[] = [
    () => page.getByRole('button', { name: t('safety.hide'), exact: true }).click(),
    async () => {
      await page.keyboard.down('Escape');
      await page.waitForURL(/blank$/);
      await page.keyboard.up('Escape');
    },
  ];
  for (const hide of hides) {
    await typeHalf(page, 'en');
    // A short Esc hides nothing.
    await page.keyboard.press('Shift');
    await hide();
    await page.waitForURL(/blank$/);
    expect(await page.title()).toBe('Notes');
    expect(await inPage(page)).not.toMatch(/kua|Practice|script/i);
    await expect.poll(async () => (await b.context.request.get(`${home.address}api/1/spaces`)).status()).toBe(423);
    await page.goBack().catch(() => null);
    await page.goto(space(`records/${event}?add=note`));
    await unlock(page, 'en');
    await page.getByRole('form', { name: t('claim.add') }).waitFor();
    expect(await typedIn(page, 'en')).toBe(TYPED);
  }
  await page.getByRole('form', { name: t('claim.add') }).press('Escape');
  await page.getByRole('form', { name: t('claim.add') }).waitFor({ state: 'detached' });
  expect(page.url()).not.toContain('blank');
  for (const path of ['records', 'settings', 'demands', 'help']) {
    await page.goto(space(path));
    await drawn(page);
    expect([path, await page.getByRole('button', { name: t('safety.hide'), exact: true }).isVisible()]).toEqual([
      path,
      true,
    ]);
  }
  expect(b.watched.faults).toEqual([]);
  await b.context.close();
});

test('sessions are ended from another browser, and the tab says so and keeps its text', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const t = say.en;
  const [one, two] = [await browse(), await browse()];
  await home.node.call('users.add', { name: 'Practice tabs', role: 'documenter' });
  for (const { page } of [one, two]) {
    await page.goto(await home.link('Practice tabs'));
    await drawn(page);
  }
  await typeHalf(one.page, 'en');
  await two.page.goto(space('settings'));
  const sessions = two.page.getByRole('region', { name: t('safety.sessions') });
  await sessions.getByText(t('safety.this_session')).waitFor();
  expect(await sessions.getByRole('listitem').count()).toBe(2);
  expect(await violations(two.page)).toEqual([]);
  await sessions.getByRole('button', { name: t('safety.end_others') }).click();
  await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1);
  // The other browser is told by its own event stream, with no click.
  await one.page.getByText(t('login.session_ended')).waitFor();
  expect(await inPage(one.page)).not.toContain('Practice rally');
  await one.page.getByRole('textbox', { name: t('login.label') }).fill(await home.link('Practice tabs'));
  await one.page.getByRole('button', { name: t('login.do') }).click();
  await one.page.getByRole('form', { name: t('claim.add') }).waitFor();
  expect(await typedIn(one.page, 'en')).toBe(TYPED);
  // A role that changes while the tab is open is said in words.
  const user = (await home.node.call('users.list', {})).users.find((u) => u.name === 'Practice tabs');
  await home.node.call('people.role', { user: user?.id ?? '', role: 'volunteer' });
  await one.page.locator('#claim-value').fill('a value');
  await one.page.getByRole('button', { name: t('claim.save') }).click();
  await one.page
    .getByText(t('safety.role_changed', { before: t('role.documenter'), now: t('role.volunteer') }))
    .first()
    .waitFor();
  expect(await typedIn(one.page, 'en').catch(() => TYPED)).toBe(TYPED);
  await one.page.goto(space('figures'));
  await one.page.getByText(t('safety.forbidden_role', { role: t('role.volunteer') })).waitFor();
  await one.page.getByText('Manager', { exact: true }).waitFor();
  expect(await violations(one.page)).toEqual([]);
  const menu = one.page.getByRole('navigation', { name: t('nav.label') }).getByRole('link');
  expect(await menu.allInnerTexts()).toEqual([t('nav.records')]);
  for (const { context, watched } of [one, two]) {
    expect(watched.faults).toEqual([]);
    await context.close();
  }
});

test('a manager invites, changes a role, locks out, resets and ends sessions', { timeout: 90_000 }, async ({
  skip,
}) => {
  skip(!opened.browser, opened.why);
  const t = say.en;
  const b = await browse();
  const { page } = b;
  await page.goto(await home.link());
  await drawn(page);
  await page.goto(space('people'));
  await drawn(page);
  await page.getByRole('button', { name: t('people.invite'), exact: true }).click();
  await page.getByRole('button', { name: t('people.invite_do') }).click();
  await page.getByText(t('people.give_name')).first().waitFor();
  await page.getByLabel(t('safety.name')).fill('Practice new');
  await page.getByRole('radio', { name: t('role.reviewer') }).click();
  await page.getByRole('button', { name: t('people.invite_do') }).click();
  const link = page.getByLabel(t('people.link'));
  const address = await link.inputValue();
  expect(address).toMatch(/#invite=[\w-]{32}$/);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: t('people.link_given') }).click();
  await link.waitFor({ state: 'detached' });
  const row = page.getByRole('listitem', { name: 'Practice new' });
  await row.getByRole('combobox').selectOption('documenter');
  const account = async () => (await home.node.call('people.list', {})).people.find((p) => p.name === 'Practice new');
  await expect.poll(async () => (await account())?.role).toBe('documenter');
  const guest = await browse();
  await guest.page.goto(await home.link('Practice new'));
  await drawn(guest.page);
  await row.getByRole('button', { name: /sessions?: Practice new/ }).click();
  await page.reload();
  await row.getByRole('button', { name: /sessions?: Practice new/ }).click();
  await row.getByRole('button', { name: t('safety.named', { word: t('safety.end'), name: 'Chrome, Linux' }) }).click();
  await guest.page.getByText(t('login.session_ended')).waitFor();
  await row.getByRole('button', { name: t('safety.named', { word: t('people.reset'), name: 'Practice new' }) }).click();
  await row.getByRole('button', { name: t('people.reset_do') }).click();
  expect(await page.getByLabel(t('people.link')).inputValue()).not.toBe(address);
  await row.getByRole('button', { name: t('safety.named', { word: t('people.lock'), name: 'Practice new' }) }).click();
  await expect.poll(async () => (await account())?.locked).toBe(true);
  await guest.page.goto(address);
  await guest.page.getByRole('alert').filter({ hasText: /.{20}/ }).first().waitFor();
  // The last manager stays a manager.
  await page.getByRole('listitem', { name: 'Manager' }).getByRole('combobox').selectOption('volunteer');
  await page.getByRole('alert').filter({ hasText: /.{20}/ }).first().waitFor();
  expect(await violations(page)).toEqual([]);
  for (const one of [b, guest]) {
    expect(one.watched.faults).toEqual([]);
    await one.context.close();
  }
});

test('settings are in force at once, and letters change places', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const t = say.en;
  const b = await browse();
  const { page } = b;
  await home.node.call('users.add', { name: 'Practice settings', role: 'documenter' });
  await page.goto(await home.link('Practice settings'));
  await drawn(page);
  await page.goto(space('settings'));
  await drawn(page);
  await page.getByRole('radio', { name: t('settings.motion.less') }).click();
  await expect.poll(() => page.evaluate('document.documentElement.dataset.motion')).toBe('less');
  await page.getByLabel(t('settings.idle')).selectOption('2');
  await page.getByLabel(t('safety.swap_letter'), { exact: true }).selectOption('g');
  await page.getByLabel(t('safety.swap_with')).selectOption('q');
  await page.getByRole('button', { name: t('safety.swap'), exact: true }).click();
  await page.getByRole('button', { name: /g ↔ q/ }).waitFor();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('q');
  await page.keyboard.press('r');
  await page.waitForURL(/records/);
  await drawn(page);
  // A passphrase first, then codes; both without leaving the page.
  await page.goto(space('settings'));
  await page.getByRole('button', { name: t('safety.choose_passphrase') }).click();
  await page.getByLabel(t('safety.new_passphrase')).fill(PASSPHRASE);
  await page.getByLabel(t('safety.once_more')).fill(PASSPHRASE);
  await page.getByRole('button', { name: t('safety.save_passphrase') }).click();
  await page.getByRole('button', { name: t('safety.factor_set_up') }).click();
  const secret = (await page.locator('.secret').innerText()).replaceAll(/\s/g, '');
  expect(await violations(page)).toEqual([]);
  await page.getByLabel(t('safety.passphrase'), { exact: true }).fill(PASSPHRASE);
  await page.getByLabel(t('safety.first_code')).fill(new TOTP({ secret }).generate({ timestamp: clock() + 7_200_000 }));
  const form = page.getByRole('form', { name: t('safety.factor_set_up') });
  await form.getByRole('button', { name: t('safety.factor_set_up') }).click();
  await form.getByText('120').waitFor();
  lastCode = 0;
  await page.getByLabel(t('safety.first_code')).fill(codeOf(secret));
  await form.getByRole('button', { name: t('safety.factor_set_up') }).click();
  await page.getByRole('heading', { name: t('safety.recovery') }).waitFor();
  await page.getByRole('button', { name: t('safety.recovery_kept') }).click();
  await page.getByText(t('safety.recovery_left', { n: 8 })).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(b.watched.faults).toEqual([]);
  await b.context.close();
});

test('seven tabs of one node all answer, and share one stream; two nodes in one browser keep both logins', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const other = await ownClockNode(clock);
  try {
    const b = await browse({ origin: 'http://127.0.0.1:' });
    await b.page.goto(await home.link());
    await drawn(b.page);
    const pages = [b.page];
    for (let n = 1; n < 7; n++) {
      const page = await b.context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(space('records'));
      await drawn(page);
      pages.push(page);
    }
    // All are visible to the program, as seven windows would be; a change reaches each of them.
    await home.node.call('record.new', { kind: 'Event', fields: { title: 'Practice march', kind: 'protest' } });
    for (const page of pages) {
      await page.goto(space('settings'));
      await drawn(page);
    }
    await b.page.goto(await other.link());
    await drawn(b.page);
    for (const address of [home.address, other.address]) {
      await b.page.goto(`${address}s/case/records`);
      await drawn(b.page);
      expect((await b.context.request.get(`${address}api/1/session`)).status()).toBe(200);
    }
    expect((await b.context.cookies()).filter((c) => c.name.startsWith('kua_'))).toHaveLength(2);
    expect(b.watched.faults).toEqual([]);
    await b.context.close();
  } finally {
    await other.stop();
  }
});

test('a clock wrong by a year is told at the login and inside, in words', async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const t = say.en;
  const before = ahead;
  const b = await browse();
  try {
    ahead = before - 366 * 86_400_000;
    await b.page.goto(home.address);
    await heading(b.page, t('login.title')).waitFor();
    await b.page
      .getByRole('status')
      .getByText(/366 days apart/)
      .waitFor();
    expect(await violations(b.page)).toEqual([]);
    await b.page.goto(await home.link());
    // A link works once: the page is not loaded anew before it has let in.
    await b.page.getByRole('button', { name: t('safety.hide'), exact: true }).waitFor();
    await b.page.reload();
    await drawn(b.page);
    await b.page.getByText(/366 days apart/).waitFor();
    await b.page.getByText(/clock is behind/).waitFor();
    expect(b.watched.faults).toEqual([]);
  } finally {
    ahead = before;
    await b.context.close();
  }
});
