/** Corrections and withdrawals of earlier editions, what changed since the last; and the page for an address that leads nowhere. */
import { parseEdtf } from '../../base/dates.ts';
import { DISCLOSED_KINDS } from '../disclosure.ts';
import { textIn } from '../corrections.ts';
import { type Page, type PageContext, pageOf, type TemplateValue } from './page.ts';

export interface CorrectionLine {
  /** Distinct within the space, for the feed. */
  readonly id: string;
  readonly ms: number;
  readonly date: string;
  readonly title: string;
  readonly text: { readonly text: string; readonly lang: string };
  readonly replaces: { readonly text: string; readonly lang: string } | null;
}

/** Newest first. A text that names whom this edition does not name is not printed; the checks have stopped it before. */
export function correctionLines(ctx: PageContext): readonly CorrectionLine[] {
  const { t, lang, number, date } = ctx.words;
  const { names } = ctx.case.disclosure;
  const open = (text: string): boolean => !names.finds(text);
  const msOf = (edtf: string): number => {
    const parsed = parseEdtf(edtf);
    return (parsed.ok ? parsed.value.lo : null) ?? 0;
  };
  const lines = [
    ...ctx.corrections.withdrawals.map((w) => ({ ...w, kind: 'withdrawn' as const, texts: w.reasons, replaces: null })),
    ...ctx.corrections.corrections.map((c) => ({ ...c, kind: 'correction' as const })),
  ].flatMap((line): readonly CorrectionLine[] => {
    const text = textIn(line.texts, lang);
    if (!text || !open(text.text)) return [];
    return [
      {
        id: `${line.kind}:${line.edition}:${line.at}`,
        ms: msOf(line.at),
        date: date(line.at.slice(0, 10)),
        title: t(line.kind === 'withdrawn' ? 'corrections.withdrawn' : 'corrections.corrected', {
          number: number(line.edition),
        }),
        text,
        replaces: line.replaces !== null && open(line.replaces) ? { text: line.replaces, lang: 'und' } : null,
      },
    ];
  });
  return lines.sort((a, b) => b.ms - a.ms || (a.id < b.id ? -1 : 1));
}

/** One line per edition that this one withdraws, for the first page. */
export const withdrawalLines = (ctx: PageContext): readonly TemplateValue[] =>
  ctx.corrections.withdrawals.map((w) => ({
    text: ctx.words.t('corrections.withdraws', {
      number: ctx.words.number(w.edition),
      date: ctx.words.date(w.at.slice(0, 10)),
    }),
  }));

export function correctionsPage(ctx: PageContext): Page {
  const { t, lang, number } = ctx.words;
  const lines = correctionLines(ctx);
  const { since } = ctx.corrections;
  const note = since?.note ? textIn(since.note, lang) : null;
  return {
    path: 'corrections.html',
    template: 'corrections',
    title: t('corrections.title'),
    values: {
      first: since === null && lines.length === 0 ? t('corrections.first') : null,
      since:
        since === null
          ? null
          : t('corrections.since', {
              number: number(since.edition),
              added: number(since.added),
              changed: number(since.changed),
              removed: number(since.removed),
            }),
      note: note && !ctx.case.disclosure.names.finds(note.text) ? { text: note.text, lang: note.lang } : null,
      none: lines.length === 0 && since !== null ? t('corrections.none') : null,
      lines: lines.map(({ date, title, text, replaces }) => ({
        date,
        title,
        text: { text: text.text, lang: text.lang },
        replaces: replaces && { text: replaces.text, lang: replaces.lang },
      })),
    },
  };
}

/** Ids beyond this many are found through the lists of the edition. */
const IDS_MAX = 2000;

export function notFoundPage(ctx: PageContext): Page {
  const { t, number } = ctx.words;
  const ids = DISCLOSED_KINDS.flatMap((kind) => ctx.case.of(kind))
    .flatMap(({ id }) => {
      const href = pageOf(ctx, id);
      return href === null ? [] : [{ id, href }];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    path: '404.html',
    template: 'not-found',
    title: t('not_found.title'),
    values: {
      ids: ids.slice(0, IDS_MAX),
      more: ids.length > IDS_MAX ? t('not_found.more', { count: number(ids.length - IDS_MAX) }) : null,
    },
  };
}
