/** A file dropped on the desk: kept as evidence first, then a signal that names it. Text files and mail give their words. */
import { basename, extname } from 'node:path';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { readMail } from '../../intake/eml.ts';
import { type Context, actor } from '../context.ts';
import { newSubject, signalCtx, signalFields, writeAction } from './intake.ts';

const TEXT_MAX = 60_000;

/** A name as it was given, without folders and without signs that no name has. */
export const givenName = (name: string): string =>
  basename(name.replaceAll('\\', '/'))
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, 200) || 'file';

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

function contentOf(head: Uint8Array, name: string, mime: string) {
  const ext = extname(name).toLowerCase();
  if (ext === '.eml' || mime === 'message/rfc822') {
    const mail = readMail(head);
    return {
      text: [mail.subject, mail.text].filter((t) => t !== '').join('\n\n'),
      sender: mail.from,
      channel: 'email',
    };
  }
  const isText = mime.startsWith('text/') || ext === '.txt' || ext === '.md';
  return { text: isText ? words(head) : '', sender: '', channel: 'file' };
}

export async function signalsDrop(c: Context, input: ApiIn<'signals.drop'>): Promise<ApiOut<'signals.drop'>> {
  const space = c.parts.spaces.find(input.space);
  const { by } = await actor(c, input.person);
  const name = givenName(input.name);
  const { id: evidence, sha256, size, mime, duplicate } = input.kept;
  const content = contentOf(input.head, name, mime);
  const subject = newSubject(c);
  const text = (input.text?.trim() || content.text).slice(0, TEXT_MAX);
  const fields = signalFields(c, subject.bytes, {
    channel: input.channel || content.channel,
    // A picture says nothing in words: the name under which it came stands in for them.
    text: text === '' ? name : text,
    media: [evidence],
    ...(input.place === undefined ? {} : { place: input.place }),
    ...(input.claimed_at ? { claimed_at: input.claimed_at } : {}),
    ...(input.theme ? { theme: input.theme } : {}),
    ...(input.urgency ? { urgency: input.urgency } : {}),
    ...(input.speaker ? { speaker: input.speaker } : {}),
    ...(content.sender ? { sender: content.sender.slice(0, 2_000) } : {}),
  });
  const [entry] = await writeAction(c, space, by, signalCtx(c, { speaker: input.speaker, lang: 'und' }), fields);
  return { id: subject.id, entry: entry ?? '', evidence, sha256, size, mime, duplicate };
}
