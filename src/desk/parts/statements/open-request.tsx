/** A sign request from another organisation: its whole text, the hash computed here, and the answer that is sent back. */
import { type ReactNode, useState } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import type { RequestJson } from '../../../contract/areas/statements.ts';
import { call } from '../../api/client.ts';
import { useDraft } from '../../app/drafts.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { ErrorList, type FormError } from '../form.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { KeyWords } from './key-words.tsx';
import { QrPicture } from './qr.tsx';
import { saveText } from './save-file.ts';
import { SignFileField } from './sign-file-field.tsx';
import { type SignedAsDraft, SignedAsFields, signedAsErrors } from './signed-as.tsx';

interface RequestDraft extends SignedAsDraft {
  readonly file: string;
}
const EMPTY: RequestDraft = { file: '', as: '', mandate: '', reservation: '' };

function RequestText(props: { readonly request: RequestJson }): ReactNode {
  const { t, maybe } = useWords();
  const { request } = props;
  return (
    <>
      <h3>
        <Said text={request.title} />
      </h3>
      <p>
        <Said text={t('statement.issuer', { issuer: request.issuer })} />
        {request.date !== null && (
          <>
            {' · '}
            <When edtf={request.date} />
          </>
        )}
      </p>
      {request.addressees.length > 0 && (
        <p>
          {t('statement.to')} <Said text={request.addressees.join('; ')} />
        </p>
      )}
      {request.versions.map((v) => (
        <section key={v.lang} aria-label={maybe(`lang.${v.lang}`) ?? v.lang}>
          <h4>
            <span lang={v.lang}>{maybe(`lang.${v.lang}`) ?? v.lang}</span>{' '}
            <span className="standing">{t(`statement.standing.${v.standing}`)}</span>
          </h4>
          <pre className="covered-text" lang={v.lang} dir="auto" tabIndex={0}>
            {v.text}
          </pre>
        </section>
      ))}
      <h4>{t('review.demands')}</h4>
      <ul className="plain">
        {request.demands.map((d) => (
          <li key={`${d.id} ${d.text}`}>
            <strong>{d.id}</strong>{' '}
            <q>
              <Said text={d.text} />
            </q>
          </li>
        ))}
      </ul>
      <p>{t('request.hash_here')}</p>
      <p className="mono">{request.hash}</p>
      {request.claimed !== request.hash && (
        <div className="notice notice-bad" role="alert">
          <p className="notice-title">{t('request.hash_differs')}</p>
          <p className="mono">{request.claimed}</p>
        </div>
      )}
    </>
  );
}

export function OpenRequest(props: { readonly onClose: () => void }): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const maySign = useMay('manager');
  const open = useSave();
  const save = useSave();
  const [draft, change, clear] = useDraft('sign request', EMPTY);
  const [request, setRequest] = useState<RequestJson | null>(null);
  const [wrong, setWrong] = useState<readonly FormError[]>([]);
  const [answer, setAnswer] = useState<ApiOut<'statement.answer'> | null>(null);
  const look = async (file: string): Promise<void> => {
    change({ file });
    setAnswer(null);
    setRequest(null);
    open.forget();
    if (file.trim() === '') return;
    setRequest(await open.run(() => call('statement.open_request', { space: scope.space, lang, file })));
  };
  const sign = async (): Promise<void> => {
    const found = signedAsErrors(t, draft, true);
    save.forget();
    setWrong(found);
    if (found.length > 0) return;
    const reservation = draft.reservation.trim() === '' ? {} : { reservation: draft.reservation.trim() };
    const made = await save.run(() =>
      call('statement.answer', {
        space: scope.space,
        lang,
        file: draft.file,
        signed_as: draft.as.trim(),
        mandate: draft.mandate.trim(),
        ...reservation,
      }),
    );
    if (!made) return;
    setAnswer(made);
    saveText(made.name, made.file);
  };
  const body = open.problem?.body;
  const fileErrors = body ? [{ field: 'request-text', message: body.message }] : [];
  return (
    <section className="save-form" aria-labelledby="request-title">
      <h2 id="request-title">{t('request.title')}</h2>
      <ErrorList
        errors={[...fileErrors, ...wrong]}
        problem={wrong.length > 0 ? null : (open.problem ?? save.problem)}
        title={t('request.not_signed')}
      />
      <SignFileField id="request-text" value={draft.file} errors={fileErrors} onChange={(file) => void look(file)} />
      {request && <RequestText request={request} />}
      {request && !maySign && <p className="notice">{t('request.manager')}</p>}
      {request && maySign && request.claimed === request.hash && (
        <>
          <h3>{t('request.sign_for', { name: request.us.name })}</h3>
          {request.signed !== null && (
            <p className="notice">
              {t('request.signed_before')} <When edtf={request.signed} />
            </p>
          )}
          <SignedAsFields prefix="request" draft={draft} errors={wrong} onChange={change} needMandate />
          <p>
            {t('sign.our_key')} <KeyWords id={request.us.key} />
          </p>
        </>
      )}
      {answer && (
        <div className="notice notice-ok" role="status">
          <p className="notice-title">{t('request.done')}</p>
          <p>{t('file.saved', { name: answer.name })}</p>
          <QrPicture text={answer.file} label={t('request.qr')} />
          <button type="button" className="button" onClick={() => saveText(answer.name, answer.file)}>
            {t('request.save_again')}
          </button>
        </div>
      )}
      <div className="save-form-buttons">
        {request && maySign && request.claimed === request.hash && !answer && (
          <button
            type="button"
            className="button-primary"
            aria-disabled={save.busy}
            onClick={() => {
              if (!save.busy) void sign();
            }}
          >
            {save.busy ? t('form.saving') : t('request.sign')}
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={() => {
            if (answer) clear();
            props.onClose();
          }}
        >
          {t('action.close')}
        </button>
      </div>
    </section>
  );
}
