/** Locks a desk that nobody uses; says so a minute before, and any key or click goes on. The node locks by its own clock too. */
import { type ReactNode, useEffect, useState } from 'react';
import { IDLE_WARNING_MS } from '../../../contract/areas/safety.ts';
import { followInput, idleFor, toldAgo, untold, usedElsewhere } from '../../api/activity.ts';
import { ApiProblem } from '../../api/problem.ts';
import { extendSession, idleLeft, lockDesk } from '../../api/session.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';

const TICK_MS = 1000;
/** So often at most the node is told that the person is still here, when nothing else is asked of it. */
const TELL_MS = 45_000;

const quietly = (asked: Promise<unknown>): void =>
  void asked.catch((cause: unknown) => {
    // Ended, locked or not answering: the session and the connection say so themselves.
    if (!(cause instanceof ApiProblem)) throw cause;
  });

export function IdleGuard(props: { readonly minutes: number }): ReactNode {
  const { t } = useWords();
  const [warned, setWarned] = useState(false);
  const limit = props.minutes * 60_000;
  useEffect(() => followInput(), []);
  useEffect(() => {
    let asked = false;
    const tick = (): void => {
      const idle = idleFor();
      if (idle >= limit) {
        void lockDesk();
      } else if (idle < limit - IDLE_WARNING_MS) {
        if (asked) {
          asked = false;
          setWarned(false);
        }
        if (untold() && toldAgo() >= TELL_MS) quietly(extendSession());
      } else if (!asked) {
        asked = true;
        // Another tab of the session may be in use: the node knows.
        quietly(
          idleLeft().then((left) => {
            if (left !== null && left > IDLE_WARNING_MS + TICK_MS) usedElsewhere(limit - left);
            else setWarned(true);
          }),
        );
      }
    };
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [limit]);
  useEffect(() => {
    if (warned) announce(t('safety.idle_warning'), true);
  }, [warned, t]);
  if (!warned) return null;
  return (
    <section className="bar bar-warn bar-above" aria-label={t('frame.lock')}>
      <p>{t('safety.idle_warning')}</p>
      <button type="button" className="button" onClick={() => quietly(extendSession())}>
        {t('safety.idle_go_on')}
      </button>
    </section>
  );
}
