/** Offices of a coalition for tests: whole nodes in temporary folders with keys of their own, that hand each other what they hold. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, createApi } from '../../src/node/api.ts';
import { createAuthor } from '../../src/node/author.ts';
import { receiveFrames } from '../../src/node/coalition/receive.ts';
import type { ReceiveReport } from '../../src/node/coalition/receive-report.ts';
import { sign1Bytes } from '../../src/ledger/cose.ts';
import type { Frame } from '../../src/ledger/frame.ts';
import { initNode } from '../../src/node/init.ts';
import { openParts, type Parts } from '../../src/node/parts.ts';
import { NOW } from './temp-node.ts';

export interface Office {
  readonly name: string;
  readonly dir: string;
  readonly parts: Parts;
  readonly call: Api['call'];
  /** Of `kua init`: the next key, for paper. */
  readonly paper: string;
  /** Takes in what the other holds of a space and this one lacks. */
  take(from: Office, space: string): Promise<ReceiveReport>;
  /** Takes in what is handed over, whoever made it. */
  receive(frames: Iterable<Frame>): Promise<ReceiveReport>;
  remove(): Promise<void>;
}

/** Everything of the space that the other lacks, in the order of the writers' clocks, each entry followed by its block. */
async function* frames(from: Office, space: Uint8Array, to: Office): AsyncGenerator<Frame> {
  const { ledger } = from.parts;
  const writers = new Map((await ledger.tips(space)).map((t) => [Buffer.from(t.writer).toString('hex'), t.writer]));
  const all = (await Promise.all([...writers.values()].map((w) => ledger.entriesAfter(space, w, -1)))).flat();
  for (const e of all.toSorted((a, b) => a.ms - b.ms || a.ctr - b.ctr)) {
    if (await to.parts.ledger.entry(e.id)) continue;
    yield { is: 'entry', bytes: sign1Bytes(e.header, e.sig) };
    if (e.block) yield { is: 'block', ph: e.ph, block: e.block };
  }
}

async function* each(given: Iterable<Frame> | AsyncIterable<Frame>): AsyncGenerator<Frame> {
  yield* given;
}

export async function office(name: string, clock: () => number = () => NOW): Promise<Office> {
  const root = mkdtempSync(join(tmpdir(), 'kua-office-'));
  const dir = join(root, 'data');
  const made = await initNode({
    dir,
    credentials: { type: 'newKeyFile', folder: join(root, 'keys') },
    name,
    manager: `Manager of ${name}`,
    clock,
  });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const opened = await openParts(dir, made.value.open, { clock });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const parts = opened.value;
  await parts.projection.catchUp();
  const { ledger, primitives } = parts;
  const api = createApi(parts, createAuthor({ ledger, primitives, clock, restored: null }));
  const taken = async (given: Iterable<Frame> | AsyncIterable<Frame>): Promise<ReceiveReport> => {
    const report = await receiveFrames(parts, each(given));
    await parts.spaces.refresh();
    await parts.projection.catchUp();
    return report;
  };
  const here: Office = {
    name,
    dir,
    parts,
    call: api.call,
    paper: made.value.recovery,
    take: (from, space) => taken(frames(from, Uint8Array.from(Buffer.from(space, 'hex')), here)),
    receive: (given) => taken(given),
    async remove() {
      await parts.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return here;
}

/** The second becomes a member of the first one's space, by texts alone; both then hold the same. Returns the space's id. */
export async function admitted(
  host: Office,
  guest: Office,
  space: string,
  role: 'relay' | 'read' | 'write' | 'manage' = 'write',
): Promise<string> {
  const invited = await host.call('coalition.invite', { space, role });
  const answer = await guest.call('coalition.join', { file: invited.text, slug: 'shared' });
  await host.call('coalition.admit', { space, file: answer.text });
  await guest.take(host, invited.space);
  return invited.space;
}
