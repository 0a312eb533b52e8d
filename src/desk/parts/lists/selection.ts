/** What is selected: records by name, or all that match, as a question and not as a list of ids. */
import { useCallback, useMemo, useState } from 'react';

/** One action reaches no further. */
export const MOST_SELECTED = 5_000;

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** All that match, loaded or not. */
  readonly all: boolean;
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  /** From one row to the next: the next takes what the first has. */
  readonly extend: (from: string, to: string) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

interface State {
  readonly key: string;
  readonly ids: ReadonlySet<string>;
  readonly all: boolean;
}

/** `key` names the question: another question begins with nothing selected. */
export function useSelection(key: string): Selection {
  const [kept, setState] = useState<State>({ key, ids: new Set(), all: false });
  const state: State = kept.key === key ? kept : { key, ids: new Set(), all: false };
  const change = useCallback(
    (next: (ids: ReadonlySet<string>) => ReadonlySet<string>) =>
      setState((old) => ({ key, all: false, ids: next(old.key === key && !old.all ? old.ids : new Set()) })),
    [key],
  );
  return useMemo(
    () => ({
      ids: state.ids,
      all: state.all,
      has: (id) => state.all || state.ids.has(id),
      toggle: (id) =>
        change((ids) => {
          const next = new Set(ids);
          if (!next.delete(id)) next.add(id);
          return next;
        }),
      extend: (from, to) => change((ids) => new Set([...ids, from, to])),
      selectAll: () => setState({ key, ids: new Set(), all: true }),
      clear: () => setState({ key, ids: new Set(), all: false }),
    }),
    [state.ids, state.all, change, key],
  );
}
