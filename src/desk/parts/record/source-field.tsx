/** Where a value stands written: an existing source or evidence is picked, or a new source is written down on the spot. */
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import { useKinds } from '../../app/kinds.ts';
import { useWords } from '../../i18n/language.tsx';
import { type FormError, FormField } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';

const PARTS = ['kind', 'title', 'publisher', 'url', 'date', 'reliability'] as const;
type Part = (typeof PARTS)[number];
const NEEDED: readonly Part[] = ['kind', 'title', 'reliability'];

export interface SourceGiven {
  readonly picked: readonly Picked[];
  /** Whether a new source is being written down here. */
  readonly making: boolean;
  readonly made: { readonly [P in Part]: string };
}
export const NO_SOURCE: SourceGiven = {
  picked: [],
  making: false,
  made: { kind: '', title: '', publisher: '', url: '', date: '', reliability: '' },
};

/** What is still missing of a new source; ids of the controls begin with `id`. */
export function sourceErrors(id: string, given: SourceGiven, message: string): readonly FormError[] {
  if (!given.making) return [];
  return NEEDED.filter((p) => given.made[p].trim() === '').map((p) => ({ field: `${id}-${p}`, message }));
}

/**
 * Id of the source to name, undefined when none is given. A new source is written first; `keep` is told of it, so that a
 * failure of what follows does not write it twice.
 */
export async function ensureSource(
  given: SourceGiven,
  scope: { readonly space: string; readonly lang: 'kk' | 'ru' | 'en' },
  keep: (given: SourceGiven) => void,
): Promise<string | undefined> {
  if (!given.making) return given.picked[0]?.id;
  const fields = Object.fromEntries(
    PARTS.flatMap((p) => (given.made[p].trim() === '' ? [] : [[p, given.made[p].trim()] as const])),
  );
  const made = await call('record.new', { ...scope, kind: 'Source', fields });
  keep({ ...NO_SOURCE, picked: [{ id: made.id, title: given.made.title.trim() }] });
  return made.id;
}

export function SourceField(props: {
  readonly id: string;
  readonly given: SourceGiven;
  readonly errors: readonly FormError[];
  readonly onChange: (given: SourceGiven) => void;
}): ReactNode {
  const { t } = useWords();
  const kinds = useKinds();
  const { id, given, errors, onChange } = props;
  const set = (part: Part, value: string): void => onChange({ ...given, made: { ...given.made, [part]: value } });
  if (!given.making)
    return (
      <div className="source-field">
        <RecordPicker
          id={id}
          label={t('claim.source')}
          help={t('claim.source_help')}
          error={errors.find((e) => e.field === id)?.message}
          kinds={['Source', 'Evidence']}
          picked={given.picked}
          onPick={(picked) => onChange({ ...given, picked })}
        />
        {given.picked.length === 0 && (
          <button type="button" className="button-quiet" onClick={() => onChange({ ...given, making: true })}>
            {t('source.new')}
          </button>
        )}
      </div>
    );
  return (
    <fieldset className="source-field source-new">
      <legend>{t('source.new')}</legend>
      {PARTS.map((part) => {
        const def = kinds.field('Source', part);
        const control = `${id}-${part}`;
        return (
          <FormField
            key={part}
            id={control}
            label={def?.label ?? part}
            help={part === 'date' ? t('value.date_help') : undefined}
            required={NEEDED.includes(part)}
            errors={errors}
          >
            {(aids) =>
              def?.terms ? (
                <select {...aids} value={given.made[part]} onChange={(e) => set(part, e.target.value)}>
                  <option value="">{t('value.choose')}</option>
                  {def.terms.map((term) => (
                    <option key={term.id} value={term.id}>
                      {term.label}
                    </option>
                  ))}
                </select>
              ) : (
                <input
                  {...aids}
                  type={part === 'url' ? 'url' : 'text'}
                  dir="auto"
                  className="field-wide"
                  value={given.made[part]}
                  onChange={(e) => set(part, e.target.value)}
                />
              )
            }
          </FormField>
        );
      })}
      <button type="button" className="button-quiet" onClick={() => onChange({ ...given, making: false })}>
        {t('source.existing')}
      </button>
    </fieldset>
  );
}
