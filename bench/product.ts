/** The built product, driven as a person drives it: commands, and a running node asked over its local socket. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Api } from '../src/node/api.ts';
import { connectLocal } from '../src/node/socket.ts';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(root, 'dist/cli/main.js');

export interface Bench {
  readonly folder: string;
  readonly data: string;
  /** Runs a command to its end; its JSON answer. Throws when it fails. */
  kua<T>(...args: readonly string[]): T;
  serve(): Promise<Running>;
  remove(): void;
}

export interface Running {
  readonly address: string;
  readonly pid: number;
  /** From the start of the process to its printed address, ms. */
  readonly startedMs: number;
  readonly api: Api;
  stop(): Promise<void>;
}

/** A fresh node in a temporary folder, removed at the end. */
export function bench(name: string): Bench {
  if (!existsSync(main)) throw new Error('not built: node scripts/setup.mjs --build=node,desk');
  const folder = mkdtempSync(join(tmpdir(), `kua-bench-${name}-`));
  const data = join(folder, 'data');
  const env = { ...process.env, KUA_DATA: data, XDG_STATE_HOME: join(folder, 'state') };
  const kua = <T>(...args: readonly string[]): T => {
    const run = spawnSync(process.execPath, [main, ...args, '--json'], { env, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (run.status !== 0) throw new Error(`kua ${args.join(' ')}: ${run.stdout}${run.stderr}`);
    return JSON.parse(run.stdout) as T;
  };
  kua('init', '--key-dir', join(folder, 'state/kua'), '--name', 'Benchmark');
  return {
    folder,
    data,
    kua,
    async serve() {
      const from = performance.now();
      const child = spawn(process.execPath, [main, 'serve', '--port', '0', '--json'], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const { address } = await firstLine<{ address: string }>(child);
      const startedMs = performance.now() - from;
      const api = await connectLocal(data);
      if (!api) throw new Error('the node does not answer on its socket');
      return { address, pid: child.pid ?? 0, startedMs, api, stop: () => ended(child) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function firstLine<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(JSON.parse(String(chunk)) as T));
    child.once('exit', (code) => reject(new Error(`the node ended with ${code}`)));
  });
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

/** Most resident memory that a process has had, in MB; where the system does not tell, what it has now. */
export function peakMb(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return residentMb(pid);
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? Number.NaN) / 1024;
}

/** Resident memory of a process in MB. */
export function residentMb(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (existsSync(status)) return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? Number.NaN) / 1024;
  const run = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(run.stdout.trim()) / 1024;
}
