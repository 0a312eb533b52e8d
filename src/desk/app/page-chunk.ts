/** A page is fetched when first opened. When the node is gone just then, the page waits for it instead of breaking. */
import { type ComponentType, createElement, type FunctionComponent, lazy, useState } from 'react';
import { connection, nodeDidNotAnswer, subscribeConnection } from '../api/connection.ts';

/** Fetches the page of each component, in the order of the addresses. */
const chunks = new Map<unknown, () => Promise<unknown>>();

const nodeIsBack = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = subscribeConnection(() => {
      if (connection() !== 'ok') return;
      stop();
      resolve();
    });
    nodeDidNotAnswer();
  });

async function fetched<P>(load: () => Promise<ComponentType<P>>): Promise<ComponentType<P>> {
  try {
    return await load();
  } catch {
    await nodeIsBack();
    return load();
  }
}

export function pageChunk<P extends object = object>(load: () => Promise<ComponentType<P>>): FunctionComponent<P> {
  let here: ComponentType<P> | null = null;
  const get = async (): Promise<ComponentType<P>> => (here ??= await load());
  const waiting = lazy(async () => ({ default: await fetched(get) }));
  // A page that is here already is drawn at once: what has shown a fallback waits 300 ms for its next drawing (React's throttle).
  const Page = (props: P): ReturnType<FunctionComponent> => {
    const [shown] = useState<ComponentType<P>>(() => here ?? (waiting as unknown as ComponentType<P>));
    return createElement(shown, props);
  };
  chunks.set(Page, get);
  return Page;
}

/** Begins to fetch the page behind a component, if it is one of ours; what fails is fetched again when it is drawn. */
export const fetchPage = (component: unknown): void =>
  void chunks
    .get(component)?.()
    .catch(() => undefined);

const QUIET_MS = 500;
const pageStands = (): boolean =>
  document.querySelector('h1') !== null && document.querySelector('[aria-busy="true"]') === null;

/**
 * Fetches the other pages once the first one stands with its data, so that they open at once and when the node is gone: one
 * after the other, so that on a bad line nothing waits behind them.
 */
export function fetchOtherPages(): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;
  const fetchAll = async (): Promise<void> => {
    for (const load of chunks.values()) {
      if (stopped) return;
      await load().catch(() => undefined);
    }
  };
  const wait = (): void => {
    timer = setTimeout(() => (pageStands() ? void fetchAll() : wait()), QUIET_MS);
  };
  wait();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
