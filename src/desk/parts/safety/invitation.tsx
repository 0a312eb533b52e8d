/** The page behind an invitation link: who is invited, a passphrase, the one-time codes, the recovery codes; then the desk. */
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { SAFETY_PATHS } from '../../../contract/areas/safety.ts';
import { request } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { acceptInvitation } from '../../api/session.ts';
import { useSession } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { LanguageSwitch } from '../language-switch.tsx';
import { ProblemView } from '../loadable.tsx';
import { ClockNote } from './clock-note.tsx';
import { CodeField, FactorSecret } from './factor-setup.tsx';
import { NewPassphrase, passphraseWrong } from './new-passphrase.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

interface Invited {
  readonly name: string;
  readonly organisation: string;
  readonly secret: string;
  readonly uri: string;
}

type Accepted = Awaited<ReturnType<typeof acceptInvitation>>;

function AcceptForm(props: {
  readonly invited: Invited;
  readonly token: string;
  readonly onAccepted: (accepted: Accepted) => void;
}): ReactNode {
  const { t } = useWords();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const refusal = problem?.body?.code ?? '';
  const atCode = refusal.startsWith('E_CODE') ? problem?.body : undefined;
  const atPassphrase = refusal === 'E_PASSPHRASE_WEAK' ? problem?.body : undefined;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    setProblem(null);
    const wrong = passphraseWrong(passphrase, again);
    if (wrong !== null || code.trim() === '') {
      document
        .getElementById(wrong === null ? 'invite-code' : wrong === 'short' ? 'new-passphrase' : 'new-again')
        ?.focus();
      return;
    }
    setBusy(true);
    try {
      props.onAccepted(await acceptInvitation(props.token, passphrase, code));
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      setProblem(cause);
      setBusy(false);
    }
  };
  const said = (body: ApiProblem['body'] | undefined): string | undefined =>
    body ? `${body.message} ${body.remedy}` : undefined;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate aria-label={t('safety.invited')}>
      {problem && !atCode && !atPassphrase && <ProblemView problem={problem} />}
      <h2>{t('safety.step_passphrase')}</h2>
      <NewPassphrase
        passphrase={passphrase}
        again={again}
        tried={tried}
        error={said(atPassphrase)}
        onPassphrase={setPassphrase}
        onAgain={setAgain}
      />
      <h2>{t('safety.step_codes')}</h2>
      <FactorSecret secret={props.invited.secret} uri={props.invited.uri} />
      <CodeField
        id="invite-code"
        value={code}
        error={said(atCode) ?? (tried && code.trim() === '' ? t('safety.code_needed') : undefined)}
        onChange={setCode}
      />
      <button type="submit" className="button-primary" aria-disabled={busy}>
        {busy ? t('form.saving') : t('safety.accept')}
      </button>
    </form>
  );
}

export function InvitationPage(): ReactNode {
  const { t } = useWords();
  const state = useSession();
  const token = state.status === 'invited' ? state.token : '';
  const [invited, setInvited] = useState<Invited | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [accepted, setAccepted] = useState<Accepted | null>(null);
  useEffect(() => {
    document.title = t('safety.invited');
  }, [t]);
  useEffect(() => {
    let current = true;
    request('POST', SAFETY_PATHS.invitation, { token }).then(
      (answer) => current && setInvited(answer as Invited),
      (cause: unknown) => {
        if (!(cause instanceof ApiProblem)) throw cause;
        if (current) setProblem(cause);
      },
    );
    return () => {
      current = false;
    };
  }, [token]);
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
          <h1>{t('safety.invited')}</h1>
          {problem && <ProblemView problem={problem} />}
          {invited && <p>{t('safety.invited_by', { name: invited.name, organisation: invited.organisation })}</p>}
          {accepted ? (
            <RecoveryCodes codes={accepted.recovery} done={t('safety.recovery_go_on')} onDone={accepted.goOn} />
          ) : (
            invited && <AcceptForm key={token} invited={invited} token={token} onAccepted={setAccepted} />
          )}
        </main>
      </div>
    </>
  );
}
