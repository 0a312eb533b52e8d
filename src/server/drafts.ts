/**
 * Unsaved text of a locked session: sealed in this process's memory under a key made of the session's own token, which the
 * server does not keep. Never on a disk; gone with the session, the process, or when it was given back.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { Json } from '../base/result.ts';
import { MAX_DRAFTS } from '../contract/areas/safety.ts';

const MAX_SESSIONS = 64;

export interface KeptDrafts {
  /** False when it is too much to keep: the desk then keeps it in the tab. */
  keep(token: string, drafts: Json): boolean;
  /** Gives back and forgets. */
  take(token: string): Json | null;
  drop(token: string): void;
}

interface Sealed {
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly bytes: Buffer;
}

export function createDrafts(): KeptDrafts {
  const salt = randomBytes(32);
  const kept = new Map<string, Sealed>();
  const nameOf = (token: string): string => createHash('sha256').update(salt).update(token).digest('hex');
  const keyOf = (token: string): Buffer => Buffer.from(hkdfSync('sha256', token, salt, 'kua/drafts/1', 32));
  const take = (token: string): Json | null => {
    const name = nameOf(token);
    const sealed = kept.get(name);
    if (!sealed) return null;
    kept.delete(name);
    const cipher = createDecipheriv('aes-256-gcm', keyOf(token), sealed.iv);
    cipher.setAuthTag(sealed.tag);
    return JSON.parse(Buffer.concat([cipher.update(sealed.bytes), cipher.final()]).toString('utf8')) as Json;
  };
  return {
    keep(token, drafts) {
      const plain = Buffer.from(JSON.stringify(drafts), 'utf8');
      if (plain.length > MAX_DRAFTS) return false;
      const name = nameOf(token);
      if (!kept.has(name) && kept.size >= MAX_SESSIONS) return false;
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyOf(token), iv);
      const bytes = Buffer.concat([cipher.update(plain), cipher.final()]);
      kept.set(name, { iv, tag: cipher.getAuthTag(), bytes });
      plain.fill(0);
      return true;
    },
    take,
    drop: (token) => void kept.delete(nameOf(token)),
  };
}
