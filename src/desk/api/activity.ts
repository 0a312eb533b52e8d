/** When the person last touched this tab. What the desk asks by itself says so, and keeps no session from locking. */

let lastInput = Date.now();
let lastTold = Date.now();

const INPUTS = ['keydown', 'pointerdown', 'wheel', 'touchstart'] as const;

/** Listens for as long as the person is logged in. */
export function followInput(): () => void {
  const seen = (): void => {
    lastInput = Date.now();
  };
  lastInput = Date.now();
  for (const name of INPUTS) addEventListener(name, seen, { capture: true, passive: true });
  return () => {
    for (const name of INPUTS) removeEventListener(name, seen, { capture: true });
  };
}

/** Milliseconds since the person touched this tab. */
export const idleFor = (): number => Date.now() - lastInput;
/** Another tab of the session was used more recently: as if this one had been. */
export function usedElsewhere(msAgo: number): void {
  lastInput = Math.max(lastInput, Date.now() - msAgo);
}
/** Input that the node has not been told of. */
export const untold = (): boolean => lastInput > lastTold;
export const toldAgo = (): number => Date.now() - lastTold;
export function told(): void {
  lastTold = Date.now();
}
