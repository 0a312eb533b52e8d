/** What is measured for a demand and what was measured: question, whether it is necessary, each measurement with its evidence. */
import type { ReactNode } from 'react';
import type { DemandJson } from '../../../contract/api.ts';
import { useWords } from '../../i18n/language.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';

type Indicator = DemandJson['indicators'][number];

/** What would be enough, how it is measured, when it is due again: a to-do that is computed, never written. */
function Terms(props: { readonly indicator: Indicator }): ReactNode {
  const { t, maybe } = useWords();
  const { target, unit, source, check_every, next, proves } = props.indicator;
  return (
    <p className="item-meta">
      <span>{maybe(`demand.proves.${proves}`) ?? proves}</span>
      {target !== null && (
        <span>
          {t('indicator.target')}
          {': '}
          <Said text={maybe(`measure.met.${target}`) ?? target} /> {unit !== null && <Said text={unit} />}
        </span>
      )}
      {source !== null && <span>{maybe(`indicator.source.${source}`) ?? source}</span>}
      {check_every !== null && <span>{maybe(`period.${check_every}`) ?? check_every}</span>}
      {next !== null && (
        <span className={next.due ? 'due' : undefined}>
          {t(next.due ? 'indicator.due_since' : 'indicator.next')} <When edtf={next.day} dayOnly />
        </span>
      )}
    </p>
  );
}

export function DemandMeasured(props: { readonly demand: DemandJson; readonly onAdd: (() => void) | null }): ReactNode {
  const { t, maybe } = useWords();
  const { indicators, measurements } = props.demand;
  return (
    <section aria-labelledby="measured">
      <div className="section-head">
        <h2 id="measured">{t('demand.measured')}</h2>
        {props.onAdd !== null && (
          <button type="button" className="button-quiet" onClick={props.onAdd}>
            {t('indicator.title')}
          </button>
        )}
      </div>
      {indicators.length === 0 && <p>{t('demand.no_indicator')}</p>}
      <ul className="rows">
        {indicators.map((indicator) => {
          const own = measurements.filter((m) => m.indicator === indicator.id);
          return (
            <li key={indicator.id} className="row item">
              <h3>
                <Said text={indicator.question} />
              </h3>
              <Terms indicator={indicator} />
              {own.length === 0 && <p>{t('demand.not_measured')}</p>}
              <ul className="plain measurements">
                {own.map((m) => (
                  <li key={m.id}>
                    <PathLink to={m.id} row>
                      <When edtf={m.at} />
                    </PathLink>{' '}
                    {maybe(`measure.met.${m.met}`) ?? m.met}
                    {m.text !== '' && (
                      <>
                        {' · '}
                        <Said text={m.text} />
                      </>
                    )}
                    {m.evidence.length > 0 && (
                      <ul className="plain measured-by">
                        {m.evidence.map((e) => (
                          <li key={e.id}>
                            <PathLink to={`records/${e.id}`}>
                              <Said text={e.title} />
                            </PathLink>
                          </li>
                        ))}
                      </ul>
                    )}
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
