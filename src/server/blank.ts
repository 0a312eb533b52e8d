/** The page that Hide leaves behind: an empty sheet titled "Notes", without script, without a word of this program. */
import type { Context } from 'hono';
import { CSP } from '../contract/csp.ts';

export const BLANK_PATH = '/blank';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Notes</title>
<h1>Notes</h1>
<textarea rows="20" cols="60" aria-label="Notes" autocomplete="off" spellcheck="false"></textarea>
</html>
`;

export function serveBlank(c: Context): Response {
  c.header('content-security-policy', CSP.blank);
  c.header('cache-control', 'no-store');
  // What the browser kept of this address (files of the desk) is dropped; cookies stay: they hold the lock.
  c.header('clear-site-data', '"cache"');
  return c.html(PAGE);
}
