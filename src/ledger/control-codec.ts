/**
 * Control operations and their notes as CBOR (docs/formats/entry.md):
 *   [0, public, seat, cert, null, next] genesis · [1, seat-key, cert] writer · [2, auth, seat, wraps] grant ·
 *   [3, auth, seat-key, cuts, next] revoke · [4, auth, next] rotate · [5, auth, entries] accept · [6, auth] roster
 *   seat = [key, kem, party, psig, role] · next = [n, epoch, wraps] · wrap = [seat-key, epoch, enc, ct]
 *   note = [text / null, salt / null, cards, applications]
 * An unknown operation is P_VERSION; another shape is E_CLAIMS.
 */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import type { Control, ControlNote, NextEpoch, Role, Seat, Value, Wrap } from './model.ts';
import { isArrayOf, isBytesOf, isTextOrNull, isUint, parseAll } from './shape.ts';

const wrapValue = (w: Wrap): Value => [w.seat, w.epoch, w.enc, w.ct];
const seatValue = (s: Seat): Value => [s.key, s.kem, s.party, s.psig, s.role];
const nextValue = (n: NextEpoch | null): Value => n && [n.n, n.epoch, n.wraps.map(wrapValue)];

export function controlValue(c: Control): Value {
  switch (c.op) {
    case 0:
      return [0, c.public, seatValue(c.seat), c.cert, null, nextValue(c.next)];
    case 1:
      return [1, c.seatKey, c.cert];
    case 2:
      return [2, c.auth, seatValue(c.seat), c.wraps.map(wrapValue)];
    case 3:
      return [3, c.auth, c.seatKey, c.cuts.map((x): Value => [x.writer, x.seq, x.id]), nextValue(c.next)];
    case 4:
      return [4, c.auth, nextValue(c.next)];
    case 5:
      return [5, c.auth, [...c.entries]];
    case 6:
      return [6, c.auth];
  }
}

export const noteValue = (n: ControlNote): Value => [n.text, n.salt, [...n.cards], [...n.applications]];

function parseWrap(value: Value): Wrap | null {
  if (!isArrayOf(value, 4, 4)) return null;
  const [seat, epoch, enc, ct] = value;
  return isBytesOf(seat, 32) && isBytesOf(epoch, 16) && isBytesOf(enc, 32) && isBytesOf(ct, 48)
    ? { seat, epoch, enc, ct }
    : null;
}

function parseSeat(value: Value | undefined): Seat | null {
  if (!isArrayOf(value, 5, 5)) return null;
  const [key, kem, party, psig, role] = value;
  if (!isBytesOf(key, 32) || !isBytesOf(kem, 32) || !isBytesOf(party, 32) || !isBytesOf(psig, 64)) return null;
  return isUint(role) && role >= 1 && role <= 4 ? { key, kem, party, psig, role: role as Role } : null;
}

function parseNext(value: Value | undefined): NextEpoch | null {
  if (!isArrayOf(value, 3, 3)) return null;
  const [n, epoch, items] = value;
  if (!isUint(n) || !isBytesOf(epoch, 16) || !isArrayOf(items, 1, 10_000)) return null;
  const wraps = parseAll(items, parseWrap);
  return wraps ? { n, epoch, wraps } : null;
}

function parseCut(value: Value): { writer: Uint8Array; seq: number; id: Uint8Array } | null {
  if (!isArrayOf(value, 3, 3)) return null;
  const [writer, seq, id] = value;
  return isBytesOf(writer, 32) && isUint(seq) && isBytesOf(id, 32) ? { writer, seq, id } : null;
}

function parseKnown(op: number, a: readonly Value[]): Control | null {
  const [, x, y, z, u, w] = a;
  if (op === 0) {
    const seat = parseSeat(y);
    const next = parseNext(w);
    const ends = w === null ? x === true : next !== null && x === false;
    return a.length === 6 && typeof x === 'boolean' && seat && isBytesOf(z, 64) && u === null && ends
      ? { op: 0, public: x, seat, cert: z, next }
      : null;
  }
  if (!isBytesOf(x, 32)) return null;
  switch (op) {
    case 1:
      return a.length === 3 && isBytesOf(y, 64) ? { op: 1, seatKey: x, cert: y } : null;
    case 2: {
      const seat = parseSeat(y);
      const wraps = isArrayOf(z, 0, 10_000) ? parseAll(z, parseWrap) : null;
      return a.length === 4 && seat && wraps ? { op: 2, auth: x, seat, wraps } : null;
    }
    case 3: {
      const cuts = isArrayOf(z, 0, 1000) ? parseAll(z, parseCut) : null;
      const next = u === null ? null : parseNext(u);
      return a.length === 5 && isBytesOf(y, 32) && cuts && (u === null || next)
        ? { op: 3, auth: x, seatKey: y, cuts, next }
        : null;
    }
    case 4: {
      const next = parseNext(y);
      return a.length === 3 && next ? { op: 4, auth: x, next } : null;
    }
    case 5: {
      const entries = isArrayOf(y, 1, 1000) ? parseAll(y, (e) => (isBytesOf(e, 32) ? e : null)) : null;
      return a.length === 3 && entries ? { op: 5, auth: x, entries } : null;
    }
    default:
      return a.length === 2 ? { op: 6, auth: x } : null;
  }
}

export function parseControl(value: Value): Result<Control, Failure<'E_CLAIMS' | 'P_VERSION'>> {
  if (!Array.isArray(value)) return fail('E_CLAIMS', { reason: 'control' });
  const [op] = value as readonly Value[];
  if (!isUint(op)) return fail('E_CLAIMS', { reason: 'control operation' });
  if (op > 6) return fail('P_VERSION', { operation: op });
  const control = parseKnown(op, value as readonly Value[]);
  return control ? ok(control) : fail('E_CLAIMS', { reason: `control operation ${op}` });
}

export function parseNote(value: Value): Result<ControlNote, Failure<'E_CLAIMS'>> {
  if (!isArrayOf(value, 4, 4)) return fail('E_CLAIMS', { reason: 'note' });
  const [text, salt, cardItems, applicationItems] = value;
  const bytes = (items: Value | undefined): Uint8Array[] | null =>
    Array.isArray(items) ? parseAll(items as readonly Value[], (x) => (x instanceof Uint8Array ? x : null)) : null;
  const cards = bytes(cardItems);
  const applications = bytes(applicationItems);
  if (!isTextOrNull(text) || (salt !== null && !isBytesOf(salt, 32)) || !cards || !applications)
    return fail('E_CLAIMS', { reason: 'note' });
  return ok({ text, salt: salt ?? null, cards, applications });
}
