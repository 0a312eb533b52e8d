/**
 * The write path: drafts become entries of this node's writer, durable before they are acknowledged (DESIGN section 5).
 * Calls are queued per node, because a writer's entries form one chain.
 */
import { toHex } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import { refuse } from '../base/failures.ts';
import { makeControlEntry, makeDataEntry, makeEraseEntry, type WriterState } from '../ledger/entry-make.ts';
import { makeWriterCertificate } from '../ledger/membership-sign.ts';
import type { Erase, Primitives, VerifiedEntry } from '../ledger/model.ts';
import type { EntryDraft } from '../intake/port.ts';
import type { LedgerStore, LedgerTx } from '../store/port.ts';
import type { Space } from './spaces.ts';

export interface Author {
  /** Appends drafts in order; durable when it resolves. Entry ids in hex. */
  append(space: Space, drafts: readonly EntryDraft[]): Promise<readonly string[]>;
  /** One user action over two spaces: both entries or none. */
  appendAcross(parts: readonly { readonly space: Space; readonly draft: EntryDraft }[]): Promise<readonly string[]>;
  /** Appends an erase entry and removes the payloads in the same transaction. */
  erase(space: Space, erase: Erase): Promise<string>;
}

const MAX_PAYLOAD = 262_144;

export function createAuthor(deps: {
  readonly ledger: LedgerStore;
  readonly primitives: Primitives;
  readonly clock: Clock;
  /**
   * Content of restored.json, null when the folder was never restored: the old writer may have written more elsewhere,
   * so a new one is certified once per restore.
   */
  readonly restored: string | null;
}): Author {
  const { ledger, primitives: p, clock } = deps;
  const writers = new Map<string, WriterState>();
  let queue: Promise<unknown> = Promise.resolve();

  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const run = queue.then(work, work);
    queue = run.catch(() => undefined);
    return run;
  };

  const put = async (tx: LedgerTx, made: { entry: VerifiedEntry; block: Uint8Array }): Promise<void> => {
    await tx.putEntry({
      entry: made.entry,
      state: 'accepted',
      reason: null,
      block: made.block,
      payloadState: 'open',
      payloadCode: null,
    });
  };

  /** Which of several writers is in use stands in the ledger, with the restore it was certified after. */
  async function writerOf(tx: LedgerTx, space: Space): Promise<WriterState> {
    const cached = writers.get(space.hex);
    if (cached) return cached;
    const secrets = await tx.secrets('writer', space.id);
    const chosen = (await tx.local('writer', space.hex)) as { key: string; restored: string } | null;
    const secret = chosen ? secrets.find((s) => toHex(s.id) === chosen.key) : secrets[0];
    if (!secret) return refuse('E_SPACE', { space: space.info.slug });
    const head = await tx.head(space.id, secret.id);
    const state: WriterState = {
      space: space.id,
      seed: secret.secret,
      publicKey: secret.id,
      seq: head ? head.seq + 1 : 0,
      prev: head ? head.id : null,
      ms: head?.ms ?? 0,
      ctr: head?.ctr ?? 0,
    };
    if (deps.restored !== null && chosen?.restored !== deps.restored) return certify(tx, space, deps.restored);
    return state;
  }

  /** Starts a writer under our seat: control entry 1 at its seq 0. */
  async function certify(tx: LedgerTx, space: Space, restored: string): Promise<WriterState> {
    const seat = (await tx.secrets('seat', space.id)).at(-1);
    if (!seat) return refuse('E_SPACE', { space: space.info.slug });
    const seed = p.random(32);
    const publicKey = p.publicKey(seed);
    await tx.putSecret({ type: 'writer', space: space.id, id: publicKey, secret: seed });
    await tx.putLocal('writer', space.hex, { key: toHex(publicKey), restored });
    const start: WriterState = { space: space.id, seed, publicKey, seq: 0, prev: null, ms: 0, ctr: 0 };
    const cert = makeWriterCertificate(p, seat.secret, space.id, publicKey);
    const made = makeControlEntry(p, start, { op: 1, seatKey: seat.id, cert }, null, clock());
    await put(tx, made);
    return made.next;
  }

  async function appendOne(
    tx: LedgerTx,
    writer: WriterState,
    space: Space,
    draft: EntryDraft,
  ): Promise<{ id: string; next: WriterState }> {
    const made = makeDataEntry(p, writer, draft, space.epoch, clock());
    if (made.block.length > MAX_PAYLOAD) return refuse('E_SIZE', { bytes: made.block.length, max: MAX_PAYLOAD });
    await put(tx, made);
    return { id: toHex(made.id), next: made.next };
  }

  /** Runs a transaction; writer states advance only when it is durable. */
  async function durable<T>(
    work: (tx: LedgerTx, advance: (space: Space, next: WriterState) => void) => Promise<T>,
  ): Promise<T> {
    const moved = new Map<string, WriterState>();
    const result = await ledger.transact((tx) => work(tx, (space, next) => moved.set(space.hex, next)));
    for (const [hex, next] of moved) writers.set(hex, next);
    return result;
  }

  return {
    append: (space, drafts) =>
      inOrder(() =>
        durable(async (tx, advance) => {
          const ids: string[] = [];
          let writer = await writerOf(tx, space);
          for (const draft of drafts) {
            const made = await appendOne(tx, writer, space, draft);
            writer = made.next;
            ids.push(made.id);
          }
          advance(space, writer);
          return ids;
        }),
      ),
    appendAcross: (parts) =>
      inOrder(() =>
        durable(async (tx, advance) => {
          const ids: string[] = [];
          const heads = new Map<string, WriterState>();
          for (const { space, draft } of parts) {
            const made = await appendOne(tx, heads.get(space.hex) ?? (await writerOf(tx, space)), space, draft);
            heads.set(space.hex, made.next);
            advance(space, made.next);
            ids.push(made.id);
          }
          return ids;
        }),
      ),
    erase: (space, erase) =>
      inOrder(() =>
        durable(async (tx, advance) => {
          const made = makeEraseEntry(p, await writerOf(tx, space), erase, clock());
          await put(tx, made);
          await tx.erase(space.id, made.id, erase.targets);
          advance(space, made.next);
          return toHex(made.id);
        }),
      ),
  };
}
