/** Payload blocks of one run that no entry has claimed yet: an entry may come after its block. Bounded; the oldest go first. */

/** `name`: the block's hash in hex. */
export interface BlockBuffer {
  put(name: string, block: Uint8Array): void;
  /** The block, which stays: another entry may name it too. */
  take(name: string): Uint8Array | null;
  /** Blocks that no entry asked for, those that were let go among them. */
  unclaimed(): number;
}

export function createBlockBuffer(maxBytes: number): BlockBuffer {
  const held = new Map<string, Uint8Array>();
  const claimed = new Set<string>();
  let bytes = 0;
  let lost = 0;
  return {
    put(key, block) {
      if (held.has(key)) return;
      held.set(key, block);
      bytes += block.length;
      for (const [oldest, b] of held) {
        if (bytes <= maxBytes) break;
        held.delete(oldest);
        bytes -= b.length;
        if (!claimed.delete(oldest)) lost += 1;
      }
    },
    take(key) {
      const block = held.get(key) ?? null;
      if (block) claimed.add(key);
      return block;
    },
    unclaimed: () => lost + held.size - claimed.size,
  };
}
