/**
 * Clocks of a followed detention: pure functions of record, legal profile and now; never stored. A case that nobody follows,
 * and one that is closed or reported released, has none.
 */
import { asDate, asStruct, type DateSpan, dateOf, isTrue, structOf, termOf, valuesOf } from './field-values.ts';
import { isOpen } from './detention.ts';
import type { LegalLimit, LegalProfile } from './legal-profile.ts';
import type { RecordView } from './model.ts';

export interface DetentionFacts {
  readonly followed: boolean;
  readonly state: string;
  readonly arrestedAt: DateSpan | null;
  readonly lastConfirmed: DateSpan | null;
  readonly termEnd: DateSpan | null;
  readonly hearings: readonly DateSpan[];
  readonly illTreatment: DateSpan | null;
  /** null = age unknown: counts as a minor. */
  readonly minor: boolean | null;
}

/** Facts of a Detention's view; whether the person is a minor stands on the person. */
export function readDetention(view: RecordView, minor: boolean | null): DetentionFacts {
  return {
    followed: isTrue(view, 'followed'),
    state: termOf(view, 'state') ?? 'alleged',
    arrestedAt: dateOf(view, 'arrested_at'),
    lastConfirmed: asDate(structOf(view, 'last_confirmed')?.['at']),
    termEnd: dateOf(view, 'term_end'),
    hearings: valuesOf(view, 'hearings')
      .map((h) => asDate(asStruct(h)?.['at']))
      .filter((d) => d !== null),
    illTreatment: asDate(structOf(view, 'ill_treatment_reported')?.['at']),
    minor,
  };
}

export interface ClockSettings {
  /** Minutes east of UTC at the place of arrest when its local day began; absent: days begin at midnight UTC. */
  readonly dayOffset?: (isoDay: string) => number;
  /** Hours from a report of ill-treatment to the medical examination, 1 to 24. */
  readonly examinationHours?: number;
}

export interface Clock {
  readonly id: 'custody' | 'last_confirmed' | 'examination' | 'next_check' | 'disappearance' | 'term_end' | 'hearing';
  /** Row of the legal profile, for custody limits. */
  readonly row: string | null;
  readonly basis: string | null;
  /** confirmed, confirm_with_a_lawyer or verify: printed beside the clock. */
  readonly status: string | null;
  /** UTC ms; null for a clock that only counts up. */
  readonly due: number | null;
  /** Milliseconds since the event counted from. */
  readonly elapsed: number;
  /** Milliseconds until due; negative when passed; null without a due date. */
  readonly left: number | null;
  /** Arrest known to the day only: the limit passes then or later. */
  readonly atTheEarliest: boolean;
  readonly level: 'none' | 'amber' | 'red' | 'due';
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** All clocks of a detention that run at an instant (UTC ms), by due date. `profile` null: unknown country, no custody clock. */
export function detentionClocks(
  facts: DetentionFacts,
  profile: LegalProfile | null,
  nowMs: number,
  settings: ClockSettings = {},
): readonly Clock[] {
  if (!facts.followed || !isOpen(facts.state) || facts.state === 'release_reported') return [];
  return [
    ...custodyClocks(facts, profile, nowMs, settings),
    ...confirmationClocks(facts, nowMs),
    ...examination(facts, nowMs, settings),
    ...dated('term_end', facts.termEnd === null ? [] : [facts.termEnd], nowMs),
    ...dated(
      'hearing',
      facts.hearings.filter((h) => h.hi + DAY > nowMs),
      nowMs,
    ),
  ].sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** First instant of a date: of a day, its local midnight; a time is its own. */
function earliest(date: DateSpan, settings: ClockSettings): { readonly ms: number; readonly known: boolean } {
  if (/T\d/.test(date.text)) return { ms: date.lo, known: true };
  const offset = settings.dayOffset?.(new Date(date.lo).toISOString().slice(0, 10)) ?? 0;
  return { ms: date.lo - offset * 60_000, known: false };
}

const applies = (limit: LegalLimit, minor: boolean | null): boolean =>
  limit.who === 'any' || (limit.who === 'adult' ? minor === false : minor !== false);

function custodyClocks(
  facts: DetentionFacts,
  profile: LegalProfile | null,
  nowMs: number,
  settings: ClockSettings,
): readonly Clock[] {
  if (facts.arrestedAt === null || profile === null) return [];
  const arrest = earliest(facts.arrestedAt, settings);
  return profile.limits
    .filter((limit) => applies(limit, facts.minor))
    .map((limit) => {
      const due = limitEnd(limit, arrest.ms);
      return {
        ...clock('custody', arrest.ms, due, nowMs, due <= nowMs ? 'red' : 'none'),
        row: limit.id,
        basis: limit.basis,
        status: limit.status,
        atTheEarliest: !arrest.known,
      };
    });
}

function limitEnd(limit: LegalLimit, from: number): number {
  if (limit.months !== undefined) return plusMonths(from, limit.months);
  return from + (limit.hours ?? 0) * HOUR + (limit.days ?? 0) * DAY;
}

/** Calendar months later, on the last day where the day does not exist. */
function plusMonths(ms: number, months: number): number {
  const d = new Date(ms);
  const first = Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first + (Math.min(d.getUTCDate(), last) - 1) * DAY + (ms - Math.floor(ms / DAY) * DAY);
}

const DISAPPEARED: readonly string[] = ['whereabouts_unknown', 'held_unacknowledged'];
const CLOSELY_WATCHED: readonly string[] = ['alleged', ...DISAPPEARED];

function confirmationClocks(facts: DetentionFacts, nowMs: number): readonly Clock[] {
  const last = facts.lastConfirmed ?? facts.arrestedAt;
  if (last === null) return [];
  const since = nowMs - last.lo;
  const level = since > 30 * DAY ? 'red' : since > 7 * DAY ? 'amber' : 'none';
  const check = last.lo + checkEvery(facts, nowMs);
  const clocks = [
    clock('last_confirmed', last.lo, null, nowMs, level),
    clock('next_check', last.lo, check, nowMs, check <= nowMs ? 'due' : 'none'),
  ];
  if (!DISAPPEARED.includes(facts.state)) return clocks;
  const end = plusMonths(last.lo, 3);
  const warned = since >= 60 * DAY ? 'amber' : 'none';
  return [...clocks, clock('disappearance', last.lo, end, nowMs, end <= nowMs ? 'red' : warned)];
}

/** 12 hours in the first 72 hours of an unconfirmed case, then a day; 2 days with the police, else 14. */
function checkEvery(facts: DetentionFacts, nowMs: number): number {
  if (CLOSELY_WATCHED.includes(facts.state)) {
    const began = facts.arrestedAt?.lo ?? facts.lastConfirmed?.lo ?? nowMs;
    return nowMs - began < 72 * HOUR ? 12 * HOUR : DAY;
  }
  return facts.state === 'held_police' || facts.state === 'held_administrative' ? 2 * DAY : 14 * DAY;
}

const EXAMINATION_HOURS = 6;

function examination(facts: DetentionFacts, nowMs: number, settings: ClockSettings): readonly Clock[] {
  if (facts.illTreatment === null) return [];
  const hours = Math.min(24, Math.max(1, settings.examinationHours ?? EXAMINATION_HOURS));
  const due = facts.illTreatment.lo + hours * HOUR;
  return [clock('examination', facts.illTreatment.lo, due, nowMs, due <= nowMs ? 'red' : 'due')];
}

/** Term end and hearings: shown 14, 3 and 0 days before. */
const dated = (id: 'term_end' | 'hearing', dates: readonly DateSpan[], nowMs: number): readonly Clock[] =>
  dates.map((d) => {
    const left = d.lo - nowMs;
    return clock(
      id,
      nowMs,
      d.lo,
      nowMs,
      left <= 0 ? 'due' : left <= 3 * DAY ? 'red' : left <= 14 * DAY ? 'amber' : 'none',
    );
  });

function clock(id: Clock['id'], from: number, due: number | null, nowMs: number, level: Clock['level']): Clock {
  return {
    id,
    row: null,
    basis: null,
    status: null,
    due,
    elapsed: nowMs - from,
    left: due === null ? null : due - nowMs,
    atTheEarliest: false,
    level,
  };
}
