/**
 * The clock of a delivery: whether a reply date runs, has passed or never started, and why. Pure; nothing is stored.
 * Without a receipt no clock runs; a text that was only published starts none (records design, sections 2 and 5).
 */
import { CLOCK_STATES, type ClockState } from '../contract/areas/deliveries.ts';
import type { DateSpan } from '../records/field-values.ts';

export interface DeliveryClock {
  readonly state: ClockState;
  /** Whole days: left while it waits (0 = it ends today), passed when it is overdue; null while no clock runs. */
  readonly days: number | null;
}

/** What the clock is computed from; dates later than the reading date are not yet known and do not count. */
export interface ClockInput {
  readonly channel: string | null;
  readonly receipts: number;
  readonly due: DateSpan | null;
  /** Dates of its answers; an answer without a readable date counts at once. */
  readonly answers: readonly (DateSpan | null)[];
  readonly withdrawn: DateSpan | null;
}

const DAY_MS = 86_400_000;

/** State of the clock at an instant (UTC ms). */
export function deliveryClock(delivery: ClockInput, asOfMs: number): DeliveryClock {
  const stopped = (state: ClockState): DeliveryClock => ({ state, days: null });
  if (delivery.withdrawn !== null && delivery.withdrawn.lo <= asOfMs) return stopped('withdrawn');
  if (delivery.answers.some((at) => at === null || at.lo <= asOfMs)) return stopped('answered');
  if (delivery.channel === 'publication_only') return stopped('publication_only');
  if (delivery.receipts === 0) return stopped('no_receipt');
  const end = delivery.due?.hi ?? Infinity;
  if (!Number.isFinite(end)) return stopped('no_due');
  return end <= asOfMs
    ? { state: 'overdue', days: Math.floor((asOfMs - end) / DAY_MS) + 1 }
    : { state: 'waiting', days: Math.ceil((end - asOfMs) / DAY_MS) - 1 };
}

/** A rule for a reply date: a row of a legal profile. `from`: `at` (the delivery) or the row whose end it is counted from. */
export interface ReplyRule {
  readonly id: string;
  readonly from: string;
  readonly days?: number | undefined;
  readonly working_days?: number | undefined;
  readonly months?: number | undefined;
}

/** The day of a date known to the day or better, as UTC ms of its midnight; null for anything coarser. */
function dayOf(at: DateSpan): number | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:T[^/]*)?$/.exec(at.text)?.[1];
  const ms = day === undefined ? Number.NaN : Date.parse(`${day}T00:00Z`);
  return Number.isNaN(ms) ? null : ms;
}

function addMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), last) - 1) * DAY_MS;
}

/** Mondays to Fridays; public holidays are not known here, and the row says so. */
function addWorkingDays(ms: number, days: number): number {
  let at = ms;
  for (let left = days; left > 0; ) {
    at += DAY_MS;
    const week = new Date(at).getUTCDay();
    if (week !== 0 && week !== 6) left--;
  }
  return at;
}

/**
 * Last day for a reply by a rule, as `YYYY-MM-DD`, the day of delivery not counted. Null when the delivery is not known
 * to the day, or a rule counts from one that is not there.
 */
export function replyDue(rule: ReplyRule, rules: readonly ReplyRule[], at: DateSpan, depth = 0): string | null {
  const before = rule.from === 'at' ? null : rules.find((r) => r.id === rule.from);
  if (before === undefined || depth > 4) return null;
  const start = before === null ? dayOf(at) : dayFrom(replyDue(before, rules, at, depth + 1));
  if (start === null) return null;
  const end =
    rule.months !== undefined
      ? addMonths(start, rule.months)
      : rule.working_days !== undefined
        ? addWorkingDays(start, rule.working_days)
        : start + (rule.days ?? 0) * DAY_MS;
  return new Date(end).toISOString().slice(0, 10);
}

const dayFrom = (day: string | null): number | null => (day === null ? null : Date.parse(`${day}T00:00Z`));

/** Order of a list: overdue longest first, then what ends soonest, then what does not run, then what has stopped. */
export function compareClocks(
  a: { readonly state: string; readonly days: number | null },
  b: { readonly state: string; readonly days: number | null },
): number {
  const rank = (state: string): number => (CLOCK_STATES as readonly string[]).indexOf(state);
  if (a.state !== b.state) return rank(a.state) - rank(b.state);
  const [x, y] = [a.days ?? 0, b.days ?? 0];
  return a.state === 'overdue' ? y - x : x - y;
}
