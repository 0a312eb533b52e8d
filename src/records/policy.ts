/**
 * View policy `policy/1`: which of several accounts a field shows. Order: explicit decision > conf > number of distinct
 * Source ids > reliability written in ctx > later obs > lower claim id. Claims of equal value speak together: the group's
 * best conf, its sources together, its best reliability, its latest observation. Nothing here reads arrival, clock,
 * locale, zone tables or caches.
 */
import { toHex } from '../base/bytes.ts';
import { parseEdtf } from '../base/dates.ts';
import type { Value } from '../ledger/model.ts';
import { canonicalText } from './canonical.ts';
import type { ClaimId, RecordClaim } from './model.ts';

/** Higher is shown first. An unknown word of a newer node ranks between reported and set aside. */
const CONF: Readonly<Record<string, number>> = { verified: 4, corroborated: 3, reported: 2, set_aside: 0 };
const RELIABILITY: Readonly<Record<string, number>> = {
  high: 5,
  likely: 4,
  unsure: 3,
  unlikely: 2,
  low: 1,
  unknown: 0,
};
const confRank = (claim: RecordClaim): number => CONF[claim.conf] ?? 1;
const reliabilityRank = (claim: RecordClaim): number =>
  claim.reliability === null ? 0 : (RELIABILITY[claim.reliability] ?? 0);
const obsRank = (claim: RecordClaim): number => {
  const parsed = claim.obs === null ? null : parseEdtf(claim.obs);
  // An observation without a first day is still later than none.
  return parsed?.ok ? (parsed.value.lo ?? Number.MIN_SAFE_INTEGER) : Number.NEGATIVE_INFINITY;
};

/** Claim ids by (entry id, index). */
function compareClaimIds(a: ClaimId, b: ClaimId): number {
  const [ea = '', ia = ''] = a.split('.');
  const [eb = '', ib = ''] = b.split('.');
  if (ea !== eb) return ea < eb ? -1 : 1;
  return Number(ia) - Number(ib) || (ia < ib ? -1 : ia > ib ? 1 : 0);
}

function compareClaims(a: RecordClaim, b: RecordClaim): number {
  return (
    confRank(b) - confRank(a) ||
    reliabilityRank(b) - reliabilityRank(a) ||
    compareNumbers(obsRank(b), obsRank(a)) ||
    compareClaimIds(a.claim, b.claim)
  );
}
/** Subtraction would give NaN for two infinities. */
const compareNumbers = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Distinct Source records behind claims; an own observation, a claim or evidence is no Source id. */
export const originsOf = (claims: readonly RecordClaim[]): ReadonlySet<string> =>
  new Set(claims.flatMap((c) => c.sources.filter((s) => s.startsWith('src_'))));

/** The claims of one value. */
export interface Account {
  readonly value: Value;
  /** Best first. */
  readonly claims: readonly RecordClaim[];
  readonly origins: number;
  readonly preferred: boolean;
  readonly excluded: boolean;
}

export interface Ranked {
  /** In the order of the policy. */
  readonly accounts: readonly Account[];
  readonly decided: boolean;
  readonly disputed: boolean;
}

interface Decision {
  readonly prefer: boolean;
  readonly target: ClaimId;
}

/** A claim reference inside a decision: `[entry id, index]`, or its text form. */
function targetOf(value: Value): ClaimId | null {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return null;
  const [entry, index] = value as readonly Value[];
  return entry instanceof Uint8Array && typeof index === 'number' ? `${toHex(entry)}.${index}` : null;
}

/** Decisions of a `~FIELD` claim, `["prefer" | "exclude", [claim-ref …], reason]`; another form decides nothing. */
function decisionsOf(claim: RecordClaim): readonly Decision[] {
  if (!Array.isArray(claim.value)) return [];
  const [verb, targets] = claim.value as readonly Value[];
  if ((verb !== 'prefer' && verb !== 'exclude') || !Array.isArray(targets)) return [];
  return (targets as readonly Value[]).flatMap((t) => {
    const target = targetOf(t);
    return target === null ? [] : [{ prefer: verb === 'prefer', target }];
  });
}

/**
 * Ranks the accounts of one field. Live decisions that contradict each other (two values preferred, or one both preferred
 * and excluded) cancel out and the field is disputed. A decision about claims that are not live decides nothing.
 */
export function rank(claims: readonly RecordClaim[], decisionClaims: readonly RecordClaim[], list: boolean): Ranked {
  const byValue = new Map<string, RecordClaim[]>();
  for (const claim of claims) {
    const key = canonicalText(claim.value);
    const group = byValue.get(key);
    if (group) group.push(claim);
    else byValue.set(key, [claim]);
  }
  const decisions = decisionClaims.flatMap(decisionsOf);
  const keyOfClaim = new Map(claims.map((c) => [c.claim, canonicalText(c.value)] as const));
  const preferred = new Set<string>();
  const excluded = new Set<string>();
  for (const d of decisions) {
    const key = keyOfClaim.get(d.target);
    if (key !== undefined) (d.prefer ? preferred : excluded).add(key);
  }
  const contradicts = (!list && preferred.size > 1) || [...preferred].some((key) => excluded.has(key));
  const accounts = [...byValue].map(([key, group]): Account => {
    const sorted = group.sort(compareClaims);
    return {
      value: (sorted[0] as RecordClaim).value,
      claims: sorted,
      origins: originsOf(sorted).size,
      preferred: !contradicts && preferred.has(key),
      excluded: !contradicts && excluded.has(key),
    };
  });
  accounts.sort(compareAccounts);
  const decided = !contradicts && (preferred.size > 0 || excluded.size > 0);
  return { accounts, decided, disputed: contradicts };
}

function compareAccounts(a: Account, b: Account): number {
  return (
    Number(b.preferred) - Number(a.preferred) ||
    Number(a.excluded) - Number(b.excluded) ||
    best(b, confRank) - best(a, confRank) ||
    b.origins - a.origins ||
    best(b, reliabilityRank) - best(a, reliabilityRank) ||
    compareNumbers(best(b, obsRank), best(a, obsRank)) ||
    compareClaimIds(lowest(a), lowest(b))
  );
}

/** The step of the policy that puts one account before another. */
export type PolicyStep = 'decision' | 'conf' | 'origins' | 'reliability' | 'obs' | 'id';

export function decidingStep(first: Account, second: Account): PolicyStep {
  if (first.preferred !== second.preferred || first.excluded !== second.excluded) return 'decision';
  if (best(first, confRank) !== best(second, confRank)) return 'conf';
  if (first.origins !== second.origins) return 'origins';
  if (best(first, reliabilityRank) !== best(second, reliabilityRank)) return 'reliability';
  return best(first, obsRank) === best(second, obsRank) ? 'id' : 'obs';
}

const best = (account: Account, of: (claim: RecordClaim) => number): number => Math.max(...account.claims.map(of));
const lowest = (account: Account): ClaimId =>
  account.claims.map((c) => c.claim).reduce((x, y) => (compareClaimIds(x, y) <= 0 ? x : y));
