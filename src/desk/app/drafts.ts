/** Unsaved text lives in this tab's memory only: kept through navigation, language switch and a node that went away. */
import { useCallback, useState } from 'react';

const kept = new Map<string, unknown>();

/** State that is found again under its key when the form is opened anew; `clear` forgets it after saving. */
export function useDraft<S>(key: string, empty: S): readonly [S, (change: Partial<S>) => void, () => void] {
  const [state, setState] = useState<{ readonly key: string; readonly value: S }>(() => ({
    key,
    value: (kept.get(key) as S | undefined) ?? empty,
  }));
  const value = state.key === key ? state.value : ((kept.get(key) as S | undefined) ?? empty);
  const change = useCallback(
    (part: Partial<S>) => {
      const next = { ...((kept.get(key) as S | undefined) ?? empty), ...part };
      kept.set(key, next);
      setState({ key, value: next });
    },
    [key, empty],
  );
  const clear = useCallback(() => {
    kept.delete(key);
    setState({ key, value: empty });
  }, [key, empty]);
  return [value, change, clear];
}
