/**
 * An hour at the inbox: signals set aside and taken back by keyboard, as many as a quick person does in an hour
 * (KUA_BENCH_ACTIONS, 600), without the pauses between them. Memory of the tab before and after, and how long a key takes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { openBrowser } from '../test/e2e/browser.ts';
import { MANAGER, startNode } from '../test/e2e/running-node.ts';
import { drawn } from '../test/e2e/seat.ts';
import { say } from '../test/e2e/words.ts';
import { OBSERVE } from './browsing.ts';
import { note, percentile, print } from './figure.ts';

const ACTIONS = Number(process.env['KUA_BENCH_ACTIONS'] ?? 600);
const t = say.en;

/** Bytes the page holds after what is garbage was collected. */
async function heap(line: CDPSession): Promise<number> {
  await line.send('HeapProfiler.collectGarbage');
  const { metrics } = await line.send('Performance.getMetrics');
  return metrics.find((m) => m.name === 'JSHeapUsedSize')?.value ?? Number.NaN;
}

const folder = mkdtempSync(join(tmpdir(), 'kua-bench-triage-'));
const opened = await openBrowser(folder);
const { browser } = opened;
if (!browser) throw new Error(opened.why);
const node = await startNode(folder);
try {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(OBSERVE);
  const line = await context.newCDPSession(page);
  await line.send('Performance.enable');
  await page.goto(await node.link(MANAGER));
  await drawn(page);
  await page.goto(`${node.address}s/${node.space}/signals`);
  await page.getByRole('grid').waitFor();
  await drawn(page);
  await page.keyboard.press('j');
  await page.waitForTimeout(2000);
  const before = await heap(line);
  await page.evaluate('window.benchEvents.splice(0)');
  const form = page.getByRole('form', { name: t('signals.aside.title', { n: 1 }) });
  const waits: number[] = [];
  for (let n = 0; n < ACTIONS; n++) {
    const from = performance.now();
    await page.keyboard.press('r');
    await form.waitFor();
    await page.keyboard.press('o');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    waits.push(performance.now() - from);
    await page.keyboard.press('z');
    await page.waitForTimeout(150);
    if (n % 100 === 99) note(`${n + 1} of ${ACTIONS}`);
  }
  await page.waitForTimeout(2000);
  const events = (await page.evaluate('window.benchEvents.splice(0)')) as readonly number[];
  const after = await heap(line);
  print({ name: 'triage_tab_memory_before', n: 0, value: before / 1e6, unit: 'MB', budget: null });
  print({ name: 'triage_tab_memory_after', n: ACTIONS, value: after / 1e6, unit: 'MB', budget: '< 300' });
  print({
    name: 'triage_tab_growth',
    n: ACTIONS,
    value: (after - before) / ACTIONS / 1e3,
    unit: 'kB/action',
    budget: null,
  });
  print({ name: 'triage_action_p95', n: ACTIONS, value: percentile(waits, 0.95), unit: 'ms', budget: null });
  print({
    name: 'triage_key_p95',
    n: ACTIONS,
    value: events.length === 0 ? 16 : percentile(events, 0.95),
    unit: 'ms',
    budget: '< 100',
  });
  await context.close();
} finally {
  await node.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
}
