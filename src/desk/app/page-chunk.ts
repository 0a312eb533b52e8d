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

/** Fetches the other pages once the first one stands, so that they open at once and when the node is gone. */
export function fetchOtherPages(): () => void {
  const timer = setTimeout(() => {
    for (const load of chunks) void load().catch(() => undefined);
  }, 500);
  return () => clearTimeout(timer);
}
