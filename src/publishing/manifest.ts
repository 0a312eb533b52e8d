/**
 * manifest-sha256.txt: one line per file of the edition, itself left out.
 *
 *   line  = 64 lower-case hex digits (SHA-256 of the file), two spaces, path, LF
 *   path  = relative, forward slashes, UTF-8, no empty, `.` or `..` part, no backslash, no control character
 *   order = by the bytes of the path, each path once; at least one line; the file ends with LF
 *
 * Refused as a whole (E_MANIFEST with line and reason): any line of another form. `sha256sum -c` reads the same file.
 */
import { compareBytes, fromUtf8, utf8 } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';

export const MANIFEST_NAME = 'manifest-sha256.txt';

export interface ManifestLine {
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Text of a manifest over these files, sorted by path bytes. */
export function writeManifest(lines: readonly ManifestLine[]): string {
  return [...lines]
    .map((line) => ({ line, key: utf8(line.path) }))
    .sort((a, b) => compareBytes(a.key, b.key))
    .map(({ line }) => `${line.sha256}  ${line.path}\n`)
    .join('');
}

export function parseManifest(bytes: Uint8Array): Result<readonly ManifestLine[], Failure<'E_MANIFEST'>> {
  const text = fromUtf8(bytes);
  if (text === null) return fail('E_MANIFEST', { line: 0, reason: 'not UTF-8' });
  if (text === '' || !text.endsWith('\n')) return fail('E_MANIFEST', { line: 0, reason: 'empty or cut short' });
  const lines: ManifestLine[] = [];
  let before: Uint8Array | null = null;
  for (const [i, line] of text.slice(0, -1).split('\n').entries()) {
    const found = /^([0-9a-f]{64}) {2}([^\n]+)$/u.exec(line);
    const sha256 = found?.[1];
    const path = found?.[2];
    if (sha256 === undefined || path === undefined)
      return fail('E_MANIFEST', { line: i + 1, reason: 'not a hash, two spaces and a path' });
    if (!isSafePath(path))
      return fail('E_MANIFEST', { line: i + 1, reason: `path not allowed: ${path.slice(0, 120)}` });
    const key = utf8(path);
    if (before && compareBytes(before, key) >= 0)
      return fail('E_MANIFEST', { line: i + 1, reason: `out of order or twice: ${path}` });
    before = key;
    lines.push({ path, sha256 });
  }
  return ok(lines);
}

/** True for a relative path that stays inside the folder and means the same on every system. */
export function isSafePath(path: string): boolean {
  if (path === MANIFEST_NAME || path.length > 1000) return false;
  if (/[\u0000-\u001f\u007f\\]/u.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
