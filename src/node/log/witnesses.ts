/** Cosignatures for our checkpoints: the policy, what is asked of a witness, what becomes of its answer, freezing. */
import { utf8 } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { checkpointText } from '../../evidence/log/checkpoint.ts';
import { emptyRoot } from '../../evidence/log/merkle.ts';
import { KEY_TYPE, type NoteSignature, parseNote, verifyNote } from '../../evidence/log/note.ts';
import { signText } from '../../evidence/log/note-sign.ts';
import { judge, ownPolicy, type Policy } from '../../evidence/log/policy.ts';
import {
  formatRequest,
  parseCosignatures,
  parseKnownSize,
  type WitnessAnswer,
} from '../../evidence/log/witness-request.ts';
import { type LogFolder, openLogFolder } from '../../store/log/log-folder.ts';
import { logSha256 } from '../../store/log/sha256.ts';
import type { Parts } from '../parts.ts';
import { ownSigned, proofBetween, signCheckpoint } from './own-log.ts';
import { openSplits } from './peer-checkpoints.ts';
import { heardOfSize, unsettled } from './restored.ts';
import { askedSize, heldIdentity, logRow, madeIdentity, putAsked, type Trusted, trusted } from './rows.ts';

/** Witnesses of others that count: not those of an organisation whose log told two stories, until people decide. */
export async function witnessesOf(parts: Parts): Promise<readonly Trusted[]> {
  const all = await trusted(parts.primitives, parts.ledger);
  const organisation = (name: string): string => name.split('/', 1)[0] ?? name;
  const split = new Set<string>();
  for (const { key } of all)
    if (key.type === KEY_TYPE.log && (await openSplits(parts, key.name)).length > 0) split.add(organisation(key.name));
  return all.filter((t) => t.key.type === KEY_TYPE.cosignature && !split.has(organisation(t.key.name)));
}

/** Own log, the witness of each other member that is known here, k = min(3, others). */
export async function policyOf(parts: Parts): Promise<Policy> {
  const identity =
    (await heldIdentity(parts.primitives, parts.ledger)) ??
    (await parts.ledger.transact((tx) => madeIdentity(parts.primitives, tx)));
  return ownPolicy(identity.logKey, await witnessesOf(parts));
}

export async function witnessNamed(parts: Parts, name: string): Promise<Trusted> {
  const all = await witnessesOf(parts);
  const found = all.filter((w) => w.key.name === name || w.key.name.startsWith(name));
  const [only, second] = found;
  return only && !second ? only : refuse('E_LOG_UNKNOWN', { name: name.slice(0, 100) });
}

export interface Asked {
  readonly body: Uint8Array;
  readonly size: number;
}

/**
 * What a witness is asked. After a restore that is not settled: nothing new is signed, the newest checkpoint of the backup (or
 * an empty tree, with which every tree is consistent) is shown again, to learn which size the witness knows.
 * `carried`: by file; then the same checkpoint is asked of everyone until its quorum is met, however long mail takes.
 */
export async function requestFor(parts: Parts, witness: Trusted, carried: boolean): Promise<Asked> {
  const folder = openLogFolder(parts.dir);
  if (await unsettled(parts)) return question(parts, folder);
  const known = await askedSize(parts.ledger, witness.key.name);
  const frozen = folder.frozen().at(-1) ?? -1;
  const waiting = carried ? folder.pending().findLast((size) => size >= known && size > frozen) : undefined;
  const note = (waiting !== undefined && folder.pendingNote(waiting)) || (await signCheckpoint(parts)).note;
  const { size } = ownSigned(note).checkpoint;
  if (carried) folder.putPending(size, note);
  return { size, body: utf8(formatRequest(known, proofBetween(folder, known, size), ownLines(note))) };
}

async function question(parts: Parts, folder: LogFolder): Promise<Asked> {
  const { ledger, primitives: p } = parts;
  const row = await logRow(ledger);
  const held = folder.checkpoint();
  if (row.signed && held !== null) {
    const { size } = ownSigned(held).checkpoint;
    return { size, body: utf8(formatRequest(size, [], ownLines(held))) };
  }
  const identity = (await heldIdentity(p, ledger)) ?? (await ledger.transact((tx) => madeIdentity(p, tx)));
  const text = checkpointText({ origin: row.origin, size: 0, root: emptyRoot(logSha256) });
  return { size: 0, body: utf8(formatRequest(0, [], `${text}\n${signText(p, identity.log, text)}`)) };
}

/** The note with the log's own signature lines alone: what a witness needs. */
function ownLines(note: string): string {
  const { note: read, checkpoint } = ownSigned(note);
  const own = read.signatures.filter((s) => s.name === checkpoint.origin);
  return `${read.text}\n${own.map((s) => `${s.line}\n`).join('')}`;
}

export interface Applied {
  readonly witness: string;
  /** `cosigned`; `ask-again`: it knew another size, the next request fits; `confirmed`: after a restore, it knows nothing larger. */
  readonly result: 'cosigned' | 'ask-again' | 'confirmed';
  readonly size: number;
  readonly frozen: boolean;
}

/** Takes a witness's answer to a checkpoint of this size. Throws E_LOG_WITNESS, E_LOG_SIGNATURE, E_LOG_FORMAT, E_LOG_BEHIND. */
export async function applyAnswer(
  parts: Parts,
  witness: Trusted,
  answer: WitnessAnswer,
  size: number | null,
): Promise<Applied> {
  const { name } = witness.key;
  const restoring = (await unsettled(parts)) !== null;
  const known = parseKnownSize(answer);
  if (known !== null) return conflict(parts, name, known, restoring);
  if (answer.status !== 200) return refuse('E_LOG_WITNESS', { name, reason: String(answer.status) });
  const lines = parseCosignatures(answer.body);
  if (!lines.ok) return refuse(lines.error.code, lines.error.params);
  const folder = openLogFolder(parts.dir);
  for (const candidate of candidates(folder, size)) {
    const signed = ownSigned(candidate);
    const cosigned = verifyNote(parts.primitives, { text: signed.note.text, signatures: lines.value }, [witness.key]);
    if (!cosigned.ok || cosigned.value.length === 0) continue;
    const at = signed.checkpoint.size;
    await parts.ledger.transact((tx) => putAsked(tx, name, at));
    if (restoring) {
      await heardOfSize(parts, name, at);
      return { witness: name, result: 'confirmed', size: at, frozen: false };
    }
    const frozen = await keep(
      parts,
      folder,
      candidate,
      cosigned.value.map((v) => v.signature),
    );
    return { witness: name, result: 'cosigned', size: at, frozen };
  }
  if (restoring) {
    const asked = await question(parts, folder);
    const empty = asked.size === 0 && lines.value.length > 0 ? await emptyCosigned(parts, witness, lines.value) : false;
    if (empty) {
      await heardOfSize(parts, name, 0);
      return { witness: name, result: 'confirmed', size: 0, frozen: false };
    }
  }
  return refuse('E_LOG_SIGNATURE', { name });
}

async function emptyCosigned(parts: Parts, witness: Trusted, lines: readonly NoteSignature[]): Promise<boolean> {
  const { origin } = await logRow(parts.ledger);
  const text = checkpointText({ origin, size: 0, root: emptyRoot(logSha256) });
  const cosigned = verifyNote(parts.primitives, { text, signatures: lines }, [witness.key]);
  return cosigned.ok && cosigned.value.length > 0;
}

/** Frozen notes that a late answer may still belong to. */
const LATE_NOTES = 20;

/** Notes that an answer may belong to: an answer by file says not which. */
const candidates = (folder: LogFolder, size: number | null): readonly string[] =>
  [
    ...folder.pending().map((s) => folder.pendingNote(s)),
    folder.checkpoint(),
    ...folder
      .frozen()
      .slice(-LATE_NOTES)
      .map((s) => folder.frozenNote(s)),
  ]
    .filter((note): note is string => note !== null)
    .filter((note) => size === null || ownSigned(note).checkpoint.size === size);

async function conflict(parts: Parts, name: string, known: number, restoring: boolean): Promise<Applied> {
  const { signed } = await logRow(parts.ledger);
  const ours = signed?.size ?? 0;
  if (restoring) {
    await heardOfSize(parts, name, known);
    const row = await unsettled(parts);
    if (row?.behind != null) refuse('E_LOG_BEHIND', { ours: row.leaves, theirs: row.behind });
    await parts.ledger.transact((tx) => putAsked(tx, name, known));
    return { witness: name, result: 'confirmed', size: known, frozen: false };
  }
  // Nobody restored this folder, and yet more of it is known elsewhere: an older copy of it runs here.
  if (known > ours) refuse('E_LOG_BEHIND', { ours, theirs: known });
  await parts.ledger.transact((tx) => putAsked(tx, name, known));
  return { witness: name, result: 'ask-again', size: known, frozen: false };
}

/** Adds cosignatures to a note that waits for its quorum; freezes it when the policy is met. A frozen note stays as it is. */
async function keep(parts: Parts, folder: LogFolder, note: string, added: readonly NoteSignature[]): Promise<boolean> {
  const policy = await policyOf(parts);
  const { checkpoint } = ownSigned(note);
  if (folder.frozen().includes(checkpoint.size)) return true;
  // By file and by HTTP the same lines must give the same bytes: in the order of the policy, one line per witness.
  const order = new Map(policy.witnesses.map((w, i) => [w.key.name, i] as const));
  const read = parseNote(utf8(note));
  if (!read.ok) return refuse(read.error.code, read.error.params);
  const rank = (s: NoteSignature): number => (s.name === checkpoint.origin ? -1 : (order.get(s.name) ?? order.size));
  const held = read.value.signatures;
  const fresh = added.filter((s) => !held.some((h) => h.name === s.name));
  const lines = [...held, ...fresh].sort((a, b) => rank(a) - rank(b));
  const next = `${read.value.text}\n${lines.map((s) => `${s.line}\n`).join('')}`;
  if (ownNoteSize(folder.checkpoint()) === checkpoint.size) folder.putCheckpoint(next);
  if (folder.pending().includes(checkpoint.size)) folder.putPending(checkpoint.size, next);
  const verdict = judge(parts.primitives, ownSigned(next), policy);
  if (!verdict.ok || !verdict.value.witnessed) return false;
  await folder.freeze(checkpoint.size, next);
  return true;
}

const ownNoteSize = (note: string | null): number | null => (note === null ? null : ownSigned(note).checkpoint.size);
