/** What the person logs in with: passphrase, second factor, recovery codes; each changed here. */
import { type FormEvent, type ReactNode, useState } from 'react';
import { type MeansJson, SAFETY_PATHS } from '../../../contract/areas/safety.ts';
import type { Json } from '../../../base/result.ts';
import { request } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { meansChanged } from '../../api/session.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { ProblemView } from '../loadable.tsx';
import { CodeField, FactorSecret } from './factor-setup.tsx';
import { NewPassphrase, passphraseWrong } from './new-passphrase.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SecretField } from './secret-field.tsx';

interface Secret {
  readonly secret: string;
  readonly uri: string;
}
type Open = 'passphrase' | 'factor' | 'recovery' | null;

/** One request of this page: its answer, or null and the refusal kept. */
function useAsk() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const ask = async (method: 'POST' | 'PUT', path: string, body?: Json): Promise<object | null> => {
    setBusy(true);
    setProblem(null);
    try {
      return (await request(method, path, body ?? {})) as object;
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      setProblem(cause);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, ask };
}

function PassphraseForm(props: { readonly means: MeansJson; readonly onDone: () => void }): ReactNode {
  const { t } = useWords();
  const { busy, problem, ask } = useAsk();
  const [current, setCurrent] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const weak = problem?.body?.code === 'E_PASSPHRASE_WEAK' ? problem.body : null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (passphraseWrong(passphrase, again) !== null) return;
    const done = await ask('PUT', SAFETY_PATHS.passphrase, {
      passphrase,
      ...(props.means.passphrase ? { current } : {}),
    });
    if (done === null) return;
    meansChanged({ passphrase: true });
    announce(t('safety.passphrase_set'));
    props.onDone();
  };
  return (
    <form className="save-form" aria-label={t('safety.change_passphrase')} noValidate onSubmit={(e) => void submit(e)}>
      <h3>{t('safety.change_passphrase')}</h3>
      {problem && !weak && <ProblemView problem={problem} />}
      {props.means.passphrase && (
        <SecretField
          id="current-passphrase"
          label={t('safety.current_passphrase')}
          value={current}
          autoComplete="current-password"
          onChange={setCurrent}
        />
      )}
      <NewPassphrase
        passphrase={passphrase}
        again={again}
        tried={tried}
        error={weak ? `${weak.message} ${weak.remedy}` : undefined}
        onPassphrase={setPassphrase}
        onAgain={setAgain}
      />
      <p className="help">{t('safety.passphrase_ends')}</p>
      <div className="save-form-buttons">
        <button type="submit" className="button-primary" aria-disabled={busy}>
          {busy ? t('form.saving') : t('safety.save_passphrase')}
        </button>
        <button type="button" className="button" onClick={props.onDone}>
          {t('action.close')}
        </button>
      </div>
    </form>
  );
}

/** Needs the passphrase; with a secret also a first code. Ends with the recovery codes. */
function CodesForm(props: { readonly secret: Secret | null; readonly onDone: () => void }): ReactNode {
  const { t } = useWords();
  const { busy, problem, ask } = useAsk();
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { secret } = props;
  const label = t(secret ? 'safety.factor_set_up' : 'safety.recovery_new');
  const atCode = problem?.body?.code.startsWith('E_CODE') ? problem.body : null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await (secret
      ? ask('PUT', SAFETY_PATHS.factor, { passphrase, code })
      : ask('POST', SAFETY_PATHS.recovery, { passphrase }));
    if (answer === null) return;
    const { recovery } = answer as { readonly recovery: readonly string[] };
    setCodes(recovery);
    meansChanged({ second_factor: true, recovery_left: recovery.length });
  };
  if (codes) return <RecoveryCodes codes={codes} done={t('safety.recovery_kept')} onDone={props.onDone} />;
  return (
    <form className="save-form" aria-label={label} noValidate onSubmit={(event) => void submit(event)}>
      <h3>{label}</h3>
      {problem && !atCode && <ProblemView problem={problem} />}
      {secret && <FactorSecret secret={secret.secret} uri={secret.uri} />}
      {secret && (
        <CodeField
          id="factor-code"
          value={code}
          error={atCode ? `${atCode.message} ${atCode.remedy}` : undefined}
          onChange={setCode}
        />
      )}
      <SecretField
        id="factor-passphrase"
        label={t('safety.passphrase')}
        value={passphrase}
        autoComplete="current-password"
        onChange={setPassphrase}
      />
      <div className="save-form-buttons">
        <button type="submit" className="button-primary" aria-disabled={busy}>
          {busy ? t('form.saving') : label}
        </button>
        <button type="button" className="button" onClick={props.onDone}>
          {t('action.close')}
        </button>
      </div>
    </form>
  );
}

export function OwnMeans(props: { readonly means: MeansJson }): ReactNode {
  const { t } = useWords();
  const { means } = props;
  const [open, setOpen] = useState<Open>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const { busy, problem, ask } = useAsk();
  const close = (): void => {
    setOpen(null);
    setSecret(null);
  };
  const begin = async (): Promise<void> => {
    const answer = await ask('POST', SAFETY_PATHS.factor);
    if (answer === null) return;
    setSecret(answer as Secret);
    setOpen('factor');
  };
  return (
    <section aria-labelledby="means">
      <h2 id="means">{t('safety.means')}</h2>
      <ul className="means">
        <li>{t(means.passphrase ? 'safety.has_passphrase' : 'safety.no_passphrase')}</li>
        <li>{t(means.second_factor ? 'safety.has_factor' : 'safety.no_factor')}</li>
        {means.second_factor && <li>{t('safety.recovery_left', { n: means.recovery_left })}</li>}
      </ul>
      {problem && <ProblemView problem={problem} />}
      {open === null && (
        <div className="save-form-buttons">
          <button type="button" className="button" onClick={() => setOpen('passphrase')}>
            {t(means.passphrase ? 'safety.change_passphrase' : 'safety.choose_passphrase')}
          </button>
          {means.passphrase && (
            <button type="button" className="button" disabled={busy} onClick={() => void begin()}>
              {t(means.second_factor ? 'safety.factor_again' : 'safety.factor_set_up')}
            </button>
          )}
          {means.second_factor && (
            <button type="button" className="button" onClick={() => setOpen('recovery')}>
              {t('safety.recovery_new')}
            </button>
          )}
        </div>
      )}
      {open === 'passphrase' && <PassphraseForm means={means} onDone={close} />}
      {open === 'factor' && secret && <CodesForm secret={secret} onDone={close} />}
      {open === 'recovery' && <CodesForm secret={null} onDone={close} />}
    </section>
  );
}
