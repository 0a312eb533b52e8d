/** A node as people run it: the built command in processes of its own, the example case loaded, on a free port. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../ground/sources.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunningNode {
  readonly address: string;
  /** The one-time link that `kua serve` printed. */
  readonly firstLink: string;
  readonly space: string;
  kua(...args: readonly string[]): Promise<Said>;
  /** Runs with --json; throws with what was said when the command fails. */
  json<T>(...args: readonly string[]): Promise<T>;
  /** A fresh login link for an account. */
  link(name: string): Promise<string>;
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>;
  /** Serves again on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const SPACE = 'january-2022';
/** The manager made by `kua init`; every other account is added by the test that uses it. */
export const MANAGER = 'Dana Test';

const main = join(root, 'dist/cli/main.js');

interface Serving {
  readonly address: string;
  readonly login: string;
}

/** Makes, fills and serves a node below `folder`. */
export async function startNode(folder: string): Promise<RunningNode> {
  if (!existsSync(main) || !existsSync(join(root, 'dist/desk/index.html')))
    throw new Error('the node and the desk are not built. run: node scripts/setup.mjs --build=node,desk');
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    LANG: 'C',
    XDG_STATE_HOME: join(folder, 'state'),
    KUA_DATA: join(folder, 'data'),
  };
  const kua: RunningNode['kua'] = (...args) =>
    new Promise((resolve) => {
      execFile(process.execPath, [main, ...args], { env, cwd: folder, maxBuffer: 1 << 27 }, (error, out, err) =>
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
      );
    });
  const json = async <T>(...args: readonly string[]): Promise<T> => {
    const said = await kua(...args, '--json');
    if (said.code !== 0) throw new Error(`kua ${args.join(' ')}: ${said.code}\n${said.out}${said.err}`);
    return JSON.parse(said.out) as T;
  };
  let child: ChildProcess | null = null;
  const serve = (port: number): Promise<Serving> =>
    new Promise((resolve, reject) => {
      const started = spawn(process.execPath, [main, 'serve', '--port', String(port), '--json'], {
        env,
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      let err = '';
      started.stderr.on('data', (bytes: Buffer) => {
        err += bytes.toString();
      });
      createInterface(started.stdout).once('line', (line) => resolve(JSON.parse(line) as Serving));
      started.once('exit', (code) => reject(new Error(`kua serve ended with ${String(code)}\n${err}`)));
    });
  const end = (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> =>
    new Promise((resolve) => {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });

  await json('init', '--key-dir', join(folder, 'state/kua'), '--name', 'Practice node', '--manager', MANAGER);
  await json('example', SPACE);
  const first = await serve(0);
  return {
    address: first.address,
    firstLink: first.login,
    space: SPACE,
    kua,
    json,
    link: async (name) => (await json<{ login: string }>('user', 'link', name)).login,
    kill: () => end('SIGKILL'),
    restart: async () => void (await serve(Number(new URL(first.address).port))),
    stop: () => end('SIGTERM'),
  };
}
