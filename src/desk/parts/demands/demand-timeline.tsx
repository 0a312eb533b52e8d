/** The history of a demand on one line of time: moves as their shapes, listed acts as small ticks; the same as a table. */
import type { ReactNode } from 'react';
import { formatEdtf, parseEdtf } from '../../../base/dates.ts';
import type { DemandJson } from '../../../contract/api.ts';
import { useWords } from '../../i18n/language.tsx';
import { StateMark, useStateWord } from '../state-mark.tsx';
import { When } from '../when.tsx';

const startOf = (edtf: string): number | null => {
  const parsed = parseEdtf(edtf);
  return parsed.ok ? parsed.value.lo : null;
};

interface Scale {
  readonly from: number;
  readonly to: number;
  /** Per cent of the width, with room for a mark at both ends. */
  readonly at: (ms: number) => string;
}

function scaleOf(times: readonly number[]): Scale | null {
  if (times.length === 0) return null;
  const from = Math.min(...times);
  const to = Math.max(...times);
  const span = Math.max(to - from, 86_400_000);
  return { from, to, at: (ms) => `${(3 + (94 * (ms - from)) / span).toFixed(2)}%` };
}

function Move(props: { readonly state: string; readonly x: string }): ReactNode {
  const { state, x } = props;
  const shape =
    state === 'breached' || state === 'refused' ? (
      <rect x="-7" y="-7" width="14" height="14" className={state === 'refused' ? 'mark-line' : 'mark-fill'} />
    ) : (
      <>
        <circle r="7" className={state === 'met' ? 'mark-fill' : 'mark-line'} />
        {state === 'reversed' && <path d="M0 -7a7 7 0 0 1 0 14z" className="mark-fill" />}
      </>
    );
  return (
    <svg x={x} y="26" overflow="visible" className={`mark mark-${state}`}>
      {shape}
    </svg>
  );
}

export function DemandTimeline(props: { readonly demand: DemandJson }): ReactNode {
  const { t, lang } = useWords();
  const word = useStateWord();
  const { demand } = props;
  const moves = demand.history.flatMap((m) => {
    const ms = startOf(m.at);
    return ms === null ? [] : [{ ...m, ms }];
  });
  const acts = demand.acts.flatMap((a) => {
    const ms = startOf(a.at);
    return ms === null ? [] : [{ ...a, ms }];
  });
  const opened = demand.open_since === null ? null : startOf(demand.open_since);
  const scale = scaleOf([...moves.map((m) => m.ms), ...acts.map((a) => a.ms), ...(opened === null ? [] : [opened])]);
  if (scale === null || demand.state === null) return null;
  const last = demand.history.at(-1);
  const finding = t('demand.finding', {
    key: demand.key,
    state: word(demand.state),
    date: formatEdtf(last?.at ?? demand.open_since ?? '', lang),
    n: demand.acts.length,
  });
  const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return (
    <figure className="timeline">
      <svg width="100%" height="64" role="img" aria-label={finding}>
        <line x1="0" x2="100%" y1="26" y2="26" className="timeline-axis" />
        {acts.map((a) => (
          <line key={a.id} x1={scale.at(a.ms)} x2={scale.at(a.ms)} y1="36" y2="44" className="timeline-act" />
        ))}
        {opened !== null && <Move state="open" x={scale.at(opened)} />}
        {moves.map((m) => (
          <Move key={m.claim} state={m.state} x={scale.at(m.ms)} />
        ))}
        <text x="0" y="60">
          {formatEdtf(iso(scale.from), lang)}
        </text>
        {iso(scale.to) !== iso(scale.from) && (
          <text x="100%" y="60" textAnchor="end">
            {formatEdtf(iso(scale.to), lang)}
          </text>
        )}
      </svg>
      <figcaption>{t('demand.timeline_note')}</figcaption>
    </figure>
  );
}

/** Every move with its day, its grounds and who decided. */
export function DemandMoves(props: {
  readonly demand: DemandJson;
  readonly link: (id: string, title: string) => ReactNode;
}): ReactNode {
  const { t } = useWords();
  const { demand, link } = props;
  if (demand.history.length === 0) return <p>{t('demand.no_moves')}</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('demand.moves')}>
      <table className="moves-table" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {t('demand.date')}
            </th>
            <th scope="col" role="columnheader">
              {t('demand.state')}
            </th>
            <th scope="col" role="columnheader">
              {t('demand.because')}
            </th>
            <th scope="col" role="columnheader">
              {t('demand.deciders')}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {demand.history.map((m) => (
            <tr key={m.claim} role="row">
              <td role="cell">
                <When edtf={m.at} />
              </td>
              <td role="cell">
                <StateMark state={m.state} />
                {m.flags.length > 0 && <p className="warn">{t('demand.move_flag')}</p>}
              </td>
              <td role="cell">
                <ul className="plain">
                  {m.because.map((b) => (
                    <li key={b.id}>{link(b.id, b.title)}</li>
                  ))}
                </ul>
                {m.note !== null && <p>{m.note}</p>}
              </td>
              <td role="cell">
                {m.by.join(', ')}
                {m.by.length > 1 && <p className="help">{t('demand.two_persons')}</p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
