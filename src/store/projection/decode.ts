/** Opens the ledger's payloads: who may speak in a space, with which keys, and what an entry says. */
import { equalBytes } from '../../base/bytes.ts';
import { type Body, openBody } from '../../ledger/body.ts';
import { decodeHeader } from '../../ledger/header.ts';
import type { Membership } from '../../ledger/membership.ts';
import type { Erase, Opened, Primitives } from '../../ledger/model.ts';
import type { RecordClaim } from '../../records/model.ts';
import type { LedgerReader, StoredEntry } from '../port.ts';
import { loadSpaceMembers } from '../space-members.ts';
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
  /** Party of every writer and whether it manages: what the fold of other entries rests on. */
  readonly digest: string;
  /** Null unless the entry is accepted data whose payload is open and well formed. */
  open(e: StoredEntry): Opened | null;
  erase(e: StoredEntry): Erase | null;
}

export interface Decoder {
  /** Reads the space's members and keys when they are not known, or may have changed since. */
  space(space: Uint8Array): Promise<SpaceReader>;
  /** Decisions count from parties that hold `manage` where they speak. The claim's space was read before. */
  mayDecide(claim: RecordClaim): boolean;
  forgetSpace(hex: string): void;
  forget(): void;
}

interface Held {
  readonly reader: SpaceReader;
  /** `standing` of the ledger that it was read at. */
  readonly standing: number;
}

export function createDecoder(p: Primitives, ledger: LedgerReader): Decoder {
  const held = new Map<string, Held>();
  /** Verdicts on signatures of certificates and seats, which never change, by space. */
  const signatures = new Map<string, Map<string, boolean>>();

  async function read(space: Uint8Array, key: string): Promise<Held> {
    const known = signatures.get(key) ?? new Map<string, boolean>();
    signatures.set(key, known);
    const { members, standing } = await loadSpaceMembers(p, ledger, space, known);
    const secrets = await ledger.secrets('epoch', space);
    const secretOf = (epoch: Uint8Array) => secrets.find((s) => equalBytes(s.id, epoch))?.secret ?? null;
    return { reader: spaceReader(members, (e) => bodyOf(p, e, secretOf)), standing };
  }

  return {
    async space(space) {
      const key = hexOf(space);
      const known = held.get(key);
      if (known && known.standing === (await ledger.standing(space))) return known.reader;
      const now = await read(space, key);
      held.set(key, now);
      return now.reader;
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
  const lines = [...members.writers].map(([writer, m]) => `${writer} ${hexOf(m.party)} ${m.role === 4}`).sort();
  return {
    digest: lines.join(),
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
      return { entry: id, space, party: key, ms, ctr, forked: e.forked, payload: opened.payload };
    },
    erase(e) {
      const opened = e.kind === 2 && e.state === 'accepted' ? body(e) : null;
      return opened?.type === 'erase' ? opened.erase : null;
    },
  };
}
