/** The chart of one series: one mark per count, joined only within one counter, a fall drawn as a fall. */
import type { ReactNode } from 'react';
import { formatEdtf } from '../../../base/dates.ts';
import { formatNumber } from '../../../base/numbers.ts';
import { figureSteps, type Side } from '../../../charts/figure-steps.ts';
import type { FigureJson, SeriesJson } from '../../../contract/areas/findings.ts';
import { useWords } from '../../i18n/language.tsx';
import { Drawing } from '../drawing.tsx';

const SIDES: readonly Side[] = ['official', 'independent', 'media', 'international', 'coalition'];
const sideOf = (f: FigureJson): Side => SIDES.find((side) => side === f.side) ?? 'media';

export function FigureChart(props: {
  readonly series: SeriesJson;
  readonly title: string;
  readonly lit: string | null;
}): ReactNode {
  const { t, lang } = useWords();
  const { series, title } = props;
  const [first, last] = [series.figures[0], series.figures.at(-1)];
  if (!first || !last) return null;
  const date = (f: FigureJson): string => formatEdtf(f.asOf.text, lang);
  const ticks = new Map(
    series.figures.map((f) => [f.asOf.text, { at: (f.asOf.lo + f.asOf.hi) / 2, text: date(f) }] as const),
  );
  const svg = figureSteps({
    finding: t('figures.finding', {
      what: title,
      count: series.figures.length,
      first: first.number,
      firstDate: date(first),
      last: last.number,
      lastDate: date(last),
      withdrawn: series.figures.filter((f) => f.status === 'withdrawn').length,
    }),
    marks: series.figures.map((f) => ({
      id: f.id,
      lo: f.asOf.lo,
      hi: f.asOf.hi,
      low: f.low,
      high: f.high,
      counter: f.who,
      side: sideOf(f),
      withdrawn: f.status === 'withdrawn',
      text: f.number,
    })),
    ticks: [...ticks.values()],
    formatNumber: (n) => formatNumber(n, lang),
  });
  const sides = new Map(series.figures.map((f) => [sideOf(f), f.side_label ?? '']));
  return (
    <figure className="figure-chart">
      <Drawing svg={svg} label={t('figures.chart_of', { what: title })} lit={props.lit} />
      <figcaption className="help">
        {t('figures.legend')}{' '}
        {[...sides].map(([side, word]) => (
          <span key={side} className={`side-word side-${side}`}>
            <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
              <Glyph side={side} />
            </svg>{' '}
            {word}{' '}
          </span>
        ))}
        {series.figures.some((f) => f.status === 'withdrawn') && <span>· {t('figures.legend_withdrawn')} </span>}
        <span>· {t('figures.legend_line')}</span>
      </figcaption>
    </figure>
  );
}

function Glyph(props: { readonly side: Side }): ReactNode {
  switch (props.side) {
    case 'official':
      return <circle cx="6" cy="6" r="5" />;
    case 'independent':
      return <rect x="1" y="1" width="10" height="10" />;
    case 'media':
      return <path d="M6 1l5 10h-10z" />;
    case 'international':
      return <path d="M6 0l6 6l-6 6l-6-6z" />;
    case 'coalition':
      return <circle cx="6" cy="6" r="4" className="ring" />;
  }
}
