/** Where the tour of the practice space goes, and at which step it stands; kept in memory while the desk is open. */
import type { SpaceInfo } from '../../../contract/api.ts';

/** Pages below the practice space, in the order of the road. */
export const STEPS = ['today', 'signals', 'records', 'statements', 'demands', 'publications'] as const;

/** Number of the step, from 1; null while no tour runs. */
let step: number | null = null;
/** Slug of the space in which the person stood when the tour began: where it leads back to. */
let begun: string | null = null;
/** The words of a new step are to be heard before the heading of the page it leads to. */
let speaking = false;
const listeners = new Set<() => void>();

export const tourStep = (): number | null => step;
export const tourBegunIn = (): string | null => begun;
export function beginTour(space: string): void {
  begun = space;
  goToStep(1);
}
export function goToStep(next: number | null): void {
  step = next;
  speaking = next !== null;
  for (const tell of listeners) tell();
}
/** Asked once by the heading of the page that a step leads to: it leaves the focus where it is. */
export function tourSpeaks(): boolean {
  const was = speaking;
  speaking = false;
  return was;
}
export function subscribeTour(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The space in which everybody is invented; null on a node that has none. */
export const practiceSpace = (spaces: readonly SpaceInfo[]): SpaceInfo | null =>
  spaces.find((space) => space.role === 'practice') ?? null;
