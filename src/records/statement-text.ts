/**
 * The text of a statement: its hash, its quotations, its states. Byte form and test values: docs/formats/statement-hash.md.
 *
 *   text_hash = SHA-256 over deterministic CBOR
 *   [ "kua-statement-1",
 *     [ [lang, text]* ],        original and agreed versions only, sorted
 *     [ [annex id, sha256]* ],  sorted
 *     [ [demand id, text]* ] ]  sorted; the id is the one printed in the statement ("D6"), never a record id
 *
 * Texts are NFC, lines end in LF, no line and no text ends in blanks. Sorting compares UTF-8 bytes, item by item.
 */
import { compareBytes, equalBytes, fromHex, toHex, utf8 } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { occursIn } from '../base/text.ts';
import { encodeCbor } from '../ledger/cbor.ts';
import type { Value } from '../ledger/model.ts';

export interface StatementVersion {
  readonly lang: string;
  readonly text: string;
  readonly standing: 'original' | 'agreed' | 'unofficial';
}
export interface StatementAnnex {
  readonly id: string;
  /** SHA-256 of the annex, 32 bytes. */
  readonly sha256: Uint8Array;
}
export interface StatementDemand {
  /** As printed: `D6`. */
  readonly id: string;
  readonly text: string;
}
export interface StatementContent {
  readonly versions: readonly StatementVersion[];
  readonly annexes: readonly StatementAnnex[];
  readonly demands: readonly StatementDemand[];
}

/** NFC, LF line ends, blanks at line ends and empty lines at the end removed. Blanks inside, no-break ones too, stay. */
export function canonicalText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+(?=\n|$)/gu, '')
    .replace(/\n+$/u, '');
}

/** The bytes that are hashed. An unofficial translation is not among them: correcting it touches no signature. */
export function statementBytes(content: StatementContent): Uint8Array {
  const signed = content.versions.filter((v) => v.standing !== 'unofficial');
  const body: Value = [
    'kua-statement-1',
    sorted(signed.map((v) => [v.lang, canonicalText(v.text)])),
    sorted(content.annexes.map((a) => [a.id, a.sha256])),
    sorted(content.demands.map((d) => [d.id, d.text.normalize('NFC')])),
  ];
  return encodeCbor(body);
}

/** Hash of a statement's text; `hash` is SHA-256. */
export const textHash = (hash: (bytes: Uint8Array) => Uint8Array, content: StatementContent): Uint8Array =>
  hash(statementBytes(content));

type Pair = readonly [string, string | Uint8Array];
const bytesOf = (item: string | Uint8Array): Uint8Array => (typeof item === 'string' ? utf8(item) : item);
const sorted = (pairs: readonly Pair[]): readonly Pair[] =>
  [...pairs].sort((a, b) => compareBytes(bytesOf(a[0]), bytesOf(b[0])) || compareBytes(bytesOf(a[1]), bytesOf(b[1])));

/** Refuses a quotation that does not occur in the text; spaces of any kind count as one space. */
export function checkQuote(verbatim: string, text: string): Result<void, Failure<'E_QUOTE'>> {
  return occursIn(verbatim, text) ? ok(undefined) : fail('E_QUOTE', { quote: verbatim.slice(0, 200) });
}

/** Every demand with whether its words occur in at least one version that is signed. */
export function demandsInText(
  versions: readonly StatementVersion[],
  demands: readonly { readonly id: string; readonly verbatim: string | null }[],
): readonly { readonly id: string; readonly inText: boolean }[] {
  const signed = versions.filter((v) => v.standing !== 'unofficial');
  return demands.map(({ id, verbatim }) => ({
    id,
    inText: verbatim !== null && signed.some((v) => occursIn(verbatim, v.text)),
  }));
}

/** Refuses a signature over another text. Hashes in hex. */
export function checkSignedHash(frozen: string, signed: string): Result<void, Failure<'E_HASH'>> {
  const [a, b] = [fromHex(frozen), fromHex(signed)];
  const same = a !== null && b !== null && a.length === 32 && equalBytes(a, b);
  return same ? ok(undefined) : fail('E_HASH', { frozen, signed });
}

export type StatementState = 'draft' | 'frozen' | 'published' | 'withdrawn';
const NEXT: { readonly [S in StatementState]: readonly StatementState[] } = {
  draft: ['frozen'],
  frozen: ['published'],
  published: ['withdrawn'],
  withdrawn: [],
};
/** What the hash covers: none of it changes once frozen. A translation can be corrected at any time. */
const FROZEN_FIELDS: readonly string[] = [
  'versions',
  'annexes',
  'demands',
  'text_hash',
  'title',
  'date',
  'issuer',
  'addressee',
];

/** May this field change in this state? `standing` says of which text version, when one is meant. */
export function checkEdit(
  state: StatementState,
  field: string,
  standing?: StatementVersion['standing'],
): Result<void, Failure<'E_FROZEN'>> {
  const open =
    state === 'draft' || !FROZEN_FIELDS.includes(field) || (field === 'versions' && standing === 'unofficial');
  return open ? ok(undefined) : fail('E_FROZEN', { state, field });
}

/**
 * May the statement enter this state, with what stands in it? Frozen and published need a signed text, every demand's words
 * in it, and the hash of exactly this text. An imported statement enters as published without passing here.
 */
export function checkStatementMove(
  hash: (bytes: Uint8Array) => Uint8Array,
  from: StatementState,
  to: StatementState,
  content: StatementContent & { readonly textHash: string | null },
): Result<void, Failure<'E_STATEMENT' | 'E_QUOTE' | 'E_HASH'>> {
  if (!NEXT[from].includes(to)) return fail('E_STATEMENT', { from, to, missing: 'order' });
  if (to === 'withdrawn') return ok(undefined);
  const signed = content.versions.filter((v) => v.standing !== 'unofficial' && v.text.trim() !== '');
  if (!signed.some((v) => v.standing === 'original')) return fail('E_STATEMENT', { from, to, missing: 'original' });
  const stray = content.demands.find((d) => !signed.some((v) => occursIn(d.text, v.text)));
  if (stray) return fail('E_QUOTE', { quote: stray.text.slice(0, 200), demand: stray.id });
  const found = toHex(textHash(hash, content));
  if (content.textHash === null) return fail('E_STATEMENT', { from, to, missing: 'text_hash' });
  return checkSignedHash(content.textHash, found);
}
