/** One real browser for a test file, from npm packages alone, in a temp folder of its own; or the reason why none can run. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

export interface OpenedBrowser {
  readonly browser: Browser | null;
  /** Why there is no browser; empty when there is one. */
  readonly why: string;
  close(): Promise<void>;
}

/**
 * Pages are drawn straight into memory: the package's own settings go through a software graphics driver, which takes twice as
 * long for the same picture. The browser unpacks into the temp folder and would reuse what another user left there, so it gets
 * a private one.
 */
export async function openBrowser(folder: string): Promise<OpenedBrowser> {
  const before = process.env['TMPDIR'];
  const temp = join(folder, 'browser');
  mkdirSync(temp, { recursive: true });
  process.env['TMPDIR'] = temp;
  const restore = (): void => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  };
  try {
    const [{ default: chromium }, { chromium: driver }] = await Promise.all([
      import('@sparticuz/chromium'),
      import('playwright-core'),
    ]);
    const browser = await driver.launch({
      executablePath: await chromium.executablePath(),
      args: [...chromium.args.filter((arg) => !/single-process|angle|swiftshader|gpu/.test(arg)), '--disable-gpu'],
      env: { ...process.env, HOME: temp },
      headless: true,
    });
    return {
      browser,
      why: '',
      async close() {
        await browser.close();
        restore();
      },
    };
  } catch (cause) {
    restore();
    const line = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    return { browser: null, why: `no browser can run here: ${line}`, close: () => Promise.resolve() };
  }
}
