/** The list of demands and one page per demand. */
import type { DemandReading } from '../../demands/reading.ts';
import { textOf } from '../../records/field-values.ts';
import { textFor } from '../words.ts';
import { actValue, clauseValue, demandLine, moveValues, recordValue, stateValue } from './demand-values.ts';
import {
  demandPath,
  link,
  type Page,
  type PageContext,
  runValue,
  sourceLanguages,
  sourceValue,
  type TemplateValue,
} from './page.ts';

export function demandPages(demands: readonly DemandReading[], ctx: PageContext): readonly Page[] {
  return [listPage(demands, ctx), ...demands.map((d) => demandPage(d, ctx))];
}

function listPage(demands: readonly DemandReading[], ctx: PageContext): Page {
  const path = 'demands.html';
  const { t, date } = ctx.words;
  return {
    path,
    template: 'demands',
    title: t('demands.title'),
    values: {
      lead: t('demands.lead', { date: date(ctx.case.asOf.slice(0, 10)) }),
      coalition: demands.filter((d) => d.kind === 'coalition').map((d) => demandLine(d, ctx, path)),
      reported: demands.filter((d) => d.kind === 'reported').map((d) => demandLine(d, ctx, path)),
    },
  };
}

function demandPage(d: DemandReading, ctx: PageContext): Page {
  const path = demandPath(d.id, ctx);
  const { t, date } = ctx.words;
  const acts = d.acts.filter((a) => !a.context);
  const context = d.acts.filter((a) => a.context);
  return {
    path,
    template: 'demand',
    title: t('demand.title', { key: d.key }),
    values: {
      key: d.key,
      coalition: d.kind === 'coalition',
      clause: clauseValue(d, ctx),
      addressees: d.addressees.map((a) => runValue(ctx.case.title(a.id, ctx.words))),
      state: stateValue(d, ctx),
      breached: d.state === 'breached',
      moves: moveValues(d, ctx, path),
      hasMoves: d.history.length > 0,
      indicators: d.indicators.map((i) => ({
        question: { text: i.question, lang: 'und' },
        proves: t(i.proves === 'necessary' ? 'demand.indicator_necessary' : 'demand.indicator_informative'),
        latest: i.latest === null ? null : `${t(`demand.met.${i.latest.met}`)}, ${date(i.latest.at.text)}`,
      })),
      measurements: d.measurements.map((m) => ({
        date: date(m.at.text),
        met: t(`demand.met.${m.met}`),
        id: m.id,
        text: measuredWords(m.text),
        lang: 'und',
        evidence: m.evidence.map((id) => recordValue(id, ctx, path)),
      })),
      hasMeasurements: d.measurements.length > 0,
      acts: acts.map((a) => actValue(a, ctx)),
      hasActs: acts.length > 0,
      context: context.map((a) => actValue(a, ctx)),
      hasContext: context.length > 0,
      noActs: d.acts.length === 0,
      twoSided: d.twoSided && { ours: d.twoSided.ours, theirs: d.twoSided.theirs },
      reply: {
        text: t(`demand.reply.${d.reply.state}`, { date: d.reply.at === null ? '' : date(d.reply.at) }),
        answer: d.reply.text,
      },
      remarks: remarks(d, ctx),
      supporters: supporters(d, ctx, path),
      hasSupporters: supporters(d, ctx, path).length > 0,
      connectivity:
        d.topic === 'connectivity' && !ctx.case.selection.partsOut.includes('connectivity')
          ? link(path, 'connectivity.html')
          : null,
      languages: sourceLanguages(
        d.acts.map((a) => {
          const view = ctx.case.get(a.id);
          return view && textFor(view, 'text', ctx.words.lang);
        }),
        ctx.words,
      ),
    },
  };
}

/** The value without the yes or no that stands before it on the page anyway. */
const measuredWords = (text: string): string => text.replace(/^(?:yes|no|unknown)[:;,]?\s*/iu, '');

function remarks(d: DemandReading, ctx: PageContext): readonly TemplateValue[] {
  const view = ctx.case.get(d.id);
  const run = view && textFor(view, 'remark', ctx.words.lang);
  return run ? [runValue(run)] : [];
}

/** Statements linked to the demand as supporting it, by date. */
function supporters(d: DemandReading, ctx: PageContext, path: string): readonly TemplateValue[] {
  const ids = ctx.case
    .of('Relation')
    .filter((r) => textOf(r, 'to') === d.id && textOf(r, 'kind')?.endsWith('supports') === true)
    .map((r) => textOf(r, 'from') ?? '');
  return ctx.case
    .of('Statement')
    .filter((s) => ids.includes(s.id))
    .map((s) => ({
      date: ctx.words.date(textOf(s, 'date') ?? ''),
      issuer: runValue(textFor(s, 'issuer', ctx.words.lang)),
      title: runValue(ctx.case.title(s.id, ctx.words)),
      href: link(path, `records.html#${s.id}`),
      sources: ctx.case.sources(s, ctx.words).map((x) => sourceValue(x, ctx.words)),
    }));
}
