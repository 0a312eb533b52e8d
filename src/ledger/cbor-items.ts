/**
 * Cuts a CBOR sequence (RFC 8742) into its items as bytes arrive, without decoding them and without holding more than one
 * item up to its limit. It follows lengths alone; the strict decoder judges what an item says. Refused for good, because
 * the end of such an item cannot be known or is not worth seeking: indefinite lengths, reserved heads, depth over 16.
 */
import { concatBytes } from '../base/bytes.ts';

const MAX_DEPTH = 16;

/** The first two heads of an item: what it is. `second` is null for an empty container, a string or a number. */
export interface ItemHead {
  readonly major: number;
  readonly argument: number;
  readonly second: { readonly major: number; readonly argument: number } | null;
}
export type CborItem =
  | { readonly is: 'whole'; readonly at: number; readonly head: ItemHead; readonly bytes: Uint8Array }
  /** Longer than its limit; its bytes were let go. */
  | { readonly is: 'skipped'; readonly at: number; readonly head: ItemHead; readonly size: number }
  /** Where the next item begins cannot be known. Nothing comes after this. */
  | { readonly is: 'broken'; readonly at: number; readonly reason: string };

/** Most bytes of an item to hold, from its first heads; 0 to let it go as it passes. */
export type ItemLimit = (head: ItemHead, index: number) => number;

/** Heads are at most 9 bytes, so the first two are at most 18. */
const HEADS_MAX = 18;

export class CborItems {
  private readonly limitOf: ItemLimit;
  /** Items left in each open container, outermost first. */
  private open: number[] = [];
  private headBytes: number[] = [];
  private content = 0;
  private first: { major: number; argument: number } | null = null;
  private head: ItemHead | null = null;
  private kept: Uint8Array[] = [];
  private keptSize = 0;
  private limit = HEADS_MAX;
  private size = 0;
  private index = 0;
  private start = 0;
  private broken = false;

  constructor(limitOf: ItemLimit) {
    this.limitOf = limitOf;
  }

  /** Offset of an unfinished item, or null when the sequence could end here. */
  get unfinished(): number | null {
    return this.size > 0 && !this.broken ? this.start : null;
  }

  /** Bytes of the sequence so far. */
  get end(): number {
    return this.start + this.size;
  }

  /** Items that end within the bytes, which may be used for something else afterwards. */
  *push(bytes: Uint8Array): Generator<CborItem, void, undefined> {
    // A subclass may share its memory where `slice` of a Uint8Array copies.
    const chunk = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    let from = 0;
    while (at < chunk.length && !this.broken) {
      if (this.content > 0) {
        const n = Math.min(this.content, chunk.length - at);
        this.content -= n;
        this.size += n;
        at += n;
      } else {
        this.headBytes.push(chunk[at] as number);
        this.size++;
        at++;
        const reason = this.takeHead();
        if (reason !== null) {
          this.broken = true;
          this.kept = [];
          yield { is: 'broken', at: this.start, reason };
          return;
        }
      }
      // A head that says more than its item may hold lets go at once what was kept.
      if (this.size + this.content > this.limit) this.drop();
      if (this.content > 0 || this.headBytes.length > 0 || this.open.length > 0) continue;
      this.keep(chunk.subarray(from, at));
      from = at;
      yield this.finish();
    }
    // The chunk may be a window of a buffer that its owner fills again.
    if (!this.broken && from < at) this.keep(chunk.slice(from, at));
  }

  private keep(bytes: Uint8Array): void {
    if (this.keptSize + bytes.length > this.limit) return this.drop();
    this.kept.push(bytes);
    this.keptSize += bytes.length;
  }

  private drop(): void {
    this.limit = -1;
    this.kept = [];
    this.keptSize = 0;
  }

  private finish(): CborItem {
    const { start: at, size } = this;
    const head = this.head ?? { ...(this.first ?? { major: 0, argument: 0 }), second: null };
    const [only] = this.kept;
    const item: CborItem =
      this.limit < 0 || !only
        ? { is: 'skipped', at, head, size }
        : { is: 'whole', at, head, bytes: this.kept.length === 1 ? only.slice() : concatBytes(...this.kept) };
    this.start += size;
    this.size = 0;
    this.index++;
    this.first = null;
    this.head = null;
    this.kept = [];
    this.keptSize = 0;
    this.limit = HEADS_MAX;
    return item;
  }

  /** Takes the head that is whole now, if it is: counts it, opens what it opens. The reason when it cannot go on. */
  private takeHead(): string | null {
    const initial = this.headBytes[0] as number;
    const info = initial & 31;
    if (info > 27) return info === 31 ? 'indefinite length' : 'reserved head';
    if (this.headBytes.length < (info < 24 ? 1 : 1 + 2 ** (info - 24))) return null;
    const major = initial >> 5;
    const argument = info < 24 ? info : this.headBytes.slice(1).reduce((n, b) => n * 256 + b, 0);
    this.headBytes = [];
    this.note(major, argument);
    if (this.open.length > 0) this.open[this.open.length - 1] = (this.open.at(-1) as number) - 1;
    const holds = major === 4 ? argument : major === 5 ? 2 * argument : major === 6 ? 1 : 0;
    if (holds > 0) {
      if (this.open.length >= MAX_DEPTH + 1) return 'deeper than 16';
      this.open.push(holds);
    } else while (this.open.at(-1) === 0) this.open.pop();
    if (major === 2 || major === 3) {
      if (!Number.isSafeInteger(argument)) return 'length beyond 2^53−1';
      this.content = argument;
    }
    return null;
  }

  private note(major: number, argument: number): void {
    if (this.head) return;
    if (!this.first) {
      this.first = { major, argument };
      const opens = major === 6 || ((major === 4 || major === 5) && argument > 0);
      if (opens) return;
      this.head = { major, argument, second: null };
    } else this.head = { ...this.first, second: { major, argument } };
    const limit = this.limitOf(this.head, this.index);
    if (this.limit >= 0) this.limit = limit;
    if (limit === 0) this.drop();
  }
}
