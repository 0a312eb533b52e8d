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

/** What the ctx says of every claim under it; unknown keys stay in the ledger. */
export function ctxFields(ctx: Ctx) {
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
    claim: claimId(c.entry, c.index),
    space: toHex(c.space),
    subject: recordId(c.kind, c.subject),
    kind: c.kind,
    field: c.field,
    value: c.value,
    party: toHex(c.party),
    by: c.by === null ? null : toHex(c.by),
    ...ctxFields(c.ctx),
    batch: c.batch === null ? null : toHex(c.batch),
    ms: c.ms,
    forked: c.forked,
  };
}
