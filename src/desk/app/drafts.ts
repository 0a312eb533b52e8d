/**
 * Unsaved text lives in this tab's memory only: kept through navigation, language switch and a node that went away. At a
 * lock it goes to the node's memory, sealed, and comes back with the unlocking.
 */
import { useCallback, useState } from 'react';
import type { Json } from '../../base/result.ts';

const kept = new Map<string, unknown>();

const isPlain = (value: unknown): value is Json =>
  value === null ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every(isPlain)) ||
  (typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every(isPlain));

/** Everything unsaved that is text (a chosen file is not), newest last. */
export const draftTexts = (): { readonly [key: string]: Json } =>
  Object.fromEntries([...kept].filter((entry): entry is [string, Json] => isPlain(entry[1])));

/** Forgets what was handed to the node; what was typed since stays. */
export function forgetDrafts(handed: { readonly [key: string]: Json }): void {
  for (const [key, value] of Object.entries(handed)) if (kept.get(key) === value) kept.delete(key);
}

/** Puts back what the node kept; text of this tab wins. */
export function restoreDrafts(from: unknown): void {
  if (typeof from !== 'object' || from === null) return;
  for (const [key, value] of Object.entries(from)) if (!kept.has(key)) kept.set(key, value);
}

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
