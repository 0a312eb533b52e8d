/** How frames are handed to the node, and what it may be told to do with those that hold no entry. */

/** A frame of ledger design 9 (docs/formats/bundle.md), or the place where the input is none. */
export type ReceivedFrame =
  | { readonly is: 'entry'; readonly bytes: Uint8Array }
  | { readonly is: 'block'; readonly ph: Uint8Array; readonly block: Uint8Array }
  | BlobFrame
  | NoteFrame
  | { readonly is: 'more'; readonly more: boolean }
  | { readonly is: 'unknown'; readonly number: number }
  | { readonly is: 'bad'; readonly code: string; readonly at: number };
export interface BlobFrame {
  readonly is: 'blob';
  readonly address: Uint8Array;
  readonly offset: number;
  readonly total: number;
  readonly bytes: Uint8Array;
}
export interface NoteFrame {
  readonly is: 'note';
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReceiveOptions {
  /**
   * Which spaces (hex) may enter; others wait as P_SPACE. Absent: spaces that are held or for which this node has a seat key, so that no
   * stranger's space fills the disk. A sync connection names the one space it is bound to.
   */
  readonly welcome?: (space: string) => boolean;
  /** Frames 2 and 3; without a taker they are passed over. A throw ends the run; what was stored stays. */
  readonly onBlob?: (frame: BlobFrame) => Promise<void>;
  readonly onNote?: (frame: NoteFrame) => Promise<void>;
  /** After each durable batch: entries taken so far. */
  readonly onProgress?: (entries: number) => void;
}
