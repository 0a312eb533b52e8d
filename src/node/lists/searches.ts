/** Saved searches of a person of this node, local to it (never synced), and the words of searches that no address may hold. */
import { toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { SavedFilter, SavedSearchJson } from '../../contract/areas/lists.ts';
import { type Context, actor } from '../context.ts';
import type { Parts } from '../parts.ts';

const MOST_SAVED = 200;
const MOST_BYTES = 8_192;

interface Saved {
  readonly id: string;
  readonly person: string;
  /** Space id in hex. */
  readonly space: string;
  readonly name: string;
  readonly filter: SavedFilter;
  readonly shared: boolean;
}

const asJson = (saved: Saved): Json => ({ ...saved, filter: { ...saved.filter } as unknown as Json });

async function savedIn(c: Context, space: string): Promise<readonly Saved[]> {
  const rows = await c.parts.ledger.locals('search');
  return rows.map((row) => row.value as unknown as Saved).filter((s) => s.space === space);
}

function toJson(saved: Saved, person: string, owner: string): SavedSearchJson {
  const { id, name, filter, shared } = saved;
  return { id, name, filter, shared, owner, mine: saved.person === person };
}

export async function searchesList(c: Context, input: ApiIn<'searches.list'>): Promise<ApiOut<'searches.list'>> {
  const { user } = await actor(c, input.person);
  const names = new Map((await c.people.list()).map((u) => [u.id, u.name] as const));
  const seen = (await savedIn(c, c.parts.spaces.find(input.space).hex)).filter((s) => s.person === user.id || s.shared);
  const searches = seen.map((s) => toJson(s, user.id, names.get(s.person) ?? ''));
  return { searches: searches.toSorted((a, b) => Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name)) };
}

export async function searchesPut(c: Context, input: ApiIn<'searches.put'>): Promise<ApiOut<'searches.put'>> {
  const { user } = await actor(c, input.person);
  const space = c.parts.spaces.find(input.space).hex;
  const name = input.name.normalize('NFC').trim();
  if (name === '') refuse('E_SEARCH_NAME');
  if (JSON.stringify(input.filter).length > MOST_BYTES) refuse('E_LIMIT', { field: 'filter', max: MOST_BYTES });
  const all = await savedIn(c, space);
  const mine = all.filter((s) => s.person === user.id);
  const old = all.find((s) => s.id === input.id);
  if (old && old.person !== user.id) refuse('E_SEARCH_OTHER');
  if (!old && mine.length >= MOST_SAVED) refuse('E_LIMIT', { field: 'searches', max: MOST_SAVED });
  if (mine.some((s) => s.id !== old?.id && s.name === name)) refuse('E_SEARCH_EXISTS', { name });
  // A deleted one comes back under its own id, so that its addresses work again.
  const given = input.id !== undefined && /^[0-9a-f]{16}$/.test(input.id) ? input.id : undefined;
  const id = given ?? toHex(c.parts.random(8));
  const saved: Saved = { id, person: user.id, space, name, filter: input.filter, shared: input.shared ?? false };
  await c.parts.ledger.transact((tx) => tx.putLocal('search', id, asJson(saved)));
  return toJson(saved, user.id, user.name);
}

export async function searchesDelete(c: Context, input: ApiIn<'searches.delete'>): Promise<ApiOut<'searches.delete'>> {
  const { user } = await actor(c, input.person);
  const found = (await savedIn(c, c.parts.spaces.find(input.space).hex)).find((s) => s.id === input.id);
  if (!found) return refuse('E_SEARCH_ABSENT');
  if (found.person !== user.id) refuse('E_SEARCH_OTHER');
  await c.parts.ledger.transact((tx) => tx.deleteLocal('search', found.id));
  return { id: found.id };
}

interface Words {
  readonly text: string;
  readonly session: string;
  readonly space: string;
  readonly until: number;
}
/** As long as a session lasts at most. */
const WORDS_MS = 12 * 3_600_000;
const MOST_WORDS = 5_000;
/** Memory only: words of searches are written nowhere. One map a node. */
const words = new WeakMap<Parts, Map<string, Words>>();

function wordsOf(parts: Parts): Map<string, Words> {
  const known = words.get(parts) ?? new Map<string, Words>();
  words.set(parts, known);
  return known;
}

export async function queryKeep(c: Context, input: ApiIn<'query.keep'>): Promise<ApiOut<'query.keep'>> {
  const space = c.parts.spaces.find(input.space).hex;
  const kept = wordsOf(c.parts);
  const now = c.parts.clock();
  const session = input.session ?? '';
  for (const [qs, w] of kept) {
    if (w.until < now) kept.delete(qs);
    else if (w.session === session && w.space === space && w.text === input.text) return { qs };
  }
  if (kept.size >= MOST_WORDS)
    for (const oldest of [...kept.keys()].slice(0, kept.size - MOST_WORDS + 1)) kept.delete(oldest);
  const qs = toHex(c.parts.random(8));
  kept.set(qs, { text: input.text, session, space, until: now + WORDS_MS });
  return { qs };
}

export async function queryText(c: Context, input: ApiIn<'query.text'>): Promise<ApiOut<'query.text'>> {
  const found = wordsOf(c.parts).get(input.qs);
  const space = c.parts.spaces.find(input.space).hex;
  const theirs = found && found.session === (input.session ?? '') && found.space === space;
  return { text: theirs && found.until >= c.parts.clock() ? found.text : null };
}
