/** A correction or a withdrawal of an edition, in up to three languages. */
import type { ReactNode } from 'react';
import type { EditionTexts } from '../../../contract/areas/publications.ts';
import { LANGS } from '../../../messages/translate.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { FormField, type Saved } from '../form.tsx';

interface Draft {
  readonly kk: string;
  readonly ru: string;
  readonly en: string;
  readonly replaces: string;
}
const EMPTY: Draft = { kk: '', ru: '', en: '', replaces: '' };

export function TextsForm(props: {
  readonly what: 'correct' | 'withdraw';
  readonly number: number;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { space } = useScope();
  const { what, number } = props;
  const form = useDraftForm(`${what} ${space} ${number}`, EMPTY, () => `${what}-${lang}`);
  const { draft, change } = form;
  const submit = (): void => {
    const texts: EditionTexts = Object.fromEntries(
      LANGS.map((l) => [l, draft[l].trim()] as const).filter(([, text]) => text !== ''),
    );
    const wrong = Object.keys(texts).length === 0 ? [{ field: `${what}-${lang}`, message: t('pub.need_text') }] : [];
    void form.submit({
      wrong,
      write: () =>
        what === 'correct'
          ? call('editions.correct', {
              space,
              number,
              texts,
              ...(draft.replaces.trim() === '' ? {} : { replaces: draft.replaces.trim() }),
            })
          : call('editions.withdraw', { space, number, texts }),
      done: props.onSaved,
    });
  };
  // The page's own language first: most write in it.
  const order = [lang, ...LANGS.filter((l) => l !== lang)];
  return (
    <DraftForm
      form={form}
      title={t(what === 'correct' ? 'pub.correct' : 'pub.withdraw')}
      save={t(what === 'correct' ? 'pub.correct_save' : 'pub.withdraw_save')}
      onSave={submit}
      onClose={props.onClose}
    >
      <p>{t(what === 'correct' ? 'pub.correct_help' : 'pub.withdraw_help')}</p>
      {order.map((l) => (
        <FormField
          key={l}
          id={`${what}-${l}`}
          label={t('pub.text_in', { lang: t(`pub.lang.${l}`) })}
          errors={form.errors}
        >
          {(aids) => (
            <textarea
              {...aids}
              lang={l}
              dir="auto"
              rows={3}
              className="field-wide"
              value={draft[l]}
              onChange={(e) => change({ [l]: e.target.value })}
            />
          )}
        </FormField>
      ))}
      {what === 'correct' && (
        <FormField id="correct-replaces" label={t('pub.replaces')} errors={form.errors}>
          {(aids) => (
            <input
              {...aids}
              dir="auto"
              className="field-wide"
              value={draft.replaces}
              onChange={(e) => change({ replaces: e.target.value })}
            />
          )}
        </FormField>
      )}
    </DraftForm>
  );
}
