/** People of this node, for its managers: accounts, roles, invitations, sessions. */
import { type ReactNode, useState } from 'react';
import type { ApiOut } from '../../contract/api.ts';
import { useRead } from '../api/queries.ts';
import { useMay, useSession } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { EmptyFirst } from '../parts/empty-first.tsx';
import { Heading } from '../parts/heading.tsx';
import { Loadable } from '../parts/loadable.tsx';
import { Forbidden } from '../parts/safety/forbidden.tsx';
import { InvitationLink, InviteForm } from '../parts/safety/invite-form.tsx';
import { PersonRow } from '../parts/safety/person-row.tsx';

export function PeoplePage(): ReactNode {
  const { t } = useWords();
  const manager = useMay('manager');
  const state = useSession();
  const people = useRead('people.list', {}, { enabled: manager });
  const [adding, setAdding] = useState(false);
  const [invitation, setInvitation] = useState<ApiOut<'people.invite'> | null>(null);
  if (!manager) return <Forbidden tab={t('nav.people')} />;
  const own = state.status === 'in' ? state.user.id : '';
  const invited = (made: ApiOut<'people.invite'>): void => {
    setAdding(false);
    setInvitation(made);
  };
  return (
    <>
      <Heading title={t('nav.people')} tab={t('nav.people')} below={<span>{t('people.what')}</span>}>
        {!adding && (
          <button type="button" className="button-primary" onClick={() => setAdding(true)}>
            {t('people.invite')}
          </button>
        )}
      </Heading>
      {invitation && <InvitationLink invitation={invitation} onClose={() => setInvitation(null)} />}
      {adding && <InviteForm onInvited={invited} onClose={() => setAdding(false)} />}
      <Loadable read={people} rows={4}>
        {({ people: accounts }) => (
          <>
            <ul className="people" aria-label={t('nav.people')}>
              {accounts.map((account) => (
                <PersonRow key={account.id} account={account} own={account.id === own} onInvited={invited} />
              ))}
            </ul>
            {accounts.length === 1 && <EmptyFirst words={t('people.alone')} topic="people" />}
          </>
        )}
      </Loadable>
    </>
  );
}
