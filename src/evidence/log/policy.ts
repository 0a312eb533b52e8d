/**
 * Policy (C2SP tlog-policy): which logs are taken, and which witnesses must have cosigned.
 *   log <vkey> [<url>]            witness <name> <vkey> [<url>]
 *   group <name> all|any|<k> <name>…            quorum <name>|none       exactly one
 * Empty lines and lines that begin with # are left out. Limits: 256 KiB, 1,000 logs, witnesses and groups each.
 * Refused: a name twice, a key twice, a name that no line before defines, a group member twice, k outside 1..n.
 */
import { fromUtf8, toHex } from '../../base/bytes.ts';
import { fail, ok } from '../../base/result.ts';
import type { Primitives } from '../../ledger/model.ts';
import type { SignedCheckpoint } from './checkpoint.ts';
import { type LogResult, malformed } from './faults.ts';
import { formatVkey, KEY_TYPE, type NoteKey, parseVkey, verifyNote } from './note.ts';

const POLICY_MAX_BYTES = 256 * 1024;
const LINES_MAX = 1_000;
/** k of `ownPolicy` unless fewer others are there (docs/formats/log.md). */
export const QUORUM = 3;

export interface PolicyWitness {
  readonly name: string;
  readonly key: NoteKey;
  readonly url: string | null;
}
export interface PolicyGroup {
  readonly name: string;
  readonly k: number;
  readonly members: readonly string[];
}
export interface Policy {
  readonly logs: readonly { readonly key: NoteKey; readonly url: string | null }[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** Name of a witness or group; null = none needed. */
  readonly quorum: string | null;
}

/** The policy of a node: its own log, the witness of each other member, k of them. */
export function ownPolicy(log: NoteKey, others: readonly Omit<PolicyWitness, 'name'>[]): Policy {
  const witnesses = others.map((w, i) => ({ ...w, name: `w${i + 1}` }));
  const k = Math.min(QUORUM, witnesses.length);
  const groups = k === 0 ? [] : [{ name: 'others', k, members: witnesses.map((w) => w.name) }];
  return { logs: [{ key: log, url: null }], witnesses, groups, quorum: k === 0 ? null : 'others' };
}

export function formatPolicy(p: Policy): string {
  const words = (...parts: readonly (string | number | null)[]): string =>
    `${parts.filter((x) => x !== null).join(' ')}\n`;
  return [
    ...p.logs.map((l) => words('log', formatVkey(l.key), l.url)),
    ...p.witnesses.map((w) => words('witness', w.name, formatVkey(w.key), w.url)),
    ...p.groups.map((g) => words('group', g.name, g.k, ...g.members)),
    words('quorum', p.quorum ?? 'none'),
  ].join('');
}

export function parsePolicy(p: Primitives, bytes: Uint8Array): LogResult<Policy> {
  const sha256 = (b: Uint8Array): Uint8Array => p.sha256(b);
  const bad = (line: number, reason: string) => malformed('policy', line, reason);
  if (bytes.length > POLICY_MAX_BYTES) return bad(1, 'size');
  const text = fromUtf8(bytes);
  if (text === null || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) return bad(1, 'text');
  if (text !== '' && !text.endsWith('\n')) return bad(text.split('\n').length, 'line end');
  const logs: Policy['logs'][number][] = [];
  const witnesses: PolicyWitness[] = [];
  const groups: PolicyGroup[] = [];
  const names = new Set<string>();
  const keys = new Set<string>();
  const used = new Set<string>();
  let quorum: string | null | undefined;
  const defines = (name: string | undefined): name is string =>
    name !== undefined && name !== 'none' && !names.has(name);
  for (const [i, line] of text.split('\n').entries()) {
    const [word, ...rest] = line.split(/[ \t]+/).filter((x) => x !== '');
    const at = i + 1;
    if (word === undefined || word.startsWith('#')) continue;
    if (word === 'log' || word === 'witness') {
      const name = word === 'log' ? null : rest[0];
      const [vkey, url, ...more] = word === 'log' ? rest : rest.slice(1);
      if (vkey === undefined || name === undefined || more.length > 0) return bad(at, 'words');
      if (name !== null && !defines(name)) return bad(at, 'name');
      const key = parseVkey(sha256, vkey);
      if (!key.ok || key.value.type !== (word === 'log' ? KEY_TYPE.log : KEY_TYPE.cosignature)) return bad(at, 'key');
      const mark = `${word} ${toHex(key.value.publicKey)}`;
      if (keys.has(mark) || keys.size >= LINES_MAX) return bad(at, 'key');
      keys.add(mark);
      if (name === null) logs.push({ key: key.value, url: url ?? null });
      else {
        names.add(name);
        witnesses.push({ name, key: key.value, url: url ?? null });
      }
    } else if (word === 'group') {
      const [name, threshold, ...members] = rest;
      if (!defines(name) || groups.length >= LINES_MAX) return bad(at, 'name');
      if (members.length === 0 || members.some((m) => !names.has(m) || used.has(m))) return bad(at, 'member');
      if (new Set(members).size < members.length) return bad(at, 'member');
      const k = threshold === 'all' ? members.length : threshold === 'any' ? 1 : Number(threshold);
      if (!(threshold === 'all' || threshold === 'any' || /^[1-9]\d{0,3}$/.test(threshold ?? '')) || k > members.length)
        return bad(at, 'threshold');
      for (const m of members) used.add(m);
      names.add(name);
      groups.push({ name, k, members });
    } else if (word === 'quorum') {
      const [name, ...more] = rest;
      if (quorum !== undefined || name === undefined || more.length > 0) return bad(at, 'quorum');
      if (name !== 'none' && !names.has(name)) return bad(at, 'quorum');
      quorum = name === 'none' ? null : name;
    } else return bad(at, 'word');
  }
  return quorum === undefined ? bad(text.split('\n').length, 'quorum') : ok({ logs, witnesses, groups, quorum });
}

export interface Cosigner {
  /** Name of the witness's key. */
  readonly name: string;
  /** Seconds since 1970: earliest of its cosignatures. */
  readonly time: number;
}
export interface PolicyVerdict {
  /** Name of the log's key. */
  readonly log: string;
  readonly cosigned: readonly Cosigner[];
  /** True also when the policy needs no witness. */
  readonly quorum: boolean;
  /** False: no other organisation vouches for it (nobody is asked for, or too few answered). */
  readonly witnessed: boolean;
}

/** What the policy says of a signed checkpoint. Fails when no log of the policy of that origin signed, or a known signature does not hold. */
export function judge(p: Primitives, signed: SignedCheckpoint, policy: Policy): LogResult<PolicyVerdict> {
  const logKeys = policy.logs.map((l) => l.key).filter((k) => k.name === signed.checkpoint.origin);
  const verified = verifyNote(p, signed.note, [...logKeys, ...policy.witnesses.map((w) => w.key)]);
  if (!verified.ok) return verified;
  const log = verified.value.find((v) => v.time === null);
  if (!log) return fail('E_LOG_SIGNATURE', { name: signed.checkpoint.origin });
  const met = new Set<string>();
  const cosigned: Cosigner[] = [];
  for (const witness of policy.witnesses) {
    const times = verified.value.flatMap((v) => (v.key === witness.key && v.time !== null ? [v.time] : []));
    if (times.length === 0) continue;
    met.add(witness.name);
    cosigned.push({ name: witness.key.name, time: Math.min(...times) });
  }
  // A group names only what stands before it, so one pass in their order decides all.
  for (const group of policy.groups) if (group.members.filter((m) => met.has(m)).length >= group.k) met.add(group.name);
  const quorum = policy.quorum === null || met.has(policy.quorum);
  return ok({ log: log.key.name, cosigned, quorum, witnessed: quorum && policy.quorum !== null });
}
