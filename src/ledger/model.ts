/** The ledger's data: entries, payloads, claims, control operations. Byte form: docs/formats/entry.md. */

/** A claim's value: what the CBOR profile carries. Maps decode to null-prototype objects. Fractions travel as decimal text. */
export type Value =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly Value[]
  | { readonly [key: string]: Value };

/** 0 data, 1 control, 2 erase, 3 receipt. */
export type EntryKind = 0 | 1 | 2 | 3;

export interface Header {
  readonly v: 1;
  readonly kind: EntryKind;
  /** Id (32 bytes) of the space's genesis entry; 32 zero bytes inside the genesis itself. */
  readonly space: Uint8Array;
  readonly writer: Uint8Array;
  readonly seq: number;
  readonly prev: Uint8Array | null;
  readonly deps: readonly Uint8Array[];
  readonly ms: number;
  readonly ctr: number;
  /** Empty (plaintext block) or 16 bytes. */
  readonly epoch: Uint8Array;
  readonly kc: Uint8Array;
  readonly ph: Uint8Array;
  readonly plen: number;
}

export interface Entry {
  /** The COSE_Sign1 bytes as made or received. */
  readonly bytes: Uint8Array;
  readonly headerBytes: Uint8Array;
  readonly header: Header;
  readonly sig: Uint8Array;
  /** SHA-256 of the header bytes. */
  readonly id: Uint8Array;
}

declare const verified: unique symbol;
/** An entry whose checks 1-3 passed; only `verifyEntry` makes one. */
export type VerifiedEntry = Entry & { readonly [verified]: true };

export interface ClaimRef {
  readonly entry: Uint8Array;
  readonly index: number;
}

export type Source =
  | { readonly type: 'own' }
  | { readonly type: 'evidence'; readonly id: Uint8Array }
  | { readonly type: 'claim'; readonly ref: ClaimRef }
  | { readonly type: 'source'; readonly id: Uint8Array };

/** What holds for a whole payload, or for one claim in its place. `extra`: lang, vis, prec, speaker, modality, row, ck, case, reliability, note … */
export interface Ctx {
  readonly conf: string;
  readonly src: readonly Source[];
  /** Date of the observation, EDTF. */
  readonly obs: string | null;
  readonly extra: { readonly [key: string]: Value };
}

export interface PayloadClaim {
  readonly subject: Uint8Array;
  /** Record kind, such as `Detention`. */
  readonly kind: string;
  readonly field: string;
  readonly value: Value;
  /** null: the payload's ctx. */
  readonly ctx: Ctx | null;
}

export type End =
  | { readonly type: 'claim'; readonly target: ClaimRef; readonly by: number | null; readonly reason: string | null }
  | { readonly type: 'batch'; readonly batch: Uint8Array; readonly reason: string | null };

/** Body of a data entry. `by` is the opaque person id of the organisation's roster. */
export interface Payload {
  readonly by: Uint8Array | null;
  readonly ctx: Ctx;
  readonly claims: readonly PayloadClaim[];
  readonly ends: readonly End[];
  readonly batch: Uint8Array | null;
}

export interface EraseTarget {
  readonly entry: Uint8Array;
  readonly ph: Uint8Array;
  readonly ended: readonly (ClaimRef | Uint8Array)[];
}
/** Body of an erase entry. */
export interface Erase {
  readonly targets: readonly EraseTarget[];
  readonly ground: string;
}

/** What the store and the fold hand on: a claim that no effective end names. */
export interface LiveClaim {
  readonly entry: Uint8Array;
  readonly index: number;
  /** 32-byte id of the space the claim stands in. */
  readonly space: Uint8Array;
  readonly subject: Uint8Array;
  readonly kind: string;
  readonly field: string;
  readonly value: Value;
  readonly ctx: Ctx;
  /** Party key of the author: "same author" means same party. */
  readonly party: Uint8Array;
  readonly by: Uint8Array | null;
  readonly ms: number;
  readonly ctr: number;
  readonly batch: Uint8Array | null;
  readonly forked: boolean;
}

/** A payload that is open, with what the live-claim rule needs of its entry. */
export interface Opened {
  readonly entry: Uint8Array;
  readonly space: Uint8Array;
  readonly party: Uint8Array;
  readonly ms: number;
  readonly ctr: number;
  readonly forked: boolean;
  readonly payload: Payload;
}

export type PayloadState = 'absent' | 'locked' | 'open' | 'bad' | 'erased' | 'dropped';
export type EntryState = 'accepted' | 'quarantined';

/** 1 relay, 2 read, 3 write, 4 manage. */
export type Role = 1 | 2 | 3 | 4;

export interface Seat {
  readonly key: Uint8Array;
  readonly kem: Uint8Array;
  readonly party: Uint8Array;
  readonly psig: Uint8Array;
  readonly role: Role;
}
export interface Wrap {
  readonly seat: Uint8Array;
  readonly epoch: Uint8Array;
  readonly enc: Uint8Array;
  readonly ct: Uint8Array;
}
export interface NextEpoch {
  readonly n: number;
  readonly epoch: Uint8Array;
  readonly wraps: readonly Wrap[];
}
export type Control =
  | {
      readonly op: 0;
      readonly public: boolean;
      readonly seat: Seat;
      readonly cert: Uint8Array;
      readonly next: NextEpoch | null;
    }
  | { readonly op: 1; readonly seatKey: Uint8Array; readonly cert: Uint8Array }
  | { readonly op: 2; readonly auth: Uint8Array; readonly seat: Seat; readonly wraps: readonly Wrap[] }
  | {
      readonly op: 3;
      readonly auth: Uint8Array;
      readonly seatKey: Uint8Array;
      readonly cuts: readonly { readonly writer: Uint8Array; readonly seq: number; readonly id: Uint8Array }[];
      readonly next: NextEpoch | null;
    }
  | { readonly op: 4; readonly auth: Uint8Array; readonly next: NextEpoch }
  | { readonly op: 5; readonly auth: Uint8Array; readonly entries: readonly Uint8Array[] }
  | { readonly op: 6; readonly auth: Uint8Array };

/** Sealed part of a control entry. `salt` stands in the genesis only and keys import ids. */
export interface ControlNote {
  readonly text: string | null;
  readonly salt: Uint8Array | null;
  readonly cards: readonly Uint8Array[];
  readonly applications: readonly Uint8Array[];
}

/** Cryptography handed in: node:crypto or libsodium-wrappers. All byte strings. */
export interface Primitives {
  sha256(bytes: Uint8Array): Uint8Array;
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array;
  hkdfSha256(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array;
  random(n: number): Uint8Array;
  /** Ed25519 public key of a 32-byte seed. */
  publicKey(seed: Uint8Array): Uint8Array;
  sign(seed: Uint8Array, message: Uint8Array): Uint8Array;
  /** Cofactorless Ed25519 without the small-order table; the ledger adds the table. Never throws. */
  verifyRaw(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /** ChaCha20-Poly1305 (RFC 8439), tag appended. */
  aeadSeal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, aad?: Uint8Array): Uint8Array;
  aeadOpen(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad?: Uint8Array): Uint8Array | null;
  /** Raw DEFLATE. */
  deflate(bytes: Uint8Array): Uint8Array;
  /** Null when the input is broken or would pass `max` bytes. */
  inflate(bytes: Uint8Array, max: number): Uint8Array | null;
  /** X25519 key pair of 32 random bytes. */
  kemPublicKey(secret: Uint8Array): Promise<Uint8Array>;
  /** HPKE base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM (RFC 9180). */
  hpkeSeal(publicKey: Uint8Array, info: Uint8Array, plain: Uint8Array): Promise<{ enc: Uint8Array; ct: Uint8Array }>;
  hpkeOpen(secret: Uint8Array, info: Uint8Array, enc: Uint8Array, ct: Uint8Array): Promise<Uint8Array | null>;
}
