/** A page is fetched when first opened. When the node is gone just then, the page waits for it instead of breaking. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { connection, nodeDidNotAnswer, subscribeConnection } from '../api/connection.ts';

const chunks: (() => Promise<unknown>)[] = [];

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

export function pageChunk<P = object>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  chunks.push(load);
  return lazy(async () => ({ default: await fetched(load) }));
}

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
    for (const load of chunks) {
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
