/** A bundle for members, for all of them, or sealed with words; in parts for mail when that is how it travels. */
import { type ReactNode, useState } from 'react';
import type { MemberJson } from '../../../contract/areas/coalition.ts';
import { MAIL_PART_BYTES } from '../../../contract/areas/exchange.ts';
import { writeBundle } from '../../api/exchange.ts';
import { useScope } from '../../app/space.tsx';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { LineField } from '../fields.tsx';
import { Said } from '../said.tsx';

type Way = 'everybody' | 'some' | 'words';
interface Draft {
  readonly way: Way;
  readonly to: readonly string[];
  readonly parts: boolean;
}
const EMPTY: Draft = { way: 'everybody', to: [], parts: false };
/** Fewer letters are guessed by a machine. */
const WORDS_MIN = 16;

export function WriteForm(props: { readonly members: readonly MemberJson[]; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const manager = useMay('manager');
  const form = useDraftForm(`coalition/write/${space}`, EMPTY, () => 'write-words');
  const { draft, change } = form;
  // Kept nowhere but in this form: whoever has it opens the whole case.
  const [words, setWords] = useState('');
  const others = props.members.flatMap((m) => (m.live && !m.ours && m.organisation ? [m.organisation] : []));
  const toggle = (id: string): void =>
    change({ to: draft.to.includes(id) ? draft.to.filter((one) => one !== id) : [...draft.to, id] });
  const chosen = draft.to.filter((id) => others.some((o) => o.id === id));
  const ways: readonly Way[] = [
    ...(others.length > 0 ? (['everybody', 'some'] as const) : []),
    ...(manager ? (['words'] as const) : []),
  ];
  const way = ways.includes(draft.way) ? draft.way : (ways[0] ?? 'words');
  const wrong = [
    ...(way === 'some' && chosen.length === 0 ? [{ field: 'write-to', message: t('exch.to_need') }] : []),
    ...(way === 'words' && words.trim().length < WORDS_MIN
      ? [{ field: 'write-words', message: t('exch.words_need', { n: WORDS_MIN }) }]
      : []),
  ];
  const submit = (): void =>
    void form.submit({
      wrong,
      write: () =>
        writeBundle(space, {
          ...(way === 'everybody'
            ? { everybody: true }
            : way === 'some'
              ? { to: chosen }
              : { passphrase: words.trim() }),
          ...(draft.parts ? { max_bytes: MAIL_PART_BYTES } : {}),
        }),
      done: props.onClose,
    });
  if (ways.length === 0) return <p className="notice">{t('exch.nobody')}</p>;
  return (
    <DraftForm title={t('exch.write')} save={t('exch.write_do')} form={form} onSave={submit} onClose={props.onClose}>
      <fieldset className="choices">
        <legend>{t('exch.for')}</legend>
        {ways.map((one) => (
          <label key={one}>
            <input type="radio" name="bundle-for" checked={way === one} onChange={() => change({ way: one })} />
            <span>
              {t(`exch.for.${one}`)}
              <span className="help role-help"> {t(`exch.for_help.${one}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {way === 'some' && (
        <fieldset className="choices" id="write-to" tabIndex={-1}>
          <legend>{t('coalition.members')}</legend>
          {others.map((o) => (
            <label key={o.id}>
              <input
                type="checkbox"
                checked={chosen.includes(o.id)}
                disabled={o.recipient === null}
                onChange={() => toggle(o.id)}
              />
              <span>
                <Said text={o.name} />
                {o.recipient === null && <span className="help role-help"> {t('exch.no_recipient')}</span>}
                {o.compared === null && <span className="warn role-help"> {t('exch.not_compared')}</span>}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {way === 'words' && (
        <LineField
          id="write-words"
          label={t('exch.words')}
          help={t('exch.words_help')}
          required
          errors={form.errors}
          value={words}
          wide
          onChange={setWords}
        />
      )}
      <div className="choices">
        <label>
          <input type="checkbox" checked={draft.parts} onChange={(e) => change({ parts: e.target.checked })} />
          <span>{t('exch.parts_mail')}</span>
        </label>
      </div>
    </DraftForm>
  );
}
