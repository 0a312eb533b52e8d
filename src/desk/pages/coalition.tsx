/** Coalition: the members of the space, what each has received, who comes in and who goes; held back notes and forks in words. */
import { type ReactNode, useState } from 'react';
import type { AnswerTextJson, InvitationTextJson, SeizedJson } from '../../contract/areas/coalition.ts';
import { useRead } from '../api/queries.ts';
import { useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { announce } from '../parts/announce.tsx';
import { AdmitForm } from '../parts/coalition/admit-form.tsx';
import { InvitationOut, InviteMember } from '../parts/coalition/invite-form.tsx';
import { FileExchange } from '../parts/coalition/file-exchange.tsx';
import { AnswerOut, JoinForm } from '../parts/coalition/join-form.tsx';
import { MemberRow } from '../parts/coalition/member-row.tsx';
import { NetworkExchange } from '../parts/coalition/network-exchange.tsx';
import { Quarantine } from '../parts/coalition/quarantine.tsx';
import { SeizedResult } from '../parts/coalition/seized-result.tsx';
import { Forks, Standing } from '../parts/coalition/standing.tsx';
import { Witnesses } from '../parts/coalition/witnesses.tsx';
import { EmptyFirst } from '../parts/empty-first.tsx';
import { Heading } from '../parts/heading.tsx';
import { Loadable } from '../parts/loadable.tsx';
import '../styles/coalition.css';

type Open = 'invite' | 'admit' | 'join' | null;

export function CoalitionPage(): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const manager = useMay('manager');
  const read = useRead('coalition.read', { space: scope.space, lang: scope.lang ?? 'en' });
  const [open, setOpen] = useState<Open>(null);
  const [invitation, setInvitation] = useState<InvitationTextJson | null>(null);
  const [answer, setAnswer] = useState<AnswerTextJson | null>(null);
  const [seized, setSeized] = useState<SeizedJson | null>(null);
  const spaces = useRead('spaces.list', { lang: scope.lang ?? 'en' });
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
  if (seized)
    return (
      <>
        <Heading title={t('nav.coalition')} tab={t('nav.coalition')} />
        <SeizedResult result={seized} onClose={() => setSeized(null)} />
      </>
    );
  const nameOf = (party: string | null): string | null =>
    read.data?.members.find((m) => m.party === party)?.organisation?.name ?? null;
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
                <MemberRow key={member.party} member={member} manages={manages} onSeized={manager ? setSeized : null} />
              ))}
            </ul>
            {coalition.members.length <= 1 && <EmptyFirst words={t('coalition.alone')} topic="coalition" />}
            {manages && coalition.quarantined > 0 && <Quarantine />}
            <FileExchange coalition={coalition} />
            <NetworkExchange space={scope.space} nameOf={nameOf} />
            {spaces.data?.waiting?.map((w) => (
              <NetworkExchange key={w.id} space={w.slug} of={w.title[lang]} nameOf={() => null} />
            ))}
            <Witnesses />
            <Standing coalition={coalition} />
          </>
        )}
      </Loadable>
    </>
  );
}
