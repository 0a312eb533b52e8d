/** What the ledger's port offers for erasure across parties: erase and receipt entries by space. */
import type { StoredEntry } from './port.ts';

export interface ErasureReader {
  /** Erase (2) or receipt (3) entries of a space with `touched` above a mark, quarantined ones too, ascending by `touched`, with blocks. */
  answers(space: Uint8Array, kind: 2 | 3, afterTouched: number): Promise<readonly StoredEntry[]>;
}
