/**
 * The log's and the witness's keys of this node, and their names: `<32 hex of the organisation id>.kua/log/<n>` and
 * `<32 hex>.kua/witness`. Made at `kua init`, or at first use in an older folder. A card carries them without a name
 * (base64 of type || public key): the organisation id, which the names hold, is the hash of the first card itself.
 */
import { toHex } from '../../base/bytes.ts';
import { fromBase64, toBase64 } from '../../evidence/log/base64.ts';
import { formatVkey, KEY_TYPE, type NoteKey, noteKey } from '../../evidence/log/note.ts';
import type { NoteSigner } from '../../evidence/log/note-sign.ts';
import { isAcceptableKey } from '../../ledger/ed25519.ts';
import type { Primitives } from '../../ledger/model.ts';
import type { LedgerReader, LedgerTx } from '../../store/port.ts';

/** Labels of a card's keys. */
export const CARD_LABEL = { log: 'log', witness: 'witness' } as const;

const prefix = (organisation: string): string => `${organisation.slice(0, 32)}.kua`;
export const logOrigin = (organisation: string, n: number): string => `${prefix(organisation)}/log/${n}`;
export const witnessName = (organisation: string): string => `${prefix(organisation)}/witness`;

export interface LogSeeds {
  readonly log: Uint8Array;
  readonly witness: Uint8Array;
}

export async function heldSeeds(ledger: LedgerReader): Promise<LogSeeds | null> {
  const [log] = await ledger.secrets('log', null);
  const [witness] = await ledger.secrets('witness', null);
  return log && witness ? { log: log.secret, witness: witness.secret } : null;
}

/** The seeds, made now when they are missing. */
export async function logSeeds(p: Primitives, tx: LedgerTx): Promise<LogSeeds> {
  const held = await heldSeeds(tx);
  if (held) return held;
  const made = { log: p.random(32), witness: p.random(32) };
  await tx.putSecret({ type: 'log', space: null, id: p.publicKey(made.log), secret: made.log });
  await tx.putSecret({ type: 'witness', space: null, id: p.publicKey(made.witness), secret: made.witness });
  return made;
}

/** What a card says of the keys. */
export function cardKeys(p: Primitives, seeds: LogSeeds): { readonly [label: string]: string } {
  const text = (type: number, seed: Uint8Array): string => toBase64(new Uint8Array([type, ...p.publicKey(seed)]));
  return {
    [CARD_LABEL.log]: text(KEY_TYPE.log, seeds.log),
    [CARD_LABEL.witness]: text(KEY_TYPE.cosignature, seeds.witness),
  };
}

/** Keys of an organisation's first log and of its witness, as its card states them; null where it states none or a bad one. */
export function keysOfCard(
  p: Primitives,
  organisation: Uint8Array,
  keys: { readonly [label: string]: string },
): { readonly log: NoteKey | null; readonly witness: NoteKey | null } {
  const read = (label: string, type: 1 | 4, name: string): NoteKey | null => {
    const bytes = Object.hasOwn(keys, label) ? fromBase64(keys[label] ?? '') : null;
    if (bytes?.length !== 33 || bytes[0] !== type || !isAcceptableKey(bytes.subarray(1))) return null;
    return noteKey((b) => p.sha256(b), name, type, bytes.slice(1));
  };
  const hex = toHex(organisation);
  return {
    log: read(CARD_LABEL.log, KEY_TYPE.log, logOrigin(hex, 1)),
    witness: read(CARD_LABEL.witness, KEY_TYPE.cosignature, witnessName(hex)),
  };
}

export interface LogIdentity {
  readonly log: NoteSigner;
  readonly witness: NoteSigner;
  readonly logKey: NoteKey;
  readonly witnessKey: NoteKey;
}

export function identityFrom(p: Primitives, seeds: LogSeeds, origin: string, organisation: string): LogIdentity {
  const sha256 = (b: Uint8Array): Uint8Array => p.sha256(b);
  const name = witnessName(organisation);
  return {
    log: { name: origin, seed: seeds.log },
    witness: { name, seed: seeds.witness },
    logKey: noteKey(sha256, origin, KEY_TYPE.log, p.publicKey(seeds.log)),
    witnessKey: noteKey(sha256, name, KEY_TYPE.cosignature, p.publicKey(seeds.witness)),
  };
}

export const vkeys = (i: LogIdentity): { readonly log: string; readonly witness: string } => ({
  log: formatVkey(i.logKey),
  witness: formatVkey(i.witnessKey),
});
