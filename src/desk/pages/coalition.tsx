/** Coalition: the members of the space, what each has received, who comes in and who goes; held back notes and forks in words. */
import { type ReactNode, useState } from 'react';
import type { AnswerTextJson, InvitationTextJson } from '../../contract/areas/coalition.ts';
import { useRead } from '../api/queries.ts';
import { useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { announce } from '../parts/announce.tsx';
import { AdmitForm } from '../parts/coalition/admit-form.tsx';
import { InvitationOut, InviteMember } from '../parts/coalition/invite-form.tsx';
import { AnswerOut, JoinForm } from '../parts/coalition/join-form.tsx';
import { MemberRow } from '../parts/coalition/member-row.tsx';
import { Quarantine } from '../parts/coalition/quarantine.tsx';
import { Forks, Standing } from '../parts/coalition/standing.tsx';
import { EmptyFirst } from '../parts/empty-first.tsx';
import { Heading } from '../parts/heading.tsx';
import { Loadable } from '../parts/loadable.tsx';
import '../styles/coalition.css';

type Open = 'invite' | 'admit' | 'join' | null;

export function CoalitionPage(): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const manager = useMay('manager');
  const read = useRead('coalition.read', { space: scope.space, lang: scope.lang ?? 'en' });
  const [open, setOpen] = useState<Open>(null);
  const [invitation, setInvitation] = useState<InvitationTextJson | null>(null);
  const [answer, setAnswer] = useState<AnswerTextJson | null>(null);
  const manages = manager && read.data?.our_role === 'manage';
  const close = (): void => setOpen(null);
  const button = (form: Exclude<Open, null>, primary = false): ReactNode => (
    <button
      type="button"
      className={primary ? 'button-primary' : 'button'}
      aria-expanded={open === form}
      onClick={() => setOpen(open === form ? null : form)}
    >
      {t(`coalition.${form}`)}
    </button>
  );
  return (
    <>
      <Heading title={t('nav.coalition')} tab={t('nav.coalition')} below={<span>{t('coalition.what')}</span>}>
        {manager && button('join')}
        {manages && button('admit')}
        {manages && button('invite', true)}
      </Heading>
      {invitation && <InvitationOut invitation={invitation} onClose={() => setInvitation(null)} />}
      {answer && <AnswerOut answer={answer} onClose={() => setAnswer(null)} />}
      {open === 'invite' && (
        <InviteMember
          onInvited={(made) => {
            setInvitation(made);
            close();
          }}
          onClose={close}
        />
      )}
      {open === 'admit' && (
        <AdmitForm
          onAdmitted={(member) => {
            close();
            announce(t('coalition.admitted', { name: member.organisation.name }));
          }}
          onClose={close}
        />
      )}
      {open === 'join' && (
        <JoinForm
          onJoined={(made) => {
            setAnswer(made);
            close();
          }}
          onClose={close}
        />
      )}
      <Loadable read={read} rows={4}>
        {(coalition) => (
          <>
            {coalition.state !== 'open' && <p className="notice">{t(`coalition.${coalition.state}`)}</p>}
            <Forks coalition={coalition} />
            {coalition.few_managers && coalition.members.length > 1 && (
              <p className="notice">{t('coalition.few_managers', { n: coalition.managers })}</p>
            )}
            <h2>{t('coalition.members')}</h2>
            <ul className="members" aria-label={t('coalition.members')}>
              {coalition.members.map((member) => (
                <MemberRow key={member.party} member={member} manages={manages} />
              ))}
            </ul>
            {coalition.members.length <= 1 && <EmptyFirst words={t('coalition.alone')} topic="coalition" />}
            {manages && coalition.quarantined > 0 && <Quarantine />}
            <Standing coalition={coalition} />
          </>
        )}
      </Loadable>
    </>
  );
}
