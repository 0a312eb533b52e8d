/** A terminal for tests: what a command prints is kept, what a person would type is given. Everything behind it is real. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run.ts';
import type { World } from '../../src/cli/world.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Typed {
  /** First line of stdin. */
  readonly line?: string;
  /** Answers to questions; a terminal is there when given. */
  readonly answers?: readonly (string | null)[];
  readonly env?: { readonly [name: string]: string };
  readonly untilStopped?: Promise<void>;
  readonly onOut?: (text: string) => void;
}

export interface Terminal {
  /** Folder of the test. */
  readonly folder: string;
  readonly data: string;
  kua(args: readonly string[], typed?: Typed): Promise<Said>;
  /** Runs with --json and parses the one document on stdout; throws when it is a failure. */
  json<T>(...args: readonly string[]): Promise<T>;
  /** Makes a node whose key file lies outside its data folder. */
  init(): Promise<Said>;
  remove(): void;
}

export function terminal(): Terminal {
  const folder = mkdtempSync(join(tmpdir(), 'kua-cli-'));
  const data = join(folder, 'data');
  const state = join(folder, 'state');
  const kua: Terminal['kua'] = async (args, typed = {}) => {
    let [out, err] = ['', ''];
    const answers = [...(typed.answers ?? [])];
    const world: World = {
      env: { KUA_DATA: data, XDG_STATE_HOME: state, LANG: 'C', KUA_DEBUG: '1', ...typed.env },
      cwd: folder,
      clock: Date.now,
      columns: null,
      canAsk: typed.answers !== undefined,
      canRedraw: false,
      out(text) {
        out += text;
        typed.onOut?.(text);
      },
      err(text) {
        err += text;
      },
      readLine: () => Promise.resolve(typed.line ?? ''),
      readAll: (maxBytes) => Promise.resolve(new TextEncoder().encode(typed.line ?? '').subarray(0, maxBytes)),
      ask: () => Promise.resolve(answers.shift() ?? null),
      untilStopped: () => typed.untilStopped ?? Promise.resolve(),
    };
    const code = await run(args, world);
    return { code, out, err };
  };
  return {
    folder,
    data,
    kua,
    async json<T>(...args: readonly string[]) {
      const said = await kua([...args, '--json']);
      // Exactly one document and nothing else: a second line would not parse.
      const document = JSON.parse(said.out) as T | { readonly error: unknown };
      if (typeof document === 'object' && document !== null && 'error' in document)
        throw new Error(said.out + said.err);
      return document as T;
    },
    init: () => kua(['init', '--key-dir', join(state, 'kua'), '--name', 'Test organisation', '--manager', 'Dana']),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
