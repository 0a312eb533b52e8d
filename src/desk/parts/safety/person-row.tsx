/** One account: role, whether it may log in, what it has to log in with, when it was last seen; changed here. */
import { type ReactNode, useState } from 'react';
import type { ApiOut, RoleName } from '../../../contract/api.ts';
import type { AccountJson } from '../../../contract/areas/safety.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { useSave } from '../../app/save.ts';
import { useWords } from '../../i18n/language.tsx';
import { Loadable, ProblemView } from '../loadable.tsx';
import { When } from '../when.tsx';
import { SessionRows } from './sessions-list.tsx';

export const ROLES: readonly RoleName[] = ['volunteer', 'documenter', 'reviewer', 'manager'];

function PersonSessions(props: { readonly account: AccountJson }): ReactNode {
  const { t } = useWords();
  const save = useSave();
  const user = props.account.id;
  const read = useRead('people.sessions', { user });
  return (
    <Loadable read={read} rows={2}>
      {({ sessions }) => (
        <>
          {save.problem && <ProblemView problem={save.problem} />}
          {sessions.length === 0 && <p className="help">{t('people.no_session')}</p>}
          <SessionRows
            sessions={sessions}
            busy={save.busy}
            onEnd={(session) => void save.run(() => call('people.end', { user, session }))}
          />
          {sessions.length > 1 && (
            <button
              type="button"
              className="button"
              disabled={save.busy}
              onClick={() => void save.run(() => call('people.end', { user }))}
            >
              {t('people.end_all')}
            </button>
          )}
        </>
      )}
    </Loadable>
  );
}

export function PersonRow(props: {
  readonly account: AccountJson;
  /** The person who looks: not locked out or reset by the own hand. */
  readonly own: boolean;
  readonly onInvited: (invitation: ApiOut<'people.reset'>) => void;
}): ReactNode {
  const { t } = useWords();
  const save = useSave();
  const [open, setOpen] = useState(false);
  const [resetting, setResetting] = useState(false);
  const { account, own } = props;
  const { id: user, name } = account;
  const named = (word: string): string => t('safety.named', { word, name });
  const reset = async (): Promise<void> => {
    const answer = await save.run(() => call('people.reset', { user }));
    setResetting(false);
    if (answer) props.onInvited(answer);
  };
  return (
    <li className="person-row" aria-label={name}>
      <div className="person-who">
        <h2 dir="auto">
          {name}
          {own && <span className="chip session-this">{t('people.you')}</span>}
          {account.locked && <span className="chip session-this warn">{t('people.locked')}</span>}
        </h2>
        <p className="item-meta">
          <span>{t(account.second_factor ? 'safety.has_factor' : 'safety.no_factor')}</span>
          <span>
            {account.seen === null ? t('people.never_seen') : t('people.seen')}{' '}
            {account.seen !== null && <When edtf={account.seen} />}
          </span>
          {account.invited_until !== null && (
            <span>
              {t('people.invited_until')} <When edtf={account.invited_until} />
            </span>
          )}
        </p>
      </div>
      <div className="person-acts">
        <label>
          <span className="visually-hidden">{named(t('people.role'))}</span>
          <select
            value={account.role}
            disabled={save.busy}
            onChange={(event) =>
              void save.run(() => call('people.role', { user, role: event.target.value as RoleName }))
            }
          >
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </select>
        </label>
        {!own && (
          <button
            type="button"
            className="button"
            disabled={save.busy}
            aria-label={named(t(account.locked ? 'people.open' : 'people.lock'))}
            onClick={() => void save.run(() => call('people.lock', { user, locked: !account.locked }))}
          >
            {t(account.locked ? 'people.open' : 'people.lock')}
          </button>
        )}
        {!own && !account.locked && (
          <button
            type="button"
            className="button"
            aria-expanded={resetting}
            aria-label={named(t('people.reset'))}
            onClick={() => setResetting(!resetting)}
          >
            {t('people.reset')}
          </button>
        )}
        <button
          type="button"
          className="button-quiet"
          aria-expanded={open}
          aria-label={named(t('people.sessions', { n: account.sessions }))}
          onClick={() => setOpen(!open)}
        >
          {t('people.sessions', { n: account.sessions })}
        </button>
      </div>
      {save.problem && <ProblemView problem={save.problem} />}
      {resetting && (
        <div className="notice">
          <p>{t('people.reset_what', { name })}</p>
          <div className="save-form-buttons">
            <button type="button" className="button-primary" disabled={save.busy} onClick={() => void reset()}>
              {t('people.reset_do')}
            </button>
            <button type="button" className="button" onClick={() => setResetting(false)}>
              {t('action.cancel')}
            </button>
          </div>
        </div>
      )}
      {open && <PersonSessions account={account} />}
    </li>
  );
}
