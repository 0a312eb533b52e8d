/** Ids given by people, and names of addressees in the language of the reader. */
import { refuse } from '../../base/failures.ts';
import type { Lang } from '../../messages/translate.ts';
import type { RecordView } from '../../records/model.ts';
import { nameIn } from '../../records/titles.ts';
import type { Context } from '../context.ts';
import { parseSource } from '../payloads.ts';
import type { Parts } from '../parts.ts';
import type { Reading } from '../reading.ts';
import { resolveId } from '../reads/show.ts';
import type { Space } from '../spaces.ts';

/** Ids of records named by id or by printed code. Throws E_NOT_FOUND. */
export async function idsOf(c: Context, space: Space, texts: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const text of texts) {
    const id = (await resolveId(c.parts, text, space.hex)).text;
    if ((await c.parts.projection.item(id)) === null) return refuse('E_NOT_FOUND', { id: text.slice(0, 80) });
    ids.push(id);
  }
  return ids;
}

/** Sources and evidence among what is named stand as sources of the claims; records stand in the field itself. */
export const sourcesAmong = (ids: readonly string[]) =>
  ids.flatMap((id) => {
    const source = /^(src|evd)_/.test(id) ? parseSource(id) : null;
    return source?.ok ? [source.value] : [];
  });

/** Titles that give an organisation its name in the language asked for, where it has one. */
export function organisationNames(
  reading: Reading,
  organisations: readonly RecordView[],
  lang: Lang | undefined,
): (id: string) => string | null {
  const names = new Map(
    lang === undefined ? [] : organisations.flatMap((v) => [[v.id as string, nameIn(v, lang)] as const]),
  );
  return (id) => names.get(id) ?? reading.titleOf(id);
}

/** Titles with their ids; what has none stands as its id. */
export async function titled(
  reading: Reading,
  ids: readonly string[],
  titleOf: (id: string) => string | null = (id) => reading.titleOf(id),
): Promise<{ id: string; title: string }[]> {
  await reading.loadTitles(ids);
  return ids.map((id) => ({ id, title: titleOf(id) ?? id }));
}

/** Name of this node's organisation. */
export async function ownName(parts: Parts): Promise<string> {
  return ((await parts.ledger.local('org', 'self')) as { name?: string } | null)?.name ?? '';
}
