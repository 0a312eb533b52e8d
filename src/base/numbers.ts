/**
 * Counts as low, best, high, and how they stand in text: "at least 8", "150-200", "almost 1,700". A best value is the
 * one the source names; it is never computed as a mean.
 */
import { type Failure, fail, ok, type Result } from './result.ts';

export interface Count {
  readonly low: number;
  /** The number the source names; absent for a range and for "at least". */
  readonly best?: number;
  /** Absent: no upper bound is known. */
  readonly high?: number;
  readonly as_given: string;
  readonly unit?: string;
  readonly exact: boolean;
}
export type CountCode = 'E_VALUE' | 'E_COUNT_ORDER';

/** 1700 -> "1,700" (en) or "1 700" with a no-break space (ru, kk); fractions with point or comma. */
export function formatNumber(n: number, lang: 'kk' | 'ru' | 'en'): string {
  const [whole = '', fraction] = String(Math.abs(n)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, lang === 'en' ? ',' : '\u00a0');
  const sign = n < 0 ? '−' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : (lang === 'en' ? '.' : ',') + fraction}`;
}

/** Decimal text with at most 12 places and no exponent: how the ledger carries fractions. `n` is below 1e15. */
export function decimalText(n: number): string {
  const fixed = n.toFixed(12).replace(/\.?0+$/, '');
  return fixed === '-0' ? '0' : fixed;
}

const NUMBER = String.raw`\d{1,3}(?:[ \u00a0\u202f,'’]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?`;
const END = String.raw`(?:\s*(?<unit>%|\p{L}[^\d]{0,40}))?$`;
const AT_LEAST = String.raw`at least|not less than|no fewer than|no less than|minimum|min\.?|more than|over|above|>=?|≥|не менее|не меньше|минимум|более|больше|свыше|кемінде|ең азы`;
const AT_MOST = String.raw`at most|up to|not more than|no more than|fewer than|less than|under|<=?|≤|не более|не больше|до|менее|меньше|ең көбі|көп дегенде`;
const ALMOST = 'almost|nearly|close to|почти|без малого';
const ABOUT = String.raw`about|around|approximately|approx\.?|roughly|some|circa|ca?\.|~|≈|около|примерно|порядка|шамамен`;
const BETWEEN = 'between|from|от|с|between about';
const form = (body: string): RegExp => new RegExp(`^${body}${END}`, 'iu');
const FORMS = {
  range: form(
    String.raw`(?:(?:${ABOUT})\s*)?(?:(?:${BETWEEN})\s+)?(?<a>${NUMBER})\s*(?:-|–|—|\.\.|to|and|до|и)\s*(?<b>${NUMBER})`,
  ),
  least: form(String.raw`(?:${AT_LEAST})\s*(?<a>${NUMBER})`),
  plus: form(
    String.raw`(?<a>${NUMBER})\s*(?:\+|(?:and|or) more|и более|-?[дтғқ]?[аеә]?н(?:ан|ен)? (?:астам|аса|көп)|(?:дан|ден|тан|тен|нан|нен) (?:астам|аса|көп))`,
  ),
  most: form(String.raw`(?:${AT_MOST})\s*(?<a>${NUMBER})`),
  mostKk: form(String.raw`(?<a>${NUMBER})\s*-?(?:ға|ге|қа|ке) дейін`),
  almost: form(String.raw`(?:${ALMOST})\s*(?<a>${NUMBER})`),
  almostKk: form(String.raw`(?<a>${NUMBER})\s*-?(?:ға|ге|қа|ке) (?:жуық|таяу)`),
  about: form(String.raw`(?:${ABOUT})\s*(?<a>${NUMBER})`),
  plain: form(`(?<a>${NUMBER})`),
} as const;
/** Words that say "some, many" and no number: kept as given with no upper bound. */
const WORDS =
  /^(?:several|some|many|dozens|tens|scores|hundreds|thousands|несколько|много|десятки|сотни|тысячи|бірнеше|көп|ондаған|жүздеген|мыңдаған)(?:\s|$)/iu;

/** Scale words after a number; what follows them is the unit ("2 million people"). */
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^(?:thousand|тыс\.?|тысяч[аи]?|мың)(?=\s|$)/iu, 1e3],
  [/^(?:million|mln\.?|млн\.?|миллион(?:а|ов)?)(?=\s|$)/iu, 1e6],
  [/^(?:billion|bln\.?|млрд\.?|миллиард(?:а|ов)?)(?=\s|$)/iu, 1e9],
];

function readNumber(text: string): number {
  const bare = text.replace(/[ \u00a0\u202f'’]/g, '');
  const grouped = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare) ? bare.replaceAll(',', '') : bare.replace(',', '.');
  return Number(grouped);
}

/** Half of the unit of the last digit that is not zero: 50 for 1,700; at least 1. */
function halfUnit(n: number): number {
  let unit = 1;
  while (n > 0 && n % (unit * 10) === 0) unit *= 10;
  return Math.max(1, Math.floor(unit / 2));
}

/** Refuses a count whose bounds are out of order, negative, 1e15 or more, or fractions where only integers stand. */
export function checkCount(count: Count, decimal: boolean): Result<Count, Failure<CountCode>> {
  const { low, best, high } = count;
  for (const n of [low, best, high])
    if (n !== undefined && !(n >= 0 && n < 1e15 && (decimal || Number.isSafeInteger(n))))
      return fail('E_VALUE', { value: count.as_given.slice(0, 80) || String(n) });
  const top = high ?? Number.POSITIVE_INFINITY;
  if (low > top || (best !== undefined && (best < low || best > top)))
    return fail('E_COUNT_ORDER', { value: count.as_given.slice(0, 80), low, best, high });
  return ok(count);
}

/**
 * Reads a count as a source writes it, in English, Russian or Kazakh. "at least 8" and "more than 8" give low 8 and no
 * high ("more than" is read loosely: sources round); "up to 8" gives 0 to 8; "almost 1,700" gives 1650 to 1700;
 * "about 1,700" gives 1650 to 1750 with best 1700; "dozens" gives low 0, no high, and stays readable in `as_given`.
 * `decimal` admits fractions (percent, money).
 */
export function parseCount(text: string, decimal = false): Result<Count, Failure<CountCode>> {
  const given = text.normalize('NFC').trim();
  const hit = (name: keyof typeof FORMS): { a: number; b: number; unit?: string } | null => {
    const groups = FORMS[name].exec(given)?.groups;
    if (!groups) return null;
    let unit = groups['unit']?.trim();
    const scale = SCALES.find(([word]) => unit !== undefined && word.test(unit));
    if (scale) unit = unit?.replace(scale[0], '').trim();
    const by = scale?.[1] ?? 1;
    return {
      a: Math.round(readNumber(groups['a'] ?? '') * by * 1e6) / 1e6,
      b: Math.round(readNumber(groups['b'] ?? '0') * by * 1e6) / 1e6,
      ...(unit ? { unit } : {}),
    };
  };
  const made = (count: Omit<Count, 'as_given'>, unit: string | undefined) =>
    checkCount({ ...count, as_given: given, ...(unit ? { unit } : {}) }, decimal);
  const plain = hit('plain');
  if (plain) return made({ low: plain.a, best: plain.a, high: plain.a, exact: true }, plain.unit);
  const range = hit('range');
  if (range) return made({ low: range.a, high: range.b, exact: false }, range.unit);
  const least = hit('least') ?? hit('plus');
  if (least) return made({ low: least.a, exact: false }, least.unit);
  const most = hit('most') ?? hit('mostKk');
  if (most) return made({ low: 0, high: most.a, exact: false }, most.unit);
  const almost = hit('almost') ?? hit('almostKk');
  if (almost) {
    const low = Math.max(0, almost.a - halfUnit(almost.a));
    return made({ low, high: almost.a, exact: false }, almost.unit);
  }
  const about = hit('about');
  if (about) {
    const half = halfUnit(about.a);
    return made({ low: Math.max(0, about.a - half), best: about.a, high: about.a + half, exact: false }, about.unit);
  }
  if (WORDS.test(given)) return ok({ low: 0, as_given: given, exact: false });
  return fail('E_VALUE', { value: given.slice(0, 80) });
}
