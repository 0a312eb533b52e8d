/** A new Event out of a signal: its text, place, time, theme and media, with the same sources; never who sent it. */
import { type RecordId, uuid4 } from '../../base/ids.ts';
import type { Json } from '../../base/result.ts';
import type { Ctx, PayloadClaim, Source } from '../../ledger/model.ts';
import { claimsOf, textsOf } from '../../records/field-values.ts';
import { type KindName, recordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { fieldOf } from '../../records/registry.ts';
import type { Context } from '../context.ts';
import { ctxOf, parseSource } from '../payloads.ts';
import { parsedValue } from '../writes/claims.ts';
import { speakerOf, takenOver } from './account.ts';

const KIND: KindName = 'Event';

/** Sources behind the words of the signal. */
const sourcesOf = (view: RecordView): readonly Source[] =>
  [...new Set(claimsOf(view, 'text').flatMap((x) => x.sources))].flatMap((text) => {
    const parsed = parseSource(text);
    return parsed.ok ? [parsed.value] : [];
  });

export async function promoted(
  c: Context,
  view: RecordView,
  given: { readonly [field: string]: Json },
  now: Ctx,
): Promise<{ readonly id: RecordId; readonly claims: readonly PayloadClaim[] }> {
  const subject = uuid4(c.parts.random(16));
  const said = claimsOf(view, 'text')[0];
  const own: Ctx = ctxOf({
    obs: said?.obs ?? now.obs,
    sources: sourcesOf(view),
    extra: {
      speaker: speakerOf(view) ?? undefined,
      modality: said?.modality ?? undefined,
      lang: said?.lang ?? undefined,
    },
  });
  const claims: PayloadClaim[] = [];
  const add = (field: string, value: Json, ctx: Ctx): void => {
    const card = fieldOf(KIND, field)?.card;
    const list = Array.isArray(value) && (card === '*' || card === '+') ? (value as readonly Json[]) : [value];
    for (const one of list) claims.push({ subject, kind: KIND, field, value: parsedValue(KIND, field, one), ctx });
  };
  const taken = takenOver(view);
  // What the person wrote anew is theirs; what was carried over stays in the words of who said it.
  for (const [field, value] of Object.entries(taken)) if (given[field] === undefined) add(field, value, own);
  for (const [field, value] of Object.entries(given)) {
    const same = JSON.stringify(value) === JSON.stringify(taken[field]);
    if (value !== null && value !== '') add(field, value, same ? own : now);
  }
  for (const id of new Set([...textsOf(view, 'media'), ...textsOf(view, 'source')])) add('source', id, own);
  return { id: recordId(KIND, subject), claims };
}
