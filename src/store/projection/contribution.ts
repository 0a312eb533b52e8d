/** What one open payload says, cut by record: pure, the same on every node. */
import { equalBytes, fromHex, toHex } from '../../base/bytes.ts';
import type { RecordId } from '../../base/ids.ts';
import type { Ctx, LiveClaim, Opened, Payload, Value } from '../../ledger/model.ts';
import { recordId } from '../../records/kind-names.ts';
import { hexOf } from './hex.ts';

export interface SubjectClaims {
  /** Space the record stands in, hex: the claim's own, or the case space its ctx names. */
  readonly space: string;
  readonly id: RecordId;
  /** Indexes of the payload's claims about it. */
  readonly claims: number[];
}

export interface ImportedRow {
  /** The two halves of `ck`. */
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  readonly claims: readonly number[];
}

export interface Contribution {
  readonly opened: Opened;
  /** Keyed by `subjectKey`. */
  readonly subjects: ReadonlyMap<string, SubjectClaims>;
}

export const subjectKey = (space: string, id: RecordId): string => `${id} ${space}`;

const extraOf = (payload: Payload, ctx: Ctx | null, key: string): Value | undefined =>
  ctx?.extra[key] ?? payload.ctx.extra[key];

function caseOf(payload: Payload, ctx: Ctx | null): string | null {
  const value = extraOf(payload, ctx, 'case');
  if (value instanceof Uint8Array) return value.length === 32 ? toHex(value) : null;
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : null;
}

/**
 * Claims by record. `own`: the payload stands in a space of one party alone, whose claims may name the case space they
 * belong to in `ctx.case`; in a shared space that would let one member speak into another space, so it has no effect there.
 */
export function contributionOf(opened: Opened, own: boolean): Contribution {
  const home = hexOf(opened.space);
  const subjects = new Map<string, SubjectClaims>();
  let last: { subject: Uint8Array; kind: string; space: string; entry: SubjectClaims } | null = null;
  opened.payload.claims.forEach((claim, index) => {
    const space = (own ? caseOf(opened.payload, claim.ctx) : null) ?? home;
    if (last && last.kind === claim.kind && last.space === space && equalBytes(last.subject, claim.subject)) {
      last.entry.claims.push(index);
      return;
    }
    const id = recordId(claim.kind, claim.subject);
    const key = subjectKey(space, id);
    let entry = subjects.get(key);
    if (!entry) {
      entry = { space, id, claims: [] };
      subjects.set(key, entry);
    }
    entry.claims.push(index);
    last = { subject: claim.subject, kind: claim.kind, space, entry };
  });
  return { opened, subjects };
}

const asBytes = (value: Value | undefined): Uint8Array | null =>
  value instanceof Uint8Array ? value : typeof value === 'string' ? fromHex(value) : null;

function halves(ck: Uint8Array, claims: readonly number[]): ImportedRow {
  return { first: ck.subarray(0, 16), second: ck.subarray(16, 32), claims };
}

/**
 * Rows of an imported file this payload holds: `ck` of the payload's ctx names one row for all claims, `rows` of a packed
 * entry `[row, ck, first claim index]` names several, a claim's own ctx may name another.
 */
export function importedRows(payload: Payload): readonly ImportedRow[] {
  const rows = new Map<string, { ck: Uint8Array; claims: number[] }>();
  const starts: { ck: Uint8Array; from: number }[] = [];
  const whole = asBytes(payload.ctx.extra['ck']);
  if (whole?.length === 32) starts.push({ ck: whole, from: 0 });
  const packed = payload.ctx.extra['rows'];
  if (Array.isArray(packed)) {
    for (const item of packed as readonly Value[]) {
      if (!Array.isArray(item)) continue;
      const [, ck, from] = item as readonly Value[];
      const bytes = asBytes(ck);
      if (bytes?.length === 32 && typeof from === 'number') starts.push({ ck: bytes, from });
    }
  }
  starts.sort((a, b) => a.from - b.from);
  let last: { ck: Uint8Array; claims: number[] } | undefined;
  payload.claims.forEach((claim, index) => {
    const own = asBytes(claim.ctx?.extra['ck']);
    const ck = own?.length === 32 ? own : starts.findLast((s) => s.from <= index)?.ck;
    if (!ck) return;
    if (last?.ck !== ck) {
      const key = toHex(ck);
      last = rows.get(key) ?? { ck, claims: [] };
      rows.set(key, last);
    }
    last.claims.push(index);
  });
  return [...rows.values()].map((row) => halves(row.ck, row.claims));
}

/** The claim at an index of a payload, with what its entry says about it. */
export function claimAt(opened: Opened, index: number): LiveClaim | null {
  const claim = opened.payload.claims[index];
  if (!claim) return null;
  return {
    entry: opened.entry,
    index,
    space: opened.space,
    subject: claim.subject,
    kind: claim.kind,
    field: claim.field,
    value: claim.value,
    ctx: claim.ctx ?? opened.payload.ctx,
    party: opened.party,
    by: opened.payload.by,
    ms: opened.ms,
    ctr: opened.ctr,
    batch: opened.payload.batch,
    forked: opened.forked,
  };
}
