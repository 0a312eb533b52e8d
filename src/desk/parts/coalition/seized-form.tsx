/** A device of a member was seized: what ending it does, in plain words, whom it puts at risk, and the press that cannot be taken back. */
import { type ReactNode, useEffect, useState } from 'react';
import type { MemberJson, SeatJson, SeizedJson } from '../../../contract/areas/coalition.ts';
import { call } from '../../api/client.ts';
import { useKinds } from '../../app/kinds.ts';
import { useSave } from '../../app/save.ts';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { ProblemView } from '../loadable.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';

const EMPTY: { readonly sure: boolean } = { sure: false };

/** One for each device; a seat whose device nobody named stands for itself. */
function devicesOf(member: MemberJson): readonly { readonly key: string; readonly seats: readonly SeatJson[] }[] {
  const found = new Map<string, SeatJson[]>();
  for (const seat of member.seats) {
    const key = seat.device ?? seat.seat;
    found.set(key, [...(found.get(key) ?? []), seat]);
  }
  return [...found].map(([key, seats]) => ({ key, seats }));
}

function Looked(props: { readonly looked: SeizedJson }): ReactNode {
  const { t } = useWords();
  const { spaces, counts, persons } = props.looked;
  return (
    <div role="status">
      <p>{t('seized.reach', { n: persons.length, spaces: spaces.length })}</p>
      {counts.detained > 0 && <p className="bad">{t('seized.n_detained', { n: counts.detained })}</p>}
      {spaces
        .filter((s) => s.done === 'not_manager')
        .map((s) => (
          <p key={s.space} className="warn">
            {t('seized.done.not_manager', { space: s.title })}
          </p>
        ))}
    </div>
  );
}

export function SeizedForm(props: {
  readonly member: MemberJson;
  readonly name: string;
  readonly onDone: (result: SeizedJson) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  // The list that follows names states of detention: their words are here before it is.
  useKinds();
  const { member, name } = props;
  const devices = devicesOf(member);
  const [device, setDevice] = useState(devices[0]?.key ?? '');
  const [looked, setLooked] = useState<SeizedJson | null>(null);
  const look = useSave();
  const form = useDraftForm(`coalition/seized/${member.party}`, EMPTY, () => 'seized-sure');
  const { run } = look;
  useEffect(() => {
    let current = true;
    setLooked(null);
    void run(() => call('keys.seized', { device, look: true })).then((found) => {
      if (current && found) setLooked(found);
    });
    return () => {
      current = false;
    };
  }, [device, run]);
  const ended = looked !== null && !looked.spaces.some((s) => s.done === 'would');
  const submit = (): void =>
    void (ended
      ? props.onDone(looked)
      : form.submit({
          wrong: form.draft.sure ? [] : [{ field: 'seized-sure', message: t('seized.sure_need') }],
          write: () => call('keys.seized', { device }),
          done: (_, result) => props.onDone(result),
        }));
  return (
    <DraftForm
      title={t('seized.of', { name })}
      save={t(ended ? 'seized.show' : 'seized.do')}
      form={form}
      onSave={submit}
      onClose={props.onClose}
    >
      <p>{t('seized.what')}</p>
      <p>{t('seized.what_not')}</p>
      {devices.length > 1 && (
        <fieldset className="choices">
          <legend>{t('seized.which')}</legend>
          {devices.map(({ key, seats }) => (
            <label key={key}>
              <input type="radio" name="seized-device" checked={device === key} onChange={() => setDevice(key)} />
              <span>
                <code>{key.slice(0, 16)}</code>
                <span className="help role-help">
                  {' '}
                  {seats[0]?.admitted != null && (
                    <>
                      {t('seized.admitted')} <When edtf={seats[0].admitted} dayOnly />{' '}
                    </>
                  )}
                  {!seats.some((s) => s.live) && t('coalition.removed')}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {look.busy && (
        <p className="help" role="status">
          {t('seized.looking')}
        </p>
      )}
      {look.problem && <ProblemView problem={look.problem} />}
      {looked && <Looked looked={looked} />}
      {looked && !ended && (
        <div className="choices">
          <label>
            <input
              id="seized-sure"
              type="checkbox"
              checked={form.draft.sure}
              onChange={(event) => form.change({ sure: event.target.checked })}
            />
            <span>
              {t('seized.sure')} <Said text={name} />
            </span>
          </label>
        </div>
      )}
    </DraftForm>
  );
}
