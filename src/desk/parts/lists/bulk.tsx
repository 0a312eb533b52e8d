/** What is done to many records at once: the bar that counts them, the form of each action with the exact number, and its undo. */
import { type ReactNode, useState } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import type { BulkAction, RecordsFilter } from '../../../contract/areas/lists.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useMay } from '../../app/who.ts';
import { type DeskId, useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { ErrorList, FormField } from '../form.tsx';
import { usePageKeys } from '../keys.ts';
import { Said } from '../said.tsx';
import { MOST_SELECTED, type Selection } from './selection.ts';

export type BulkAnswer = ApiOut<'records.bulk'> & { readonly action: BulkAction };

const ACTIONS: readonly BulkAction[] = ['tag', 'note', 'review', 'task', 'set_aside'];

export const isBulkAction = (form: string | undefined): form is BulkAction => ACTIONS.some((a) => a === form);

/** Stands while something is selected: how many, of how many, and what can be done. */
export function BulkBar(props: {
  readonly selection: Selection;
  readonly total: number;
  readonly onAction: (action: BulkAction) => void;
}): ReactNode {
  const { t } = useWords();
  const { selection, total } = props;
  const mayReview = useMay('reviewer');
  const n = selection.all ? total : selection.ids.size;
  if (n === 0) return null;
  const tooMany = n > MOST_SELECTED;
  return (
    <div className="bulk-bar" role="region" aria-label={t('bulk.title')}>
      <p role="status" className="bulk-count">
        {t(selection.all ? 'bulk.all_selected' : 'bulk.selected', { n })}
      </p>
      {!selection.all && n < total && (
        <button type="button" className="button-quiet" onClick={selection.selectAll}>
          {t('bulk.select_all', { n: total })}
        </button>
      )}
      <button type="button" className="button-quiet" onClick={selection.clear}>
        {t('bulk.clear')}
      </button>
      {tooMany ? (
        <p className="warn">{t('bulk.too_many', { max: MOST_SELECTED })}</p>
      ) : (
        <div className="bulk-actions">
          {ACTIONS.filter((a) => a !== 'set_aside' || mayReview).map((action) => (
            <button key={action} type="button" className="button" onClick={() => props.onAction(action)}>
              {t(`bulk.do.${action}`)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

interface BulkDraft {
  readonly text: string;
  readonly assignee: string;
  readonly due: string;
}
const EMPTY: BulkDraft = { text: '', assignee: '', due: '' };
const CONFIRM: { readonly [A in BulkAction]: DeskId } = {
  tag: 'bulk.confirm.tag',
  note: 'bulk.confirm.note',
  review: 'bulk.confirm.review',
  task: 'bulk.confirm.task',
  set_aside: 'bulk.confirm.set_aside',
};

export function BulkForm(props: {
  readonly action: BulkAction;
  readonly n: number;
  readonly selection: Selection;
  readonly filter: RecordsFilter;
  readonly onDone: (answer: BulkAnswer) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const { action, n, selection, filter } = props;
  const form = useDraftForm(`bulk ${scope.space} ${action}`, EMPTY, (body) =>
    body.code === 'E_DATE' ? 'bulk-due' : 'bulk-text',
  );
  const people = useRead('records.people', { space: scope.space }, { enabled: action === 'task' });
  const { draft, change } = form;
  const submit = (): void =>
    void form.submit({
      wrong: draft.text.trim() === '' ? [{ field: 'bulk-text', message: t('bulk.text_needed') }] : [],
      write: () =>
        call('records.bulk', {
          ...scope,
          ...(selection.all ? { filter } : { ids: [...selection.ids] }),
          ...{ expect: n, action, text: draft.text },
          ...(action === 'task' && draft.assignee !== '' ? { assignee: draft.assignee } : {}),
          ...(action === 'task' && draft.due.trim() !== '' ? { due: draft.due.trim() } : {}),
        }),
      done: (_, answer) => props.onDone({ ...answer, action }),
    });
  const long = action === 'note' || action === 'set_aside';
  return (
    <DraftForm
      form={form}
      title={t(`bulk.do.${action}`)}
      save={t('bulk.save', { n })}
      onSave={submit}
      onClose={props.onClose}
    >
      <p className="bulk-confirm">{t(CONFIRM[action], { n })}</p>
      <FormField id="bulk-text" label={t(`bulk.text.${action}`)} required errors={form.errors}>
        {(aids) =>
          long ? (
            <textarea
              {...aids}
              className="field-wide"
              rows={4}
              value={draft.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          ) : (
            <input
              {...aids}
              className="field-wide"
              value={draft.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          )
        }
      </FormField>
      {action === 'task' && (
        <div className="field-pair">
          <FormField id="bulk-assignee" label={t('bulk.assignee')} errors={form.errors}>
            {(aids) => (
              <select {...aids} value={draft.assignee} onChange={(event) => change({ assignee: event.target.value })}>
                <option value="">{t('bulk.nobody')}</option>
                {people.data?.people.map((p) => (
                  <option key={p.id} value={p.id}>
                    {p.name}
                  </option>
                ))}
              </select>
            )}
          </FormField>
          <FormField id="bulk-due" label={t('bulk.due')} help={t('facets.period_help')} errors={form.errors}>
            {(aids) => (
              <input
                {...aids}
                placeholder="2022-01-20"
                value={draft.due}
                onChange={(event) => change({ due: event.target.value })}
              />
            )}
          </FormField>
        </div>
      )}
    </DraftForm>
  );
}

/** What was done, what was left as it is, and the way back: button or `z`. */
export function BulkDone(props: { readonly answer: BulkAnswer; readonly onGone: () => void }): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const save = useSave();
  const [undone, setUndone] = useState<number | null>(null);
  const { answer } = props;
  const undo = (): void => {
    if (save.busy || undone !== null || answer.entry === '') return;
    void save
      .run(() => call('undo', { space: scope.space, entry: answer.entry }))
      .then((back) => {
        if (back) setUndone(answer.changed);
      });
  };
  usePageKeys([{ code: 'KeyZ', shown: 'z', label: 'keys.undo', act: undo }]);
  return (
    <div className="notice notice-ok" role="status">
      <p className="notice-title">
        {undone === null ? t(`bulk.done.${answer.action}`, { n: answer.changed }) : t('bulk.undone', { n: undone })}
      </p>
      {answer.skipped_count > 0 && undone === null && (
        <details>
          <summary>{t('bulk.skipped', { n: answer.skipped_count })}</summary>
          <ul>
            {answer.skipped.map((s) => (
              <li key={s.id}>
                <Said text={s.title} /> <SkipWord reason={s.reason} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <ErrorList errors={[]} problem={save.problem} title={t('bulk.not_undone')} />
      <p className="bulk-after">
        {undone === null && answer.entry !== '' && (
          <button type="button" className="button" aria-disabled={save.busy} onClick={undo}>
            {save.busy ? t('form.saving') : t('bulk.undo')}
          </button>
        )}
        <button type="button" className="button-quiet" onClick={props.onGone}>
          {t('action.close')}
        </button>
      </p>
    </div>
  );
}

function SkipWord(props: { readonly reason: string }): ReactNode {
  const { maybe } = useWords();
  return <span className="help">{maybe(`bulk.skip.${props.reason}`) ?? props.reason}</span>;
}
