/** Why a field shows the value it shows: the step of policy/1 that set it before the next account, and what each side had. */
import { decisionTarget, fieldOf } from './registry.ts';
import { isList } from './field.ts';
import type { ClaimId, RecordView } from './model.ts';
import { type Account, decidingStep, type PolicyStep, rank } from './policy.ts';

export interface RuleExplained {
  readonly step: PolicyStep;
  /** What the shown value had at that step, and what the next one had: a confidence, a number of sources, a reliability, a date. */
  readonly shown: string;
  readonly next: string;
  readonly nextClaim: ClaimId;
  /** The decision claims in force, when a decision decided. */
  readonly decisions: readonly ClaimId[];
}

const CONF = ['verified', 'corroborated', 'reported', 'set_aside'];
const RELIABILITY = ['high', 'likely', 'unsure', 'unlikely', 'low', 'unknown'];

/** Null when nothing competes: a list shows every value, one account needs no rule. */
export function explainRule(view: RecordView, field: string): RuleExplained | null {
  const found = view.fields[field];
  const def = fieldOf(view.kind, field);
  if (!found || found.n_competing === 0 || def === null || isList(def) || decisionTarget(field) !== null) return null;
  const decisions = view.fields[`~${field}`]?.claims ?? [];
  const { accounts } = rank([...found.claims], decisions, false);
  const first = accounts.find((a) => a.claims.some((c) => c.claim === found.claim));
  const second = accounts.find((a) => a !== first);
  if (!first || !second) return null;
  const step = decidingStep(first, second);
  return {
    step,
    shown: wordOf(step, first),
    next: wordOf(step, second),
    nextClaim: second.claims[0]?.claim ?? '',
    decisions: step === 'decision' ? decisions.map((d) => d.claim) : [],
  };
}

const firstOf = (order: readonly string[], words: readonly string[]): string =>
  order.find((o) => words.includes(o)) ?? words[0] ?? '';

function wordOf(step: PolicyStep, account: Account): string {
  const { claims } = account;
  switch (step) {
    case 'conf':
      return firstOf(
        CONF,
        claims.map((c) => c.conf),
      );
    case 'origins':
      return String(account.origins);
    case 'reliability':
      return firstOf(
        RELIABILITY,
        claims.flatMap((c) => c.reliability ?? []),
      );
    case 'obs':
      return (
        claims
          .flatMap((c) => c.obs ?? [])
          .toSorted()
          .at(-1) ?? ''
      );
    default:
      return '';
  }
}
