/** The built command as a process of its own: what a shell script meets. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../ground/sources.ts';

const MAIN = join(root, 'dist/cli/main.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
export interface Serving {
  readonly address: string;
  readonly login: string;
  /** Ends it as a person would, and waits. */
  stop(): Promise<Ended>;
}
export interface Shell {
  readonly folder: string;
  readonly data: string;
  kua(args: readonly string[], stdin?: string, env?: { readonly [name: string]: string }): Promise<Ended>;
  serve(args?: readonly string[]): Promise<Serving>;
  remove(): Promise<void>;
}

export function shell(): Shell {
  if (!existsSync(MAIN)) throw new Error('the command is not built: run npm run build');
  const folder = mkdtempSync(join(tmpdir(), 'kua-shell-'));
  const data = join(folder, 'data');
  const running = new Set<ChildProcess>();
  const start = (args: readonly string[], env: { readonly [name: string]: string } = {}) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: folder,
      // Nothing of the user's own environment decides what a command says.
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        LANG: 'C',
        KUA_DATA: data,
        XDG_STATE_HOME: join(folder, 'state'),
        ...env,
      },
    });
    running.add(child);
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (code) => {
        running.delete(child);
        resolve({ code, out, err });
      });
    });
    return { child, ended };
  };
  return {
    folder,
    data,
    kua(args, stdin = '', env) {
      const { child, ended } = start(args, env);
      // A command that reads nothing may be gone before it is written to.
      child.stdin.on('error', () => undefined);
      child.stdin.end(stdin);
      return ended;
    },
    async serve(args = []) {
      const { child, ended } = start(['serve', '--port', '0', '--json', ...args]);
      const first = await new Promise<string>((resolve, reject) => {
        child.stdout.once('data', (text: string) => resolve(text));
        void ended.then((e) => reject(new Error(e.err + e.out)));
      });
      const { address, login } = JSON.parse(first) as { address: string; login: string };
      return {
        address,
        login,
        stop() {
          child.kill('SIGTERM');
          return ended;
        },
      };
    },
    async remove() {
      const closed = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
      for (const child of running) child.kill('SIGKILL');
      await Promise.all(closed);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
