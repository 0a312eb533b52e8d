/** A node in this process with the built desk in front: real database, real server, and a clock that the test may move. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ApiName } from '../../src/contract/api.ts';
import type { KuaNode } from '../../src/node/kua-node.ts';
import { createApp } from '../../src/server/app.ts';
import { listen } from '../../src/server/listen.ts';
import { root } from '../ground/sources.ts';
import { type TempNode, tempNode } from '../node/temp-node.ts';

export interface OwnClockNode {
  readonly address: string;
  readonly node: KuaNode;
  readonly faults: readonly unknown[];
  /** How often a use case was called. */
  calls(name: ApiName): number;
  /** A fresh login link. */
  link(name?: string): Promise<string>;
  stop(): Promise<void>;
}

export async function ownClockNode(clock: () => number): Promise<OwnClockNode> {
  const temp: TempNode = await tempNode(clock);
  const faults: unknown[] = [];
  const counted = new Map<string, number>();
  const listening = await listen(
    (port) =>
      createApp({
        api: {
          call(name, input, options) {
            counted.set(name, (counted.get(name) ?? 0) + 1);
            return temp.node.call(name, input, options);
          },
        },
        node: temp.node.id,
        hosts: [`127.0.0.1:${port}`],
        deskDir: join(root, 'dist/desk'),
        clock,
        random: (n) => new Uint8Array(randomBytes(n)),
        onFault: (_request, error) => void faults.push(error),
        version: 'test',
      }),
    '127.0.0.1',
    0,
  );
  if (!listening.ok) throw new Error(JSON.stringify(listening.error));
  const address = `http://127.0.0.1:${listening.value.port}/`;
  return {
    address,
    node: temp.node,
    faults,
    calls: (name) => counted.get(name) ?? 0,
    link: async (name) =>
      `${address}#login=${(await temp.node.call('login.token', name === undefined ? {} : { name })).token}`,
    async stop() {
      await listening.value.close();
      await temp.remove();
    },
  };
}
