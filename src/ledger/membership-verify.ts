/** The signatures that membership rests on: a seat by its party, a writer by its seat. */
import { compareBytes, equalBytes, toHex } from '../base/bytes.ts';
import { verifySignature } from './ed25519.ts';
import type { Certificate, ControlEntry, MembershipOptions } from './membership-model.ts';
import type { Seat } from './model.ts';
import { seatBytes, writerBytes } from './seat.ts';

/** Inside a genesis the space has no id yet. */
const NO_SPACE = new Uint8Array(32);

/** True when the entry's signature holds; asked at most once per entry and cache. */
export type Verified = (entry: ControlEntry) => boolean;

function holds(o: MembershipOptions, { header, control }: ControlEntry): boolean {
  const p = o.primitives;
  if (!p) return true;
  const seat = (s: Seat, space: Uint8Array): boolean =>
    verifySignature(p, s.party, seatBytes(space, s.key, s.kem), s.psig);
  if (control.op === 0)
    return (
      seat(control.seat, NO_SPACE) &&
      verifySignature(p, control.seat.key, writerBytes(NO_SPACE, header.writer), control.cert)
    );
  if (control.op === 1)
    return verifySignature(p, control.seatKey, writerBytes(header.space, header.writer), control.cert);
  return control.op !== 2 || seat(control.seat, header.space);
}

export function verifier(o: MembershipOptions): Verified {
  const known = o.signatures ?? new Map<string, boolean>();
  return (entry) => {
    if (entry.control.op > 2) return true;
    const hex = toHex(entry.id);
    const before = known.get(hex);
    if (before !== undefined) return before;
    const result = holds(o, entry);
    known.set(hex, result);
    return result;
  };
}

/** Certificates by writer (hex): the founder's own, and operation 1 where it is the first entry of a chain. Lowest id first. */
export function certificatesOf(
  genesis: ControlEntry,
  controls: Iterable<ControlEntry>,
  verified: Verified,
): Map<string, Certificate[]> {
  const out = new Map<string, Certificate[]>();
  if (genesis.control.op === 0)
    out.set(toHex(genesis.header.writer), [{ entry: genesis.id, seat: genesis.control.seat.key }]);
  for (const c of controls) {
    if (c.control.op !== 1 || c.header.seq !== 0 || !verified(c)) continue;
    const writer = toHex(c.header.writer);
    const certificate: Certificate = { entry: c.id, seat: c.control.seatKey };
    const before = out.get(writer);
    if (before) before.push(certificate);
    else out.set(writer, [certificate]);
  }
  for (const list of out.values())
    if (list.length > 1)
      list.sort(
        (a, b) =>
          Number(equalBytes(b.entry, genesis.id)) - Number(equalBytes(a.entry, genesis.id)) ||
          compareBytes(a.entry, b.entry),
      );
  return out;
}
