/** Opens the ledger's payloads: who may speak in a space, with which keys, and what an entry says. */
import { equalBytes } from '../../base/bytes.ts';
import { type Body, openBody } from '../../ledger/body.ts';
import { decodeHeader } from '../../ledger/header.ts';
import { type ControlEntry, type Membership, membership } from '../../ledger/membership.ts';
import type { Erase, Opened, Primitives } from '../../ledger/model.ts';
import type { RecordClaim } from '../../records/model.ts';
import type { LedgerReader, StoredEntry } from '../port.ts';
import { hexOf } from './hex.ts';

/** A space as its control entries and this node's keys make it. */
export interface SpaceReader {
  /** One party alone ever wrote here: its claims may name the case space they belong to. */
  readonly own: boolean;
  /** Party key of a certified writer in hex. */
  party(writer: Uint8Array): string | null;
  manages(writer: Uint8Array): boolean;
  /** Parties that hold `manage`, in hex. */
  readonly managers: ReadonlySet<string>;
  /** Null unless the entry is accepted data whose payload is open and well formed. */
  open(e: StoredEntry): Opened | null;
  erase(e: StoredEntry): Erase | null;
}

export interface Decoder {
  /** Reads the space's controls and keys when they are not known, or do not know this writer. */
  space(space: Uint8Array, writer: Uint8Array): Promise<SpaceReader>;
  /** Decisions count from parties that hold `manage` where they speak. The claim's space was read before. */
  mayDecide(claim: RecordClaim): boolean;
  forgetSpace(hex: string): void;
  forget(): void;
}

interface Held {
  readonly reader: SpaceReader;
  /** Writers that the controls did not certify when they were last read. */
  readonly strangers: Set<string>;
}

export function createDecoder(p: Primitives, ledger: LedgerReader): Decoder {
  const held = new Map<string, Held>();

  async function read(space: Uint8Array): Promise<SpaceReader> {
    const secrets = await ledger.secrets('epoch', space);
    const secretOf = (epoch: Uint8Array) => secrets.find((s) => equalBytes(s.id, epoch))?.secret ?? null;
    const body = (e: StoredEntry): Body | null => bodyOf(p, e, secretOf);
    const controls: ControlEntry[] = [];
    for (const e of await ledger.controls(space)) {
      const header = decodeHeader(e.header);
      const opened = e.state === 'accepted' ? body(e) : null;
      if (header.ok && opened?.type === 'control') {
        controls.push({ id: e.id, header: header.value, control: opened.control });
      }
    }
    return spaceReader(membership(controls), body);
  }

  return {
    async space(space, writer) {
      const key = hexOf(space);
      const known = held.get(key);
      const stranger = hexOf(writer);
      if (known && (known.reader.party(writer) !== null || known.strangers.has(stranger))) return known.reader;
      const reader = await read(space);
      held.set(key, { reader, strangers: new Set([...(known?.strangers ?? []), stranger]) });
      return reader;
    },
    mayDecide: (claim) => held.get(claim.space)?.reader.managers.has(claim.party) ?? false,
    forgetSpace: (hex) => void held.delete(hex),
    forget: () => held.clear(),
  };
}

function bodyOf(p: Primitives, e: StoredEntry, epochs: (id: Uint8Array) => Uint8Array | null): Body | null {
  if (e.payloadState !== 'open' || !e.block) return null;
  const header = decodeHeader(e.header);
  if (!header.ok) return null;
  const body = openBody(p, header.value, e.block, epochs);
  return body.ok ? body.value : null;
}

function spaceReader(members: Membership, body: (e: StoredEntry) => Body | null): SpaceReader {
  const all = [...members.writers.values()];
  const member = (writer: Uint8Array) => members.writers.get(hexOf(writer));
  return {
    own: new Set(all.map((m) => hexOf(m.party))).size <= 1,
    party(writer) {
      const key = member(writer)?.party;
      return key ? hexOf(key) : null;
    },
    manages: (writer) => member(writer)?.role === 4,
    managers: new Set(all.filter((m) => m.role === 4).map((m) => hexOf(m.party))),
    open(e) {
      const key = member(e.writer)?.party;
      if (e.kind !== 0 || e.state !== 'accepted' || !key) return null;
      const opened = body(e);
      if (opened?.type !== 'data') return null;
      const { id, space, ms, ctr } = e;
      return { entry: id, space, party: key, ms, ctr, forked: false, payload: opened.payload };
    },
    erase(e) {
      const opened = e.kind === 2 && e.state === 'accepted' ? body(e) : null;
      return opened?.type === 'erase' ? opened.erase : null;
    },
  };
}
