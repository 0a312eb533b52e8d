/** Preferences as the node keeps them for a person; anything unknown falls back to the default and is not lost. */
import type { Json } from '../../base/result.ts';
import { IDLE_MINUTES } from '../../contract/areas/safety.ts';
import { isLang, type Lang } from '../../messages/translate.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'comfortable' | 'normal' | 'dense';
export type Motion = 'system' | 'less';
/** Two letters that stand for each other, as `event.code`. */
export type KeySwap = readonly [string, string];

export interface Settings {
  readonly lang: Lang | null;
  readonly theme: Theme;
  readonly density: Density;
  readonly motion: Motion;
  readonly single_keys: boolean;
  readonly key_swaps: readonly KeySwap[];
  readonly blur_media: boolean;
  readonly idle_minutes: number;
  /** Minutes at the desk in a day after which it says so; 0 = never. */
  readonly break_minutes: number;
  /** Members that another part of the desk keeps here. */
  readonly more: { readonly [name: string]: Json };
}

export const DEFAULT_SETTINGS: Settings = {
  lang: null,
  theme: 'system',
  density: 'normal',
  motion: 'system',
  single_keys: true,
  key_swaps: [],
  blur_media: true,
  idle_minutes: IDLE_MINUTES.usual,
  break_minutes: 0,
  more: {},
};

const oneOf = <V extends Json>(value: Json | undefined, allowed: readonly V[], otherwise: V): V =>
  allowed.find((v) => v === value) ?? otherwise;

const whole = (value: Json | undefined, least: number, most: number, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : otherwise;

const LETTER = /^Key[A-Z]$/;

/** Each letter stands in one swap at most. */
function swapsOf(value: Json | undefined): readonly KeySwap[] {
  const used = new Set<string>();
  const swaps: KeySwap[] = [];
  for (const pair of Array.isArray(value) ? value : []) {
    const [a, b] = Array.isArray(pair) ? pair : [];
    if (typeof a !== 'string' || typeof b !== 'string' || !LETTER.test(a) || !LETTER.test(b) || a === b) continue;
    if (used.has(a) || used.has(b)) continue;
    used.add(a).add(b);
    swaps.push([a, b]);
  }
  return swaps;
}

export function readSettings(value: unknown): Settings {
  const given = (typeof value === 'object' && value !== null ? value : {}) as { readonly [k: string]: Json };
  const { lang, theme, density, motion, single_keys, key_swaps, blur_media, idle_minutes, break_minutes, ...more } =
    given;
  return {
    lang: isLang(lang) ? lang : null,
    theme: oneOf<Theme>(theme, ['system', 'light', 'dark'], 'system'),
    density: oneOf<Density>(density, ['comfortable', 'normal', 'dense'], 'normal'),
    motion: oneOf<Motion>(motion, ['system', 'less'], 'system'),
    single_keys: single_keys !== false,
    key_swaps: swapsOf(key_swaps),
    blur_media: blur_media !== false,
    idle_minutes: whole(idle_minutes, IDLE_MINUTES.least, IDLE_MINUTES.most, IDLE_MINUTES.usual),
    break_minutes: whole(break_minutes, 0, 600, 0),
    more,
  };
}

export function settingsJson({ more, ...own }: Settings): Json {
  return { ...more, ...own, key_swaps: own.key_swaps.map(([a, b]) => [a, b]) };
}
