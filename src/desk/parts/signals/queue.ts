/**
 * The triage queue as this tab holds it: rows drawn, rows that wait, the row in focus, what is selected, what was sent and not
 * yet settled, what can be undone. Pure: every event makes a new queue; a row is never lost and no action is counted twice.
 */

/** `saving`: sent. `asking`: no answer came, the node is asked what it holds. `unsaved`: it was refused or did not arrive. */
export type Phase = 'saving' | 'asking' | 'unsaved' | 'saved';

/** One action on its way, over one row or many. `A` is what was asked, opaque here. */
export interface Sent<A> {
  readonly key: number;
  readonly ids: readonly string[];
  readonly act: A;
  readonly phase: Phase;
  /** Words of the refusal; null when the node never answered. */
  readonly problem: string | null;
}
/** An action the node acknowledged, newest last: what `z` takes back. */
export interface Done<A> {
  readonly entries: readonly string[];
  readonly ids: readonly string[];
  readonly act: A;
  /** The record that a promoted signal became part of. */
  readonly record: string | null;
}
export interface Queue<A> {
  /** Which list this is (its filters): another one starts anew. */
  readonly list: string;
  readonly order: readonly string[];
  /** As the node last listed them. */
  readonly listed: readonly string[];
  /** Listed since, not drawn yet: the bar "4 new". */
  readonly waiting: readonly string[];
  readonly focus: string | null;
  /** Where an extension with Shift began. */
  readonly anchor: string | null;
  readonly selected: ReadonlySet<string>;
  readonly sent: readonly Sent<A>[];
  readonly done: readonly Done<A>[];
  /** Taken back by this tab: drawn again in their place without waiting. */
  readonly returning: ReadonlySet<string>;
  readonly nextKey: number;
}
export type QueueEvent<A> =
  | { readonly is: 'opened'; readonly focus: string | null }
  | { readonly is: 'listed'; readonly list: string; readonly ids: readonly string[]; readonly appended: boolean }
  | { readonly is: 'show_waiting' }
  | { readonly is: 'focus'; readonly id: string | null }
  | { readonly is: 'step'; readonly by: 1 | -1; readonly extend: boolean }
  | { readonly is: 'reach'; readonly id: string }
  | { readonly is: 'toggle'; readonly id: string }
  | { readonly is: 'unselect' }
  | { readonly is: 'send'; readonly ids: readonly string[]; readonly act: A }
  | {
      readonly is: 'acknowledged';
      readonly key: number;
      readonly entries: readonly string[];
      readonly record?: string | null;
    }
  | { readonly is: 'refused'; readonly key: number; readonly problem: string }
  | { readonly is: 'unanswered'; readonly key: number }
  | {
      readonly is: 'found';
      readonly key: number;
      readonly saved: readonly string[];
      readonly entries: readonly string[];
      /** Why the others are not saved; null when their answer was lost. */
      readonly problem: string | null;
    }
  | { readonly is: 'retry'; readonly key: number }
  | { readonly is: 'forget'; readonly key: number }
  | { readonly is: 'undone'; readonly entry: string }
  /** Made by this tab: drawn in its place without waiting, and in focus. */
  | { readonly is: 'brought'; readonly id: string };

export const MOST_AT_ONCE = 500;
const UNDO_DEPTH = 50;

export const emptyQueue = <A>(focus: string | null = null): Queue<A> => ({
  list: '',
  order: [],
  listed: [],
  waiting: [],
  focus,
  anchor: null,
  selected: new Set(),
  sent: [],
  done: [],
  returning: new Set(),
  nextKey: 1,
});

/** What was sent for a row and is not settled; an unsaved one first, because it needs a person. */
export function sentOf<A>(queue: Queue<A>, id: string): Sent<A> | null {
  const all = queue.sent.filter((s) => s.ids.includes(id));
  return all.find((s) => s.phase === 'unsaved') ?? all.at(-1) ?? null;
}
/** Rows an action would reach: the selection, else the row in focus; never one whose last action is still on its way. */
export function reached<A>(queue: Queue<A>): readonly string[] {
  const wanted =
    queue.selected.size > 0 ? queue.order.filter((id) => queue.selected.has(id)) : queue.focus ? [queue.focus] : [];
  return wanted.filter((id) => {
    const phase = sentOf(queue, id)?.phase;
    return phase !== 'saving' && phase !== 'asking';
  });
}
export const lastDone = <A>(queue: Queue<A>): Done<A> | null => queue.done.at(-1) ?? null;

const held = <A>(queue: Queue<A>): ReadonlySet<string> =>
  new Set(queue.sent.filter((s) => s.phase !== 'saved').flatMap((s) => s.ids));

/** Rows in the order of the node, each missing one put after the row it stood after. */
function withHeld(listed: readonly string[], before: readonly string[], keep: ReadonlySet<string>): readonly string[] {
  const out = [...listed];
  for (const [n, id] of before.entries()) {
    if (!keep.has(id) || out.includes(id)) continue;
    const above = before.slice(0, n).findLast((other) => out.includes(other));
    out.splice(above === undefined ? 0 : out.indexOf(above) + 1, 0, id);
  }
  return out;
}

/** Focus when the row that had it is gone: the next below that is left, else the one above. */
function nearest(order: readonly string[], before: readonly string[], focus: string | null): string | null {
  if (focus === null || order.includes(focus)) return focus;
  const at = before.indexOf(focus);
  if (at === -1) return order[0] ?? null;
  const left = new Set(order);
  return before.slice(at).find((id) => left.has(id)) ?? before.slice(0, at).findLast((id) => left.has(id)) ?? null;
}

function listed<A>(queue: Queue<A>, event: QueueEvent<A> & { readonly is: 'listed' }): Queue<A> {
  const settled = queue.sent.filter((s) => s.phase !== 'saved');
  if (event.list !== queue.list) {
    const order = event.ids;
    // An address may name a row that these filters do not list: it is shown beside the list all the same.
    const named = queue.focus !== null && (queue.list === '' || order.includes(queue.focus));
    const focus = named ? queue.focus : (order[0] ?? null);
    return {
      ...queue,
      ...{ list: event.list, order, listed: event.ids, waiting: [], focus, anchor: null, sent: settled },
      ...{ selected: new Set(), returning: new Set() },
    };
  }
  const now = new Set(event.ids);
  const keep = held(queue);
  const drawn = new Set(queue.order);
  const old = new Set(queue.listed);
  const isNew = (id: string): boolean =>
    !drawn.has(id) && !queue.returning.has(id) && !(event.appended && !old.has(id));
  const shown = event.ids.filter((id) => !isNew(id));
  const outside = queue.focus !== null && (queue.returning.has(queue.focus) || !drawn.has(queue.focus));
  const order = withHeld(shown, queue.order, new Set([...keep].filter((id) => drawn.has(id))));
  return {
    ...queue,
    order,
    listed: event.ids,
    waiting: event.ids.filter(isNew),
    focus: outside ? queue.focus : nearest(order, queue.order, queue.focus),
    selected: new Set([...queue.selected].filter((id) => now.has(id) || keep.has(id))),
    sent: settled,
    returning: new Set([...queue.returning].filter((id) => !now.has(id))),
  };
}

function step<A>(queue: Queue<A>, by: 1 | -1, extend: boolean): Queue<A> {
  const at = queue.focus === null ? -1 : queue.order.indexOf(queue.focus);
  const to = at === -1 ? (by === 1 ? 0 : queue.order.length - 1) : at + by;
  const id = queue.order[Math.max(0, Math.min(queue.order.length - 1, to))];
  if (id === undefined) return queue;
  return extend ? extendTo(queue, id) : { ...queue, focus: id, anchor: null };
}

/** Everything between the anchor and the row is selected; what lay between anchor and the old focus no longer is. */
function extendTo<A>(queue: Queue<A>, id: string): Queue<A> {
  const anchor = queue.anchor ?? queue.focus ?? id;
  const span = (a: string, b: string): readonly string[] => {
    const [i, j] = [queue.order.indexOf(a), queue.order.indexOf(b)];
    return i === -1 || j === -1 ? [] : queue.order.slice(Math.min(i, j), Math.max(i, j) + 1);
  };
  const before = new Set(queue.anchor === null || queue.focus === null ? [] : span(anchor, queue.focus));
  const kept = [...queue.selected].filter((one) => !before.has(one));
  return { ...queue, anchor, focus: id, selected: new Set([...kept, ...span(anchor, id)].slice(0, MOST_AT_ONCE)) };
}

/** The row to go on with: the first after those sent that nothing is on its way for, else the first before them. */
function goOn<A>(queue: Queue<A>, ids: readonly string[]): string | null {
  const busy = new Set([...held(queue), ...ids]);
  const last = Math.max(...ids.map((id) => queue.order.indexOf(id)));
  const free = (id: string): boolean => !busy.has(id);
  return queue.order.slice(last + 1).find(free) ?? queue.order.slice(0, last + 1).findLast(free) ?? queue.focus;
}

function send<A>(queue: Queue<A>, ids: readonly string[], act: A): Queue<A> {
  if (ids.length === 0) return queue;
  // A new action on a row takes the place of one that was not saved: it is not tried again beside it.
  const rest = queue.sent.flatMap((s) => {
    if (s.phase !== 'unsaved') return [s];
    const left = s.ids.filter((id) => !ids.includes(id));
    return left.length === 0 ? [] : [{ ...s, ids: left }];
  });
  const sent: Sent<A> = { key: queue.nextKey, ids, act, phase: 'saving', problem: null };
  const next = {
    ...queue,
    sent: [...rest, sent],
    nextKey: queue.nextKey + 1,
    selected: new Set<string>(),
    anchor: null,
  };
  return { ...next, focus: goOn(next, ids) };
}

/** What is still on its way under this key: an answer that comes a second time changes nothing. */
const underWay = <A>(queue: Queue<A>, key: number): Sent<A> | undefined =>
  queue.sent.find((s) => s.key === key && (s.phase === 'saving' || s.phase === 'asking'));

const change = <A>(queue: Queue<A>, key: number, part: Partial<Sent<A>>): Queue<A> => ({
  ...queue,
  sent: queue.sent.map((s) => (s.key === key ? { ...s, ...part } : s)),
});

const remember = <A>(queue: Queue<A>, done: Done<A>): readonly Done<A>[] =>
  done.entries.length === 0 || queue.done.some((d) => d.entries[0] === done.entries[0])
    ? queue.done
    : [...queue.done, done].slice(-UNDO_DEPTH);

/** What the node holds counts, after a lost answer or when it left rows out: those it has not changed come back. */
function found<A>(queue: Queue<A>, event: QueueEvent<A> & { readonly is: 'found' }): Queue<A> {
  const sent = underWay(queue, event.key);
  if (!sent) return queue;
  const saved = sent.ids.filter((id) => event.saved.includes(id));
  const left = sent.ids.filter((id) => !event.saved.includes(id));
  const next =
    left.length === 0
      ? change(queue, sent.key, { phase: 'saved' })
      : change(queue, sent.key, { ids: left, phase: 'unsaved', problem: event.problem });
  if (saved.length === 0) return next;
  return { ...next, done: remember(queue, { entries: event.entries, ids: saved, act: sent.act, record: null }) };
}

function undone<A>(queue: Queue<A>, entry: string): Queue<A> {
  const done = queue.done.find((d) => d.entries[0] === entry);
  if (!done) return queue;
  return {
    ...queue,
    done: queue.done.filter((d) => d !== done),
    returning: new Set([...queue.returning, ...done.ids]),
    focus: done.ids[0] ?? queue.focus,
  };
}

/** The queue after an event. */
export function queueAfter<A>(queue: Queue<A>, event: QueueEvent<A>): Queue<A> {
  switch (event.is) {
    case 'opened':
      return { ...queue, list: '', focus: event.focus ?? queue.focus };
    case 'listed':
      return listed(queue, event);
    case 'show_waiting':
      return { ...queue, order: withHeld(queue.listed, queue.order, held(queue)), waiting: [] };
    case 'focus':
      return { ...queue, focus: event.id, anchor: null };
    case 'step':
      return step(queue, event.by, event.extend);
    case 'reach':
      return extendTo(queue, event.id);
    case 'toggle': {
      const selected = new Set(queue.selected);
      if (!selected.delete(event.id) && selected.size < MOST_AT_ONCE) selected.add(event.id);
      return { ...queue, selected, anchor: null };
    }
    case 'unselect':
      return { ...queue, selected: new Set(), anchor: null };
    case 'send':
      return send(queue, event.ids, event.act);
    case 'acknowledged': {
      const sent = underWay(queue, event.key);
      if (!sent) return queue;
      const next = change(queue, event.key, { phase: 'saved', problem: null });
      const done = { entries: event.entries, ids: sent.ids, act: sent.act, record: event.record ?? null };
      return { ...next, done: remember(queue, done) };
    }
    case 'refused':
      return underWay(queue, event.key)
        ? change(queue, event.key, { phase: 'unsaved', problem: event.problem })
        : queue;
    case 'unanswered':
      return underWay(queue, event.key) ? change(queue, event.key, { phase: 'asking' }) : queue;
    case 'found':
      return found(queue, event);
    case 'retry':
      return change(queue, event.key, { phase: 'saving', problem: null });
    case 'forget':
      return { ...queue, sent: queue.sent.filter((s) => s.key !== event.key) };
    case 'brought':
      return { ...queue, returning: new Set([...queue.returning, event.id]), focus: event.id };
    case 'undone':
      return undone(queue, event.entry);
  }
}
