/** Templates to HTML: everything escaped but the drawings of src/charts; the frame of every page in one place. */
import { readdirSync, readFileSync } from 'node:fs';
import Mustache from 'mustache';
import { escapeXml } from '../charts/svg.ts';
import { CSP } from '../contract/csp.ts';
import type { Lang } from '../messages/translate.ts';
import type { Page, PageContext } from './pages/page.ts';
import type { EditionPart } from './selection.ts';

const FOLDER = new URL('./templates/', import.meta.url);
const NAMES: { readonly [L in Lang]: string } = { kk: 'Қазақша', ru: 'Русский', en: 'English' };
const LOCALE: { readonly [L in Lang]: string } = { kk: 'kk_KZ', ru: 'ru_RU', en: 'en_GB' };
const MENU = [
  ['overview', 'index.html'],
  ['statement', 'statement.html'],
  ['demands', 'demands.html'],
  ['figures', 'figures.html'],
  ['events', 'events.html'],
  ['connectivity', 'connectivity.html'],
  ['map', 'map.html'],
  ['records', 'records.html'],
  ['sources', 'sources.html'],
  ['data', 'data.html'],
  ['corrections', 'corrections.html'],
  ['verify', 'verify.html'],
] as const;
/** Pages that are not written when their part is left out. */
const PART_OF: { readonly [id: string]: EditionPart } = {
  figures: 'figures',
  events: 'events',
  connectivity: 'connectivity',
  map: 'events',
};

export type Templates = ReadonlyMap<string, string>;

/** Every `*.mustache` of the templates folder by name. A line of its own that calls a partial keeps no indentation. */
export function readTemplates(): Templates {
  const files = readdirSync(FOLDER).filter((f) => f.endsWith('.mustache'));
  return new Map(files.map((f) => [f.slice(0, -'.mustache'.length), readFileSync(new URL(f, FOLDER), 'utf8')]));
}
export const readStylesheet = (): Uint8Array => new Uint8Array(readFileSync(new URL('./edition.css', FOLDER)));

/** HTML of a page of one language. */
export function renderPage(page: Page, ctx: PageContext, templates: Templates): string {
  const { t, lang, date, number } = ctx.words;
  const base = '../'.repeat(page.path.split('/').length - 1);
  const { space } = ctx.case;
  return render(
    page.template,
    {
      ...page.values,
      lang,
      t: ctx.words.tree,
      csp: CSP.edition,
      title: page.title,
      siteTitle: space.title[lang],
      summary: summaryOf(ctx),
      locale: LOCALE[lang],
      base,
      root: `${base}../`,
      banner: space.banner?.[lang] ?? null,
      draft: lang === 'en' ? null : t('site.draft'),
      editionLine: t('site.edition', { number: number(ctx.edition.number), date: date(ctx.edition.date) }),
      asOfLine: t('site.as_of', { date: date(ctx.case.asOf.slice(0, 10)) }),
      publishedBy: t('site.published_by', { name: ctx.edition.publisher }),
      languages_nav: ctx.case.selection.langs.map((l) => ({
        lang: l,
        name: NAMES[l],
        current: l === lang,
        href: `${base}../${l}/${page.path}`,
      })),
      menu: MENU.filter(([id]) => !isPartOut(id, ctx)).map(([id, href]) => ({
        name: t(`nav.${id}`),
        href: base + href,
        current: page.path === href,
      })),
    },
    templates,
  );
}

/** What a link card says under the title: the edition, its reading date, and that it is not of the organisations it names. */
function summaryOf(ctx: PageContext): string {
  const { t, lang, date, number } = ctx.words;
  return [
    ctx.case.space.title[lang],
    t('site.edition', { number: number(ctx.edition.number), date: date(ctx.edition.date) }),
    t('site.as_of', { date: date(ctx.case.asOf.slice(0, 10)) }),
    ctx.case.space.banner?.[lang] ?? null,
  ]
    .filter((part) => part !== null)
    .join('. ')
    .replaceAll('..', '.');
}

function isPartOut(id: string, ctx: PageContext): boolean {
  const part = PART_OF[id];
  return part !== undefined && ctx.case.selection.partsOut.includes(part);
}

/** The root page: one link per language, nothing detected. */
export function renderChoice(contexts: readonly PageContext[], templates: Templates): string {
  const first = contexts[0];
  return render(
    'choose',
    {
      csp: CSP.edition,
      title: first?.case.space.title.en ?? '',
      choices: contexts.map((ctx) => ({
        lang: ctx.words.lang,
        name: NAMES[ctx.words.lang],
        title: ctx.case.space.title[ctx.words.lang],
        banner: ctx.case.space.banner?.[ctx.words.lang] ?? null,
      })),
    },
    templates,
  );
}

function render(name: string, values: object, templates: Templates): string {
  const template = templates.get(name);
  if (template === undefined) throw new Error(`no template ${name}`);
  const html = Mustache.render(template, values, (partial) => templates.get(partial) ?? unknown(partial), {
    escape: (value: unknown) => escapeXml(String(value)),
  });
  return html.replace(/\n\s*\n+/g, '\n');
}

function unknown(partial: string): never {
  throw new Error(`no template ${partial}`);
}
