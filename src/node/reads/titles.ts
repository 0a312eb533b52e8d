/**
 * Titles at the time of reading. The index keeps one title per record, computed from that record alone and in English
 * where it has the choice; here a place gets its name in the language asked for, and a link is titled by both its ends.
 * A record of which the role may read no claim has no title here: it stands as its id, and in no list.
 */
import type { ItemJson, RoleName } from '../../contract/api.ts';
import type { Lang } from '../../messages/translate.ts';
import { displayValue } from '../../records/display.ts';
import { foldRecord } from '../../records/fold.ts';
import { KIND_PREFIX } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { nameIn, reachable, shorten } from '../../records/titles.ts';
import type { SearchItem } from '../../store/port.ts';
import type { Parts } from '../parts.ts';
import type { Reading } from '../reading.ts';
import { hasRole } from '../users.ts';
import { itemJson } from './json.ts';
import { readableClaims } from './readable.ts';

/** Characters of each end in the title of a link. */
const END_MAX = 80;

/** Titles of one call; each record is looked up once. */
export interface Titles {
  /** Name of a Place in the language asked for; null when it has none there, is no place, or English is asked for. */
  placeName(id: string): Promise<string | null>;
  /** The same reading, with places named in the language asked for, and without records the role may not read. */
  named(reading: Reading): Reading;
  /** Title of a record of which the index has this item. */
  title(item: Pick<SearchItem, 'id' | 'kind' | 'title'>): Promise<string>;
  /** Those of the items that the role may read. */
  items(items: readonly SearchItem[]): Promise<readonly ItemJson[]>;
}

export function startTitles(parts: Parts, lang: Lang, role: RoleName): Titles {
  const { projection } = parts;
  const names = new Map<string, string | null>();
  const ends = new Map<string, string>();
  const hidden = new Map<string, boolean>();

  /** A record that the organisation keeps to itself; a title never holds vault values. */
  async function isHidden(id: string): Promise<boolean> {
    if (hasRole(role, 'documenter')) return false;
    const known = hidden.get(id);
    if (known !== undefined) return known;
    const claims = await projection.claimsOf(id as RecordView['id']);
    const found = claims.length > 0 && readableClaims(claims, role).length === 0;
    hidden.set(id, found);
    return found;
  }

  /** The record as the role may see it; null when it may see nothing of it. */
  async function viewOf(id: RecordView['id']): Promise<RecordView | null> {
    const claims = readableClaims(await projection.claimsOf(id), role);
    return claims.length === 0 ? null : foldRecord(id, claims);
  }

  async function placeName(id: string): Promise<string | null> {
    if (lang === 'en' || !id.startsWith(`${KIND_PREFIX.Place}_`)) return null;
    const known = names.get(id);
    if (known !== undefined) return known;
    const view = await viewOf(id as RecordView['id']);
    const name = view && nameIn(view, lang);
    names.set(id, name);
    return name;
  }

  /** Short title of an end; its id when the role may read nothing of it. */
  async function endOf(id: string): Promise<string> {
    const known = ends.get(id);
    if (known !== undefined) return known;
    const item = (await isHidden(id)) ? null : await projection.item(id as RecordView['id']);
    const end = item ? shorten((await placeName(id)) ?? item.title, END_MAX) : id;
    ends.set(id, end);
    return end;
  }

  async function linkTitle(id: RecordView['id']): Promise<string | null> {
    const view = await viewOf(id);
    if (!view) return null;
    const [from, kind, to] = ['from', 'kind', 'to'].map((field) => reachable(view, field, 'coalition'));
    if (typeof from !== 'string' || typeof to !== 'string' || typeof kind !== 'string') return null;
    const verb = displayValue('Relation', 'kind', kind, lang);
    return [await endOf(from), verb.charAt(0).toLocaleLowerCase(lang) + verb.slice(1), await endOf(to)].join(' — ');
  }

  const titles: Titles = {
    placeName,
    named: (reading) => ({
      ...reading,
      async loadTitles(ids) {
        const asked = [...ids];
        await reading.loadTitles(asked);
        for (const id of asked) if (!(await isHidden(id))) await placeName(id);
      },
      item: async (id) => ((await isHidden(id)) ? null : reading.item(id)),
      titleOf: (id) => (hidden.get(id) ? null : (names.get(id) ?? reading.titleOf(id))),
    }),
    async title({ id, kind, title }) {
      return (kind === 'Relation' ? await linkTitle(id) : await placeName(id)) ?? title;
    },
    async items(items) {
      const out: ItemJson[] = [];
      for (const item of items) {
        if (await isHidden(item.id)) continue;
        const json = itemJson(item);
        const place = json.place && { ...json.place, title: (await placeName(json.place.id)) ?? json.place.title };
        out.push({ ...json, title: await titles.title(item), place });
      }
      return out;
    },
  };
  return titles;
}
