/** Arrivals from other nodes, as the node's events tell them; kept in this tab until they are closed or the session ends. */
import type { ArrivalJson } from '../../contract/areas/exchange.ts';

let kept: readonly ArrivalJson[] = [];
const listeners = new Set<() => void>();

function set(next: readonly ArrivalJson[]): void {
  kept = next;
  for (const tell of listeners) tell();
}

function isArrival(value: unknown): value is ArrivalJson {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'arrived';
}

/** Takes an event of the node, when it tells of arrivals; what comes again from the same organisation is added up. */
export function takeArrival(data: string): boolean {
  let read: unknown;
  try {
    read = JSON.parse(data);
  } catch {
    return false;
  }
  if (!isArrival(read)) return false;
  const came = read;
  const same = (a: ArrivalJson): boolean => a.space === came.space && a.from === came.from;
  const before = kept.find(same)?.n ?? 0;
  set([...kept.filter((a) => !same(a)), { ...came, n: came.n + before }]);
  return true;
}

/** Of a space (hex), or all of them. */
export const forgetArrivals = (space?: string): void =>
  set(space === undefined ? [] : kept.filter((a) => a.space !== space));
export const arrivals = (): readonly ArrivalJson[] => kept;
export function subscribeArrivals(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
