/** After so many minutes at the desk in a day: one sentence, once. Counted in this tab's memory only, while it is in use. */
import { type ReactNode, useEffect, useState } from 'react';
import { idleFor } from '../../api/activity.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';

const STEP_MS = 30_000;
/** A minute without key or click still counts: a person reads. */
const READING_MS = 2 * 60_000;

let day = '';
let usedMs = 0;
let said = false;

function count(): number {
  const today = new Date().toDateString();
  if (today !== day) {
    day = today;
    usedMs = 0;
    said = false;
  }
  if (!document.hidden && idleFor() < READING_MS) usedMs += STEP_MS;
  return usedMs;
}

export function BreakReminder(props: { readonly minutes: number }): ReactNode {
  const { t } = useWords();
  const [due, setDue] = useState(false);
  const { minutes } = props;
  useEffect(() => {
    const timer = setInterval(() => {
      const used = count();
      if (minutes === 0 || said || used < minutes * 60_000) return;
      said = true;
      setDue(true);
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [minutes]);
  const words = t('safety.break', { n: minutes });
  useEffect(() => {
    if (due) announce(words);
  }, [due, words]);
  if (!due) return null;
  return (
    <div className="bar" role="status">
      <p>{words}</p>
      <button type="button" className="button-quiet" onClick={() => setDue(false)}>
        {t('safety.understood')}
      </button>
    </div>
  );
}
