/** The queue of each space in this tab, outside of the page: an answer that arrives after the page was left still counts. */
import { useSyncExternalStore } from 'react';
import type { Act } from './acts.ts';
import { emptyQueue, type Queue, type QueueEvent, queueAfter } from './queue.ts';

export interface QueueStore {
  readonly get: () => Queue<Act>;
  readonly tell: (event: QueueEvent<Act>) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

const stores = new Map<string, QueueStore>();

export function queueStore(space: string): QueueStore {
  const have = stores.get(space);
  if (have) return have;
  let queue = emptyQueue<Act>();
  const listeners = new Set<() => void>();
  const store: QueueStore = {
    get: () => queue,
    tell: (event) => {
      const next = queueAfter(queue, event);
      if (next === queue) return;
      queue = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  stores.set(space, store);
  return store;
}

export const useQueue = (store: QueueStore): Queue<Act> => useSyncExternalStore(store.subscribe, store.get);
