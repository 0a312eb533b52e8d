/**
 * Entry header: a CBOR array of 13 at fixed positions (docs/formats/entry.md):
 *   v, kind, space, writer, seq, prev, deps, ms, ctr, epoch, kc, ph, plen
 * Refused (E_HEADER): another length or type, deps unsorted or repeated or more than 16, prev null unless seq is 0,
 * kc empty unless epoch is empty, plen outside 1..262144. A higher v is P_VERSION.
 */
import { compareBytes, equalBytes } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import { readHeader } from './header-read.ts';
import type { EntryKind, Header, Value } from './model.ts';

export const HEADER_MAX = 1024;
export const BLOCK_MAX = 262_144;
/** Most bytes that a compressed body may inflate to. */
export const INFLATED_MAX = 1_048_576;

const NO_SPACE = new Uint8Array(32);

type HeaderCode = 'E_CBOR' | 'E_HEADER' | 'P_VERSION';

/** Header members before kc, ph and plen, which depend on them. */
export type HeaderStart = Omit<Header, 'kc' | 'ph' | 'plen'>;

const start = (h: HeaderStart): Value[] => [
  h.v,
  h.kind,
  h.space,
  h.writer,
  h.seq,
  h.prev,
  [...h.deps],
  h.ms,
  h.ctr,
  h.epoch,
];

/** What the payload's key is bound to: CBOR of the first ten members. */
export const encodeHeaderStart = (h: HeaderStart): Uint8Array => encodeCbor(start(h));

export const encodeHeader = (h: Header): Uint8Array => encodeCbor([...start(h), h.kc, h.ph, h.plen]);

const isBytes = (value: Value | undefined, ...lengths: number[]): value is Uint8Array =>
  value instanceof Uint8Array && lengths.includes(value.length);
const isUint = (value: Value | undefined, max = Number.MAX_SAFE_INTEGER): value is number =>
  typeof value === 'number' && value >= 0 && value <= max;

function isDeps(value: Value | undefined): value is Uint8Array[] {
  if (!Array.isArray(value) || value.length > 16) return false;
  let before: Uint8Array | null = null;
  for (const dep of value) {
    if (!isBytes(dep, 32) || (before && compareBytes(before, dep) >= 0)) return false;
    before = dep;
  }
  return true;
}

/** A genesis has no space id yet: 32 zero bytes stand in its place, and there alone. */
export const isGenesis = (h: Pick<Header, 'kind' | 'seq' | 'space'>): boolean =>
  h.kind === 1 && h.seq === 0 && equalBytes(h.space, NO_SPACE);

export function decodeHeader(bytes: Uint8Array): Result<Header, Failure<HeaderCode>> {
  const plain = readHeader(bytes, BLOCK_MAX);
  return plain ? ok(plain) : decodeAnyHeader(bytes);
}

/** The rule itself, by the general decoder: what `readHeader` does not take, and what says why. */
export function decodeAnyHeader(bytes: Uint8Array): Result<Header, Failure<HeaderCode>> {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) return decoded;
  const a = decoded.value;
  if (!Array.isArray(a)) return fail('E_HEADER', { reason: 'not an array' });
  const [v, kind, space, writer, seq, prev, deps, ms, ctr, epoch, kc, ph, plen] = a as readonly Value[];
  if (isUint(v) && v > 1) return fail('P_VERSION', { version: v });
  if (v !== 1) return fail('E_HEADER', { reason: 'version' });
  if (a.length !== 13) return fail('E_HEADER', { reason: 'length' });
  if (!isUint(kind, 3)) return fail('E_HEADER', { reason: 'kind' });
  if (!isBytes(space, 32)) return fail('E_HEADER', { reason: 'space' });
  if (!isBytes(writer, 32)) return fail('E_HEADER', { reason: 'writer' });
  if (!isUint(seq)) return fail('E_HEADER', { reason: 'seq' });
  if (prev !== null && !isBytes(prev, 32)) return fail('E_HEADER', { reason: 'prev' });
  if ((prev === null || prev === undefined) !== (seq === 0)) return fail('E_HEADER', { reason: 'prev and seq' });
  if (!isDeps(deps)) return fail('E_HEADER', { reason: 'deps' });
  if (!isUint(ms)) return fail('E_HEADER', { reason: 'ms' });
  if (!isUint(ctr, 65_535)) return fail('E_HEADER', { reason: 'ctr' });
  if (!isBytes(epoch, 0, 16)) return fail('E_HEADER', { reason: 'epoch' });
  if (!isBytes(kc, 0, 32) || (kc.length === 0) !== (epoch.length === 0)) return fail('E_HEADER', { reason: 'kc' });
  if (!isBytes(ph, 32)) return fail('E_HEADER', { reason: 'ph' });
  if (!isUint(plen, BLOCK_MAX) || plen < 1) return fail('E_HEADER', { reason: 'plen' });
  return ok({
    v: 1,
    kind: kind as EntryKind,
    space,
    writer,
    seq,
    prev: prev ?? null,
    deps,
    ms,
    ctr,
    epoch,
    kc,
    ph,
    plen,
  });
}
