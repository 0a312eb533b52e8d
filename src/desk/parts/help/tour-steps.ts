/** Where the tour of the practice space goes, and at which step it stands; kept in memory while the desk is open. */
import type { SpaceInfo } from '../../../contract/api.ts';

/** Pages below the practice space, in the order of the road. */
export const STEPS = ['today', 'signals', 'records', 'statements', 'demands', 'publications'] as const;

/** Number of the step, from 1; null while no tour runs. */
let step: number | null = null;
const listeners = new Set<() => void>();

export const tourStep = (): number | null => step;
export function goToStep(next: number | null): void {
  step = next;
  for (const tell of listeners) tell();
}
export function subscribeTour(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The space in which everybody is invented; null on a node that has none. */
export const practiceSpace = (spaces: readonly SpaceInfo[]): SpaceInfo | null =>
  spaces.find((space) => space.role === 'practice') ?? null;
