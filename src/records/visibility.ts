/** Audiences: how far a value may reach, from the vault (narrowest) to the public. */
import type { RecordClaim, Visibility } from './model.ts';
import { decisionTarget, fieldOf } from './registry.ts';

/** Narrowest first. */
export const VISIBILITIES: readonly Visibility[] = ['vault', 'organisation', 'coalition', 'public'];

/** Negative when `a` reaches fewer people than `b`. */
export const compareVisibility = (a: Visibility, b: Visibility): number =>
  VISIBILITIES.indexOf(a) - VISIBILITIES.indexOf(b);
export const narrower = (a: Visibility, b: Visibility): Visibility => (compareVisibility(a, b) <= 0 ? a : b);
export const wider = (a: Visibility, b: Visibility): Visibility => (compareVisibility(a, b) >= 0 ? a : b);
/** True when a reader of that audience may see a value of this ceiling. */
export const reaches = (ceiling: Visibility, audience: Visibility): boolean =>
  compareVisibility(ceiling, audience) >= 0;

/**
 * Default ceiling of a value of a field. An unknown field of a newer peer is `coalition`. An Involvement's actor is a
 * vault value when it is a person, coalition otherwise (records design, section 2).
 */
function defaultCeiling(kind: string, field: string, value?: unknown): Visibility {
  const name = decisionTarget(field) ?? field;
  if (kind === 'Involvement' && name === 'actor' && typeof value === 'string' && /^(?:grp|org)_/.test(value))
    return 'coalition';
  return fieldOf(kind, name)?.vis ?? 'coalition';
}

/** Ceiling of a claim: the field's default, narrowed by the claim. A claim alone never widens it: that is a decision. */
export function ceilingOf(claim: Pick<RecordClaim, 'kind' | 'field' | 'value' | 'vis'>): Visibility {
  const ceiling = defaultCeiling(claim.kind, claim.field, claim.value);
  return claim.vis === null ? ceiling : narrower(ceiling, claim.vis);
}
