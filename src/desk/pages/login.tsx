/** Login: a one-time link opens the desk by itself; here it can be pasted. No password, no puzzle. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { redeem, type SessionState, tokenIn } from '../api/session.ts';
import { useWords } from '../i18n/language.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { ProblemView } from '../parts/loadable.tsx';

export function LoginPage(props: { readonly state: Extract<SessionState, { status: 'none' | 'lost' }> }): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const problem = props.state.problem;
  useEffect(() => {
    document.title = t('login.title');
  }, [t]);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const token = tokenIn(text);
    setWrong(token === null);
    if (token === null) {
      field.current?.focus();
      return;
    }
    setBusy(true);
    await redeem(token);
    setBusy(false);
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
        <h1>{t('login.title')}</h1>
        {props.state.status === 'lost' && <p className="notice">{t('login.session_ended')}</p>}
        {problem && problem.kind !== 'network' && <ProblemView problem={problem} />}
        <p>{t('login.how')}</p>
        <form onSubmit={(event) => void submit(event)} noValidate>
          <label htmlFor="login-token">{t('login.label')}</label>
          <input
            ref={field}
            id="login-token"
            className="field-wide mono"
            autoComplete="one-time-code"
            spellCheck={false}
            value={text}
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? 'login-wrong login-help' : 'login-help'}
            onChange={(event) => setText(event.target.value)}
          />
          {wrong && (
            <p id="login-wrong" className="field-error" role="alert">
              {t('login.not_a_link')}
            </p>
          )}
          <p id="login-help" className="help">
            {t('login.help')}
          </p>
          <button type="submit" className="button-primary" disabled={busy}>
            {busy ? t('login.busy') : t('login.do')}
          </button>
        </form>
      </main>
    </div>
  );
}
