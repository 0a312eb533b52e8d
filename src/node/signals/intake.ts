/** New signals: from a form of the desk, from a file, from the public page. Who sent it goes to the vault, in the same action. */
import { type RecordId, uuid4 } from '../../base/ids.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { Ctx, PayloadClaim } from '../../ledger/model.ts';
import { recordId } from '../../records/kind-names.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import { asAction, packed, type Piece } from '../lists/action.ts';
import { ctxOf, type Said } from '../payloads.ts';
import type { Space } from '../spaces.ts';
import { parsedValue, placeOfWriting, saidOf } from '../writes/claims.ts';

/** A field of a record about to be written. */
export interface Field {
  readonly kind: string;
  readonly subject: Uint8Array;
  readonly field: string;
  readonly value: Json;
}

export type SignalFields = Pick<
  ApiIn<'signals.new'>,
  | 'channel'
  | 'text'
  | 'text_lang'
  | 'place'
  | 'claimed_at'
  | 'received_at'
  | 'theme'
  | 'urgency'
  | 'speaker'
  | 'sender'
  | 'sender_risk'
  | 'media'
>;

export function signalFields(c: Context, subject: Uint8Array, s: SignalFields): readonly Field[] {
  const out: Field[] = [];
  const add = (field: string, value: Json | undefined): void => {
    if (value !== undefined && value !== null && value !== '') out.push({ kind: 'Signal', subject, field, value });
  };
  add('state', 'new');
  add('channel', s.channel);
  add('received_at', s.received_at || new Date(c.parts.clock()).toISOString());
  add('claimed_at', s.claimed_at);
  add('place', s.place);
  add('text', s.text);
  add('theme', s.theme);
  add('urgency', s.urgency || 'normal');
  add('speaker', s.speaker);
  for (const id of new Set(s.media ?? [])) add('media', id);
  add('sender', s.sender);
  add('sender_risk', s.sender_risk);
  return out;
}

/** Writes fields as one action: what only the organisation may read goes to its own space, both durable or neither. */
export async function writeAction(
  c: Context,
  space: Space,
  by: Uint8Array | null,
  ctx: Ctx,
  fields: readonly Field[],
): Promise<readonly string[]> {
  const claims = new Map<string, { space: Space; claims: PayloadClaim[] }>();
  for (const f of fields) {
    const value = parsedValue(f.kind, f.field, f.value);
    const placed = placeOfWriting(c, space, f.kind, f.field, ctx);
    const group = claims.get(placed.space.hex) ?? { space: placed.space, claims: [] };
    group.claims.push({ subject: f.subject, kind: f.kind, field: f.field, value, ctx: placed.ctx });
    claims.set(placed.space.hex, group);
  }
  const pieces: Piece[] = [...claims.values()].map((g) => ({ ...g, ends: [] }));
  const drafts =
    by === null
      ? asAction(
          c,
          pieces.map((p) => ({
            space: p.space,
            draft: { payload: { by: null, ctx: ctxOf({}), claims: p.claims, ends: [], batch: null } },
          })),
        )
      : packed(c, by, ctxOf({}), pieces);
  // The signal's own entry first, whatever the order of its fields.
  const entries = await authorOf(c).appendAcross(
    [...drafts].sort((a, b) => Number(b.space.hex === space.hex) - Number(a.space.hex === space.hex)),
  );
  await follow(c);
  return entries;
}

export const newSubject = (c: Context): { readonly bytes: Uint8Array; readonly id: RecordId } => {
  const bytes = uuid4(c.parts.random(16));
  return { bytes, id: recordId('Signal', bytes) };
};

export const signalCtx = (
  c: Context,
  said: {
    readonly speaker?: string | undefined;
    readonly source?: string | undefined;
    readonly lang?: string | undefined;
  },
): Ctx => {
  const base: Said = saidOf({
    conf: 'reported',
    modality: 'alleged',
    obs: new Date(c.parts.clock()).toISOString(),
    ...(said.speaker ? { speaker: said.speaker } : {}),
    ...(said.source ? { source: said.source } : {}),
    ...(said.lang ? { value_lang: said.lang } : {}),
  });
  return ctxOf(base);
};

export async function signalsNew(c: Context, input: ApiIn<'signals.new'>): Promise<ApiOut<'signals.new'>> {
  const space = c.parts.spaces.find(input.space);
  const { by } = await actor(c, input.person);
  const subject = newSubject(c);
  const ctx = signalCtx(c, { speaker: input.speaker, source: input.source, lang: input.text_lang ?? 'und' });
  const entries = await writeAction(c, space, by, ctx, signalFields(c, subject.bytes, input));
  return { id: subject.id, entry: entries[0] ?? '', entries };
}
