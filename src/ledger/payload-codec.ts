/**
 * Bodies of data and erase entries as CBOR (docs/formats/entry.md):
 *   payload = [1, by, ctx, claims, ends, batch]      ctx = [conf, src, obs, {…}]       claim = [subj, kind, field, value, ctx / null]
 *   source  = [0] / [1, evidence] / [2, claim-ref] / [3, source]                       claim-ref = [entry, index]
 *   end     = [claim-ref, by / null, reason / null] / [batch, null, reason / null]
 *   erase   = [1, [[entry, ph, [claim-ref / batch …]] …], ground]
 *   receipt = [1, 1, [[writer, seq, head] …]] stored up to here, sorted by (writer, head) / [1, 2, [[entry, ph] …]] erased these
 * Refused (E_CLAIMS): another shape, more than 1,000 claims or ends, 32 sources, 256 erase targets, 1,000 erased, an end's `by` out of range.
 * A higher leading number is P_VERSION.
 */
import { compareBytes, concatBytes } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import type { ClaimRef, Ctx, End, Erase, EraseTarget, Payload, PayloadClaim, Source, Value } from './model.ts';
import { isArrayOf, isBytesOf, isMap, isText, isTextOrNull, isUint, parseAll } from './shape.ts';

type BodyCode = 'E_CLAIMS' | 'P_VERSION';

const refValue = (ref: ClaimRef): Value => [ref.entry, ref.index];

function sourceValue(source: Source): Value {
  switch (source.type) {
    case 'own':
      return [0];
    case 'evidence':
      return [1, source.id];
    case 'claim':
      return [2, refValue(source.ref)];
    case 'source':
      return [3, source.id];
  }
}

const ctxValue = (ctx: Ctx): Value => [ctx.conf, ctx.src.map(sourceValue), ctx.obs, ctx.extra];

const endValue = (end: End): Value =>
  end.type === 'claim' ? [refValue(end.target), end.by, end.reason] : [end.batch, null, end.reason];

export const payloadValue = (p: Payload): Value => [
  1,
  p.by,
  ctxValue(p.ctx),
  p.claims.map((c): Value => [c.subject, c.kind, c.field, c.value, c.ctx && ctxValue(c.ctx)]),
  p.ends.map(endValue),
  p.batch,
];

export const eraseValue = (e: Erase): Value => [
  1,
  e.targets.map((t): Value => [t.entry, t.ph, t.ended.map((x): Value => (x instanceof Uint8Array ? x : refValue(x)))]),
  e.ground,
];

export function parseRef(value: Value | undefined): ClaimRef | null {
  if (!isArrayOf(value, 2, 2)) return null;
  const [entry, index] = value;
  return isBytesOf(entry, 32) && isUint(index) ? { entry, index } : null;
}

function parseSource(value: Value): Source | null {
  if (!isArrayOf(value, 1, 2)) return null;
  const [type, id] = value;
  if (type === 0 && value.length === 1) return { type: 'own' };
  if (type === 1 && isBytesOf(id, 16)) return { type: 'evidence', id };
  if (type === 3 && isBytesOf(id, 16)) return { type: 'source', id };
  const ref = type === 2 ? parseRef(id) : null;
  return ref ? { type: 'claim', ref } : null;
}

function parseCtx(value: Value | undefined): Ctx | null {
  if (!isArrayOf(value, 4, 4)) return null;
  const [conf, src, obs, extra] = value;
  if (!isText(conf) || !isArrayOf(src, 0, 32) || !isTextOrNull(obs) || !isMap(extra)) return null;
  const sources = parseAll(src, parseSource);
  return sources ? { conf, src: sources, obs, extra } : null;
}

function parseClaim(value: Value): PayloadClaim | null {
  if (!isArrayOf(value, 5, 5)) return null;
  const [subject, kind, field, said, own] = value;
  if (!isBytesOf(subject, 16) || !isText(kind) || !isText(field) || said === undefined) return null;
  const ctx = own === null ? null : parseCtx(own);
  if (own !== null && ctx === null) return null;
  return { subject, kind, field, value: said, ctx };
}

function parseEnd(value: Value, claims: number): End | null {
  if (!isArrayOf(value, 3, 3)) return null;
  const [target, by, reason] = value;
  if (!isTextOrNull(reason)) return null;
  if (isBytesOf(target, 16)) return by === null ? { type: 'batch', batch: target, reason } : null;
  const ref = parseRef(target);
  if (!ref || (by !== null && !(isUint(by) && by < claims))) return null;
  return { type: 'claim', target: ref, by, reason };
}

const versioned = (value: Value): Result<readonly Value[], Failure<BodyCode>> => {
  if (!Array.isArray(value)) return fail('E_CLAIMS', { reason: 'not an array' });
  const [version] = value as readonly Value[];
  if (isUint(version) && version > 1) return fail('P_VERSION', { version });
  return version === 1 ? ok(value as readonly Value[]) : fail('E_CLAIMS', { reason: 'version' });
};

export function parsePayload(value: Value): Result<Payload, Failure<BodyCode>> {
  const items = versioned(value);
  if (!items.ok) return items;
  const [, by, ctxItem, claimItems, endItems, batch] = items.value;
  if (items.value.length !== 6) return fail('E_CLAIMS', { reason: 'length' });
  if (by !== null && !isBytesOf(by, 16)) return fail('E_CLAIMS', { reason: 'by' });
  if (batch !== null && !isBytesOf(batch, 16)) return fail('E_CLAIMS', { reason: 'batch' });
  const ctx = parseCtx(ctxItem);
  if (!ctx) return fail('E_CLAIMS', { reason: 'ctx' });
  const claims = isArrayOf(claimItems, 0, 1000) ? parseAll(claimItems, parseClaim) : null;
  if (!claims) return fail('E_CLAIMS', { reason: 'claims' });
  const ends = isArrayOf(endItems, 0, 1000) ? parseAll(endItems, (e) => parseEnd(e, claims.length)) : null;
  if (!ends) return fail('E_CLAIMS', { reason: 'ends' });
  return ok({ by: by ?? null, ctx, claims, ends, batch: batch ?? null });
}

function parseTarget(value: Value): EraseTarget | null {
  if (!isArrayOf(value, 3, 3)) return null;
  const [entry, ph, ended] = value;
  if (!isBytesOf(entry, 32) || !isBytesOf(ph, 32) || !Array.isArray(ended)) return null;
  const items = parseAll(ended as readonly Value[], (x) => (isBytesOf(x, 16) ? x : parseRef(x)));
  return items ? { entry, ph, ended: items } : null;
}

export function parseErase(value: Value): Result<Erase, Failure<BodyCode>> {
  const items = versioned(value);
  if (!items.ok) return items;
  const [, targetItems, ground] = items.value;
  const targets = isArrayOf(targetItems, 1, 256) ? parseAll(targetItems, parseTarget) : null;
  if (items.value.length !== 3 || !targets || !isText(ground)) return fail('E_CLAIMS', { reason: 'erase' });
  return ok({ targets, ground });
}

/** Rows of three; writer and head joined rise strictly: one row per branch tip. */
function isFrontier(rows: readonly Value[]): boolean {
  let before: Uint8Array | null = null;
  for (const row of rows) {
    if (!isArrayOf(row, 3, 3)) return false;
    const [writer, seq, head] = row;
    if (!isBytesOf(writer, 32) || !isUint(seq) || !isBytesOf(head, 32)) return false;
    const tip = concatBytes(writer, head);
    if (before && compareBytes(before, tip) >= 0) return false;
    before = tip;
  }
  return true;
}

const isErasedRow = (row: Value): boolean => isArrayOf(row, 2, 2) && isBytesOf(row[0], 32) && isBytesOf(row[1], 32);

/** The receipt as it stands, when its form holds. */
export function parseReceipt(value: Value): Result<Value, Failure<BodyCode>> {
  const items = versioned(value);
  if (!items.ok) return items;
  const [, type, rows] = items.value;
  const holds =
    (type === 1 && isArrayOf(rows, 0, Number.MAX_SAFE_INTEGER) && isFrontier(rows)) ||
    (type === 2 && isArrayOf(rows, 1, 1000) && rows.every(isErasedRow));
  return holds && items.value.length === 3 ? ok(value) : fail('E_CLAIMS', { reason: 'receipt' });
}
