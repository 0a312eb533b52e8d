/** One record with every claim, its author, evidence and competing values; history and relations. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut, ClaimJson, FieldJson, RoleName } from '../../contract/api.ts';
import type { Lang } from '../../messages/translate.ts';
import { displayValue } from '../../records/display.ts';
import { isKindName, parseRecordId } from '../../records/kind-names.ts';
import { foldRecord } from '../../records/fold.ts';
import type { FieldView, RecordClaim, RecordView } from '../../records/model.ts';
import type { HistoryEntry } from '../../store/port.ts';
import type { Parts } from '../parts.ts';
import { idsIn, type Reading, startReading } from '../reading.ts';
import { valueToJson } from './json.ts';
import { readableClaims, readableKinds } from './readable.ts';
import { startTitles } from './titles.ts';

const RELATIONS_SHOWN = 10;

/** The record named by a text id or by the code printed in its source (EV047). Throws E_ID, E_NOT_FOUND. */
export async function resolveId(parts: Parts, text: string, space?: string): Promise<ReturnType<typeof requireId>> {
  if (/^[a-z]{3}_/.test(text)) return requireId(text);
  const page = await parts.projection.search({
    spaces: [parts.spaces.find(space).hex],
    text: null,
    kinds: [],
    where: [{ field: 'code', value: text }],
    from: null,
    to: null,
    facets: [],
    limit: 2,
    after: null,
    asOf: null,
  });
  const only = page.ok && page.value.total === 1 ? page.value.items[0] : undefined;
  return only ? requireId(only.id) : refuse('E_NOT_FOUND', { id: text.slice(0, 80) });
}

function requireId(text: string) {
  const parsed = parseRecordId(text);
  return parsed.ok ? parsed.value : refuse(parsed.error.code, parsed.error.params);
}

export async function claimJson(reading: Reading, claim: RecordClaim, lang: Lang): Promise<ClaimJson> {
  const sources = [];
  for (const id of claim.sources) {
    const item = await reading.item(id);
    const view = id.startsWith('src_') ? await reading.view(id as RecordView['id']) : null;
    const text = (field: string): string | null => {
      const value = view?.fields[field]?.value;
      return typeof value === 'string' ? value : null;
    };
    sources.push({
      id,
      title: item?.title ?? id,
      url: text('url'),
      publisher: text('publisher'),
      reliability: text('reliability'),
    });
  }
  return {
    claim: claim.claim,
    field: claim.field,
    value: valueToJson(claim.value),
    text: displayValue(claim.kind, claim.field, claim.value, lang, reading.titleOf),
    party: claim.party,
    author: reading.authorOf(claim.party),
    by: reading.personOf(claim.by),
    speaker: claim.speaker,
    conf: claim.conf,
    modality: claim.modality,
    obs: claim.obs,
    sources,
    lang: claim.lang,
    note: claim.note,
    recordedAt: new Date(claim.ms).toISOString(),
    batch: claim.batch,
    forked: claim.forked,
  };
}

async function fieldJson(
  reading: Reading,
  kind: string,
  name: string,
  field: FieldView,
  lang: Lang,
): Promise<FieldJson> {
  const claims = [];
  for (const claim of field.claims) claims.push(await claimJson(reading, claim, lang));
  return {
    value: valueToJson(field.value),
    text: displayValue(kind, name, field.value, lang, reading.titleOf),
    claim: field.claim,
    n_competing: field.n_competing,
    n_origins: field.n_origins,
    decided: field.decided,
    disputed: field.disputed,
    claims,
  };
}

/** A record as drawn from these claims, with the view it was folded to. */
export interface Drawn {
  readonly record: ApiOut<'show'>;
  readonly view: RecordView;
  readonly reading: Reading;
}

export async function show(parts: Parts, input: ApiIn<'show'>, role: RoleName): Promise<ApiOut<'show'>> {
  const id = await resolveId(parts, input.id, input.space);
  const claims = readableClaims(await parts.projection.claimsOf(id.text), role);
  return (await draw(parts, id.text, claims, input.lang ?? 'en', role)).record;
}

/** Throws E_NOT_FOUND when there is no claim that the role may read. */
export async function draw(
  parts: Parts,
  id: RecordView['id'],
  claims: readonly RecordClaim[],
  lang: Lang,
  role: RoleName,
): Promise<Drawn> {
  const titles = startTitles(parts, lang, role);
  const reading = titles.named(await startReading(parts));
  const item = await reading.item(id);
  if (claims.length === 0 || !item) return refuse('E_NOT_FOUND', { id });
  const view = foldRecord(id, claims);
  const fields: { [name: string]: FieldJson } = {};
  let newest = 0;
  let count = 0;
  for (const [name, field] of Object.entries(view.fields)) {
    for (const claim of field.claims) {
      newest = Math.max(newest, claim.ms);
      count++;
      await reading.loadTitles([...idsIn(claim.value), ...claim.sources]);
    }
    await reading.loadTitles(idsIn(field.value));
    fields[name] = await fieldJson(reading, view.kind, name, field, lang);
  }
  const relations = [];
  const kinds: readonly string[] = readableKinds(role);
  for (const r of await parts.projection.relationCounts(id)) {
    if (isKindName(r.kind) && !kinds.includes(r.kind)) continue;
    const page = await parts.projection.relations(id, r.direction, r.field, null, RELATIONS_SHOWN);
    relations.push({ ...r, items: await titles.items(page.items) });
  }
  const record = {
    id,
    kind: view.kind,
    space: item.space,
    title: await titles.title(item),
    state: item.state,
    fields,
    relations,
    revision: `${newest}-${count}`,
  };
  return { record, view, reading };
}

/** How a claim ended, and the reason a person gave for an undo. */
function endOf(c: HistoryEntry['claims'][number]): { readonly ended: string | null; readonly reason?: string } {
  if (c.live) return { ended: null };
  const undone = /^undone(?:: (.*))?$/s.exec(c.endReason ?? '');
  if (undone) return { ended: 'undone', ...(undone[1] ? { reason: undone[1] } : {}) };
  return { ended: c.endReason ?? (c.endedBy === null ? 'withdrawn' : 'replaced') };
}

export async function history(parts: Parts, input: ApiIn<'history'>, role: RoleName): Promise<ApiOut<'history'>> {
  const id = await resolveId(parts, input.id, input.space);
  const lang = input.lang ?? 'en';
  const reading = startTitles(parts, lang, role).named(await startReading(parts));
  const entries = [];
  for (const e of await parts.projection.history(id.text)) {
    const claims = readableClaims(e.claims, role);
    for (const c of claims) await reading.loadTitles(idsIn(c.value));
    entries.push({
      entry: e.entry,
      at: new Date(e.ms).toISOString(),
      author: reading.authorOf(e.party),
      by: reading.personOf(e.by),
      batch: e.batch,
      state: e.state,
      claims: claims.map((c) => ({
        field: c.field,
        text: displayValue(c.kind, c.field, c.value, lang, reading.titleOf),
        live: c.live,
        ...endOf(c),
      })),
    });
  }
  return { entries };
}

export async function relations(parts: Parts, input: ApiIn<'relations'>, role: RoleName): Promise<ApiOut<'relations'>> {
  const id = await resolveId(parts, input.id, input.space);
  const page = await parts.projection.relations(
    id.text,
    input.direction,
    input.field,
    input.after ?? null,
    Math.min(200, input.limit ?? 50),
  );
  const titles = startTitles(parts, input.lang ?? 'en', role);
  return { items: await titles.items(page.items), ...(page.cursor ? { cursor: page.cursor } : {}) };
}
