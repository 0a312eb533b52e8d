/** Whether the node answers. When it stops, it is asked again after 1, 2, 5, then every 10 s; the session is checked first. */
import { OTHER_PATHS } from '../../contract/routes.ts';

export type Connection = 'ok' | 'gone';
const WAITS_MS = [1000, 2000, 5000, 10_000] as const;

let state: Connection = 'ok';
let attempt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let afterReturn: () => Promise<void> = async () => undefined;
const listeners = new Set<() => void>();

function set(next: Connection): void {
  if (next === state) return;
  state = next;
  for (const tell of listeners) tell();
}

async function probe(): Promise<void> {
  try {
    const answer = await fetch(OTHER_PATHS.health, { cache: 'no-store' });
    if (answer.status >= 500) throw new Error('not yet');
    await afterReturn();
    attempt = 0;
    set('ok');
  } catch {
    attempt += 1;
    schedule();
  }
}

function schedule(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void probe(), WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)]);
}

/** Called by the client when a request got no answer at all. */
export function nodeDidNotAnswer(): void {
  if (state === 'gone') return;
  set('gone');
  attempt = 0;
  schedule();
}

/** Asks at once, for the button of the bar. */
export function askAgain(): void {
  clearTimeout(timer);
  void probe();
}

/** What to do before anything is drawn again: check the session, then refresh what is shown. */
export function onReturn(work: () => Promise<void>): void {
  afterReturn = work;
}

export function subscribeConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export const connection = (): Connection => state;
