/** One member: who they are, whether their words were compared, what they may do, what they have not yet received. */
import { type ReactNode, useState } from 'react';
import type { MemberJson, SeizedJson } from '../../../contract/areas/coalition.ts';
import { call } from '../../api/client.ts';
import { useSave } from '../../app/save.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { ProblemView } from '../loadable.tsx';
import { When } from '../when.tsx';
import { KeyWords } from './key-words.tsx';
import { RemoveForm } from './remove-form.tsx';
import { SeizedForm } from './seized-form.tsx';

function Compared(props: { readonly member: MemberJson; readonly manages: boolean }): ReactNode {
  const { t } = useWords();
  const save = useSave();
  const { organisation, ours } = props.member;
  if (organisation === null) return null;
  const set = (compared: boolean): void =>
    void save.run(() => call('coalition.compared', { organisation: organisation.id, compared }));
  const named = (word: string): string => t('safety.named', { word, name: organisation.name });
  return (
    <div className="member-words">
      <p>
        <span className="help">{t(ours ? 'coalition.our_words' : 'coalition.words')}:</span>{' '}
        <KeyWords words={organisation.words} />
      </p>
      {organisation.fault && <p className="bad">{t('coalition.fault')}</p>}
      {!ours && organisation.compared === null && <p className="warn">{t('coalition.not_compared')}</p>}
      {!ours && organisation.compared !== null && (
        <p className="ok">
          {t('coalition.compared')} <When edtf={organisation.compared.at} dayOnly />
        </p>
      )}
      {save.problem && <ProblemView problem={save.problem} />}
      {!ours && props.manages && (
        <button
          type="button"
          className="button"
          disabled={save.busy}
          aria-label={named(t(organisation.compared ? 'coalition.compare_undo' : 'coalition.compare_do'))}
          onClick={() => set(organisation.compared === null)}
        >
          {t(organisation.compared ? 'coalition.compare_undo' : 'coalition.compare_do')}
        </button>
      )}
    </div>
  );
}

export function MemberRow(props: {
  readonly member: MemberJson;
  readonly manages: boolean;
  /** Shows what ending a seized device did; null: the person may not end one. */
  readonly onSeized: ((result: SeizedJson) => void) | null;
}): ReactNode {
  const { t } = useWords();
  const [open, setOpen] = useState<'remove' | 'seized' | null>(null);
  const close = (): void => setOpen(null);
  const { member, manages } = props;
  const { organisation, ours, not_received: behind, last_seen: seen } = member;
  const name = organisation?.name ?? t(ours ? 'coalition.us' : 'coalition.unnamed');
  const live = member.seats.filter((seat) => seat.live).length;
  return (
    <li className="member-row" aria-label={name}>
      <div className="member-who">
        <h3 dir="auto">
          {name}
          {ours && <span className="chip session-this">{t('coalition.here')}</span>}
          {!member.live && <span className="chip session-this warn">{t('coalition.removed')}</span>}
        </h3>
        <p className="item-meta">
          {member.role !== null && <span>{t(`coalition.role.${member.role}`)}</span>}
          <span>{t('coalition.devices', { n: live })}</span>
          <span>
            {t('coalition.last_note')}:{' '}
            {member.last_note === null ? t('coalition.no_note') : <When edtf={member.last_note} />}
          </span>
          {!ours && (
            <span>
              {t('coalition.seen')}: {seen.at !== null && <When edtf={seen.at} />} {t(`coalition.seen.${seen.how}`)}
            </span>
          )}
        </p>
        {!ours && member.live && behind !== null && (
          <p className={behind.ours > 0 ? 'member-behind warn' : 'member-behind'}>
            {t('coalition.behind', { n: behind.ours, name })}
            {behind.ours > 0 && behind.since !== null && (
              <>
                {' '}
                {t('coalition.behind_since')} <When edtf={behind.since} dayOnly />
              </>
            )}
          </p>
        )}
        <Compared member={member} manages={manages} />
      </div>
      {!ours && (
        <div className="person-acts">
          {props.onSeized && (
            <button
              type="button"
              className="button"
              aria-expanded={open === 'seized'}
              aria-label={t('seized.of', { name })}
              onClick={() => setOpen(open === 'seized' ? null : 'seized')}
            >
              {t('seized.button')}
            </button>
          )}
          {manages && member.live && (
            <button
              type="button"
              className="button"
              aria-expanded={open === 'remove'}
              aria-label={t('coalition.remove_of', { name })}
              onClick={() => setOpen(open === 'remove' ? null : 'remove')}
            >
              {t('coalition.remove')}
            </button>
          )}
        </div>
      )}
      {open === 'seized' && props.onSeized && (
        <SeizedForm member={member} name={name} onDone={props.onSeized} onClose={close} />
      )}
      {open === 'remove' && (
        <RemoveForm
          party={member.party}
          name={name}
          onRemoved={() => {
            close();
            announce(t('coalition.removed_done'));
          }}
          onClose={close}
        />
      )}
    </li>
  );
}
