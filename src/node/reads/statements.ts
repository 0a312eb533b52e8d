/** Statements with their texts, signatories and demands. Only a key says verified. */
import { fromHex, toHex, utf8 } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { occursIn } from '../../base/text.ts';
import type { ApiIn, ApiOut, StatementJson } from '../../contract/api.ts';
import {
  asStruct,
  asText,
  asTexts,
  claimsOf,
  dateOf,
  termOf,
  textOf,
  textsOf,
  valuesOf,
} from '../../records/field-values.ts';
import { parseRecordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import type { Clause, MarkedDemand } from '../../records/statement-marks.ts';
import {
  type StatementAnnex,
  type StatementContent,
  type StatementDemand,
  textHash,
} from '../../records/statement-text.ts';
import { asOfMs } from '../as-of.ts';
import type { Parts } from '../parts.ts';
import { idsIn, type Reading, startReading } from '../reading.ts';
import { signatories } from '../statements/signatures.ts';
import { demandReadings } from './demands.ts';

type Version = StatementJson['versions'][number];

export function versionsOf(view: RecordView): readonly Version[] {
  return valuesOf(view, 'versions').flatMap((value): Version[] => {
    const v = asStruct(value);
    const lang = asText(v?.['lang']);
    const text = asText(v?.['text']);
    const standing = asText(v?.['standing']);
    if (!lang || text === null) return [];
    return [{ lang, text, standing: standing === 'original' || standing === 'agreed' ? standing : 'unofficial' }];
  });
}

/**
 * What the text hash covers (docs/formats/statement-hash.md): texts, annexes under the id of their record, and the
 * demands the statement itself names, under their printed keys.
 */
export async function contentOf(reading: Reading, view: RecordView): Promise<StatementContent> {
  const versions = versionsOf(view);
  const original = originalOf(versions)?.lang ?? null;
  const agreed = new Set(versions.filter((v) => v.standing === 'agreed').map((v) => v.lang));
  const demands = (await demandViews(reading, view)).flatMap((demand): StatementDemand[] => {
    const id = textOf(demand, 'key') ?? demand.id;
    const printed = { id, text: textOf(demand, 'verbatim') ?? textOf(demand, 'text') ?? '' };
    // An agreed translation is signed, and so are the words in which it makes the demand.
    const translated = clausesOf(demand, original).filter((x) => agreed.has(x.lang));
    return [printed, ...translated.map((x) => ({ id, text: x.text }))];
  });
  return { versions, annexes: annexesOf(view), demands };
}

const annexesOf = (view: RecordView): readonly StatementAnnex[] =>
  valuesOf(view, 'annexes').flatMap((value): StatementAnnex[] => {
    const annex = asStruct(value);
    const [id, sha256] = [asText(annex?.['record']), fromHex(asText(annex?.['hash']) ?? '')];
    return id !== null && sha256?.length === 32 ? [{ id, sha256 }] : [];
  });

/** Hash of the text as it stands now, hex. */
export async function hashNow(parts: Parts, reading: Reading, view: RecordView): Promise<string> {
  return toHex(textHash((b) => parts.primitives.sha256(b), await contentOf(reading, view)));
}

/** Clauses of a demand in every language: the original's words, then those of the translations. */
export function clausesOf(demand: RecordView, original: string | null): readonly Clause[] {
  const verbatim = textOf(demand, 'verbatim');
  const own = valuesOf(demand, 'clauses').flatMap((value): Clause[] => {
    const v = asStruct(value);
    const [lang, text] = [asText(v?.['lang']), asText(v?.['text'])];
    return lang !== null && text !== null ? [{ lang, text }] : [];
  });
  return [...(verbatim === null || original === null ? [] : [{ lang: original, text: verbatim }]), ...own];
}

const originalOf = (versions: readonly Version[]): Version | undefined =>
  versions.find((v) => v.standing === 'original');

/** Demands the statement names, as records. */
export async function demandViews(reading: Reading, view: RecordView): Promise<readonly RecordView[]> {
  const out: RecordView[] = [];
  for (const id of textsOf(view, 'demands')) {
    const parsed = parseRecordId(id);
    const demand = parsed.ok ? await reading.view(parsed.value.text) : null;
    if (demand) out.push(demand);
  }
  return out;
}

/** Every demand with its clauses, under its printed key. */
export async function markedDemands(reading: Reading, view: RecordView): Promise<readonly MarkedDemand[]> {
  const original = originalOf(versionsOf(view))?.lang ?? null;
  return (await demandViews(reading, view)).map((d) => ({
    key: textOf(d, 'key') ?? d.id,
    clauses: clausesOf(d, original),
  }));
}

/** Fields that make up a draft: a claim on one of them is a save of it. */
const DRAFT_FIELDS: readonly string[] = ['title', 'date', 'versions', 'addressee', 'annexes', 'demands', 'replaces'];
const DEMAND_FIELDS: readonly string[] = ['key', 'text', 'verbatim', 'clauses', 'addressee'];

/** Revision of a draft, changed by every claim on it, and its last save. */
export function revisionOf(
  parts: Parts,
  reading: Pick<Reading, 'personOf'>,
  view: RecordView,
  demands: readonly RecordView[],
): { readonly revision: string; readonly saved: StatementJson['saved'] } {
  const claims = [
    ...DRAFT_FIELDS.flatMap((f) => claimsOf(view, f)),
    ...demands.flatMap((d) => DEMAND_FIELDS.flatMap((f) => claimsOf(d, f))),
  ];
  const last = claims.toSorted((a, b) => b.ms - a.ms)[0];
  const ids = claims.map((x) => x.claim).toSorted();
  return {
    revision: toHex(parts.primitives.sha256(utf8(ids.join(' '))).subarray(0, 8)),
    saved: last ? { at: new Date(last.ms).toISOString(), by: reading.personOf(last.by) } : null,
  };
}

/** Drafted here and not taken over from a file: its original text came with no batch. */
const isOurs = (view: RecordView): boolean =>
  claimsOf(view, 'versions').some((x) => x.batch === null && asText(asStruct(x.value)?.['standing']) === 'original');

interface Loaded {
  readonly views: readonly RecordView[];
  readonly signatures: readonly RecordView[];
  readonly demands: Awaited<ReturnType<typeof demandReadings>>;
}

function withdrawalOf(view: RecordView): StatementJson['withdrawal'] {
  if (termOf(view, 'state') !== 'withdrawn') return null;
  const claim = claimsOf(view, 'state')[0];
  const kept = valuesOf(view, 'withdrawal').map(asStruct)[0];
  return {
    at: asText(kept?.['at']) ?? (claim ? new Date(claim.ms).toISOString().slice(0, 10) : ''),
    reason: asText(kept?.['reason']) ?? '',
    by: asTexts(kept?.['by']),
  };
}

async function statementJson(
  parts: Parts,
  reading: Reading,
  view: RecordView,
  context: Loaded,
  withHistory: boolean,
): Promise<StatementJson> {
  const versions = versionsOf(view);
  const original = originalOf(versions);
  for (const field of ['issuer', 'addressee', 'annexes'])
    await reading.loadTitles(idsIn(view.fields[field]?.value ?? null));
  const named = (field: string): string[] => textsOf(view, field).map((x) => reading.titleOf(x) ?? x);
  const own = new Set(textsOf(view, 'demands'));
  const clauses = new Map((await demandViews(reading, view)).map((d) => [d.id as string, d] as const));
  const frozen = textOf(view, 'text_hash');
  // Whoever signed the hash signed the text that has it: when the text shown has another, nobody signed what is shown.
  const signed = frozen !== null && frozen === (await hashNow(parts, reading, view)) ? frozen : null;
  const under = context.signatures.filter((s) => textOf(s, 'statement') === view.id);
  const old = textOf(view, 'replaces');
  const next = context.views.find((v) => textOf(v, 'replaces') === view.id);
  const pair = (id: string, of: RecordView | undefined) => ({ id, title: (of && textOf(of, 'title')) ?? id });
  return {
    id: view.id,
    title: textOf(view, 'title') ?? view.id,
    state: termOf(view, 'state') ?? 'draft',
    date: dateOf(view, 'date')?.text ?? null,
    issuer: named('issuer').join('; '),
    addressees: named('addressee'),
    addressee_ids: textsOf(view, 'addressee'),
    versions,
    text_hash: frozen,
    signatories: await signatories(parts, reading, under, signed, withHistory),
    demands: context.demands
      .filter((d) => own.has(d.id) || d.statement === view.id)
      .map((d) => {
        const demand = clauses.get(d.id);
        const found = demand ? clausesOf(demand, original?.lang ?? null) : [];
        return {
          id: d.id,
          key: d.key,
          verbatim: d.verbatim,
          state: d.state,
          in_text: d.verbatim !== null && original !== undefined && occursIn(d.verbatim, original.text),
          clauses: found.map((x) => ({
            ...x,
            in_text: versions.some((v) => v.lang === x.lang && occursIn(x.text, v.text)),
          })),
          addressees: d.addressees,
        };
      }),
    ours: isOurs(view),
    annexes: annexesOf(view).map((a) => ({
      id: a.id,
      title: reading.titleOf(a.id) ?? a.id,
      sha256: toHex(a.sha256),
    })),
    replaces:
      old === null
        ? null
        : pair(
            old,
            context.views.find((v) => v.id === old),
          ),
    replaced_by: next ? pair(next.id, next) : null,
    ...revisionOf(parts, reading, view, [...clauses.values()]),
    withdrawal: withdrawalOf(view),
  };
}

async function load(parts: Parts, input: ApiIn<'statement.list'>) {
  const reading = await startReading(parts);
  const space = parts.spaces.find(input.space);
  const asOf = asOfMs(input.as_of, parts.clock());
  const views = (await reading.views('Statement', space)).filter((v) => (dateOf(v, 'date')?.lo ?? 0) <= asOf);
  return {
    reading,
    views,
    signatures: await reading.views('CoSignature', space),
    demands: await demandReadings(parts, reading, space, asOf, input.lang),
  };
}

/** Statements that carry a text or demands of their own come first, then by date. */
export async function statementList(parts: Parts, input: ApiIn<'statement.list'>): Promise<ApiOut<'statement.list'>> {
  const { reading, ...context } = await load(parts, input);
  const out: StatementJson[] = [];
  for (const view of context.views) out.push(await statementJson(parts, reading, view, context, false));
  const weight = (s: StatementJson): number => (s.versions.length > 0 || s.demands.length > 0 ? 0 : 1);
  return { statements: out.toSorted((a, b) => weight(a) - weight(b) || ((a.date ?? '') < (b.date ?? '') ? -1 : 1)) };
}

export async function statementShow(parts: Parts, input: ApiIn<'statement.show'>): Promise<ApiOut<'statement.show'>> {
  const { reading, ...context } = await load(parts, input);
  const { views } = context;
  const withText = views.filter((v) => versionsOf(v).length > 0);
  const view =
    input.id === undefined || input.id === 'main'
      ? withText[0]
      : views.find((v) => v.id === input.id || textsOf(v, 'code').includes(input.id ?? ''));
  if (!view) return refuse('E_NOT_FOUND', { id: input.id ?? 'statement' });
  return statementJson(parts, reading, view, context, true);
}
