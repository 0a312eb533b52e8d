/** Time and randomness as parameters: nothing below the composition root reads them from the world. */

/** Milliseconds since 1970-01-01T00:00Z. */
export type Clock = () => number;
/** `n` random bytes of cryptographic quality. */
export type Random = (n: number) => Uint8Array;
