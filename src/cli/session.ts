/**
 * What a command works with: the node of the data folder (the running one, or opened for this call alone), texts, notes
 * on stderr. The node's program is loaded only when a command calls it, so that help and usage answer at once.
 */
import { resolve } from 'node:path';
import { KuaFailure } from '../base/failures.ts';
import type { Failure, Result } from '../base/result.ts';
import type { ApiIn, ApiName, ApiOut } from '../contract/api.ts';
import type { Lang } from '../messages/translate.ts';
import type { KuaNode } from '../node/kua-node.ts';
import { dataDir } from '../node/config.ts';
import type { OpenVault } from '../node/keys.ts';
import { printable } from './printable.ts';
import { createProgress } from './progress.ts';
import type { CliText } from './text.ts';
import type { World } from './world.ts';

export interface GlobalOptions {
  readonly data?: string;
  readonly json?: boolean;
  readonly keyFile?: string;
  readonly passphraseStdin?: boolean;
  readonly lang?: string;
  readonly person?: string;
}

export interface Session {
  readonly world: World;
  readonly t: CliText;
  readonly lang: Lang;
  readonly json: boolean;
  readonly options: GlobalOptions;
  /** Data folder, absolute. */
  readonly dir: string;
  /** `{person}` when one was named: who answers for a write. */
  readonly person: { readonly person?: string };
  /** A path as the person meant it, absolute: a running node has another working folder. */
  path(text: string): string;
  /** A line for people, on stderr. */
  note(line: string): void;
  /** Runs a use case on the running node, or on the folder itself. Shows progress on stderr. */
  call<N extends ApiName>(name: N, input: ApiIn<N>): Promise<ApiOut<N>>;
  /** The vault of the folder, opened with the credentials of this call. */
  vault(): Promise<OpenVault>;
  close(): Promise<void>;
}

/** The value, or the failure thrown. */
export function taken<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  throw new KuaFailure(result.error);
}

export function createSession(
  call: { readonly world: World; readonly t: CliText; readonly lang: Lang; readonly json: boolean },
  options: GlobalOptions,
): Session {
  const { world } = call;
  const dir = dataDir(options.data, world.env);
  let node: KuaNode | null = null;
  let api: Pick<KuaNode, 'call'> | null = null;

  const vault = async (): Promise<OpenVault> => {
    const [{ credentialsFor }, { openVault }] = await Promise.all([
      import('./credentials.ts'),
      import('../node/open-vault.ts'),
    ]);
    return taken(await openVault(dir, await credentialsFor(dir, options, world, call.t)));
  };
  const connected = async (): Promise<Pick<KuaNode, 'call'>> => {
    const { connectLocal } = await import('../node/socket.ts');
    const running = await connectLocal(dir);
    if (running) return running;
    const { composeDirect } = await import('../node/compose.ts');
    node = taken(await composeDirect(dir, await vault(), { clock: world.clock }));
    return node;
  };
  return {
    ...call,
    options,
    dir,
    person: options.person === undefined ? {} : { person: options.person },
    path: (text) => resolve(world.cwd, text),
    note: (line) => world.err(`${printable(line)}\n`),
    vault,
    async call(name, input) {
      api ??= await connected();
      const progress = createProgress(world, call.t);
      try {
        return await api.call(name, input, { onProgress: progress.update });
      } finally {
        progress.end();
      }
    },
    async close() {
      await node?.close();
      node = null;
      api = null;
    },
  };
}
