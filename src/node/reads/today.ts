/** Today: the road from left to right, what needs a person, whether everything is in order. Computed, never stored. */
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut, TodayJson } from '../../contract/api.ts';
import { dateOf, termOf, textOf } from '../../records/field-values.ts';
import { earliestCheck, isDue } from '../../demands/next-check.ts';
import { asOfMs } from '../as-of.ts';
import { erasuresOf, isOpen } from '../coalition/erasure-receipts.ts';
import { waitingOf } from '../deliveries/waiting.ts';
import { clockOf } from '../deliveries/work.ts';
import { planOf } from '../publications/store.ts';
import type { Parts } from '../parts.ts';
import { startReading } from '../reading.ts';
import { readClock } from '../safety/clock.ts';
import type { Space } from '../spaces.ts';
import { demandReadings } from './demands.ts';

const DAY_MS = 86_400_000;
const RECORD_KINDS = ['Event', 'Act', 'Person', 'Group', 'Detention', 'ConnectivityObservation', 'Outage', 'Figure'];

async function counted(
  parts: Parts,
  space: Space,
  asOf: number,
  kinds: readonly string[],
  where: readonly { field: string; value: string }[] = [],
) {
  const page = await parts.projection.search({
    spaces: [space.hex],
    text: null,
    kinds,
    where,
    from: null,
    to: null,
    facets: ['kind'],
    limit: 1,
    after: null,
    asOf,
  });
  return page.ok
    ? { total: page.value.total, newest: page.value.items[0]?.dayLo ?? null, kinds: page.value.facets?.['kind'] ?? [] }
    : { total: 0, newest: null, kinds: [] };
}

/** Untriaged signals as the index keeps them: how many have a flaw named, and when the oldest was said. */
async function waitingSignals(parts: Parts, space: Space, asOf: number) {
  const { cells, items } = await parts.projection.signals.list({
    space: space.hex,
    states: ['new'],
    places: [],
    themes: [],
    assignees: [],
    flagged: null,
    later: false,
    asOf,
    sort: 'oldest',
    limit: 1,
    after: null,
  });
  const flagged = cells.filter((c) => c.flagged && c.state === 'new').reduce((sum, c) => sum + c.n, 0);
  return { flagged, oldest: items[0]?.saidLo ?? items[0]?.received ?? null };
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

type Stage = TodayJson['stages'][number];
type Need = TodayJson['needs'][number];

export async function today(parts: Parts, input: ApiIn<'today'>): Promise<ApiOut<'today'>> {
  const space = parts.spaces.find(input.space);
  const asOf = asOfMs(input.as_of, parts.clock());
  const reading = await startReading(parts);
  const demands = (await demandReadings(parts, reading, space, asOf, input.lang)).filter((d) => d.kind === 'coalition');
  const signals = await counted(parts, space, asOf, ['Signal']);
  const untriaged = await counted(parts, space, asOf, ['Signal'], [{ field: 'state', value: 'new' }]);
  const records = await counted(parts, space, asOf, RECORD_KINDS);
  const responses = await counted(parts, space, asOf, ['Response']);
  const statements = (await reading.views('Statement', space)).filter(
    (v) => textOf(v, 'text_hash') !== null && (dateOf(v, 'date')?.lo ?? 0) <= asOf,
  );
  const signatures = await reading.views('CoSignature', space);
  const publications = (await parts.projection.idsOf('Publication', [space.hex])).length;
  const acts = demands.flatMap((d) => d.acts);
  const distinct = (bears: string): number => new Set(acts.filter((a) => a.bears === bears).map((a) => a.id)).size;

  const { flagged, oldest } = await waitingSignals(parts, space, asOf);
  const line = (id: string, params: Stage['lines'][number]['params'] = {}) => ({ id, params });
  const stages: Stage[] = [
    {
      stage: 'signal',
      count: signals.total,
      newest: iso(signals.newest),
      lines: [
        line('untriaged', { n: untriaged.total }),
        ...(oldest === null ? [] : [line('oldest', { days: Math.floor((asOf - oldest) / DAY_MS) })]),
      ],
    },
    {
      stage: 'record',
      count: records.total,
      newest: iso(records.newest),
      lines: records.kinds
        .filter((k) => RECORD_KINDS.includes(k.value))
        .slice(0, 3)
        .map((k) => line('kind', { kind: k.value, n: k.count })),
    },
    {
      stage: 'statement',
      count: statements.length,
      newest: iso(statements.map((s) => dateOf(s, 'date')?.lo ?? 0).reduce((a, b) => Math.max(a, b), 0) || null),
      lines: [
        line('named_in_text', { n: signatures.filter((s) => termOf(s, 'basis') === 'reported').length }),
        line('signed_with_key', { n: signatures.filter((s) => termOf(s, 'basis') === 'key').length }),
      ],
    },
    {
      stage: 'publication',
      count: publications,
      newest: null,
      lines: [line(publications === 0 ? 'no_edition' : 'editions', { n: publications })],
    },
    {
      stage: 'response',
      count: responses.total,
      newest: iso(responses.newest),
      lines: [line('against', { n: distinct('against') }), line('refusals', { n: distinct('refusal') })],
    },
  ];

  const needs: Need[] = [];
  const detentions = await counted(parts, space, asOf, ['Detention'], [{ field: 'followed', value: 'true' }]);
  if (detentions.total > 0)
    needs.push({
      id: 'followed_detentions',
      params: { n: detentions.total },
      weight: 100,
      link: 'records?kind=Detention',
    });
  if (untriaged.total > 0)
    needs.push({ id: 'untriaged_signals', params: { n: untriaged.total }, weight: 60, link: 'signals' });
  if (flagged > 0)
    needs.push({ id: 'flagged_signals', params: { n: flagged }, weight: 50, link: 'signals?flagged=yes' });
  const printed = signatures.filter((s) => termOf(s, 'basis') === 'reported').length;
  if (printed > 0) needs.push({ id: 'signatories_as_printed', params: { n: printed }, weight: 30, link: 'statement' });
  const unasked = demands.filter((d) => d.reply.state === 'not_asked').length;
  if (unasked > 0) needs.push({ id: 'reply_not_asked', params: { n: unasked }, weight: 20, link: 'demands' });
  const unmeasured = demands.filter(
    (d) => d.state === 'open' && d.indicators.some((i) => i.proves === 'necessary' && i.latest === null),
  ).length;
  if (unmeasured > 0) needs.push({ id: 'unmeasured_demands', params: { n: unmeasured }, weight: 40, link: 'demands' });

  const overdue = demands.flatMap((d) => d.deliveries).filter((d) => clockOf(d, asOf).state === 'overdue');
  const late = new Set(overdue.map((d) => d.id)).size;
  if (late > 0)
    needs.push({ id: 'replies_overdue', params: { n: late }, weight: 70, link: 'deliveries?clock=overdue' });
  const waiting = (await parts.ledger.locals('proposal')).filter(
    (row) => row.key.startsWith(`${space.hex} `) && waitingOf(parts, row.key, row.value as Json)?.no === null,
  ).length;
  if (waiting > 0) needs.push({ id: 'decisions_waiting', params: { n: waiting }, weight: 80, link: 'demands' });
  const reviews = (await reading.views('Verification', space)).filter(
    (v) => textOf(v, 'reviewer') !== null && textOf(v, 'second_reviewer') === null,
  );
  const reviewed = reviews.length === 1 && reviews[0] ? textOf(reviews[0], 'target') : null;
  if (reviews.length > 0)
    needs.push({
      id: 'reviews_waiting',
      params: { n: reviews.length },
      weight: 78,
      // One leads to where it can be done; several lead to their list.
      link: reviewed === null ? 'records?kind=Verification' : `records/${reviewed}?tab=verification`,
    });
  const answers = (await planOf(parts, space)).answers.filter((a) => a.confirmed === null).length;
  if (answers > 0)
    needs.push({ id: 'edition_answers', params: { n: answers }, weight: 35, link: 'publications?view=new' });
  const due = demands.filter((d) => isDue(earliestCheck(d), asOf)).length;
  if (due > 0) needs.push({ id: 'measurements_due', params: { n: due }, weight: 45, link: 'demands?due=yes' });

  const erasures = (await erasuresOf(parts, space)).filter(isOpen).length;
  if (erasures > 0) needs.push({ id: 'erasures_open', params: { n: erasures }, weight: 85, link: 'coalition' });

  const { quarantined, entries } = await parts.ledger.counts();
  const backup = (await parts.ledger.local('backup', 'last')) as { at?: string } | null;
  const clock = await readClock(parts);
  return {
    asOf: new Date(asOf).toISOString(),
    stages,
    needs: needs.toSorted((a, b) => b.weight - a.weight),
    order: [
      { id: 'entries_kept', ok: true, params: { n: entries } },
      { id: 'quarantine_empty', ok: quarantined === 0, params: { n: quarantined } },
      ...(clock.state === 'ok'
        ? []
        : [{ id: `clock_${clock.state}`, ok: false, params: { now: clock.now, newest: clock.newest } }]),
      { id: backup ? 'backup_made' : 'no_backup', ok: backup !== null, params: { at: backup?.at ?? null } },
    ],
    demands: demands.map((d) => ({ id: d.id, key: d.key, state: d.state })),
  };
}
