/** A draft as it is edited in this tab: what the node keeps, with what was typed since; and the form in which it is saved. */
import type { StatementJson } from '../../../contract/api.ts';
import type { ApiIn } from '../../../contract/api.ts';
import type { Standing } from '../../../contract/areas/statements.ts';
import type { Picked } from '../record-picker.tsx';
import { followClause } from './marking.ts';

export const EDITED_LANGS = ['kk', 'ru', 'en'] as const;

export interface EditedVersion {
  readonly lang: string;
  readonly text: string;
  readonly standing: Standing;
}
export interface EditedDemand {
  readonly key: string;
  readonly clauses: { readonly [lang: string]: string };
  readonly addressees: readonly string[];
}
export interface EditedDraft {
  /** Revision that was edited. */
  readonly base: string;
  readonly title: string;
  readonly date: string;
  /** Organisations; one that has no record yet stands under its name. */
  readonly addressees: readonly Picked[];
  readonly versions: readonly EditedVersion[];
  readonly demands: readonly EditedDemand[];
  readonly annexes: readonly Picked[];
}

/** The statement as the node has it, with an empty text for each language of the desk that it lacks. */
export function draftFrom(s: StatementJson): EditedDraft {
  const langs = [...EDITED_LANGS, ...s.versions.map((v) => v.lang).filter((l) => !EDITED_LANGS.some((x) => x === l))];
  return {
    base: s.revision,
    title: s.title,
    date: s.date ?? '',
    addressees: s.addressee_ids.map((id, n) => ({ id, title: s.addressees[n] ?? id })),
    versions: langs.map((lang) => {
      const had = s.versions.find((v) => v.lang === lang);
      return { lang, text: had?.text ?? '', standing: had?.standing ?? 'agreed' };
    }),
    demands: s.demands.map((d) => ({
      key: d.key,
      clauses: Object.fromEntries(d.clauses.map((c) => [c.lang, c.text])),
      addressees: d.addressees.map((a) => a.id),
    })),
    annexes: s.annexes.map((a) => ({ id: a.id, title: a.title })),
  };
}

/** What is sent: languages without words are left out, a demand without a choice of addressees is for all of them. */
export function inputOf(d: EditedDraft): Omit<ApiIn<'statement.draft'>, 'id' | 'space' | 'lang'> {
  const all = d.addressees.map((a) => a.id);
  const langs = new Set(d.versions.filter((v) => v.text.trim() !== '').map((v) => v.lang));
  return {
    revision: d.base,
    title: d.title,
    ...(d.date.trim() === '' ? {} : { date: d.date.trim() }),
    addressees: all,
    versions: d.versions.filter((v) => langs.has(v.lang) || v.standing === 'original'),
    demands: d.demands.map((x) => {
      const chosen = x.addressees.filter((a) => all.includes(a));
      return {
        key: x.key,
        clauses: Object.entries(x.clauses)
          .filter(([lang, text]) => langs.has(lang) && text.trim() !== '')
          .map(([lang, text]) => ({ lang, text })),
        addressees: chosen.length > 0 ? chosen : all,
      };
    }),
    annexes: d.annexes.map((a) => a.id),
  };
}

/** A text was typed in: clauses of that language follow it. */
export function withText(d: EditedDraft, lang: string, text: string): EditedDraft {
  const before = d.versions.find((v) => v.lang === lang)?.text ?? '';
  return {
    ...d,
    versions: d.versions.map((v) => (v.lang === lang ? { ...v, text } : v)),
    demands: d.demands.map((x) => {
      const clause = x.clauses[lang];
      return clause === undefined ? x : { ...x, clauses: { ...x.clauses, [lang]: followClause(before, text, clause) } };
    }),
  };
}

/** One text is the original: the one that was becomes an agreed translation. */
export const withStanding = (d: EditedDraft, lang: string, standing: Standing): EditedDraft => ({
  ...d,
  versions: d.versions.map((v) =>
    v.lang === lang
      ? { ...v, standing }
      : standing === 'original' && v.standing === 'original'
        ? { ...v, standing: 'agreed' }
        : v,
  ),
});

/** Ties words to a demand; a new number makes the demand. */
export function withClause(d: EditedDraft, key: string, lang: string, words: string): EditedDraft {
  const had = d.demands.find((x) => x.key === key);
  const demand = { key, addressees: had?.addressees ?? [], clauses: { ...had?.clauses, [lang]: words } };
  return { ...d, demands: had ? d.demands.map((x) => (x.key === key ? demand : x)) : [...d.demands, demand] };
}

export const withoutDemand = (d: EditedDraft, key: string): EditedDraft => ({
  ...d,
  demands: d.demands.filter((x) => x.key !== key),
});

/** Whether two drafts say the same, whatever revision they were begun from. */
export const sameDraft = (a: EditedDraft, b: EditedDraft): boolean =>
  JSON.stringify({ ...a, base: '' }) === JSON.stringify({ ...b, base: '' });
