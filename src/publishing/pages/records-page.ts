/** Everything else by kind: statements, responses, persons by role, groups; and what the edition does not contain. */
import { asTerm, textOf, textsOf, valuesOf } from '../../records/field-values.ts';
import type { RecordView } from '../../records/model.ts';
import { personTables } from '../person-tables.ts';
import { EDITION_PART_NAMES } from '../selection.ts';
import { PUBLIC_K } from '../small-cells.ts';
import { textFor } from '../words.ts';
import {
  demandPath,
  type Page,
  type PageContext,
  runValue,
  sourceLanguages,
  sourceValue,
  type TemplateValue,
} from './page.ts';

export function recordsPage(ctx: PageContext): Page {
  const { t, number } = ctx.words;
  const { withheld, named } = ctx.case.disclosure.persons;
  const acts = ctx.case.of('Act');
  const statements = ctx.case.of('Statement');
  const responses = ctx.case.of('Response');
  return {
    path: 'records.html',
    template: 'records',
    title: t('records.title'),
    values: {
      statements: statements.map((s) => statementValue(s, ctx)),
      responses: responses.map((r) => responseValue(r, ctx)),
      personsNote: withheld === 0 ? null : t('records.persons_note', { withheld: few(withheld, ctx) }),
      personsNamed: named === 0 ? null : t('records.persons_named', { named: number(named) }),
      acts: acts.map((a) => actRow(a, ctx)),
      hasActs: acts.length > 0,
      table: personTable(ctx),
      smallCells: t('records.small_cells', { k: number(PUBLIC_K) }),
      missing: missing(ctx),
      languages: sourceLanguages(
        [
          ...statements.map((s) => textFor(s, 'summary', ctx.words.lang)),
          ...responses.map((r) => textFor(r, 'text', ctx.words.lang)),
        ],
        ctx.words,
      ),
    },
  };
}

/** A number of persons, or that it is small. */
const few = (count: number, ctx: PageContext): string =>
  count < PUBLIC_K ? ctx.words.t('records.less_than', { k: ctx.words.number(PUBLIC_K) }) : ctx.words.number(count);

const sources = (view: RecordView, ctx: PageContext): readonly TemplateValue[] =>
  ctx.case.sources(view, ctx.words).map((s) => sourceValue(s, ctx.words));

function statementValue(s: RecordView, ctx: PageContext): TemplateValue {
  const supported = ctx.case
    .of('Relation')
    .filter((r) => textOf(r, 'from') === s.id && textOf(r, 'kind')?.endsWith('supports') === true)
    .map((r) => textOf(r, 'to') ?? '')
    .filter((id) => ctx.case.get(id) !== null);
  const title = ctx.case.title(s.id, ctx.words);
  const summary = textFor(s, 'summary', ctx.words.lang);
  return {
    id: s.id,
    code: textOf(s, 'code'),
    date: ctx.words.date(textOf(s, 'date') ?? ''),
    issuers: textsOf(s, 'issuer').map((i) =>
      runValue(ctx.case.get(i) ? ctx.case.title(i, ctx.words) : { text: i, lang: 'und' }),
    ),
    title: runValue(title),
    summary: summary && summary.text !== title.text ? runValue(summary) : null,
    supports: demandLinks(supported, ctx),
    sources: sources(s, ctx),
  };
}

const numberIn = (key: string): number => Number(/\d+/.exec(key)?.[0] ?? 0);
const demandLinks = (ids: readonly string[], ctx: PageContext): readonly TemplateValue[] =>
  ids
    .map((id) => ({ key: ctx.case.title(id, ctx.words).text, href: demandPath(id, ctx) }))
    .sort((a, b) => numberIn(a.key) - numberIn(b.key));

function responseValue(r: RecordView, ctx: PageContext): TemplateValue {
  const from = textOf(r, 'from') ?? '';
  const demands = textsOf(r, 'demand').filter((d) => ctx.case.get(d) !== null);
  return {
    id: r.id,
    code: textOf(r, 'code'),
    date: ctx.words.date(textOf(r, 'at') ?? ''),
    from: runValue(ctx.case.get(from) ? ctx.case.title(from, ctx.words) : { text: from, lang: 'und' }),
    word: ctx.words.term('response_bears', asTerm(r.fields['bears']?.claims[0]?.value) ?? 'context'),
    text: runValue(textFor(r, 'text', ctx.words.lang)),
    demands: demandLinks(demands, ctx),
    sources: sources(r, ctx),
  };
}

const typesOf = (a: RecordView): readonly string[] =>
  valuesOf(a, 'type')
    .map(asTerm)
    .filter((x) => x !== null);

/** An act against a person, group or outlet: the person by role only, unless the name rule lets the name through. */
function actRow(a: RecordView, ctx: PageContext): TemplateValue {
  const victim = textOf(a, 'victim');
  const place = ctx.case.place(a, ctx.words);
  return {
    id: a.id,
    date: ctx.words.date(textOf(a, 'date') ?? ''),
    types: typesOf(a)
      .map((x) => ctx.words.term('act_type', x))
      .join(', '),
    victim:
      victim === null
        ? { text: ctx.words.t('records.act_unknown'), lang: ctx.words.lang }
        : runValue(ctx.case.title(victim, ctx.words)),
    place: runValue(place?.name ?? null),
    attribution: ctx.words.term('attribution', asTerm(a.fields['attribution']?.claims[0]?.value) ?? 'unknown'),
    sources: sources(a, ctx),
  };
}

/** Distinct persons per kind of act, under the small-cell rule. */
function personTable(ctx: PageContext): TemplateValue {
  const table = personTables(ctx.case).find((t) => t.table === 'persons_by_act');
  if (!table || table.rows.length === 0) return null;
  return {
    rows: table.rows
      .map(({ row, shown }) => ({
        type: ctx.words.term('act_type', row),
        count: shown.shown
          ? ctx.words.number(shown.count)
          : shown.small
            ? ctx.words.t('records.less_than', { k: ctx.words.number(PUBLIC_K) })
            : ctx.words.t('records.number_left_out'),
      }))
      .sort((a, b) => (a.type < b.type ? -1 : 1)),
  };
}

function missing(ctx: PageContext): readonly string[] {
  const { t, number } = ctx.words;
  const { leftOut, persons } = ctx.case.disclosure;
  const sourcesOut = leftOut.filter((l) => l.reason === 'name_in_title' || l.reason === 'name_in_address').length;
  const textsOut = leftOut.filter((l) => l.reason === 'name_in_text').length;
  return [
    t('records.not_signals'),
    t('records.not_detentions'),
    t('records.not_media'),
    ...EDITION_PART_NAMES.filter((part) => ctx.case.selection.partsOut.includes(part)).map((part) =>
      t('records.part_out', { part: t(`records.part.${part}`) }),
    ),
    ...(persons.withheld > 0 ? [t('records.not_names', { count: few(persons.withheld, ctx) })] : []),
    ...(sourcesOut > 0 ? [t('records.not_titles', { count: number(sourcesOut) })] : []),
    ...(textsOut > 0 ? [t('records.not_texts', { count: number(textsOut) })] : []),
  ];
}
