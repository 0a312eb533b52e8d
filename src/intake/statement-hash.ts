/**
 * Hash of a statement's text as printed: SHA-256 over deterministic CBOR of
 * ["kua-statement-1", [[lang, text] by lang], [[annex id, sha256] by id], [[demand id, text] by id]].
 * Texts are NFC with LF and no blanks at line ends; unofficial translations are left out.
 */
import { createHash } from 'node:crypto';
import { toHex } from '../base/bytes.ts';
import { encodeCbor } from '../ledger/cbor.ts';

const byFirst = (a: readonly [string, string], b: readonly [string, string]): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;

export const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t\u00a0]+$/gm, '')
    .replace(/\n+$/, '');

export function statementHash(
  versions: readonly (readonly [lang: string, text: string])[],
  demands: readonly (readonly [id: string, text: string])[],
): string {
  const texts = versions.map(([lang, text]) => [lang, plainText(text)] as const);
  const asked = demands.map(([id, text]) => [id, text.normalize('NFC')] as const);
  const bytes = encodeCbor(['kua-statement-1', [...texts].sort(byFirst), [], [...asked].sort(byFirst)]);
  return toHex(createHash('sha256').update(bytes).digest());
}
