/** Statements with their texts, signatories and demands. Only a key says verified. */
import { fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { occursIn } from '../../base/text.ts';
import type { ApiIn, ApiOut, StatementJson } from '../../contract/api.ts';
import { verifyCard } from '../../ledger/card.ts';
import { verifyCoSignature } from '../../ledger/cosign.ts';
import type { Value } from '../../ledger/model.ts';
import { asStruct, asText, dateOf, termOf, textOf, textsOf, valuesOf } from '../../records/field-values.ts';
import { parseRecordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import {
  type StatementAnnex,
  type StatementContent,
  type StatementDemand,
  textHash,
} from '../../records/statement-text.ts';
import { asOfMs } from '../as-of.ts';
import type { Parts } from '../parts.ts';
import { idsIn, type Reading, startReading } from '../reading.ts';
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
  const demands: StatementDemand[] = [];
  for (const id of textsOf(view, 'demands')) {
    const parsed = parseRecordId(id);
    const demand = parsed.ok ? await reading.view(parsed.value.text) : null;
    if (demand)
      demands.push({
        id: textOf(demand, 'key') ?? id,
        text: textOf(demand, 'verbatim') ?? textOf(demand, 'text') ?? '',
      });
  }
  const annexes = valuesOf(view, 'annexes').flatMap((value): StatementAnnex[] => {
    const annex = asStruct(value);
    const [id, sha256] = [asText(annex?.['record']), fromHex(asText(annex?.['hash']) ?? '')];
    return id !== null && sha256?.length === 32 ? [{ id, sha256 }] : [];
  });
  return { versions: versionsOf(view), annexes, demands };
}

/** Hash of the text as it stands now, hex. */
export async function hashNow(parts: Parts, reading: Reading, view: RecordView): Promise<string> {
  return toHex(textHash((b) => parts.primitives.sha256(b), await contentOf(reading, view)));
}

/** A signature by key verifies from its bytes, our own card and the text's hash alone. */
async function keyVerifies(parts: Parts, view: RecordView, textHash: string | null): Promise<boolean> {
  const bytes: Value | undefined = view.fields['cose']?.value;
  const self = (await parts.ledger.local('org', 'self')) as { card?: string; id?: string } | null;
  const card = self?.card ? fromHex(self.card) : null;
  const known = card && verifyCard(parts.primitives, card);
  const hash = textHash ? fromHex(textHash) : null;
  const org = self?.id ? fromHex(self.id) : null;
  return (
    bytes instanceof Uint8Array &&
    !!known &&
    !!hash &&
    !!org &&
    verifyCoSignature(parts.primitives, bytes, known, org, hash).ok
  );
}

async function signatories(
  parts: Parts,
  reading: Reading,
  signatures: readonly RecordView[],
  statement: RecordView,
): Promise<StatementJson['signatories']> {
  const out = [];
  const frozen = textOf(statement, 'text_hash');
  // Whoever signed the hash signed the text that has it: when the text shown has another, nobody signed what is shown.
  const signed = frozen !== null && frozen === (await hashNow(parts, reading, statement)) ? frozen : null;
  for (const view of signatures.filter((s) => textOf(s, 'statement') === statement.id)) {
    const organisation = textOf(view, 'signatory');
    const org = organisation ? await reading.view(organisation as RecordView['id']) : null;
    const basis = termOf(view, 'basis');
    const known: StatementJson['signatories'][number]['basis'] =
      basis === 'key' || basis === 'confirmed' ? basis : 'reported';
    const name = asText(asStruct(view.fields['signed_as']?.value)?.['name']);
    // As printed: the list's own number stands in the code, S1 to S13.
    const order = Number(/^\D+(\d+)$/.exec(textsOf(view, 'code')[0] ?? '')?.[1] ?? Number.MAX_SAFE_INTEGER);
    const signatory = {
      id: view.id,
      name: name ?? (organisation ? reading.titleOf(organisation) : null) ?? view.id,
      country: org ? textOf(org, 'country') : null,
      basis: known,
      verified: basis === 'key' && (await keyVerifies(parts, view, signed)),
      withdrawn: textOf(view, 'withdrawn'),
    };
    out.push({ order, signatory });
  }
  return out
    .toSorted((a, b) => a.order - b.order || (a.signatory.id < b.signatory.id ? -1 : 1))
    .map((s) => s.signatory);
}

async function statementJson(
  parts: Parts,
  reading: Reading,
  view: RecordView,
  context: { readonly signatures: readonly RecordView[]; readonly demands: Awaited<ReturnType<typeof demandReadings>> },
): Promise<StatementJson> {
  const versions = versionsOf(view);
  const original = versions.find((v) => v.standing === 'original');
  for (const field of ['issuer', 'addressee']) await reading.loadTitles(idsIn(view.fields[field]?.value ?? null));
  const named = (field: string): string[] => textsOf(view, field).map((x) => reading.titleOf(x) ?? x);
  const own = new Set(textsOf(view, 'demands'));
  return {
    id: view.id,
    title: textOf(view, 'title') ?? view.id,
    state: termOf(view, 'state') ?? 'draft',
    date: dateOf(view, 'date')?.text ?? null,
    issuer: named('issuer').join('; '),
    addressees: named('addressee'),
    versions,
    text_hash: textOf(view, 'text_hash'),
    signatories: await signatories(parts, reading, context.signatures, view),
    demands: context.demands
      .filter((d) => own.has(d.id) || d.statement === view.id)
      .map((d) => ({
        id: d.id,
        key: d.key,
        verbatim: d.verbatim,
        state: d.state,
        in_text: d.verbatim !== null && original !== undefined && occursIn(d.verbatim, original.text),
      })),
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
  const { reading, views, ...context } = await load(parts, input);
  const out: StatementJson[] = [];
  for (const view of views) out.push(await statementJson(parts, reading, view, context));
  const weight = (s: StatementJson): number => (s.versions.length > 0 || s.demands.length > 0 ? 0 : 1);
  return { statements: out.toSorted((a, b) => weight(a) - weight(b) || ((a.date ?? '') < (b.date ?? '') ? -1 : 1)) };
}

export async function statementShow(parts: Parts, input: ApiIn<'statement.show'>): Promise<ApiOut<'statement.show'>> {
  const { reading, views, ...context } = await load(parts, input);
  const withText = views.filter((v) => versionsOf(v).length > 0);
  const view =
    input.id === undefined || input.id === 'main'
      ? withText[0]
      : views.find((v) => v.id === input.id || textsOf(v, 'code').includes(input.id ?? ''));
  if (!view) return refuse('E_NOT_FOUND', { id: input.id ?? 'statement' });
  return statementJson(parts, reading, view, context);
}
