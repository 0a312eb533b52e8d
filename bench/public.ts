/**
 * Pages of an edition as a cheap phone on a bad line meets them: 400 kbit/s, 400 ms there and back, a processor four times
 * slower. Weight, first and largest paint, shifts, blocked time, requests, and what axe finds.
 */
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openBrowser } from '../test/e2e/browser.ts';
import { violations } from '../test/e2e/in-page.ts';
import { startNode } from '../test/e2e/running-node.ts';
import { countBytes, number, OBSERVE } from './browsing.ts';
import { print } from './figure.ts';

const PAGES = [
  'index.html',
  'demands/d6.html',
  'statement.html',
  'figures/killed.html',
  'connectivity.html',
  'events.html',
  'map.html',
  'verify.html',
];
const TYPES: { readonly [ext: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** What any web server does with a folder: files with their type, text compressed. */
function serveFolder(folder: string): Promise<{ readonly address: string; close(): void }> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    try {
      const file = join(folder, path);
      if (!statSync(file).isFile()) throw new Error('no file');
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      const bytes = readFileSync(file);
      const packed = type === 'font/woff2' ? bytes : gzipSync(bytes, { level: 9 });
      response.writeHead(200, {
        'content-type': type,
        'content-length': packed.length,
        ...(packed === bytes ? {} : { 'content-encoding': 'gzip' }),
      });
      response.end(packed);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({
        address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
        close: () => server.close(),
      }),
    ),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'kua-bench-public-'));
const node = await startNode(folder);
const edition = join(folder, 'edition');
await node.json('edition', 'build', edition);
await node.stop();
const opened = await openBrowser(folder);
const { browser } = opened;
if (!browser) throw new Error(opened.why);
const site = await serveFolder(edition);
try {
  for (const path of PAGES) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.addInitScript(OBSERVE);
    const line = await context.newCDPSession(page);
    const counted = await countBytes(line);
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 400_000 / 8,
      uploadThroughput: 400_000 / 8,
    });
    await line.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(`${site.address}ru/${path}`, { waitUntil: 'load', timeout: 60_000 });
    await page.evaluate('new Promise((done) => setTimeout(done, 1000))');
    const withMap = path === 'map.html';
    const name = `public_${path.replace(/\W+/g, '_')}`;
    const figure = (what: string, value: number, unit: string, budget: string | null): void =>
      print({ name: `${name}_${what}`, n: 1, value, unit, budget });
    figure('weight', counted().withoutFonts / 1000, 'kB', withMap ? '< 120' : '< 60');
    figure('with_fonts', counted().all / 1000, 'kB', null);
    figure('first_paint', await number(page, 'window.benchFcp'), 'ms', null);
    figure('largest_paint', await number(page, 'window.benchLcp'), 'ms', withMap ? '< 3500' : '< 2500');
    figure('layout_shift', await number(page, 'window.benchCls'), 'score', '< 0.1');
    figure('blocked', await number(page, 'window.benchLong'), 'ms', '< 200');
    figure('requests', await number(page, `performance.getEntriesByType('resource').length + 1`), 'requests', null);
    await line.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    figure('axe_violations', (await violations(page)).length, 'violations', '= 0');
    await context.close();
  }
} finally {
  site.close();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
}
