/** What a role may read of a record: volunteers nothing of the organisation's own, managers alone the vault (interface design, frame of the desk). */
import type { RoleName } from '../../contract/api.ts';
import type { Value } from '../../ledger/model.ts';
import { KIND_NAMES, type KindName } from '../../records/kind-names.ts';
import type { RecordClaim, Visibility } from '../../records/model.ts';
import { fieldOf, KINDS } from '../../records/registry.ts';
import { ceilingOf } from '../../records/visibility.ts';
import { hasRole } from '../users.ts';

const mayReach = (ceiling: Visibility, role: RoleName): boolean =>
  ceiling === 'vault' ? hasRole(role, 'manager') : ceiling === 'organisation' ? hasRole(role, 'documenter') : true;

/** Members of a struct may be narrower than their field: who gave consent is not for everybody who may know that it was given. */
function withoutHidden(claim: RecordClaim, role: RoleName): RecordClaim {
  const { value } = claim;
  const hidden = (fieldOf(claim.kind, claim.field)?.members ?? []).filter((m) => !mayReach(m.vis, role));
  if (hidden.length === 0 || value === null || typeof value !== 'object') return claim;
  if (Array.isArray(value) || value instanceof Uint8Array) return claim;
  const names = new Set(hidden.map((m) => m.name));
  const kept: readonly (readonly [string, Value])[] = Object.entries(value).filter(([name]) => !names.has(name));
  return { ...claim, value: Object.fromEntries(kept) };
}

/** Claims as the role may see them: a record is folded from these alone, so that nothing hidden is displayed or counted. */
export const readableClaims = <C extends RecordClaim>(claims: readonly C[], role: RoleName): readonly C[] =>
  claims.filter((c) => mayReach(ceilingOf(c), role)).map((c) => ({ ...c, value: withoutHidden(c, role).value }));

/** Kinds of which the role may read any field: a task is the organisation's own, title and all. */
export const readableKinds = (role: RoleName): readonly KindName[] =>
  KIND_NAMES.filter((kind) => Object.values(KINDS[kind].fields).some((f) => mayReach(f.vis, role)));
