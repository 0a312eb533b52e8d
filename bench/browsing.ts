/** What a browser says about a page: bytes over the line, the moment it is useful, how long a key takes to be answered. */
import type { CDPSession, Page } from 'playwright-core';

/** Runs before the page's own scripts: notes when a heading stands and nothing is loading any more, and every slow event. */
export const OBSERVE = `
  window.benchUseful = null; window.benchEvents = []; window.benchLcp = 0; window.benchCls = 0; window.benchLong = 0; window.benchFcp = 0;
  const look = () => {
    if (window.benchUseful === null && document.querySelector('h1') && !document.querySelector('[aria-busy=true]'))
      window.benchUseful = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const on = (type, work, more = {}) => {
    try { new PerformanceObserver((list) => list.getEntries().forEach(work)).observe({ type, buffered: true, ...more }); } catch {}
  };
  on('event', (e) => window.benchEvents.push(e.duration), { durationThreshold: 16 });
  on('largest-contentful-paint', (e) => { window.benchLcp = e.startTime; });
  on('layout-shift', (e) => { if (!e.hadRecentInput) window.benchCls += e.value; });
  on('longtask', (e) => { window.benchLong += Math.max(0, e.duration - 50); });
  on('paint', (e) => { if (e.name === 'first-contentful-paint') window.benchFcp = e.startTime; });
`;

/** Evaluates a number in the page. */
export const number = async (page: Page, expression: string): Promise<number> =>
  Number(await page.evaluate(expression));

/** Bytes that came over the line, as compressed, by the type of what they were. */
export interface Bytes {
  readonly all: number;
  readonly withoutFonts: number;
}

/** Counts what a page loads from now on. */
export async function countBytes(line: CDPSession): Promise<() => Bytes> {
  const types = new Map<string, string>();
  let all = 0;
  let fonts = 0;
  line.on('Network.responseReceived', (e) => types.set(e.requestId, e.type));
  line.on('Network.loadingFinished', (e) => {
    all += e.encodedDataLength;
    if (types.get(e.requestId) === 'Font') fonts += e.encodedDataLength;
  });
  await line.send('Network.enable');
  return () => ({ all, withoutFonts: all - fonts });
}

/** Waits until the page was useful, and says when that was, ms after the navigation began. */
export async function usefulAt(page: Page): Promise<number> {
  for (let tries = 0; tries < 3000; tries++) {
    const at = await page.evaluate('window.benchUseful');
    if (typeof at === 'number') return at;
    await page.waitForTimeout(20);
  }
  throw new Error(`${page.url()} did not become useful`);
}

/** Longest durations of the events since the last call, ms; an event faster than a frame is not reported and counts as one. */
export async function eventTimes(page: Page, count: number): Promise<readonly number[]> {
  await page.evaluate('new Promise((done) => setTimeout(done, 300))');
  const slow = (await page.evaluate('window.benchEvents.splice(0)')) as readonly number[];
  return [...slow, ...Array.from({ length: Math.max(0, count - slow.length) }, () => 16)];
}
