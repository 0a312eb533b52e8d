/** What goes into a bundle file and what comes out of it (docs/formats/bundle.md). */
import type { BadFrame, Frame, FrameCode } from '../../ledger/frame.ts';
import type { ReadManifest } from '../../ledger/manifest.ts';

/** Whom a bundle is written for: age recipients (`age1…`), or one passphrase. */
export type BundleTo = { readonly recipients: readonly string[] } | { readonly passphrase: string };
/** What may open it: age identities (`AGE-SECRET-KEY-1…`) and passphrases; each is tried. */
export interface BundleIdentities {
  readonly identities?: readonly string[];
  readonly passphrases?: readonly string[];
}

export type BundleCode =
  | FrameCode
  /** First item is no manifest. What follows is still read. */
  | 'E_BUNDLE_MANIFEST'
  /** Not an age file, or its header is damaged. */
  | 'E_BUNDLE_AGE'
  /** No identity or passphrase opens it. */
  | 'E_BUNDLE_KEY'
  /** The passphrase asks for more scrypt work than we do for a stranger. Params log, max. */
  | 'E_BUNDLE_WORK'
  /** A byte was changed after writing, or the file was cut within a chunk: the two look alike. */
  | 'E_BUNDLE_CHANGED'
  | 'E_BUNDLE_GZIP'
  /** Unpacks to more than 128 times its size. Params bytes. */
  | 'E_BUNDLE_BOMB';

export type BundleItem = ({ readonly is: 'manifest' } & ReadManifest) | Frame | BadFrame<BundleCode>;
