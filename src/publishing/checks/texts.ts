/** Checks of words: withheld names in texts, sources that name people, places told too exactly, corrections. */
import type { RecordView } from '../../records/model.ts';
import { DISCLOSED_KINDS } from '../disclosure.ts';
import { allTexts } from '../corrections.ts';
import type { Value } from '../../ledger/model.ts';
import { asks, type CheckInput, type EditionCheck, passed, stops } from './model.ts';

const IN_WORDS = ['name_in_text'];
const IN_SOURCES = ['name_in_title', 'name_in_address'];

/**
 * Texts that hold a withheld name are kept back by the disclosure view. In the statement and its demands that would leave a
 * hole where the organisations' own words stand: there it stops the edition.
 */
export function checkWithheldWords({ kase, statement }: CheckInput): EditionCheck {
  const left = kase.disclosure.leftOut.filter((l) => IN_WORDS.includes(l.reason));
  const tied = left.filter(
    (l) =>
      (l.id === statement?.id && (l.field === 'versions' || l.field === 'title')) ||
      (l.kind === 'Demand' && ['text', 'verbatim', 'key'].includes(l.field)),
  );
  if (tied.length > 0)
    return stops('withheld_words', 'E_NAME_IN_STATEMENT', {
      people: true,
      records: [...new Set(tied.map((l) => l.id))],
      params: { n: tied.length },
    });
  return { ...passed('withheld_words', { n: left.length }), records: [...new Set(left.map((l) => l.id))] };
}

/** What a source's title or address names is not printed, but whoever follows the link reads it there. */
export function checkSourcesNaming({ kase }: CheckInput): EditionCheck {
  const sources = [
    ...new Set(kase.disclosure.leftOut.filter((l) => IN_SOURCES.includes(l.reason)).map((l) => l.id)),
  ].filter((id) => kase.get(id) !== null);
  return sources.length === 0
    ? passed('sources_naming', { sources: kase.of('Source').length })
    : asks('sources_naming', { people: true, records: sources, leaveOut: sources, params: { n: sources.length } });
}

/** Two numbers with three decimals or more that are a point in or near Kazakhstan, in either order; a flat's number. */
const EXACT = [
  /(?<![\d.])(?:3[89]|4\d|5[0-6])\.\d{3,}(?:[°\s,;/+NС]|%2C|%20)+(?:4[5-9]|[5-7]\d|8[0-8])\.\d{3,}/iu,
  /(?<![\d.])(?:4[5-9]|[5-7]\d|8[0-8])\.\d{3,}(?:[°\s,;/+EВ]|%2C|%20)+(?:3[89]|4\d|5[0-6])\.\d{3,}/iu,
  /(?<![\p{L}])(?:кв\.?|квартира|пәтер|apt\.?|apartment|flat)\s*(?:№|no\.?)?\s*\d{1,4}(?!\d)/iu,
];

export function textsIn(value: Value): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return [];
  return (Array.isArray(value) ? (value as readonly Value[]) : Object.values(value)).flatMap((v) =>
    textsIn(v as Value),
  );
}

const exact = (view: RecordView): boolean =>
  Object.values(view.fields).some((f) =>
    f.claims.some((c) => textsIn(c.value).some((text) => EXACT.some((pattern) => pattern.test(text)))),
  );

/** Places are rounded by the view; what words tell more exactly is not, and stops the edition. */
export function checkPlaces({ kase }: CheckInput): EditionCheck {
  const told = DISCLOSED_KINDS.flatMap((kind) => kase.of(kind)).filter(exact);
  const ids = told.map((v) => v.id);
  return ids.length === 0
    ? passed('places', { places: kase.of('Place').length })
    : stops('places', 'E_PLACE_EXACT', { records: ids, leaveOut: ids, params: { n: ids.length } });
}

/** Corrections and reasons are printed as they were written: none may name whom the edition does not name. */
export function checkCorrections({ kase, corrections }: CheckInput): EditionCheck {
  const hits = allTexts(corrections).filter((text) => kase.disclosure.names.finds(text));
  return hits.length === 0
    ? passed('corrections', { n: corrections.corrections.length + corrections.withdrawals.length })
    : stops('corrections', 'E_NAME_IN_CORRECTION', { people: true, params: { n: hits.length } });
}
