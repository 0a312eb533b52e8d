/** The lock screen: the only thing in the page while the session is locked. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { logOut, type SessionState, tokenIn, unlock } from '../../api/session.ts';
import { useWords } from '../../i18n/language.tsx';
import { LanguageSwitch } from '../language-switch.tsx';
import { ProblemView } from '../loadable.tsx';
import { SecretField } from './secret-field.tsx';

export function LockScreen(props: { readonly state: Extract<SessionState, { status: 'locked' }> }): ReactNode {
  const { t } = useWords();
  const { by, user } = props.state;
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = t('safety.locked');
    field.current?.focus();
  }, [t]);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      setProblem(cause);
      setBusy(false);
      field.current?.focus();
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(() => unlock(by === 'passphrase' ? { passphrase: text } : { token: tokenIn(text) ?? '' }));
  };
  return (
    <div className="login">
      <header className="login-head">
        <p className="brand" translate="no">
          {t('app.name')}
        </p>
        <LanguageSwitch />
      </header>
      <main>
        <h1>{t('safety.locked')}</h1>
        <p>{t('safety.locked_who', { name: user.name })}</p>
        {problem && <ProblemView problem={problem} />}
        <form onSubmit={submit} noValidate>
          {by === 'passphrase' ? (
            <SecretField
              id="unlock"
              label={t('safety.passphrase')}
              value={text}
              autoComplete="current-password"
              field={field}
              onChange={setText}
            />
          ) : (
            <>
              <label htmlFor="unlock">{t('login.label')}</label>
              <input
                ref={field}
                id="unlock"
                className="field-wide mono"
                autoComplete="off"
                spellCheck={false}
                aria-describedby="unlock-help"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
              <p id="unlock-help" className="help">
                {t('safety.unlock_link_help')}
              </p>
            </>
          )}
          <div className="save-form-buttons">
            <button type="submit" className="button-primary" aria-disabled={busy}>
              {busy ? t('login.busy') : t('safety.unlock')}
            </button>
            <button type="button" className="button" onClick={() => void attempt(logOut)}>
              {t('safety.log_out_instead')}
            </button>
          </div>
          <p className="help">{t('safety.locked_help')}</p>
        </form>
      </main>
    </div>
  );
}
