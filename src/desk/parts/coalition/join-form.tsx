/** An invitation that was sent to us: read first, then answered with a seat of our own. */
import { type ReactNode, useState } from 'react';
import type { AnswerTextJson, InvitationReadJson } from '../../../contract/areas/coalition.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { LineField, TextField } from '../fields.tsx';
import { CopyText } from './copy-text.tsx';
import { KeyWords } from './key-words.tsx';

const EMPTY: { readonly file: string; readonly title: string } = { file: '', title: '' };

export function JoinForm(props: {
  readonly onJoined: (answer: AnswerTextJson) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const form = useDraftForm('coalition/join', EMPTY, (body) => (body.code === 'E_USAGE' ? 'join-title' : 'join-file'));
  const { draft, change } = form;
  const [read, setRead] = useState<InvitationReadJson | null>(null);
  const file = draft.file.trim();
  const title = draft.title.trim();
  const noFile = file === '' ? [{ field: 'join-file', message: t('coalition.join_need') }] : [];
  const noTitle = title === '' ? [{ field: 'join-title', message: t('coalition.join_title_need') }] : [];
  const submit = (): void =>
    void (read === null
      ? form.submit({
          wrong: noFile,
          write: () => call('coalition.read_invitation', { file }),
          done: (_, invitation) => {
            change({ file });
            setRead(invitation);
          },
        })
      : form.submit({
          wrong: [...noFile, ...noTitle],
          write: () => call('coalition.join', { file, title }),
          done: (_, answer) => props.onJoined(answer),
        }));
  return (
    <DraftForm
      title={t('coalition.join')}
      save={t(read === null ? 'coalition.join_read' : 'coalition.join_do')}
      form={form}
      onSave={submit}
      onClose={props.onClose}
    >
      <TextField
        id="join-file"
        label={t('coalition.join_text')}
        help={t('coalition.join_help')}
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
        <>
          <div role="status">
            <p>{t('coalition.join_from', { name: read.organisation.name })}</p>
            <p>
              <KeyWords words={read.organisation.words} />
            </p>
            <p>{t(`coalition.role.${read.role}`)}</p>
          </div>
          <LineField
            id="join-title"
            label={t('coalition.join_title')}
            required
            errors={form.errors}
            value={draft.title}
            wide
            onChange={(value) => change({ title: value })}
          />
        </>
      )}
    </DraftForm>
  );
}

export function AnswerOut(props: { readonly answer: AnswerTextJson; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { answer } = props;
  return (
    <section className="notice notice-ok" aria-labelledby="coalition-answer">
      <h2 id="coalition-answer">{t('coalition.join_answer', { name: answer.inviter.name })}</h2>
      <p>{t('coalition.join_next')}</p>
      <CopyText label={t('coalition.join_answer', { name: answer.inviter.name })} text={answer.text} />
      <p>
        {t('coalition.our_words')}: <KeyWords words={answer.words} />
      </p>
      <div className="save-form-buttons">
        <button type="button" className="button" onClick={props.onClose}>
          {t('action.close')}
        </button>
      </div>
    </section>
  );
}
