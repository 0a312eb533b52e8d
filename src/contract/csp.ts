/** Content-Security-Policy of each surface: the one place that holds a policy. */

const DESK = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'nonce-{nonce}'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const EDITION = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'";

export const CSP = {
  /** The desk page with its fresh nonce (base64url, made per response). */
  desk: (nonce: string): string => DESK.replace('{nonce}', nonce),
  /** Answers of the API: nothing is ever drawn from them. */
  api: "default-src 'none'; frame-ancestors 'none'",
  /** Bytes of an original: drawn by the desk alone, never a page of their own. */
  original: "default-src 'none'; sandbox; frame-ancestors 'none'",
  /** Pages of an edition, also as a meta tag. */
  edition: EDITION,
  /** The same pages in a frame of the desk: no origin, so nothing of the node can be read from there. */
  preview: `${EDITION}; frame-ancestors 'self'; sandbox allow-scripts`,
  /** The page that Hide leaves behind: no script, one style of its own. */
  blank: "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
  /** The public form of signals: plain HTML, one style sheet, no script. */
  report:
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
} as const;
