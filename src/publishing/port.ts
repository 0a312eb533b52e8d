/** What an edition needs of the node: the folded records of a space, a clock value, a signer. */
import type { SpaceInfo } from '../contract/api.ts';
import type { KindName } from '../records/kind-names.ts';
import type { Failure, Result } from '../base/result.ts';
import type { RecordView } from '../records/model.ts';
import type { PublicCase } from './case.ts';
import type { EarlierEdition, EditionCheck } from './checks/model.ts';
import type { Corrections, Texts } from './corrections.ts';
import type { Selection } from './selection.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * One case space, read as of one instant, with members' values: what the public may see is decided by
 * src/publishing/disclosure.ts alone, and statement, demands, figures and outages are read from what it lets through.
 */
export interface EditionSource {
  readonly space: SpaceInfo;
  /** ISO instant of the reading. Records whose own date begins later are left out here. */
  readonly asOf: string;
  /** Every record of the kind in the space, case and own space folded. */
  records(kind: KindName): Promise<readonly RecordView[]> | AsyncIterable<RecordView>;
}

/** Raw Ed25519 signer of the publishing organisation: the edition's key, which verifiers compare out of band. */
export interface EditionSigner {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

export interface EditionOptions {
  /** Instant of the build in UTC ms: the only clock an edition knows. */
  readonly nowMs: number;
  /** Name of the organisation that publishes, as it stands in signatures and on the verify page. */
  readonly publisher: string;
  /** Number of the edition of this space, from 1. */
  readonly number: number;
  /** Version of the program, for the credits page. */
  readonly version: string;
  /** Replace an existing edition in the folder. Never replaces a folder that is not an edition. */
  readonly force?: boolean;
  readonly signer?: EditionSigner;
  /** The pages name the key, but nothing is signed: a preview must never pass for an edition. */
  readonly unsigned?: boolean;
  readonly selection?: Selection;
  /** Editions of this space built before, oldest first. */
  readonly earlier?: readonly EarlierEdition[];
  readonly corrections?: Omit<Corrections, 'since'>;
  /** Why records of the last edition are not in this one, for readers. */
  readonly removalNote?: Texts | null;
  readonly onProgress?: (done: number, total: number | null, what: EditionStep) => void;
  /** Asked between pages; true ends the build with E_EDITION_CANCELLED and leaves nothing behind. */
  readonly cancelled?: () => boolean;
  /** Asked once everything is decided, before a page is written. */
  readonly begin?: (prepared: PreparedEdition) => Promise<Result<null, Failure>>;
  /** Asked when everything is written beside its place: `commit` makes it visible, or the build ends with the failure. */
  readonly settle?: (
    prepared: PreparedEdition,
    written: WrittenEdition,
    commit: () => Promise<Result<null, Failure>>,
  ) => Promise<Result<null, Failure>>;
}

export type EditionStep = 'read' | 'pages' | 'files' | 'check';

/** An edition decided, not yet written. */
export interface PreparedEdition {
  readonly kase: PublicCase;
  readonly statement: RecordView | null;
  readonly snapshot: Snapshot;
  readonly checks: readonly EditionCheck[];
  readonly corrections: Corrections;
}

export interface WrittenEdition {
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 of manifest-sha256.txt, hex: the edition's name. */
  readonly sha256: string;
  /** HTML pages among the files. */
  readonly pages: number;
}

export interface EditionReport extends WrittenEdition {
  readonly dir: string;
  /** One sentence per thing the disclosure view kept back, in English. */
  readonly left_out: readonly string[];
  readonly signed: boolean;
  readonly snapshot: Snapshot;
  readonly checks: readonly EditionCheck[];
}
