/** Sessions of a person: where, since when, last used, which is this one; one ended, or all others. */
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { SessionJson } from '../../../contract/areas/safety.ts';
import { SAFETY_PATHS } from '../../../contract/areas/safety.ts';
import { request } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { ProblemView } from '../loadable.tsx';
import { When } from '../when.tsx';

export function SessionRows(props: {
  readonly sessions: readonly SessionJson[];
  readonly busy: boolean;
  readonly onEnd: (id: string) => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <ul className="session-list">
      {props.sessions.map((s) => {
        const browser = s.browser ?? t('safety.browser_unknown');
        return (
          <li key={s.id} className="session-row">
            <div>
              <p>
                <strong>{browser}</strong>
                {s.this && <span className="chip session-this">{t('safety.this_session')}</span>}
                {s.locked && <span className="chip session-this">{t('safety.locked_word')}</span>}
              </p>
              <p className="item-meta">
                <span>
                  {t('safety.started')} <When edtf={s.started} />
                </span>
                <span>
                  {t('safety.last_used')} <When edtf={s.used} />
                </span>
              </p>
            </div>
            {!s.this && (
              <button
                type="button"
                className="button"
                disabled={props.busy}
                aria-label={t('safety.named', { word: t('safety.end'), name: browser })}
                onClick={() => props.onEnd(s.id)}
              >
                {t('safety.end')}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function OwnSessions(): ReactNode {
  const { t } = useWords();
  const [sessions, setSessions] = useState<readonly SessionJson[] | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const load = useCallback(async (before?: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await before?.();
      const answer = (await request('GET', SAFETY_PATHS.sessions)) as { readonly sessions: readonly SessionJson[] };
      setSessions(answer.sessions);
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      setProblem(cause);
    } finally {
      setBusy(false);
    }
  }, []);
  useEffect(() => void load(), [load]);
  const end = async (path: string): Promise<void> => {
    await load(() => request('DELETE', path));
    announce(t('safety.ended'));
  };
  const others = sessions?.filter((s) => !s.this) ?? [];
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{t('safety.sessions')}</h2>
      <p className="help">{t('safety.sessions_help')}</p>
      {problem && <ProblemView problem={problem} again={() => void load()} />}
      {sessions && (
        <SessionRows
          sessions={sessions}
          busy={busy}
          onEnd={(id) => void end(SAFETY_PATHS.oneSession.replace(':id', encodeURIComponent(id)))}
        />
      )}
      {others.length > 0 && (
        <button type="button" className="button" disabled={busy} onClick={() => void end(SAFETY_PATHS.sessions)}>
          {t('safety.end_others')}
        </button>
      )}
    </section>
  );
}
