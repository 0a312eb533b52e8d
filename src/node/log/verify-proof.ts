/** `kua verify` of a proof: against the policy of this node, or one that was given. */
import { fromHex, toHex } from '../../base/bytes.ts';
import type { CheckJson } from '../../contract/api.ts';
import { KEY_TYPE } from '../../evidence/log/note.ts';
import { ownPolicy, type Policy } from '../../evidence/log/policy.ts';
import { type LogProof, parseProof, verifyProof } from '../../evidence/log/proof.ts';
import type { Primitives } from '../../ledger/model.ts';
import type { Parts } from '../parts.ts';
import { arrivalOfIndex } from './leaves.ts';
import { heldIdentity, logRow, trusted } from './rows.ts';
import { witnessesOf } from './witnesses.ts';

export interface ProofChecks {
  readonly ok: boolean;
  readonly checks: readonly CheckJson[];
}

const reasonOf = (params: { readonly [name: string]: unknown } | undefined): string =>
  Object.values(params ?? {})
    .map(String)
    .join(' ');

/** Checks by name: form, entry, signature and inclusion, witnesses. A quorum that is not met is a failure; one that asks nobody is told. */
export function checkProof(
  p: Primitives,
  bytes: Uint8Array,
  id: Uint8Array | null,
  policy: Policy | null,
): ProofChecks {
  const read = parseProof(bytes);
  if (!read.ok) return { ok: false, checks: [{ name: 'form', result: 'fail', detail: reasonOf(read.error.params) }] };
  const checks: CheckJson[] = [{ name: 'form', result: 'pass', detail: `index ${read.value.index}` }];
  if (!id || !policy) {
    checks.push({
      name: 'entry',
      result: 'not-run',
      detail: id ? 'no policy' : 'which entry it proves is not known here',
    });
    return { ok: false, checks };
  }
  checks.push({ name: 'entry', result: 'pass', detail: toHex(id) });
  const verdict = verifyProof(p, read.value, id, policy);
  if (!verdict.ok) {
    const name = verdict.error.code === 'E_LOG_PROOF' ? 'inclusion' : 'signatures';
    checks.push({ name, result: 'fail', detail: `${verdict.error.code} ${reasonOf(verdict.error.params)}` });
    return { ok: false, checks };
  }
  const { origin, size, cosigned, quorum, witnessed } = verdict.value;
  checks.push({ name: 'signatures', result: 'pass', detail: origin });
  checks.push({ name: 'inclusion', result: 'pass', detail: `leaf ${read.value.index} of ${size}` });
  const names = cosigned.map((c) => `${c.name} ${new Date(c.time * 1000).toISOString()}`).join(', ');
  if (witnessed) checks.push({ name: 'witnesses', result: 'pass', detail: names });
  else checks.push({ name: 'witnesses', result: quorum ? 'absent' : 'fail', detail: names || 'unwitnessed' });
  return { ok: quorum, checks };
}

/** Which entry a proof of our own log speaks of: the one at its index. */
async function entryAt(parts: Parts, proof: LogProof): Promise<Uint8Array | null> {
  const row = await logRow(parts.ledger);
  if (proof.signed.checkpoint.origin !== row.origin) return null;
  const [leaf] = await parts.ledger.arrivals(arrivalOfIndex(row.first, proof.index) - 1, 1);
  return leaf?.id ?? null;
}

/** For our own log our policy; for another's: its key as people took it, our witness and those of all others but its owner. */
async function policyFor(parts: Parts, origin: string): Promise<Policy | null> {
  const identity = await heldIdentity(parts.primitives, parts.ledger);
  if (!identity) return null;
  const others = await witnessesOf(parts);
  if (origin === identity.logKey.name) return ownPolicy(identity.logKey, others);
  const logs = (await trusted(parts.primitives, parts.ledger)).filter((t) => t.key.type === KEY_TYPE.log);
  const log = logs.find((t) => t.key.name === origin);
  if (!log) return null;
  const owner = `${origin.split('/', 1)[0] ?? origin}/`;
  const witnesses = [{ key: identity.witnessKey, url: null }, ...others.filter((w) => !w.key.name.startsWith(owner))];
  return ownPolicy(log.key, witnesses);
}

export async function verifyHere(parts: Parts, bytes: Uint8Array, entry: string | undefined): Promise<ProofChecks> {
  const read = parseProof(bytes);
  if (!read.ok) return checkProof(parts.primitives, bytes, null, null);
  const given = entry === undefined ? null : fromHex(entry);
  const id = given ?? (entry === undefined ? await entryAt(parts, read.value) : null);
  return checkProof(parts.primitives, bytes, id, await policyFor(parts, read.value.signed.checkpoint.origin));
}
