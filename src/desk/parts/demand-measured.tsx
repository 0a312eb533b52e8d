/** What is measured for a demand and what was measured: question, whether it is necessary, each measurement with its evidence. */
import type { ReactNode } from 'react';
import type { DemandJson } from '../../contract/api.ts';
import { useWords } from '../i18n/language.tsx';
import { PathLink } from './path-link.tsx';
import { Said } from './said.tsx';
import { When } from './when.tsx';

export function DemandMeasured(props: { readonly demand: DemandJson }): ReactNode {
  const { t, maybe } = useWords();
  const { indicators, measurements } = props.demand;
  return (
    <section aria-labelledby="measured">
      <h2 id="measured">{t('demand.measured')}</h2>
      {indicators.length === 0 && <p>{t('demand.no_indicator')}</p>}
      <ul className="rows">
        {indicators.map((indicator) => {
          const own = measurements.filter((m) => m.indicator === indicator.id);
          return (
            <li key={indicator.id} className="row item">
              <h3>
                <Said text={indicator.question} />
              </h3>
              <p className="item-meta">{maybe(`demand.proves.${indicator.proves}`) ?? indicator.proves}</p>
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
