/** Use cases of the log. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { equalBytes, fromUtf8, toHex, utf8 } from '../../base/bytes.ts';
import { KuaFailure, refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut, CheckJson } from '../../contract/api.ts';
import { formatVkey, isKeyName, KEY_TYPE, parseVkey } from '../../evidence/log/note.ts';
import { formatPolicy, judge } from '../../evidence/log/policy.ts';
import { parseTilePath } from '../../evidence/log/tiles.ts';
import { formatAnswer, parseAnswer, parseCosignatures } from '../../evidence/log/witness-request.ts';
import { replaceFile } from '../../store/files.ts';
import { openLogFolder } from '../../store/log/log-folder.ts';
import { openPeerLogs } from '../../store/log/peer-logs.ts';
import { witnessState } from '../../store/log/witness-states.ts';
import type { KnownChain } from '../coalition/card-book.ts';
import { type Directory, directory } from '../coalition/organisations.ts';
import type { Context } from '../context.ts';
import { actor } from '../context.ts';
import type { Parts } from '../parts.ts';
import { askAll } from './ask.ts';
import { checkpointsOf, organisationOf } from './cosigned.ts';
import { keysOfCard, logOrigin, vkeys } from './keys.ts';
import { leafCount } from './leaves.ts';
import { newestCheckpoint, ownSigned, proofOf, rootOf, signCheckpoint } from './own-log.ts';
import { answerRequest, nameInLedger, openSplits, seeCheckpoint } from './peer-checkpoints.ts';
import { settledRow, unsettled } from './restored.ts';
import {
  askedSize,
  forgetAsked,
  heldIdentity,
  logRow,
  madeIdentity,
  putLogRow,
  putRestoreRow,
  putTrusted,
  restoreRow,
  type Trusted,
  trusted,
} from './rows.ts';
import { verifyHere } from './verify-proof.ts';
import { isContinued, retireKeys } from './rotate.ts';
import { applyAnswer, policyOf, requestFor, witnessNamed } from './witnesses.ts';

/** Use cases that only read need keys that `kua init`, or the first write of the log, has made. */
async function identityOr(parts: Parts) {
  return (await heldIdentity(parts.primitives, parts.ledger)) ?? refuse('E_LOG_ENTRY', { entry: '-' });
}

export async function status(c: Context): Promise<ApiOut<'log.status'>> {
  const { parts } = c;
  const { ledger, primitives: p } = parts;
  const [row, identity, folder] = [await logRow(ledger), await heldIdentity(p, ledger), openLogFolder(parts.dir)];
  const all = await trusted(p, ledger);
  const policy = identity ? await policyOf(parts) : null;
  const restored = await unsettled(parts);
  const witnesses = all.filter((t) => t.key.type === KEY_TYPE.cosignature);
  const logs = all.filter((t) => t.key.type === KEY_TYPE.log);
  const at = row.signed?.size ?? 0;
  const book = await directory(parts);
  return {
    origin: row.origin,
    n: row.n,
    vkeys: identity ? vkeys(identity) : { log: '', witness: '' },
    signed: row.signed && { ...row.signed, at: new Date(row.at).toISOString() },
    waiting: (await leafCount(ledger, row.first, at)) - at,
    frozen: folder.frozen().at(-1) ?? null,
    policy: policy ? formatPolicy(policy) : '',
    quorum: policy?.groups[0]?.k ?? 0,
    witnesses: await Promise.all(
      witnesses.map(async (w) => ({
        name: w.key.name,
        vkey: formatVkey(w.key),
        url: w.url,
        size: await askedSize(ledger, w.key.name),
        organisation: organisationOf(book, w.key.name),
      })),
    ),
    checkpoints: checkpointsOf(folder),
    logs: await Promise.all(
      logs.map(async (l) => ({
        origin: l.key.name,
        vkey: formatVkey(l.key),
        organisation: organisationOf(book, l.key.name),
        cosigned: (await witnessState(ledger, l.key.name))?.size ?? null,
        splits: await openSplits(parts, l.key.name),
      })),
    ),
    offered: offered(parts, book, all),
    own_splits: await openSplits(parts, row.origin),
    public: row.public,
    restored: restored && { leaves: restored.leaves, behind: restored.behind, confirmed: restored.confirmed },
  };
}

/** Keys of other members' cards that nobody took yet. A card at odds with another of its number offers nothing. */
function offered(
  parts: Parts,
  { chains, ours }: Directory,
  known: readonly Trusted[],
): ApiOut<'log.status'>['offered'] {
  const held = new Set(known.map((t) => formatVkey(t.key)));
  return [...chains].flatMap(([organisation, chain]) => {
    if (organisation === ours || chain.fault) return [];
    const keys = keysOfCard(parts.primitives, chain.orgId, chain.card.keys);
    return (['log', 'witness'] as const).flatMap((as) => {
      const vkey = keys[as] && formatVkey(keys[as]);
      return vkey && !held.has(vkey) ? [{ organisation: nameOf(chain), vkey, as }] : [];
    });
  });
}
const nameOf = (chain: KnownChain): string => chain.card.names[0]?.[1] ?? toHex(chain.orgId);

export async function checkpoint(c: Context, input: ApiIn<'log.checkpoint'>): Promise<ApiOut<'log.checkpoint'>> {
  await actor(c, input.person);
  const { parts } = c;
  // Witnesses that can be reached may settle a restore by themselves.
  const proxy = input.proxy ?? {};
  const before = (await unsettled(parts)) ? await askAll(parts, proxy) : [];
  const made = await signCheckpoint(parts);
  const policy = await policyOf(parts);
  const folder = openLogFolder(parts.dir);
  replaceFile(join(folder.path, 'policy.txt'), formatPolicy(policy), randomBytes);
  const after = await askAll(parts, proxy);
  // With nobody to ask the quorum is met by nobody: the note is frozen as it is, and says so.
  if (policy.quorum === null) await folder.freeze(made.size, made.note);
  const note = folder.frozenNote(made.size) ?? folder.checkpoint() ?? made.note;
  const verdict = judge(parts.primitives, ownSigned(note), policy);
  return {
    note,
    size: made.size,
    fresh: made.fresh,
    witnessed: verdict.ok && verdict.value.witnessed,
    frozen: folder.frozen().includes(made.size),
    asked: [...before, ...after],
  };
}

/** One look of the running node. Failures of witnesses are met again with the next look; nothing is signed after a restore. */
export async function cycle(c: Context, input: ApiIn<'log.cycle'>): Promise<ApiOut<'log.cycle'>> {
  const { parts } = c;
  const row = await logRow(parts.ledger);
  const size = row.signed?.size ?? 0;
  if (await unsettled(parts)) {
    await askAll(parts, input.proxy ?? {});
    return { signed: false, size };
  }
  const due = parts.clock() - row.at >= input.minutes * 60_000;
  const grown = due && (await leafCount(parts.ledger, row.first, size)) > size;
  const made = grown ? await signCheckpoint(parts) : null;
  const now = made?.size ?? size;
  if (made || (row.signed && openLogFolder(parts.dir).frozen().at(-1) !== size)) await askAll(parts, input.proxy ?? {});
  return { signed: made !== null, size: now };
}

export async function proof(c: Context, input: ApiIn<'log.proof'>): Promise<ApiOut<'log.proof'>> {
  await identityOr(c.parts);
  const policy = await policyOf(c.parts);
  const found = await proofOf(c.parts, input.entry, policy);
  const note = found.proof.slice(found.proof.indexOf('\n\n') + 2);
  const verdict = judge(c.parts.primitives, ownSigned(note), policy);
  return {
    proof: found.proof,
    index: found.index,
    size: found.size,
    witnessed: verdict.ok && verdict.value.witnessed,
  };
}

export const verify = (c: Context, input: ApiIn<'log.verify'>): Promise<ApiOut<'log.verify'>> =>
  verifyHere(c.parts, utf8(input.proof), input.entry);

const WAITS = 'log-waits';

export async function request(c: Context, input: ApiIn<'log.request'>): Promise<ApiOut<'log.request'>> {
  const witness = await witnessNamed(c.parts, input.to);
  const made = await requestFor(c.parts, witness, true);
  await c.parts.ledger.transact((tx) => tx.putLocal(WAITS, witness.key.name, made.size));
  return { request: fromUtf8(made.body) ?? '', to: witness.key.name, size: made.size };
}

export async function answer(c: Context, input: ApiIn<'log.answer'>): Promise<ApiOut<'log.answer'>> {
  const reply = await answerRequest(c, utf8(input.request));
  return { answer: formatAnswer(reply), status: reply.status };
}

export async function apply(c: Context, input: ApiIn<'log.apply'>): Promise<ApiOut<'log.apply'>> {
  const { parts } = c;
  const read = parseAnswer(utf8(input.answer));
  if (!read.ok) return refuse(read.error.code, read.error.params);
  const lines = read.value.status === 200 ? parseCosignatures(read.value.body) : null;
  // A cosignature names its witness; a 409 does not, and then it is the one that was asked.
  const waiting = (await parts.ledger.locals(WAITS)).map((w) => w.key);
  const named = input.from ?? (lines?.ok ? lines.value[0]?.name : waiting.length === 1 ? waiting[0] : undefined);
  if (named === undefined) return refuse('E_LOG_UNKNOWN', { name: '--from' });
  const witness = await witnessNamed(parts, named);
  const applied = await applyAnswer(parts, witness, read.value, null);
  await parts.ledger.transact((tx) => tx.deleteLocal(WAITS, witness.key.name));
  return applied;
}

export async function trust(c: Context, input: ApiIn<'log.trust'>): Promise<ApiOut<'log.trust'>> {
  await actor(c, input.person);
  const { ledger, primitives: p } = c.parts;
  const key = parseVkey((b) => p.sha256(b), input.vkey.trim());
  if (!key.ok) return refuse(key.error.code, key.error.params);
  const url = input.url ?? null;
  if (url !== null && !/^https?:\/\/[^\s]+$/.test(url))
    return refuse('E_INPUT', { path: 'url', reason: 'an address begins with http:// or https://' });
  const { name, type } = key.value;
  const splits = openPeerLogs(c.parts.dir).splits(name).length;
  // One key of a log counts at a time: a key that was replaced because somebody copied it must not sign on.
  const before = (await trusted(p, ledger)).filter(
    (t) =>
      t.key.type === KEY_TYPE.log &&
      type === KEY_TYPE.log &&
      t.key.name === name &&
      !equalBytes(t.key.publicKey, key.value.publicKey),
  );
  const continued = before[0] ? isContinued(c.parts, before[0].key, key.value) : null;
  await ledger.transact(async (tx) => {
    const identity = await madeIdentity(p, tx);
    // Our own witness in our own policy would vouch for ourselves.
    if ([identity.logKey, identity.witnessKey].some((k) => toHex(k.publicKey) === toHex(key.value.publicKey)))
      refuse('E_LOG_UNKNOWN', { name });
    await retireKeys(tx, before);
    await putTrusted(tx, key.value, { vkey: formatVkey(key.value), url });
    if (type === KEY_TYPE.log && splits > 0) await tx.putLocal('log-decided', name, splits);
  });
  return {
    name,
    as: type === KEY_TYPE.log ? 'log' : 'witness',
    decided: type === KEY_TYPE.log ? splits : 0,
    replaced: before.map((t) => formatVkey(t.key)),
    continued,
  };
}

/** Begins log n + 1: its first leaf is an entry that names the old log and the size that is known of it. */
export async function newLog(c: Context, input: ApiIn<'log.new'>): Promise<ApiOut<'log.new'>> {
  await actor(c, input.person);
  const { ledger, dir, primitives: p } = c.parts;
  const before = await logRow(ledger);
  const restored = await restoreRow(ledger);
  const size = Math.max(before.signed?.size ?? 0, restored?.behind ?? 0);
  const self = (await ledger.local('org', 'self')) as { id?: string } | null;
  const n = before.n + 1;
  const origin = input.origin ?? logOrigin(self?.id ?? '', n);
  if (!isKeyName(origin) || origin === before.origin)
    return refuse('E_INPUT', { path: 'origin', reason: 'a name of a log has no space and no plus, and is new' });
  await ledger.transact((tx) => madeIdentity(p, tx));
  const entry = await nameInLedger(c, `log follows: ${before.origin} ${size} ${origin}`);
  const stored = entry === null ? null : await ledger.entry(new Uint8Array(Buffer.from(entry, 'hex')));
  if (entry === null || stored?.arrival == null) return refuse('E_SEAT', { space: 'own' });
  const first = { entry, arrival: stored.arrival };
  openLogFolder(dir).putAside(before.n);
  await ledger.transact(async (tx) => {
    await putLogRow(tx, { ...before, n, origin, first, signed: null, at: 0 });
    await forgetAsked(tx);
    if (restored) await putRestoreRow(tx, settledRow(restored));
  });
  return { origin, before: before.origin, size, entry };
}

export async function setPublic(c: Context, input: ApiIn<'log.public'>): Promise<ApiOut<'log.public'>> {
  await actor(c, input.person);
  await c.parts.ledger.transact(async (tx) => putLogRow(tx, { ...(await logRow(tx)), public: input.public }));
  return { public: input.public };
}

export const see = (c: Context, input: ApiIn<'log.see'>): Promise<ApiOut<'log.see'>> =>
  seeCheckpoint(c, utf8(input.note));

export async function serveFile(c: Context, input: ApiIn<'log.serve_file'>): Promise<ApiOut<'log.serve_file'>> {
  const row = await logRow(c.parts.ledger);
  const folder = openLogFolder(c.parts.dir);
  if (input.path === 'checkpoint') {
    const note = await newestCheckpoint(c.parts);
    return { bytes: note === null ? null : utf8(note), public: row.public };
  }
  const tile = parseTilePath(input.path);
  return { bytes: tile && folder.tileBytes(tile), public: row.public };
}

/** For `kua doctor`: the tiles give the signed root, nobody told two stories, a restore is settled. */
export async function logChecks(parts: Parts): Promise<readonly CheckJson[]> {
  const row = await logRow(parts.ledger);
  const folder = openLogFolder(parts.dir);
  const checks: CheckJson[] = [];
  const add = (name: string, ok: boolean, detail: string): void => {
    checks.push({ name, result: ok ? 'pass' : 'fail', detail });
  };
  if (row.signed) {
    let held: string;
    try {
      held = toHex(rootOf(folder, row.signed.size));
    } catch (error) {
      if (!(error instanceof KuaFailure)) throw error;
      held = error.failure.code;
    }
    add('log', held === row.signed.root, `${row.origin} ${row.signed.size}`);
  } else add('log', true, 'nothing signed yet');
  const logs = (await trusted(parts.primitives, parts.ledger)).filter((t) => t.key.type === KEY_TYPE.log);
  const split: string[] = [...(await openSplits(parts, row.origin))];
  for (const { key } of logs) split.push(...(await openSplits(parts, key.name)));
  add(
    'logs tell one story',
    split.length === 0,
    split.length === 0 ? `${logs.length}` : `E_LOG_SPLIT ${split.join(' ')}`,
  );
  const restored = await unsettled(parts);
  // Waiting for a witness is no damage; being behind is: what was signed since the backup is not here.
  if (restored)
    add(
      'log after restore',
      restored.behind === null,
      restored.behind === null ? 'E_LOG_RESTORED' : `E_LOG_BEHIND ${restored.behind}`,
    );
  return checks;
}
