/** Who has which signal open: said to the node while a row is in focus, read back a few times a minute; never an entry. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import { connection } from '../../api/connection.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useScope } from '../../app/space.tsx';
import { useSession } from '../../app/who.ts';

/** A row passed over by j is not being read. */
const SETTLE_MS = 1200;
const AGAIN_MS = 25_000;
const LOOK_MS = 10_000;

async function tell(space: string, id: string, reading: boolean): Promise<void> {
  if (connection() !== 'ok' || document.hidden) return;
  try {
    await call('signals.presence', { space, id, reading });
  } catch (cause) {
    // Presence is a courtesy: without it the page works as before, and the connection bar tells of a node that is gone.
    if (!(cause instanceof ApiProblem)) throw cause;
  }
}

/** Names of the others who read a signal now, by its id. */
export function usePresence(id: string | null): ReadonlyMap<string, string> {
  const scope = useScope();
  const { space } = scope;
  const session = useSession();
  const me = session.status === 'in' ? session.user.id : '';
  useEffect(() => {
    if (id === null) return undefined;
    let said = false;
    const say = (): void => {
      said = true;
      void tell(space, id, true);
    };
    const first = setTimeout(say, SETTLE_MS);
    const again = setInterval(say, AGAIN_MS);
    return () => {
      clearTimeout(first);
      clearInterval(again);
      if (said) void tell(space, id, false);
    };
  }, [space, id]);
  const read = useQuery<ApiOut<'signals.present'>, ApiProblem>({
    queryKey: ['signals.present', space],
    queryFn: ({ signal }) => call('signals.present', { space }, signal),
    refetchInterval: () => (connection() === 'ok' ? LOOK_MS : false),
  });
  const present = read.data?.present;
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const one of present ?? []) {
      if (one.person.id === me) continue;
      const had = names.get(one.id);
      names.set(one.id, had === undefined ? one.person.name : `${had}, ${one.person.name}`);
    }
    return names;
  }, [present, me]);
}
