/** Which checkpoints of our log are kept here and who cosigned each, newest first; and whose a log or a witness is, by its name. */
import { toHex } from '../../base/bytes.ts';
import type { LogStatusJson } from '../../contract/areas/log.ts';
import type { LogFolder } from '../../store/log/log-folder.ts';
import type { Directory } from '../coalition/organisations.ts';
import { ownSigned } from './own-log.ts';

const LISTED = 10;

export function checkpointsOf(folder: LogFolder): LogStatusJson['checkpoints'] {
  const [frozen, pending] = [folder.frozen(), folder.pending()];
  const notes = [
    folder.checkpoint(),
    ...pending.map((size) => folder.pendingNote(size)),
    ...frozen.slice(-LISTED).map((size) => folder.frozenNote(size)),
  ];
  const by = new Map<number, LogStatusJson['checkpoints'][number]>();
  for (const note of notes) {
    if (note === null) continue;
    const { note: read, checkpoint } = ownSigned(note);
    const { size, origin } = checkpoint;
    const names = read.signatures.map((s) => s.name).filter((name) => name !== origin);
    const state = frozen.includes(size) ? 'frozen' : pending.includes(size) ? 'asked' : 'signed';
    by.set(size, { size, state, cosigned: [...new Set([...(by.get(size)?.cosigned ?? []), ...names])] });
  }
  return [...by.values()].toSorted((a, b) => b.size - a.size).slice(0, LISTED);
}

/** Names begin with 32 digits of the organisation's id; those that were chosen freely belong to nobody known. */
export function organisationOf({ chains }: Directory, name: string): string | null {
  const start = /^([0-9a-f]{32})\.kua\//.exec(name)?.[1];
  if (start === undefined) return null;
  const chain = [...chains.values()].find((one) => toHex(one.orgId).startsWith(start));
  return chain?.card.names[0]?.[1] ?? null;
}
