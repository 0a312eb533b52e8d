/** Hide: the button in the frame, or Esc held for 0.8 s. The page is an empty sheet at once, and the session is locked. */
import { EyeOff } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { SAFETY_PATHS } from '../../../contract/areas/safety.ts';
import { queries } from '../../api/queries.ts';
import { lockBeacon } from '../../api/session.ts';
import { useWords } from '../../i18n/language.tsx';

const HOLD_MS = 800;
/** A beacon may carry 64 KB; the rest of the unsaved text is let go. */
const BEACON_BYTES = 60_000;
const BLANK = '/blank';

function hide(): void {
  const body = lockBeacon(BEACON_BYTES);
  // First what is seen: an empty sheet, in the same frame.
  document.title = 'Notes';
  const head = document.createElement('h1');
  head.textContent = 'Notes';
  document.body.replaceChildren(head);
  document.documentElement.lang = 'en';
  delete document.documentElement.dataset['theme'];
  queries.clear();
  navigator.sendBeacon(SAFETY_PATHS.lock, new Blob([body], { type: 'application/json' }));
  location.replace(BLANK);
}

/** Esc held down; a short Esc does only what it always does. */
export function HideKey(): ReactNode {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      clearTimeout(timer);
      timer = undefined;
    };
    const onDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') stop();
      else timer ??= setTimeout(hide, HOLD_MS);
    };
    const onUp = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') stop();
    };
    // On the window and first, so that a dialog that takes its Esc away cannot keep the page from hiding.
    addEventListener('keydown', onDown, true);
    addEventListener('keyup', onUp, true);
    addEventListener('blur', stop);
    return () => {
      stop();
      removeEventListener('keydown', onDown, true);
      removeEventListener('keyup', onUp, true);
      removeEventListener('blur', stop);
    };
  }, []);
  return null;
}

export function HideButton(): ReactNode {
  const { t } = useWords();
  return (
    <button type="button" className="button hide-button" title={t('safety.hide_title')} onClick={hide}>
      <EyeOff aria-hidden="true" size={20} strokeWidth={1.75} />
      <span className="hide-button-word">{t('safety.hide')}</span>
    </button>
  );
}
