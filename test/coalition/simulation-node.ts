/** One node of the simulation: a real folder with a clock of its own, which may be put back from a backup or copied while it lies still. */
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOk } from '../../src/base/result.ts';
import { composeDirect } from '../../src/node/compose.ts';
import { restoreBackup } from '../../src/store/restore.ts';
import { tempNode } from '../node/temp-node.ts';
import { recipientOf, type TempNode } from './exchange-kit.ts';

/** `usb`: no line to anybody, bundles only. */
export type Link = 'line' | 'usb';
export type Standing = 'live' | 'removed' | 'outside';

export interface SimNode extends TempNode {
  readonly name: string;
  readonly link: Link;
  readonly recipient: string;
  /** What this node calls the common space. */
  readonly slug: string;
  standing: Standing;
  /** Who is cut off from whom: only nodes of one group meet. */
  group: number;
  /** `offset`: ms that its clock goes wrong by. */
  readonly time: { offset: number };
  /** Entries that this node was told are kept. */
  acknowledged: string[];
  /** Of these, what it wrote after its removal. */
  readonly beyond: string[];
  /** Its own newest claims, to be ended or erased: entry, claim, record, field. */
  said: Said[];
  /** Backups of it, with what was acknowledged by then. */
  backups: { readonly file: string; readonly acknowledged: number }[];
}
export interface Said {
  readonly entry: string;
  readonly claim: string | null;
  readonly record: string;
}

/** The one clock of the world; each node sees it wrong by its own offset. */
export interface World {
  now: number;
}

export interface SimNodeOptions {
  readonly name: string;
  readonly link: Link;
  readonly slug: string;
  readonly offset: number;
}

const clockOf =
  (world: World, time: SimNode['time']): (() => number) =>
  () => {
    world.now += 1;
    return world.now + time.offset;
  };

async function wrap(t: TempNode, o: SimNodeOptions, time: SimNode['time'], standing: Standing): Promise<SimNode> {
  const { name, link, slug } = o;
  const recipient = await recipientOf(t);
  return Object.assign(t, {
    name,
    link,
    slug,
    recipient,
    standing,
    time,
    group: 0,
    acknowledged: [],
    beyond: [],
    said: [],
    backups: [],
  });
}

export async function simNode(world: World, o: SimNodeOptions): Promise<SimNode> {
  const time = { offset: o.offset };
  return wrap(await tempNode(clockOf(world, time)), o, time, 'outside');
}

const open = async (world: World, dir: string, vault: TempNode['vault'], time: SimNode['time']) =>
  expectOk(await composeDirect(dir, vault, { clock: clockOf(world, time) }), 'open');

let copies = 0;
export async function backUp(node: SimNode): Promise<void> {
  const file = join(node.root, `backup-${copies++}.tar`);
  await node.node.call('backup', { file });
  node.backups.push({ file, acknowledged: node.acknowledged.length });
}

/** The disk dies; the oldest backup is put back as the guide says, with the list of what was erased since. */
export async function putBack(world: World, node: SimNode): Promise<void> {
  const [backup] = node.backups;
  if (!backup) return;
  await node.node.close();
  const lost = `${node.dir}.lost-${copies++}`;
  renameSync(node.dir, lost);
  const erased = join(lost, 'erased.cbor');
  expectOk(await restoreBackup(backup.file, node.dir, existsSync(erased) ? { erasedFrom: erased } : {}), 'restore');
  node.node = await open(world, node.dir, node.vault, node.time);
  node.acknowledged = node.acknowledged.slice(0, backup.acknowledged);
  node.said.length = 0;
}

/** Somebody copies the folder to a second computer and both go on: what nobody should do, and what makes forks. */
export async function copyOf(world: World, node: SimNode, name: string): Promise<SimNode> {
  await node.node.close();
  const root = mkdtempSync(join(tmpdir(), 'kua-node-'));
  const dir = join(root, 'data');
  cpSync(node.dir, dir, { recursive: true });
  node.node = await open(world, node.dir, node.vault, node.time);
  const time = { offset: node.time.offset };
  const t: TempNode = {
    ...{ root, dir, vault: node.vault, keyFile: node.keyFile, node: await open(world, dir, node.vault, time) },
    reopen: () => Promise.reject(new Error('a copy stays open')),
    async remove() {
      await t.node.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
  const copy = await wrap(t, { name, link: 'usb', slug: node.slug, offset: 0 }, time, node.standing);
  copy.group = node.group;
  return copy;
}
