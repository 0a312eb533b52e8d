/** A file dropped on the desk: kept as evidence first, then a signal that names it. Text files and mail give their words. */
import { open, rm } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { decodeId } from '../../base/ids.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { readMail } from '../../intake/eml.ts';
import { type Context, actor } from '../context.ts';
import { addEvidence } from '../writes/evidence.ts';
import { type Field, newSubject, signalCtx, signalFields, writeAction } from './intake.ts';

/** What is read of a file for its words; the whole file is kept as evidence. */
const READ_MAX = 1024 * 1024;
const TEXT_MAX = 60_000;

/** A name as it was given, without folders and without signs that no name has. */
export const givenName = (name: string): string =>
  basename(name.replaceAll('\\', '/'))
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, 200) || 'file';

async function beginningOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(READ_MAX), 0, READ_MAX, 0);
    return new Uint8Array(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** Bytes as text when they are UTF-8 or Windows-1251 with words in it. */
function words(bytes: Uint8Array): string {
  for (const charset of ['utf-8', 'windows-1251']) {
    try {
      const text = new TextDecoder(charset, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text.trim();
    } catch {
      continue;
    }
  }
  return '';
}

async function contentOf(file: string, name: string, mime: string) {
  const ext = extname(name).toLowerCase();
  if (ext === '.eml' || mime === 'message/rfc822') {
    const mail = readMail(await beginningOf(file));
    return {
      text: [mail.subject, mail.text].filter((t) => t !== '').join('\n\n'),
      sender: mail.from,
      channel: 'email',
    };
  }
  const isText = mime.startsWith('text/') || ext === '.txt' || ext === '.md';
  return { text: isText ? words(await beginningOf(file)) : '', sender: '', channel: 'file' };
}

/** The temporary file is gone afterwards, whatever happened. */
export async function signalsDrop(c: Context, input: ApiIn<'signals.drop'>): Promise<ApiOut<'signals.drop'>> {
  try {
    const space = c.parts.spaces.find(input.space);
    const { by } = await actor(c, input.person);
    const name = givenName(input.name);
    const evidence = await addEvidence(c, {
      file: input.file,
      ...(input.space === undefined ? {} : { space: input.space }),
      ...(input.person === undefined ? {} : { person: input.person }),
    });
    const content = await contentOf(input.file, name, evidence.mime);
    const id = decodeId(evidence.id);
    const subject = newSubject(c);
    const text = (input.text?.trim() || content.text).slice(0, TEXT_MAX);
    const fields: Field[] = [
      ...signalFields(c, subject.bytes, {
        channel: input.channel || content.channel,
        // A picture says nothing in words: the name under which it came stands in for them.
        text: text === '' ? name : text,
        media: [evidence.id],
        ...(input.place === undefined ? {} : { place: input.place }),
        ...(input.claimed_at ? { claimed_at: input.claimed_at } : {}),
        ...(input.theme ? { theme: input.theme } : {}),
        ...(input.urgency ? { urgency: input.urgency } : {}),
        ...(input.speaker ? { speaker: input.speaker } : {}),
        ...(content.sender ? { sender: content.sender.slice(0, 2_000) } : {}),
      }),
      ...(id.ok ? [{ kind: 'Evidence', subject: id.value.id, field: 'name_given', value: name }] : []),
    ];
    const ctx = signalCtx(c, { speaker: input.speaker, lang: 'und' });
    const [entry] = await writeAction(c, space, by, ctx, fields);
    const { sha256, size, mime, duplicate } = evidence;
    return { id: subject.id, entry: entry ?? '', evidence: evidence.id, sha256, size, mime, duplicate };
  } finally {
    await rm(input.file, { force: true });
  }
}
