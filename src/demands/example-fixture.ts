/** Demands as the January 2022 example ships them, made by hand for the tests of this room. Names of persons are invented. */
import type { Value } from '../ledger/model.ts';
import type { RecordView } from '../records/model.ts';
import { asDate } from '../records/field-values.ts';
import { Claims, each, view } from '../records/view-fixture.ts';
import { type FactOf, recordFact } from './facts.ts';
import type { NewMove } from './move.ts';
import { type DemandInput, readDemands } from './read.ts';
import type { DemandReading } from './reading.ts';
import type { DemandState } from './state.ts';

export const TWO = ['Aisulu Beket', 'Daniyar Omar'];
export const STATE = 'org_state';

export const seed = view('Statement', 'sta_seed', { title: 'Statement', date: '2022-01-05' });

export interface MoveValue {
  readonly to: string;
  readonly at: string;
  readonly because: readonly string[];
  readonly deciders?: readonly string[];
  readonly note?: string;
}

export const moves = (...values: readonly MoveValue[]): Claims =>
  new Claims(values.map((v, i) => ({ claim: `e${i}`.padEnd(64, '0'), value: { deciders: TWO, ...v } as Value })));

export const demand = (key: string, more: { readonly [field: string]: Value | Claims } = {}): RecordView =>
  view('Demand', `dem_${key}`, {
    key,
    kind: 'coalition',
    text: `text of ${key}`,
    statement: 'sta_seed',
    addressee: STATE,
    indicators: { id: 'i1', question: 'Is it so?', source: 'manual', proves: 'necessary' },
    ...more,
  });

/** A response with links `[demand key, bears, by addressee]`. */
export const response = (
  id: string,
  date: string,
  ...links: readonly (readonly [string, string, boolean])[]
): RecordView =>
  view('Response', id, {
    at: date,
    from: 'authorities',
    text: `what ${id} says`,
    evidence: 'src_press',
    link: each(...links.map(([key, bears, by]) => ({ demand: `dem_${key}`, bears, by_addressee: by }))),
  });

export const measurement = (
  id: string,
  key: string,
  date: string,
  met: string,
  more: { readonly [field: string]: Value | Claims } = {},
): RecordView =>
  view('Measurement', id, {
    demand: `dem_${key}`,
    indicator: 'i1',
    at: date,
    met,
    value: { low: 1, as_given: '1', exact: true },
    evidence: 'src_press',
    measured_by: 'practice organisation',
    ...more,
  });

export const event = (id: string, date: string): RecordView =>
  view('Event', id, { title: id, date, source: 'src_press' });

export const delivery = (id: string, what: string, more: { readonly [field: string]: Value } = {}): RecordView =>
  view('Delivery', id, {
    what,
    purpose: 'statement',
    addressee: STATE,
    channel: 'email',
    at: '2022-01-06',
    receipt: 'evd_receipt',
    reply_due: { date: '2022-01-21', basis: 'agreed' },
    ...more,
  });

export const factsOf = (...views: readonly RecordView[]): FactOf => {
  const byId = new Map<string, RecordView>(views.map((v) => [v.id, v]));
  return (id) => {
    const found = byId.get(id);
    return found ? recordFact(found) : null;
  };
};

export const readAll = (part: Partial<DemandInput>, asOf: string): readonly DemandReading[] =>
  readDemands(
    { demands: [], statements: [seed], measurements: [], responses: [], deliveries: [], titleOf: () => null, ...part },
    Date.parse(asOf),
  );

/** The only demand of the input as it reads at an instant. */
export function readOne(part: Partial<DemandInput>, asOf = '2026-01-01T00:00Z'): DemandReading {
  const found = readAll(part, asOf)[0];
  if (!found) throw new Error('no demand is read at this date');
  return found;
}

/** A past that leads to each state. */
export const PAST: { readonly [S in DemandState]: readonly MoveValue[] } = {
  open: [],
  met: [{ to: 'met', at: '2022-01-10', because: ['mea_yes'] }],
  reversed: [
    { to: 'met', at: '2022-01-10', because: ['mea_yes'] },
    { to: 'reversed', at: '2022-01-11', because: ['mea_no'] },
  ],
  breached: [{ to: 'breached', at: '2022-01-10', because: ['evt_aside'] }],
  refused: [{ to: 'refused', at: '2022-01-10', because: ['rsp_no'] }],
  no_response: [{ to: 'no_response', at: '2022-01-10', because: ['dlv_1'] }],
  withdrawn: [{ to: 'withdrawn', at: '2022-01-10', because: ['sta_seed'] }],
};

/** Rows of the table in records design, section 5, written out again. */
export const TABLE: readonly (readonly [DemandState, DemandState])[] = [
  ['open', 'met'],
  ['refused', 'met'],
  ['no_response', 'met'],
  ['reversed', 'met'],
  ['met', 'reversed'],
  ['open', 'breached'],
  ['met', 'breached'],
  ['reversed', 'breached'],
  ['refused', 'breached'],
  ['no_response', 'breached'],
  ['open', 'refused'],
  ['no_response', 'refused'],
  ['open', 'no_response'],
  ['met', 'open'],
  ['reversed', 'open'],
  ['breached', 'open'],
  ['refused', 'open'],
  ['no_response', 'open'],
  ['open', 'withdrawn'],
  ['met', 'withdrawn'],
  ['reversed', 'withdrawn'],
  ['breached', 'withdrawn'],
  ['refused', 'withdrawn'],
  ['no_response', 'withdrawn'],
];

const span = (text: string) => asDate(text) ?? { text, lo: 0, hi: 0 };
export const move = (to: string, at: string, because: readonly string[], more: Partial<NewMove> = {}): NewMove => ({
  to,
  at: span(at),
  because,
  deciders: TWO,
  note: null,
  ...more,
});
