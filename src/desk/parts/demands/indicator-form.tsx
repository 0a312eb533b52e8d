/** Add an indicator: the question by which one would see that a demand is met, and how often it is asked. */
import type { ReactNode } from 'react';
import type { DemandJson } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { ChoiceField, LineField, TextField } from '../fields.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import type { FormError, Saved } from '../form.tsx';

const SOURCES = ['manual', 'query', 'figure_series', 'outage'] as const;
const PROVES = ['necessary', 'informative'] as const;
export const PERIODS = ['P1D', 'P1W', 'P2W', 'P1M', 'P3M', 'P6M', 'P1Y'] as const;

interface IndicatorDraft {
  readonly question: string;
  readonly source: string;
  readonly proves: string;
  readonly target: string;
  readonly unit: string;
  readonly check_every: string;
}
const EMPTY: IndicatorDraft = { question: '', source: 'manual', proves: '', target: '', unit: '', check_every: '' };

export function IndicatorForm(props: {
  readonly demand: DemandJson;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { demand } = props;
  const scope = useScope();
  const form = useDraftForm(`indicator ${demand.id}`, EMPTY, (body) =>
    body.code === 'E_PERIOD' ? 'indicator-check_every' : 'indicator-question',
  );
  const { draft, change, errors } = form;
  const submit = (): void => {
    const found: FormError[] = [];
    if (draft.question.trim() === '')
      found.push({ field: 'indicator-question', message: t('indicator.need_question') });
    if (draft.proves === '') found.push({ field: 'indicator-proves', message: t('indicator.need_proves') });
    const given = (name: 'target' | 'unit' | 'check_every') =>
      draft[name].trim() === '' ? {} : { [name]: draft[name].trim() };
    void form.submit({
      wrong: found,
      write: () =>
        call('demand.indicator', {
          space: scope.space,
          lang,
          demand: demand.id,
          question: draft.question.trim(),
          source: draft.source,
          proves: draft.proves,
          ...given('target'),
          ...given('unit'),
          ...given('check_every'),
        }),
      done: props.onSaved,
    });
  };
  return (
    <DraftForm
      form={form}
      title={t('indicator.title')}
      save={t('indicator.save')}
      onSave={submit}
      onClose={props.onClose}
    >
      <TextField
        id="indicator-question"
        label={t('indicator.question')}
        help={t('indicator.question_help')}
        required
        rows={2}
        errors={errors}
        value={draft.question}
        onChange={(question) => change({ question })}
      />
      <ChoiceField
        id="indicator-proves"
        label={t('indicator.proves')}
        required
        errors={errors}
        choices={PROVES.map((p) => ({ id: p, label: t(`demand.proves.${p}`) }))}
        value={draft.proves}
        onChange={(proves) => change({ proves })}
      />
      <ChoiceField
        id="indicator-source"
        label={t('indicator.source')}
        required
        errors={errors}
        choices={SOURCES.map((s) => ({ id: s, label: t(`indicator.source.${s}`) }))}
        value={draft.source}
        onChange={(source) => change({ source: source === '' ? 'manual' : source })}
      />
      <div className="field-pair">
        <LineField
          id="indicator-target"
          label={t('indicator.target')}
          help={t('indicator.target_help')}
          errors={errors}
          value={draft.target}
          onChange={(target) => change({ target })}
        />
        <LineField
          id="indicator-unit"
          label={t('indicator.unit')}
          errors={errors}
          value={draft.unit}
          onChange={(unit) => change({ unit })}
        />
      </div>
      <ChoiceField
        id="indicator-check_every"
        label={t('indicator.check_every')}
        errors={errors}
        none={t('indicator.no_period')}
        choices={PERIODS.map((p) => ({ id: p, label: t(`period.${p}`) }))}
        value={draft.check_every}
        onChange={(check_every) => change({ check_every })}
      />
    </DraftForm>
  );
}
