/** Signals: the inbox. List, signal and map side by side; every action by one key or one button; nothing is lost when the node goes. */
import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { SpikeJson } from '../../contract/areas/signals.ts';
import { useKinds } from '../app/kinds.ts';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { announce } from '../parts/announce.tsx';
import { type Saved, SavedLine } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { type PageKey, usePageKeys } from '../parts/keys.ts';
import { ActionBar, type BarAction } from '../parts/signals/action-bar.tsx';
import { ACT_FORMS, type ActForm } from '../parts/signals/acts.ts';
import { Filters, SignalChips, Tabs, useSignalChips } from '../parts/signals/filters.tsx';
import { ListPane } from '../parts/signals/list-pane.tsx';
import { NewSignal } from '../parts/signals/new-signal.tsx';
import { OpenPane } from '../parts/signals/open-pane.tsx';
import { usePresence } from '../parts/signals/presence.ts';
import { PublicForm } from '../parts/signals/public-form.tsx';
import { lastDone, reached, sentOf } from '../parts/signals/queue.ts';
import { Side } from '../parts/signals/side.tsx';
import { Spikes } from '../parts/signals/spikes.tsx';
import { tabOf } from '../parts/signals/tabs.ts';
import { type Inbox, useInbox } from '../parts/signals/use-inbox.ts';
import '../styles/signals.css';

const CLOSED = ['promoted', 'aside', 'duplicate'];

/** What each key does; the same list makes the keys, the help and the bar. */
function useActions(inbox: Inbox, take: () => void, say: (words: string) => void): readonly (BarAction & PageKey)[] {
  const { t } = useWords();
  const { triage, change, search } = inbox;
  const open = (act: ActForm): void => {
    if (reached(triage.queue).length === 0) {
      announce(t('signals.nothing_reached'));
      return;
    }
    change({ act, open: 'yes' });
  };
  type Action = BarAction & PageKey;
  const closed = CLOSED.includes(tabOf(search));
  const off = reached(triage.queue).length === 0;
  const form = (
    act: ActForm,
    code: string,
    shown: string,
    more: { readonly primary?: boolean; readonly first?: boolean } = {},
  ): Action => ({
    ...{ name: act, code, shown, label: `signals.do.${act}`, act: () => open(act), off },
    ...more,
  });
  const reopen: Action = {
    ...{ name: 'reopen', code: 'KeyO', shown: 'o', label: 'signals.do.reopen', first: true, primary: true, off },
    act: () => {
      triage.act({ input: { action: 'reopen' }, named: null });
      take();
    },
  };
  return [
    ...(closed ? [reopen] : [form('promote', 'KeyP', 'p', { primary: true, first: true })]),
    form('duplicate', 'KeyM', 'm'),
    form('aside', 'KeyR', 'r', { first: true }),
    form('info', 'KeyI', 'i'),
    form('corroborate', 'KeyC', 'c', { first: true }),
    form('assign', 'KeyA', 'a'),
    form('later', 'KeyL', 'l'),
    {
      ...{ name: 'select', code: 'KeyX', shown: 'x', label: 'signals.do.select' },
      act: () => triage.queue.focus !== null && triage.tell({ is: 'toggle', id: triage.queue.focus }),
    },
    {
      ...{ name: 'undo', code: 'KeyZ', shown: 'z', label: 'signals.do.undo' },
      act: () => triage.undo(say),
    },
  ];
}

function Triaging(props: { readonly inbox: Inbox; readonly take: number; readonly onTake: () => void }): ReactNode {
  const { inbox, take, onTake } = props;
  const { triage, search, change } = inbox;
  const { queue, tell } = triage;
  const kinds = useKinds();
  const [notice, setNotice] = useState('');
  const act = ACT_FORMS.find((form) => form === search.act) ?? null;
  const readBy = usePresence(queue.focus);
  const actions = useActions(inbox, onTake, setNotice);
  const step = (by: 1 | -1, extend = false): void => {
    tell({ is: 'step', by, extend });
    onTake();
  };
  const close = (): void => {
    change({ act: undefined, open: undefined });
    onTake();
  };
  const onOpen = (id: string): void => {
    tell({ is: 'focus', id });
    change({ open: 'yes' });
  };
  const openFocus = (): void => {
    change({ open: 'yes' });
    document.getElementById('signal-open')?.focus();
  };
  const toRetry = queue.focus === null ? null : sentOf(queue, queue.focus);
  usePageKeys([
    { code: 'KeyJ', shown: 'j', label: 'keys.next_row', act: () => step(1) },
    { code: 'KeyK', shown: 'k', label: 'keys.previous_row', act: () => step(-1) },
    ...actions.map((one) => ({ ...one, act: () => void (one.off !== true && one.act()) })),
    {
      ...{ code: 'KeyT', shown: 't', label: 'signals.do.retry' },
      act: () => toRetry?.phase === 'unsaved' && triage.retry(toRetry.key),
    },
    { code: 'KeyU', shown: 'u', label: 'signals.do.show_new', act: () => tell({ is: 'show_waiting' }) },
    { code: 'KeyN', shown: 'n', label: 'signals.new.title', act: () => change({ act: 'new' }) },
    {
      code: 'Escape',
      shown: 'Esc',
      label: 'keys.back',
      act: () => (queue.selected.size > 0 ? tell({ is: 'unselect' }) : close()),
    },
  ]);
  const onListKey = (event: KeyboardEvent): void => {
    const inGrid = event.target instanceof HTMLElement && event.target.closest('[role=grid]') !== null;
    if (!inGrid || event.ctrlKey || event.metaKey || event.altKey) return;
    const onRow = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'row';
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1, event.shiftKey);
    } else if ((event.key === 'Home' || event.key === 'End') && onRow) {
      event.preventDefault();
      const id = event.key === 'Home' ? queue.order[0] : queue.order.at(-1);
      if (id !== undefined) tell(event.shiftKey ? { is: 'reach', id } : { is: 'focus', id });
      onTake();
    } else if (event.key === 'Enter' && onRow) {
      event.preventDefault();
      openFocus();
    } else if (event.key === ' ' && onRow && queue.focus !== null) {
      event.preventDefault();
      tell({ is: 'toggle', id: queue.focus });
    }
  };
  /** The next row at that place after the one in focus; the filter when none of the rows drawn lies there. */
  const onPlace = (place: string): void => {
    const here = queue.order.filter((id) => inbox.rows.current.get(id)?.place?.id === place);
    const at = queue.focus === null ? -1 : queue.order.indexOf(queue.focus);
    const next = here.find((id) => queue.order.indexOf(id) > at) ?? here[0];
    if (next !== undefined) tell({ is: 'focus', id: next });
    else {
      const title = inbox.first?.marks.find((mark) => mark.id === place)?.title;
      if (title !== undefined) change({ place: [title] });
    }
  };
  return (
    // Keys of the rows are heard here, where the grid is one of several parts.
    <div role="presentation" onKeyDown={onListKey} className={search.open ? 'inbox inbox-opened' : 'inbox'}>
      <ListPane inbox={inbox} kinds={kinds} take={take} readBy={readBy} onOpen={onOpen} />
      <OpenPane inbox={inbox} act={act} readBy={readBy} onClose={close} onTake={onTake} />
      <Side
        inbox={inbox}
        onPlace={onPlace}
        onAct={(one) => {
          triage.act(one);
          onTake();
        }}
      />
      <ActionBar
        actions={actions}
        reach={reached(queue).length}
        selected={queue.selected.size}
        notice={notice}
        record={lastDone(queue)?.record ?? null}
      />
    </div>
  );
}

export function SignalsPage(): ReactNode {
  const { t } = useWords();
  const inbox = useInbox();
  const kinds = useKinds();
  const manages = useMay('manager');
  const { search, change, triage, first } = inbox;
  const chips = useSignalChips(search, kinds);
  const [take, setTake] = useState(0);
  const [dropped, setDropped] = useState<readonly File[]>([]);
  const [saved, setSaved] = useState<Saved | null>(null);
  const total = inbox.total;
  const tab = tabOf(search);
  const said = useRef('');
  useEffect(() => {
    if (total === null || said.current === `${tab} ${total}`) return;
    said.current = `${tab} ${total}`;
    announce(t('signals.announced', { n: total }));
  }, [tab, total, t]);
  const onTake = (): void => setTake((n) => n + 1);
  const showAlarm = (alarm: SpikeJson): void => {
    change({ place: [alarm.place.title], theme: [alarm.theme], sel: alarm.signals[0] });
    announce(t('signals.alarm_shown'));
  };
  const hasFiles = (event: DragEvent): boolean => [...event.dataTransfer.types].includes('Files');
  const onDrop = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setDropped([...event.dataTransfer.files]);
    change({ act: 'new' });
  };
  const closeForm = (): void => {
    setDropped([]);
    change({ act: undefined });
  };
  return (
    <div role="presentation" onDragOver={(event) => hasFiles(event) && event.preventDefault()} onDrop={onDrop}>
      <Heading title={t('nav.signals')} tab={t('nav.signals')}>
        {manages && (
          <button type="button" className="button" onClick={() => change({ act: 'link' })}>
            {t('signals.link.title')}
          </button>
        )}
        <button type="button" className="button-primary" onClick={() => change({ act: 'new' })}>
          {t('signals.new.title')}
        </button>
      </Heading>
      <SavedLine saved={saved} />
      {search.act === 'link' && manages && <PublicForm onClose={closeForm} />}
      {search.act === 'new' && (
        <NewSignal
          dropped={dropped}
          onClose={closeForm}
          onSaved={(id, line) => {
            setDropped([]);
            setSaved(line);
            triage.tell({ is: 'brought', id });
            change({ act: undefined });
          }}
        />
      )}
      <Spikes kinds={kinds} onShow={showAlarm} />
      <Tabs search={search} counts={first?.counts ?? null} />
      <Filters search={search} first={first} kinds={kinds} onChange={change} />
      <SignalChips chips={chips} onChange={change} />
      <Triaging inbox={inbox} take={take} onTake={onTake} />
    </div>
  );
}
