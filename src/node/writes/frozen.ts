/**
 * What a frozen text forbids, at every door: a claim, a retraction or a new record must not change what a text hash covers
 * (docs/formats/statement-hash.md). A statement known only by its title, with no text hash, is described like any record.
 */
import { refuse } from '../../base/failures.ts';
import type { Value } from '../../ledger/model.ts';
import { asStruct, asText, termOf, textOf } from '../../records/field-values.ts';
import { parseRecordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { checkEdit, checkStatementMove, type StatementState } from '../../records/statement-text.ts';
import type { Context } from '../context.ts';
import { type Reading, startReading } from '../reading.ts';
import { contentOf } from '../reads/statements.ts';

/** Fields of a demand that the hash of its statement covers, or that tie it to the statement. */
const TIED: readonly string[] = ['key', 'verbatim', 'statement'];

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
async function refuseState(c: Context, reading: Reading, statement: RecordView, edit: Edit): Promise<void> {
  const from = stateOf(statement);
  const to = asText(edit.value);
  if (edit.how === 'retract') return refuse('E_FROZEN', { state: from, field: 'state' });
  if (to === from) return;
  const content = { ...(await contentOf(reading, statement)), textHash: textOf(statement, 'text_hash') };
  const checked = checkStatementMove((b) => c.parts.primitives.sha256(b), from, to as StatementState, content);
  if (!checked.ok) refuse(checked.error.code, checked.error.params);
}

/** Throws E_FROZEN when the edit would change a frozen text, its demands, or the state that keeps it frozen. */
export async function refuseFrozen(c: Context, edit: Edit): Promise<void> {
  if (edit.kind !== 'Statement' && edit.kind !== 'Demand') return;
  const reading = await startReading(c.parts);
  const view = await viewAt(reading, edit.id);
  if (edit.kind === 'Statement') {
    if (!isHashed(view)) return;
    if (edit.field === 'state') await refuseState(c, reading, view, edit);
    else refuseField(view, edit.field, edit.value);
    return;
  }
  if (!TIED.includes(edit.field)) return;
  // A quotation of somebody else's demand is no part of what was signed when it came later: only ties are looked at.
  const tied = [view && textOf(view, 'statement'), edit.field === 'statement' ? asText(edit.value) : null];
  for (const id of tied) {
    const statement = await viewAt(reading, id);
    if (isHashed(statement)) refuseField(statement, 'demands');
  }
}
