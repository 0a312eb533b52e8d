/** The newcomer's answer: read first, its words compared by voice, then admitted. */
import { type ReactNode, useState } from 'react';
import type { AnswerReadJson } from '../../../contract/areas/coalition.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { TextField } from '../fields.tsx';
import { KeyWords } from './key-words.tsx';

const EMPTY: { readonly file: string; readonly compared: boolean } = { file: '', compared: false };

export function AdmitForm(props: {
  readonly onAdmitted: (member: AnswerReadJson) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const form = useDraftForm(`coalition/admit/${space}`, EMPTY, () => 'admit-file');
  const { draft, change } = form;
  const [read, setRead] = useState<AnswerReadJson | null>(null);
  const file = draft.file.trim();
  const wrong = file === '' ? [{ field: 'admit-file', message: t('coalition.answer_need') }] : [];
  const submit = (): void =>
    void (read === null || read.admitted
      ? form.submit({
          wrong,
          write: () => call('coalition.read_answer', { space, file }),
          done: (_, answer) => {
            change({ file });
            setRead(answer);
          },
        })
      : form.submit({
          wrong,
          write: () => call('coalition.admit', { space, file, compared: draft.compared }),
          done: (_, answer) => props.onAdmitted(answer.member),
        }));
  return (
    <DraftForm
      title={t('coalition.admit')}
      save={
        read === null || read.admitted
          ? t('coalition.answer_read')
          : t('coalition.admit_do', { name: read.organisation.name })
      }
      form={form}
      onSave={submit}
      onClose={props.onClose}
    >
      <TextField
        id="admit-file"
        label={t('coalition.answer')}
        help={t('coalition.answer_help')}
        required
        errors={form.errors}
        value={draft.file}
        rows={4}
        onChange={(value) => {
          change({ file: value });
          setRead(null);
        }}
      />
      {read && (
        <div role="status">
          <p>{t('coalition.answer_from', { name: read.organisation.name })}</p>
          <p>
            <KeyWords words={read.organisation.words} />
          </p>
          <p>{t(`coalition.role.${read.role}`)}</p>
          {read.organisation.fault && <p className="warn">{t('coalition.fault')}</p>}
          {read.admitted && <p className="warn">{t('coalition.answer_known')}</p>}
        </div>
      )}
      {read && !read.admitted && (
        <div className="choices">
          <label>
            <input
              type="checkbox"
              checked={draft.compared}
              onChange={(event) => change({ compared: event.target.checked })}
            />
            <span>{t('coalition.answer_heard')}</span>
          </label>
        </div>
      )}
    </DraftForm>
  );
}
