/** What the measurements of a demand say at a date: latest per indicator, ties kept, missing evidence never counts. */
import type { DateSpan } from '../records/field-values.ts';
import type { DemandIndicator, DemandMeasurement, DemandReading } from './reading.ts';

export const necessary = (reading: DemandReading): readonly DemandIndicator[] =>
  reading.indicators.filter((i) => i.proves === 'necessary');

/** The latest measurements of an indicator begun before the end of `at`; several when they share a date. */
export function latestOf(reading: DemandReading, indicator: string, at: DateSpan): readonly DemandMeasurement[] {
  const past = reading.measurements.filter((m) => m.indicator === indicator && m.at.lo < at.hi);
  const last = past.at(-1);
  return last ? past.filter((m) => m.at.lo === last.at.lo && m.at.hi === last.at.hi) : [];
}

/** Every necessary indicator with its latest measurements; met when all of them say yes, each with evidence. */
export function indicatorsMet(
  reading: DemandReading,
  at: DateSpan,
): readonly { readonly id: string; readonly met: boolean; readonly latest: readonly DemandMeasurement[] }[] {
  return necessary(reading).map((i) => {
    const latest = latestOf(reading, i.id, at);
    return { id: i.id, latest, met: latest.every((m) => m.met === 'yes' && m.evidence.length > 0) };
  });
}
