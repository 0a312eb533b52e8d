/** Log of faults of a running node: JSON lines on stderr. Never a message of an error, which may repeat what a person wrote. */
import { pino } from 'pino';
import type { World } from './world.ts';

/** Where in the program a fault happened: function names and lines, no values. */
const frames = (error: unknown): readonly string[] =>
  (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 20)
    .map((line) => line.trim());

export function createFaultLog(world: Pick<World, 'err'>): (request: string, error: unknown) => void {
  const log = pino({ base: null }, { write: (line: string) => world.err(line) });
  return (request, error) =>
    log.error({
      event: 'server.fault',
      request,
      type: error instanceof Error ? error.name : typeof error,
      at: frames(error),
    });
}
