/** The first page of a language: every demand with its clause, state, two acts and a figure where one speaks to it. */
import type { DemandReading } from '../../demands/reading.ts';
import { textOf } from '../../records/field-values.ts';
import type { RecordView } from '../../records/model.ts';
import { textFor } from '../words.ts';
import { actValue, demandLine, twoActs } from './demand-values.ts';
import { latestClaimed } from './claimed.ts';
import { withdrawalLines } from './corrections-page.ts';
import { minuteValue } from './minute.ts';
import { sourceLanguages, type Page, type PageContext } from './page.ts';
import { signaturesOf } from './statement-page.ts';

/** Which metric speaks to which topic, national and of all persons; the first that exists is shown. */
const METRICS_BY_TOPIC: Readonly<Record<string, readonly string[]>> = {
  use_of_force: ['killed'],
  detainees: ['in_custody', 'detained'],
};

export function overviewPage(statement: RecordView, every: readonly DemandReading[], ctx: PageContext): Page {
  // Other statements stand among the records, their demands on the list of demands.
  const demands = every.filter((d) => d.statement === null || d.statement === statement.id);
  const path = 'index.html';
  const { t, date, number } = ctx.words;
  const signatures = signaturesOf(statement, ctx);
  const count = (
    id: 'events' | 'figures' | 'observations' | 'statements' | 'responses' | 'sources',
    n: number,
    href: string,
  ) => (n === 0 ? null : { text: t(`count.${id}`, { count: number(n) }), href });
  return {
    path,
    template: 'overview',
    title: t('overview.title', { count: number(signatures.length) }),
    values: {
      lead: t('overview.lead', { date: date(textOf(statement, 'date') ?? '') }),
      minute: minuteValue(statement, demands, ctx),
      named: t('overview.named', { count: number(signatures.length) }),
      demands: demands
        .filter((d) => d.kind === 'coalition')
        .map((d) => ({
          ...demandLine(d, ctx, path),
          // An act may stand under two demands here; its own place is on the page of the demand.
          acts: twoActs(d).map((a) => ({ ...actValue(a, ctx), id: null })),
          more: d.acts.length > 2 ? t('overview.all_acts', { count: number(d.acts.length) }) : null,
          noActs: d.acts.length === 0,
          claimed: latestClaimed(METRICS_BY_TOPIC[d.topic ?? ''] ?? [], d.date, ctx),
        })),
      reported: demands.filter((d) => d.kind === 'reported').map((d) => demandLine(d, ctx, path)),
      languages: sourceLanguages(
        demands.flatMap((d) => twoActs(d).map((a) => actRun(a.id, ctx))),
        ctx.words,
      ),
      hasReported: demands.some((d) => d.kind === 'reported'),
      counts: [
        count('events', ctx.case.of('Event').length, 'events.html'),
        count('figures', ctx.case.of('Figure').length, 'figures.html'),
        count('observations', ctx.case.of('ConnectivityObservation').length, 'connectivity.html'),
        count('statements', ctx.case.of('Statement').length, 'records.html#statements'),
        count('responses', ctx.case.of('Response').length, 'records.html#responses'),
        count('sources', ctx.case.of('Source').length, 'sources.html'),
      ].filter((c) => c !== null),
      withdraws: withdrawalLines(ctx),
    },
  };
}

const actRun = (id: string, ctx: PageContext) => {
  const view = ctx.case.get(id);
  return view && textFor(view, 'text', ctx.words.lang);
};
