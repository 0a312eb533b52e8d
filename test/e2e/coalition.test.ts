/** The Coalition page with a real second node: invite, admit, compare, remove; exchange by file and network, witnesses, a seized device. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
let sitThere: ReturnType<typeof seatsOf>;

beforeAll(async () => {
  opened = await openBrowser(folder);
  if (!opened.browser) return;
  for (const name of ['one', 'two']) mkdirSync(join(folder, name));
  [node, other] = [await startNode(join(folder, 'one')), await startNode(join(folder, 'two'))];
  sit = seatsOf(opened.browser, node);
  sitThere = seatsOf(opened.browser, other);
});
afterAll(async () => {
  await node?.stop();
  await other?.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const t = say.en;
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

    await press(t('exch.write'));
    const write = page.getByRole('form', { name: t('exch.write') });
    await write.getByRole('radio', { name: t('exch.for.some') }).check();
    await write.getByRole('button', { name: t('exch.write_do') }).click();
    await write.getByText(t('exch.to_need')).first().waitFor();
    await look('write');
    await press(t('exch.write'));
    await row.getByRole('button', { name: t('seized.of', { name }) }).click();
    await page
      .getByRole('form', { name: t('seized.of', { name }) })
      .getByLabel(t('seized.sure'))
      .waitFor();
    await look('seized');
    await row.getByRole('button', { name: t('seized.of', { name }) }).click();

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

const NAME = 'Practice node';
/** A space in which the other node has a seat that writes; the id of a record in it with a number. */
async function shared(space: string): Promise<string> {
  await node.json('space', 'new', space, '--title', 'Practice');
  const made = await node.json<ApiOut<'record.new'>>(
    ...['record', 'new', 'Event', 'title=Practice march', 'kind=protest', 'date=2022-01-05', 'injured=5'],
    ...['--space', space],
  );
  const { text } = await node.json<ApiOut<'coalition.invite'>>('member', 'invite', '--space', space);
  const answer = await other.json<ApiOut<'coalition.join'>>('member', 'join', text, '--as', space);
  await node.json('member', 'admit', answer.text, '--space', space);
  return made.id;
}
const recipient = async (of: RunningNode): Promise<string> =>
  (await of.json<ApiOut<'keys.read'>>('key', 'show')).recipient;

test('a file goes there and one comes back: what was taken is told, and both desks show that the two differ', {
  timeout: 180_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const id = await shared('by-file');
  const { page, ...seat } = await sit();
  seat.watch.allow(/status of 4\d\d/);
  await open(page, 'by-file');
  const files = page.getByRole('region', { name: t('exch.by_file') });
  await files.getByRole('button', { name: t('exch.write'), exact: true }).click();
  await files.getByRole('button', { name: t('exch.write_do'), exact: true }).click();
  const saved = page.waitForEvent('download');
  await files.getByRole('link').first().click();
  const there = join(folder, 'there.kua.age');
  await (await saved).saveAs(there);
  await other.json('bundle', 'read', there);
  await other.json('claim', id, 'injured', '3', '--space', 'by-file', '--speaker', 'a nurse');
  const back = join(folder, 'back.kua.age');
  await other.json('bundle', 'write', back, '--space', 'by-file', '--to', await recipient(node));

  const choose = files.getByLabel(t('exch.read'), { exact: true });
  const plain = join(folder, 'plain.txt');
  writeFileSync(plain, 'no bundle at all');
  await choose.setInputFiles(plain);
  await files.getByRole('alert').first().waitFor();
  const torn = join(folder, 'torn.kua.age');
  writeFileSync(torn, readFileSync(back).subarray(0, -40));
  await choose.setInputFiles(torn);
  await files.getByText(t('exch.torn')).waitFor();
  await choose.setInputFiles(back);
  await files
    .getByText(t('exch.from', { name: NAME }))
    .first()
    .waitFor();
  await page
    .getByText(/new notes? came from Practice node/)
    .first()
    .waitFor();
  expect(await violations(page)).toEqual([]);
  await files.getByRole('list').getByText('back.kua.age').first().waitFor();

  const there2 = await sitThere();
  for (const [at, desk] of [
    [node, page],
    [other, there2.page],
  ] as const) {
    await desk.goto(`${at.address}s/by-file/records`);
    await drawn(desk);
    await desk.getByRole('checkbox', { name: new RegExp(t('orgs.only')) }).check();
    await desk.getByText(t('orgs.differ_item')).first().waitFor();
    await desk.goto(`${at.address}s/by-file/records/${id}`);
    await drawn(desk);
    await desk.getByText(t('orgs.differ', { names: `${NAME} and ${NAME}` })).waitFor();
    await desk
      .getByText(t('orgs.ours', { name: NAME }))
      .first()
      .waitFor();
    await desk
      .getByText(t('orgs.account_of', { name: NAME }))
      .first()
      .waitFor();
    expect(await violations(desk)).toEqual([]);
  }
  await there2.close();
  await seat.close();
});

test('an address is added and exchanged with by a button, in the background; what a peer pushes is told on any page', {
  timeout: 180_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  await shared('by-network');
  // Who was just admitted calls first: the other side does not know of the space before.
  await other.json('sync', node.address, '--space', 'by-network', '--once');
  const { page, ...seat } = await sit();
  seat.watch.allow(/status of 4\d\d/);
  await open(page, 'by-network');
  const network = page.getByRole('region', { name: t('exch.by_network'), exact: true });
  await network.getByRole('button', { name: t('exch.peer_add') }).click();
  const form = network.getByRole('form', { name: t('exch.peer_add') });
  await form.getByLabel(t('exch.peer_url')).fill('office.example');
  await form.getByRole('button', { name: t('exch.peer_add') }).click();
  await form.getByRole('alert').waitFor();
  await form.getByLabel(t('exch.peer_url')).fill(other.address);
  await form.getByRole('button', { name: t('exch.peer_add') }).click();
  await form.waitFor({ state: 'detached' });
  await network.getByText(t('exch.never')).waitFor();
  await network.getByRole('button', { name: new RegExp(t('exch.now')) }).click();
  await network.getByText(t('exch.job.sync', { name: other.address })).waitFor();
  // It goes on while the page is left.
  await page.goto(`${node.address}s/by-network/today`);
  await drawn(page);
  await open(page, 'by-network');
  await network.getByText(t('exch.sync_done')).waitFor();
  await network.getByText(t('exch.last_good')).waitFor();
  expect(await violations(page)).toEqual([]);

  await page.goto(`${node.address}s/by-network/records`);
  await drawn(page);
  await other.json('record', 'new', 'Event', 'title=A second march', '--space', 'by-network');
  await other.json('sync', node.address, '--space', 'by-network');
  await page.getByRole('complementary', { name: t('arrive.title') }).waitFor();
  await page.getByText('A second march').first().waitFor();
  expect(await violations(page)).toEqual([]);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('by file the other node witnesses our list', { timeout: 120_000 }, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  const keysOf = async (n: RunningNode) => (await n.json<ApiOut<'log.status'>>('log', 'status')).vkeys;
  await other.json('log', 'witness', 'trust', (await keysOf(node)).log);
  await node.json('log', 'witness', 'trust', (await keysOf(other)).witness);
  const { page, ...seat } = await sit();
  await open(page, 'case');
  const witnesses = page.getByRole('region', { name: t('wit.title') });
  await witnesses.getByText(t('wit.never')).first().waitFor();
  const asked = page.waitForEvent('download');
  await witnesses.getByRole('button', { name: t('wit.ask_do') }).click();
  const [request, answer] = [join(folder, 'request.txt'), join(folder, 'answer.txt')];
  await (await asked).saveAs(request);
  await other.json('log', 'witness', 'answer', request, answer);
  await witnesses.getByLabel(t('wit.read')).setInputFiles(answer);
  await witnesses.getByText(/has signed our list of/).waitFor();
  await witnesses.getByText(t('wit.state.frozen')).first().waitFor();
  expect(await violations(page)).toEqual([]);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});

test('a device is seized: by keyboard alone its rights end, and those to be warned stand in order, to print and to copy', {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!opened.browser, opened.why);
  await shared('seized');
  const held = await node.json<ApiOut<'record.new'>>(
    'record',
    'new',
    'Person',
    'names=Practice Person',
    '--space',
    'seized',
  );
  await node.json(...['record', 'new', 'Detention', `subject=${held.id}`, 'state=held_police', '--space', 'seized']);
  const { page, ...seat } = await sit({ width: 360 });
  await open(page, 'seized');
  const enter = async (name: string): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
  };
  await enter(t('seized.of', { name: NAME }));
  const form = page.getByRole('form', { name: t('seized.of', { name: NAME }) });
  await form.getByText(t('seized.n_detained', { n: 1 })).waitFor();
  await enter(t('seized.do'));
  await form.getByText(t('seized.sure_need')).first().waitFor();
  await form.getByRole('checkbox').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: t('seized.result', { name: NAME }) }).waitFor();
  const list = await page.getByLabel(t('seized.list')).inputValue();
  expect(list).toContain(`${t('seized.risk.detained')}\n1. Practice Person`);
  await page
    .getByText(/its rights have ended/)
    .first()
    .waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await sticksOut(page)).toEqual([]);
  expect(seat.watch.faults).toEqual([]);
  await seat.close();
});
