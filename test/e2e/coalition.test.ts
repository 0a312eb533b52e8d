/** The Coalition page with a real second node: invite, answer on the other machine, admit, compare by voice, remove; kk, ru, en. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { LANGS } from '../../src/messages/translate.ts';
import { type OpenedBrowser, openBrowser } from './browser.ts';
import { sticksOut, violations } from './in-page.ts';
import { type RunningNode, startNode } from './running-node.ts';
import { drawn, seatsOf } from './seat.ts';
import { say } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-e2e-coalition-'));
let opened: OpenedBrowser;
let node: RunningNode;
let other: RunningNode;
let sit: ReturnType<typeof seatsOf>;

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  for (const name of ['one', 'two']) mkdirSync(join(folder, name));
  [node, other] = [await startNode(join(folder, 'one')), await startNode(join(folder, 'two'))];
  sit = seatsOf(opened.browser, node);
});
afterAll(async () => {
  await node?.stop();
  await other?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (page: Page, space: string): Promise<void> => {
  await page.goto(`${node.address}s/${space}/coalition`);
  await drawn(page);
};

test.for(LANGS)(
  'in %s an organisation is invited, admitted by its words, and removed',
  {
    timeout: 180_000,
  },
  async (lang, { skip }) => {
    skip(!opened.browser, opened.why);
    const { page, t, ...seat } = await sit({
      lang,
      scheme: lang === 'kk' ? 'dark' : 'light',
      width: lang === 'ru' ? 360 : 1280,
    });
    const found: string[] = [];
    const look = async (name: string): Promise<void> => {
      for (const broken of await violations(page)) found.push(`${name}: ${broken}`);
      for (const wide of await sticksOut(page)) found.push(`${name} sticks out: ${wide}`);
    };
    const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
    // A seat that was removed is not admitted again: each language has a space of its own.
    await node.json('space', 'new', `practice-${lang}`, '--title', 'Practice');
    await open(page, `practice-${lang}`);
    const members = page.getByRole('list', { name: t('coalition.members') }).locator('> li');
    expect(await members.count()).toBe(1);

    await press(t('coalition.invite'));
    const invite = page.getByRole('form', { name: t('coalition.invite') });
    await invite.waitFor();
    await look('invite');
    await invite.getByRole('button', { name: t('coalition.invite_do') }).click();
    const made = page.getByRole('region', { name: t('coalition.invitation') });
    const invitation = await made.getByLabel(t('coalition.invitation')).inputValue();
    expect(invitation).toMatch(/^kua-invite:1:/);
    await look('invitation');

    // On the other machine, with nothing in common but the line of text.
    const answer = await other.json<ApiOut<'coalition.join'>>('member', 'join', invitation, '--as', `shared-${lang}`);
    await made.getByRole('button', { name: t('action.close') }).click();
    await press(t('coalition.admit'));
    const admit = page.getByRole('form', { name: t('coalition.admit') });
    await admit.getByRole('button', { name: t('coalition.answer_read') }).click();
    await admit.getByText(t('coalition.answer_need')).first().waitFor();
    await admit.getByLabel(t('coalition.answer')).fill(answer.text);
    await admit.getByRole('button', { name: t('coalition.answer_read') }).click();
    // Both screens show the same words, each in letters of its reader.
    const words = (lang === 'en' ? answer.words.latin : answer.words.cyrillic).join(' ');
    await admit.getByText(words).waitFor();
    await look('answer');
    const name = 'Practice node';
    await admit.getByRole('button', { name: t('coalition.admit_do', { name }) }).click();
    await admit.waitFor({ state: 'detached' });
    await expect.poll(() => members.count()).toBe(2);

    const row = members.filter({ has: page.getByRole('button', { name: t('coalition.remove_of', { name }) }) }).last();
    // One organisation has one name on the node, however many seats: compared once, it is compared in each row.
    const same = t('safety.named', { word: t('coalition.compare_do'), name });
    const undo = t('safety.named', { word: t('coalition.compare_undo'), name });
    if ((await row.getByRole('button', { name: undo }).count()) > 0)
      await row.getByRole('button', { name: undo }).click();
    await row.getByText(t('coalition.not_compared')).waitFor();
    await row.getByRole('button', { name: same }).click();
    await row.getByRole('button', { name: undo }).waitFor();
    await look('members');

    await row.getByRole('button', { name: t('coalition.remove_of', { name }) }).click();
    const remove = page.getByRole('form', { name: t('coalition.remove_of', { name }) });
    await remove.getByLabel(t('coalition.remove_reason')).fill('practice');
    await look('remove');
    await remove.getByRole('button', { name: t('coalition.remove_do') }).click();
    await remove.waitFor({ state: 'detached' });
    await expect.poll(() => page.getByRole('button', { name: t('coalition.remove_of', { name }) }).count()).toBe(0);
    await members.getByText(t('coalition.removed'), { exact: true }).first().waitFor();
    expect(found).toEqual([]);
    expect(seat.watch.faults).toEqual([]);
    await seat.close();
  },
);

test('an invitation that came to us is read, answered, and refused in words when it is none', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const t = say.en;
  const { page, ...seat } = await sit();
  seat.watch.allow(/status of 4\d\d/);
  const invitation = await other.json<ApiOut<'coalition.invite'>>('member', 'invite', '--space', 'case');
  await open(page, 'case');
  await page.getByRole('button', { name: t('coalition.join'), exact: true }).click();
  const form = page.getByRole('form', { name: t('coalition.join') });
  await form.getByLabel(t('coalition.join_text')).fill('kua-invite:1:nonsense');
  await form.getByRole('button', { name: t('coalition.join_read') }).click();
  await form.getByRole('alert').first().waitFor();
  await form.getByLabel(t('coalition.join_text')).fill(invitation.text);
  await form.getByRole('button', { name: t('coalition.join_read') }).click();
  await form.getByText(t('coalition.join_from', { name: 'Practice node' })).waitFor();
  await form.getByRole('button', { name: t('coalition.join_do') }).click();
  await form.getByText(t('coalition.join_title_need')).first().waitFor();
  await form.getByLabel(t('coalition.join_title')).fill('Shared case');
  await form.getByRole('button', { name: t('coalition.join_do') }).click();
  const out = page.getByRole('region', { name: t('coalition.join_answer', { name: 'Practice node' }) });
  const text = await out.getByRole('textbox').inputValue();
  expect(text).toMatch(/^kua-answer:1:/);
  expect(await violations(page)).toEqual([]);
  const admitted = await other.json<ApiOut<'coalition.admit'>>('member', 'admit', text, '--space', 'case');
  expect(admitted.member.admitted || admitted.entry !== '').toBe(true);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});
