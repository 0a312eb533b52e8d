/** Whom a bundle is for: age recipients as they stand, files of them, organisations known here by name or id. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { refuse } from '../../base/failures.ts';
import type { KnownOrganisation } from './directory.ts';

export interface Addressed {
  readonly recipients: readonly string[];
  readonly organisations: readonly KnownOrganisation[];
}

const MOST = 100;
const FILE_MAX = 64 * 1024;
const isRecipient = (text: string): boolean => /^age1[0-9a-z]{20,}$/.test(text);

function fromFile(path: string): readonly string[] {
  if (statSync(path).size > FILE_MAX) return refuse('E_FILE', { file: path, reason: 'more than 64 KiB' });
  const lines = readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [bad] = lines.filter((line) => !isRecipient(line));
  return bad === undefined ? lines : refuse('E_BUNDLE_RECIPIENT', { recipient: bad.slice(0, 80) });
}

/** Throws E_BUNDLE_RECIPIENT when a name is none, is not unique, or names an organisation whose card has no recipient. */
export function addressed(to: readonly string[], known: readonly KnownOrganisation[]): Addressed {
  const recipients = new Set<string>();
  const organisations: KnownOrganisation[] = [];
  for (const text of to) {
    if (isRecipient(text)) {
      recipients.add(text);
      organisations.push(...known.filter((o) => o.recipients.includes(text)));
      continue;
    }
    const found = known.filter((o) => o.name === text || o.id === text || (text.length >= 8 && o.id.startsWith(text)));
    const [only] = found;
    if (only && found.length === 1) {
      if (only.recipients.length === 0) return refuse('E_BUNDLE_RECIPIENT', { recipient: text.slice(0, 80) });
      for (const recipient of only.recipients) recipients.add(recipient);
      organisations.push(only);
      continue;
    }
    if (found.length === 0 && existsSync(text) && statSync(text).isFile())
      for (const line of fromFile(text)) recipients.add(line);
    else return refuse('E_BUNDLE_RECIPIENT', { recipient: text.slice(0, 80) });
  }
  if (recipients.size === 0 || recipients.size > MOST)
    return refuse('E_BUNDLE_RECIPIENT', { recipient: String(recipients.size) });
  return { recipients: [...recipients], organisations };
}
