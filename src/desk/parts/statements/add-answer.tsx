/** An answer that came back: every check with its result, whose key it is, and under which signatory it is kept. */
import { type ReactNode, useState } from 'react';
import type { StatementJson } from '../../../contract/api.ts';
import type { AnswerCheckJson } from '../../../contract/areas/statements.ts';
import { call } from '../../api/client.ts';
import { useDraft } from '../../app/drafts.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { ErrorList, FormField, type Saved, savedNow } from '../form.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { KeyWords } from './key-words.tsx';
import { SignFileField } from './sign-file-field.tsx';

interface AnswerDraft {
  readonly file: string;
  readonly row: string;
}
const EMPTY: AnswerDraft = { file: '', row: '' };

function Checks(props: { readonly checked: AnswerCheckJson }): ReactNode {
  const { t, maybe } = useWords();
  const { checked } = props;
  return (
    <>
      <ul className="plain checks" aria-label={t('answer.checks')}>
        {checked.checks.map((c) => (
          <li key={c.name} className={c.result === 'pass' ? 'ok' : c.result === 'fail' ? 'bad' : 'lead'}>
            {maybe(`answer.check.${c.name}`) ?? c.name}: {t(`answer.result.${c.result}`)}
          </li>
        ))}
      </ul>
      {checked.failure && (
        <div className="notice notice-bad" role="alert">
          <p className="notice-title">{t('answer.not_added')}</p>
          <p>{checked.failure.message}</p>
          <p>{checked.failure.remedy}</p>
        </div>
      )}
      {checked.signer && (
        <dl className="facts">
          <dt>{t('sign.as')}</dt>
          <dd>
            <Said text={checked.signer.name} />
          </dd>
          <dt>{t('sign.mandate')}</dt>
          <dd>{checked.signer.mandate === null ? t('answer.no_mandate') : <Said text={checked.signer.mandate} />}</dd>
          {checked.signer.reservation !== null && (
            <>
              <dt>{t('sign.reservation')}</dt>
              <dd>
                <Said text={checked.signer.reservation} />
              </dd>
            </>
          )}
          <dt>{t('sign.at')}</dt>
          <dd>
            <When edtf={checked.signer.at} />
          </dd>
          <dt>{t('sign.card')}</dt>
          <dd>
            <Said text={checked.signer.card_names.join(', ')} />
          </dd>
          <dt>{t('sign.key')}</dt>
          <dd>
            <KeyWords id={checked.signer.key} />
            <p className="help">{t('sign.compare')}</p>
          </dd>
        </dl>
      )}
    </>
  );
}

export function AddAnswer(props: {
  readonly statement: StatementJson;
  readonly onSaved: (saved: Saved) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t, lang, maybe } = useWords();
  const scope = useScope();
  const check = useSave();
  const save = useSave();
  const { id } = props.statement;
  const [draft, change, clear] = useDraft(`answer ${id}`, EMPTY);
  const [checked, setChecked] = useState<AnswerCheckJson | null>(null);
  const look = async (file: string): Promise<void> => {
    change({ file });
    setChecked(null);
    save.forget();
    check.forget();
    if (file.trim() === '') return;
    setChecked(await check.run(() => call('statement.check_answer', { space: scope.space, lang, id, file })));
  };
  const add = async (): Promise<void> => {
    const signatory = draft.row === '' ? {} : { signatory: draft.row };
    const answer = await save.run(() =>
      call('statement.add_signature', { space: scope.space, lang, id, file: draft.file, ...signatory }),
    );
    if (!answer) return;
    clear();
    props.onSaved(savedNow(answer.entry));
  };
  const body = check.problem?.body;
  const errors = body ? [{ field: 'answer-text', message: body.message }] : [];
  const good = checked !== null && checked.failure === null;
  return (
    <section className="save-form" aria-labelledby="answer-title">
      <h2 id="answer-title">{t('answer.title')}</h2>
      <ErrorList errors={errors} problem={check.problem ?? save.problem} title={t('answer.not_added')} />
      <SignFileField id="answer-text" value={draft.file} errors={errors} onChange={(file) => void look(file)} />
      {checked && <Checks checked={checked} />}
      {good && checked.rows.length > 0 && (
        <FormField id="answer-row" label={t('answer.row')} help={t('answer.row_help')} errors={[]}>
          {(aids) => (
            <select {...aids} value={draft.row} onChange={(e) => change({ row: e.target.value })}>
              <option value="">{t('answer.row_new')}</option>
              {checked.rows.map((r) => (
                <option key={r.id} value={r.id}>
                  {r.name} ({maybe(`statement.basis.${r.basis}`) ?? r.basis})
                </option>
              ))}
            </select>
          )}
        </FormField>
      )}
      <div className="save-form-buttons">
        <button
          type="button"
          className="button-primary"
          aria-disabled={!good || save.busy}
          onClick={() => {
            if (good && !save.busy) void add();
          }}
        >
          {save.busy ? t('form.saving') : t('answer.add')}
        </button>
        <button type="button" className="button" onClick={props.onClose}>
          {t('action.close')}
        </button>
      </div>
    </section>
  );
}
