/**
 * One office of the fake coalition: a data folder of its own, the built `kua serve` as a process of its own on a port, and the built
 * command line beside it, which forwards to the running node as it does in life.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { run as Run } from '../../src/cli/run.ts';
import type { World } from '../../src/cli/world.ts';
import { root } from '../ground/sources.ts';

const MAIN = join(root, 'dist/cli/main.js');
const RUN = pathToFileURL(join(root, 'dist/cli/run.js')).href;
const DESK = join(root, 'dist/desk/index.html');

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command or a start that did not go well; the message is what `kua` said. */
export class OfficeFailure extends Error {
  readonly code: number;
  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

export interface OfficeOptions {
  /** Short name of its folder. */
  readonly key: string;
  readonly name: string;
  readonly manager: string;
  /** Below it: data folder, key, files of its own. */
  readonly folder: string;
  /** Opens the vault; absent: a key file outside the data folder. */
  readonly passphrase?: string;
  readonly env?: { readonly [name: string]: string };
}

export interface Office {
  readonly key: string;
  readonly name: string;
  readonly folder: string;
  readonly data: string;
  /** Of the running node. */
  readonly address: string;
  /** The one-time link that `kua serve` printed. */
  readonly login: string;
  readonly pid: number;
  /** Everything that the node's process wrote, over all its starts. */
  readonly printed: { readonly out: string; readonly err: string };
  /** Makes the node: `kua init`. */
  init(): Promise<void>;
  /** Runs a command. `line`: first line of stdin. */
  kua(args: readonly string[], line?: string): Promise<Said>;
  /** Runs with --json; OfficeFailure with what was said when the answer is none of `codes` (0). */
  json<T>(args: readonly string[], o?: { readonly codes?: readonly number[]; readonly line?: string }): Promise<T>;
  /** Starts the node. `urls`: other addresses under which it answers peers. OfficeFailure when it does not start. */
  serve(o: {
    readonly port: number;
    readonly urls?: readonly string[];
    readonly args?: readonly string[];
  }): Promise<void>;
  /** Ends the node in order (or with the signal), and waits. Nothing to do: at once. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Ends the node for good: no command opens its folder after that. */
  end(): Promise<void>;
}

/** Why the built program cannot be started; null: it is there. */
export const missingBuild = (): string | null =>
  existsSync(MAIN) && existsSync(DESK)
    ? null
    : 'the node and the desk are not built. Run: node scripts/setup.mjs --build=node,desk';

/** An orderly end takes well under a second; who has not ended after this is ended. */
const PATIENCE_MS = 10_000;

export function office(o: OfficeOptions): Office {
  const missing = missingBuild();
  if (missing) throw new OfficeFailure(missing, 2);
  const data = join(o.folder, 'data');
  const state = join(o.folder, 'state');
  mkdirSync(o.folder, { recursive: true, mode: 0o700 });
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: o.folder,
    LANG: 'C',
    KUA_DATA: data,
    XDG_STATE_HOME: state,
    ...o.env,
  };
  let child: ChildProcess | null = null;
  const printed = { out: '', err: '' };
  let ready = { address: '', login: '', pid: 0 };
  let over = false;

  const kua: Office['kua'] = async (args, line = '') => {
    if (over) throw new OfficeFailure(`${o.name}: it was ended`, 1);
    // The built command line without the start of another process: it finds the running node by its folder all the same.
    const { run } = (await import(RUN)) as { readonly run: typeof Run };
    let [out, err] = ['', ''];
    const world: World = {
      env,
      cwd: o.folder,
      clock: Date.now,
      columns: null,
      canAsk: false,
      canRedraw: false,
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      readLine: () => Promise.resolve(line),
      readAll: () => Promise.resolve(new Uint8Array()),
      ask: () => Promise.resolve(null),
      untilStopped: () => Promise.resolve(),
    };
    return { code: await run(args, world), out, err };
  };
  const json: Office['json'] = async <T>(
    args: readonly string[],
    { codes = [0], line }: { readonly codes?: readonly number[]; readonly line?: string } = {},
  ) => {
    const said = await kua([...args, '--json'], line);
    if (!codes.includes(said.code))
      throw new OfficeFailure(`${o.name}: kua ${args.slice(0, 2).join(' ')}: ${said.out}${said.err}`, said.code);
    return JSON.parse(said.out) as T;
  };

  const stop: Office['stop'] = async (signal = 'SIGTERM') => {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      const hard = setTimeout(() => running.kill('SIGKILL'), PATIENCE_MS);
      running.once('close', () => {
        clearTimeout(hard);
        resolve();
      });
      running.kill(signal);
    });
  };

  return {
    stop,
    ...{ key: o.key, name: o.name, folder: o.folder, data, printed, kua, json },
    get address() {
      return ready.address;
    },
    get login() {
      return ready.login;
    },
    get pid() {
      return ready.pid;
    },
    async init() {
      const with_ = o.passphrase === undefined ? ['--key-dir', join(state, 'kua')] : ['--passphrase-stdin'];
      await json(['init', ...with_, '--name', o.name, '--manager', o.manager], { line: o.passphrase ?? '' });
    },
    async serve({ port, urls = [], args = [] }) {
      if (over) throw new OfficeFailure(`${o.name}: it was ended`, 1);
      const started = spawn(
        process.execPath,
        [
          ...[MAIN, 'serve', '--json', '--port', String(port), ...urls.flatMap((url) => ['--url', url]), ...args],
          ...(o.passphrase === undefined ? [] : ['--passphrase-stdin']),
        ],
        { env, cwd: o.folder, stdio: ['pipe', 'pipe', 'pipe'] },
      );
      child = started;
      started.stdin.on('error', () => undefined);
      started.stdin.end(o.passphrase === undefined ? '' : `${o.passphrase}\n`);
      let err = '';
      started.stderr.setEncoding('utf8').on('data', (text: string) => {
        err += text;
        printed.err += text;
      });
      const lines = createInterface(started.stdout);
      lines.on('line', (line) => {
        printed.out += `${line}\n`;
      });
      const first = await new Promise<string>((resolve, reject) => {
        lines.once('line', resolve);
        // `close`: what it said on stderr has arrived.
        started.once('close', (code) =>
          reject(new OfficeFailure(`${o.name}: ${refusal(err || printed.out)}`, code ?? 1)),
        );
      });
      const said = JSON.parse(first) as typeof ready & { readonly error?: { readonly message: string } };
      if (said.error) throw new OfficeFailure(`${o.name}: ${refusal(first)}`, 2);
      ready = said;
    },
    end() {
      over = true;
      return stop();
    },
  };
}

/** The message and the remedy of a failure that `kua --json` printed; anything else as it stands. */
function refusal(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: { readonly message: string; readonly remedy: string } };
    return error ? `${error.message} ${error.remedy}` : text.trim();
  } catch {
    return text.trim();
  }
}
