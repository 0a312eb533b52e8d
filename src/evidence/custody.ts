/** The custody trail of one item: its custody claims in causal order, the same on every node that holds the same entries. */
import { compareBytes, fromHex, toHex } from '../base/bytes.ts';
import type { Value } from '../ledger/model.ts';
import type { RecordClaim } from '../records/model.ts';

export interface CustodyLine {
  /** `erased`: its payload was erased; `missing`: a later event names it and it is not here yet. */
  readonly state: 'held' | 'erased' | 'missing';
  /** Entry id, hex. */
  readonly entry: string;
  /** Claim id; null unless held. */
  readonly claim: string | null;
  /** As written, unknown ones of newer programs included; null unless held. */
  readonly action: string | null;
  /** Claimed time, as written. */
  readonly at: string | null;
  /** Party key, hex; null unless held. */
  readonly party: string | null;
  readonly outcome: string | null;
  /** The whole event as written. */
  readonly event: Value;
  /** Ground of the erasure, when known. */
  readonly ground: string | null;
  /** Entries this one names as before it, hex. */
  readonly prev: readonly string[];
}

interface Node {
  readonly line: CustodyLine;
  /** Place among lines that no `prev` orders: hybrid time, then claim id. */
  readonly ms: number;
  readonly tie: string;
}

/**
 * Lines in causal order. An event comes after every event it names in `prev`; among free ones the lower hybrid time,
 * then the lower claim id. `erased` maps entry ids (hex) whose payload is gone to the ground given. Entries named in
 * `prev` that are no custody events (the anchor) do not order anything unless they are erased.
 */
export function custodyTrail(
  claims: readonly RecordClaim[],
  erased: ReadonlyMap<string, { readonly ms: number; readonly ground: string | null }> = new Map(),
): readonly CustodyLine[] {
  const others = new Set(claims.filter((c) => c.field !== 'custody').map(entryOf));
  const nodes = claims.filter((c) => c.field === 'custody').map(heldNode);
  const held = new Set(nodes.map((n) => n.line.entry));
  const named = new Set(nodes.flatMap((n) => n.line.prev));
  for (const [entry, { ms, ground }] of erased) {
    if (!held.has(entry)) nodes.push(absentNode(entry, 'erased', ms, ground));
  }
  for (const entry of named) {
    if (!held.has(entry) && !others.has(entry) && !erased.has(entry)) nodes.push(absentNode(entry, 'missing', 0, null));
  }
  return inCausalOrder(nodes);
}

const entryOf = (claim: RecordClaim): string => claim.claim.split('.')[0] ?? claim.claim;

function field(event: Value, name: string): Value | undefined {
  if (typeof event !== 'object' || event === null || Array.isArray(event) || event instanceof Uint8Array)
    return undefined;
  return (event as { readonly [key: string]: Value })[name];
}

const textField = (event: Value, name: string): string | null => {
  const value = field(event, name);
  return typeof value === 'string' ? value : null;
};

function heldNode(claim: RecordClaim): Node {
  const prev = field(claim.value, 'prev');
  return {
    ms: claim.ms,
    tie: claim.claim,
    line: {
      state: 'held',
      entry: entryOf(claim),
      claim: claim.claim,
      action: textField(claim.value, 'action'),
      at: textField(claim.value, 'at'),
      party: claim.party,
      outcome: textField(claim.value, 'outcome'),
      event: claim.value,
      ground: null,
      prev: Array.isArray(prev) ? prev.flatMap((p) => (p instanceof Uint8Array ? [toHex(p)] : [])) : [],
    },
  };
}

const absentNode = (entry: string, state: 'erased' | 'missing', ms: number, ground: string | null): Node => ({
  ms,
  tie: entry,
  line: {
    state,
    entry,
    claim: null,
    action: null,
    at: null,
    party: null,
    outcome: null,
    event: null,
    ground,
    prev: [],
  },
});

const compareNodes = (a: Node, b: Node): number => a.ms - b.ms || compareTies(a.tie, b.tie);

/** Claim ids by entry, then by index as a number; other texts by their characters. */
function compareTies(a: string, b: string): number {
  const [entryA = '', indexA = '0'] = a.split('.');
  const [entryB = '', indexB = '0'] = b.split('.');
  const bytesA = fromHex(entryA);
  const bytesB = fromHex(entryB);
  if (bytesA && bytesB) return compareBytes(bytesA, bytesB) || Number(indexA) - Number(indexB);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Kahn's algorithm with a fixed choice. A circle, which only a forger of ids could make, is broken at its earliest line. */
function inCausalOrder(nodes: readonly Node[]): readonly CustodyLine[] {
  const waiting = [...nodes].sort(compareNodes);
  const open = new Map<string, number>();
  for (const n of waiting) open.set(n.line.entry, (open.get(n.line.entry) ?? 0) + 1);
  const out: CustodyLine[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex((n) => n.line.prev.every((p) => p === n.line.entry || !open.get(p)));
    const [next] = waiting.splice(Math.max(0, free), 1);
    if (!next) break;
    open.set(next.line.entry, (open.get(next.line.entry) ?? 1) - 1);
    out.push(next.line);
  }
  return out;
}
