/**
 * A sign request: one JSON file (UTF-8) with all that a signer must read, docs/formats/sign-request.md.
 *
 *   format     "kua-sign-request-1"        statement  record id          space  {id, title}
 *   title, issuer, date, addressees        text_hash  hex, as claimed    versions [{lang, standing, text}]
 *   annexes    [{id, sha256}]              demands    [{id, text}]
 *
 * The hash that counts is computed from the text by whoever reads the file; the one claimed is only compared.
 * Refused before anything else: over 900,000 bytes, not JSON, another format, a member of another form (E_SIGN_FILE).
 */
import { fromHex, toHex } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { type StatementContent, type StatementVersion, textHash } from './statement-text.ts';

export const SIGN_FILE_MAX = 900_000;
export const REQUEST_FORMAT = 'kua-sign-request-1';

export interface SignRequest {
  readonly statement: string;
  readonly space: { readonly id: string; readonly title: string };
  readonly title: string;
  readonly issuer: string;
  readonly date: string | null;
  readonly addressees: readonly string[];
  readonly textHash: string;
  readonly content: StatementContent;
}
export interface OpenedRequest extends SignRequest {
  /** Computed from the text, hex. */
  readonly computed: string;
}

export type Fields = { readonly [name: string]: unknown };
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const broken = (reason: string): Result<never, Failure<'E_SIGN_FILE'>> => fail('E_SIGN_FILE', { reason });

/** The members of a sign file of the given format. */
export function signFileFields(file: string, format: string): Result<Fields, Failure<'E_SIGN_FILE'>> {
  if (file.length > SIGN_FILE_MAX) return broken(`more than ${SIGN_FILE_MAX} characters`);
  let read: unknown;
  try {
    read = JSON.parse(file);
  } catch {
    return broken('not JSON');
  }
  if (!isFields(read)) return broken('not a sign file');
  return read['format'] === format ? ok(read) : broken('not a sign file');
}

/** Name under which both files are saved: the first bytes of the hash tell them apart on a disk. */
export const signFileName = (hash: string, answer: boolean): string =>
  `statement-${hash.slice(0, 4)}${answer ? '-answer' : ''}.kua-sign`;

export function writeRequest(request: SignRequest): string {
  const { statement, space, title, issuer, date, addressees, content } = request;
  const body = {
    format: REQUEST_FORMAT,
    statement,
    space,
    title,
    issuer,
    date,
    addressees,
    text_hash: request.textHash,
    versions: content.versions.map(({ lang, standing, text }) => ({ lang, standing, text })),
    annexes: content.annexes.map((a) => ({ id: a.id, sha256: toHex(a.sha256) })),
    demands: content.demands.map(({ id, text }) => ({ id, text })),
  };
  return `${JSON.stringify(body, null, 1)}\n`;
}

const STANDINGS: readonly unknown[] = ['original', 'agreed', 'unofficial'] satisfies StatementVersion['standing'][];

/** Reads a request and computes the hash of its text; `hash` is SHA-256. The claimed hash may differ: the caller compares. */
export function readRequest(
  hash: (bytes: Uint8Array) => Uint8Array,
  file: string,
): Result<OpenedRequest, Failure<'E_SIGN_FILE'>> {
  const opened = signFileFields(file, REQUEST_FORMAT);
  if (!opened.ok) return opened;
  const f = opened.value;
  const content = contentOf(f);
  if (typeof content === 'string') return broken(content);
  const space = isFields(f['space']) ? f['space'] : {};
  const { statement, text_hash: claimed, title, issuer, date } = f;
  if (typeof statement !== 'string' || !/^sta_[0-9a-hjkmnp-tv-z]{26}$/.test(statement)) return broken('statement');
  if (typeof claimed !== 'string' || fromHex(claimed)?.length !== 32) return broken('text_hash');
  if (typeof title !== 'string' || typeof issuer !== 'string') return broken('title');
  if (date !== null && typeof date !== 'string') return broken('date');
  const addressees = list(f['addressees']);
  if (!addressees?.every((a) => typeof a === 'string')) return broken('addressees');
  return ok({
    statement,
    space: { id: String(space['id'] ?? ''), title: String(space['title'] ?? '') },
    title,
    issuer,
    date,
    addressees: addressees as readonly string[],
    textHash: claimed,
    content,
    computed: toHex(textHash(hash, content)),
  });
}

const list = (value: unknown): readonly unknown[] | null =>
  Array.isArray(value) && value.length <= 200 ? value : null;

/** The content, or the name of the member that is not in form. */
function contentOf(f: Fields): StatementContent | string {
  const versions = list(f['versions'])?.flatMap((v): StatementVersion[] => {
    if (!isFields(v) || typeof v['lang'] !== 'string' || typeof v['text'] !== 'string') return [];
    return STANDINGS.includes(v['standing'])
      ? [{ lang: v['lang'], text: v['text'], standing: v['standing'] as StatementVersion['standing'] }]
      : [];
  });
  if (
    !versions ||
    versions.length !== list(f['versions'])?.length ||
    versions.every((v) => v.standing === 'unofficial')
  )
    return 'versions';
  const annexes = list(f['annexes'])?.flatMap((a) => {
    const sha256 = isFields(a) && typeof a['sha256'] === 'string' ? fromHex(a['sha256']) : null;
    return isFields(a) && typeof a['id'] === 'string' && sha256?.length === 32 ? [{ id: a['id'], sha256 }] : [];
  });
  if (!annexes || annexes.length !== list(f['annexes'])?.length) return 'annexes';
  const demands = list(f['demands'])?.flatMap((d) =>
    isFields(d) && typeof d['id'] === 'string' && typeof d['text'] === 'string'
      ? [{ id: d['id'], text: d['text'] }]
      : [],
  );
  if (!demands || demands.length !== list(f['demands'])?.length) return 'demands';
  return { versions, annexes, demands };
}
