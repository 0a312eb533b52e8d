/** What `kua doctor` says of shared spaces: managers, quarantine, entries that wait, forks, the key that belongs on paper. */
import { toHex } from '../../base/bytes.ts';
import type { CheckJson } from '../../contract/api.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import type { CardChain } from '../../ledger/card-chain.ts';
import { cardKeys, heldSeeds } from '../log/keys.ts';
import { ourChain, ourStatement } from './identity.ts';
import { managersOf, MANAGERS_WANTED } from './overview.ts';

const LOOKED_AT = 10_000;

const isShared = (space: Space): boolean =>
  new Set([...space.membership.seats.values()].map((s) => toHex(s.seat.party))).size > 1;

/** `CODE n` for each code, most frequent first. */
function byCode(codes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([code, n]) => `${code} ${n}`)
    .join(', ');
}

/**
 * Members learn from the card under which keys this node's log and witness sign. A card made before there was a log, or before the log's
 * key was changed, states others; only the next card can say so.
 */
async function logKeysOnCard(parts: Parts, chain: CardChain | null): Promise<readonly CheckJson[]> {
  const { ledger, primitives: p } = parts;
  const seeds = await heldSeeds(ledger);
  if (!chain || !seeds || (await ourStatement(ledger))) return [];
  const held = cardKeys(p, seeds);
  const missing = Object.entries(held).flatMap(([label, key]) => (chain.card.keys[label] === key ? [] : [label]));
  const detail = missing.length === 0 ? 'stated' : `W_CARD_KEYS: ${missing.join(', ')}; kua key rotate`;
  return [{ name: 'keys on the card', result: 'pass', detail }];
}

/** A warning passes and says its code: a coalition of two is no fault of the node. */
export async function coalitionChecks(parts: Parts): Promise<readonly CheckJson[]> {
  const { ledger, primitives: p } = parts;
  const checks: CheckJson[] = [];
  const ours = await ourChain(p, ledger);
  checks.push({
    name: 'organisation card',
    result: ours && !ours.chain.fault ? 'pass' : 'fail',
    detail: ours ? `card ${ours.chain.card.n}` : 'E_CARD',
  });
  checks.push(...(await logKeysOnCard(parts, ours?.chain ?? null)));
  const next = (await ledger.secrets('org-next', null)).length > 0;
  if (next) checks.push({ name: 'next key', result: 'pass', detail: 'W_NEXT_KEY_HERE: kua key paper --forget' });
  for (const space of parts.spaces.all().filter(isShared)) {
    const { slug } = space.info;
    const managers = managersOf(space);
    checks.push({
      name: `managers of ${slug}`,
      result: managers > 0 ? 'pass' : 'fail',
      detail: managers < MANAGERS_WANTED ? `W_FEW_MANAGERS: ${managers} of ${MANAGERS_WANTED}` : String(managers),
    });
    const quarantined = await ledger.quarantined(space.id, LOOKED_AT);
    const parked = await ledger.parked(space.id, LOOKED_AT);
    const codes = [...quarantined.map((e) => e.reason ?? ''), ...parked.map((e) => e.code)];
    checks.push({
      name: `received in ${slug}`,
      result: 'pass',
      detail: codes.length === 0 ? 'nothing waits' : byCode(codes),
    });
    const forks = await ledger.forks(space.id);
    checks.push({
      name: `chains of ${slug}`,
      result: forks.length === 0 ? 'pass' : 'fail',
      detail:
        forks.length === 0 ? 'none splits' : forks.map((f) => `${toHex(f.writer).slice(0, 12)}:${f.seq}`).join(', '),
    });
  }
  return checks;
}
