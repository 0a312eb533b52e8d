/** The queue of this tab at work: sends, waits for the node, asks it what it holds after a lost answer, takes back. */
import { useMemo, useRef } from 'react';
import type { SignalRowJson } from '../../../contract/areas/signals.ts';
import { call } from '../../api/client.ts';
import { connection, subscribeConnection } from '../../api/connection.ts';
import { ApiProblem } from '../../api/problem.ts';
import { queries } from '../../api/queries.ts';
import { session, subscribeSession } from '../../api/session.ts';
import { useScope } from '../../app/space.tsx';
import { useWords, type Words } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { type Act, askNode, type Seen, sendAct } from './acts.ts';
import { lastDone, type Queue, type QueueEvent, reached } from './queue.ts';
import { type QueueStore, queueStore, useQueue } from './queue-store.ts';
import type { Scope } from './scope.ts';

export type RowsNow = { readonly current: ReadonlyMap<string, SignalRowJson> };
type Now = { readonly current: { readonly words: Words; readonly scope: Scope } };

/** Signals a form was opened for, as they were then: what changed since is not decided unseen. */
export interface Decided {
  readonly ids: readonly string[];
  readonly seen: Seen;
}
export const seenNow = (rows: RowsNow, ids: readonly string[]): Seen =>
  new Map(
    ids.flatMap((id) => {
      const row = rows.current.get(id);
      return row ? [[id, row.revision] as const] : [];
    }),
  );

export interface Work {
  readonly tell: (event: QueueEvent<Act>) => void;
  /** Sends an action for what it reaches now; the form that asked for it closes at once. */
  readonly act: (act: Act, decided?: Decided) => void;
  readonly retry: (key: number) => void;
  readonly undo: (say: (words: string) => void) => void;
}
export interface Triage extends Work {
  readonly queue: Queue<Act>;
}

const AGAIN_MS = 1000;
const ready = (): boolean => connection() === 'ok' && session().status === 'in';

/** Waits until the node answers and somebody is logged in. */
const whenReady = (): Promise<void> =>
  new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const look = (): void => {
      if (!ready()) return;
      for (const stop of stops) stop();
      resolve();
    };
    stops.push(subscribeConnection(look), subscribeSession(look));
    look();
  });

const me = (): string => {
  const state = session();
  return state.status === 'in' ? state.user.name : '';
};

const wordsOf = (problem: ApiProblem): string =>
  [problem.body?.message, problem.body?.remedy].filter((x) => x).join(' ');

/** What the node holds counts: only what it does not hold is offered again. */
async function ask(store: QueueStore, now: Now, key: number, ids: readonly string[], act: Act): Promise<void> {
  for (;;) {
    await whenReady();
    try {
      const { saved, entries } = await askNode(now.current.scope, ids, act, me());
      store.tell({ is: 'found', key, saved, entries, problem: null });
      const n = ids.length - saved.length;
      if (n > 0) announce(now.current.words.t('signals.not_saved_said', { n }), true);
      return;
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      if (cause.kind === 'network' || cause.kind === 'session' || cause.kind === 'locked') {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        continue;
      }
      store.tell({ is: 'refused', key, problem: wordsOf(cause) });
      return;
    }
  }
}

async function send(
  store: QueueStore,
  now: Now,
  seen: Seen,
  key: number,
  ids: readonly string[],
  act: Act,
): Promise<void> {
  const { words, scope } = now.current;
  const { t } = words;
  try {
    const { entries, record, leftOut } = await sendAct(scope, ids, act, seen);
    const out = new Set(leftOut.map((one) => one.id));
    const by = leftOut.find((one) => one.by !== null)?.by;
    if (leftOut.length === 0) store.tell({ is: 'acknowledged', key, entries, record });
    else {
      const problem = by ? t('signals.left_out_by', { name: by }) : t('signals.left_out');
      store.tell({ is: 'found', key, saved: ids.filter((id) => !out.has(id)), entries, problem });
    }
    announce(t('signals.saved_said', { n: ids.length - out.size, what: t(`signals.act.${act.input.action}`) }));
  } catch (cause) {
    if (!(cause instanceof ApiProblem)) throw cause;
    if (cause.kind === 'network') {
      store.tell({ is: 'unanswered', key });
      await ask(store, now, key, ids, act);
    } else {
      const problem = wordsOf(cause);
      store.tell({ is: 'refused', key, problem: problem === '' ? t('signals.not_saved') : problem });
      announce(t('signals.not_saved_said', { n: ids.length }), true);
    }
  }
  await queries.invalidateQueries();
}

/** Entries of one action may come back together with the first of them: then the others have nothing left to take back. */
async function undoEach(space: string, entries: readonly string[]): Promise<void> {
  for (const [n, entry] of entries.entries())
    try {
      await call('undo', { space, entry });
    } catch (cause) {
      const together = n > 0 && cause instanceof ApiProblem && cause.body?.code === 'E_UNDO_NOTHING';
      if (!together) throw cause;
    }
}

/** Takes the newest action of this tab back; answers with the words of what happened. */
async function takeBack(store: QueueStore, now: Now, say: (words: string) => void): Promise<string> {
  const { t } = now.current.words;
  const queue = store.get();
  const done = lastDone(queue);
  const first = done?.entries[0];
  if (queue.sent.some((one) => one.phase === 'saving' || one.phase === 'asking')) return t('signals.undo_wait');
  if (!done || first === undefined) return t('signals.undo_nothing');
  say(t('signals.undo_doing'));
  try {
    await undoEach(now.current.scope.space, done.entries);
  } catch (cause) {
    if (!(cause instanceof ApiProblem)) throw cause;
    if (cause.kind !== 'network') return [t('signals.undo_refused'), wordsOf(cause)].join(' ');
    say(t('signals.undo_lost'));
    await whenReady();
    const { saved } = await askNode(now.current.scope, done.ids.slice(0, 1), done.act, me());
    if (saved.length > 0) return t('signals.undo_not_saved');
  }
  store.tell({ is: 'undone', entry: first });
  return t('signals.undone', { n: done.ids.length, what: t(`signals.act.${done.act.input.action}`) });
}

function workOf(store: QueueStore, now: Now, rows: RowsNow): Work {
  let undoing = false;
  return {
    tell: store.tell,
    act: (act, decided) => {
      const ids = decided?.ids ?? reached(store.get());
      if (ids.length === 0) return;
      const key = store.get().nextKey;
      store.tell({ is: 'send', ids, act });
      void send(store, now, decided?.seen ?? seenNow(rows, ids), key, ids, act);
    },
    retry: (key) => {
      const sent = store.get().sent.find((one) => one.key === key);
      if (!sent || sent.phase !== 'unsaved') return;
      store.tell({ is: 'retry', key });
      void send(store, now, seenNow(rows, sent.ids), key, sent.ids, sent.act);
    },
    undo: (say) => {
      const told = (text: string): void => {
        say(text);
        if (text !== '') announce(text);
      };
      if (undoing) return told(now.current.words.t('signals.undo_doing'));
      undoing = true;
      // The next key is heard as soon as the words are there: the list is read again afterwards.
      void takeBack(store, now, told)
        .finally(() => {
          undoing = false;
        })
        .then(told)
        .finally(() => void queries.invalidateQueries());
    },
  };
}

export function useTriage(rows: RowsNow): Triage {
  const words = useWords();
  const scope = useScope();
  const store = queueStore(scope.space);
  const queue = useQueue(store);
  const now = useRef({ words, scope });
  now.current = { words, scope };
  const work = useMemo(() => workOf(store, now, rows), [store, rows]);
  return { ...work, queue };
}
