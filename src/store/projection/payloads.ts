/** Opened payloads by entry, from the ledger or from memory; shared by the fold and by the record page. */
import { toHex } from '../../base/bytes.ts';
import type { Primitives } from '../../ledger/model.ts';
import type { LedgerReader, StoredEntry } from '../port.ts';
import type { Contribution } from './contribution.ts';
import { contributionOf } from './contribution.ts';
import { createDecoder, type Decoder } from './decode.ts';
import { createLru } from './lru.ts';

/** Payloads kept decoded; one of ten claims takes about 6 KB. */
const MAX_KEPT = 4_000;

export interface Payloads {
  readonly decoder: Decoder;
  /** What an open data entry says; null when it is not accepted, not open, or cannot be read. */
  of(entry: StoredEntry): Promise<Contribution | null>;
  /** The same without remembering: an import would fill the memory with payloads that nobody asks for again. */
  once(entry: StoredEntry): Promise<Contribution | null>;
  byId(id: Uint8Array): Promise<Contribution | null>;
  /** As `byId`, from memory if there: for the fold, which hears of every change by the entry's `touched`. */
  recall(id: Uint8Array): Promise<Contribution | null>;
  /** The entry changed in the ledger, or will not be asked for soon. */
  forget(id: Uint8Array): void;
  clear(): void;
}

export function createPayloads(p: Primitives, ledger: LedgerReader): Payloads {
  const decoder = createDecoder(p, ledger);
  const kept = createLru<string, { readonly touched: number; readonly what: Contribution | null }>(MAX_KEPT);

  async function once(entry: StoredEntry): Promise<Contribution | null> {
    let space = await decoder.space(entry.space);
    let opened = space.open(entry);
    if (!opened && entry.kind === 0 && entry.state === 'accepted' && entry.payloadState === 'open') {
      // The ledger opened it: perhaps under a key that came after the space was read here.
      decoder.forgetSpace(toHex(entry.space));
      space = await decoder.space(entry.space);
      opened = space.open(entry);
    }
    return opened ? contributionOf(opened, space.own) : null;
  }

  async function of(entry: StoredEntry): Promise<Contribution | null> {
    const key = toHex(entry.id);
    const known = kept.get(key);
    if (known && known.touched === entry.touched) return known.what;
    const what = await once(entry);
    kept.set(key, { touched: entry.touched, what });
    return what;
  }
  const byId = async (id: Uint8Array): Promise<Contribution | null> => {
    const entry = await ledger.entry(id);
    return entry ? of(entry) : null;
  };
  return {
    decoder,
    of,
    once,
    byId,
    async recall(id) {
      const known = kept.get(toHex(id));
      return known ? known.what : byId(id);
    },
    forget: (id) => kept.delete(toHex(id)),
    clear() {
      kept.clear();
      decoder.forget();
    },
  };
}
