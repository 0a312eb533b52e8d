/**
 * A device was seized: its seats are ended in every space that we manage, each with a new epoch, and those whose data it could
 * open are named, most endangered first, so that they can be warned tonight. What was written before stays readable to
 * whoever holds the device; what is written from now on is not.
 */
import { equalBytes, toHex } from '../../base/bytes.ts';
import { KuaFailure, refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { SeizedJson, SeizedPersonJson, SeizedRisk } from '../../contract/areas/coalition.ts';
import type { Control, Wrap } from '../../ledger/model.ts';
import { consentScopes } from '../../records/consent.ts';
import { isOpen } from '../../records/detention.ts';
import { claimsOf, termOf, textOf } from '../../records/field-values.ts';
import type { RecordView } from '../../records/model.ts';
import { type Context, actor } from '../context.ts';
import type { Parts } from '../parts.ts';
import { type Reading, startReading } from '../reading.ts';
import type { Space } from '../spaces.ts';
import { identityOf } from './identity.ts';
import { directory, peopleOf } from './organisations.ts';
import { endSeats } from './members.ts';

const RISKS: readonly SeizedRisk[] = ['detained', 'at_risk', 'no_consent', 'public'];
/** Reason in the note of the removal, for the other members. */
const REASON = 'device_seized';
const PAGE = 1_000;

interface Place {
  readonly space: Space;
  /** Every seat that the device had, live or not. */
  readonly seats: readonly Uint8Array[];
  readonly organisation: string | null;
  /** Of its seats; an organisation with several computers has several. */
  readonly devices: ReadonlySet<string>;
}

/** Eight or more hex digits that a key begins with. */
const isStart = (word: string, key: string): boolean =>
  /^[0-9a-f]{8,64}$/i.test(word) && key.startsWith(word.toLowerCase());

/** The seats of the device that is meant: by its key, a seat's key (8 or more hex digits), or the name of its organisation. */
async function placesOf(parts: Parts, word: string): Promise<readonly Place[]> {
  const begins = (key: string | undefined): boolean => key !== undefined && isStart(word, key);
  const book = await directory(parts);
  const places: Place[] = [];
  for (const space of parts.spaces.all()) {
    const people = peopleOf(parts.primitives, space, book);
    const meant = [...space.membership.seats].filter(([seat, s]) => {
      const chain = people.organisations.get(toHex(s.seat.party));
      const named = chain?.card.names.some(([, text]) => text === word) || (chain && begins(toHex(chain.orgId)));
      return begins(seat) || begins(people.devices.get(seat)) || named;
    });
    const [first] = meant;
    if (!first) continue;
    places.push({
      space,
      seats: meant.map(([, s]) => s.seat.key),
      organisation: people.organisations.get(toHex(first[1].seat.party))?.card.names[0]?.[1] ?? null,
      devices: devicesOf(meant, people.devices),
    });
  }
  return places;
}

/** Devices of the live seats; of all of them when none lives any more. */
function devicesOf(
  seats: readonly (readonly [key: string, s: { readonly live: boolean }])[],
  devices: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const live = seats.filter(([, s]) => s.live);
  return new Set((live.length > 0 ? live : seats).flatMap(([key]) => devices.get(key) ?? []));
}

const wrapsIn = (control: Control): readonly Wrap[] =>
  control.op === 2
    ? control.wraps
    : control.op === 0 || control.op === 3 || control.op === 4
      ? (control.next?.wraps ?? [])
      : [];

/** Epochs (hex) that were ever wrapped to one of the seats: the device keeps what it opened, whatever came of the entry. */
function opened({ space, seats }: Place): ReadonlySet<string> {
  const wraps = space.controls.flatMap(({ control }) => wrapsIn(control));
  return new Set(wraps.filter((w) => seats.some((s) => equalBytes(s, w.seat))).map((w) => toHex(w.epoch)));
}

/** Data entries under these epochs. */
async function notesUnder(parts: Parts, space: Space, epochs: ReadonlySet<string>): Promise<number> {
  let notes = 0;
  const writers = new Map((await parts.ledger.tips(space.id)).map((t) => [toHex(t.writer), t.writer]));
  for (const writer of writers.values()) {
    let page = await parts.ledger.entriesAfter(space.id, writer, -1, PAGE);
    while (page.length > 0) {
      notes += page.filter((e) => e.kind === 0 && epochs.has(toHex(e.epoch))).length;
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      page = await parts.ledger.entriesAfter(space.id, writer, last.seq, PAGE, last.id);
    }
  }
  return notes;
}

interface Held {
  readonly state: string;
  readonly open: boolean;
}

/** Newest state of each person's detentions, an open one before a closed one. */
async function detentionsOf(reading: Reading, space: Space): Promise<ReadonlyMap<string, Held>> {
  const found = new Map<string, Held>();
  for (const view of await reading.views('Detention', space)) {
    const [person, state] = [textOf(view, 'subject'), termOf(view, 'state')];
    if (person === null || state === null) continue;
    const held = { state, open: isOpen(state) };
    if (!found.get(person)?.open) found.set(person, held);
  }
  return found;
}

function riskOf(view: RecordView, held: Held | undefined, now: number): SeizedRisk {
  if (held?.open) return 'detained';
  const minor = claimsOf(view, 'minor').some((claim) => claim.value === true);
  if (minor || termOf(view, 'life_state') === 'missing' || held?.state === 'released_conditional') return 'at_risk';
  const named = consentScopes(view, now).some((s) => s.scope === 'publish_name' && s.allowed);
  return named || claimsOf(view, 'public_office').length > 0 ? 'public' : 'no_consent';
}

/** Something that the space holds about the person was sealed with a key that the device has. */
async function reaches(
  parts: Parts,
  space: Space,
  id: RecordView['id'],
  epochs: ReadonlySet<string>,
): Promise<boolean> {
  for (const entry of await parts.projection.history(id)) {
    if (entry.space !== space.hex) continue;
    const stored = await parts.ledger.entry(Uint8Array.from(Buffer.from(entry.entry, 'hex')));
    if (stored && epochs.has(toHex(stored.epoch))) return true;
  }
  return false;
}

async function personsIn(
  parts: Parts,
  reading: Reading,
  space: Space,
  epochs: ReadonlySet<string>,
): Promise<readonly SeizedPersonJson[]> {
  const everything = space.membership.epochs.every((e) => epochs.has(toHex(e.epoch)));
  const detentions = await detentionsOf(reading, space);
  const persons: SeizedPersonJson[] = [];
  for (const view of await reading.views('Person', space)) {
    if (!everything && !(await reaches(parts, space, view.id, epochs))) continue;
    const held = detentions.get(view.id);
    const related = await parts.projection.relationCounts(view.id);
    persons.push({
      id: view.id,
      title: (await reading.item(view.id))?.title ?? view.id,
      space: space.hex,
      risk: riskOf(view, held, parts.clock()),
      detention: held?.state ?? null,
      records: related.reduce((sum, r) => sum + r.count, 0),
    });
  }
  return persons;
}

type SpaceOutcome = Pick<SeizedJson['spaces'][number], 'done' | 'code' | 'epoch'>;

async function end(c: Context, place: Place, look: boolean): Promise<SpaceOutcome> {
  const { space } = place;
  const live = place.seats.filter((key) => space.membership.seats.get(toHex(key))?.live);
  if (live.length === 0) return { done: 'before', code: null, epoch: null };
  const manages = space.seat?.live === true && space.seat.role === 4;
  if (!manages) return { done: 'not_manager', code: 'E_SEAT_ROLE', epoch: null };
  if (look) return { done: 'would', code: null, epoch: null };
  try {
    const { epoch } = await endSeats(c, space, live, { reason: REASON });
    return { done: 'removed', code: null, epoch };
  } catch (error) {
    // One space that cannot be written must not keep the device in the others.
    if (error instanceof KuaFailure) return { done: 'failed', code: error.failure.code, epoch: null };
    throw error;
  }
}

/** Throws E_DEVICE (nobody is meant), E_DEVICE_MANY, E_SEIZED_HERE (this very device), E_USER. */
export async function seized(c: Context, input: ApiIn<'keys.seized'>): Promise<ApiOut<'keys.seized'>> {
  const { parts } = c;
  const { ledger, primitives: p } = parts;
  await actor(c, input.person);
  const word = input.device.normalize('NFC').trim();
  const self = await identityOf(p, ledger);
  const places = await placesOf(parts, word);
  // Before others are in a space nothing in it names us.
  const ours = [toHex(self.device.id), toHex(self.chain.orgId)].some((key) => isStart(word, key));
  if (places.length === 0 && (ours || word === self.name)) refuse('E_SEIZED_HERE');
  if (places.length === 0) refuse('E_DEVICE', { device: word.slice(0, 80) });
  // By the name of an organisation with several computers nobody knows which one was taken: the others must stay.
  const devices = new Set(places.flatMap((place) => [...place.devices]));
  if (devices.size > 1) refuse('E_DEVICE_MANY', { device: word.slice(0, 80) });
  const here = places.some(
    ({ space, seats }) => space.seat && seats.some((s) => equalBytes(s, space.seat?.seat.key ?? s)),
  );
  if (here || devices.has(toHex(self.device.id))) refuse('E_SEIZED_HERE');
  const reading = await startReading(parts);
  const spaces: SeizedJson['spaces'][number][] = [];
  const persons: SeizedPersonJson[] = [];
  for (const place of places) {
    const { space } = place;
    const epochs = opened(place);
    // Removed first: every minute counts, and the list that follows takes as long as the case is large.
    const outcome = await end(c, place, input.look === true);
    const found = space.public ? [] : await personsIn(parts, reading, space, epochs);
    persons.push(...found);
    spaces.push({
      space: space.hex,
      slug: space.info.slug,
      title: space.info.title.en,
      public: space.public,
      seats: place.seats.map(toHex),
      ...outcome,
      notes: space.public ? 0 : await notesUnder(parts, space, epochs),
      persons: found.length,
    });
  }
  const rank = (x: SeizedPersonJson): number => RISKS.indexOf(x.risk);
  const count = (risk: SeizedRisk): number => persons.filter((x) => x.risk === risk).length;
  return {
    device: [...devices][0] ?? word,
    organisation: places.find((place) => place.organisation !== null)?.organisation ?? null,
    at: new Date(parts.clock()).toISOString(),
    spaces,
    counts: {
      detained: count('detained'),
      at_risk: count('at_risk'),
      no_consent: count('no_consent'),
      public: count('public'),
    },
    persons: persons.toSorted((a, b) => rank(a) - rank(b) || b.records - a.records || (a.id < b.id ? -1 : 1)),
  };
}
