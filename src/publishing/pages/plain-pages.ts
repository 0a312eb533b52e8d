/** Sources, data, how to verify, credits. */
import { sourcesOf } from '../../records/field-values.ts';
import { DISCLOSED_KINDS, PUBLIC_VIEW } from '../disclosure.ts';
import { type Page, type PageContext, sourceValue } from './page.ts';

export function sourcesPage(ctx: PageContext): Page {
  const { t, number } = ctx.words;
  const used = new Map<string, number>();
  for (const kind of DISCLOSED_KINDS)
    for (const view of ctx.case.of(kind))
      for (const id of new Set(sourcesOf(view))) used.set(id, (used.get(id) ?? 0) + 1);
  const lines = ctx.case
    .of('Source')
    .map((v) => ctx.case.source(v.id, ctx.words))
    .filter((s) => s !== null)
    .sort(
      (a, b) =>
        compare(a.publisher ?? a.title.text, b.publisher ?? b.title.text) ||
        compare(a.title.text, b.title.text) ||
        compare(a.id, b.id),
    );
  return {
    path: 'sources.html',
    template: 'sources',
    title: t('sources.title'),
    values: {
      lead: t('sources.lead', { count: number(lines.length) }),
      rows: lines.map((s) => ({
        ...(sourceValue(s, ctx.words) as { readonly id: string }),
        title: { text: s.title.text, lang: s.title.lang },
        used: number(used.get(s.id) ?? 0),
      })),
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface DataFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly rows: number;
}

export function dataPage(files: readonly DataFile[], ctx: PageContext): Page {
  const { t, number } = ctx.words;
  return {
    path: 'data.html',
    template: 'data',
    title: t('data.title'),
    values: {
      files: files.map((f) => ({
        href: `../${f.path}`,
        name: f.path.slice(f.path.indexOf('/') + 1),
        size: `${number(Math.max(1, Math.round(f.size / 1024)))} kB`,
        rows: number(f.rows),
      })),
    },
  };
}

export function verifyPage(ctx: PageContext): Page {
  const { t } = ctx.words;
  return {
    path: 'verify.html',
    template: 'verify',
    title: t('verify.title'),
    values: { signer: ctx.signer && { hex: ctx.signer.hex, minisign: ctx.signer.minisign } },
  };
}

export function creditsPage(ctx: PageContext): Page {
  const { t } = ctx.words;
  return {
    path: 'credits.html',
    template: 'credits',
    title: t('credits.title'),
    values: {
      lines: [
        t('credits.program', { version: ctx.edition.version }),
        t('credits.facts'),
        t('credits.coordinates'),
        t('credits.outlines'),
        t('credits.fonts'),
        t('credits.view', { view: PUBLIC_VIEW }),
      ],
    },
  };
}
