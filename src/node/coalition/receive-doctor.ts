/** What `kua doctor` says of entries that came from others: what waits for what, which predecessors are missing, keys that do not fit. */
import { toHex } from '../../base/bytes.ts';
import type { CheckJson } from '../../contract/api.ts';
import type { Parts } from '../parts.ts';
import { staleWriters } from './stale.ts';

/** Predecessors that one check names; more are counted. */
const NAMED_MAX = 10;
const short = (hex: string): string => hex.slice(0, 12);

/** `WRITER:SEQ` of what parked entries of a space wait for. */
function named(missing: readonly { readonly writer: Uint8Array; readonly seq: number }[]): string {
  const shown = missing.slice(0, NAMED_MAX).map((m) => `${short(toHex(m.writer))}:${m.seq}`);
  return missing.length > NAMED_MAX ? `${shown.join(', ')} and ${missing.length - NAMED_MAX} more` : shown.join(', ');
}

/** Waiting entries are no fault of the node: the check passes and names them. A key that does not fit fails it. */
export async function receiveChecks(parts: Pick<Parts, 'ledger' | 'spaces'>): Promise<readonly CheckJson[]> {
  const { ledger, spaces } = parts;
  const checks: CheckJson[] = [];
  const slugs = new Map(spaces.all().map((s) => [s.hex, s.info.slug]));
  const parked = await ledger.parkedSpaces();
  for (const { space, code, entries } of parked) {
    const hex = toHex(space);
    const missing = code === 'P_PREV' ? await ledger.missing(space) : [];
    const detail = missing.length > 0 ? `${code} ${entries}, missing ${named(missing)}` : `${code} ${entries}`;
    checks.push({ name: `waiting in ${slugs.get(hex) ?? short(hex)}`, result: 'pass', detail });
  }
  for (const { hex, id, info } of spaces.all()) {
    const stale = await staleWriters(ledger, id);
    if (stale.length > 0)
      checks.push({
        name: `own writers of ${info.slug}`,
        result: 'pass',
        detail: `E_STALE ${stale.map(short).join(', ')}`,
      });
    const faults = (await ledger.locals('epoch-fault')).filter(
      (row) => (row.value as { space?: string }).space === hex,
    );
    if (faults.length > 0)
      checks.push({
        name: `keys of ${info.slug}`,
        result: 'fail',
        detail: `E_EPOCH ${faults.map((row) => short(row.key)).join(', ')}`,
      });
  }
  return checks;
}
