/** Runs a script of this folder in a process of its own, and kills it as a power cut would. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export function startChild(script: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  });
}

/**
 * Waits for the first whole line, then `afterMs` more, then kills with SIGKILL. Returns the whole lines printed: what
 * was cut in its middle was never acknowledged.
 */
export async function killAfter(child: ChildProcessWithoutNullStreams, afterMs: number): Promise<readonly string[]> {
  let out = '';
  let errors = '';
  child.stderr.on('data', (d: Buffer) => {
    errors += d.toString();
  });
  const first = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (d: Buffer) => {
      out += d.toString();
      if (out.includes('\n')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the child ended by itself (${code}): ${errors}`)));
  });
  await first;
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
  return out.split('\n').slice(0, -1);
}
