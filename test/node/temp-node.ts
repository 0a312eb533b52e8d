/** A real node in a temporary folder: real database, real keys, a clock that tests may move. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KuaFailure } from '../../src/base/failures.ts';
import type { Failure } from '../../src/base/result.ts';
import { composeDirect } from '../../src/node/compose.ts';
import type { KuaNode } from '../../src/node/kua-node.ts';
import { initNode } from '../../src/node/init.ts';
import type { OpenVault } from '../../src/node/keys.ts';

export interface TempNode {
  readonly root: string;
  readonly dir: string;
  readonly vault: OpenVault;
  readonly keyFile: string;
  node: KuaNode;
  /** Closes and opens again, as a restart does. */
  reopen(): Promise<void>;
  remove(): Promise<void>;
}

export const NOW = Date.UTC(2022, 0, 12, 4);

export async function tempNode(clock: () => number = () => NOW): Promise<TempNode> {
  const root = mkdtempSync(join(tmpdir(), 'kua-node-'));
  const dir = join(root, 'data');
  const made = await initNode({
    dir,
    credentials: { type: 'newKeyFile', folder: join(root, 'keys') },
    name: 'Practice organisation A',
    manager: 'Manager',
    clock,
  });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const open = async (): Promise<KuaNode> => {
    const node = await composeDirect(dir, made.value.open, { clock });
    if (!node.ok) throw new Error(JSON.stringify(node.error));
    return node.value;
  };
  const temp: TempNode = {
    root,
    dir,
    vault: made.value.open,
    keyFile: made.value.key_file ?? '',
    node: await open(),
    async reopen() {
      await temp.node.close();
      temp.node = await open();
    },
    async remove() {
      await temp.node.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return temp;
}

/** The failure that a call is refused with. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  try {
    await call;
  } catch (error) {
    if (error instanceof KuaFailure) return error.failure;
    throw error;
  }
  throw new Error('the call was not refused');
}

/** Paths of all files in a folder and below it. */
export const filesBelow = (dir: string): readonly string[] =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    const info = statSync(path, { throwIfNoEntry: false });
    return info?.isDirectory() ? filesBelow(path) : info?.isFile() ? [path] : [];
  });
