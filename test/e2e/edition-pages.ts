/** The pages of a built edition: one of each kind for eyes and axe, and every link of all of them for the check that none is dead. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export interface EditionPage {
  readonly name: string;
  /** Inside the edition. */
  readonly path: string;
}

/** Files of the edition, relative to it. */
export const filesOf = (edition: string): readonly string[] =>
  readdirSync(edition, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(edition, join(entry.parentPath, entry.name)))
    .sort();

/** Every single page of a language, and of each folder of like pages the largest one. */
export function pageKinds(edition: string, lang: string): readonly EditionPage[] {
  const pages = filesOf(edition).filter((path) => path.startsWith(`${lang}/`) && path.endsWith('.html'));
  const single = pages.filter((path) => dirname(path) === lang);
  const folders = [...new Set(pages.map((path) => dirname(path)).filter((folder) => folder !== lang))];
  const largest = folders.map(
    (folder) =>
      pages
        .filter((path) => dirname(path) === folder)
        .toSorted((a, b) => statSync(join(edition, b)).size - statSync(join(edition, a)).size)[0] ?? '',
  );
  return [...single, ...largest].map((path) => ({
    name: path.slice(lang.length + 1, -'.html'.length).replaceAll('/', '-'),
    path,
  }));
}

const unescape = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&#x2F;', '/').replaceAll('&#39;', "'");

/** Links between files of the edition that lead to no file or to no place in it. */
export function deadLinks(edition: string): readonly string[] {
  const pages = filesOf(edition).filter((path) => path.endsWith('.html'));
  const texts = new Map(pages.map((path) => [path, readFileSync(join(edition, path), 'utf8')]));
  const dead: string[] = [];
  for (const [path, html] of texts)
    for (const [, raw] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      const link = unescape(raw ?? '');
      if (/^(?:https?|mailto|data):/.test(link)) continue;
      const [file = '', fragment] = link.split('#');
      const target = file === '' ? path : relative(edition, resolve(edition, dirname(path), decodeURIComponent(file)));
      if (target.startsWith('..') || !existsSync(join(edition, target))) dead.push(`${path}: ${link}`);
      else if (fragment && !texts.get(target)?.includes(`id="${fragment}"`)) dead.push(`${path}: ${link}`);
    }
  return dead;
}
