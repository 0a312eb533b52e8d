/** Log of faults of a running node: JSON lines on stderr. Never a message of an error, which may repeat what a person wrote. */
import type { Logger } from 'pino';
import type { World } from './world.ts';

/** Where in the program a fault happened: function names and lines, no values. */
const frames = (error: unknown): readonly string[] =>
  (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 20)
    .map((line) => line.trim());

export function createFaultLog(world: Pick<World, 'err'>): (request: string, error: unknown) => Promise<void> {
  let log: Promise<Logger> | null = null;
  // Loaded at the first fault: a node without faults starts without it.
  const load = async (): Promise<Logger> => {
    const { pino } = await import('pino');
    return pino({ base: null }, { write: (line: string) => world.err(line) });
  };
  return async (request, error) => {
    log ??= load();
    (await log).error({
      event: 'server.fault',
      request,
      type: error instanceof Error ? error.name : typeof error,
      at: frames(error),
    });
  };
}
