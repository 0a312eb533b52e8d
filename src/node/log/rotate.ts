/**
 * A new key for the log (docs/formats/log.md): the old key and the new one sign one checkpoint, which shows whoever knows the old that
 * the log goes on under the new. From the next checkpoint on the new key signs alone, and the old one is gone from the vault.
 */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { formatVkey, KEY_TYPE, type NoteKey, noteKey, verifyNote } from '../../evidence/log/note.ts';
import { signText } from '../../evidence/log/note-sign.ts';
import { openLogFolder } from '../../store/log/log-folder.ts';
import { openPeerLogs } from '../../store/log/peer-logs.ts';
import type { LedgerTx } from '../../store/port.ts';
import { type Context, actor } from '../context.ts';
import type { Parts } from '../parts.ts';
import { askAll } from './ask.ts';
import { ownSigned, signCheckpoint } from './own-log.ts';
import { nameInLedger, newestOf } from './peer-checkpoints.ts';
import { assertMaySign } from './restored.ts';
import { heldIdentity, logRow, madeIdentity, retireTrusted, type Trusted } from './rows.ts';

export async function rotateLogKey(c: Context, input: ApiIn<'log.rotate_key'>): Promise<ApiOut<'log.rotate_key'>> {
  await actor(c, input.person);
  const { parts } = c;
  const { ledger, primitives: p } = parts;
  await assertMaySign(parts);
  const old = ((await heldIdentity(p, ledger)) ?? (await ledger.transact((tx) => madeIdentity(p, tx)))).logKey;
  const { origin } = await logRow(ledger);
  const seed = p.random(32);
  const key = noteKey((b) => p.sha256(b), origin, KEY_TYPE.log, p.publicKey(seed));
  // A leaf of its own: a note that is frozen is never written again, and this one is to carry both signatures.
  const entry = await nameInLedger(c, `log key: ${formatVkey(old)} ${formatVkey(key)}`);
  if (entry === null) return refuse('E_SEAT', { space: 'own' });
  const made = await signCheckpoint(parts);
  const { text } = ownSigned(made.note).note;
  // On the disk before the key changes: a crash in between leaves a line of a key that nobody has, and the old key goes on.
  openLogFolder(parts.dir).putCheckpoint(made.note + signText(p, { name: origin, seed }, text));
  await ledger.transact(async (tx) => {
    for (const held of await tx.secrets('log', null)) await tx.deleteSecret({ type: 'log', space: null, id: held.id });
    await tx.putSecret({ type: 'log', space: null, id: p.publicKey(seed), secret: seed });
  });
  const asked = await askAll(parts, input.proxy ?? {});
  const note = openLogFolder(parts.dir).checkpoint() ?? made.note;
  return { origin, size: made.size, before: formatVkey(old), vkey: formatVkey(key), note, asked };
}

/** Keys of a log that another took the place of: nothing new counts under them. */
export async function retireKeys(tx: LedgerTx, before: readonly Trusted[]): Promise<void> {
  for (const { key } of before) await retireTrusted(tx, key, formatVkey(key));
}

/** Does the newest checkpoint that we hold of the log carry the signatures of both keys? Null: we hold none. */
export function isContinued(parts: Parts, before: NoteKey, key: NoteKey): boolean | null {
  const held = newestOf(openPeerLogs(parts.dir), key.name);
  if (!held) return null;
  const verified = verifyNote(parts.primitives, held.note, [before, key]);
  return verified.ok && verified.value.length === 2;
}
