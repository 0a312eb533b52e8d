/** Corrections and withdrawals of editions: claims on their Publication records; the next edition prints them. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { EditionTexts } from '../../contract/areas/publications.ts';
import { isLang, type Lang } from '../../messages/translate.ts';
import type { Correction, Texts, Withdrawal } from '../../publishing/corrections.ts';
import { asStruct, asText, claimsOf } from '../../records/field-values.ts';
import { parseRecordId } from '../../records/kind-names.ts';
import type { RecordClaim } from '../../records/model.ts';
import { actor, type Context } from '../context.ts';
import { ctxOf } from '../payloads.ts';
import { startReading } from '../reading.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { type FieldWrite, writeRecord } from '../writes/claims.ts';
import { type BuiltEdition, builtEdition, builtEditions } from './store.ts';

/** What was said at one instant in several languages is one correction. */
function grouped(
  claims: readonly RecordClaim[],
  member: string,
): readonly { readonly at: string; readonly texts: Texts; readonly replaces: string | null }[] {
  const groups = new Map<string, { at: string; texts: { [L in Lang]?: string }; replaces: string | null }>();
  for (const claim of claims) {
    const value = asStruct(claim.value);
    const [at, text] = [asText(value?.['at']), asText(value?.[member])];
    if (at === null || text === null) continue;
    const group = groups.get(at) ?? { at, texts: {}, replaces: asText(value?.['replaces']) };
    group.texts[isLang(claim.lang) ? claim.lang : 'en'] = text;
    groups.set(at, group);
  }
  return [...groups.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

export interface CorrectionsOf {
  readonly corrections: readonly Correction[];
  readonly withdrawals: readonly Withdrawal[];
}

export async function correctionsOf(parts: Parts, space: Space): Promise<CorrectionsOf> {
  const reading = await startReading(parts);
  const corrections: Correction[] = [];
  const withdrawals: Withdrawal[] = [];
  for (const { number, publication } of await builtEditions(parts, space)) {
    const id = publication === null ? null : parseRecordId(publication);
    const view = id?.ok ? await reading.view(id.value.text) : null;
    if (!view) continue;
    for (const c of grouped(claimsOf(view, 'corrections'), 'text')) corrections.push({ edition: number, ...c });
    const withdrawn = grouped(claimsOf(view, 'withdrawn'), 'reason')[0];
    if (withdrawn) withdrawals.push({ edition: number, at: withdrawn.at, reasons: withdrawn.texts });
  }
  return { corrections, withdrawals };
}

export async function knownEdition(c: Context, space: Space, number: number): Promise<BuiltEdition> {
  return (
    (await builtEdition(c.parts, space, Number(number))) ?? refuse('E_EDITION_UNKNOWN', { number: String(number) })
  );
}

/** Texts a person wrote, by language, trimmed; at least one. */
function written(texts: EditionTexts): readonly (readonly [Lang, string])[] {
  const found = (['kk', 'ru', 'en'] as const).flatMap((lang) => {
    const text = texts[lang]?.normalize('NFC').trim() ?? '';
    return text === '' ? [] : [[lang, text] as const];
  });
  return found.length > 0 ? found : refuse('E_REQUIRED', { field: 'text', state: 'correction' });
}

async function say(
  c: Context,
  space: Space,
  edition: BuiltEdition,
  person: string | undefined,
  fields: readonly FieldWrite[],
): Promise<string> {
  const id = parseRecordId(edition.publication ?? '');
  if (!id.ok) return refuse('E_EDITION_UNKNOWN', { number: String(edition.number) });
  const { by } = await actor(c, person);
  return writeRecord(c, space, by, { text: id.value.text, id: id.value.id, kind: 'Publication' }, fields);
}

export async function correctEdition(
  c: Context,
  input: ApiIn<'editions.correct'>,
): Promise<ApiOut<'editions.correct'>> {
  const space = c.parts.spaces.find(input.space);
  const edition = await knownEdition(c, space, input.number);
  const at = new Date(c.parts.clock()).toISOString();
  const replaces = input.replaces?.trim() ?? '';
  const fields = written(input.texts).map(([lang, text]) => ({
    field: 'corrections',
    value: { at, text, ...(replaces === '' ? {} : { replaces }) },
    ctx: ctxOf({ extra: { lang } }),
  }));
  return { entry: await say(c, space, edition, input.person, fields) };
}

export async function withdrawEdition(
  c: Context,
  input: ApiIn<'editions.withdraw'>,
): Promise<ApiOut<'editions.withdraw'>> {
  const space = c.parts.spaces.find(input.space);
  const edition = await knownEdition(c, space, input.number);
  const { withdrawals } = await correctionsOf(c.parts, space);
  if (withdrawals.some((w) => w.edition === edition.number))
    return refuse('E_EDITION_WITHDRAWN', { number: edition.number });
  const at = new Date(c.parts.clock()).toISOString();
  const fields = written(input.texts).map(([lang, reason]) => ({
    field: 'withdrawn',
    value: { at, reason },
    ctx: ctxOf({ extra: { lang } }),
  }));
  return { entry: await say(c, space, edition, input.person, fields) };
}
