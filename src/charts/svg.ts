/** SVG as text, safe by construction: every text and attribute goes through `escapeXml`, only this room makes `Svg` values. */

declare const brand: unique symbol;
/** Markup that charts made. Templates print it unescaped, and nothing else. */
export type Svg = string & { readonly [brand]: 'Svg' };
export type Attributes = { readonly [name: string]: string | number | null | undefined };

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// Direction overrides and isolates would turn a text around its neighbours; control characters are not XML.
const UNSAFE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/gu;

/** Text for XML and HTML, content and attributes. Control characters and direction overrides become U+FFFD: seen, without effect. */
export const escapeXml = (text: string): string =>
  text.replace(UNSAFE, '\ufffd').replace(/[&<>"']/g, (c) => NAMES[c] ?? c);

/** Number with at most one decimal: enough for a drawing, the same on every machine. */
export const px = (n: number): string => String(Math.round(n * 10) / 10);

const attribute = ([name, value]: readonly [string, string | number | null | undefined]): string =>
  value === null || value === undefined ? '' : ` ${name}="${typeof value === 'number' ? px(value) : escapeXml(value)}"`;

/** An element with children that are SVG already. */
export function el(name: string, attributes: Attributes, ...children: readonly Svg[]): Svg {
  const head = `<${name}${Object.entries(attributes).map(attribute).join('')}`;
  return (children.length === 0 ? `${head}/>` : `${head}>${children.join('')}</${name}>`) as Svg;
}

/** A text element at a point. */
export const label = (x: number, y: number, text: string, attributes: Attributes = {}): Svg =>
  el('text', { x, y, ...attributes }, escapeXml(text) as Svg);

/**
 * The outer element: one picture with one sentence for a reader who does not see it. The same numbers stand in a table
 * beside it, so the parts inside need no names of their own.
 */
export function picture(
  width: number,
  height: number,
  finding: string,
  className: string,
  ...children: readonly Svg[]
): Svg {
  return el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `chart ${className}`,
      viewBox: `0 0 ${px(width)} ${px(height)}`,
      width,
      height,
      role: 'img',
      'aria-label': finding,
    },
    ...children,
  );
}

/** Maps a domain onto pixels; a domain of one value maps to the middle. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): (value: number) => number {
  const [a, b] = domain;
  const [p, q] = range;
  return a === b ? () => (p + q) / 2 : (value) => p + ((value - a) / (b - a)) * (q - p);
}

/** Round values from 0 (or below `low`) to above `high`, at most about `count` of them. */
export function niceTicks(low: number, high: number, count: number): readonly number[] {
  const span = Math.max(high - low, 1e-9);
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw;
  const ticks: number[] = [];
  for (let v = Math.floor(low / step) * step; v < high + step; v += step) ticks.push(Math.round(v * 1e6) / 1e6);
  return ticks;
}
