/** Who reads which signal just now: in the memory of the writer's thread, gone after a minute of silence, never an entry. */
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { PresentJson, SignalPerson } from '../../contract/areas/signals.ts';
import { type Context, actor } from '../context.ts';
import type { Parts } from '../parts.ts';

const SILENCE_MS = 60_000;
/** One person reads one row at a time; more people than this have no desk open. */
const MOST = 1_000;

interface Seen {
  readonly id: string;
  readonly person: SignalPerson;
  readonly at: number;
}
/** By space and person. Nothing of it outlives the node that holds these parts. */
const rooms = new WeakMap<Parts, Map<string, Seen>>();

function roomOf(parts: Parts): Map<string, Seen> {
  const known = rooms.get(parts) ?? new Map<string, Seen>();
  rooms.set(parts, known);
  for (const [key, seen] of known) if (parts.clock() - seen.at >= SILENCE_MS) known.delete(key);
  return known;
}

function presentIn(parts: Parts, space: string): readonly PresentJson[] {
  const out: PresentJson[] = [];
  for (const [key, seen] of roomOf(parts))
    if (key.startsWith(`${space} `))
      out.push({
        id: seen.id,
        person: seen.person,
        seconds: Math.max(0, Math.floor((parts.clock() - seen.at) / 1000)),
      });
  return out.toSorted((a, b) => (a.person.name < b.person.name ? -1 : 1));
}

export async function presence(c: Context, input: ApiIn<'signals.presence'>): Promise<ApiOut<'signals.presence'>> {
  const space = c.parts.spaces.find(input.space).hex;
  const { user } = await actor(c, input.person);
  const room = roomOf(c.parts);
  const key = `${space} ${user.id}`;
  if (input.reading && (room.has(key) || room.size < MOST))
    room.set(key, { id: input.id, person: { id: user.id, name: user.name }, at: c.parts.clock() });
  // Leaving a row that one has left already says nothing about the next.
  else if (!input.reading && room.get(key)?.id === input.id) room.delete(key);
  return { present: presentIn(c.parts, space) };
}

export const present = async (c: Context, input: ApiIn<'signals.present'>): Promise<ApiOut<'signals.present'>> => ({
  present: presentIn(c.parts, c.parts.spaces.find(input.space).hex),
});
