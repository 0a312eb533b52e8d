/**
 * Verification: concluded by two different persons, neither of them the author of what is checked; disagreement gives
 * `inconclusive` with both texts kept (records design, section 6).
 */
import { toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { uuid4 } from '../../base/ids.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { Value } from '../../ledger/model.ts';
import { recordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { isTerm } from '../../records/vocabulary.ts';
import { type Context, actor } from '../context.ts';
import { ctxOf } from '../payloads.ts';
import { startReading } from '../reading.ts';
import { resolveId } from '../reads/show.ts';
import { type FieldWrite, ourParties, ownOn, parsedValue, writeRecord } from './claims.ts';

const text = (view: RecordView, field: string): string | null => {
  const value = view.fields[field]?.value;
  return typeof value === 'string' ? value : null;
};

/** The verification of a target that waits for its second person. */
async function pending(c: Context, target: string, space: string): Promise<RecordView | null> {
  const reading = await startReading(c.parts);
  for (const view of await reading.views('Verification', c.parts.spaces.find(space)))
    if (targetOf(view) === target && !view.fields['second_reviewer']) return view;
  return null;
}

const targetOf = (view: RecordView): string | null => {
  const value = view.fields['target']?.value;
  return typeof value === 'string' ? value : Array.isArray(value) ? String(value[0]) : null;
};

type CheckGiven = NonNullable<ApiIn<'review'>['checks']>[number];

const parsedCheck = (check: CheckGiven): Value => parsedValue('Verification', 'checks', check);

/** The checks a first reviewer made: those given one by one, or the single one of the command line. */
function checksOf(input: ApiIn<'review'>): readonly Value[] {
  if (input.checks && input.checks.length > 0) return input.checks.map(parsedCheck);
  return [
    {
      kind: input.check ?? 'source',
      result: input.conclusion,
      text: input.text ?? '',
      ...(input.evidence ? { evidence: [input.evidence] } : {}),
    },
  ];
}

export async function review(c: Context, input: ApiIn<'review'>): Promise<ApiOut<'review'>> {
  if (!isTerm('review_conclusion', input.conclusion)) parsedValue('Verification', 'conclusion', input.conclusion);
  const target = await resolveId(c.parts, input.id, input.space);
  const claims = await c.parts.projection.claimsOf(target.text);
  const first = claims[0];
  if (!first) return refuse('E_NOT_FOUND', { id: target.text });
  if (input.conclusion === 'set_aside' && !input.text)
    return refuse('E_REQUIRED', { field: 'text', state: 'set_aside' });
  const { user, by } = await actor(c, input.person);
  // What an import brought in has no author in this room; what a person wrote by hand is checked by others.
  if (claims.some((x) => x.batch === null && x.by === toHex(by))) return refuse('E_SELF_REVIEW', { name: user.name });
  const space = c.parts.spaces.find(input.space ?? first.space);
  const reviewer = recordId('Person', by);
  const ctx = ctxOf({ extra: { note: input.text || undefined } });
  const open = await pending(c, target.text, space.hex);
  if (!open) {
    const bytes = uuid4(c.parts.random(16));
    const id = recordId('Verification', bytes);
    const fields: [string, Value][] = [
      ['target', target.text],
      ['conclusion', input.conclusion],
      ['reviewer', reviewer],
      ...checksOf(input).map((check): [string, Value] => ['checks', check]),
    ];
    const entry = await writeRecord(
      c,
      space,
      by,
      { text: id, id: bytes, kind: 'Verification' },
      fields.map(([field, value]) => ({ field, value, ctx })),
    );
    return { id, entry };
  }
  if (text(open, 'reviewer') === reviewer) return refuse('E_SELF_REVIEW', { name: user.name });
  const agreed = text(open, 'conclusion') === input.conclusion;
  const dissent = [agreed ? '' : `${input.conclusion}: ${input.text ?? ''}`.trim(), input.dissent?.trim() ?? '']
    .filter((said) => said !== '')
    .join('\n\n');
  const id = await resolveId(c.parts, open.id, space.hex);
  const ours = await ourParties(c, space);
  const fields: FieldWrite[] = [{ field: 'second_reviewer', value: reviewer, ctx }];
  for (const check of input.checks ?? []) fields.push({ field: 'checks', value: parsedCheck(check), ctx });
  if (!agreed) {
    // The first conclusion is replaced by its own organisation and stays readable in the history; both texts are kept.
    fields.push({ field: 'conclusion', value: 'inconclusive', ctx, replaces: ownOn(open, 'conclusion', ours) });
  }
  // A second reviewer who agrees may still have something to add; no dissent is ever taken out again.
  if (dissent !== '') fields.push({ field: 'dissent', value: { by: reviewer, text: dissent }, ctx });
  const entry = await writeRecord(c, space, by, { text: id.text, id: id.id, kind: 'Verification' }, fields);
  return { id: id.text, entry };
}
