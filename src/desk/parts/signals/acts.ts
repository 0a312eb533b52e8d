/** One triage action as this tab sends it, what a signal looks like once it is saved, and how the node is asked after a lost answer. */
import type { ApiOut } from '../../../contract/api.ts';
import type { TriageAction, TriageInput, TriageState } from '../../../contract/areas/signals.ts';
import { call } from '../../api/client.ts';
import type { Scope } from './scope.ts';

/** What is sent, and the words it is shown by: a person's name, another signal, a date. */
export interface Act {
  readonly input: TriageInput;
  readonly named: string | null;
}
/** Revisions of signals as the person saw them when deciding. */
export type Seen = ReadonlyMap<string, string>;

export type ActForm = 'promote' | 'duplicate' | 'aside' | 'info' | 'corroborate' | 'assign' | 'later';
export const ACT_FORMS = ['promote', 'duplicate', 'aside', 'info', 'corroborate', 'assign', 'later'] as const;

const STATE_AFTER: { readonly [A in TriageAction]: TriageState | null } = {
  read: 'reading',
  assign: 'reading',
  needs_info: 'needs_info',
  corroborate: 'corroborated',
  promote: 'promoted',
  duplicate_of: 'duplicate',
  unverifiable: 'unverifiable',
  out_of_scope: 'out_of_scope',
  set_aside: 'set_aside',
  later: null,
  reopen: 'new',
};

/** An account of the same origin counts for no other state than that somebody reads it. */
async function holdsLink(scope: Scope, id: string, { input }: Act): Promise<boolean> {
  const { corroborating } = await call('signals.candidates', { ...scope, id });
  const hint = corroborating.find((one) => one.id === input.other);
  if (hint) return hint.linked;
  const { state } = await call('show', { ...scope, id });
  return state === 'corroborated' || (input.origin === 'same_origin' && state === 'reading');
}

/** Whether the node already holds what was sent; asked by the narrowest read that can tell. */
async function holds(scope: Scope, id: string, act: Act): Promise<boolean> {
  const { input } = act;
  if (input.action === 'corroborate') return holdsLink(scope, id, act);
  const wanted = STATE_AFTER[input.action];
  if (input.action !== 'later' && input.action !== 'assign')
    return (await call('show', { ...scope, id })).state === wanted;
  const narrow = input.action === 'later' ? { later: true } : { assigned: input.assignee ?? 'none' };
  let after: string | undefined;
  for (;;) {
    const page: ApiOut<'signals.list'> = await call('signals.list', {
      ...{ ...scope, ...narrow, limit: 200 },
      ...(after === undefined ? {} : { after }),
    });
    const row = page.items.find((item) => item.id === id);
    if (row) return input.action === 'assign' || row.later === input.until;
    if (page.cursor === undefined) return false;
    after = page.cursor;
  }
}

/** The entry of this person's own last action on a signal, so that it can be taken back; null when it cannot be told. */
async function ownEntry(scope: Scope, id: string, me: string): Promise<string | null> {
  const { entries } = await call('history', { ...scope, id });
  const newest = entries.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
  return newest && newest.by === me ? newest.entry : null;
}

/** Which of the signals the node had saved when its answer was lost. */
export async function askNode(
  scope: Scope,
  ids: readonly string[],
  act: Act,
  me: string,
): Promise<{ readonly saved: readonly string[]; readonly entries: readonly string[] }> {
  const saved: string[] = [];
  const entries = new Set<string>();
  for (let n = 0; n < ids.length; n += 8) {
    const some = ids.slice(n, n + 8);
    const held = await Promise.all(some.map((id) => holds(scope, id, act)));
    for (const [i, id] of some.entries()) if (held[i]) saved.push(id);
  }
  if (saved[0] !== undefined) {
    // One entry holds many signals; asking about each would find the same one again.
    const first = await ownEntry(scope, saved[0], me);
    if (first !== null) entries.add(first);
  }
  return { saved, entries: [...entries] };
}

export interface Answered {
  readonly entries: readonly string[];
  /** What a promoted signal became part of. */
  readonly record: string | null;
  readonly leftOut: ApiOut<'signals.triage_many'>['left_out'];
}

/** Sends one action over one signal or many. Revisions go with it: a signal somebody else changed meanwhile is left alone. */
export async function sendAct(scope: Scope, ids: readonly string[], act: Act, seen: Seen): Promise<Answered> {
  const first = ids[0];
  if (ids.length === 1 && first !== undefined) {
    const expect = seen.get(first);
    const answer = await call('signals.triage', {
      ...{ ...scope, ...act.input, id: first },
      ...(expect === undefined ? {} : { expect }),
    });
    return { entries: [answer.entry], record: answer.record, leftOut: [] };
  }
  const expect = Object.fromEntries(
    ids.flatMap((id) => {
      const revision = seen.get(id);
      return revision === undefined ? [] : [[id, revision] as const];
    }),
  );
  const answer = await call('signals.triage_many', { ...scope, ...act.input, ids, expect });
  return { entries: answer.entries, record: null, leftOut: answer.left_out };
}
