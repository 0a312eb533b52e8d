/** What the engine proposes for a demand, with its reason. A person decides: the button opens the decision, filled in. */
import type { ReactNode } from 'react';
import { formatEdtf } from '../../../base/dates.ts';
import type { DemandJson } from '../../../contract/api.ts';
import type { ProposalJson } from '../../../contract/areas/deliveries.ts';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { StateMark } from '../state-mark.tsx';

const REASONS = ['met', 'reversed', 'refused', 'no_response'] as const;

export function Proposals(props: {
  readonly demand: DemandJson;
  readonly onDecide: (to: string) => void;
  readonly onMeasure: () => void;
}): ReactNode {
  const { t, lang } = useWords();
  const mayDecide = useMay('reviewer');
  const mayMeasure = useMay('documenter');
  // Where the same decision already waits for a second person, it is not proposed again.
  const waiting = props.demand.waiting.filter((w) => w.no === null).map((w) => w.to);
  const shown = props.demand.proposals.filter((p) => p.to === null || !waiting.includes(p.to));
  const reason = (p: ProposalJson): string => {
    const known = REASONS.find((r) => r === p.to);
    if (known === 'no_response' && p.due !== null)
      return t('proposal.no_answer_by', { date: formatEdtf(p.due.slice(0, 10), lang) });
    return known === undefined ? t('proposal.act_against') : t(`proposal.${known}`);
  };
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="proposals" className="notice proposals">
      <h2 id="proposals">{t('proposal.title')}</h2>
      <ul className="plain">
        {shown.map((p) => (
          <li key={`${p.to ?? 'measure'} ${p.because.map((b) => b.id).join(' ')}`} className="proposal">
            {p.to !== null && (
              <p className="waiting-state">
                <StateMark state={p.to} />
              </p>
            )}
            <p>{reason(p)}</p>
            <ul className="plain">
              {p.because.map((b) => (
                <li key={b.id}>
                  <PathLink to={`records/${b.id}`}>
                    <Said text={b.title} />
                  </PathLink>
                </li>
              ))}
            </ul>
            {p.to !== null && mayDecide && (
              <button type="button" className="button" onClick={() => props.onDecide(p.to ?? '')}>
                {t(p.deciders > 1 ? 'proposal.decide_two' : 'proposal.decide')}
              </button>
            )}
            {p.to === null && mayMeasure && (
              <button type="button" className="button" onClick={props.onMeasure}>
                {t('measure.title')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p className="help">{t('proposal.note')}</p>
    </section>
  );
}
