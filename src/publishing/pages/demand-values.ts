/** A demand in the words of a page: state with its shape, acts with their sources, moves, measurements. */
import type { DemandAct, DemandReading } from '../../demands/reading.ts';
import type { DemandState } from '../../demands/state.ts';
import { claimsOf } from '../../records/field-values.ts';
import { type EditionMessage, type Run, textFor } from '../words.ts';
import { demandPath, link, type PageContext, pageOf, runValue, sourceValue, type TemplateValue } from './page.ts';

/** A state is told by a shape and a word; colour only repeats them. */
export const STATE_SHAPE: { readonly [S in DemandState]: string } = {
  open: '○',
  met: '●',
  reversed: '◐',
  breached: '■',
  refused: '□',
  no_response: '–',
  withdrawn: '×',
};

export function stateValue(demand: DemandReading, ctx: PageContext): TemplateValue {
  if (demand.state === null) return null;
  const last = demand.history.findLast((m) => m.flags.length === 0);
  return {
    state: demand.state,
    shape: STATE_SHAPE[demand.state],
    word: ctx.words.term('demand_state', demand.state),
    since: last
      ? ctx.words.t('demand.on', { date: ctx.words.date(last.at.text) })
      : demand.openSince === null
        ? null
        : ctx.words.t('demand.since', { date: ctx.words.date(demand.openSince) }),
  };
}

/** Language of a text of a record's field, as its claim states it. */
function langOf(ctx: PageContext, id: string, field: string, text: string): Run {
  const view = ctx.case.get(id);
  const claim = view && claimsOf(view, field).find((c) => c.value === text);
  return { text, lang: claim?.lang ?? 'und' };
}

export function actValue(act: DemandAct, ctx: PageContext): { readonly [key: string]: TemplateValue } {
  const view = ctx.case.get(act.id);
  const sources = view ? ctx.case.sources(view, ctx.words) : [];
  const from = ctx.case.get(act.from) ? ctx.case.title(act.from, ctx.words) : { text: act.fromTitle, lang: 'und' };
  return {
    id: act.id,
    date: act.at === null ? null : ctx.words.date(act.at.text),
    datetime: act.at?.text ?? null,
    from: runValue(from),
    text: runValue(langOf(ctx, act.id, 'text', act.text)),
    word: ctx.words.term('response_bears', act.bears),
    bears: act.bears,
    reason: act.context ? reasonText(act, ctx) : null,
    sources: sources.map((s) => sourceValue(s, ctx.words)),
  };
}

function reasonText(act: DemandAct, ctx: PageContext): string {
  return ctx.words.t(`demand.reason.${act.contextReason ?? 'context'}` satisfies EditionMessage);
}

/** In the quotation marks of the language it is written in. */
const quoted = (text: string, lang: string): string => (lang === 'ru' || lang === 'kk' ? `«${text}»` : `“${text}”`);

/** The clause as the statement has it, and its words in the page's language when they differ. */
export function clauseValue(demand: DemandReading, ctx: PageContext): TemplateValue {
  const view = ctx.case.get(demand.id);
  const verbatim = demand.verbatim ?? demand.text;
  const claim = view && claimsOf(view, demand.verbatim === null ? 'text' : 'verbatim')[0];
  const local = view && (textFor(view, 'verbatim', ctx.words.lang) ?? textFor(view, 'text', ctx.words.lang));
  const own = view && textFor(view, 'text', ctx.words.lang);
  const run = local?.lang === ctx.words.lang ? local : own;
  const translated = run?.lang === ctx.words.lang && run.text !== verbatim ? run.text : null;
  const original = claim?.lang ?? 'en';
  return {
    verbatim: { text: quoted(verbatim, original), lang: original },
    translated:
      translated === null || original === ctx.words.lang
        ? null
        : { text: quoted(translated, ctx.words.lang), lang: ctx.words.lang },
  };
}

export function moveValues(demand: DemandReading, ctx: PageContext, from: string): readonly TemplateValue[] {
  return demand.history.map((move) => ({
    date: ctx.words.date(move.at.text),
    shape: STATE_SHAPE[move.to as DemandState] ?? '·',
    word: ctx.words.term('demand_state', move.to),
    state: move.to,
    because: move.because.map((id) => recordValue(id, ctx, from)),
    deciders:
      move.deciders.length === 0
        ? null
        : ctx.words.t('demand.deciders', { count: ctx.words.number(move.deciders.length) }),
    note: move.note === null ? null : { text: move.note, lang: 'und' },
    flagged: move.flags.length > 0,
  }));
}

/** A record named in a list: its code, title, page, sources. */
export function recordValue(id: string, ctx: PageContext, from: string): TemplateValue {
  const view = ctx.case.get(id);
  const path = pageOf(ctx, id);
  const code = view && claimsOf(view, 'code')[0]?.value;
  return {
    code: typeof code === 'string' ? code : null,
    title: runValue(ctx.case.title(id, ctx.words)),
    href: path === null ? null : link(from, path),
    sources: view ? ctx.case.sources(view, ctx.words).map((s) => sourceValue(s, ctx.words)) : [],
  };
}

export function demandLine(
  demand: DemandReading,
  ctx: PageContext,
  from: string,
): { readonly [key: string]: TemplateValue } {
  return {
    key: demand.key,
    href: link(from, demandPath(demand.id, ctx)),
    clause: clauseValue(demand, ctx),
    addressees: demand.addressees.map((a) => runValue(ctx.case.title(a.id, ctx.words))),
    state: stateValue(demand, ctx),
  };
}

/** The last two acts that bear on the demand itself; context only where there is nothing else. */
export function twoActs(demand: DemandReading): readonly DemandAct[] {
  const own = demand.acts.filter((a) => !a.context);
  return (own.length > 0 ? own : demand.acts).slice(-2);
}
