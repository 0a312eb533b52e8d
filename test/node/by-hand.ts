/** An entry written round the use cases, signed like any other: what a hostile hand with our keys could do. */
import { restoredMark } from '../../src/node/layout.ts';
import { createAuthor } from '../../src/node/author.ts';
import { openParts } from '../../src/node/parts.ts';
import { ctxOf, parseClaimId, payloadOf } from '../../src/node/payloads.ts';
import { parseRecordId } from '../../src/records/kind-names.ts';
import type { Value } from '../../src/ledger/model.ts';
import { NOW, type TempNode } from './temp-node.ts';

export interface Forged {
  readonly space: string;
  readonly id: string;
  readonly kind: string;
  readonly field: string;
  readonly value: Value;
  /** Claim whose place it takes. */
  readonly replaces?: string;
}

/** Closes the node, appends the claim, opens the node again. */
export async function writeByHand(t: TempNode, forged: Forged): Promise<void> {
  await t.node.close();
  const clock = (): number => NOW;
  const parts = await openParts(t.dir, t.vault, { clock });
  const id = parseRecordId(forged.id);
  if (!parts.ok || !id.ok) throw new Error('the folder or the id does not open');
  const { ledger, primitives, spaces } = parts.value;
  const author = createAuthor({ ledger, primitives, clock, restored: restoredMark(t.dir) });
  const target = forged.replaces === undefined ? null : parseClaimId(forged.replaces);
  const claim = { subject: id.value.id, kind: forged.kind, field: forged.field, value: forged.value, ctx: null };
  const ends = target ? [{ type: 'claim' as const, target, by: 0, reason: null }] : [];
  await author.append(spaces.find(forged.space), [{ payload: payloadOf(null, ctxOf({}), [claim], ends) }]);
  await parts.value.close();
  await t.reopen();
}
