/** The latest count of everybody under one of some metrics, with who counted and when: a number alone is never shown. */
import type { DateSpan } from '../../records/field-values.ts';
import { headline } from '../../records/quotable.ts';
import { figureSeries } from '../figure-rows.ts';
import { figurePath, type PageContext } from './page.ts';

/** A type, not an interface: templates read it as it is. */
export type Claimed = { readonly text: string; readonly href: string };

/** The first metric that has one wins. A count of before `since`, such as a precedent's toll, says nothing of what followed. */
export function latestClaimed(metrics: readonly string[], since: DateSpan | null, ctx: PageContext): Claimed | null {
  const series = figureSeries(ctx.case).filter(
    (s) => s.population === 'all' && s.offence === null && s.counting !== 'in_period',
  );
  for (const metric of metrics) {
    const own = series.filter((s) => s.metric === metric).sort((a, b) => b.figures.length - a.figures.length)[0];
    const after = own?.figures.filter((f) => since === null || f.asOf.hi > since.lo) ?? [];
    const last = after.findLast((f) => f.status === 'current') ?? after.findLast((f) => f.status !== 'withdrawn');
    if (last)
      return {
        text: `${ctx.words.term('figure_metric', metric)}: ${headline(last, ctx.words.lang)}`,
        href: `${figurePath(metric)}#${last.id}`,
      };
  }
  return null;
}
