/** The list with what surrounds it: new arrivals that wait, actions that were not saved elsewhere, nothing here, nothing left. */
import { type ReactNode, useCallback } from 'react';
import type { Kinds } from '../../app/kinds.ts';
import { useWords } from '../../i18n/language.tsx';
import { EmptyFirst } from '../empty-first.tsx';
import { ProblemView } from '../loadable.tsx';
import { useSignalChips, SignalChips } from './filters.tsx';
import { Grid } from './grid.tsx';
import { sentOf } from './queue.ts';
import { SignalRow, useActWords } from './row.tsx';
import { tabOf } from './tabs.ts';
import type { Inbox } from './use-inbox.ts';

const BARS = { start: 16, end: 72 } as const;

/** Actions whose row the filters in force do not show: they are told here, with the same two answers. */
function Elsewhere(props: { readonly inbox: Inbox }): ReactNode {
  const { t } = useWords();
  const wordsOf = useActWords();
  const { queue, retry, tell } = props.inbox.triage;
  const drawn = new Set(queue.order);
  const left = queue.sent.filter((s) => s.phase === 'unsaved' && !s.ids.some((id) => drawn.has(id)));
  if (left.length === 0) return null;
  return (
    <ul className="notice notice-bad signal-elsewhere">
      {left.map((sent) => (
        <li key={sent.key}>
          {t('signals.elsewhere', { n: sent.ids.length, what: wordsOf(sent.act) })} {sent.problem ?? ''}{' '}
          <button type="button" className="button" onClick={() => retry(sent.key)}>
            {t('signals.retry')}
          </button>{' '}
          <button type="button" className="button-quiet" onClick={() => tell({ is: 'forget', key: sent.key })}>
            {t('signals.forget')}
          </button>
        </li>
      ))}
    </ul>
  );
}

export function ListPane(props: {
  readonly inbox: Inbox;
  readonly kinds: Kinds;
  readonly take: number;
  readonly readBy: ReadonlyMap<string, string>;
  readonly onOpen: (id: string) => void;
}): ReactNode {
  const { t } = useWords();
  const { inbox, kinds, readBy } = props;
  const { triage, rows, search } = inbox;
  const { queue, tell, retry } = triage;
  const chips = useSignalChips(search, kinds);
  const row = useCallback(
    (id: string): ReactNode => {
      const item = rows.current.get(id);
      const sent = sentOf(queue, id);
      return item ? (
        <SignalRow
          row={item}
          kinds={kinds}
          selected={queue.selected.has(id)}
          sent={sent}
          readBy={readBy.get(id) ?? null}
          onToggle={() => tell({ is: 'toggle', id })}
          onRetry={() => sent && retry(sent.key)}
          onForget={() => sent && tell({ is: 'forget', key: sent.key })}
        />
      ) : null;
    },
    [rows, queue, kinds, readBy, tell, retry],
  );
  const loading = inbox.first === null && !inbox.problem;
  const nothing = inbox.total === 0 && queue.order.length === 0;
  return (
    <section className="inbox-list" aria-label={t('signals.list')} aria-busy={inbox.busy || undefined}>
      {inbox.problem && <ProblemView problem={inbox.problem} again={inbox.again} />}
      <Elsewhere inbox={inbox} />
      {queue.waiting.length > 0 && (
        <button type="button" className="button signal-waiting" onClick={() => tell({ is: 'show_waiting' })}>
          {t('signals.waiting', { n: queue.waiting.length })} <kbd aria-hidden="true">{'u'}</kbd>
        </button>
      )}
      {loading && (
        <div className="waiting" aria-busy="true">
          <span className="visually-hidden">{t('state.loading')}</span>
          {Array.from({ length: 10 }, (_, n) => (
            <div key={n} className="waiting-row waiting-row-tall" aria-hidden="true" />
          ))}
        </div>
      )}
      {inbox.total !== null && inbox.total > 0 && (
        <p className="records-total">{t('signals.total', { n: inbox.total })}</p>
      )}
      {queue.order.length > 0 && (
        <Grid
          label={t('signals.list')}
          ids={queue.order}
          total={Math.max(inbox.total ?? 0, queue.order.length)}
          focus={queue.focus}
          selected={queue.selected}
          bars={BARS}
          take={props.take}
          row={row}
          onFocus={(id) => tell({ is: 'focus', id })}
          onOpen={props.onOpen}
          onToggle={(id) => tell({ is: 'toggle', id })}
          onReach={(id) => tell({ is: 'reach', id })}
          onEnd={inbox.more}
        />
      )}
      {nothing && chips.length > 0 && (
        <div className="empty">
          <p>{t('signals.none_filtered', { n: chips.length })}</p>
          <SignalChips chips={chips} onChange={inbox.change} />
        </div>
      )}
      {nothing && chips.length === 0 && (
        <EmptyFirst
          words={t(tabOf(search) === 'new' ? 'signals.none' : 'signals.none_tab')}
          more={tabOf(search) === 'new' ? t('signals.how_they_arrive') : undefined}
          topic="signals"
        >
          {tabOf(search) === 'new' && (
            <button type="button" className="button" onClick={() => inbox.change({ act: 'new' })}>
              {t('signals.new.title')}
            </button>
          )}
        </EmptyFirst>
      )}
    </section>
  );
}
