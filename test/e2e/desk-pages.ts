/** Every page of the desk and every state of it that opens by a click or a key, for tests and pictures. */
import type { Page } from 'playwright-core';
import type { ApiOut } from '../../src/contract/api.ts';
import type { RunningNode } from './running-node.ts';
import { drawn, typeAndList } from './seat.ts';
import { sharedCase } from './shared-case.ts';
import type { Say } from './words.ts';

export interface DeskPage {
  /** Also the name of its picture. */
  readonly name: string;
  /** Below the space. */
  readonly path: string;
  /** Opens what is not in the address, found by the words a person reads. */
  readonly act?: (page: Page, t: Say) => Promise<void>;
  /**
   * The act opens a list beside its field. While it is open the rest of the page is hidden from screen readers, and Tab
   * closes it before the focus could go there: axe, which sees only the hiding, looks at the list alone.
   */
  readonly popup?: '[role=listbox]';
}

/** The checks of an edition read the whole case. */
async function editionChecked(page: Page, t: Say): Promise<void> {
  await page.getByText(t('pub.passed')).waitFor();
}

const go = async (node: RunningNode, page: Page, path: string): Promise<void> => {
  await page.goto(`${node.address}s/${path}`);
  await drawn(page);
};

/** A space of two organisations: a file that was written, an address that does not answer, the form of another file. */
async function sharedPage(node: RunningNode, page: Page, t: Say): Promise<void> {
  const { space } = await sharedCase(node);
  await go(node, page, `${space}/coalition`);
  const files = page.getByRole('region', { name: t('exch.by_file') });
  const network = page.getByRole('region', { name: t('exch.by_network'), exact: true });
  if ((await files.getByRole('link').count()) === 0) {
    await files.getByRole('button', { name: t('exch.write'), exact: true }).click();
    await files.getByRole('button', { name: t('exch.write_do'), exact: true }).click();
    await files.getByRole('link').first().waitFor();
  }
  if ((await network.getByText(t('exch.last_failed')).count()) === 0) {
    await network.getByRole('button', { name: t('exch.peer_add') }).click();
    const form = network.getByRole('form', { name: t('exch.peer_add') });
    await form.getByLabel(t('exch.peer_url')).fill('http://127.0.0.1:9/');
    await form.getByRole('button', { name: t('exch.peer_add') }).click();
    await network.getByText(t('exch.last_failed')).waitFor({ timeout: 60_000 });
  }
  await files.getByRole('button', { name: t('exch.write'), exact: true }).click();
  const form = files.getByRole('form', { name: t('exch.write') });
  await form.getByRole('radio', { name: new RegExp(t('exch.for.some')) }).check();
}

/** Before the rights of a device end, and whom to warn afterwards. */
async function seizedPage(node: RunningNode, page: Page, t: Say, end: boolean): Promise<void> {
  const { space, gone } = await sharedCase(node);
  await go(node, page, `${end ? gone : space}/coalition`);
  const name = t('seized.of', { name: end ? 'Office C, practice' : 'Office B, practice' });
  await page.getByRole('button', { name }).click();
  const form = page.getByRole('form', { name });
  const [show, sure] = [form.getByRole('button', { name: t('seized.show') }), form.getByLabel(t('seized.sure'))];
  await show.or(sure).first().waitFor();
  if (!end) return;
  if ((await sure.count()) > 0) {
    await sure.check();
    await form.getByRole('button', { name: t('seized.do') }).click();
  } else await show.click();
  await page.getByLabel(t('seized.list')).waitFor();
}

async function differPage(node: RunningNode, page: Page): Promise<void> {
  const { space, event } = await sharedCase(node);
  await go(node, page, `${space}/records/${event}`);
}

/** Pages with the ids that the example has at this node. */
export async function deskPages(node: RunningNode): Promise<readonly DeskPage[]> {
  const find = async (...args: readonly string[]): Promise<string> =>
    (await node.json<ApiOut<'search'>>('search', ...args, '--limit', '1')).items[0]?.id ?? '';
  const [event, source, figure, outage, person] = await Promise.all([
    find('Zhanaozen', '--kind', 'Event'),
    find('--kind', 'Source'),
    find('--kind', 'Figure'),
    find('--kind', 'Outage'),
    find('--kind', 'Person'),
  ]);
  const record = await node.json<ApiOut<'show'>>('show', event);
  const claim = Object.values(record.fields)[0]?.claim ?? '';
  return [
    { name: 'today', path: 'today' },
    { name: 'today-table', path: 'today?all=yes&demands=table' },
    { name: 'signals', path: 'signals' },
    { name: 'signals-aside', path: 'signals?act=aside' },
    { name: 'signals-promote', path: 'signals?act=promote&open=yes' },
    { name: 'signals-new', path: 'signals?act=new' },
    { name: 'signals-form-link', path: 'signals?act=link' },
    { name: 'signals-later', path: 'signals?state=later' },
    { name: 'records', path: 'records' },
    { name: 'records-filtered', path: 'records?q=Zhanaozen&kind=Event&from=2022' },
    { name: 'records-none', path: 'records?q=zzzzqqqq' },
    { name: 'records-views', path: 'records?kind=Event&view=list,map,time&from=2022-01-04&to=2022-01-08' },
    { name: 'records-save', path: 'records?kind=Event&form=save' },
    {
      name: 'records-bulk',
      path: 'records?kind=Event&view=list',
      act: async (page, t) => {
        await page
          .getByRole('region', { name: t('records.list') })
          .getByRole('checkbox')
          .first()
          .check();
        await page.getByRole('button', { name: t('bulk.do.task') }).click();
        await page.getByRole('form', { name: t('bulk.do.task') }).waitFor();
      },
    },
    {
      name: 'records-export',
      path: 'records?form=export',
      act: async (page, t) => {
        await page.getByRole('radio', { name: new RegExp(t('export.view.public')) }).check();
        await page.getByRole('link', { name: t('export.do') }).waitFor();
      },
    },
    { name: 'record', path: `records/${event}` },
    { name: 'record-evidence', path: `records/${event}?evidence=${encodeURIComponent(claim)}` },
    { name: 'record-claim', path: `records/${event}?add=date` },
    { name: 'record-relations', path: `records/${event}?tab=relations` },
    { name: 'record-history', path: `records/${event}?tab=history` },
    { name: 'record-new', path: 'records/new?of=Source' },
    { name: 'record-files', path: `records/${event}?tab=evidence` },
    { name: 'record-verification', path: `records/${figure}?tab=verification&review=open` },
    { name: 'record-public', path: `records/${event}?tab=public` },
    { name: 'record-consent', path: `records/${person}?tab=consent` },
    { name: 'record-source', path: `records/${source}` },
    { name: 'record-figure', path: `records/${figure}` },
    { name: 'record-outage', path: `records/${outage}` },
    { name: 'figures', path: 'figures?asof=now' },
    { name: 'figures-table', path: 'figures?metric=detained&view=table' },
    { name: 'figures-add', path: 'figures?add=yes' },
    { name: 'connectivity', path: 'connectivity?asof=now' },
    { name: 'connectivity-none', path: 'connectivity?from=2030' },
    { name: 'statements', path: 'statements' },
    { name: 'statements-new', path: 'statements?do=new' },
    { name: 'statements-open', path: 'statements?do=open' },
    { name: 'statement', path: 'statements/main' },
    { name: 'statement-signatory', path: 'statements/main?do=signatory' },
    { name: 'demands', path: 'demands' },
    { name: 'demand', path: 'demands/D6' },
    { name: 'demand-breached', path: 'demands/D1?asof=now' },
    { name: 'demand-quoted', path: 'demands/P1' },
    { name: 'demand-measure', path: 'demands/D3?form=measure' },
    { name: 'demand-respond', path: 'demands/D3?form=respond' },
    { name: 'demand-sides', path: 'demands/D3?form=sides' },
    { name: 'demand-indicator', path: 'demands/D3?form=indicator' },
    { name: 'demand-reopen', path: 'demands/D1?form=move&proposed=open' },
    { name: 'demands-filtered', path: 'demands?state=refused' },
    { name: 'deliveries', path: 'deliveries' },
    { name: 'delivery-new', path: 'deliveries?new=D9&as=right_of_reply' },
    {
      name: 'demand-move',
      path: 'demands/D6?form=move',
      act: async (page, t) => {
        await page.getByRole('button', { name: t('move.save') }).click();
        await page
          .getByRole('form', { name: t('move.title') })
          .getByRole('alert')
          .waitFor();
      },
    },
    { name: 'publications', path: 'publications' },
    { name: 'publications-new', path: 'publications?view=new', act: editionChecked },
    { name: 'publications-mirrors', path: 'publications?view=mirrors&mirror=-' },
    { name: 'settings', path: 'settings' },
    { name: 'coalition', path: 'coalition' },
    {
      name: 'coalition-invite',
      path: 'coalition',
      act: async (page, t) => {
        await page.getByRole('button', { name: t('coalition.invite'), exact: true }).click();
        await page.getByRole('form', { name: t('coalition.invite') }).waitFor();
      },
    },
    { name: 'coalition-shared', path: 'coalition', act: (page, t) => sharedPage(node, page, t) },
    { name: 'coalition-seized', path: 'coalition', act: (page, t) => seizedPage(node, page, t, false) },
    { name: 'coalition-seized-result', path: 'coalition', act: (page, t) => seizedPage(node, page, t, true) },
    { name: 'record-differ', path: 'records', act: (page) => differPage(node, page) },
    { name: 'people', path: 'people' },
    {
      name: 'people-invite',
      path: 'people',
      act: async (page, t) => {
        await page.getByRole('button', { name: t('people.invite'), exact: true }).click();
        await page.getByRole('form', { name: t('people.invite') }).waitFor();
      },
    },
    {
      name: 'keys',
      path: 'records',
      act: async (page, t) => {
        await page.keyboard.press('?');
        await page.getByRole('dialog', { name: t('keys.title') }).waitFor();
      },
    },
    {
      name: 'palette',
      path: 'today',
      act: async (page, t) => {
        await page.keyboard.press('Control+KeyK');
        const dialog = page.getByRole('dialog', { name: t('palette.title') });
        await dialog.getByLabel(t('palette.label')).fill('almaty');
        await dialog.getByRole('menuitem').nth(1).waitFor();
      },
    },
    {
      name: 'account',
      path: 'today',
      act: async (page, t) => {
        await page.getByRole('button', { name: t('frame.account_of', { name: '' }) }).click();
        await page.getByRole('menuitem', { name: t('frame.log_out') }).waitFor();
      },
    },
    {
      name: 'picker',
      popup: '[role=listbox]',
      path: 'demands/D3?form=measure',
      act: async (page, t) => {
        await typeAndList(page, page.getByRole('combobox', { name: t('form.evidence') }), 'almaty');
      },
    },
  ];
}
