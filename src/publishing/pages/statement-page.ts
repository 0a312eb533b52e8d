/** The statement: its texts with the demands marked in the original, signatories as printed, addressees, hash. */
import { asStruct, asText, claimsOf, structOf, termOf, textOf, textsOf, valuesOf } from '../../records/field-values.ts';
import type { DemandReading } from '../../demands/reading.ts';
import type { RecordView } from '../../records/model.ts';
import { markText, type Piece } from '../../records/statement-blocks.ts';
import { textFor } from '../words.ts';
import { demandPath, type Page, type PageContext, runValue, sourceValue, type TemplateValue } from './page.ts';

export interface Version {
  readonly lang: string;
  readonly text: string;
  readonly standing: string;
}

export const versionsOf = (statement: RecordView): readonly Version[] =>
  valuesOf(statement, 'versions').flatMap((value) => {
    const v = asStruct(value);
    const text = asText(v?.['text']);
    return text === null
      ? []
      : [{ text, lang: asText(v?.['lang']) ?? 'und', standing: asText(v?.['standing']) ?? 'original' }];
  });

/** Co-signatures of a statement, in the order of their printed number, else by id. */
export const signaturesOf = (statement: RecordView, ctx: PageContext): readonly RecordView[] =>
  [...ctx.case.of('CoSignature')]
    .filter((c) => textOf(c, 'statement') === statement.id)
    .sort((a, b) => printedNumber(a) - printedNumber(b) || (a.id < b.id ? -1 : 1));

const printedNumber = (c: RecordView): number =>
  Number(/\d+$/.exec(textOf(c, 'code') ?? '')?.[0] ?? Number.MAX_SAFE_INTEGER);

export function statementPage(statement: RecordView, demands: readonly DemandReading[], ctx: PageContext): Page {
  const { t, date, number, lang } = ctx.words;
  const versions = [...versionsOf(statement)].sort((a, b) => rank(a, lang) - rank(b, lang));
  const signatures = signaturesOf(statement, ctx);
  const own = versions.some((v) => v.lang === lang);
  return {
    path: 'statement.html',
    template: 'statement',
    title: textFor(statement, 'title', lang)?.text ?? t('nav.statement'),
    values: {
      heading: runValue(textFor(statement, 'title', lang)),
      published: t('statement.published', { date: date(textOf(statement, 'date') ?? '') }),
      none: own ? null : t('statement.none'),
      versions: versions.map((v) => ({
        lang: v.lang,
        standing: `${t(
          v.standing === 'unofficial'
            ? 'statement.unofficial'
            : v.standing === 'agreed'
              ? 'statement.agreed'
              : 'statement.original',
        )} (${langName(v.lang, ctx)})`,
        unofficial: v.standing === 'unofficial',
        blocks: blocks(
          v.text,
          v.standing === 'original' ? demands.filter((d) => d.statement === statement.id) : [],
          ctx,
        ),
      })),
      named: t('overview.named', { count: number(signatures.length) }),
      signatures: signatures.map((c) => signatureValue(c, ctx)),
      addressees: [...textsOf(statement, 'addressee')].map((a) =>
        runValue(ctx.case.get(a) ? ctx.case.title(a, ctx.words) : { text: a, lang: 'und' }),
      ),
      hash: textOf(statement, 'text_hash'),
      sources: ctx.case.sources(statement, ctx.words).map((s) => sourceValue(s, ctx.words)),
    },
  };
}

const langName = (lang: string, ctx: PageContext): string =>
  lang === 'en' || lang === 'ru' || lang === 'kk' ? ctx.words.t(`lang.${lang}`) : lang;

/** The page's language first, then the original, then the rest. */
const rank = (v: Version, lang: string): number => (v.lang === lang ? 0 : v.standing === 'original' ? 1 : 2);

function signatureValue(c: RecordView, ctx: PageContext): TemplateValue {
  const name = asText(structOf(c, 'signed_as')?.['name']) ?? '';
  const signatory = ctx.case.get(textOf(c, 'signatory') ?? '');
  const withdrawn = textOf(c, 'withdrawn');
  return {
    name: { text: name, lang: claimsOf(c, 'signed_as')[0]?.lang ?? 'en' },
    country: (signatory && textOf(signatory, 'country')) ?? null,
    noCountry: ctx.words.t('statement.no_country'),
    basis: ctx.words.term('cosignature_basis', termOf(c, 'basis') ?? 'reported'),
    withdrawn: withdrawn === null ? null : ctx.words.t('statement.withdrawn', { date: ctx.words.date(withdrawn) }),
  };
}

/** Blocks cut into runs; a run that is a demand's clause carries its key and page. */
function blocks(text: string, demands: readonly DemandReading[], ctx: PageContext): readonly TemplateValue[] {
  const hrefs = new Map(demands.map((d) => [d.key, demandPath(d.id, ctx)]));
  const clauses = demands.map((d) => ({ key: d.key, text: d.verbatim }));
  return markText(text, clauses).map(({ kind, items }) => {
    const cut = items.map((pieces) => ({ pieces: pieces.map((piece) => pieceValue(piece, hrefs)) }));
    return { heading: false, list: false, quote: false, paragraph: false, [kind]: true, items: cut };
  });
}

const pieceValue = ({ text, demand }: Piece, hrefs: ReadonlyMap<string, string>): TemplateValue => ({
  text,
  demand: demand === null ? null : { key: demand, href: hrefs.get(demand) ?? '' },
});
