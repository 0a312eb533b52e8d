/** One write: busy while it runs, saved only when the node acknowledged it, the refusal kept for the form. */
import { useCallback, useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { queries } from '../api/queries.ts';

export interface Save {
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  /** Runs the write; resolves to its answer, or null when the node refused or did not answer. */
  readonly run: <A>(write: () => Promise<A>) => Promise<A | null>;
  readonly forget: () => void;
}

export function useSave(): Save {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const run = useCallback(async <A>(write: () => Promise<A>): Promise<A | null> => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await write();
      await queries.invalidateQueries();
      return answer;
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      setProblem(cause);
      return null;
    } finally {
      setBusy(false);
    }
  }, []);
  const forget = useCallback(() => setProblem(null), []);
  return { busy, problem, run, forget };
}
