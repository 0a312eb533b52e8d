/** Hand-made claims for tests of the fold. Nothing of the product imports it. */
import type { RecordId } from '../base/ids.ts';
import { KIND_PREFIX, type KindName } from './kind-names.ts';
import type { RecordClaim } from './model.ts';

export const idOf = (kind: KindName, n = 0): RecordId =>
  `${KIND_PREFIX[kind]}_${String(n).padStart(26, '0')}` as RecordId;

/** A claim about record 0 of its kind; entry and index come from `n`. */
export function claimOf(
  n: number,
  parts: Partial<RecordClaim> & Pick<RecordClaim, 'kind' | 'field' | 'value'>,
): RecordClaim {
  return {
    claim: `${n.toString(16).padStart(64, '0')}.0`,
    space: '00'.repeat(32),
    subject: idOf(parts.kind as KindName),
    party: '11'.repeat(32),
    by: null,
    conf: 'reported',
    sources: [],
    obs: null,
    speaker: null,
    modality: null,
    lang: null,
    prec: null,
    vis: null,
    reliability: null,
    note: null,
    asGiven: null,
    batch: null,
    ms: n,
    forked: false,
    ...parts,
  };
}
