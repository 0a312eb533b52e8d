/** What the next edition is to hold: languages, parts, reading date, records left out. Each choice is kept at once, for all who build. */
import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { EditionPlanJson, EditionSelectionJson } from '../../../contract/areas/publications.ts';
import { parseEdtf } from '../../../base/dates.ts';
import { LANGS } from '../../../messages/translate.ts';
import type { Save } from '../../app/save.ts';
import { useWords } from '../../i18n/language.tsx';
import { type FormError, FormField } from '../form.tsx';
import { ProblemView } from '../loadable.tsx';

const PARTS = ['events', 'figures', 'connectivity', 'responses', 'persons'] as const;

export function SelectionForm(props: {
  readonly plan: EditionPlanJson;
  readonly mayChange: boolean;
  readonly save: Save;
  readonly savedAt: string | null;
  readonly onChange: (change: Partial<EditionSelectionJson>) => void;
  /** Titles of records left out, as far as they are known. */
  readonly titleOf: (id: string) => string | null;
}): ReactNode {
  const { t } = useWords();
  const { plan, mayChange, save, onChange } = props;
  const { selection } = plan;
  const [date, setDate] = useState(selection.read_as_of ?? '');
  const [wrong, setWrong] = useState<readonly FormError[]>([]);
  const toggle = <V extends string>(list: readonly V[], value: V, on: boolean): V[] =>
    on ? [...list.filter((v) => v !== value), value] : list.filter((v) => v !== value);
  const setAsOf = (): void => {
    const text = date.trim();
    const bad = text !== '' && !parseEdtf(text).ok;
    setWrong(bad ? [{ field: 'plan-asof', message: t('form.need_date') }] : []);
    if (!bad) onChange({ read_as_of: text === '' ? null : text });
  };
  return (
    <section aria-label={t('pub.include')} className="plan-selection">
      <p className="help">
        {t('pub.audience')} {t('pub.always')}
      </p>
      <div className="field-pair">
        <fieldset className="choices" disabled={!mayChange}>
          <legend>{t('pub.include')}</legend>
          {PARTS.map((part) => (
            <label key={part}>
              <input
                type="checkbox"
                checked={!selection.parts_out.includes(part)}
                onChange={(e) => onChange({ parts_out: toggle(selection.parts_out, part, !e.target.checked) })}
              />
              {t(`pub.part.${part}`)}
            </label>
          ))}
        </fieldset>
        <fieldset className="choices" disabled={!mayChange}>
          <legend>{t('pub.languages')}</legend>
          {LANGS.map((lang) => (
            <label key={lang}>
              <input
                type="checkbox"
                checked={selection.langs.includes(lang)}
                disabled={selection.langs.length === 1 && selection.langs.includes(lang)}
                onChange={(e) => onChange({ langs: toggle(selection.langs, lang, e.target.checked) })}
              />
              {t(`pub.lang.${lang}`)}
            </label>
          ))}
        </fieldset>
        <form
          noValidate
          onSubmit={(e) => {
            e.preventDefault();
            setAsOf();
          }}
        >
          <FormField id="plan-asof" label={t('pub.asof_label')} help={t('pub.asof_help')} errors={wrong}>
            {(aids) => (
              <input
                {...aids}
                className="field-wide"
                value={date}
                disabled={!mayChange}
                placeholder={t('pub.asof_present')}
                onChange={(e) => setDate(e.target.value)}
              />
            )}
          </FormField>
          {mayChange && date.trim() !== (selection.read_as_of ?? '') && (
            <button type="submit" className="button">
              {t('pub.asof_set')}
            </button>
          )}
        </form>
      </div>
      {selection.leave_out.length > 0 && (
        <>
          <h3>{t('pub.left_out')}</h3>
          <ul className="chips">
            {selection.leave_out.map((id) => {
              const name = id.includes('/') ? t('pub.cell', { cell: id }) : (props.titleOf(id) ?? id);
              return (
                <li key={id}>
                  {mayChange ? (
                    <button
                      type="button"
                      className="chip chip-button"
                      onClick={() => onChange({ leave_out: selection.leave_out.filter((x) => x !== id) })}
                    >
                      <span dir="auto">{name}</span>
                      <X role="img" aria-label={t('pub.take_back_in', { what: name })} size={16} strokeWidth={1.75} />
                    </button>
                  ) : (
                    <span className="chip" dir="auto">
                      {name}
                    </span>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
      {save.problem && <ProblemView problem={save.problem} />}
      <p role="status" className="settings-saved">
        {save.busy ? t('form.saving') : props.savedAt === null ? '' : t('form.saved', { time: props.savedAt })}
      </p>
    </section>
  );
}
