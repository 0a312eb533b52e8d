/** The signal that is open, above it the form of the action that was asked for; with several selected, how many they are. */
import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../i18n/language.tsx';
import type { Act, ActForm } from './acts.ts';
import { Detail } from './detail.tsx';
import { useCandidates } from './hints.tsx';
import { CorroborateForm, DuplicateForm, PromoteForm } from './link-forms.tsx';
import { reached } from './queue.ts';
import { AsideForm, AssignForm, InfoForm, LaterForm } from './simple-forms.tsx';
import type { Inbox } from './use-inbox.ts';
import { type Decided, seenNow } from './use-triage.ts';

function Form(props: {
  readonly inbox: Inbox;
  readonly form: ActForm;
  readonly ids: readonly string[];
  readonly onSend: (act: Act) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { inbox, form, ids, onSend, onClose } = props;
  const single = ids.length === 1 ? (ids[0] ?? null) : null;
  // Bulk actions take what is offered for the row in focus: the others were chosen because they are like it.
  const read = useCandidates(single ?? inbox.triage.queue.focus);
  const row = single === null ? null : (inbox.rows.current.get(single) ?? null);
  const common = { ids, onSend, onClose };
  const linked = form === 'promote' || form === 'duplicate' || form === 'corroborate';
  // What is offered decides the first choice: it is waited for, a moment, unless the node cannot answer; then it stays as it was
  // read, so that nothing changes under the hands of somebody who types.
  const [found, setFound] = useState(read.data);
  if (found === undefined && read.data !== undefined) setFound(read.data);
  if (linked && found === undefined && !read.error)
    return (
      <p className="save-form" aria-busy="true">
        {t('state.loading')}
      </p>
    );
  switch (form) {
    case 'promote':
      return <PromoteForm {...common} found={found} row={row} />;
    case 'duplicate':
      return <DuplicateForm {...common} found={found} />;
    case 'corroborate':
      return <CorroborateForm {...common} found={found} />;
    case 'aside':
      return <AsideForm {...common} />;
    case 'info':
      return <InfoForm {...common} />;
    case 'assign':
      return <AssignForm {...common} people={inbox.first?.people ?? []} />;
    case 'later':
      return inbox.first && <LaterForm {...common} today={inbox.first.as_of} />;
  }
}

export function OpenPane(props: {
  readonly inbox: Inbox;
  readonly act: ActForm | null;
  readonly readBy: ReadonlyMap<string, string>;
  readonly onClose: () => void;
  readonly onTake: () => void;
}): ReactNode {
  const { t } = useWords();
  const { inbox, act } = props;
  const { queue } = inbox.triage;
  const { focus, selected } = queue;
  // A form keeps the signals it was opened for, as they were then, whatever arrives or moves meanwhile.
  const [held, setHeld] = useState<Decided | null>(null);
  const now = reached(queue);
  const opening = act !== null && held === null && now.length > 0;
  if (opening) setHeld({ ids: now, seen: seenNow(inbox.rows, now) });
  if (act === null && held !== null) setHeld(null);
  const onSend = (one: Act): void => {
    if (held) inbox.triage.act(one, held);
    props.onClose();
  };
  return (
    <section className="inbox-open" aria-label={t('signals.open')}>
      <button type="button" className="button-quiet inbox-back" onClick={props.onClose}>
        <ArrowLeft aria-hidden="true" size={16} strokeWidth={1.75} /> {t('keys.back')}
      </button>
      {act !== null && held !== null && (
        <Form
          key={`${act} ${held.ids[0] ?? ''}`}
          inbox={inbox}
          form={act}
          ids={held.ids}
          onSend={onSend}
          onClose={props.onClose}
        />
      )}
      {selected.size > 0 && (
        <h2 id="signal-open" tabIndex={-1} className="signal-open">
          {t('signals.selected', { n: selected.size })}
        </h2>
      )}
      {selected.size === 0 && focus !== null && (
        <Detail
          key={focus}
          id={focus}
          row={inbox.rows.current.get(focus) ?? null}
          readBy={props.readBy.get(focus) ?? null}
        />
      )}
      {selected.size === 0 && focus === null && inbox.first !== null && inbox.total !== 0 && (
        <p className="help">{t('signals.none_open')}</p>
      )}
    </section>
  );
}
