/** `kua verify FILE|-` for a proof of a log: by a policy file and an entry id with no node at all, else by what this node knows. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fromHex, fromUtf8 } from '../../base/bytes.ts';
import { KuaFailure, refuse } from '../../base/failures.ts';
import type { CheckJson } from '../../contract/api.ts';
import { parsePolicy } from '../../evidence/log/policy.ts';
import { isLogProof, PROOF_MAX_BYTES } from '../../evidence/log/proof.ts';
import type { Given, Outcome } from '../command.ts';
import { present } from '../command.ts';
import type { Session } from '../session.ts';
import { checkTable } from './edition.ts';

/** Bytes of a proof: stdin for `-`, or a file that begins as one. Null: it is something else. */
export async function givenProof(s: Session, path: string): Promise<Uint8Array | null> {
  if (path === '-') return s.world.readAll(PROOF_MAX_BYTES + 1);
  const file = s.path(path);
  if (!existsSync(file) || !statSync(file).isFile()) return null;
  if (statSync(file).size > PROOF_MAX_BYTES) return null;
  const bytes = new Uint8Array(readFileSync(file));
  return isLogProof(bytes) ? bytes : null;
}

export async function verifyGivenProof(s: Session, given: Given, proof: Uint8Array): Promise<Outcome> {
  const entry = given.text('entry');
  if (entry !== undefined && fromHex(entry)?.length !== 32)
    refuse('E_INPUT', { path: '--entry', reason: 'an entry id has 64 hexadecimal digits' });
  const file = given.text('policy');
  const verdict =
    file === undefined
      ? await s.call('log.verify', { proof: fromUtf8(proof) ?? '\u0000', ...present({ entry }) })
      : await byPolicy(proof, s.path(file), entry);
  return {
    json: verdict,
    yes: verdict.ok,
    text: () => [checkTable(s, verdict.checks), s.t(verdict.ok ? 'verify_ok' : 'log_proof_not_ok')].join('\n'),
  };
}

async function byPolicy(
  proof: Uint8Array,
  file: string,
  entry: string | undefined,
): Promise<{ readonly ok: boolean; readonly checks: readonly CheckJson[] }> {
  if (!existsSync(file)) return refuse('E_FILE', { file, reason: 'ENOENT' });
  const [{ nodePrimitives }, { checkProof }] = await Promise.all([
    import('../../store/node-primitives.ts'),
    import('../../node/log/verify-proof.ts'),
  ]);
  const p = nodePrimitives();
  const policy = parsePolicy(p, new Uint8Array(readFileSync(file)));
  if (!policy.ok) throw new KuaFailure(policy.error);
  return checkProof(p, proof, entry === undefined ? null : fromHex(entry), policy.value);
}
