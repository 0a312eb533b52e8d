/**
 * Pages of the desk in a browser: bytes, time until useful, and how long keys take, on the example; then the list of records
 * at 100,000 (KUA_BENCH_ROWS). Bytes are those of a first visit, without fonts.
 */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiOut } from '../src/contract/api.ts';
import { openBrowser } from '../test/e2e/browser.ts';
import { MANAGER, type RunningNode, startNode } from '../test/e2e/running-node.ts';
import { drawn } from '../test/e2e/seat.ts';
import { countBytes, eventTimes, OBSERVE, usefulAt } from './browsing.ts';
import { note, percentile, print } from './figure.ts';
import { inventedEvents } from './invented-events.ts';

const ROWS = Number(process.env['KUA_BENCH_ROWS'] ?? 100_000);
const VISITS = 5;
const PAGES = [
  'today',
  'signals',
  'records',
  'figures?asof=now',
  'connectivity?asof=now',
  'statements/main',
  'demands',
  'demands/D6?asof=now',
  'deliveries',
  'publications',
  'settings',
];
const KEYS = ['j', 'j', 'k', 'j', '?', 'Escape'];

const folder = mkdtempSync(join(tmpdir(), 'kua-bench-desk-'));
const opened = await openBrowser(folder);
const { browser } = opened;
if (!browser) throw new Error(opened.why);

async function visit(node: RunningNode, space: string, path: string, n: number, suffix: string): Promise<void> {
  const kept = await login(node);
  const bytes: number[] = [];
  const useful: number[] = [];
  const events: number[] = [];
  for (let i = 0; i < VISITS; i++) {
    const context = await browser?.newContext({ storageState: kept, viewport: { width: 1440, height: 900 } });
    const page = await context?.newPage();
    if (!context || !page) return;
    const counted = await countBytes(await context.newCDPSession(page));
    await page.addInitScript(OBSERVE);
    await page.goto(`${node.address}s/${space}/${path}`);
    useful.push(await usefulAt(page));
    bytes.push(counted().withoutFonts);
    await page.evaluate('window.benchEvents.splice(0)');
    for (const key of KEYS) {
      await page.keyboard.press(key);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    }
    events.push(...(await eventTimes(page, KEYS.length)));
    await context.close();
  }
  const name = `desk_${path.replace(/\W+/g, '_')}${suffix}`;
  print({ name: `${name}_bytes`, n, value: percentile(bytes, 0.5) / 1000, unit: 'kB', budget: null });
  print({ name: `${name}_useful`, n, value: percentile(useful, 0.5), unit: 'ms', budget: '< 2000' });
  print({ name: `${name}_key_p95`, n, value: percentile(events, 0.95), unit: 'ms', budget: '< 100' });
}

type Kept = Awaited<ReturnType<Awaited<ReturnType<NonNullable<typeof browser>['newContext']>>['storageState']>>;
const sessions = new Map<string, Kept>();
async function login(node: RunningNode): Promise<Kept> {
  const have = sessions.get(node.address);
  if (have) return have;
  if (!browser) throw new Error(opened.why);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await node.link(MANAGER));
  await drawn(page);
  const kept = await context.storageState();
  await context.close();
  sessions.set(node.address, kept);
  return kept;
}

const node = await startNode(folder);
try {
  for (const path of PAGES) await visit(node, node.space, path, 1, '');
  note(`importing ${ROWS} rows`);
  const file = join(folder, 'events.csv');
  await pipeline(Readable.from(inventedEvents(ROWS)), createWriteStream(file));
  const report = await node.json<ApiOut<'import'>>('import', file, '--profile', 'ucdp-ged', '--space', 'case');
  if (report.new !== ROWS) throw new Error(`${report.new} of ${ROWS} rows are new`);
  for (const path of ['today', 'records', 'records?kind=Event&view=list%2Cmap%2Ctime'])
    await visit(node, 'case', path, ROWS, '_large');
} finally {
  await node.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
}
