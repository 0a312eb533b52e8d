/**
 * EDTF in words: Kazakh, Russian, English. Own month tables, not Intl, so that node, browser and edition print the same
 * letters. Kazakh needs the month in the ablative ("бастап") and the dative ("дейін"), Russian in the genitive.
 */
import { type EdtfPoint, parseEdtf } from './dates-edtf.ts';

export {
  daysInMonth,
  type Edtf,
  type EdtfPoint,
  type EdtfPrecision,
  midnightUtc,
  parseEdtf,
  withOffset,
} from './dates-edtf.ts';

export type DateLang = 'kk' | 'ru' | 'en';

const EN = 'January February March April May June July August September October November December'.split(' ');
const RU = 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(' ');
const RU_OF = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');
const KK = 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан'.split(' ');
const KK_FROM =
  'қаңтардан ақпаннан наурыздан сәуірден мамырдан маусымнан шілдеден тамыздан қыркүйектен қазаннан қарашадан желтоқсаннан'.split(
    ' ',
  );
const KK_TO =
  'қаңтарға ақпанға наурызға сәуірге мамырға маусымға шілдеге тамызға қыркүйекке қазанға қарашаға желтоқсанға'.split(
    ' ',
  );

/** How a date stands in the sentence: alone, after "about/from/not later than" (oblique), or as a Kazakh start or end. */
type Case = 'alone' | 'oblique' | 'from' | 'to';

function zone(offset: number | null): string {
  if (offset === null) return '';
  if (offset === 0) return ' UTC';
  const abs = Math.abs(offset);
  const minutes = abs % 60 === 0 ? '' : `:${String(abs % 60).padStart(2, '0')}`;
  return ` UTC${offset < 0 ? '−' : '+'}${Math.floor(abs / 60)}${minutes}`;
}

function dayPart(p: EdtfPoint, lang: DateLang, as: Case): string {
  const years = p.text.slice(0, 4);
  if (p.precision === 'decade' || p.precision === 'century') return longSpan(p, lang);
  if (p.month === null) {
    if (lang === 'en') return years;
    if (lang === 'ru') return `${years} г.`;
    return as === 'from' ? `${years} жылдан` : as === 'to' ? `${years} жылға` : `${years} ж.`;
  }
  const i = p.month - 1;
  const day = p.day === null ? '' : `${p.day} `;
  if (lang === 'en') return `${day}${EN[i]} ${years}`;
  if (lang === 'ru') return `${day}${(p.day === null && as === 'alone' ? RU : RU_OF)[i]} ${years} г.`;
  return `${years} ж. ${day}${(as === 'from' ? KK_FROM : as === 'to' ? KK_TO : KK)[i]}`;
}

function longSpan(p: EdtfPoint, lang: DateLang): string {
  const century = p.precision === 'century';
  if (lang === 'en') return century ? `${p.year}–${p.year + 99}` : `${p.year}s`;
  if (lang === 'ru') return century ? `${p.year}–${p.year + 99} гг.` : `${p.year}-е гг.`;
  return century ? `${p.year}–${p.year + 99} жж.` : `${p.year}–${p.year + 9} жж.`;
}

const UNKNOWN_PART = {
  en: { day: 'day unknown', month: 'month unknown', month_day: 'month and day unknown' },
  ru: { day: 'день неизвестен', month: 'месяц неизвестен', month_day: 'месяц и день неизвестны' },
  kk: { day: 'күні белгісіз', month: 'айы белгісіз', month_day: 'айы мен күні белгісіз' },
} as const;
const UNCERTAIN = { en: 'uncertain', ru: 'под вопросом', kk: 'нақты емес' } as const;
const ABOUT = { en: 'about', ru: 'около', kk: 'шамамен' } as const;

/** A date with its time, its qualifiers and what is unknown of it. */
function point(p: EdtfPoint, lang: DateLang, as: Case): string {
  const oblique = p.approximate && as === 'alone' ? 'oblique' : as;
  const marks: string[] = [];
  if (p.unspecified === 'day' || p.unspecified === 'month' || p.unspecified === 'month_day')
    marks.push(UNKNOWN_PART[lang][p.unspecified]);
  if (p.uncertain) marks.push(UNCERTAIN[lang]);
  const about = p.approximate ? `${ABOUT[lang]} ` : '';
  const time = p.time === null ? '' : `, ${p.time}${zone(p.offset)}`;
  return `${about}${dayPart(p, lang, oblique)}${time}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
}

const isPlainDay = (p: EdtfPoint): boolean => p.precision === 'day' && !p.approximate && !p.uncertain;

function closed(a: EdtfPoint, b: EdtfPoint, lang: DateLang): string {
  if (isPlainDay(a) && isPlainDay(b) && a.year === b.year && a.month === b.month && a.day !== b.day) {
    const whole = dayPart(b, lang, 'alone');
    return lang === 'kk'
      ? whole.replace(`ж. ${b.day} `, `ж. ${a.day}–${b.day} `)
      : whole.replace(`${b.day} `, `${a.day}–${b.day} `);
  }
  if (isPlainDay(a) && isPlainDay(b) && a.text === b.text) return dayPart(a, lang, 'alone');
  if (a.time !== null && b.time !== null && a.text.slice(0, 10) === b.text.slice(0, 10) && a.offset === b.offset)
    return `${dayPart(a, lang, 'alone')}, ${a.time}–${b.time}${zone(b.offset)}`;
  return `${point(a, lang, 'alone')} – ${point(b, lang, 'alone')}`;
}

function since(a: EdtfPoint, lang: DateLang): string {
  if (lang === 'en') return `from ${point(a, lang, 'oblique')} on`;
  if (lang === 'ru') return `с ${point(a, lang, 'oblique')}`;
  return declines(a) ? `${point(a, lang, 'from')} бастап` : `басталуы: ${point(a, lang, 'alone')}`;
}

function until(b: EdtfPoint, lang: DateLang): string {
  if (lang === 'en') return `until ${point(b, lang, 'oblique')}`;
  if (lang === 'ru') return `не позднее ${point(b, lang, 'oblique')}`;
  return declines(b) ? `${point(b, lang, 'to')} дейін` : `аяқталуы: ${point(b, lang, 'alone')}`;
}

/** The Kazakh case ending can close the phrase only when nothing follows the date. */
const declines = (p: EdtfPoint): boolean =>
  p.time === null && !p.uncertain && p.unspecified === 'none' && COARSE.every((c) => c !== p.precision);
const COARSE = ['decade', 'century'] as const;

/** An EDTF text in words. A text of another form (an entry of a newer version) comes back as it is. */
export function formatEdtf(text: string, lang: DateLang): string {
  const parsed = parseEdtf(text);
  if (!parsed.ok) return text;
  const { from, to, interval } = parsed.value;
  if (!interval) return from ? point(from, lang, 'alone') : text;
  if (from && to) return closed(from, to, lang);
  return from ? since(from, lang) : to ? until(to, lang) : text;
}
