/** The triage queue: nothing lost, nothing doubled, focus that goes on, live rows that never push the list. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../../../test/property-runs.ts';
import { emptyQueue, lastDone, type Queue, type QueueEvent, queueAfter, reached, sentOf } from './queue.ts';

type Q = Queue<string>;
type Event = QueueEvent<string>;

const after = (queue: Q, ...events: readonly Event[]): Q => events.reduce<Q>(queueAfter, queue);
const list = (ids: readonly string[], appended = false, name = 'new'): Event => ({
  is: 'listed',
  list: name,
  ids,
  appended,
});
const of = (...ids: readonly string[]): Q => after(emptyQueue<string>(), list(ids));

describe('the list', () => {
  test('the first list gives the focus to its first row; a row named in the address keeps it', () => {
    expect(of('a', 'b').focus).toBe('a');
    expect(after(emptyQueue<string>('b'), list(['a', 'b'])).focus).toBe('b');
    expect(after(emptyQueue<string>('elsewhere'), list(['a', 'b']), list(['a', 'b'])).focus).toBe('elsewhere');
  });

  test('rows that arrive wait behind a bar and are drawn when asked for, in the order of the node', () => {
    const queue = after(of('b', 'd'), list(['a', 'b', 'c', 'd']));
    expect([queue.order, queue.waiting]).toEqual([
      ['b', 'd'],
      ['a', 'c'],
    ]);
    const shown = after(queue, { is: 'show_waiting' });
    expect([shown.order, shown.waiting, shown.focus]).toEqual([['a', 'b', 'c', 'd'], [], 'b']);
  });

  test('the next page of a long list is no news', () => {
    const queue = after(of('a', 'b'), list(['a', 'b', 'c'], true));
    expect([queue.order, queue.waiting]).toEqual([['a', 'b', 'c'], []]);
  });

  test('a row somebody else took leaves; the focus goes to the next one', () => {
    expect(after(of('a', 'b', 'c'), { is: 'focus', id: 'b' }, list(['a', 'c'])).focus).toBe('c');
    expect(after(of('a', 'b'), { is: 'focus', id: 'b' }, list(['a'])).focus).toBe('a');
  });

  test('other filters begin anew: nothing selected, what was not saved is kept', () => {
    const queue = after(
      of('a', 'b', 'c'),
      { is: 'send', ids: ['a'], act: 'aside' },
      { is: 'refused', key: 1, problem: 'no' },
      { is: 'toggle', id: 'b' },
      list(['x', 'a'], false, 'mine'),
    );
    expect([queue.focus, queue.selected.size, sentOf(queue, 'a')?.problem]).toEqual(['x', 0, 'no']);
  });
});

describe('selection', () => {
  test('Shift and arrows extend from where they began and shrink again', () => {
    const down: Event = { is: 'step', by: 1, extend: true };
    const up: Event = { is: 'step', by: -1, extend: true };
    const queue = after(of('a', 'b', 'c', 'd'), { is: 'focus', id: 'b' }, down, down);
    expect([...queue.selected]).toEqual(['b', 'c', 'd']);
    expect([...after(queue, up, up, up).selected].toSorted()).toEqual(['a', 'b']);
  });

  test('an action reaches the selection, in the order of the list, else the row in focus', () => {
    expect(reached(of('a', 'b'))).toEqual(['a']);
    const queue = after(of('a', 'b', 'c'), { is: 'toggle', id: 'c' }, { is: 'toggle', id: 'b' });
    expect(reached(queue)).toEqual(['b', 'c']);
    expect(reached(after(queue, { is: 'send', ids: ['b', 'c'], act: 'x' }))).toEqual(['a']);
  });

  test('no more than 500 rows are selected', () => {
    const ids = Array.from({ length: 700 }, (_, n) => `s${n}`);
    const queue = after(of(...ids), { is: 'reach', id: 's699' });
    expect(queue.selected.size).toBe(500);
    expect(after(queue, { is: 'toggle', id: 's698' }).selected.size).toBe(500);
  });
});

describe('one action', () => {
  test('the focus goes on at once, the row says it is being saved and stays until the node listed it away', () => {
    const sent = after(of('a', 'b', 'c'), { is: 'send', ids: ['a'], act: 'aside' });
    expect([sent.focus, sent.order, sentOf(sent, 'a')?.phase]).toEqual(['b', ['a', 'b', 'c'], 'saving']);
    const saved = after(sent, { is: 'acknowledged', key: 1, entries: ['e1'] });
    expect([saved.order, sentOf(saved, 'a')?.phase]).toEqual([['a', 'b', 'c'], 'saved']);
    expect(after(saved, list(['b', 'c'])).order).toEqual(['b', 'c']);
    expect(lastDone(saved)).toEqual({ entries: ['e1'], ids: ['a'], act: 'aside', record: null });
    const promoted = after(sent, { is: 'acknowledged', key: 1, entries: ['e1'], record: 'evt_1' });
    expect(lastDone(promoted)?.record).toBe('evt_1');
  });

  test('a row on its way cannot be sent a second time', () => {
    const queue = after(of('a'), { is: 'send', ids: ['a'], act: 'aside' });
    expect([queue.focus, reached(queue)]).toEqual(['a', []]);
  });

  test('a refusal brings the row back in place with its words, even when the list no longer has it', () => {
    const queue = after(
      of('a', 'b', 'c'),
      { is: 'focus', id: 'b' },
      { is: 'send', ids: ['b'], act: 'aside' },
      list(['a', 'c']),
      { is: 'refused', key: 1, problem: 'Give a reason.' },
      list(['a', 'c']),
    );
    expect([queue.order, sentOf(queue, 'b')?.problem, queue.done]).toEqual([['a', 'b', 'c'], 'Give a reason.', []]);
  });

  test('another action on a row that was not saved takes the place of the first', () => {
    const queue = after(
      of('a', 'b'),
      { is: 'send', ids: ['a', 'b'], act: 'aside' },
      { is: 'refused', key: 1, problem: 'no' },
      { is: 'send', ids: ['a'], act: 'later' },
    );
    expect(queue.sent.map((s) => [s.ids, s.act, s.phase])).toEqual([
      [['b'], 'aside', 'unsaved'],
      [['a'], 'later', 'saving'],
    ]);
  });
});

describe('an answer that never came', () => {
  const asked = after(of('a', 'b', 'c'), { is: 'send', ids: ['a', 'b'], act: 'aside' }, { is: 'unanswered', key: 1 });

  test('is asked about before anything can be tried again', () => {
    expect([sentOf(asked, 'a')?.phase, reached(after(asked, { is: 'focus', id: 'a' }))]).toEqual(['asking', []]);
  });

  test('counts once when the node had saved it', () => {
    const queue = after(asked, { is: 'found', key: 1, saved: ['a', 'b'], entries: ['e7'], problem: null });
    expect([queue.sent.map((s) => s.phase), queue.done.map((d) => d.entries[0])]).toEqual([['saved'], ['e7']]);
    const again = after(queue, { is: 'acknowledged', key: 1, entries: ['e7'] });
    expect(again.done).toHaveLength(1);
  });

  test('leaves to be tried again exactly the rows the node had not changed', () => {
    const queue = after(asked, { is: 'found', key: 1, saved: ['a'], entries: [], problem: null });
    expect(queue.sent).toEqual([{ key: 1, ids: ['b'], act: 'aside', phase: 'unsaved', problem: null }]);
    expect(sentOf(after(queue, { is: 'retry', key: 1 }), 'b')?.phase).toBe('saving');
  });
});

test('undo takes back the newest action; its rows return to their place at once', () => {
  const queue = after(
    of('a', 'b', 'c'),
    { is: 'send', ids: ['a'], act: 'aside' },
    { is: 'acknowledged', key: 1, entries: ['e1'] },
    { is: 'send', ids: ['b'], act: 'later' },
    { is: 'acknowledged', key: 2, entries: ['e2'] },
    list(['c']),
  );
  expect([queue.order, lastDone(queue)?.entries[0]]).toEqual([['c'], 'e2']);
  const back = after(queue, { is: 'undone', entry: 'e2' }, list(['b', 'c']));
  expect([back.order, back.waiting, back.focus, lastDone(back)?.entries[0]]).toEqual([['b', 'c'], [], 'b', 'e1']);
  const all = after(back, { is: 'undone', entry: 'e1' }, list(['a', 'b', 'c']));
  expect([all.order, all.focus, lastDone(all)]).toEqual([['a', 'b', 'c'], 'a', null]);
});

test('whatever happens in whatever order: no row twice, no unsettled row lost, no entry twice, the focus on a known row', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const some = fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 6 }).map((a) => a.toSorted());
  const id = fc.constantFrom(...ids);
  const key = fc.integer({ min: 1, max: 6 });
  const event: fc.Arbitrary<Event> = fc.oneof(
    fc.record({ is: fc.constant('listed' as const), list: fc.constant('new'), ids: some, appended: fc.boolean() }),
    fc.record({ is: fc.constant('show_waiting' as const) }),
    fc.record({ is: fc.constant('step' as const), by: fc.constantFrom(1 as const, -1 as const), extend: fc.boolean() }),
    fc.record({ is: fc.constant('toggle' as const), id }),
    fc.record({ is: fc.constant('refused' as const), key, problem: fc.constant('no') }),
    fc.record({ is: fc.constant('unanswered' as const), key }),
    fc.record({
      is: fc.constant('acknowledged' as const),
      key,
      entries: key.map((k) => [`e${k}`]),
    }),
    fc.record({
      is: fc.constant('found' as const),
      key,
      saved: some,
      entries: fc.constant([]),
      problem: fc.constant(null),
    }),
    fc.record({ is: fc.constant('undone' as const), entry: key.map((k) => `e${k}`) }),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(event, fc.constant('send' as const)), { maxLength: 40 }), (steps) => {
      let queue = of(...ids);
      for (const one of steps) {
        // People send what the queue says they reach, never anything else.
        const next: Event = one === 'send' ? { is: 'send', ids: reached(queue), act: 'act' } : one;
        const before = queue;
        queue = queueAfter(queue, next);
        expect(new Set(queue.order).size).toBe(queue.order.length);
        expect(new Set(queue.done.map((d) => d.entries[0])).size).toBe(queue.done.length);
        for (const sent of queue.sent)
          if (sent.phase !== 'saved' && before.sent.some((s) => s.key === sent.key))
            // One that was opened by its address was never in the list; it is told of above it.
            for (const row of sent.ids.filter((id) => before.order.includes(id)))
              expect([next, row, queue.order.includes(row)]).toEqual([next, row, true]);
        const onTheWay = queue.sent.filter((s) => s.phase === 'saving').flatMap((s) => s.ids);
        expect(new Set(onTheWay).size).toBe(onTheWay.length);
      }
    }),
    propertyRuns(1000),
  );
});
