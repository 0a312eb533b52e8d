/** Says in plain words when the computer's clock cannot be right, or when this browser and the node do not agree on the time. */
import { type ReactNode, useEffect, useState } from 'react';
import { formatEdtf } from '../../../base/dates.ts';
import { OTHER_PATHS } from '../../../contract/routes.ts';
import { useWords } from '../../i18n/language.tsx';

const APART_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

interface Told {
  readonly state: string;
  readonly now: string;
  /** How far the browser is ahead, ms. */
  readonly ahead: number;
}

/** A node that does not answer says so elsewhere. */
async function ask(): Promise<Told | null> {
  try {
    const answer = await fetch(OTHER_PATHS.health, { cache: 'no-store' });
    const { now, clock } = (await answer.json()) as { readonly now?: string; readonly clock?: string };
    if (now === undefined || clock === undefined) return null;
    return { state: clock, now, ahead: Date.now() - Date.parse(now) };
  } catch {
    return null;
  }
}

export function ClockNote(): ReactNode {
  const { t, lang } = useWords();
  const [told, setTold] = useState<Told | null>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    let current = true;
    void ask().then((answer) => current && setTold(answer));
    return () => {
      current = false;
    };
  }, []);
  if (told === null || seen) return null;
  const now = formatEdtf(told.now.slice(0, 10), lang);
  const apart = Math.abs(told.ahead);
  const amount =
    apart >= DAY_MS
      ? t('safety.clock_days', { n: Math.round(apart / DAY_MS) })
      : apart >= HOUR_MS
        ? t('safety.clock_hours', { n: Math.round(apart / HOUR_MS) })
        : t('safety.clock_minutes', { n: Math.round(apart / 60_000) });
  const words =
    apart >= APART_MS
      ? t('safety.clock_apart', { amount, now })
      : told.state === 'behind'
        ? t('safety.clock_behind', { now })
        : told.state === 'unused'
          ? t('safety.clock_unused', { now })
          : null;
  if (words === null) return null;
  return (
    <div className="bar bar-warn" role="status">
      <p>{words}</p>
      <button type="button" className="button-quiet" onClick={() => setSeen(true)}>
        {t('safety.understood')}
      </button>
    </div>
  );
}
