/** The session as React sees it, and what a role may do. */
import { useSyncExternalStore } from 'react';
import { type SessionState, session, subscribeSession } from '../api/session.ts';
import type { RoleName } from '../../contract/api.ts';

export const useSession = (): SessionState => useSyncExternalStore(subscribeSession, session);

const ORDER: readonly RoleName[] = ['volunteer', 'documenter', 'reviewer', 'manager'];

/** Whether the person logged in has at least this role. The node decides; this only leaves out buttons that it would refuse. */
export function useMay(role: RoleName): boolean {
  const state = useSession();
  return state.status === 'in' && ORDER.indexOf(state.user.role) >= ORDER.indexOf(role);
}
