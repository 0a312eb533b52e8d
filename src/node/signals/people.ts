/** People of this node as a triage list names them. */
import type { SignalPerson } from '../../contract/areas/signals.ts';
import type { Context } from '../context.ts';
import { personBytes } from '../users.ts';
import { personRef } from './account.ts';

export interface KnownPerson extends SignalPerson {
  /** As a signal's `assignee` names them. */
  readonly ref: string;
  readonly locked: boolean;
}

export const knownPeople = async (c: Context): Promise<readonly KnownPerson[]> =>
  (await c.people.list()).map((user) => ({
    id: user.id,
    name: user.name,
    ref: personRef(personBytes(user)),
    locked: user.locked,
  }));
