/** People at work on one node over HTTP: each with an account and a session of their own, reading and writing like a day's work. */
import type { ApiOut } from '../../src/contract/api.ts';
import { CSRF_HEADER, OTHER_PATHS } from '../../src/contract/routes.ts';
import type { RunningNode } from '../e2e/running-node.ts';

export interface Person {
  readonly name: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
}

export interface Day {
  /** Milliseconds of every call, by what it was. */
  readonly times: ReadonlyMap<string, readonly number[]>;
  /** Claims that the node acknowledged: record, and the words that must be found there. */
  readonly acknowledged: readonly { readonly id: string; readonly note: string; readonly claim: string }[];
  /** Answers other than 200, by status and code. */
  readonly refused: readonly string[];
}

/** Adds an account and logs it in by a one-time link. */
export async function arrive(node: RunningNode, name: string, role: string): Promise<Person> {
  await node.json('user', 'add', name, '--role', role);
  const token = new URL(await node.link(name)).hash.replace('#login=', '');
  const origin = node.address.replace(/\/$/, '');
  const answer = await fetch(`${origin}${OTHER_PATHS.session}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token }),
  });
  if (!answer.ok) throw new Error(`${name} could not log in: ${answer.status} ${await answer.text()}`);
  const { csrf } = (await answer.json()) as { csrf: string };
  const cookie = answer.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const said = await fetch(`${origin}${path}`, {
      method,
      headers: {
        cookie,
        origin,
        ...(body ? { 'content-type': 'application/json', [CSRF_HEADER]: csrf } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await said.text();
    if (!said.ok) throw new Error(`${said.status} ${text.slice(0, 200)}`);
    return JSON.parse(text) as T;
  };
  return { name, get: (path) => call('GET', path), post: (path, body) => call('POST', path, body) };
}

/**
 * A day's work of everybody at once, `rounds` each: the list with facets, a page of it, a record, Today, a new record, and an
 * account of one record that all of them write about. `pauseMs` lies between two steps of a person, as reading takes time.
 */
export async function work(people: readonly Person[], space: string, rounds: number, pauseMs: number): Promise<Day> {
  const base = `/api/1/spaces/${space}`;
  const times = new Map<string, number[]>();
  const acknowledged: { id: string; note: string; claim: string }[] = [];
  const refused: string[] = [];
  const step = async <T>(what: string, act: () => Promise<T>): Promise<T | null> => {
    await new Promise((done) => setTimeout(done, pauseMs * (0.5 + Math.random())));
    const from = performance.now();
    try {
      const answer = await act();
      times.set(what, [...(times.get(what) ?? []), performance.now() - from]);
      return answer;
    } catch (cause) {
      refused.push(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`);
      return null;
    }
  };
  const first = people[0];
  if (!first) throw new Error('nobody is at work');
  const shared = (await first.get<ApiOut<'search'>>(`${base}/records?kind=Event&limit=1`)).items[0]?.id ?? '';
  const add = (person: Person, id: string, note: string): Promise<ApiOut<'claim'> | null> =>
    step('claim', async () => {
      const said = await person.post<ApiOut<'claim'>>(`${base}/claims`, {
        id,
        field: 'note',
        value: note,
        value_lang: 'en',
      });
      acknowledged.push({ id, note, claim: said.claim });
      return said;
    });
  await Promise.all(
    people.map(async (person, n) => {
      for (let round = 0; round < rounds; round++) {
        const list = await step('list', () =>
          person.get<ApiOut<'search'>>(`${base}/records?facet=kind&facet=place&limit=50`),
        );
        await step('search', () => person.get(`${base}/records?text=almaty&kind=Event&limit=50`));
        const id = list?.items[(n * 7 + round) % Math.max(1, list.items.length)]?.id ?? shared;
        await step('record', () => person.get(`${base}/records/${id}`));
        await step('today', () => person.get(`${base}/today`));
        const made = await step('new record', () =>
          person.post<ApiOut<'record.new'>>(`${base}/records`, {
            kind: 'Group',
            fields: { description: `Practice group of ${person.name}, round ${round}`, named: false },
          }),
        );
        if (made) await add(person, made.id, `${person.name} ${round} of their own`);
        await add(person, shared, `${person.name} ${round} of the shared record`);
      }
    }),
  );
  return { times, acknowledged, refused };
}

/** Acknowledged claims that the node does not show any more. */
export async function lost(person: Person, space: string, day: Day): Promise<readonly string[]> {
  const shown = new Map<string, ReadonlySet<string>>();
  for (const id of new Set(day.acknowledged.map((a) => a.id))) {
    const record = await person.get<ApiOut<'show'>>(`/api/1/spaces/${space}/records/${id}`);
    shown.set(id, new Set((record.fields['note']?.claims ?? []).map((c) => `${c.claim} ${c.text}`)));
  }
  return day.acknowledged.filter((a) => !shown.get(a.id)?.has(`${a.claim} ${a.note}`)).map((a) => `${a.id} ${a.note}`);
}
