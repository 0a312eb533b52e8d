/** A node of one device of a space over unencrypted databases, so that tests can look for words in every file of its folder. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOk } from '../../src/base/result.ts';
import { type Api, createApi } from '../../src/node/api.ts';
import { type Author, createAuthor } from '../../src/node/author.ts';
import { type EraseStep, finishErasures } from '../../src/node/coalition/erasure-steps.ts';
import { receiveFrames } from '../../src/node/coalition/receive.ts';
import type { ReceivedFrame } from '../../src/node/coalition/receive-types.ts';
import type { ReceiveReport } from '../../src/node/coalition/receive-report.ts';
import { type Context, follow } from '../../src/node/context.ts';
import { restoredMark } from '../../src/node/layout.ts';
import { openParts, type Parts } from '../../src/node/parts.ts';
import { createPeople } from '../../src/node/users.ts';
import { sign1Bytes } from '../../src/ledger/cose.ts';
import { type Device, NOW, type Space } from '../ledger/space-kit.ts';
import { type Entered, framesOf, streamOf } from './receive-kit.ts';
import { filesBelow } from './temp-node.ts';

const VAULT = { vaultId: new Uint8Array(16).fill(3), vaultKey: new Uint8Array(32).fill(4) };

export interface PlainNode {
  readonly dir: string;
  readonly parts: Parts;
  readonly author: Author;
  readonly api: Api;
  take(what: readonly (Entered | ReceivedFrame)[]): Promise<ReceiveReport>;
  /** Every entry this node holds of a space, with its block, as frames for others. */
  frames(space: Uint8Array): Promise<readonly ReceivedFrame[]>;
  dump(): Promise<string>;
  close(): Promise<void>;
}

/** Opens the folder as a start does: what an erasure left undone is finished before anything is served. */
export async function startPlain(
  dir: string,
  onStep?: (step: EraseStep) => void,
  fresh = !existsSync(join(dir, 'ledger.db')),
): Promise<PlainNode> {
  mkdirSync(dir, { recursive: true });
  const clock = (): number => NOW + 20_000_000;
  const parts = expectOk(await openParts(dir, VAULT, { clock }, { fresh, unencrypted: true }), 'parts');
  const { ledger, primitives } = parts;
  const author = createAuthor({ ledger, primitives, clock, restored: restoredMark(dir) });
  await parts.projection.catchUp();
  await finishErasures(parts, author, onStep);
  const context: Context = { parts, author, people: createPeople(parts), role: 'manager', onProgress: () => {} };
  return {
    ...{ dir, parts, author, api: createApi(parts, author) },
    async take(what) {
      const frames = what.flatMap((w) => ('is' in w ? [w] : framesOf([w])));
      const report = await receiveFrames(parts, streamOf(frames));
      await follow(context);
      await parts.spaces.reload();
      return report;
    },
    async frames(space) {
      const all = (await ledger.touchedAfter(0, 100_000)).filter((e) => toKey(e.space) === toKey(space));
      return all.flatMap((e): ReceivedFrame[] => [
        { is: 'entry', bytes: sign1Bytes(e.header, e.sig) },
        ...(e.block ? [{ is: 'block' as const, ph: e.ph, block: e.block }] : []),
      ]);
    },
    async dump() {
      const lines: string[] = [];
      for await (const line of parts.projection.dump()) lines.push(line);
      return lines.join('\n');
    },
    close: () => parts.close(),
  };
}

const toKey = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A new folder with the keys of the device; it holds no entry yet. */
export async function plainNode(space: Space, device: Device): Promise<PlainNode & { remove(): Promise<void> }> {
  const root = mkdtempSync(join(tmpdir(), 'kua-erase-'));
  const node = await startPlain(join(root, 'data'));
  const id = space.genesis.space;
  await node.parts.ledger.transact(async (tx) => {
    await tx.putSecret({ type: 'seat', space: id, id: device.seat.key, secret: device.seatSeed });
    await tx.putSecret({ type: 'kem', space: id, id: device.seat.kem, secret: device.kemSecret });
    await tx.putSecret({ type: 'party', space: id, id: device.seat.party, secret: new Uint8Array(32) });
    const name = { id: 'm', name: 'Manager', role: 'manager', locked: false, created: '2022-01-01', settings: {} };
    await tx.putLocal('user', '00'.repeat(16), { ...name, id: '00'.repeat(16) });
  });
  return {
    ...node,
    async remove() {
      await node.close().catch(() => undefined);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Files of a folder that hold any of the words, in either form that text takes there. */
export function filesWith(dir: string, words: readonly string[]): readonly string[] {
  return filesBelow(dir).flatMap((path) => {
    const bytes = readFileSync(path, 'latin1').toLowerCase();
    return words.filter((w) => bytes.includes(w.toLowerCase())).map((w) => `${path.slice(dir.length + 1)}: ${w}`);
  });
}
