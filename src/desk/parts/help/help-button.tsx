/** The button in the frame that opens help on the page in sight. */
import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { openOverlay } from '../overlays.ts';

export function HelpButton(): ReactNode {
  const { t } = useWords();
  return (
    <button type="button" className="button-quiet help-button" onClick={() => openOverlay('help')}>
      <CircleHelp aria-hidden="true" size={20} strokeWidth={1.75} />
      <span className="help-button-word">{t('help.open')}</span>
    </button>
  );
}
