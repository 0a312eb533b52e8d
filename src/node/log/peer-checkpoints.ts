/**
 * Checkpoints of other logs as this node meets them: in requests to its witness, in bundles and in exchanges. Two of one log that
 * no single tree can have are kept as proof, named in an entry of our own space, and that log counts for nothing until people decide.
 */
import { equalBytes, toHex, utf8 } from '../../base/bytes.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../../evidence/log/checkpoint.ts';
import { prefixShown } from '../../evidence/log/merkle-verify.ts';
import { KEY_TYPE, type NoteKey, formatNote, verifyNote } from '../../evidence/log/note.ts';
import { compareCheckpoints, type PrefixProof } from '../../evidence/log/split.ts';
import { witness, originOf } from '../../evidence/log/witness.ts';
import { parseRequest, PLAIN_TYPE, type WitnessAnswer } from '../../evidence/log/witness-request.ts';
import { authorityOf, makeRoster } from '../../ledger/control-make.ts';
import { openLogFolder } from '../../store/log/log-folder.ts';
import { openPeerLogs, type PeerLogs } from '../../store/log/peer-logs.ts';
import { moveWitnessState, witnessState } from '../../store/log/witness-states.ts';
import { logSha256 } from '../../store/log/sha256.ts';
import { authorOf, type Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import { isOurs, rootOf } from './own-log.ts';
import { heardOfSize, unsettled } from './restored.ts';
import { heldIdentity, logRow, madeIdentity, putRestoreRow, retired, trusted } from './rows.ts';

/** A witness that loses every race with others gives up; the log asks again. */
const RACES = 8;

/** Splits of a log that nobody decided about yet. */
export async function openSplits(parts: Parts, origin: string): Promise<readonly string[]> {
  const decided = ((await parts.ledger.local('log-decided', origin)) as number | null) ?? 0;
  return openPeerLogs(parts.dir).splits(origin).slice(decided);
}

/** Log keys that are watched and have told one story so far. */
async function watchedLogs(parts: Parts): Promise<readonly NoteKey[]> {
  const logs = (await trusted(parts.primitives, parts.ledger)).filter((t) => t.key.type === KEY_TYPE.log);
  const sound = await Promise.all(logs.map(async (t) => (await openSplits(parts, t.key.name)).length === 0));
  return logs.filter((_, i) => sound[i]).map((t) => t.key);
}

/** Writes a line into our own space, as a roster entry that only its readers open. Returns the entry's id. */
export async function nameInLedger(c: Context, text: string): Promise<string | null> {
  const { parts } = c;
  const space = parts.spaces.all().find((s) => s.info.role === 'own');
  const auth = space?.seat && authorityOf(space.membership, space.seat.seat.key, 6);
  if (!space || !auth) return null;
  const [id] = await authorOf(c).control(space, async ({ key, now }) => [
    (writer) => makeRoster(parts.primitives, writer, { auth }, { now, key, note: { text } }),
  ]);
  await parts.spaces.refresh();
  return id ?? null;
}

export async function keepSplit(
  c: Context,
  a: SignedCheckpoint,
  b: SignedCheckpoint,
  between: PrefixProof | null,
): Promise<string> {
  const peers = openPeerLogs(c.parts.dir);
  const { origin } = a.checkpoint;
  const before = peers.splits(origin).length;
  const kept = peers.putSplit(origin, formatNote(a.note), formatNote(b.note), between);
  if (peers.splits(origin).length > before)
    await nameInLedger(c, `log split: ${origin} ${a.checkpoint.size} ${b.checkpoint.size}`);
  return kept;
}

export interface Seen {
  /** `unknown`: no key of that log is known here. `behind`: it is ours, and larger than what we have. */
  readonly result: 'unknown' | 'bad' | 'same' | 'newer' | 'older' | 'ours' | 'behind' | 'split';
  readonly origin: string | null;
  readonly kept?: string;
}

/** Looks at a checkpoint that somebody showed us. Never throws for what it holds. */
export async function seeCheckpoint(c: Context, bytes: Uint8Array): Promise<Seen> {
  const { parts } = c;
  const read = parseCheckpoint(bytes);
  if (!read.ok) return { result: 'bad', origin: null };
  const signed = read.value;
  const { origin, size } = signed.checkpoint;
  if (await isOurs(parts, signed.note)) return seeOwn(c, signed);
  const keys = (await trusted(parts.primitives, parts.ledger)).map((t) => t.key).filter((k) => k.type === KEY_TYPE.log);
  const ofLog = keys.filter((k) => k.name === origin);
  if (ofLog.length === 0) return { result: 'unknown', origin };
  const verified = verifyNote(parts.primitives, signed.note, ofLog);
  if (!verified.ok || verified.value.length === 0) return { result: 'bad', origin };
  const peers = openPeerLogs(parts.dir);
  const held = newestOf(peers, origin);
  if (!held) {
    peers.putNewest(origin, formatNote(signed.note));
    return { result: 'newer', origin };
  }
  // What is held may stand under the key before the present one.
  const compared = compareCheckpoints(parts.primitives, held, signed, [
    ...ofLog,
    ...(await retired(parts.primitives, parts.ledger)),
  ]);
  if (compared.ok && compared.value === 'split')
    return { result: 'split', origin, kept: await keepSplit(c, held, signed, null) };
  if (size > held.checkpoint.size) peers.putNewest(origin, formatNote(signed.note));
  return { result: size === held.checkpoint.size ? 'same' : size > held.checkpoint.size ? 'newer' : 'older', origin };
}

/** Largest checkpoint of a log that was seen here. */
export function newestOf(peers: PeerLogs, origin: string): SignedCheckpoint | null {
  const text = peers.newest(origin);
  const read = text === null ? null : parseCheckpoint(utf8(text));
  return read?.ok ? read.value : null;
}

/** A checkpoint of our own log that came back: it must be one of our history. */
async function seeOwn(c: Context, signed: SignedCheckpoint): Promise<Seen> {
  const { parts } = c;
  const { origin, size, root } = signed.checkpoint;
  const row = await logRow(parts.ledger);
  // An earlier log of ours, put aside after a restore.
  if (origin !== row.origin) return { result: 'ours', origin };
  const ours = row.signed?.size ?? 0;
  const restoring = await unsettled(parts);
  if (size <= ours) {
    const folder = openLogFolder(parts.dir);
    if (size === 0 || equalBytes(rootOf(folder, size), root)) return { result: 'ours', origin };
    const held = parseCheckpoint(utf8(folder.checkpoint() ?? ''));
    return held.ok
      ? { result: 'split', origin, kept: await keepSplit(c, held.value, signed, null) }
      : { result: 'bad', origin };
  }
  if (restoring) await heardOfSize(parts, null, size);
  else
    await parts.ledger.transact((tx) =>
      putRestoreRow(tx, { mark: '', leaves: ours, confirmed: [], behind: size, settled: false }),
    );
  return (await unsettled(parts))?.behind != null ? { result: 'behind', origin } : { result: 'ours', origin };
}

/** Answers add-checkpoint: decides, stores by compare-and-set, and only then lets the answer go. */
export async function answerRequest(c: Context, body: Uint8Array): Promise<WitnessAnswer> {
  const { ledger, primitives: p, clock } = c.parts;
  const identity = (await heldIdentity(p, ledger)) ?? (await ledger.transact((tx) => madeIdentity(p, tx)));
  const logs = await watchedLogs(c.parts);
  const origin = originOf(body);
  for (let race = 0; race < RACES; race++) {
    const state = origin === null ? null : await witnessState(ledger, origin);
    const reply = witness(state, body, clock(), { primitives: p, witness: identity.witness, logs });
    if (!reply.next) {
      await suspect(c, body, logs, reply.status);
      return answerOf(reply);
    }
    if (await moveWitnessState(ledger, state, reply.next)) {
      await seeCheckpoint(c, noteOf(body));
      return answerOf(reply);
    }
  }
  return { status: 503, type: PLAIN_TYPE, body: utf8('too many requests at once; ask again\n') };
}

const answerOf = ({ status, type, body }: WitnessAnswer): WitnessAnswer => ({ status, type, body });

function noteOf(body: Uint8Array): Uint8Array {
  const request = parseRequest(body);
  return request.ok ? utf8(formatNote(request.value.signed.note)) : new Uint8Array(0);
}

/** A signed checkpoint that does not follow from the one we cosigned may prove that the log tells two stories. */
async function suspect(c: Context, body: Uint8Array, logs: readonly NoteKey[], status: number): Promise<void> {
  const request = parseRequest(body);
  if (!request.ok || (status !== 409 && status !== 422)) return;
  const { signed, proof, old } = request.value;
  const held = newestOf(openPeerLogs(c.parts.dir), signed.checkpoint.origin);
  if (!held) return;
  const { size, root } = held.checkpoint;
  const next = signed.checkpoint;
  const prefix = old === size ? prefixShown(logSha256, size, next.size, next.root, proof) : null;
  if (next.size !== size && (!prefix || toHex(prefix) === toHex(root))) return;
  const between = prefix && { prefix, proof };
  const compared = compareCheckpoints(c.parts.primitives, held, signed, logs, between);
  if (compared.ok && compared.value === 'split') await keepSplit(c, held, signed, between);
}
