/**
 * Live claims: which claims stand, whatever the order of arrival. A claim is live when its payload is open and no
 * effective end names it; an end is effective when its author's party is the claim's party (nobody ends another
 * organisation's words). A batch end covers every claim of that party and batch, whenever it arrives. The ends of an
 * erased payload keep counting, as ends by the erased entry's party.
 */
import { toHex } from '../base/bytes.ts';
import type { ClaimRef, LiveClaim, Opened } from './model.ts';

/** Answers from an index of effective ends. */
export interface EndIndex {
  isEnded(entry: Uint8Array, index: number, party: Uint8Array): boolean;
  isBatchEnded(party: Uint8Array, batch: Uint8Array): boolean;
}

/** Live claims of opened payloads, given the ends: the form that a projection uses. */
export function liveOf(opened: readonly Opened[], ends: EndIndex): LiveClaim[] {
  const out: LiveClaim[] = [];
  for (const o of opened) {
    const { payload, party } = o;
    if (payload.batch && ends.isBatchEnded(party, payload.batch)) continue;
    payload.claims.forEach((c, index) => {
      if (ends.isEnded(o.entry, index, party)) return;
      out.push({
        entry: o.entry,
        index,
        space: o.space,
        subject: c.subject,
        kind: c.kind,
        field: c.field,
        value: c.value,
        ctx: c.ctx ?? payload.ctx,
        party,
        by: payload.by,
        ms: o.ms,
        ctr: o.ctr,
        batch: payload.batch,
        forked: o.forked,
      });
    });
  }
  return out;
}

/** Ends repeated by an effective erase of an entry of `party`. */
export interface ErasedEnds {
  readonly party: Uint8Array;
  readonly ended: readonly (ClaimRef | Uint8Array)[];
}

const claimKey = (party: Uint8Array, entry: Uint8Array, index: number): string =>
  `${toHex(party)} ${toHex(entry)} ${index}`;
const batchKey = (party: Uint8Array, batch: Uint8Array): string => `${toHex(party)} ${toHex(batch)}`;

/** The reference form over a whole set; duplicates of an entry count once. */
export function liveClaims(opened: Iterable<Opened>, erased: Iterable<ErasedEnds> = []): LiveClaim[] {
  const entries = new Map<string, Opened>();
  for (const o of opened) entries.set(toHex(o.entry), o);
  const claims = new Set<string>();
  const batches = new Set<string>();
  const end = (party: Uint8Array, target: ClaimRef | Uint8Array): void => {
    if (target instanceof Uint8Array) batches.add(batchKey(party, target));
    else claims.add(claimKey(party, target.entry, target.index));
  };
  for (const o of entries.values())
    for (const e of o.payload.ends) end(o.party, e.type === 'batch' ? e.batch : e.target);
  for (const e of erased) for (const target of e.ended) end(e.party, target);
  return liveOf([...entries.values()], {
    isEnded: (entry, index, party) => claims.has(claimKey(party, entry, index)),
    isBatchEnded: (party, batch) => batches.has(batchKey(party, batch)),
  });
}
