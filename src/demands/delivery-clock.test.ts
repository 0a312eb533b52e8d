/** Clock rules of deliveries: no receipt, no clock; only published, no clock; a day counts to its end. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { asDate, type DateSpan } from '../records/field-values.ts';
import { CLOCK_STATES } from '../contract/areas/deliveries.ts';
import { type ClockInput, compareClocks, deliveryClock, replyDue, type ReplyRule } from './delivery-clock.ts';

const span = (text: string): DateSpan => {
  const found = asDate(text);
  if (!found) throw new Error(text);
  return found;
};
const at = (text: string): number => Date.parse(text);
const sent: ClockInput = {
  channel: 'email',
  receipts: 1,
  due: span('2022-01-20'),
  answers: [],
  withdrawn: null,
};
const DAY = 86_400_000;

describe('the clock of a delivery', () => {
  test('waits until the end of the reply date, then is overdue', () => {
    expect(deliveryClock(sent, at('2022-01-18T12:00Z'))).toEqual({ state: 'waiting', days: 2 });
    expect(deliveryClock(sent, at('2022-01-20T23:59Z'))).toEqual({ state: 'waiting', days: 0 });
    expect(deliveryClock(sent, at('2022-01-21T00:00Z'))).toEqual({ state: 'overdue', days: 1 });
    expect(deliveryClock(sent, at('2022-01-31T00:00Z'))).toEqual({ state: 'overdue', days: 11 });
  });

  test('an answer stops it from its own date on, not before', () => {
    const answered = { ...sent, answers: [span('2022-01-25')] };
    expect(deliveryClock(answered, at('2022-01-24T00:00Z')).state).toBe('overdue');
    expect(deliveryClock(answered, at('2022-01-25T00:00Z')).state).toBe('answered');
    expect(deliveryClock({ ...sent, answers: [null] }, at('2022-01-10T00:00Z')).state).toBe('answered');
  });

  test('a withdrawal stops it, and stands above every other word', () => {
    const withdrawn = { ...sent, withdrawn: span('2022-01-15'), answers: [span('2022-01-10')] };
    expect(deliveryClock(withdrawn, at('2022-01-16T00:00Z')).state).toBe('withdrawn');
    expect(deliveryClock(withdrawn, at('2022-01-12T00:00Z')).state).toBe('answered');
  });

  const input = fc.record({
    channel: fc.constantFrom('hand', 'email', 'registered_post', 'publication_only'),
    receipts: fc.integer({ min: 0, max: 3 }),
    due: fc.option(
      fc.integer({ min: 0, max: 90 }).map((d) => span(new Date(at('2022-01-01') + d * DAY).toISOString().slice(0, 10))),
      { nil: null },
    ),
    answers: fc.array(
      fc.option(
        fc
          .integer({ min: 0, max: 90 })
          .map((d) => span(new Date(at('2022-01-01') + d * DAY).toISOString().slice(0, 10))),
        { nil: null },
      ),
      { maxLength: 3 },
    ),
    withdrawn: fc.constant(null),
  });
  const moment = fc.integer({ min: at('2021-12-01'), max: at('2022-06-01') });

  test('never runs without a receipt, and never after mere publication', () => {
    fc.assert(
      fc.property(input, moment, (delivery, now) => {
        const runs = ['waiting', 'overdue'];
        if (delivery.receipts === 0 || delivery.channel === 'publication_only')
          expect(runs).not.toContain(deliveryClock(delivery, now).state);
      }),
      propertyRuns(1000),
    );
  });

  test('the order of its answers is irrelevant, and once overdue only an answer or a withdrawal changes it', () => {
    fc.assert(
      fc.property(input, moment, fc.integer({ min: 0, max: 400 * DAY }), (delivery, now, later) => {
        const clock = deliveryClock(delivery, now);
        expect(deliveryClock({ ...delivery, answers: delivery.answers.toReversed() }, now)).toEqual(clock);
        if (clock.state === 'overdue')
          expect(['overdue', 'answered']).toContain(deliveryClock(delivery, now + later).state);
      }),
      propertyRuns(1000),
    );
  });

  test('a list shows the longest overdue first and what has stopped last, whatever the order it came in', () => {
    const clock = fc.record({
      state: fc.constantFrom(...CLOCK_STATES),
      days: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(clock, { minLength: 2, maxLength: 12 }), (clocks) => {
        const sorted = clocks.toSorted(compareClocks);
        expect(clocks.toReversed().toSorted(compareClocks)).toEqual(sorted);
        const overdue = sorted.filter((c) => c.state === 'overdue').map((c) => c.days);
        expect(overdue).toEqual(overdue.toSorted((a, b) => b - a));
        expect(sorted.slice(0, overdue.length).every((c) => c.state === 'overdue')).toBe(true);
      }),
      propertyRuns(1000),
    );
  });
});

describe('reply dates by rule', () => {
  const rules: readonly ReplyRule[] = [
    { id: 'days', from: 'at', days: 60 },
    { id: 'longer', from: 'days', months: 1 },
    { id: 'work', from: 'at', working_days: 15 },
    { id: 'lost', from: 'nowhere', days: 1 },
    { id: 'ring', from: 'ring', days: 1 },
  ];
  const due = (id: string, on: string): string | null => {
    const rule = rules.find((r) => r.id === id);
    return rule ? replyDue(rule, rules, span(on)) : null;
  };

  test('days, months from the end of another row, and working days are counted after the day of delivery', () => {
    expect(due('days', '2022-01-05')).toBe('2022-03-06');
    expect(due('longer', '2022-01-05')).toBe('2022-04-06');
    expect(due('work', '2022-01-05')).toBe('2022-01-26');
    expect(due('days', '2022-01-05T23:30+06:00')).toBe('2022-03-06');
  });

  test('a month later than the 31st is the last day of a shorter month', () => {
    expect(replyDue({ id: 'm', from: 'at', months: 1 }, [], span('2022-01-31'))).toBe('2022-02-28');
  });

  test('nothing is counted from a date coarser than a day, from a row that is not there, or in a ring', () => {
    expect(due('days', '2022-01')).toBeNull();
    expect(due('days', '2022-01-05/2022-01-09')).toBeNull();
    expect(due('days', '2022-01-XX')).toBeNull();
    expect(due('lost', '2022-01-05')).toBeNull();
    expect(due('ring', '2022-01-05')).toBeNull();
  });

  test('working days end on a working day and count exactly that many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 60 }), (offset, n) => {
        const day = new Date(at('2020-01-01') + offset * DAY).toISOString().slice(0, 10);
        const end = replyDue({ id: 'w', from: 'at', working_days: n }, [], span(day));
        const week = new Date(`${end}T00:00Z`).getUTCDay();
        expect([0, 6]).not.toContain(week);
        let counted = 0;
        for (let ms = at(`${day}T00:00Z`) + DAY; ms <= at(`${end}T00:00Z`); ms += DAY)
          if (![0, 6].includes(new Date(ms).getUTCDay())) counted++;
        expect(counted).toBe(n);
      }),
      propertyRuns(1000),
    );
  });
});
