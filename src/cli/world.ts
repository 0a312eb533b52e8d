/** What a command sees of the outside: terminal, environment, clock. The one place of the command line that touches `process`. */
import { createInterface } from 'node:readline';
import type { Clock } from '../base/clock.ts';
import { type Environment, environment } from '../node/config.ts';
import { askHidden } from './ask-hidden.ts';

export interface World {
  readonly env: Environment;
  readonly cwd: string;
  readonly clock: Clock;
  /** Columns of the terminal on stdout; null when stdout is no terminal: then nothing is cut. */
  readonly columns: number | null;
  /** True when a person can be asked: stdin and stderr are a terminal. */
  readonly canAsk: boolean;
  /** True when a line on stderr may be drawn over. */
  readonly canRedraw: boolean;
  out(text: string): void;
  err(text: string): void;
  /** First line of stdin without its line end; empty when stdin is empty. */
  readLine(): Promise<string>;
  /** All of stdin, up to so many bytes; what follows is not read. */
  readAll(maxBytes: number): Promise<Uint8Array>;
  /** Asks on the terminal without showing what is typed. Null when the person gave up (Ctrl-C, Ctrl-D). */
  ask(prompt: string): Promise<string | null>;
  /** Resolves at SIGINT or SIGTERM. */
  untilStopped(): Promise<void>;
}

export function processWorld(): World {
  const { stdin, stdout, stderr } = process;
  // A reader that went away (kua search | head) is no fault: the rest of the answer is simply not wanted.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    env: environment(),
    cwd: process.cwd(),
    clock: Date.now,
    columns: stdout.isTTY ? stdout.columns : null,
    canAsk: stdin.isTTY === true && stderr.isTTY === true,
    canRedraw: stderr.isTTY === true,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    async readLine() {
      const lines = createInterface({ input: stdin, terminal: false });
      for await (const line of lines) {
        lines.close();
        stdin.destroy();
        return line;
      }
      return '';
    },
    async readAll(maxBytes) {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of stdin) {
        chunks.push(chunk as Uint8Array);
        size += (chunk as Uint8Array).length;
        if (size > maxBytes) break;
      }
      return new Uint8Array(Buffer.concat(chunks));
    },
    ask: (prompt) => askHidden(stdin, stderr, prompt),
    untilStopped: () =>
      new Promise((resolve) => {
        // Not `once`: the terminal and `npm start` may both signal, and the second must not cut the orderly end short.
        process.on('SIGINT', () => resolve());
        process.on('SIGTERM', () => resolve());
      }),
  };
}
