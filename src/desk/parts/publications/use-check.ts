/** The checks of the edition in preparation: made when the page opens and when the selection changes, else only when asked. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import type {
  EditionAnswerJson,
  EditionCheckJson,
  EditionSelectionJson,
} from '../../../contract/areas/publications.ts';
import { call } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';

type Found = ApiOut<'editions.check'>;

export interface Checked {
  readonly found: Found | null;
  readonly problem: ApiProblem | null;
  readonly busy: boolean;
  readonly again: () => void;
}

/** Reading a whole case takes a second or more: a check is no read that every change of the node would repeat. */
export function useCheck(space: string, selection: EditionSelectionJson): Checked {
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(true);
  const running = useRef(0);
  const key = JSON.stringify(selection);
  const run = useCallback(() => {
    const mine = ++running.current;
    setBusy(true);
    setProblem(null);
    call('editions.check', { space, ...(JSON.parse(key) as EditionSelectionJson) })
      .then((answer) => {
        if (mine === running.current) setFound(answer);
      })
      .catch((cause: unknown) => {
        if (!(cause instanceof ApiProblem)) throw cause;
        if (mine === running.current) setProblem(cause);
      })
      .finally(() => {
        if (mine === running.current) setBusy(false);
      });
  }, [space, key]);
  useEffect(() => {
    run();
    const counter = running;
    return () => {
      counter.current++;
    };
  }, [run]);
  return { found, problem, busy, again: run };
}

/** The answer that counts for what the check found. */
export const answerOf = (check: EditionCheckJson, answers: readonly EditionAnswerJson[]): EditionAnswerJson | null =>
  answers.find((a) => a.code === check.code && a.fingerprint === check.fingerprint) ?? null;

/** Whether a question is settled: answered, and confirmed when it is about people. */
export function isSettled(check: EditionCheckJson, answers: readonly EditionAnswerJson[]): boolean {
  if (check.verdict !== 'ask') return check.verdict === 'ok';
  const answer = answerOf(check, answers);
  return answer !== null && (!check.people || answer.confirmed !== null);
}
