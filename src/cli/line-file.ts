/** One line of text in and out: given itself or by the name of a file; saved as a file or as a QR picture. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { refuse } from '../base/failures.ts';
import type { Given } from './command.ts';
import type { Session } from './session.ts';

/** Longer files are no such line. */
const MAX_BYTES = 1 << 20;
/** What one QR picture of the largest size holds, in bytes. */
const QR_MAX = 2900;

const codeOf = (cause: unknown, otherwise: string): string => (cause as NodeJS.ErrnoException).code ?? otherwise;

/** The text itself where it holds the mark, else the content of the file of that name. */
export async function lineOrFile(s: Session, given: string, mark: string): Promise<string> {
  if (given.includes(mark)) return given;
  const file = s.path(given);
  try {
    if ((await stat(file)).size > MAX_BYTES) return refuse('E_FILE', { file, reason: 'too long' });
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'failure' in cause) throw cause;
    return refuse('E_FILE', { file, reason: codeOf(cause, 'unreadable') }, cause);
  }
}

/** A file that is there is not written over. */
async function saveNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    refuse('E_FILE', { file, reason: codeOf(cause, 'unwritable') }, cause);
  }
}

/** `--out FILE` and `--qr FILE`: names of the files written. */
export async function saveLine(s: Session, given: Given, text: string): Promise<readonly string[]> {
  const [out, qr] = [given.text('out'), given.text('qr')];
  const saved: string[] = [];
  if (qr !== undefined) {
    if (text.length > QR_MAX) refuse('E_QR_LONG', { bytes: text.length, max: QR_MAX });
    const { default: encodeQR } = await import('qr');
    await saveNew(s.path(qr), encodeQR(text, 'svg', { ecc: 'low', border: 4 }));
    saved.push(s.path(qr));
  }
  if (out !== undefined) {
    await saveNew(s.path(out), `${text}\n`);
    saved.push(s.path(out));
  }
  return saved;
}
