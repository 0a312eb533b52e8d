/** Decisions that wait for a second person: kept in plain sight, confirmed or refused by another account, taken back by the first. */
import { type ReactNode, useState } from 'react';
import type { DemandJson } from '../../../contract/api.ts';
import type { WaitingJson } from '../../../contract/areas/deliveries.ts';
import { call } from '../../api/client.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useMay, useSession } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { TextField } from '../fields.tsx';
import { type Saved, savedNow } from '../form.tsx';
import { ProblemView } from '../loadable.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { StateMark } from '../state-mark.tsx';
import { When } from '../when.tsx';

function Grounds(props: { readonly waiting: WaitingJson }): ReactNode {
  const { waiting } = props;
  return (
    <ul className="plain">
      {waiting.because.map((b) => (
        <li key={b.id}>
          <PathLink to={`records/${b.id}`}>
            <Said text={b.title} />
          </PathLink>
        </li>
      ))}
    </ul>
  );
}

function Waiting(props: {
  readonly demand: DemandJson;
  readonly waiting: WaitingJson;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { demand, waiting } = props;
  const scope = useScope();
  const state = useSession();
  const mayDecide = useMay('reviewer');
  const save = useSave();
  const [note, setNote] = useState<string | null>(null);
  const [needNote, setNeedNote] = useState(false);
  const mine = state.status === 'in' && state.user.id === waiting.by;
  const answer = async (said: 'yes' | 'no' | 'withdraw'): Promise<void> => {
    if (save.busy) return;
    setNeedNote(said === 'no' && (note ?? '').trim() === '');
    if (said === 'no' && (note ?? '').trim() === '') return;
    const done = await save.run(() =>
      call('demand.second', {
        space: scope.space,
        lang,
        demand: demand.id,
        waiting: waiting.id,
        answer: said,
        ...(said === 'no' ? { note: (note ?? '').trim() } : {}),
      }),
    );
    if (done !== null) props.onSaved(savedNow(done.entry));
  };
  const noteId = `no-${waiting.id}`;
  return (
    <li className="waiting-decision">
      <p className="waiting-state">
        <StateMark state={waiting.to} /> <When edtf={waiting.at} />
      </p>
      <p>{mine ? t('waiting.mine') : t('waiting.of', { name: waiting.by_name })}</p>
      <Grounds waiting={waiting} />
      {waiting.note !== null && (
        <p>
          <q>
            <Said text={waiting.note} />
          </q>
        </p>
      )}
      {waiting.to === 'met' && <p className="help">{t('waiting.other_organisation')}</p>}
      {save.problem && <ProblemView problem={save.problem} />}
      {mine ? (
        <>
          <p className="help">{t('waiting.missing')}</p>
          <button type="button" className="button" aria-disabled={save.busy} onClick={() => void answer('withdraw')}>
            {save.busy ? t('form.saving') : t('waiting.withdraw')}
          </button>
        </>
      ) : mayDecide ? (
        <>
          <div className="save-form-buttons">
            <button
              type="button"
              className="button-primary"
              aria-disabled={save.busy}
              onClick={() => void answer('yes')}
            >
              {save.busy ? t('form.saving') : t('waiting.yes')}
            </button>
            {note === null && (
              <button type="button" className="button" onClick={() => setNote('')}>
                {t('waiting.say_no')}
              </button>
            )}
          </div>
          {note !== null && (
            <div className="waiting-no">
              <TextField
                id={noteId}
                label={t('waiting.no_reason')}
                required
                rows={2}
                errors={needNote ? [{ field: noteId, message: t('waiting.need_reason') }] : []}
                value={note}
                onChange={setNote}
              />
              <button type="button" className="button" aria-disabled={save.busy} onClick={() => void answer('no')}>
                {t('waiting.no')}
              </button>
            </div>
          )}
        </>
      ) : (
        <p className="help">{t('waiting.role')}</p>
      )}
    </li>
  );
}

/** A decision somebody said no to: nothing was decided, both stay readable. */
function NotMade(props: { readonly waiting: WaitingJson }): ReactNode {
  const { t } = useWords();
  const { waiting } = props;
  return (
    <li className="waiting-decision">
      <p className="waiting-state">
        <StateMark state={waiting.to} /> <When edtf={waiting.at} />
      </p>
      <p>{t('waiting.of', { name: waiting.by_name })}</p>
      <p>
        {t('waiting.no_by', { name: waiting.no?.by_name ?? '' })}{' '}
        <q>
          <Said text={waiting.no?.note ?? ''} />
        </q>
      </p>
    </li>
  );
}

export function WaitingDecisions(props: {
  readonly demand: DemandJson;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t } = useWords();
  const open = props.demand.waiting.filter((w) => w.no === null);
  const closed = props.demand.waiting.filter((w) => w.no !== null);
  return (
    <>
      {open.length > 0 && (
        <section aria-labelledby="waiting" className="notice waiting-decisions">
          <h2 id="waiting">{t('waiting.title')}</h2>
          <ul className="plain">
            {open.map((w) => (
              <Waiting key={w.id} demand={props.demand} waiting={w} onSaved={props.onSaved} />
            ))}
          </ul>
        </section>
      )}
      {closed.length > 0 && (
        <details className="waiting-closed">
          <summary>{t('waiting.not_made', { n: closed.length })}</summary>
          <ul className="plain">
            {closed.map((w) => (
              <NotMade key={w.id} waiting={w} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
