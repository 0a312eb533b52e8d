/** One row of the inbox: what is said, when, where; what is known of it; what became of the last action on it. */
import { Copy, Eye, Flag, Paperclip, Radio, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SignalRowJson } from '../../../contract/areas/signals.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useWords } from '../../i18n/language.tsx';
import { Said } from '../said.tsx';
import { dayOf, When } from '../when.tsx';
import type { Act } from './acts.ts';
import type { Sent } from './queue.ts';

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** What an action is called, with what it names: "Assign: Aruzhan". */
export function useActWords(): (act: Act) => string {
  const { t } = useWords();
  return ({ input, named }) => {
    const what = t(`signals.act.${input.action}`);
    return named === null ? what : t('signals.act_named', { what, named });
  };
}

function SentLine(props: {
  readonly sent: Sent<Act>;
  readonly onRetry: () => void;
  readonly onForget: () => void;
}): ReactNode {
  const { t } = useWords();
  const what = useActWords()(props.sent.act);
  const { phase, problem } = props.sent;
  switch (phase) {
    case 'saving':
      return <span className="signal-sent">{t('signals.saving', { what })}</span>;
    case 'saved':
      return <span className="signal-sent ok">{t('signals.saved', { what })}</span>;
    case 'asking':
      return <span className="signal-sent warn">{t('signals.asking', { what })}</span>;
    case 'unsaved':
      return (
        <span className="signal-sent bad">
          <strong>{t('signals.unsaved', { what })}</strong> {problem ?? t('signals.unsaved_lost')}{' '}
          <button type="button" className="button" onClick={props.onRetry}>
            {t('signals.retry')} <kbd aria-hidden="true">{'t'}</kbd>
          </button>
          <button type="button" className="button-quiet" onClick={props.onForget}>
            {t('signals.forget')}
          </button>
        </span>
      );
  }
}

export function SignalRow(props: {
  readonly row: SignalRowJson;
  readonly kinds: Kinds;
  readonly selected: boolean;
  readonly sent: Sent<Act> | null;
  /** Who else has it open now. */
  readonly readBy: string | null;
  readonly onToggle: () => void;
  readonly onRetry: () => void;
  readonly onForget: () => void;
}): ReactNode {
  const { t } = useWords();
  const { row, kinds, sent } = props;
  const hints = row.hints.duplicates + row.hints.corroborating;
  return (
    <>
      <div role="gridcell" className="signal-check">
        {/* Clicks stay here: the row itself would open. */}
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={row.code === null ? undefined : t('signals.select', { name: row.code })}
          aria-labelledby={row.code === null ? `${row.id}-title` : undefined}
          checked={props.selected}
          onClick={(event) => event.stopPropagation()}
          onChange={props.onToggle}
        />
      </div>
      <div role="gridcell" className="signal-cell">
        <p className="signal-meta">
          {row.code !== null && <span className="signal-code">{row.code}</span>}
          {row.said_at !== null && <When edtf={row.said_at.includes('T') ? row.said_at : dayOf(row.said_at)} />}
          {row.place && <Said text={row.place.title} className="signal-place" />}
          {row.theme !== null && <span>{kinds.term('Signal', 'theme', row.theme) ?? row.theme}</span>}
        </p>
        <p className="signal-title" id={`${row.id}-title`}>
          <Said text={row.title} />
        </p>
        <p className="signal-meta">
          {(row.urgency === 'immediate' || row.urgency === 'urgent') && (
            <strong className="bad">{kinds.term('Signal', 'urgency', row.urgency) ?? row.urgency}</strong>
          )}
          {row.speaker !== null && <Said text={row.speaker} />}
          {row.flags.length > 0 && (
            <span className="warn">
              <Flag {...ICON} /> {t('signals.flags', { n: row.flags.length })}
            </span>
          )}
          {row.n_media > 0 && (
            <span>
              <Paperclip {...ICON} /> {t('signals.media_n', { n: row.n_media })}
            </span>
          )}
          {row.n_origins > 1 && (
            <span>
              <Radio {...ICON} /> {t('signals.origins', { n: row.n_origins })}
            </span>
          )}
          {hints > 0 && (
            <span>
              <Copy {...ICON} /> {t('signals.hints_n', { n: hints })}
            </span>
          )}
          {row.assignee && (
            <span>
              <Users {...ICON} /> {t('signals.assigned', { name: row.assignee.name })}
            </span>
          )}
          {row.later !== null && (
            <span>
              {t('signals.until')} <When edtf={row.later} dayOnly />
            </span>
          )}
          {props.readBy !== null && (
            <span className="signal-read">
              <Eye {...ICON} /> {t('signals.read_by', { name: props.readBy })}
            </span>
          )}
        </p>
        {sent && <SentLine sent={sent} onRetry={props.onRetry} onForget={props.onForget} />}
      </div>
    </>
  );
}
