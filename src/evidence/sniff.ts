/**
 * Media type of a file by its first bytes; never by its name, which is the sender's word. What is not recognised is
 * application/octet-stream: a wrong guess would be shown to a reviewer as a fact.
 */
import { fromUtf8 } from '../base/bytes.ts';

/** Bytes of the head that a caller hands in, at most. */
export const SNIFF_BYTES = 65_536;

export interface Sniffed {
  readonly mime: string;
  /** Term of evidence_kind that the type suggests. */
  readonly kind: 'photo' | 'video' | 'audio' | 'document' | 'web_capture';
}

type Kind = Sniffed['kind'];

interface Magic {
  readonly at: number;
  readonly bytes: string;
  readonly mime: string;
  readonly kind: Kind;
}

/** Latin-1 text of the bytes that must stand at an offset. */
const MAGIC: readonly Magic[] = [
  { at: 0, bytes: '\xff\xd8\xff', mime: 'image/jpeg', kind: 'photo' },
  { at: 0, bytes: '\x89PNG\r\n\x1a\n', mime: 'image/png', kind: 'photo' },
  { at: 0, bytes: 'GIF87a', mime: 'image/gif', kind: 'photo' },
  { at: 0, bytes: 'GIF89a', mime: 'image/gif', kind: 'photo' },
  { at: 0, bytes: '%PDF-', mime: 'application/pdf', kind: 'document' },
  { at: 0, bytes: 'OggS', mime: 'audio/ogg', kind: 'audio' },
  { at: 0, bytes: 'ID3', mime: 'audio/mpeg', kind: 'audio' },
  { at: 0, bytes: 'fLaC', mime: 'audio/flac', kind: 'audio' },
];

const RIFF: Readonly<Record<string, Sniffed>> = {
  WEBP: { mime: 'image/webp', kind: 'photo' },
  WAVE: { mime: 'audio/wav', kind: 'audio' },
  'AVI ': { mime: 'video/x-msvideo', kind: 'video' },
};

/** Major brands of ISO base media files that are not mp4 video. */
const BRANDS: Readonly<Record<string, Sniffed>> = {
  'qt  ': { mime: 'video/quicktime', kind: 'video' },
  'M4A ': { mime: 'audio/mp4', kind: 'audio' },
  avif: { mime: 'image/avif', kind: 'photo' },
  heic: { mime: 'image/heic', kind: 'photo' },
  heix: { mime: 'image/heic', kind: 'photo' },
  mif1: { mime: 'image/heif', kind: 'photo' },
};

const OOXML: readonly (readonly [string, string])[] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));

/** Type of a file from its first bytes. `whole`: the head is the entire file, so its text must end where it ends. */
export function sniff(head: Uint8Array, whole: boolean): Sniffed {
  return sniffBinary(head) ?? sniffText(head, whole) ?? { mime: 'application/octet-stream', kind: 'document' };
}

function sniffBinary(head: Uint8Array): Sniffed | null {
  const fixed = MAGIC.find((m) => latin1(head, m.at, m.at + m.bytes.length) === m.bytes);
  if (fixed) return { mime: fixed.mime, kind: fixed.kind };
  const first = latin1(head, 0, 4);
  const brand = latin1(head, 8, 12);
  if (first === 'RIFF') return RIFF[brand] ?? null;
  if (latin1(head, 4, 8) === 'ftyp') return BRANDS[brand] ?? { mime: 'video/mp4', kind: 'video' };
  if (['moov', 'mdat', 'wide', 'free'].includes(latin1(head, 4, 8)) && head[0] === 0) {
    return { mime: 'video/quicktime', kind: 'video' };
  }
  if (first === '\x1a\x45\xdf\xa3') return matroska(head);
  if (first === 'PK\x03\x04' || first === 'PK\x05\x06') return zip(head);
  return isMpegAudio(head) ? { mime: 'audio/mpeg', kind: 'audio' } : null;
}

const matroska = (head: Uint8Array): Sniffed => ({
  mime: latin1(head, 0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska',
  kind: 'video',
});

/** Names of the members whose local headers lie in the head. */
function zip(head: Uint8Array): Sniffed {
  const names: string[] = [];
  for (let at = 0; at + 30 <= head.length && names.length < 64; ) {
    if (latin1(head, at, at + 4) !== 'PK\x03\x04') break;
    const view = new DataView(head.buffer, head.byteOffset + at);
    const [size, name, extra] = [view.getUint32(18, true), view.getUint16(26, true), view.getUint16(28, true)];
    names.push(latin1(head, at + 30, at + 30 + name));
    // With a data descriptor the size stands behind the data: look for the next header instead.
    const end = at + 30 + name + extra + size;
    at = view.getUint16(6, true) & 8 && size === 0 ? nextHeader(head, end) : end;
  }
  const office = OOXML.find(([folder]) => names.some((n) => n.startsWith(folder)));
  if (names.includes('[Content_Types].xml') && office) return { mime: office[1], kind: 'document' };
  return { mime: 'application/zip', kind: 'document' };
}

function nextHeader(head: Uint8Array, from: number): number {
  for (let i = from; i + 4 <= head.length; i++) {
    if (head[i] === 0x50 && head[i + 1] === 0x4b && head[i + 2] === 3 && head[i + 3] === 4) return i;
  }
  return head.length;
}

/** Two MPEG layer III frames in a row: one sync word alone occurs in any data. */
function isMpegAudio(head: Uint8Array): boolean {
  const length = mpegFrame(head, 0);
  return length > 0 && mpegFrame(head, length) > 0;
}

const BITRATES = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320] as const;
const LOW_BITRATES = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160] as const;
const RATES = [44_100, 48_000, 32_000] as const;

/** Length of the MPEG audio layer III frame at an offset, 0 when there is none. */
function mpegFrame(b: Uint8Array, at: number): number {
  const [first, second, third] = [b[at], b[at + 1], b[at + 2]];
  if (first !== 0xff || second === undefined || third === undefined || (second & 0xe6) !== 0xe2) return 0;
  const version = (second >> 3) & 3;
  const kbit = (version === 3 ? BITRATES : LOW_BITRATES)[third >> 4];
  const rate = RATES[(third >> 2) & 3];
  if (version === 1 || !kbit || !rate) return 0;
  const divisor = version === 3 ? 1 : version === 2 ? 2 : 4;
  return Math.floor(((version === 3 ? 144_000 : 72_000) * kbit) / (rate / divisor)) + ((third >> 1) & 1);
}

/** Tab, line feed, vertical tab, form feed, carriage return, escape. */
const TEXT_CONTROLS = new Set([9, 10, 11, 12, 13, 27]);

/** UTF-8 without control characters; a head that was cut may end inside a character. */
function decodeHead(head: Uint8Array, whole: boolean): string | null {
  if (head.some((b) => b < 0x20 && !TEXT_CONTROLS.has(b))) return null;
  for (let cut = 0; cut <= (whole ? 0 : 3); cut++) {
    const text = fromUtf8(head.subarray(0, head.length - cut));
    if (text !== null) return text;
  }
  return null;
}

function sniffText(head: Uint8Array, whole: boolean): Sniffed | null {
  if (head.length === 0) return null;
  const decoded = decodeHead(head, whole);
  if (decoded === null) return null;
  const text = decoded.replace(/^\ufeff/, '');
  if (/^\s*(<!doctype html|<html|<head|<body)\b/i.test(text)) return { mime: 'text/html', kind: 'web_capture' };
  if (/^\s*<\?xml\b/.test(text)) return { mime: 'application/xml', kind: 'document' };
  if (isJson(text, whole)) return { mime: 'application/json', kind: 'document' };
  if (isCsv(text, whole)) return { mime: 'text/csv', kind: 'document' };
  return { mime: 'text/plain', kind: 'document' };
}

/** A whole file must parse; a cut one must begin as an object or array of JSON does. */
function isJson(text: string, whole: boolean): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  if (!whole) return /^\s*(\{\s*"|\[\s*([[{"\d-]|true|false|null))/.test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** At least two lines with the same number (>= 2) of fields, for one of the usual separators. */
function isCsv(text: string, whole: boolean): boolean {
  const lines = text.split(/\r\n|\n|\r/);
  if (!whole) lines.pop();
  const filled = lines.filter((line) => line.trim() !== '').slice(0, 20);
  if (filled.length < 2) return false;
  return [',', ';', '\t'].some((separator) => {
    const counts = filled.map((line) => fieldCount(line, separator));
    const first = counts[0] ?? 0;
    // Prose has commas too: every line must agree, and two fields need more than a pair of lines.
    return first >= 2 && counts.every((n) => n === first) && (first > 2 || filled.length > 2 || separator !== ',');
  });
}

function fieldCount(line: string, separator: string): number {
  let quoted = false;
  let n = 1;
  for (const c of line) {
    if (c === '"') quoted = !quoted;
    else if (c === separator && !quoted) n++;
  }
  return n;
}
