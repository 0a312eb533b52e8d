/** What a use case is handed: the parts, the write path, the people, and who asks. */
import { KuaFailure, refuse } from '../base/failures.ts';
import type { RoleName, UserJson } from '../contract/api.ts';
import type { Author } from './author.ts';
import { finishErasures } from './coalition/erasure-steps.ts';
import type { Parts } from './parts.ts';
import type { People } from './users.ts';
import { personBytes } from './users.ts';

export interface Context {
  readonly parts: Parts;
  /** Null in a reader: nothing can be written there. */
  readonly author: Author | null;
  readonly people: People;
  readonly role: RoleName;
  readonly onProgress: (done: number, total: number | null, what: string) => void;
}

export function authorOf(c: Context): Author {
  if (!c.author) throw new Error('a read was asked to write');
  return c.author;
}

/** The person who acts: named, or the node's first manager. Throws E_USER, E_USER_LOCKED. */
export async function actor(
  c: Context,
  name: string | undefined,
): Promise<{ readonly user: UserJson; readonly by: Uint8Array }> {
  const user = await c.people.named(name);
  if (user.locked) refuse('E_USER_LOCKED', { name: user.name });
  return { user, by: personBytes(user) };
}

/**
 * Lets the index follow what was appended. The entry is durable already, so an index that cannot be written now (a full
 * disk) is no failure of the call: it catches up with the next write or at the next start.
 */
export async function follow(c: Context): Promise<void> {
  try {
    await c.parts.projection.catchUp();
    // An erasure that came with it, or one whose last steps had to wait.
    if (c.author) await finishErasures(c.parts, c.author);
  } catch (error) {
    if (!(error instanceof KuaFailure)) throw error;
  }
}
