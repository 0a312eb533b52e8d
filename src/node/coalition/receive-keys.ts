/** Epoch secrets that control entries bring for our seats, and the payloads that open with them. */
import { toHex } from '../../base/bytes.ts';
import { openBody } from '../../ledger/body.ts';
import { openWraps } from '../../ledger/epochs.ts';
import { decodeHeader } from '../../ledger/header.ts';
import type { ControlEntry } from '../../ledger/membership.ts';
import type { Header, PayloadState, Primitives, Wrap } from '../../ledger/model.ts';
import type { LedgerTx } from '../../store/port.ts';
import { type NamedObject, namedObjects } from './media.ts';
import type { Run } from './receive-run.ts';
import { ownKeys, type SpaceState } from './space-state.ts';

/** Locked payloads opened in one transaction: blocks may be 256 KiB each. */
const OPENED_AT_ONCE = 200;

const wrapsOf = ({ control: c }: ControlEntry): readonly Wrap[] =>
  c.op === 2 ? c.wraps : c.op === 0 || c.op === 3 || c.op === 4 ? (c.next?.wraps ?? []) : [];

/**
 * Opens what these control entries wrap for our seats and stores the secrets. A wrap that does not open, or whose secret does not hash to
 * its epoch, is not taken and is remembered with the entry that carries it (E_EPOCH). Returns how many secrets are new.
 */
export async function takeKeys(
  p: Primitives,
  s: SpaceState,
  tx: LedgerTx,
  controls: Iterable<ControlEntry>,
): Promise<number> {
  const keys = await ownKeys(s, tx);
  if (keys.seats.length === 0 || keys.kems.length === 0) return 0;
  const ours = new Set(keys.seats.map((seat) => toHex(seat.id)));
  let taken = 0;
  for (const entry of controls) {
    const wraps = wrapsOf(entry).filter((w) => ours.has(toHex(w.seat)) && !keys.epochs.has(toHex(w.epoch)));
    for (const wrap of wraps) {
      const epoch = toHex(wrap.epoch);
      if (keys.epochs.has(epoch)) continue;
      const secret = await opened(
        p,
        s.space,
        keys.kems.map((k) => k.secret),
        wrap,
      );
      if (secret) {
        await tx.putSecret({ type: 'epoch', space: s.space, id: wrap.epoch, secret });
        keys.epochs.set(epoch, secret);
        taken += 1;
      } else {
        const [entryHex, space] = [toHex(entry.id), toHex(s.space)];
        await tx.putLocal('epoch-fault', `${entryHex}/${epoch}`, { space, entry: entryHex, epoch, code: 'E_EPOCH' });
      }
    }
  }
  return taken;
}

async function opened(
  p: Primitives,
  space: Uint8Array,
  kems: readonly Uint8Array[],
  wrap: Wrap,
): Promise<Uint8Array | null> {
  for (const kemSecret of kems)
    for (const o of await openWraps(p, space, { key: wrap.seat, kemSecret }, [wrap]))
      if ('secret' in o) return o.secret;
  return null;
}

export interface PayloadVerdict {
  readonly state: PayloadState;
  readonly code: string | null;
  /** Media objects that an open payload names. */
  readonly objects: readonly NamedObject[];
}
const without = (state: PayloadState, code: string | null): PayloadVerdict => ({ state, code, objects: [] });

/** Checks 15 to 17 of a block; null: it is not the block that the header names (E_PAYLOAD). */
export function payloadVerdict(
  p: Primitives,
  header: Header,
  block: Uint8Array,
  epochs: ReadonlyMap<string, Uint8Array>,
): PayloadVerdict | null {
  const body = openBody(p, header, block, (epoch) => epochs.get(toHex(epoch)) ?? null);
  if (body.ok)
    return {
      ...{ state: 'open', code: null },
      objects: body.value.type === 'data' ? namedObjects(body.value.payload) : [],
    };
  switch (body.error.code) {
    case 'E_PAYLOAD':
      return null;
    case 'LOCKED':
      return without('locked', null);
    case 'P_VERSION':
      return without('locked', 'P_VERSION');
    default:
      // A control entry's note alone cannot make it bad: its clear part was read already (control-block.ts).
      return header.kind === 1 ? without('open', null) : without('bad', body.error.code);
  }
}

/** Opens locked payloads of a space whose secret is held, a transaction for each few. Stands being cut off and run again. */
export async function openLocked(parts: Run['parts'], space: Uint8Array): Promise<number> {
  const held = await parts.ledger.secrets('epoch', space);
  if (held.length === 0) return 0;
  const secrets = new Map(held.map((e) => [toHex(e.id), e.secret]));
  let done = 0;
  for (const epoch of await parts.ledger.lockedEpochs(space)) {
    if (!secrets.has(toHex(epoch))) continue;
    for (let n = OPENED_AT_ONCE; n === OPENED_AT_ONCE; done += n)
      n = await parts.ledger.transact((tx) => openSome(parts.primitives, tx, space, epoch, secrets));
  }
  return done;
}

async function openSome(
  p: Primitives,
  tx: LedgerTx,
  space: Uint8Array,
  epoch: Uint8Array,
  secrets: ReadonlyMap<string, Uint8Array>,
): Promise<number> {
  const locked = await tx.locked(space, epoch, OPENED_AT_ONCE);
  for (const e of locked) {
    const header = decodeHeader(e.header);
    const found = header.ok && e.block ? payloadVerdict(p, header.value, e.block, secrets) : null;
    await tx.setPayload(space, e.id, found?.state ?? 'bad', found ? found.code : 'E_PAYLOAD');
  }
  return locked.length;
}
