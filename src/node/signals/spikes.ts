/** Spike alarm of a space at a reading date: which place and theme say more than their past, with the measured rate of false alarms. */
import type { ApiIn } from '../../contract/api.ts';
import type { SpikeJson, SpikesJson } from '../../contract/areas/signals.ts';
import { BASELINE_DAYS, HISTORY_MS, MIN_ORIGINS, readSpikes, WINDOW_HOURS } from '../../estimation/spike.ts';
import { asOfMs } from '../as-of.ts';
import type { Context } from '../context.ts';
import { startTitles } from '../reads/titles.ts';
import { falseAlarmsFor } from './false-alarms.ts';

const DAY = 86_400_000;
const SHOWN = 20;
/** Copies and what is not of the case say nothing about how much happens. */
const LEFT_OUT: readonly string[] = ['duplicate', 'out_of_scope'];

export async function signalsSpikes(c: Context, input: ApiIn<'signals.spikes'>): Promise<SpikesJson> {
  const { parts } = c;
  const space = parts.spaces.find(input.space).hex;
  const now = asOfMs(input.as_of, parts.clock());
  const titles = startTitles(parts, input.lang ?? 'en', c.role);
  const said = await parts.projection.signals.said(space, now - HISTORY_MS, now);
  const reports = said.flatMap(({ id, place, theme, said: at, width, origin, state }) =>
    // What is known to more than a day cannot be put into one.
    place === null || theme === null || width > DAY || LEFT_OUT.includes(state)
      ? []
      : [{ id, at, place, theme, origin }],
  );
  const reading = readSpikes(reports, now);
  const alarms: SpikeJson[] = [];
  for (const a of reading.alarms) {
    const item = await parts.projection.item(a.place as Parameters<typeof parts.projection.item>[0]);
    alarms.push({
      place: { id: a.place, title: (await titles.placeName(a.place)) ?? item?.title ?? a.place },
      theme: a.theme,
      from: new Date(a.from).toISOString(),
      to: new Date(a.to).toISOString(),
      observed: a.observed,
      posts: a.posts,
      expected: Math.round(a.expected * 1000) / 1000,
      p: Number(a.p.toPrecision(3)),
      baseline_days: BASELINE_DAYS,
      signals: a.reports.slice(0, SHOWN),
    });
  }
  return {
    as_of: new Date(now).toISOString(),
    window_hours: WINDOW_HOURS,
    baseline_days: BASELINE_DAYS,
    alarms,
    tested: reading.tested,
    rule: { id: 'nb_trailing/1', p_max: reading.pMax, min_origins: MIN_ORIGINS },
    false_alarms: falseAlarmsFor(reading.tested),
  };
}
