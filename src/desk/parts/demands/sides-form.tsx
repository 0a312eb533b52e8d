/** The two-sided note of a demand: what we hold and what the addressee holds, 600 characters each, each with a source. */
import { type ReactNode, useMemo } from 'react';
import { parseEdtf } from '../../../base/dates.ts';
import type { DemandJson } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { LineField, TextField } from '../fields.tsx';
import { useReadingDay } from '../deliveries/reading-day.ts';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import type { FormError, Saved } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';

export const SIDE_MAX = 600;
interface SidesDraft {
  readonly ours: string;
  readonly theirs: string;
  readonly ours_source: readonly Picked[];
  readonly theirs_source: readonly Picked[];
  readonly at: string;
}
const SIDES = ['ours', 'theirs'] as const;

export function SidesForm(props: {
  readonly demand: DemandJson;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { demand } = props;
  const scope = useScope();
  const day = useReadingDay();
  // What stands there now is where a new note begins.
  const start = useMemo((): SidesDraft => {
    const now = demand.two_sided;
    return {
      ours: now?.ours ?? '',
      theirs: now?.theirs ?? '',
      ours_source: now?.ours_source ? [now.ours_source] : [],
      theirs_source: now?.theirs_source ? [now.theirs_source] : [],
      at: day,
    };
  }, [demand.two_sided, day]);
  const form = useDraftForm(`sides ${demand.id}`, start, (body) =>
    body.code === 'E_DATE' ? 'sides-at' : `sides-${String(body['field'] ?? 'ours')}`,
  );
  const { draft, change, errors } = form;
  const submit = (): void => {
    const found: FormError[] = [];
    for (const side of SIDES) {
      const text = draft[side].trim();
      if (text === '') found.push({ field: `sides-${side}`, message: t(`sides.need_${side}`) });
      if ([...text].length > SIDE_MAX) found.push({ field: `sides-${side}`, message: t('sides.too_long') });
      if (draft[`${side}_source`].length === 0)
        found.push({ field: `sides-${side}_source`, message: t('sides.need_source') });
    }
    if (!parseEdtf(draft.at.trim()).ok) found.push({ field: 'sides-at', message: t('form.need_date') });
    void form.submit({
      wrong: found,
      write: () =>
        call('demand.sides', {
          space: scope.space,
          lang,
          demand: demand.id,
          ours: draft.ours.trim(),
          theirs: draft.theirs.trim(),
          ours_source: draft.ours_source[0]?.id ?? '',
          theirs_source: draft.theirs_source[0]?.id ?? '',
          at: draft.at.trim(),
        }),
      done: props.onSaved,
    });
  };
  return (
    <DraftForm form={form} title={t('sides.title')} save={t('sides.save')} onSave={submit} onClose={props.onClose}>
      <p className="help">{t('sides.note')}</p>
      {SIDES.map((side) => (
        <fieldset key={side} className="side-fields">
          <legend>{t(`demand.${side}`)}</legend>
          <TextField
            id={`sides-${side}`}
            label={t('sides.text')}
            required
            max={SIDE_MAX}
            rows={4}
            errors={errors}
            value={draft[side]}
            onChange={(text) => change({ [side]: text })}
          />
          <RecordPicker
            id={`sides-${side}_source`}
            label={t('sides.source')}
            help={t('picker.help')}
            kinds={['Source', 'Evidence']}
            error={errors.find((e) => e.field === `sides-${side}_source`)?.message}
            picked={draft[`${side}_source`]}
            onPick={(picked) => change({ [`${side}_source`]: picked })}
          />
        </fieldset>
      ))}
      <LineField
        id="sides-at"
        label={t('sides.at')}
        help={t('sides.at_help')}
        required
        errors={errors}
        value={draft.at}
        onChange={(at) => change({ at })}
      />
    </DraftForm>
  );
}
