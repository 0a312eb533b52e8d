/** What the public would see of one record, by the code that builds editions, and why each other value is kept back. */
import type { RecordId } from '../../base/ids.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut, RoleName } from '../../contract/api.ts';
import type { DisclosedFieldJson } from '../../contract/areas/record.ts';
import { editionEn } from '../../messages/edition.en.ts';
import { editionKk } from '../../messages/edition.kk.ts';
import { editionRu } from '../../messages/edition.ru.ts';
import type { Lang } from '../../messages/translate.ts';
import { type Disclosure, discloseTo, disclosedFields, PUBLIC_VIEW } from '../../publishing/disclosure.ts';
import { missingForAlleged, withheldBecause } from '../../publishing/name-rule.ts';
import { displayValue } from '../../records/display.ts';
import { foldRecord } from '../../records/fold.ts';
import type { KindName } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { decisionTarget } from '../../records/registry.ts';
import { asOfMs } from '../as-of.ts';
import type { Parts } from '../parts.ts';
import { idsIn, type Reading, startReading } from '../reading.ts';
import { readableClaims } from '../reads/readable.ts';
import { resolveId } from '../reads/show.ts';
import { startTitles } from '../reads/titles.ts';

const WITHHELD: { readonly [L in Lang]: string } = {
  en: editionEn['records.person'],
  ru: editionRu['records.person'],
  kk: editionKk['records.person'],
};
/** Fields by which a disclosed record is called. */
const TITLES = ['names', 'title', 'text', 'description', 'name'];

export async function recordDisclosure(
  parts: Parts,
  input: ApiIn<'record.disclosure'>,
  role: RoleName,
): Promise<ApiOut<'record.disclosure'>> {
  const id = await resolveId(parts, input.id, input.space);
  const lang = input.lang ?? 'en';
  const reading = startTitles(parts, lang, role).named(await startReading(parts));
  const item = await reading.item(id.text);
  const whole = await reading.view(id.text);
  if (!whole || !item) return refuse('E_NOT_FOUND', { id: id.text });
  const space = parts.spaces.find(item.space);
  const now = parts.clock();
  const [persons, involvements, verifications, deliveries] = [
    await reading.views('Person', space),
    await reading.views('Involvement', space),
    await reading.views('Verification', space),
    await reading.views('Delivery', space),
  ];
  const atMs = asOfMs(input.as_of, now);
  const grounds = { verifications, deliveries, leaveOut: new Set<string>() };
  const disclosure = discloseTo(space, persons, involvements, atMs, grounds);
  const shown = disclosure.view(whole);
  const kept = disclosure.leftOut.filter((l) => l.id === id.text);
  const seen = foldRecord(id.text, readableClaims(await parts.projection.claimsOf(id.text), role));
  const fields: DisclosedFieldJson[] = [];
  for (const [field, value] of Object.entries(seen.fields)) {
    if (decisionTarget(field) !== null) continue;
    await reading.loadTitles(idsIn(value.value));
    const full = displayValue(whole.kind, field, value.value, lang, reading.titleOf);
    const open = shown?.fields[field];
    const titles = open ? await publicTitles(reading, disclosure, idsIn(open.value), lang) : null;
    const words =
      open && titles ? displayValue(whole.kind, field, open.value, lang, (x) => titles.get(x) ?? null) : null;
    const reasons = new Set<string>(kept.filter((l) => l.field === field).map((l) => l.reason));
    if (reasons.delete('name_withheld')) {
      const alleged = disclosure.alleged.has(id.text);
      const because = alleged
        ? missingForAlleged(whole, grounds, atMs).map((part) => `alleged_${part}`)
        : withheldBecause(whole, atMs);
      for (const reason of because) reasons.add(reason);
      reasons.add(alleged ? 'alleged' : 'name_withheld');
    }
    if (!disclosedFields(whole.kind as KindName, space.public).includes(field) && reasons.size === 0)
      reasons.add(shown === null ? 'kind_not_disclosed' : 'not_listed');
    if (words !== full && reasons.size === 0)
      reasons.add(isPlaceField(whole, field) ? 'place_rounded' : words === null ? 'no_value' : 'fewer');
    fields.push({ field, full, public: words, because: words === full ? [] : [...reasons] });
  }
  return { view: PUBLIC_VIEW, disclosed: shown !== null, fields };
}

const isPlaceField = (view: RecordView, field: string): boolean =>
  field === 'place' || (view.kind === 'Place' && ['names', 'kind', 'geometry', 'precision'].includes(field));

const isWhole = (view: RecordView, shown: RecordView, field: string): boolean =>
  JSON.stringify(shown.fields[field]?.value) === JSON.stringify(view.fields[field]?.value);

/** Records as the public would see them called; what is not disclosed, and withheld persons, by a word. */
async function publicTitles(
  reading: Reading,
  disclosure: Disclosure,
  ids: ReadonlySet<string>,
  lang: Lang,
): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  for (const id of ids) {
    const view = await reading.view(id as RecordId);
    const shown = view && disclosure.view(view);
    const field = shown && TITLES.find((f) => shown.fields[f] !== undefined);
    if (id.startsWith('per_') && !field) titles.set(id, WITHHELD[lang]);
    // Nothing of its name is kept back: it is called as members call it.
    else if (view && shown && field && isWhole(view, shown, field)) titles.set(id, reading.titleOf(id) ?? '—');
    else if (shown && field) titles.set(id, displayValue(shown.kind, field, shown.fields[field]?.value ?? '', lang));
    else titles.set(id, '—');
  }
  return titles;
}
