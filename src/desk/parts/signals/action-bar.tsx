/** Every key of the inbox as a visible button, at the foot of the window; on a phone the first few, the others behind one button. */
import { type ReactNode, useState } from 'react';
import { useWords, type DeskId } from '../../i18n/language.tsx';
import { singleKeysOn } from '../keys.ts';
import { PathLink } from '../path-link.tsx';

export interface BarAction {
  readonly name: string;
  readonly label: DeskId;
  readonly shown: string;
  readonly primary?: boolean;
  /** Stands in the bar on a phone too. */
  readonly first?: boolean;
  readonly off?: boolean;
  readonly act: () => void;
}

export function ActionBar(props: {
  readonly actions: readonly BarAction[];
  /** How many signals the actions reach now. */
  readonly reach: number;
  readonly selected: number;
  readonly notice: string;
  /** The record that the last action led to. */
  readonly record: string | null;
}): ReactNode {
  const { t } = useWords();
  const [more, setMore] = useState(false);
  const keys = singleKeysOn();
  const button = (action: BarAction): ReactNode => (
    <li key={action.name} className={action.first ? 'action-first' : 'action-more'}>
      <button
        type="button"
        className={action.primary ? 'button-primary' : 'button'}
        aria-disabled={action.off || undefined}
        aria-keyshortcuts={keys ? action.shown : undefined}
        onClick={() => !action.off && action.act()}
      >
        {t(action.label)}
        {keys && <kbd aria-hidden="true">{action.shown}</kbd>}
      </button>
    </li>
  );
  return (
    <div className={more ? 'action-bar action-bar-open' : 'action-bar'} role="group" aria-label={t('signals.actions')}>
      {props.selected > 0 && <p className="action-reach">{t('signals.selected', { n: props.selected })}</p>}
      {props.notice !== '' && <p className="action-notice">{props.notice}</p>}
      {props.record !== null && (
        <p className="action-notice">
          <PathLink to={props.record}>{t('signals.open_record')}</PathLink>
        </p>
      )}
      <ul className="action-list">
        {props.actions.map(button)}
        <li className="action-open">
          <button type="button" className="button" aria-expanded={more} onClick={() => setMore(!more)}>
            {t(more ? 'signals.fewer' : 'signals.more')}
          </button>
        </li>
      </ul>
    </div>
  );
}
