/** Figures in series, with quotable lines; outages with every account. */
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { lanes } from '../../connectivity/lanes.ts';
import { deriveOutage } from '../../connectivity/outage.ts';
import { asDate, dateOf, textOf } from '../../records/field-values.ts';
import { groupFigures } from '../../records/figures.ts';
import type { RecordView } from '../../records/model.ts';
import { quotable } from '../../records/quotable.ts';
import { asOfMs } from '../as-of.ts';
import type { Parts } from '../parts.ts';
import { idsIn, startReading } from '../reading.ts';

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

export async function figures(parts: Parts, input: ApiIn<'figures'>): Promise<ApiOut<'figures'>> {
  const reading = await startReading(parts);
  const space = parts.spaces.find(input.space);
  const asOf = asOfMs(input.as_of, parts.clock());
  const lang = input.lang ?? 'en';
  const views = (await reading.views('Figure', space)).filter((v) => (dateOf(v, 'as_of')?.lo ?? 0) <= asOf);
  const byId = new Map<string, RecordView>(views.map((v) => [v.id, v]));
  for (const view of views) await reading.loadTitles(idsIn(view.fields['scope']?.value ?? null));
  const series = groupFigures(views)
    .filter((s) => input.metric === undefined || s.metric === input.metric)
    .map((s) => ({
      ...s,
      scope_title: reading.titleOf(s.scope) ?? s.scope,
      quotable: s.figures.map((f) => {
        const view = byId.get(f.id);
        const line = view ? quotable(view, lang, f.id, reading.titleOf) : null;
        return { id: f.id, line: line?.ok ? line.value : null };
      }),
    }));
  return { series: series.map(plain) };
}

/** An observation as it read at an instant: an interval that ended later had no end yet. */
function seenAt(view: RecordView, asOf: number): RecordView {
  const at = view.fields['at'];
  const [start, end] = (textOf(view, 'at') ?? '').split('/');
  const known = end === undefined || (asDate(end)?.lo ?? 0) <= asOf;
  return at && !known ? { ...view, fields: { ...view.fields, at: { ...at, value: `${start}/..` } } } : view;
}

export async function connectivity(parts: Parts, input: ApiIn<'connectivity'>): Promise<ApiOut<'connectivity'>> {
  const reading = await startReading(parts);
  const space = parts.spaces.find(input.space);
  const asOf = asOfMs(input.as_of, parts.clock());
  const outages = await reading.views('Outage', space);
  const observations = (await reading.views('ConnectivityObservation', space))
    .filter((v) => (dateOf(v, 'at')?.lo ?? 0) <= asOf)
    .map((v) => seenAt(v, asOf));
  const out = [];
  for (const outage of outages) {
    const read = deriveOutage(outage, observations);
    await reading.loadTitles([outage.id, ...(read.place ? [read.place] : [])]);
    const inOutage = observations.filter((o) => read.observations.includes(o.id));
    out.push(
      plain({
        ...read,
        title: reading.titleOf(outage.id) ?? outage.id,
        place_title: read.place ? reading.titleOf(read.place) : null,
        lanes: lanes(inOutage),
      }),
    );
  }
  return { outages: out };
}
