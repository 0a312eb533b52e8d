/**
 * Which accounts may be one (duplicates) and which agree (corroboration). Pure: hints with their reasons, never applied.
 * Origins are counted, not posts: the same named channel, a repost or the same media bytes are one origin, and an account
 * whose origin is not known counts as none.
 */
import type { HintReason } from '../contract/areas/signals.ts';
import { foldCase, foldKazakh } from '../base/text.ts';

export const NEAR_METRES = 2_000;
export const HOURS_MS = 3 * 3_600_000;
export const LIKENESS = 0.9;
/** Within it, texts of one place are compared for likeness. */
export const TEXT_MS = 24 * 3_600_000;
const MINUTE = 60_000;

export interface Account {
  readonly id: string;
  /** Folded name of who says so, or the key of a source; null = not known. */
  readonly origin: string | null;
  /** As written, for reasons. */
  readonly speaker: string | null;
  readonly place: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly theme: string | null;
  /** UTC ms, hi exclusive. */
  readonly said: { readonly lo: number; readonly hi: number } | null;
  readonly media: readonly string[];
  readonly files: readonly string[];
  readonly text: string;
}

/** Folded words parted by spaces: what stays when script variants, case and punctuation are put aside. */
export const foldedWords = (text: string): string =>
  (foldKazakh(foldCase(text)).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');

/** Who says so, in the form in which two spellings of one channel are equal. */
export function originKey(speaker: string | null): string | null {
  if (speaker === null) return null;
  const bare = foldCase(speaker)
    .trim()
    .replace(/^(?:https?:\/\/)?(?:www\.)?(?:t\.me|twitter\.com|x\.com|instagram\.com|tiktok\.com)\/(?:s\/)?/u, '')
    .replace(/^@/u, '')
    .replace(/[/?#].*$/u, '');
  const words = foldedWords(bare);
  return words === '' ? null : words;
}

const TEXT_KEY_MIN = 24;
/** Equal for texts that fold to the same words; null for texts too short to say anything. */
export function textKey(text: string): string | null {
  const folded = foldedWords(text);
  if (folded.length < TEXT_KEY_MIN) return null;
  let [a, b] = [0x811c9dc5, 0xcbf29ce4];
  for (let i = 0; i < folded.length; i++) {
    a = Math.imul(a ^ folded.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ folded.charCodeAt(i), 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}

function trigrams(text: string): Map<string, number> {
  const padded = ` ${text} `;
  const out = new Map<string, number>();
  for (let i = 0; i + 3 <= padded.length; i++) {
    const gram = padded.slice(i, i + 3);
    out.set(gram, (out.get(gram) ?? 0) + 1);
  }
  return out;
}

/** Dice coefficient over the trigrams of the folded texts: 0 nothing in common, 1 the same trigrams. */
export function likeness(a: string, b: string): number {
  const [x, y] = [foldedWords(a), foldedWords(b)];
  if (x === '' || y === '') return 0;
  if (x === y) return 1;
  // Texts whose lengths differ this much cannot reach the limit, whatever they hold.
  if (Math.min(x.length, y.length) / Math.max(x.length, y.length) < 0.8) return 0;
  const [s, t] = [trigrams(x), trigrams(y)];
  let common = 0;
  for (const [gram, n] of s) common += Math.min(n, t.get(gram) ?? 0);
  const size = (m: Map<string, number>): number => [...m.values()].reduce((sum, n) => sum + n, 0);
  return (2 * common) / (size(s) + size(t));
}

/** Metres between two points of the sphere. */
export function metresBetween(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lon - a.lon) * rad) / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** At most 2 km apart. The latitude alone spares the sphere for all that are farther. */
export const isNear = (a: { lat: number; lon: number }, b: { lat: number; lon: number }): boolean =>
  Math.abs(a.lat - b.lat) < 0.02 && metresBetween(a, b) <= NEAR_METRES;

/** Same place record, or points at most 2 km apart; null = neither is known to hold. */
export function placeReason(a: Account, b: Account): HintReason | null {
  if (a.place !== null && a.place === b.place) return { code: 'same_place', params: { place: a.place } };
  if (a.lat === null || a.lon === null || b.lat === null || b.lon === null) return null;
  const metres = metresBetween({ lat: a.lat, lon: a.lon }, { lat: b.lat, lon: b.lon });
  return metres <= NEAR_METRES ? { code: 'near_place', params: { metres: Math.round(metres) } } : null;
}

/** A time known only to the day, or coarser, cannot be said to lie within three hours of another. */
const isExact = (said: { lo: number; hi: number }): boolean => said.hi - said.lo <= HOURS_MS;
const isToTheMinute = (said: { lo: number; hi: number }): boolean => said.hi - said.lo <= MINUTE;

export function timeReason(a: Account, b: Account): HintReason | null {
  if (!a.said || !b.said || !isExact(a.said) || !isExact(b.said)) return null;
  const apart = Math.max(0, Math.max(a.said.lo, b.said.lo) - Math.min(a.said.lo, b.said.lo));
  return apart <= HOURS_MS ? { code: 'within_hours', params: { minutes: Math.round(apart / MINUTE) } } : null;
}

export const sameMinute = (a: Account, b: Account): boolean =>
  a.said !== null &&
  b.said !== null &&
  isToTheMinute(a.said) &&
  isToTheMinute(b.said) &&
  Math.floor(a.said.lo / MINUTE) === Math.floor(b.said.lo / MINUTE);

const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16)}Z`;

/** Why the two may be one and the same; empty = nothing says so. */
export function duplicateReasons(a: Account, b: Account): readonly HintReason[] {
  const out: HintReason[] = [];
  const shared = a.media.filter((m) => b.media.includes(m)).length;
  if (shared > 0) out.push({ code: 'same_media', params: { n: shared } });
  const minute = sameMinute(a, b) && a.place !== null && a.place === b.place ? iso(a.said?.lo ?? 0) : null;
  const file = a.files.find((name) => b.files.includes(name));
  if (file !== undefined && minute !== null) out.push({ code: 'same_file', params: { name: file, minute } });
  const like = likeness(a.text, b.text);
  if (like === 1 && textKey(a.text) !== null) out.push({ code: 'same_text', params: {} });
  else if (like >= LIKENESS && textKey(a.text) !== null)
    out.push({ code: 'similar_text', params: { likeness: Math.floor(like * 100) / 100 } });
  if (minute !== null && a.theme !== null && a.theme === b.theme)
    out.push({ code: 'same_minute', params: { place: a.place ?? '', minute } });
  return out;
}

/** Same named origin, or the same media bytes. */
export const isSameOrigin = (a: Account, b: Account): boolean =>
  (a.origin !== null && a.origin === b.origin) || a.media.some((m) => b.media.includes(m));

/** Why the two agree, when they do in place, time and theme; first whether their origins differ. Empty = they do not. */
export function agreementReasons(a: Account, b: Account): readonly HintReason[] {
  const place = placeReason(a, b);
  const time = timeReason(a, b);
  if (place === null || time === null || a.theme === null || a.theme !== b.theme) return [];
  const origin: HintReason = isSameOrigin(a, b)
    ? { code: 'same_origin', params: { origin: a.speaker ?? b.speaker ?? '' } }
    : a.origin === null || b.origin === null
      ? { code: 'origin_unknown', params: {} }
      : { code: 'other_origin', params: { origin: a.speaker ?? '', other: b.speaker ?? '' } };
  return [origin, place, time, { code: 'same_theme', params: { theme: a.theme } }];
}

/** Distinct origins among accounts: named channels joined by shared media. Accounts of unknown origin add none; at least 1. */
export function countOrigins(accounts: readonly Account[]): number {
  const parent = accounts.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] ?? at;
    return at;
  };
  const first = new Map<string, number>();
  accounts.forEach((account, i) => {
    const keys = [...(account.origin === null ? [] : [`o ${account.origin}`]), ...account.media.map((m) => `m ${m}`)];
    for (const key of keys) {
      const other = first.get(key);
      if (other === undefined) first.set(key, i);
      else parent[root(i)] = root(other);
    }
  });
  const known = new Set(accounts.flatMap((account, i) => (account.origin === null ? [] : [root(i)])));
  return Math.max(1, known.size);
}
