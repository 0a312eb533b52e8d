/** Real signed ledgers for tests of the projection. Nothing of the product imports it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOk } from '../../base/result.ts';
import type { EpochKey, MadeEntry, WriterState } from '../../ledger/entry-make.ts';
import { makeControlEntry, makeDataEntry, makeEraseEntry } from '../../ledger/entry-make.ts';
import { makeGenesis } from '../../ledger/genesis.ts';
import { makeWriterCertificate } from '../../ledger/membership-sign.ts';
import type { Ctx, EraseTarget, Payload, PayloadClaim, Value } from '../../ledger/model.ts';
import { nodePrimitives } from '../node-primitives.ts';
import type { LedgerStore, Projection, SearchQuery } from '../port.ts';
import { openLedgerStore } from '../sqlite/ledger-db.ts';
import { openProjection } from './open.ts';

export const primitives = nodePrimitives();
export const DATABASE_KEY = new Uint8Array(32).fill(7);
const WRAP_KEY = new Uint8Array(32).fill(9);

export const ctx = (extra: { readonly [key: string]: Value } = {}, more: Partial<Ctx> = {}): Ctx => ({
  ...{ conf: 'reported', src: [], obs: null, extra },
  ...more,
});

/** Claims of one record: a list value becomes one claim per item. */
export const about = (
  kind: string,
  subject: Uint8Array,
  fields: { readonly [field: string]: Value | readonly Value[] },
): PayloadClaim[] =>
  Object.entries(fields).flatMap(([field, value]) =>
    (Array.isArray(value) ? (value as readonly Value[]) : [value as Value]).map((v) => ({
      ...{ subject, kind, field, value: v, ctx: null },
    })),
  );

export interface SpaceFixture {
  readonly id: Uint8Array;
  readonly party: Uint8Array;
  readonly epoch: EpochKey | null;
  /** Genesis and certificates first, then what was made, in the order of making. */
  readonly entries: MadeEntry[];
  data(
    payload: Partial<Payload> & { readonly claims: readonly PayloadClaim[] },
    o?: { readonly now?: number; readonly writer?: 0 | 1 },
  ): MadeEntry;
  erase(targets: readonly EraseTarget[], ground?: string): MadeEntry;
}

/** A space of one party with two certified writers. */
export async function makeSpace(isPublic = false): Promise<SpaceFixture> {
  const p = primitives;
  const [seatSeed, partySeed] = [p.random(32), p.random(32)];
  const genesis = await makeGenesis(p, {
    ...{ public: isPublic, seatSeed, partySeed, kemSecret: p.random(32), writerSeed: p.random(32) },
    ...{ now: 1_700_000_000_000, text: 'test', salt: p.random(32) },
  });
  const space = genesis.space;
  const seed = p.random(32);
  const second: WriterState = { space, seed, publicKey: p.publicKey(seed), seq: 0, prev: null, ms: 0, ctr: 0 };
  const cert = makeWriterCertificate(p, seatSeed, space, second.publicKey);
  const control = { op: 1, seatKey: p.publicKey(seatSeed), cert } as const;
  const certificate = makeControlEntry(p, second, control, null, 1_700_000_000_001);
  const first: MadeEntry = { entry: genesis.entry, block: genesis.block, id: space, next: genesis.writer };
  const entries: MadeEntry[] = [first, certificate];
  const writers: [WriterState, WriterState] = [genesis.writer, certificate.next];
  const keep = (made: MadeEntry, writer: 0 | 1): MadeEntry => {
    writers[writer] = made.next;
    entries.push(made);
    return made;
  };
  return {
    ...{ id: space, party: p.publicKey(partySeed), epoch: genesis.epoch, entries },
    data(payload, o = {}) {
      const whole: Payload = { by: null, ctx: ctx(), ends: [], batch: null, ...payload };
      const writer = o.writer ?? 0;
      const now = o.now ?? 1_700_000_001_000;
      return keep(makeDataEntry(p, writers[writer], { payload: whole }, genesis.epoch, now), writer);
    },
    erase: (targets, ground = 'consent withdrawn') =>
      keep(makeEraseEntry(p, writers[0], { targets, ground }, 1_700_000_002_000), 0),
  };
}

export interface NodeFixture {
  readonly dir: string;
  readonly index: string;
  readonly ledger: LedgerStore;
  projection: Projection;
  /** Makes entries durable, erases with their effect, without folding. */
  add(space: SpaceFixture, entries: readonly MadeEntry[]): Promise<void>;
  dump(): Promise<string>;
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** A ledger and its projection in a folder of their own. `key` null leaves both files unencrypted. */
export async function makeNode(key: Uint8Array | null = DATABASE_KEY): Promise<NodeFixture> {
  const dir = mkdtempSync(join(tmpdir(), 'kua-projection-'));
  const index = join(dir, 'index.db');
  const opened = openLedgerStore({
    path: join(dir, 'ledger.db'),
    key,
    wrapKey: WRAP_KEY,
    clock: () => 1_700_000_000_000,
  });
  const ledger = expectOk(opened, 'ledger');
  const open = (): Projection => expectOk(openProjection({ path: index, key, ledger, primitives }), 'projection');
  const node: NodeFixture = {
    ...{ dir, index, ledger, projection: open() },
    async add(space, entries) {
      await ledger.transact(async (tx) => {
        if (space.epoch) {
          const { epoch: id, secret } = space.epoch;
          await tx.putSecret({ type: 'epoch', space: space.id, id, secret });
        }
        for (const { entry, block } of entries) {
          const state = { state: 'accepted', reason: null, payloadState: 'open', payloadCode: null } as const;
          await tx.putEntry({ entry, block, ...state });
          const targets = ERASES.get(entry.id);
          if (targets) await tx.erase(space.id, entry.id, targets);
        }
      });
    },
    async dump() {
      const lines: string[] = [];
      for await (const line of node.projection.dump()) lines.push(line);
      return lines.join('\n');
    },
    async reopen() {
      await node.projection.close();
      node.projection = open();
    },
    async close() {
      await node.projection.close();
      await ledger.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return node;
}

/** What erase entries made here erase: the store is told, as the node tells it. */
const ERASES = new WeakMap<Uint8Array, readonly EraseTarget[]>();
export function eraseEntry(space: SpaceFixture, targets: readonly EraseTarget[], ground?: string): MadeEntry {
  const made = space.erase(targets, ground);
  ERASES.set(made.entry.id, targets);
  return made;
}

export const QUERY: SearchQuery = {
  ...{ spaces: null, text: null, kinds: [], where: [], from: null, to: null, facets: [] },
  ...{ limit: 50, after: null, asOf: null },
};
