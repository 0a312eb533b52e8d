/** Login: by name, passphrase and one-time code, or by the link that the node's own computer prints. No puzzle, paste allowed. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { logIn, redeem, type SessionState, tokenIn } from '../api/session.ts';
import { useWords } from '../i18n/language.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { ProblemView } from '../parts/loadable.tsx';
import { ClockNote } from '../parts/safety/clock-note.tsx';
import { SecretField } from '../parts/safety/secret-field.tsx';

/** `askPassphrase`: a link that is no longer fresh, of an account that has a passphrase. */
function LinkForm(props: { readonly token: string | null; readonly askPassphrase: boolean }): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState(props.token ?? '');
  const [passphrase, setPassphrase] = useState('');
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const token = tokenIn(text);
    setWrong(token === null);
    if (token === null) {
      field.current?.focus();
      return;
    }
    setBusy(true);
    await redeem(token, props.askPassphrase ? passphrase : undefined);
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <label htmlFor="login-token">{t('login.label')}</label>
      <input
        ref={field}
        id="login-token"
        className="field-wide mono"
        autoComplete="off"
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
      {props.askPassphrase && (
        <SecretField
          id="link-passphrase"
          label={t('safety.passphrase')}
          value={passphrase}
          autoComplete="current-password"
          onChange={setPassphrase}
        />
      )}
      <button type="submit" className="button-primary" disabled={busy}>
        {busy ? t('login.busy') : t('login.do')}
      </button>
    </form>
  );
}

function PassphraseForm(): ReactNode {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    await logIn(name, passphrase, code);
    setCode('');
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <div className="field">
        <label htmlFor="login-name">{t('safety.name')}</label>
        <input
          id="login-name"
          className="field-wide"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <SecretField
        id="login-passphrase"
        label={t('safety.passphrase')}
        value={passphrase}
        autoComplete="current-password"
        onChange={setPassphrase}
      />
      <div className="field">
        <label htmlFor="login-code">{t('safety.code')}</label>
        <input
          id="login-code"
          className="field-code mono"
          autoComplete="one-time-code"
          spellCheck={false}
          value={code}
          aria-describedby="login-code-help"
          onChange={(event) => setCode(event.target.value)}
        />
        <p id="login-code-help" className="help">
          {t('safety.code_help')}
        </p>
      </div>
      <button type="submit" className="button-primary" disabled={busy}>
        {busy ? t('login.busy') : t('safety.enter')}
      </button>
    </form>
  );
}

export function LoginPage(props: { readonly state: Extract<SessionState, { status: 'none' | 'lost' }> }): ReactNode {
  const { t } = useWords();
  const { problem, token } = props.state;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = t('login.title');
  }, [t]);
  useEffect(() => {
    if (problem && problem.kind !== 'network') box.current?.focus();
  }, [problem]);
  return (
    <>
      <ClockNote />
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
          {problem && problem.kind !== 'network' && (
            <div ref={box} tabIndex={-1}>
              <ProblemView problem={problem} />
            </div>
          )}
          <section aria-labelledby="by-passphrase">
            <h2 id="by-passphrase">{t('safety.by_passphrase')}</h2>
            <PassphraseForm />
          </section>
          <section aria-labelledby="by-link">
            <h2 id="by-link">{t('safety.by_link')}</h2>
            <p>{t('login.how')}</p>
            <LinkForm
              token={token}
              askPassphrase={token !== null && problem !== null && needsPassphrase(problem.body?.code)}
            />
          </section>
        </main>
      </div>
    </>
  );
}

const needsPassphrase = (code: string | undefined): boolean =>
  code === 'E_PASSPHRASE_NEEDED' || code === 'E_UNLOCK_WRONG' || code === 'E_RATE';
