/** What must never happen on a page: a request to another host, an error in the console, a policy that had to refuse something. */
import type { BrowserContext } from 'playwright-core';

export interface Watch {
  /** Everything wrong so far, one line each. */
  readonly faults: readonly string[];
  /** The browser itself reports refused answers (401, 404) in the console; a test that causes one says so first. */
  allow(pattern: RegExp): void;
}

/** Watches every page of a context. `origin`: the only beginning an address may have. */
export async function watch(context: BrowserContext, origin: string): Promise<Watch> {
  const faults: string[] = [];
  const allowed: RegExp[] = [];
  const add = (line: string): void => {
    if (!allowed.some((pattern) => pattern.test(line))) faults.push(line);
  };
  const own = (url: string): boolean => url.startsWith(origin) || url.startsWith('data:') || url.startsWith('blob:');
  context.on('request', (request) => {
    if (!own(request.url())) add(`request to another host: ${request.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      add(`console ${message.type()}: ${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => add(`uncaught: ${error.error().message}`));
  await context.exposeBinding('reportViolation', (_source, text: string) => add(`policy violation: ${text}`));
  await context.addInitScript(
    `document.addEventListener('securitypolicyviolation', (e) => reportViolation(e.violatedDirective + ' ' + e.blockedURI))`,
  );
  return { faults, allow: (pattern) => void allowed.push(pattern) };
}
