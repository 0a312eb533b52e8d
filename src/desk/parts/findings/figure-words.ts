/** One figure of a series in words: never the number without who counted and when. */
import { formatEdtf } from '../../../base/dates.ts';
import type { SeriesJson } from '../../../contract/areas/findings.ts';
import type { Lang } from '../../../messages/translate.ts';

/** "232 (Prosecutor General, 5 May 2022)"; the id when the series does not have it. */
export function figureInWords(series: SeriesJson, id: string, lang: Lang): string {
  const figure = series.figures.find((f) => f.id === id);
  return figure ? `${figure.number} (${figure.who}, ${formatEdtf(figure.asOf.text, lang)})` : id;
}
