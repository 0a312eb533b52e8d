// Pictures of every page of the desk and of every kind of public page, for people to look at: 360, 768 and 1440 px,
// light and dark, three languages, into ./screenshots (not kept by git). Run by: npm run screenshots -- [words of names]
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openBrowser } from '../test/e2e/browser.ts';
import { deskPages } from '../test/e2e/desk-pages.ts';
import { pageKinds } from '../test/e2e/edition-pages.ts';
import { startNode } from '../test/e2e/running-node.ts';
import { seatsOf } from '../test/e2e/seat.ts';

const WIDTHS = [360, 768, 1440];
const SCHEMES = ['light', 'dark'];
const LANGS = ['kk', 'ru', 'en'];
const only = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.some((word) => name.includes(word));

const out = join(dirname(dirname(fileURLToPath(import.meta.url))), 'screenshots');
const folder = mkdtempSync(join(tmpdir(), 'kua-screenshots-'));
const say = (line) => process.stderr.write(`${line}\n`);
if (only.length === 0) rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const opened = await openBrowser(folder);
if (!opened.browser) {
  say(opened.why);
  process.exit(2);
}
let taken = 0;
const take = async (page, name) => {
  await page.evaluate('document.fonts.ready.then(() => true)');
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  taken += 1;
};

const node = await startNode(folder);
try {
  const sit = seatsOf(opened.browser, node);
  const pages = (await deskPages(node)).filter((one) => wanted(`desk-${one.name}`));
  for (const lang of LANGS)
    for (const scheme of SCHEMES)
      for (const width of WIDTHS) {
        if (pages.length === 0) continue;
        const seat = await sit({ lang, scheme, width, height: width === 360 ? 740 : 900 });
        for (const one of pages) {
          await seat.open(one.path);
          await one.act?.(seat.page, seat.t);
          await take(seat.page, `desk-${one.name}-${width}-${scheme}-${lang}`);
        }
        await seat.close();
        say(`desk ${lang} ${scheme} ${width}: ${pages.length} pages`);
      }

  const edition = join(folder, 'edition');
  await node.json('edition', 'build', edition);
  for (const lang of LANGS) {
    const kinds = pageKinds(edition, lang).filter((one) => wanted(`public-${one.name}`));
    for (const scheme of SCHEMES)
      for (const width of WIDTHS) {
        if (kinds.length === 0) continue;
        const context = await opened.browser.newContext({
          viewport: { width, height: 900 },
          colorScheme: scheme,
          javaScriptEnabled: false,
          offline: true,
        });
        const page = await context.newPage();
        for (const one of kinds) {
          await page.goto(pathToFileURL(join(edition, one.path)).href);
          await page.screenshot({
            path: join(out, `public-${one.name}-${width}-${scheme}-${lang}.png`),
            fullPage: true,
          });
          taken += 1;
        }
        await context.close();
        say(`public ${lang} ${scheme} ${width}: ${kinds.length} pages`);
      }
  }
} finally {
  await node.stop();
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
}
say(`${taken} pictures in ${out}, ${readdirSync(out).length} files there`);
