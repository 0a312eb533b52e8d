/** Times of connectivity pages in one zone at a time: UTC, or the offset the space reads its dates in. */
import { formatEdtf, parseEdtf } from '../../../base/dates.ts';
import type { Lang } from '../../../messages/translate.ts';

/** Minutes east of UTC that an instant is written with; null when it has none. */
export function offsetOf(edtf: string | null): number | null {
  const found = /([+-])(\d{2}):?(\d{2})$/.exec(edtf ?? '');
  if (!found) return null;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === '-' ? -minutes : minutes;
}

const two = (n: number): string => String(n).padStart(2, '0');

export function offsetText(offset: number): string {
  const abs = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(abs / 60))}:${two(abs % 60)}`;
}

/** An instant in words, in the zone of the page. */
export function instantInWords(ms: number, offset: number, lang: Lang): string {
  const local = new Date(ms + offset * 60_000).toISOString().slice(0, 16);
  return formatEdtf(`${local}${offset === 0 ? 'Z' : offsetText(offset)}`, lang);
}

/** A moment as its source gave it: an instant in the zone of the page, a day or longer as it stands. */
export function momentInWords(
  at: { readonly text: string; readonly lo: number; readonly timed: boolean },
  offset: number,
  lang: Lang,
): string {
  if (at.timed) return instantInWords(at.lo, offset, lang);
  return parseEdtf(at.text).ok ? formatEdtf(at.text, lang) : at.text;
}
