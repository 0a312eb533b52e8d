/**
 * Erases take effect (ledger design, section 8): in the transaction that brings an erase entry, its target or a change of
 * members, payload blocks go, the erase set grows, and what is left to do is written down so that a start after a crash
 * finishes it. An erasure once obeyed stays obeyed: nothing here takes one back.
 */
import { equalBytes, fromHex, toHex } from '../../base/bytes.ts';
import type { Json } from '../../base/result.ts';
import { parseObject } from '../../evidence/anchor.ts';
import { openBody } from '../../ledger/body.ts';
import { type Erasing, eraseEffect } from '../../ledger/erase-effect.ts';
import { decodeHeader } from '../../ledger/header.ts';
import { type Membership, partyOf, roleOf } from '../../ledger/membership.ts';
import type { Payload, Primitives } from '../../ledger/model.ts';
import { keepEnds, keptEndsOf } from '../../store/erased-ends.ts';
import type { LedgerReader, LedgerTx, StoredEntry } from '../../store/port.ts';

const MANAGE = 4;
/** Local rows: erases whose targets are not all erased, and the place up to which erase entries were looked at. */
const OPEN = 'erase-open';
/** Local rows: what is left to do after payloads went, by space in hex. */
export const ERASING = 'erasing';

interface OpenErases {
  readonly seen: number;
  readonly open: readonly string[];
}
export interface Unfinished {
  /** Grows with each erasure, so that finishing one never forgets another. */
  readonly n: number;
  /** Addresses (hex) of media objects that the payloads named. */
  readonly objects: readonly string[];
}

/** What erases and members decide an erase entry says; null when it is not accepted or cannot be read. */
export function erasingOf(p: Primitives, e: StoredEntry, m: Membership): Erasing | null {
  const header = decodeHeader(e.header);
  if (e.kind !== 2 || e.state !== 'accepted' || !header.ok || !e.block) return null;
  const body = openBody(p, header.value, e.block, () => null);
  const party = partyOf(m, e.writer);
  if (!body.ok || body.value.type !== 'erase' || !party) return null;
  const manages = roleOf(m, e.writer) === MANAGE;
  return { entry: e.id, party: toHex(party), manages, targets: body.value.erase.targets };
}

/** Null when it is not here, or sealed with a key that is not here. */
async function payloadOf(p: Primitives, ledger: LedgerReader, e: StoredEntry): Promise<Payload | null> {
  const header = decodeHeader(e.header);
  if (e.kind !== 0 || !header.ok || !e.block) return null;
  const epochs = await ledger.secrets('epoch', e.space);
  const body = openBody(p, header.value, e.block, (id) => epochs.find((s) => equalBytes(s.id, id))?.secret ?? null);
  return body.ok && body.value.type === 'data' ? body.value.payload : null;
}

const objectsIn = (payload: Payload | null): readonly string[] =>
  (payload?.claims ?? []).flatMap((c) => {
    const object = c.field === 'object' ? parseObject(c.value) : null;
    return object ? [toHex(object.address)] : [];
  });

/** Writes down, in the transaction that erases, what is to be done after it. Call before the payloads go. */
export async function noteUnfinished(
  p: Primitives,
  tx: LedgerTx,
  space: Uint8Array,
  going: readonly StoredEntry[],
): Promise<void> {
  const key = toHex(space);
  const before = (await tx.local(ERASING, key)) as unknown as Unfinished | null;
  const objects = new Set(before?.objects ?? []);
  for (const e of going) for (const address of objectsIn(await payloadOf(p, tx, e))) objects.add(address);
  await tx.putLocal(ERASING, key, { n: (before?.n ?? 0) + 1, objects: [...objects] });
}

/** Drops this node's own copy at once; what its ends ended stays ended. */
export async function dropPayload(p: Primitives, tx: LedgerTx, e: StoredEntry, party: string | null): Promise<void> {
  const payload = await payloadOf(p, tx, e);
  await noteUnfinished(p, tx, e.space, [e]);
  const ended = payload?.ends.map((x) => (x.type === 'claim' ? x.target : x.batch)) ?? [];
  await keepEnds(tx, { space: e.space, entry: e.id, party, by: [{ erase: e.id, ended }] });
  await tx.drop(e.space, e.id);
}

/** Erases of a space that may have something to do: new ones, and those with targets that are not erased. */
async function candidates(p: Primitives, tx: LedgerTx, space: Uint8Array, m: Membership) {
  const state = ((await tx.local(OPEN, toHex(space))) as unknown as OpenErases | null) ?? { seen: 0, open: [] };
  const fresh = await tx.answers(space, 2, state.seen);
  const freshIds = new Set(fresh.map((e) => toHex(e.id)));
  const stored = [...fresh];
  for (const hex of state.open) {
    const id = freshIds.has(hex) ? null : fromHex(hex);
    const held = id && (await tx.entry(id));
    if (held) stored.push(held);
  }
  const erases = stored.flatMap((e) => erasingOf(p, e, m) ?? []);
  return { state, erases, seen: fresh.at(-1)?.touched ?? state.seen, fresh: freshIds };
}

/**
 * Those that what came can have given effect: new ones, and open ones that share a target with them or name what came. The others
 * stay open without a look at their targets: a member who erases thousands of entries that nobody wrote must not slow every batch.
 */
function concerned(
  all: readonly Erasing[],
  fresh: ReadonlySet<string>,
  came: readonly Uint8Array[],
  open: Set<string>,
): readonly Erasing[] {
  const isNew = (e: Erasing): boolean => fresh.has(toHex(e.entry));
  const touched = new Set(came.map(toHex));
  for (const e of all) if (isNew(e)) for (const t of e.targets) touched.add(toHex(t.entry));
  return all.filter((e) => {
    if (isNew(e) || e.targets.some((t) => touched.has(toHex(t.entry)))) return true;
    open.add(toHex(e.entry));
    return false;
  });
}

/** The erases that took effect on an entry before: they count beside new ones. */
async function earlier(p: Primitives, tx: LedgerTx, entry: Uint8Array, m: Membership): Promise<readonly Erasing[]> {
  const out: Erasing[] = [];
  for (const { erase } of (await keptEndsOf(tx, entry))?.by ?? []) {
    const held = await tx.entry(erase);
    const erasing = held && erasingOf(p, held, m);
    if (erasing) out.push(erasing);
  }
  return out;
}

/**
 * Gives every erase of the space its effect, as far as its targets are held. Call once in each transaction that changes
 * the space: it looks only at erases that are new or still have something to do. `came`: entries that are new or got their block, when
 * members are as they were; null: anything may have changed. Returns the entries whose payload went.
 */
export async function applyErases(
  p: Primitives,
  tx: LedgerTx,
  space: Uint8Array,
  m: Membership,
  came: readonly Uint8Array[] | null = null,
): Promise<readonly Uint8Array[]> {
  const { state, erases: all, seen, fresh: arrived } = await candidates(p, tx, space, m);
  const open = new Set<string>();
  const erases = came ? concerned(all, arrived, came, open) : all;
  const targets = new Map<string, Erasing[]>();
  for (const e of erases)
    for (const t of e.targets) targets.set(toHex(t.entry), [...(targets.get(toHex(t.entry)) ?? []), e]);
  const going: { stored: StoredEntry; by: ReturnType<typeof counted> }[] = [];
  for (const [hex, naming] of targets) {
    const id = fromHex(hex);
    const stored = id && (await tx.entry(id));
    if (!stored || !equalBytes(stored.space, space)) {
      for (const e of naming) open.add(toHex(e.entry));
      continue;
    }
    // Control, erase and receipt entries are never erased (E_ERASE_KIND): naming one has no effect, now or later.
    if (stored.kind !== 0) continue;
    const known = new Set((await keptEndsOf(tx, stored.id))?.by.map((b) => toHex(b.erase)));
    const fresh = naming.filter((e) => !known.has(toHex(e.entry)));
    if (fresh.length === 0) continue;
    const by = counted(stored, [...naming, ...(await earlier(p, tx, stored.id, m))], m);
    if (by.length > 0) going.push({ stored, by });
    else for (const e of fresh) open.add(toHex(e.entry));
  }
  if (going.length > 0)
    await noteUnfinished(
      ...([p, tx, space] as const),
      going.map((g) => g.stored),
    );
  for (const { stored, by } of going) {
    const party = partyOf(m, stored.writer);
    const ends = by.map((b) => ({ erase: b.entry, ended: b.ended }));
    await keepEnds(tx, { space, entry: stored.id, party: party && toHex(party), by: ends });
    for (const b of by) await tx.erase(space, b.entry, [{ entry: stored.id, ph: stored.ph }]);
  }
  if (seen !== state.seen || open.size > 0 || state.open.length > 0)
    await tx.putLocal(OPEN, toHex(space), { seen, open: [...open].sort() } satisfies { [k: string]: Json });
  return going.map((g) => g.stored.id);
}

function counted(stored: StoredEntry, erases: readonly Erasing[], m: Membership) {
  const party = partyOf(m, stored.writer);
  const effect = eraseEffect({ entry: stored.id, ph: stored.ph, party: party && toHex(party) }, erases);
  return effect.state === 'effective' ? effect.by : [];
}
