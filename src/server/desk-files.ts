/** Serves the built desk: hashed files for ever, the page itself fresh with a nonce per response. */
import { readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Handler } from 'hono';
import { CSP } from '../contract/csp.ts';

const TYPES: { readonly [ext: string]: string } = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
};

/** No file of the desk has a longer path; a longer one is no name to the system. */
const MAX_PATH = 200;

/** Null for a path that is no text, or that no file can have. */
function pathOf(url: string): string | null {
  try {
    const path = normalize(decodeURIComponent(new URL(url).pathname));
    return path.includes('\0') || path.length > MAX_PATH ? null : path;
  } catch {
    return null;
  }
}

/** Fonts and pictures are compressed already. */
const TEXT = new Set(['.js', '.css', '.svg', '.json', '.webmanifest']);

/** Hashed files compressed once each: their names change with their content. */
function compressor(): (file: string, bytes: Buffer) => Buffer {
  const kept = new Map<string, Buffer>();
  return (file, bytes) => {
    const packed = kept.get(file) ?? gzipSync(bytes, { level: 9 });
    kept.set(file, packed);
    return packed;
  };
}

export function serveDesk(dir: string, nonce: () => string): Handler {
  let page: string | null = null;
  const compress = compressor();
  return (c) => {
    const path = pathOf(c.req.url);
    if (path === null) return c.notFound();
    const file = join(dir, path);
    const type = TYPES[extname(path)];
    if (type && file.startsWith(`${dir}/`) && statSync(file, { throwIfNoEntry: false })?.isFile()) {
      const immutable = path.startsWith('/assets/');
      c.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      c.header('content-type', type);
      const bytes = readFileSync(file);
      if (!immutable || !TEXT.has(extname(path))) return c.body(new Uint8Array(bytes));
      c.header('vary', 'accept-encoding');
      if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(new Uint8Array(bytes));
      c.header('content-encoding', 'gzip');
      return c.body(new Uint8Array(compress(file, bytes)));
    }
    if (extname(path) !== '' && type) return c.notFound();
    page ??= readFileSync(join(dir, 'index.html'), 'utf8');
    const fresh = nonce();
    c.header('content-security-policy', CSP.desk(fresh));
    c.header('cache-control', 'no-store');
    return c.html(page.replaceAll('__NONCE__', fresh));
  };
}
