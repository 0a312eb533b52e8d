/**
 * One line for a record, from its own values. The index stores one title per record, so words of vocabularies stand in
 * English there; a page in another language shows fields through display.ts. Vault values never enter a title. A record
 * without words of its own is titled by its id: a person whose name is withheld is "per_…", and the reader layer says so.
 */
import { formatEdtf } from '../base/dates.ts';
import type { Value } from '../ledger/model.ts';
import { displayValue } from './display.ts';
import type { RecordView, Visibility } from './model.ts';
import { nameText } from './names.ts';
import { ceilingOf, reaches } from './visibility.ts';

const MAX = 160;

/** Cut at a word, with an ellipsis. */
export function shorten(text: string, max = MAX): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= max) return flat;
  const cut = flat.slice(0, max);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), max - 30)).trimEnd()}…`;
}

/** Displayed value of a field, when its displayed claim may reach the audience. */
export function reachable(view: RecordView, field: string, audience: Visibility): Value | null {
  const shown = view.fields[field];
  const claims = shown?.claims.filter((c) => reaches(ceilingOf(c), audience)) ?? [];
  if (!shown || claims.length === 0) return null;
  return Array.isArray(shown.value) ? claims.map((c) => c.value) : (claims[0]?.value ?? null);
}

const LANG_ORDER = ['en', 'ru', 'kk'];
const KIND_ORDER = ['full', 'as_written', 'as_heard', 'alias', 'given', 'family', 'patronymic'];
const rankIn = (order: readonly string[], value: Value | undefined): number => {
  const at = typeof value === 'string' ? order.indexOf(value) : -1;
  return at < 0 ? order.length : at;
};

/** The name a list shows: a full one first, English before Russian before Kazakh, then by the order of the policy. */
function bestName(view: RecordView, audience: Visibility, lang?: string): string | null {
  const member = (value: Value, key: string): Value | undefined =>
    value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array)
      ? (value as { readonly [k: string]: Value })[key]
      : undefined;
  const names = (view.fields['names']?.claims ?? []).filter(
    (c) =>
      c.conf !== 'set_aside' &&
      reaches(ceilingOf(c), audience) &&
      (lang === undefined || member(c.value, 'lang') === lang),
  );
  const sorted = names
    .map((c, i) => ({
      c,
      i,
      kind: rankIn(KIND_ORDER, member(c.value, 'kind')),
      lang: rankIn(LANG_ORDER, member(c.value, 'lang')),
    }))
    .sort((a, b) => a.kind - b.kind || a.lang - b.lang || a.i - b.i);
  return sorted[0] ? nameText(sorted[0].c.value) : null;
}

/** The name in one language, chosen as for a title; null when it has none in it. */
export function nameIn(view: RecordView, lang: string, audience: Visibility = 'coalition'): string | null {
  const name = bestName(view, audience, lang);
  return name === null ? null : shorten(name) || null;
}

/** Title for readers of the audience (default: members of the case space). */
export function titleOf(view: RecordView, audience: Visibility = 'coalition'): string {
  const words = (field: string): string => {
    const value = reachable(view, field, audience);
    return value === null ? '' : displayValue(view.kind, field, value, 'en');
  };
  const when = (field: string): string => {
    const value = reachable(view, field, audience);
    return typeof value === 'string' ? formatEdtf(value, 'en') : '';
  };
  const join = (...parts: readonly string[]): string => parts.filter((p) => p !== '').join(', ');
  const title = ((): string => {
    switch (view.kind) {
      case 'Person':
      case 'Organisation':
      case 'Place':
        return bestName(view, audience) ?? '';
      case 'Group':
        return words('description');
      case 'Signal':
      case 'Response':
        return words('text');
      case 'Evidence':
        return join(words('kind'), words('sha256').slice(0, 12));
      case 'Act':
        return join(words('type'), when('date'));
      case 'Involvement':
        return join(words('degree'), words('actor_kind'));
      case 'Detention':
        return join(words('type'), when('arrested_at')) || words('state');
      case 'ConnectivityObservation':
        return join(words('medium'), words('state').toLowerCase(), when('at'));
      case 'Outage':
        return words('name') || join(words('medium'), when('window'));
      case 'Figure':
        return figureTitle(words, when);
      case 'Verification':
        return words('conclusion');
      case 'CoSignature':
        return signedName(reachable(view, 'signed_as', audience));
      case 'Demand':
        return [words('key'), words('text') || words('verbatim')].filter((p) => p !== '').join(' ');
      case 'Measurement':
        return join(words('indicator'), words('value'), when('at'));
      case 'Delivery':
        return join(words('purpose'), when('at'));
      case 'Publication':
        return join(words('view'), words('edition').slice(0, 12));
      case 'Relation':
        return words('kind');
      case 'Term':
        return [words('scheme'), words('id')].filter((p) => p !== '').join(':');
      default:
        return words('title');
    }
  })();
  return shorten(title) || view.id;
}

function figureTitle(words: (field: string) => string, when: (field: string) => string): string {
  const population = words('population');
  const what =
    population === '' || population === 'All persons'
      ? words('metric')
      : `${words('metric')}, ${population.toLowerCase()}`;
  const unit = words('unit');
  return `${what}: ${words('value')}${unit === '' ? '' : ` ${unit}`} (${[words('who'), when('as_of')].filter((p) => p !== '').join(', ')})`;
}

function signedName(value: Value | null): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof Uint8Array) return '';
  const name = (value as { readonly [key: string]: Value })['name'];
  return typeof name === 'string' ? name : '';
}
