/** Single-letter keys: matched by position on the keyboard, never in a text field, and only when the person left them on. */
import { useEffect, useRef } from 'react';
import type { DeskId } from '../i18n/language.tsx';

export interface PageKey {
  /** `event.code`, such as `KeyJ`. */
  readonly code: string;
  /** As written in the help, such as `j`. */
  readonly shown: string;
  readonly label: DeskId;
  readonly act: () => void;
}

const layers: (readonly PageKey[])[] = [];
let enabled = true;

export function setSingleKeys(on: boolean): void {
  enabled = on;
}
export const singleKeysOn = (): boolean => enabled;

/** Letters that the person exchanged: a swap, so that no key ever means two things. */
let swaps: ReadonlyMap<string, string> = new Map();
export function setKeySwaps(pairs: readonly (readonly [string, string])[]): void {
  swaps = new Map(pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));
}
/** The code a pressed key stands for. */
export const codeOf = (event: KeyboardEvent): string => swaps.get(event.code) ?? event.code;
/** A key as it is written in help, such as `j` or `g t`, after the exchange. */
export const shownKey = (shown: string): string =>
  shown
    .split(' ')
    .map((k) => (/^[a-z]$/.test(k) ? (swaps.get(`Key${k.toUpperCase()}`)?.slice(3).toLowerCase() ?? k) : k))
    .join(' ');

const TEXT_INPUTS =
  'input:not([type=checkbox],[type=radio],[type=button],[type=submit]),textarea,select,[contenteditable]';

const inTextField = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest(TEXT_INPUTS) !== null;

export const dialogOpen = (): boolean => document.querySelector('[role=dialog],[role=alertdialog]') !== null;

/** Whether an event may be read as a single-letter command. */
export function mayAct(event: KeyboardEvent): boolean {
  return (
    !event.defaultPrevented &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    !inTextField(event) &&
    !dialogOpen() &&
    !(event.target instanceof Element && event.target.closest('[role=tablist],[role=listbox],[role=menu]') !== null)
  );
}

/** Keys of the page now shown, innermost first. */
export const pageKeys = (): readonly PageKey[] => layers.toReversed().flat();

/** Runs the page's key, if there is one. Escape and Enter work even when letters are turned off. */
export function runPageKey(event: KeyboardEvent): boolean {
  if (!mayAct(event) || (!enabled && event.code.startsWith('Key'))) return false;
  const code = codeOf(event);
  const key = pageKeys().find((k) => k.code === code);
  if (!key) return false;
  event.preventDefault();
  key.act();
  return true;
}

/** Adds keys for as long as the calling component is on the page. */
export function usePageKeys(keys: readonly PageKey[]): void {
  const current = useRef(keys);
  current.current = keys;
  const ids = keys.map((k) => k.code).join(' ');
  useEffect(() => {
    const layer = ids
      .split(' ')
      .filter((code) => code !== '')
      .flatMap((code) => {
        const first = current.current.find((k) => k.code === code);
        return first ? [{ ...first, act: () => current.current.find((k) => k.code === code)?.act() }] : [];
      });
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [ids]);
}

/** Moves the focus along the rows marked `data-row` inside the main part of the page. */
export function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  const row = rows[next];
  const target = row?.matches('a,button,[tabindex]') ? row : row?.querySelector<HTMLElement>('a,button,[tabindex]');
  target?.focus();
}

/** `j` and `k`, for pages with rows. */
export const ROW_KEYS: readonly PageKey[] = [
  { code: 'KeyJ', shown: 'j', label: 'keys.next_row', act: () => moveRow(1) },
  { code: 'KeyK', shown: 'k', label: 'keys.previous_row', act: () => moveRow(-1) },
];
