/** Who was cut off: outages with every account, lanes by place and network, all observations as rows. */
import { parseEdtf } from '../../base/dates.ts';
import { refuse } from '../../base/failures.ts';
import type { Json } from '../../base/result.ts';
import { fitHours } from '../../connectivity/hours.ts';
import { type ConnectivityLane, lanes } from '../../connectivity/lanes.ts';
import type { Moment } from '../../connectivity/observation.ts';
import { deriveOutage, type OutageReading } from '../../connectivity/outage.ts';
import type { ApiIn, ApiOut, RoleName } from '../../contract/api.ts';
import type { ConnectivityLaneJson, MomentJson, ObservationJson, OutageJson } from '../../contract/areas/findings.ts';
import type { Lang } from '../../messages/translate.ts';
import { asDate, dateOf, structOf, termOf, textOf, textsOf, valuesOf } from '../../records/field-values.ts';
import { readFigure } from '../../records/figures.ts';
import type { RecordView } from '../../records/model.ts';
import { termLabel } from '../../records/vocabulary.ts';
import { asOfMs } from '../as-of.ts';
import type { Parts } from '../parts.ts';
import { type Findings, startFindings, textIn } from './readable-views.ts';

export async function connectivity(
  parts: Parts,
  input: ApiIn<'connectivity'>,
  role: RoleName,
): Promise<ApiOut<'connectivity'>> {
  const lang = input.lang ?? 'en';
  const findings = await startFindings(parts, lang, role);
  const space = parts.spaces.find(input.space);
  const asOf = asOfMs(input.as_of, parts.clock());
  const [from, to] = [bound(input.from, 'lo'), bound(input.to, 'hi')];
  const known = (await findings.views('ConnectivityObservation', space))
    .filter((v) => (dateOf(v, 'at')?.lo ?? 0) <= asOf)
    .map((v) => seenAt(v, asOf));
  const here = (v: RecordView): boolean => input.place === undefined || placesOf(v).includes(input.place);
  const inTime = (v: RecordView): boolean => {
    const at = dateOf(v, 'at');
    return at !== null && at.lo < (to ?? Infinity) && at.hi > (from ?? -Infinity);
  };
  const shown = known.filter((v) => here(v) && inTime(v));
  const hours = (await findings.views('Figure', space)).filter((v) => (dateOf(v, 'as_of')?.lo ?? 0) <= asOf);
  const outages: OutageJson[] = [];
  for (const outage of await findings.views('Outage', space)) {
    const read = deriveOutage(outage, known);
    const meets = read.window === null || (read.window.lo < (to ?? Infinity) && read.window.hi > (from ?? -Infinity));
    if (meets && (input.place === undefined || read.place === input.place))
      outages.push(await outageJson(read, known, hours, findings, lang));
  }
  return {
    outages,
    lanes: await Promise.all(lanes(shown).map((lane) => laneJson(lane, findings, lang))),
    observations: await Promise.all([...shown].sort(byTime).map((view) => observationJson(view, findings, lang))),
    places: await placesWith(known, findings),
  };
}

const byTime = (a: RecordView, b: RecordView): number =>
  (dateOf(a, 'at')?.lo ?? 0) - (dateOf(b, 'at')?.lo ?? 0) || (a.id < b.id ? -1 : 1);

const placesOf = (view: RecordView): readonly string[] =>
  valuesOf(view, 'place').filter((value): value is string => typeof value === 'string');

/** Begin or end of a bound, UTC ms; null when there is none. Throws E_DATE. */
function bound(text: string | undefined, side: 'lo' | 'hi'): number | null {
  if (text === undefined || text === '') return null;
  const parsed = parseEdtf(text);
  return parsed.ok ? parsed.value[side] : refuse(parsed.error.code, parsed.error.params);
}

/** An observation as it read at an instant: an interval that ended later had no end yet. */
function seenAt(view: RecordView, asOf: number): RecordView {
  const at = view.fields['at'];
  const [start, end] = (textOf(view, 'at') ?? '').split('/');
  const known = end === undefined || (asDate(end)?.lo ?? 0) <= asOf;
  return at && !known ? { ...view, fields: { ...view.fields, at: { ...at, value: `${start}/..` } } } : view;
}

const moment = ({ text, lo, hi, timed }: Moment): MomentJson => ({ text, lo, hi, timed });
const momentOrNull = (m: Moment | null): MomentJson | null => m && moment(m);

async function laneJson(lane: ConnectivityLane, findings: Findings, lang: Lang): Promise<ConnectivityLaneJson> {
  // A source is named by who published it, where that is known: an address says less.
  const named = async (id: string): Promise<string> => {
    const view = id.startsWith('src_') ? await findings.reading.view(id as RecordView['id']) : null;
    return (view && textOf(view, 'publisher')) ?? findings.title(id);
  };
  return {
    place: lane.place,
    place_title: await findings.title(lane.place),
    medium: lane.medium,
    medium_label: termLabel('connectivity_medium', lane.medium, lang),
    rows: await Promise.all(
      lane.rows.map(async (row) => ({
        source: row.source,
        source_title: await named(row.source),
        origin: row.origin,
        same_origin_as: row.sameOriginAs === null ? null : await named(row.sameOriginAs),
        bars: row.bars.map((bar) => ({ ...bar, from: moment(bar.from), to: momentOrNull(bar.to) })),
        notches: row.notches.map((n) => ({ observation: n.observation, at: moment(n.at) })),
      })),
    ),
  };
}

async function outageJson(
  read: OutageReading,
  observations: readonly RecordView[],
  figures: readonly RecordView[],
  findings: Findings,
  lang: Lang,
): Promise<OutageJson> {
  const inOutage = observations.filter((o) => read.observations.includes(o.id));
  return {
    ...read,
    title: await findings.title(read.id),
    place_title: read.place === null ? null : await findings.title(read.place),
    medium_label: termLabel('connectivity_medium', read.medium ?? 'all', lang),
    hours: publishedHours(read, figures, new Set(inOutage.flatMap(placesOf))),
    lanes: JSON.parse(JSON.stringify(lanes(inOutage))) as readonly Json[],
  };
}

/**
 * Figures that give hours without access, each beside what it fits. Whoever speaks of a city may have measured the country:
 * a figure belongs when its scope is the place of the outage or of one of its observations.
 */
function publishedHours(
  read: OutageReading,
  figures: readonly RecordView[],
  places: ReadonlySet<string>,
): OutageJson['hours'] {
  const window = read.window;
  return figures.flatMap((view) => {
    const figure = readFigure(view);
    if (figure?.metric !== 'outage_hours' || figure.high === null || figure.low !== figure.high) return [];
    if (figure.scope !== read.place && !places.has(figure.scope)) return [];
    if (window && figure.asOf.hi <= window.lo) return [];
    const fit = fitHours(read, figure.low);
    const pair = fit.pairs[0];
    return [
      {
        figure: figure.id,
        hours: figure.low,
        who: figure.who,
        fits: fit.fits,
        start: pair?.start ?? null,
        end: pair?.end ?? null,
      },
    ];
  });
}

async function observationJson(view: RecordView, findings: Findings, lang: Lang): Promise<ObservationJson> {
  const place = textOf(view, 'place');
  const medium = termOf(view, 'medium');
  const state = termOf(view, 'state') ?? 'unknown';
  const level = structOf(view, 'level');
  return {
    id: view.id,
    at: textOf(view, 'at') ?? '',
    place,
    place_title: place === null ? null : await findings.title(place),
    medium,
    medium_label: termLabel('connectivity_medium', medium ?? 'all', lang),
    state,
    state_label: termLabel('connectivity_state', state, lang),
    basis: textOf(view, 'basis') ?? 'statement',
    operators: [...textsOf(view, 'operator'), ...textsOf(view, 'service')],
    level: typeof level?.['as_given'] === 'string' ? level['as_given'] : null,
    text: textIn(view, 'description', lang)?.text ?? null,
    sources: await findings.sources(view),
  };
}

/** Places that have observations, most first. */
async function placesWith(known: readonly RecordView[], findings: Findings): Promise<ApiOut<'connectivity'>['places']> {
  const counts = new Map<string, number>();
  for (const view of known) for (const id of placesOf(view)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const places = await Promise.all(
    [...counts].map(async ([id, count]) => ({ id, title: await findings.title(id), count })),
  );
  return places.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}
