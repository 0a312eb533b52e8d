/**
 * Searches bytes for what must not stand in them. Each canary is looked for in every form in which a program may have written it: as
 * text (UTF-8, UTF-16, letters small, accents apart, escaped), in hexadecimal, in base64 at each of its three alignments, and
 * inside what can be unpacked without a key.
 */
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

export interface Canary {
  readonly name: string;
  readonly value: string | Uint8Array;
}
export interface Form {
  readonly canary: string;
  readonly form: string;
  readonly bytes: Buffer;
}
export interface Hit {
  readonly canary: string;
  readonly form: string;
  readonly where: string;
}

/** Base64 of the bytes as they look when `before` bytes stand in front: only the characters that depend on nothing else. */
function base64At(bytes: Buffer, before: 0 | 1 | 2): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const whole = (before + bytes.length) % 3 === 0;
  return text.slice([0, 2, 3][before] ?? 0, whole ? undefined : -1);
}

function byteForms(bytes: Buffer): readonly (readonly [string, Buffer])[] {
  const hex = bytes.toString('hex');
  return [
    ['bytes', bytes],
    ['hex', Buffer.from(hex)],
    ['HEX', Buffer.from(hex.toUpperCase())],
    ...([0, 1, 2] as const).flatMap((before): (readonly [string, Buffer])[] => {
      const text = base64At(bytes, before);
      return [
        [`base64+${before}`, Buffer.from(text)],
        [`base64url+${before}`, Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_'))],
      ];
    }),
  ];
}

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const escaped = (text: string): string =>
  text.replaceAll(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

function textForms(text: string): readonly (readonly [string, Buffer])[] {
  const spellings = new Map([text, text.normalize('NFD'), text.toLowerCase()].map((t) => [t, Buffer.from(t)]));
  return [
    ...[...spellings.values()].flatMap(byteForms),
    ['utf16le', Buffer.from(text, 'utf16le')],
    ['utf16be', utf16be(text)],
    ['json', Buffer.from(escaped(text))],
    ['url', Buffer.from(encodeURIComponent(text))],
  ];
}

/** Every form of every canary, each byte sequence once. */
export function formsOf(canaries: readonly Canary[]): readonly Form[] {
  const seen = new Set<string>();
  return canaries.flatMap(({ name, value }) =>
    (typeof value === 'string' ? textForms(value) : byteForms(Buffer.from(value))).flatMap(([form, bytes]) => {
      const key = `${name} ${bytes.toString('latin1')}`;
      if (seen.has(key)) return [];
      seen.add(key);
      if (bytes.length < 8) throw new Error(`the canary "${name}" is too short to mean anything`);
      return [{ canary: name, form, bytes }];
    }),
  );
}

/** Most that is unpacked of one place: a canary stands near its begin or nowhere. */
const UNPACKED_MAX = 4 * 1_048_576;
/** Up to this length every offset is tried as the begin of raw DEFLATE, which has no mark of its own. */
const SMALL = 16 * 1024;

const UNPACK = { maxOutputLength: UNPACKED_MAX, finishFlush: 2 } as const;
function unpacked(bytes: Buffer, by: (b: Buffer, o: typeof UNPACK) => Buffer): Buffer | null {
  try {
    const out = by(bytes, UNPACK);
    return out.length >= 8 ? out : null;
  } catch {
    return null;
  }
}

/** What lies packed within the bytes behind a mark: gzip and zlib. */
function* marked(bytes: Buffer): Generator<readonly [string, Buffer]> {
  for (let at = bytes.indexOf(0x1f); at >= 0; at = bytes.indexOf(0x1f, at + 1))
    if (bytes[at + 1] === 0x8b && bytes[at + 2] === 8) {
      const out = unpacked(bytes.subarray(at), gunzipSync);
      if (out) yield [`gzip@${at}`, out];
    }
  for (let at = bytes.indexOf(0x78); at >= 0; at = bytes.indexOf(0x78, at + 1))
    if (((0x7800 | (bytes[at + 1] ?? 0)) & 0xffff) % 31 === 0) {
      const out = unpacked(bytes.subarray(at), inflateSync);
      if (out) yield [`zlib@${at}`, out];
    }
}

/** DEFLATE without a mark, at any offset of what is small. */
function* unmarked(bytes: Buffer): Generator<readonly [string, Buffer]> {
  if (bytes.length > SMALL) return;
  for (let at = 0; at < bytes.length - 8; at++) {
    // The two bits behind the first: 3 is no kind of block.
    if (((bytes[at] ?? 0) & 6) === 6) continue;
    const out = unpacked(bytes.subarray(at), inflateRawSync);
    if (out) yield [`deflate@${at}`, out];
  }
}

export interface Search {
  /** Everything found in the bytes, and in what is packed in them behind a mark. */
  in(where: string, bytes: Uint8Array): readonly Hit[];
  /** The same, and in DEFLATE at any offset: for single values of a table, not for megabytes. */
  inValue(where: string, bytes: Uint8Array): readonly Hit[];
  /** Bytes gone through so far. */
  readonly searched: number;
}

export function searchFor(forms: readonly Form[]): Search {
  // By the first three bytes: one look for each byte of the input, however many forms there are.
  const first = new Uint8Array(1 << 24);
  const byFirst = new Map<number, Form[]>();
  for (const form of forms) {
    const key = form.bytes.readUIntBE(0, 3);
    first[key] = 1;
    byFirst.set(key, [...(byFirst.get(key) ?? []), form]);
  }
  let searched = 0;
  const plain = (where: string, bytes: Buffer): Hit[] => {
    const hits = new Map<string, Hit>();
    searched += bytes.length;
    let key = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
    for (let at = 2; at < bytes.length; at++) {
      key = ((key << 8) | (bytes[at] ?? 0)) & 0xffffff;
      if (first[key] === 0) continue;
      for (const form of byFirst.get(key) ?? [])
        if (
          bytes.compare(
            form.bytes,
            0,
            form.bytes.length,
            at - 2,
            Math.min(bytes.length, at - 2 + form.bytes.length),
          ) === 0
        )
          hits.set(`${form.canary} ${form.form}`, { canary: form.canary, form: form.form, where });
    }
    return [...hits.values()];
  };
  const deep = (where: string, bytes: Buffer, depth: number): Hit[] => {
    const hits = plain(where, bytes);
    if (depth > 0) for (const [how, out] of marked(bytes)) hits.push(...deep(`${where} > ${how}`, out, depth - 1));
    return hits;
  };
  const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    in: (where, bytes) => deep(where, bufferOf(bytes), 2),
    inValue(where, bytes) {
      const all = bufferOf(bytes);
      const hits = deep(where, all, 2);
      for (const [how, out] of unmarked(all)) hits.push(...plain(`${where} > ${how}`, out));
      return hits;
    },
    get searched() {
      return searched;
    },
  };
}
