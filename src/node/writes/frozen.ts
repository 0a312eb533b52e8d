/**
 * What a frozen text forbids, at every door: a claim, a retraction or a new record must not change what a text hash covers
 * (docs/formats/statement-hash.md). A statement known only by its title, with no text hash, is described like any record.
 */
import { toHex } from '../../base/bytes.ts';
import { KuaFailure, refuse } from '../../base/failures.ts';
import type { Failure } from '../../base/result.ts';
import { encodeCbor } from '../../ledger/cbor.ts';
import type { Value } from '../../ledger/model.ts';
import { asStruct, asText, termOf, textOf } from '../../records/field-values.ts';
import { parseRecordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { checkEdit, checkStatementMove, type StatementState } from '../../records/statement-text.ts';
import type { Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import { type Reading, startReading } from '../reading.ts';
import { contentOf, versionsOf } from '../reads/statements.ts';

/** Fields of a demand that the hash of its statement covers, or that tie it to the statement. */
const TIED: readonly string[] = ['key', 'verbatim', 'clauses', 'statement'];

/** A value about to be said (`say`) or taken back (`retract`). */
export interface Edit {
  readonly how: 'say' | 'retract';
  readonly kind: string;
  /** Text id. */
  readonly id: string;
  readonly field: string;
  readonly value: Value;
}

async function viewAt(reading: Reading, id: string | null): Promise<RecordView | null> {
  const parsed = id === null ? null : parseRecordId(id);
  return parsed?.ok ? reading.view(parsed.value.text) : null;
}

const isHashed = (view: RecordView | null): view is RecordView =>
  view?.kind === 'Statement' && textOf(view, 'text_hash') !== null;

const stateOf = (view: RecordView): StatementState => (termOf(view, 'state') ?? 'draft') as StatementState;

function refuseField(statement: RecordView, field: string, value: Value = null): void {
  const standing = asText(asStruct(value)?.['standing']);
  const checked = checkEdit(stateOf(statement), field, standing === 'unofficial' ? standing : undefined);
  if (!checked.ok) refuse(checked.error.code, checked.error.params);
}

/** A new state must be the next one; taking a state back would thaw the text. Throws E_FROZEN, E_STATEMENT, E_QUOTE, E_HASH. */
async function refuseState(parts: Parts, reading: Reading, statement: RecordView, edit: Edit): Promise<void> {
  const from = stateOf(statement);
  const to = asText(edit.value);
  if (edit.how === 'retract') return refuse('E_FROZEN', { state: from, field: 'state' });
  if (to === from) return;
  const content = { ...(await contentOf(reading, statement)), textHash: textOf(statement, 'text_hash') };
  const checked = checkStatementMove((b) => parts.primitives.sha256(b), from, to as StatementState, content);
  if (!checked.ok) refuse(checked.error.code, checked.error.params);
}

/** A clause of a translation that nobody signed can be corrected, as its text can. */
function isUnsigned(statement: RecordView, edit: Edit): boolean {
  const lang = edit.field === 'clauses' ? asText(asStruct(edit.value)?.['lang']) : null;
  return lang !== null && versionsOf(statement).some((v) => v.lang === lang && v.standing === 'unofficial');
}

async function refuseIn(parts: Parts, reading: Reading, edit: Edit): Promise<void> {
  const view = await viewAt(reading, edit.id);
  if (edit.kind === 'Statement') {
    if (!isHashed(view)) return;
    if (edit.field === 'state') await refuseState(parts, reading, view, edit);
    else refuseField(view, edit.field, edit.value);
    return;
  }
  if (!TIED.includes(edit.field)) return;
  // A quotation of somebody else's demand is no part of what was signed when it came later: only ties are looked at.
  const tied = [view && textOf(view, 'statement'), edit.field === 'statement' ? asText(edit.value) : null];
  for (const id of tied) {
    const statement = await viewAt(reading, id);
    if (isHashed(statement) && !isUnsigned(statement, edit)) refuseField(statement, 'demands');
  }
}

const concerns = (edit: Edit): boolean => edit.kind === 'Statement' || edit.kind === 'Demand';

/** Throws E_FROZEN when the edit would change a frozen text, its demands, or the state that keeps it frozen. */
export async function refuseFrozen(c: Context, edit: Edit): Promise<void> {
  if (concerns(edit)) await refuseIn(c.parts, await startReading(c.parts), edit);
}

/** A row of a file about to be written: what it says, and the claims of its earlier form that it ends. */
export interface RowEdit {
  readonly says: readonly Omit<Edit, 'how'>[];
  readonly ends: readonly { readonly id: string; readonly claim: string }[];
}

const sameAs = (value: Value, other: Value): boolean => toHex(encodeCbor(value)) === toHex(encodeCbor(other));

/**
 * The failure of a row that would change a frozen text, null when it may be written. A row says again what stands: only what
 * it says otherwise, or no longer, is an edit.
 */
export async function frozenRow(parts: Parts, reading: Reading, row: RowEdit): Promise<Failure | null> {
  const says = row.says.filter((s) => concerns({ ...s, how: 'say' }));
  try {
    for (const say of says) {
      const standing = (await viewAt(reading, say.id))?.fields[say.field]?.claims ?? [];
      if (!standing.some((x) => sameAs(x.value, say.value))) await refuseIn(parts, reading, { ...say, how: 'say' });
    }
    for (const end of row.ends) {
      const view = await viewAt(reading, end.id);
      const claim = Object.values(view?.fields ?? {})
        .flatMap((f) => f.claims)
        .find((x) => x.claim === end.claim);
      if (!view || !claim || !concerns({ ...claim, how: 'retract', id: end.id })) continue;
      const again = says.some((s) => s.id === end.id && s.field === claim.field && sameAs(s.value, claim.value));
      const { kind, field, value } = claim;
      if (!again) await refuseIn(parts, reading, { how: 'retract', kind, id: end.id, field, value });
    }
    return null;
  } catch (error) {
    if (error instanceof KuaFailure) return error.failure;
    throw error;
  }
}
