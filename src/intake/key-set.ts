/** A set of 16-byte keys in one flat table: a million rows of an import in 32 MB, where a Set of texts takes 100. */
export interface KeySet {
  /** True when the key was not there. */
  add(key: Uint8Array): boolean;
  readonly size: number;
}

const WORDS = 4;
const word = (key: Uint8Array, i: number): number =>
  (((key[i] ?? 0) << 24) | ((key[i + 1] ?? 0) << 16) | ((key[i + 2] ?? 0) << 8) | (key[i + 3] ?? 0)) >>> 0;

/** Keys are outputs of a keyed hash: their first word is the place in the table. A key of zeros cannot occur. */
export function createKeySet(): KeySet {
  let slots = 1024;
  let table = new Uint32Array(slots * WORDS);
  let size = 0;

  function put(a: number, b: number, c: number, d: number): boolean {
    let at = (a % slots) * WORDS;
    for (;;) {
      if (!(table[at] || table[at + 1] || table[at + 2] || table[at + 3])) break;
      if (table[at] === a && table[at + 1] === b && table[at + 2] === c && table[at + 3] === d) return false;
      at = (at + WORDS) % table.length;
    }
    table[at] = a;
    table[at + 1] = b;
    table[at + 2] = c;
    table[at + 3] = d;
    return true;
  }

  function grow(): void {
    const old = table;
    slots *= 2;
    table = new Uint32Array(slots * WORDS);
    for (let i = 0; i < old.length; i += WORDS) {
      const [a = 0, b = 0, c = 0, d = 0] = [old[i], old[i + 1], old[i + 2], old[i + 3]];
      if (a || b || c || d) put(a, b, c, d);
    }
  }

  return {
    add(key) {
      if (size * 2 >= slots) grow();
      const fresh = put(word(key, 0), word(key, 4), word(key, 8), word(key, 12));
      if (fresh) size++;
      return fresh;
    },
    get size() {
      return size;
    },
  };
}
