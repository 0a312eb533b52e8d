/**
 * What each member has not yet received, as far as this node knows: from frontiers that sync and bundles brought, from its
 * own entries, and from receipts among the newest of them. Unknown is not received.
 */
import { toHex } from '../../base/bytes.ts';
import type { BehindJson, LastSeenJson } from '../../contract/areas/coalition.ts';
import { openBody } from '../../ledger/body.ts';
import { decodeFrontier, type FrontierRow } from '../../ledger/frontier.ts';
import { decodeHeader } from '../../ledger/header.ts';
import { readReceipt } from '../../ledger/receipt.ts';
import type { Tip } from '../../store/received-port.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';

/** Highest entry of each writer that a party has, by writer in hex, and when and how we learned of it. */
export interface Knowledge {
  readonly has: ReadonlyMap<string, number>;
  readonly seen: LastSeenJson;
  readonly lastNote: number | null;
}

/** So many of a writer's newest entries are looked at for a receipt. */
const NEWEST = 32;
/** More missing entries than this are counted, not told apart. */
const MOST_KINDS = 5_000;
const PAGE = 1_000;

const iso = (ms: number): string => new Date(ms).toISOString();

async function receipts(parts: Parts, space: Space, tip: Tip): Promise<readonly (readonly FrontierRow[])[]> {
  const found: (readonly FrontierRow[])[] = [];
  const { ledger, primitives: p } = parts;
  for (const place of await ledger.chain(space.id, tip.writer, Math.max(0, tip.seq - NEWEST), NEWEST + 1)) {
    const stored = place.kind === 3 && place.state === 'accepted' ? await ledger.entry(place.id) : null;
    const header = stored && decodeHeader(stored.header);
    if (!header?.ok || !stored?.block) continue;
    const body = openBody(p, header.value, stored.block, () => null);
    const read = body.ok && body.value.type === 'receipt' ? readReceipt(body.value.value) : null;
    if (read?.is === 'stored') found.push(read.frontier);
  }
  return found;
}

/** Of each party with a seat, by party in hex. `devices`: device key by seat, hex. */
export async function knowledgeOf(
  parts: Parts,
  space: Space,
  tips: readonly Tip[],
  devices: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Knowledge>> {
  const { ledger } = parts;
  const m = space.membership;
  const partyOfSeat = new Map([...m.seats].map(([seat, s]) => [seat, toHex(s.seat.party)] as const));
  const partyOfDevice = new Map([...devices].map(([seat, device]) => [device, partyOfSeat.get(seat)] as const));
  const known = new Map<string, { has: Map<string, number>; seen: LastSeenJson; lastNote: number | null }>();
  for (const party of partyOfSeat.values())
    known.set(party, { has: new Map(), seen: { at: null, how: 'never' }, lastNote: null });
  const learn = (party: string, rows: readonly FrontierRow[], at: number, how: LastSeenJson['how']): void => {
    const of = known.get(party);
    if (!of) return;
    for (const { writer, seq } of rows) {
      const hex = toHex(writer);
      of.has.set(hex, Math.max(of.has.get(hex) ?? -1, seq));
    }
    if (of.seen.at === null || iso(at) > of.seen.at) of.seen = { at: iso(at), how };
  };
  for (const tip of tips) {
    const party = partyOfSeat.get(m.certified.get(toHex(tip.writer)) ?? '');
    const head = party === undefined ? null : await ledger.entry(tip.head);
    if (party === undefined || !head) continue;
    learn(party, [tip], head.receivedAt, 'entries');
    const of = known.get(party);
    if (of) of.lastNote = Math.max(of.lastNote ?? 0, head.ms);
    for (const rows of await receipts(parts, space, tip)) learn(party, rows, head.receivedAt, 'entries');
  }
  for (const row of await ledger.peers(space.id)) {
    const key = toHex(row.peer);
    const bySeat = partyOfSeat.get(key);
    const party = bySeat ?? partyOfDevice.get(key);
    const frontier = decodeFrontier(row.frontier);
    if (party !== undefined && frontier.ok)
      learn(party, frontier.value, row.at, bySeat === undefined ? 'file' : 'sync');
  }
  return known;
}

/** `ours`: our party in hex. Both branches of a fork count as the longer one. */
export async function behindOf(
  parts: Parts,
  space: Space,
  tips: readonly Tip[],
  has: ReadonlyMap<string, number>,
  ours: string | null,
): Promise<BehindJson> {
  const { ledger } = parts;
  const m = space.membership;
  const longest = new Map<string, Tip>();
  for (const tip of tips)
    if ((longest.get(toHex(tip.writer))?.seq ?? -1) < tip.seq) longest.set(toHex(tip.writer), tip);
  const lacking = [...longest].filter(([writer, tip]) => tip.seq > (has.get(writer) ?? -1));
  let [all, mine, since] = [0, 0, null as number | null];
  for (const [writer, tip] of lacking) {
    const after = has.get(writer) ?? -1;
    all += tip.seq - after;
    if (ours !== null && toHex(m.writers.get(writer)?.party ?? new Uint8Array()) === ours) mine += tip.seq - after;
    const [oldest] = await ledger.entriesAfter(space.id, tip.writer, after, 1);
    if (oldest && (since === null || oldest.ms < since)) since = oldest.ms;
  }
  return {
    ours: mine,
    all,
    since: since === null ? null : iso(since),
    kinds: all > MOST_KINDS ? null : await kindsOf(),
  };

  async function kindsOf(): Promise<NonNullable<BehindJson['kinds']>> {
    const counts = [0, 0, 0, 0];
    for (const [writer, tip] of lacking)
      for (let from = (has.get(writer) ?? -1) + 1; from <= tip.seq; ) {
        const page = await ledger.chain(space.id, tip.writer, from, PAGE);
        for (const place of page) counts[place.kind] = (counts[place.kind] ?? 0) + 1;
        const last = page.at(-1);
        if (!last || page.length < PAGE) break;
        from = last.seq + 1;
      }
    const [notes = 0, members = 0, erasures = 0, receipted = 0] = counts;
    return { notes, members, erasures, receipts: receipted };
  }
}
