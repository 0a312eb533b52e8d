/** Byte strings: hexadecimal, base64url, comparison, concatenation. Browser-safe. */

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const SHORT = 64;
/** Digits of a name in the making, by its length: made once, written over each time. */
const CODES = Array.from({ length: SHORT + 1 }, (_, n) => Array.from({ length: 2 * n }, () => 0));

export function toHex(bytes: Uint8Array): string {
  const n = bytes.length;
  if (n > SHORT) {
    let out = '';
    for (const b of bytes) out += HEX[b];
    return out;
  }
  // Ids and keys are named in hex many times per entry: made in one piece, they are made and looked up twice as fast.
  const codes = CODES[n] as number[];
  for (let i = 0; i < n; i++) {
    const b = bytes[i] as number;
    codes[2 * i] = DIGITS[b >> 4] as number;
    codes[2 * i + 1] = DIGITS[b & 15] as number;
  }
  return String.fromCharCode.apply(null, codes);
}

/** Bytes of a hexadecimal text, or null when it is not hexadecimal of even length. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return null;
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}

/** Lexicographic order of bytes: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const d = (a[i] as number) - (b[i] as number);
    if (d !== 0) return d;
  }
  return a.length - b.length;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let n = 0;
  for (const p of parts) n += p.length;
  const out = new Uint8Array(n);
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  return out;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** Text of UTF-8 bytes, or null when they are not valid UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

const B64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** RFC 4648 base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const a = bytes[i] as number;
    const b = bytes[i + 1];
    const c = bytes[i + 2];
    out += B64.charAt(a >> 2) + B64.charAt(((a & 3) << 4) | ((b ?? 0) >> 4));
    if (b !== undefined) out += B64.charAt(((b & 15) << 2) | ((c ?? 0) >> 6));
    if (c !== undefined) out += B64.charAt(c & 63);
  }
  return out;
}

/** Bytes of an unpadded base64url text, or null when it is not one. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let n = 0;
  let at = 0;
  for (const ch of text) {
    const v = B64.indexOf(ch);
    if (v < 0) return null;
    bits = ((bits << 6) | v) & 0xffff;
    n += 6;
    if (n >= 8) {
      n -= 8;
      out[at++] = (bits >> n) & 0xff;
    }
  }
  return out;
}
