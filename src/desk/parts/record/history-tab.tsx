/** History: every entry with who signed it and what it changed, word by word; any of them can be read as the present. */
import type { ReactNode } from 'react';
import { wordDiff } from '../../../base/word-diff.ts';
import type { ChangeJson, RecordPageJson, StepJson } from '../../../contract/areas/record.ts';
import { useRead } from '../../api/queries.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Loadable } from '../loadable.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';

function Diff(props: { readonly change: ChangeJson }): ReactNode {
  const { t } = useWords();
  const { before, after, lang } = props.change;
  if (before === null) return <Said text={after ?? ''} lang={lang} />;
  if (after === null)
    return (
      <del>
        <span className="visually-hidden">{t('history.removed')}: </span>
        <Said text={before} lang={lang} />
      </del>
    );
  const short = !/\s/u.test(before.trim()) || !/\s/u.test(after.trim());
  if (short)
    return (
      <>
        <del>
          <Said text={before} lang={lang} />
        </del>{' '}
        <span aria-hidden="true">{'→ '}</span>
        <span className="visually-hidden">{t('history.became')} </span>
        <ins>
          <Said text={after} lang={lang} />
        </ins>
      </>
    );
  return (
    <span dir="auto" className="word-diff">
      {wordDiff(before, after).map((run, i) =>
        run.kind === 'same' ? (
          <Said key={i} text={run.text} lang={lang} />
        ) : run.kind === 'added' ? (
          <ins key={i}>
            <Said text={run.text} lang={lang} />
          </ins>
        ) : (
          <del key={i}>
            <Said text={run.text} lang={lang} />
          </del>
        ),
      )}
    </span>
  );
}

function Step(props: {
  readonly step: StepJson;
  readonly kind: string;
  readonly kinds: Kinds;
  readonly current: boolean;
  readonly onRead: () => void;
}): ReactNode {
  const { t } = useWords();
  const { step, kinds, kind } = props;
  return (
    <li className="history-entry" aria-current={props.current ? 'step' : undefined}>
      <p className="history-head">
        <span className="history-n">{step.n}</span>
        <When edtf={step.at} />
        <Said text={step.by === null ? step.author : `${step.by}, ${step.author}`} />
        {step.batch !== null && <span>{t('history.imported')}</span>}
      </p>
      {step.erased !== null ? (
        <p className="help item-meta">
          <span>
            {t('history.erased')} <Said text={step.erased.by ?? t('history.erased_unknown')} />
          </span>
          <When edtf={step.erased.at} />
          <span>
            {t('history.ground')} <Said text={step.erased.ground} />
          </span>
        </p>
      ) : (
        step.state !== 'open' && <p className="help">{t('history.sealed')}</p>
      )}
      <dl className="history-claims">
        {step.changes.map((change, i) => (
          <div key={`${change.field} ${i}`}>
            <dt>
              {change.field.startsWith('~')
                ? t('history.decision', { field: kinds.field(kind, change.field.slice(1))?.label ?? change.field })
                : (kinds.field(kind, change.field)?.label ?? change.field)}
            </dt>
            <dd>
              {change.field.startsWith('~') ? (
                t(change.after === null ? 'history.decision_ended' : 'history.decision_made')
              ) : (
                <Diff change={change} />
              )}
              {change.reason !== null && change.reason !== '' && (
                <p className="help">
                  {t('record.ended_because')} <Said text={change.reason} />
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div className="history-foot">
        <button type="button" className="button-quiet" onClick={props.onRead}>
          {t('history.read_at', { n: step.n })}
        </button>
        <details>
          <summary>{t('details')}</summary>
          <p className="mono">{step.entry}</p>
          {step.batch !== null && <p className="mono">{t('evidence.batch', { batch: step.batch })}</p>}
        </details>
      </div>
    </li>
  );
}

/** Slider with buttons beside it, for hands and for keys. */
function Stepper(props: {
  readonly steps: readonly StepJson[];
  readonly at: number;
  readonly onAt: (entry: string | undefined) => void;
}): ReactNode {
  const { t } = useWords();
  const { steps, at, onAt } = props;
  const last = steps.length;
  const go = (n: number): void => {
    if (n >= 1 && n <= last) onAt(n === last ? undefined : steps[n - 1]?.entry);
  };
  return (
    <div className="stepper">
      <label htmlFor="history-at">{t('history.slider')}</label>
      <div className="stepper-line">
        <button type="button" className="button" aria-disabled={at <= 1} onClick={() => go(at - 1)}>
          {t('history.earlier')}
        </button>
        <input
          id="history-at"
          type="range"
          min={1}
          max={last}
          step={1}
          value={at}
          aria-valuetext={t('history.at', { n: at, of: last })}
          onChange={(e) => go(Number(e.target.value))}
        />
        <button type="button" className="button" aria-disabled={at >= last} onClick={() => go(at + 1)}>
          {t('history.later')}
        </button>
      </div>
      <p className="help">{at === last ? t('history.all', { n: last }) : t('history.at', { n: at, of: last })}</p>
    </div>
  );
}

export function HistoryTab(props: {
  readonly record: RecordPageJson;
  readonly kinds: Kinds;
  /** `show`: also leads to the fields as they stood. */
  readonly onAt: (entry: string | undefined, show: boolean) => void;
}): ReactNode {
  const { record, kinds } = props;
  const scope = useScope();
  const read = useRead('record.steps', { ...scope, id: record.id });
  return (
    <Loadable read={read} rows={6}>
      {({ steps }) => {
        const at = record.at_entry?.n ?? steps.length;
        return (
          <>
            {steps.length > 1 && <Stepper steps={steps} at={at} onAt={(entry) => props.onAt(entry, false)} />}
            <ol className="history">
              {steps.toReversed().map((step) => (
                <Step
                  key={step.entry}
                  step={step}
                  kind={record.kind}
                  kinds={kinds}
                  current={step.n === at}
                  onRead={() => props.onAt(step.n === steps.length ? undefined : step.entry, true)}
                />
              ))}
            </ol>
          </>
        );
      }}
    </Loadable>
  );
}
