/** The address line as state: plain repeated parameters, no JSON in it, unknown ones dropped by each page. */

/** Reads `?a=1&b=2&b=3` as `{a: '1', b: ['2', '3']}`. */
export function parseAddress(text: string): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const had = out[name];
    if (had === undefined) out[name] = value;
    else out[name] = Array.isArray(had) ? [...had, value] : [had, value];
  }
  return out;
}

/** Writes what `parseAddress` reads; empty members are left out. */
export function writeAddress(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const one of list) if (typeof one === 'string' && one !== '') query.append(name, one);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export const one = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : Array.isArray(value) ? one(value[0]) : undefined;

export function many(value: unknown): readonly string[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === 'string' && v !== '');
  return list.length > 0 ? list : undefined;
}

/** Every page of a space: the reading date, `now` for the present; absent: the date of the space. */
export interface SpaceSearch {
  readonly asof?: string | undefined;
}
export interface RecordsSearch {
  readonly q?: string | undefined;
  /** Handle of words that the node keeps: they stand in no address of a private space. */
  readonly qs?: string | undefined;
  /** Part of the map: `WEST,SOUTH,EAST,NORTH`. */
  readonly bounds?: string | undefined;
  readonly sort?: 'oldest' | 'updated' | undefined;
  /** What is drawn, of list, map and time, parted by commas. */
  readonly view?: string | undefined;
  /** Saved search that the filters came from. */
  readonly saved?: string | undefined;
  readonly form?: 'save' | 'export' | 'tag' | 'note' | 'set_aside' | 'review' | 'task' | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly where?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
export interface NewRecordSearch {
  /** Kind of the new record. */
  readonly of?: string | undefined;
}
export const RECORD_TABS = ['fields', 'evidence', 'relations', 'verification', 'history', 'public', 'consent'] as const;
export type RecordTab = (typeof RECORD_TABS)[number];
export interface RecordSearch {
  /** Absent: the fields. */
  readonly tab?: RecordTab | undefined;
  /** Entry at which the record is read; absent: as known now. */
  readonly at?: string | undefined;
  /** The form of a review is open. */
  readonly review?: 'open' | undefined;
  /** Claim whose evidence is open. */
  readonly evidence?: string | undefined;
  /** Field for which the claim form is open; `-` when none is chosen yet. */
  readonly add?: string | undefined;
}
export interface DemandSearch {
  readonly form?: 'measure' | 'respond' | 'move' | 'sides' | 'indicator' | undefined;
  /** State for which the decision is filled in. */
  readonly proposed?: string | undefined;
  readonly view?: 'table' | undefined;
}
export interface DemandsSearch {
  readonly state?: readonly string[] | undefined;
  /** Addressee. */
  readonly to?: string | undefined;
  readonly due?: 'yes' | undefined;
}
export interface DeliveriesSearch {
  readonly clock?: readonly string[] | undefined;
  readonly purpose?: string | undefined;
  /** What the new delivery hands over; `-` when nothing is chosen yet. */
  readonly new?: string | undefined;
  /** Purpose of the new delivery. */
  readonly as?: string | undefined;
  readonly open?: string | undefined;
  readonly form?: 'receipt' | 'answer' | 'withdraw' | 'letter' | undefined;
  readonly text?: 'kk' | 'ru' | 'en' | undefined;
}
const STATEMENT_FORMS = [
  'freeze',
  'ask',
  'sign',
  'add',
  'signatory',
  'confirm',
  'withdraw',
  'withdraw-signature',
] as const;
export interface StatementSearch {
  readonly text?: 'kk' | 'ru' | 'en' | undefined;
  /** Form that is open. */
  readonly do?: (typeof STATEMENT_FORMS)[number] | undefined;
  /** Signature that the form is about. */
  readonly row?: string | undefined;
}
export interface StatementsSearch {
  readonly do?: 'new' | 'open' | undefined;
}
export interface SignalsSearch {
  /** Tab: a state, or `mine`, `later`, `aside`; absent: new. */
  readonly state?: string | undefined;
  readonly place?: readonly string[] | undefined;
  readonly theme?: readonly string[] | undefined;
  readonly flagged?: 'yes' | undefined;
  readonly sort?: 'oldest' | undefined;
  /** Row in focus. */
  readonly sel?: string | undefined;
  /** On a narrow window: the row is shown instead of the list. */
  readonly open?: 'yes' | undefined;
  /** Open form: an action, `new`, or `link`. */
  readonly act?: string | undefined;
}
export interface PublicationsSearch {
  readonly view?: 'new' | 'mirrors' | undefined;
  /** Number of the edition whose form or changes are open. */
  readonly edition?: string | undefined;
  readonly form?: 'correct' | 'withdraw' | 'copy' | 'changes' | undefined;
  /** Mirror whose form is open; `-` for a new one. */
  readonly mirror?: string | undefined;
}
export interface TodaySearch {
  readonly all?: 'yes' | undefined;
  readonly demands?: 'table' | undefined;
}

export interface FiguresSearch {
  readonly metric?: string | undefined;
  readonly view?: 'table' | undefined;
  readonly add?: 'yes' | undefined;
}
export interface ConnectivitySearch {
  readonly place?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Absent: the offset in which the space reads its dates. */
  readonly zone?: 'utc' | undefined;
  readonly view?: 'table' | undefined;
  readonly add?: 'yes' | undefined;
}

function oneOf<V extends string>(value: unknown, allowed: readonly V[]): V | undefined {
  return allowed.find((v) => v === value);
}

export const readSpaceSearch = (s: Record<string, unknown>): SpaceSearch => ({ asof: one(s['asof']) });
export const readRecordsSearch = (s: Record<string, unknown>): RecordsSearch => ({
  q: one(s['q']),
  qs: one(s['qs']),
  bounds: one(s['bounds']),
  sort: oneOf(s['sort'], ['oldest', 'updated']),
  view: one(s['view']),
  saved: one(s['saved']),
  form: oneOf(s['form'], ['save', 'export', 'tag', 'note', 'set_aside', 'review', 'task']),
  kind: many(s['kind']),
  where: many(s['where']),
  from: one(s['from']),
  to: one(s['to']),
});
export const readNewRecordSearch = (s: Record<string, unknown>): NewRecordSearch => ({ of: one(s['of']) });
export const readRecordSearch = (s: Record<string, unknown>): RecordSearch => ({
  tab: oneOf(s['tab'], RECORD_TABS),
  at: one(s['at']),
  review: oneOf(s['review'], ['open']),
  evidence: one(s['evidence']),
  add: one(s['add']),
});
export const readDemandSearch = (s: Record<string, unknown>): DemandSearch => ({
  form: oneOf(s['form'], ['measure', 'respond', 'move', 'sides', 'indicator']),
  proposed: one(s['proposed']),
  view: oneOf(s['view'], ['table']),
});
export const readDemandsSearch = (s: Record<string, unknown>): DemandsSearch => ({
  state: many(s['state']),
  to: one(s['to']),
  due: oneOf(s['due'], ['yes']),
});
export const readDeliveriesSearch = (s: Record<string, unknown>): DeliveriesSearch => ({
  clock: many(s['clock']),
  purpose: one(s['purpose']),
  new: one(s['new']),
  as: one(s['as']),
  open: one(s['open']),
  form: oneOf(s['form'], ['receipt', 'answer', 'withdraw', 'letter']),
  text: oneOf(s['text'], ['kk', 'ru', 'en']),
});
export const readStatementSearch = (s: Record<string, unknown>): StatementSearch => ({
  text: oneOf(s['text'], ['kk', 'ru', 'en']),
  do: oneOf(s['do'], STATEMENT_FORMS),
  row: one(s['row']),
});
export const readStatementsSearch = (s: Record<string, unknown>): StatementsSearch => ({
  do: oneOf(s['do'], ['new', 'open']),
});
export const readSignalsSearch = (s: Record<string, unknown>): SignalsSearch => ({
  state: one(s['state']),
  place: many(s['place']),
  theme: many(s['theme']),
  flagged: oneOf(s['flagged'], ['yes']),
  sort: oneOf(s['sort'], ['oldest']),
  sel: one(s['sel']),
  open: oneOf(s['open'], ['yes']),
  act: one(s['act']),
});
export const readPublicationsSearch = (s: Record<string, unknown>): PublicationsSearch => ({
  view: oneOf(s['view'], ['new', 'mirrors']),
  edition: one(s['edition']),
  form: oneOf(s['form'], ['correct', 'withdraw', 'copy', 'changes']),
  mirror: one(s['mirror']),
});
export const readTodaySearch = (s: Record<string, unknown>): TodaySearch => ({
  all: oneOf(s['all'], ['yes']),
  demands: oneOf(s['demands'], ['table']),
});
export const readFiguresSearch = (s: Record<string, unknown>): FiguresSearch => ({
  metric: one(s['metric']),
  view: oneOf(s['view'], ['table']),
  add: oneOf(s['add'], ['yes']),
});
export const readConnectivitySearch = (s: Record<string, unknown>): ConnectivitySearch => ({
  place: one(s['place']),
  from: one(s['from']),
  to: one(s['to']),
  zone: oneOf(s['zone'], ['utc']),
  view: oneOf(s['view'], ['table']),
  add: oneOf(s['add'], ['yes']),
});
