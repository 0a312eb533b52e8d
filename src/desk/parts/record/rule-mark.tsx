/** Which account lists show and why: the step of the rule that decided, in words; signed decisions with who and why. */
import { type ReactNode, useState } from 'react';
import type { DecisionJson, PageFieldJson, RuleJson } from '../../../contract/areas/record.ts';
import { formatEdtf } from '../../../base/dates.ts';
import { useWords } from '../../i18n/language.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { ReasonForm } from './reason-form.tsx';

const STEPS = ['decision', 'conf', 'origins', 'reliability', 'obs', 'id'] as const;

function useStepWords(): (rule: RuleJson) => string {
  const { t, maybe, lang } = useWords();
  return ({ step, shown, next }) => {
    switch (step) {
      case 'conf':
        return t('rule.conf', { shown: maybe(`conf.${shown}`) ?? shown, next: maybe(`conf.${next}`) ?? next });
      case 'origins':
        return t('rule.origins', { shown: Number(shown), next: Number(next) });
      case 'obs':
        return next === ''
          ? t('rule.obs_only', { shown: formatEdtf(shown, lang) })
          : t('rule.obs', { shown: formatEdtf(shown, lang), next: formatEdtf(next, lang) });
      case 'decision':
      case 'reliability':
      case 'id':
        return t(`rule.${step}`);
    }
  };
}

export function RuleMark(props: { readonly rule: RuleJson }): ReactNode {
  const { t } = useWords();
  const words = useStepWords();
  return (
    <details className="rule-mark">
      <summary>{t('rule.mark', { why: words(props.rule) })}</summary>
      <p>{t('rule.about')}</p>
      <ol>
        {STEPS.map((step) => (
          <li key={step} aria-current={step === props.rule.step ? 'step' : undefined}>
            {t(`rule.step.${step}`)}
          </li>
        ))}
      </ol>
      <p>{t('rule.not_truth')}</p>
    </details>
  );
}

function DecisionLine(props: {
  readonly decision: DecisionJson;
  readonly field: PageFieldJson;
  readonly record: string;
  readonly mayWrite: boolean;
}): ReactNode {
  const { t } = useWords();
  const [taking, setTaking] = useState(false);
  const { decision, field } = props;
  const about = field.claims.filter((c) => decision.targets.includes(c.claim)).map((c) => c.text);
  const who = decision.by === null ? decision.author : `${decision.by}, ${decision.author}`;
  return (
    <li className="decision">
      <p>
        {t(`decide.${decision.verb}_by`, { who })} <When edtf={decision.at} />
        {': '}
        <q>
          <Said text={about.join('; ')} />
        </q>
        {decision.reason && (
          <>
            {'. '}
            {t('record.ended_because')} <Said text={decision.reason} />
          </>
        )}
      </p>
      {props.mayWrite && decision.ours && !taking && (
        <button type="button" className="button-quiet" onClick={() => setTaking(true)}>
          {t('decide.take_back')}
        </button>
      )}
      {taking && (
        <ReasonForm
          what={{ name: 'retract', claim: decision.claim }}
          title={t('decide.take_back')}
          save={t('decide.take_back')}
          onClose={() => setTaking(false)}
        />
      )}
    </li>
  );
}

export function DecisionLines(props: {
  readonly field: PageFieldJson;
  readonly record: string;
  readonly mayWrite: boolean;
}): ReactNode {
  if (props.field.decisions.length === 0) return null;
  return (
    <ul className="plain decisions">
      {props.field.decisions.map((decision) => (
        <DecisionLine key={decision.claim} decision={decision} {...props} />
      ))}
    </ul>
  );
}
