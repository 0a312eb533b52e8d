/**
 * The CBOR profile of everything that is signed or exchanged: RFC 8949 section 4.2.1 deterministic encoding, and
 *   integers within ±(2^53−1) · byte and text strings · arrays · maps with text keys · true, false, null · depth <= 16
 * Refused (E_CBOR with the byte offset): floats, tags, undefined and other simple values, indefinite lengths, a length or
 * integer longer than needed, unsorted or repeated keys, broken UTF-8, NUL in text, trailing bytes.
 * Own codec because the profile is the acceptance rule of entries and every verifier must agree on each byte; a general
 * library takes unsorted keys and 1.0 even when strict (tests compare with one).
 */
import { compareBytes, equalBytes, utf8 } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import type { Value } from './model.ts';

const MAX_DEPTH = 16;

/** One buffer for all writers: a value is written in one go, and taking memory for each costs more than writing it. */
const SCRATCH = new Uint8Array(4096);

class Writer {
  private bytes: Uint8Array = SCRATCH;
  private at = 0;

  private reserve(n: number): void {
    if (this.at + n <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + n));
    grown.set(this.bytes.subarray(0, this.at));
    this.bytes = grown;
  }

  head(major: number, n: number): void {
    this.reserve(9);
    const b = this.bytes;
    const m = major << 5;
    if (n < 24) b[this.at++] = m | n;
    else if (n < 0x100) {
      b[this.at++] = m | 24;
      b[this.at++] = n;
    } else if (n < 0x10000) {
      b[this.at++] = m | 25;
      b[this.at++] = n >> 8;
      b[this.at++] = n & 255;
    } else if (n < 0x1_0000_0000) {
      b[this.at++] = m | 26;
      for (let shift = 24; shift >= 0; shift -= 8) b[this.at++] = (n >>> shift) & 255;
    } else {
      b[this.at++] = m | 27;
      const high = Math.floor(n / 0x1_0000_0000);
      const low = n >>> 0;
      for (let shift = 24; shift >= 0; shift -= 8) b[this.at++] = (high >>> shift) & 255;
      for (let shift = 24; shift >= 0; shift -= 8) b[this.at++] = (low >>> shift) & 255;
    }
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** Writes a short text of ASCII letters without a detour over an encoder; false, and nothing written, for any other. */
  ascii(text: string): boolean {
    const n = text.length;
    if (n > 256) return false;
    const start = this.at;
    this.reserve(9 + n);
    this.head(3, n);
    const b = this.bytes;
    let at = this.at;
    for (let i = 0; i < n; i++) {
      const c = text.charCodeAt(i);
      if (c === 0 || c >= 0x80) {
        this.at = start;
        return false;
      }
      b[at++] = c;
    }
    this.at = at;
    return true;
  }

  simple(byte: number): void {
    this.reserve(1);
    this.bytes[this.at++] = byte;
  }

  done(): Uint8Array {
    return this.bytes.slice(0, this.at);
  }
}

function writeText(w: Writer, text: string): void {
  if (w.ascii(text)) return;
  if (text.includes('\0')) throw new TypeError('CBOR profile: text with NUL');
  const bytes = utf8(text);
  w.head(3, bytes.length);
  w.raw(bytes);
}

function write(w: Writer, value: Value, depth: number): void {
  if (value === null) w.simple(0xf6);
  else if (value === true) w.simple(0xf5);
  else if (value === false) w.simple(0xf4);
  else if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`CBOR profile: ${value} is not an integer within ±(2^53−1)`);
    if (value >= 0) w.head(0, value === 0 ? 0 : value);
    else w.head(1, -1 - value);
  } else if (typeof value === 'string') writeText(w, value);
  else if (value instanceof Uint8Array) {
    w.head(2, value.length);
    w.raw(value);
  } else {
    if (depth >= MAX_DEPTH) throw new TypeError('CBOR profile: deeper than 16');
    if (Array.isArray(value)) {
      w.head(4, value.length);
      for (const item of value as readonly Value[]) write(w, item, depth + 1);
    } else writeMap(w, value as { readonly [key: string]: Value }, depth);
  }
}

function writeMap(w: Writer, map: { readonly [key: string]: Value }, depth: number): void {
  const keys = Object.keys(map).map((key) => ({ key, bytes: utf8(key) }));
  // Deterministic order compares the encoded keys; their heads hold the length, so shorter keys come first.
  keys.sort((a, b) => a.bytes.length - b.bytes.length || compareBytes(a.bytes, b.bytes));
  w.head(5, keys.length);
  let before: Uint8Array | null = null;
  for (const { key, bytes } of keys) {
    // Two keys with different lone surrogates are one key in UTF-8 (both U+FFFD).
    if (before && equalBytes(before, bytes)) throw new TypeError('CBOR profile: repeated key');
    before = bytes;
    writeText(w, key);
    write(w, map[key] as Value, depth + 1);
  }
}

/** Deterministic encoding. Throws on a value outside the profile: that is a bug of the caller, who validates first. */
export function encodeCbor(value: Value): Uint8Array {
  const w = new Writer();
  write(w, value, 0);
  return w.done();
}

class Broken extends Error {}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class Reader {
  at = 0;
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  private take(): number {
    const b = this.bytes[this.at];
    if (b === undefined) throw new Broken('ends early');
    this.at++;
    return b;
  }

  /** Argument of a head; longer than needed is refused. */
  private argument(info: number): number {
    if (info < 24) return info;
    if (info > 27) throw new Broken('indefinite length or reserved');
    const size = 1 << (info - 24);
    let n = 0;
    for (let i = 0; i < size; i++) n = n * 256 + this.take();
    const least = [24, 0x100, 0x10000, 0x1_0000_0000][info - 24] as number;
    if (n < least) throw new Broken('longer than needed');
    if (!Number.isSafeInteger(n)) throw new Broken('integer beyond 2^53−1');
    return n;
  }

  private slice(n: number): Uint8Array {
    if (n > this.bytes.length - this.at) throw new Broken('ends early');
    const out = this.bytes.subarray(this.at, this.at + n);
    this.at += n;
    return out;
  }

  private text(n: number): string {
    const bytes = this.slice(n);
    let ascii = n <= 256;
    for (let i = 0; i < n && ascii; i++) ascii = (bytes[i] as number) < 0x80;
    let text: string;
    if (ascii) text = String.fromCharCode.apply(null, bytes as unknown as number[]);
    else
      try {
        text = decoder.decode(bytes);
      } catch {
        throw new Broken('broken UTF-8');
      }
    if (text.includes('\0')) throw new Broken('NUL in text');
    return text;
  }

  value(depth: number): Value {
    const first = this.take();
    const major = first >> 5;
    const info = first & 31;
    switch (major) {
      case 0:
        return this.argument(info);
      case 1: {
        const n = -1 - this.argument(info);
        if (!Number.isSafeInteger(n)) throw new Broken('integer beyond 2^53−1');
        return n;
      }
      case 2:
        return this.slice(this.argument(info)).slice();
      case 3:
        return this.text(this.argument(info));
      case 4: {
        if (depth >= MAX_DEPTH) throw new Broken('deeper than 16');
        const n = this.argument(info);
        if (n > this.bytes.length - this.at) throw new Broken('ends early');
        const items: Value[] = [];
        for (let i = 0; i < n; i++) items.push(this.value(depth + 1));
        return items;
      }
      case 5:
        return this.map(this.argument(info), depth);
      case 7:
        if (first === 0xf4) return false;
        if (first === 0xf5) return true;
        if (first === 0xf6) return null;
        throw new Broken('float, undefined or simple value');
      default:
        throw new Broken('tag');
    }
  }

  private map(n: number, depth: number): Value {
    if (depth >= MAX_DEPTH) throw new Broken('deeper than 16');
    if (n > this.bytes.length - this.at) throw new Broken('ends early');
    // A null prototype: the key `__proto__` is a key like any other.
    const map: { [key: string]: Value } = Object.create(null);
    let before: Uint8Array | null = null;
    for (let i = 0; i < n; i++) {
      const from = this.at;
      const head = this.take();
      if (head >> 5 !== 3) throw new Broken('map key is not text');
      const key = this.text(this.argument(head & 31));
      const encoded = this.bytes.subarray(from, this.at);
      if (before && compareBytes(before, encoded) >= 0) throw new Broken('map keys unsorted or repeated');
      before = encoded;
      map[key] = this.value(depth + 1);
    }
    return map;
  }
}

/** Strict decoding. E_CBOR {offset, reason} on anything outside the profile. Maps come out with a null prototype. */
export function decodeCbor(bytes: Uint8Array): Result<Value, Failure<'E_CBOR'>> {
  const reader = new Reader(bytes);
  try {
    const value = reader.value(0);
    if (reader.at !== bytes.length) return fail('E_CBOR', { offset: reader.at, reason: 'trailing bytes' });
    return ok(value);
  } catch (error) {
    if (error instanceof Broken) return fail('E_CBOR', { offset: reader.at, reason: error.message });
    throw error;
  }
}
