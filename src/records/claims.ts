/** Ledger claims as records read them. */
import { toHex } from '../base/bytes.ts';
import type { Ctx, LiveClaim, Source, Value } from '../ledger/model.ts';
import { recordId } from './kind-names.ts';
import type { ClaimId, RecordClaim, Visibility } from './model.ts';
import { VISIBILITIES } from './visibility.ts';

/** Text form of a claim reference. */
export const claimId = (entry: Uint8Array, index: number): ClaimId => `${toHex(entry)}.${index}`;

/** A source as records name it: `own`, `evd_…`, `src_…`, or a claim id. */
function sourceText(source: Source): string {
  switch (source.type) {
    case 'own':
      return 'own';
    case 'evidence':
      return recordId('Evidence', source.id);
    case 'source':
      return recordId('Source', source.id);
    case 'claim':
      return claimId(source.ref.entry, source.ref.index);
  }
}

const textOr = (value: Value | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);
const asVisibility = (value: Value | undefined): Visibility | null => VISIBILITIES.find((v) => v === value) ?? null;

/** The claims of an entry share their ids and mostly their ctx: what was converted once is not converted again. */
const hexes = new WeakMap<Uint8Array, string>();
const fields = new WeakMap<Ctx, ReturnType<typeof readCtx>>();

function hexOf(bytes: Uint8Array): string {
  const known = hexes.get(bytes);
  if (known !== undefined) return known;
  const hex = toHex(bytes);
  hexes.set(bytes, hex);
  return hex;
}

/** What the ctx says of every claim under it; unknown keys stay in the ledger. */
export function ctxFields(ctx: Ctx): ReturnType<typeof readCtx> {
  const known = fields.get(ctx);
  if (known) return known;
  const read = readCtx(ctx);
  fields.set(ctx, read);
  return read;
}

function readCtx(ctx: Ctx) {
  const { extra } = ctx;
  return {
    conf: ctx.conf,
    sources: ctx.src.map(sourceText),
    obs: ctx.obs,
    speaker: textOr(extra['speaker']),
    modality: textOr(extra['modality']),
    lang: textOr(extra['lang']),
    prec: textOr(extra['prec']),
    vis: asVisibility(extra['vis']),
    reliability: textOr(extra['reliability']),
    note: textOr(extra['note']),
    asGiven: textOr(extra['as_given']),
  };
}

export function toRecordClaim(c: LiveClaim): RecordClaim {
  return {
    claim: `${hexOf(c.entry)}.${c.index}`,
    space: hexOf(c.space),
    subject: recordId(c.kind, c.subject),
    kind: c.kind,
    field: c.field,
    value: c.value,
    party: hexOf(c.party),
    by: c.by === null ? null : hexOf(c.by),
    ...ctxFields(c.ctx),
    batch: c.batch === null ? null : hexOf(c.batch),
    ms: c.ms,
    forked: c.forked,
  };
}
