/** Demands of a draft: in which language each is marked, for whom it is, and its words; one can be taken out. */
import type { ReactNode } from 'react';
import { markState } from '../../../records/statement-marks.ts';
import { useWords } from '../../i18n/language.tsx';
import type { FormError } from '../form.tsx';
import { Said } from '../said.tsx';
import type { EditedDraft } from './draft-state.ts';

export function MarksTable(props: {
  readonly draft: EditedDraft;
  readonly errors: readonly FormError[];
  readonly onRemove: (key: string) => void;
  readonly onAddressees: (key: string, addressees: readonly string[]) => void;
}): ReactNode {
  const { t, lang, maybe } = useWords();
  const { draft } = props;
  const versions = draft.versions.filter((v) => v.text.trim() !== '');
  if (draft.demands.length === 0) return <p className="empty">{t('draft.no_demands')}</p>;
  return (
    <ul className="plain draft-demands">
      {draft.demands.map((d) => {
        const clauses = Object.entries(d.clauses).map(([l, text]) => ({ lang: l, text }));
        const words = d.clauses[lang] ?? clauses[0]?.text ?? '';
        const wrong = props.errors.find((e) => e.field === `draft-demand-${d.key}`);
        const chosen = d.addressees.filter((a) => draft.addressees.some((x) => x.id === a));
        return (
          <li key={d.key} id={`draft-demand-${d.key}`} tabIndex={-1} className={wrong ? 'field-bad' : undefined}>
            <div className="draft-demand-head">
              <strong>{d.key}</strong>
              <q>
                <Said text={words} />
              </q>
              <button type="button" className="button-quiet" onClick={() => props.onRemove(d.key)}>
                {t('draft.remove_demand', { key: d.key })}
              </button>
            </div>
            {wrong && <p className="field-error">{wrong.message}</p>}
            <ul className="chips">
              {versions.map((v) => {
                const state = markState(v, { key: d.key, clauses });
                return (
                  <li key={v.lang} className={state === 'marked' ? 'mark-state' : 'mark-state warn'}>
                    {t(`draft.mark.${state}`, { lang: maybe(`lang.${v.lang}`) ?? v.lang })}
                  </li>
                );
              })}
            </ul>
            {draft.addressees.length > 1 && (
              <fieldset className="choices draft-demand-to">
                <legend>{t('draft.demand_to', { key: d.key })}</legend>
                {draft.addressees.map((a) => {
                  const on = chosen.length === 0 || chosen.includes(a.id);
                  const now = chosen.length === 0 ? draft.addressees.map((x) => x.id) : chosen;
                  return (
                    <label key={a.id}>
                      <input
                        type="checkbox"
                        checked={on}
                        onChange={() => props.onAddressees(d.key, on ? now.filter((x) => x !== a.id) : [...now, a.id])}
                      />
                      <Said text={a.title} />
                    </label>
                  );
                })}
              </fieldset>
            )}
          </li>
        );
      })}
    </ul>
  );
}
