/**
 * A second computer of the same organisation (docs/formats/invitation.md): it asks with a line, the computer that has the
 * organisation's key adds it, and the line that comes back makes it one of the organisation. In each space it gets a seat of its own under
 * the same party, so that others see one member, and one computer can be removed without the other.
 */
import { equalBytes, fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { makeApplication, readApplication } from '../../ledger/application.ts';
import { makeDeviceStatement } from '../../ledger/device-statement.ts';
import type { Role, Seat } from '../../ledger/model.ts';
import { seatBytes } from '../../ledger/seat.ts';
import { type Context, actor, follow } from '../context.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import {
  ASKED_SEATS,
  type DeviceAsk,
  type DeviceKeys,
  type DeviceSpace,
  peekDeviceKeys,
  readAsk,
  readDeviceKeys,
  type SeatKeys,
  writeAsk,
  writeDeviceKeys,
} from './device-text.ts';
import {
  AGE_LABEL,
  ageKeys,
  type Identity,
  identityOf,
  keepStatement,
  orgKey,
  ourChain,
  ourStatement,
} from './identity.ts';
import { writeAnswer } from './invitation-text.ts';
import { addressOf, freeSlug, roleOfName } from './invitations.ts';
import { inUse } from './keys.ts';
import { grantSeat, introduce } from './members.ts';
import { directory, organisationJson } from './organisations.ts';
import { roleName } from './overview.ts';
import { waitingSpaces } from './waiting.ts';
import { wordsOf } from './words.ts';

/** Seats that were made before anybody said for which space: no space uses them yet. Made up to as many as a line carries. */
async function freeSeats(parts: Parts): Promise<readonly SeatKeys[]> {
  const { ledger, primitives: p } = parts;
  const spaces = [...parts.spaces.all().map((s) => s.id), ...(await waitingSpaces(parts)).map((s) => fromHex(s.id))];
  const used = new Set<string>();
  for (const space of spaces) if (space) for (const s of await ledger.secrets('seat', space)) used.add(toHex(s.id));
  return ledger.transact(async (tx) => {
    const seats: SeatKeys[] = [];
    for (const s of await tx.secrets('seat', null)) {
      const kem = fromHex(String((await tx.local('seat-kem', toHex(s.id))) ?? ''));
      if (kem && !used.has(toHex(s.id))) seats.push({ key: s.id, kem });
    }
    while (seats.length < ASKED_SEATS) {
      const [seat, secret] = [p.random(32), p.random(32)];
      const made = { key: p.publicKey(seat), kem: await p.kemPublicKey(secret) };
      await tx.putSecret({ type: 'seat', space: null, id: made.key, secret: seat });
      await tx.putSecret({ type: 'kem', space: null, id: made.kem, secret });
      await tx.putLocal('seat-kem', toHex(made.key), toHex(made.kem));
      seats.push(made);
    }
    return seats.toSorted((a, b) => (toHex(a.key) < toHex(b.key) ? -1 : 1)).slice(0, ASKED_SEATS);
  });
}

/** A computer that others know as an organisation of its own cannot become another's. */
async function mayJoin(parts: Parts, self: Identity, orgId: Uint8Array | null): Promise<void> {
  const same = orgId === null || equalBytes(orgId, self.chain.orgId);
  if (self.statement ? !same : await inUse(parts)) refuse('E_DEVICE_USED', { organisation: self.name });
}

export async function askDevice(c: Context): Promise<ApiOut<'keys.device_ask'>> {
  const { parts } = c;
  const { ledger, primitives: p } = parts;
  const self = await identityOf(p, ledger);
  await mayJoin(parts, self, null);
  const seats = await freeSeats(parts);
  const { recipient } = await ledger.transact((tx) => ageKeys(tx));
  const device = self.device.id;
  const text = writeAsk(p, self.device.secret, { device, recipient, seats });
  return { text, device: toHex(device), words: wordsOf(p, device) };
}

/** The seat of the line that is for the space: the same when the line is read again, and none in two spaces. */
async function seatOf(parts: Parts, space: Space, ask: DeviceAsk, taken: Set<string>): Promise<SeatKeys> {
  for (const s of parts.spaces.all())
    for (const key of s.membership.seats.keys()) if (s.hex !== space.hex) taken.add(key);
  for (const { key, value } of await parts.ledger.locals('device-seat')) if (value !== space.hex) taken.add(key);
  const free = ask.seats.filter((s) => !taken.has(toHex(s.key)));
  const standing = (s: SeatKeys) => space.membership.seats.get(toHex(s.key));
  const known = (await parts.ledger.locals('device-seat')).map((row) => row.key);
  const found =
    free.find((s) => standing(s)?.live) ??
    free.find((s) => !standing(s) && known.includes(toHex(s.key))) ??
    free.find((s) => !standing(s)) ??
    refuse('E_DEVICE_SPACES', { max: ask.seats.length });
  taken.add(toHex(found.key));
  return found;
}

export async function addDevice(c: Context, input: ApiIn<'keys.device_add'>): Promise<ApiOut<'keys.device_add'>> {
  const { parts } = c;
  const { ledger, primitives: p } = parts;
  await actor(c, input.person);
  const self = await identityOf(p, ledger);
  const seed = orgKey(self);
  const ask = readAsk(p, input.file);
  if (ask === 'form') return refuse('E_DEVICE_FORM');
  if (ask === 'signature') return refuse('E_DEVICE_SIG');
  if (equalBytes(ask.device, self.device.id)) refuse('E_DEVICE_SELF');
  const words = wordsOf(p, ask.device);
  if (!input.compared) refuse('E_DEVICE_COMPARE', { latin: words.latin.join(' '), cyrillic: words.cyrillic.join(' ') });
  const role = roleOfName(input.role ?? 'write');
  if (role < 2) refuse('E_DEVICE_ROLE');
  const address = input.address === undefined ? null : addressOf(input.address);
  const spaces = [...new Set(input.spaces.map((name) => parts.spaces.find(name)))];
  if (spaces.length === 0 || spaces.length > ask.seats.length) refuse('E_DEVICE_SPACES', { max: ask.seats.length });
  for (const { info, seat } of spaces) {
    if (info.role === 'own') refuse('E_SPACE_OWN', { space: info.slug });
    if (!seat) return refuse('E_SEAT', { space: info.slug });
    if (!seat.live) refuse('E_SEAT_ENDED', { space: info.slug });
  }
  const { orgId, bytes: cards } = self.chain;
  const statement = makeDeviceStatement(p, seed, { orgId, device: ask.device, keys: { [AGE_LABEL]: ask.recipient } });
  const made: { readonly row: DeviceSpace; readonly out: ApiOut<'keys.device_add'>['spaces'][number] }[] = [];
  const taken = new Set<string>();
  for (const space of spaces) made.push(await addTo(c, space, { ask, role, address, seed, statement, cards, taken }));
  const keys: DeviceKeys = { device: ask.device, cards, statement, spaces: made.map((m) => m.row) };
  const text = await writeDeviceKeys(p, seed, ask.seats[0]?.kem ?? new Uint8Array(32), keys);
  await follow(c);
  return { text, device: toHex(ask.device), words, spaces: made.map((m) => m.out) };
}

interface Adding {
  readonly ask: DeviceAsk;
  readonly role: Role;
  readonly address: string | null;
  readonly seed: Uint8Array;
  readonly statement: Uint8Array;
  readonly cards: readonly Uint8Array[];
  readonly taken: Set<string>;
}

/** Into one space: admitted by ourselves where we manage it, else with an answer for one who does. */
async function addTo(
  c: Context,
  first: Space,
  a: Adding,
): Promise<{ readonly row: DeviceSpace; readonly out: ApiOut<'keys.device_add'>['spaces'][number] }> {
  const { parts } = c;
  const { ledger, primitives: p } = parts;
  const { slug } = first.info;
  const party = first.seat?.seat.party ?? refuse('E_SEAT', { space: slug });
  const partySeed =
    (await ledger.secrets('party', first.id)).find((s) => equalBytes(s.id, party))?.secret ??
    refuse('E_SEAT', { space: slug });
  const { key, kem } = await seatOf(parts, first, a.ask, a.taken);
  await ledger.transact((tx) => tx.putLocal('device-seat', toHex(key), first.hex));
  const standing = first.membership.seats.get(toHex(key));
  const role = standing?.role ?? a.role;
  const seat: Seat = { key, kem, party, psig: p.sign(partySeed, seatBytes(first.id, key, kem)), role };
  const { orgId } = (await identityOf(p, ledger)).chain;
  const application = makeApplication(p, a.seed, { space: first.id, party, orgId });
  const beside = [...a.cards, a.statement];
  const manages = first.seat?.live === true && first.seat.role === 4;
  if (!standing && manages) {
    await introduce(c, first);
    await grantSeat(c, parts.spaces.find(first.hex), seat, { cards: beside, applications: [application] });
  }
  const answer = standing || manages ? null : writeAnswer({ space: first.id, seat, cards: beside, application });
  return {
    row: {
      space: first.id,
      role,
      slug,
      title: first.info.title.en,
      address: a.address,
      seat: key,
      partySeed,
      application,
    },
    out: {
      space: first.hex,
      slug,
      seat: toHex(key),
      role: roleName(role),
      done: standing ? 'before' : manages ? 'admitted' : 'ask',
      answer,
    },
  };
}

export async function takeDevice(c: Context, input: ApiIn<'keys.device_take'>): Promise<ApiOut<'keys.device_take'>> {
  const { parts } = c;
  const { ledger, primitives: p } = parts;
  const self = await identityOf(p, ledger);
  const sealed = peekDeviceKeys(input.file) ?? refuse('E_DEVICE_FORM');
  if (!equalBytes(sealed.device, self.device.id)) refuse('E_DEVICE_OTHER');
  let read: Awaited<ReturnType<typeof readDeviceKeys>> = null;
  for (const kem of await ledger.secrets('kem', null)) read ??= await readDeviceKeys(p, sealed, kem.secret);
  if (!read) return refuse('E_DEVICE_SIG');
  const { chain, statement, spaces } = read;
  await mayJoin(parts, self, chain.orgId);
  const pool = new Map((await ledger.secrets('seat', null)).map((s) => [toHex(s.id), s.secret] as const));
  const kems = new Map((await ledger.secrets('kem', null)).map((s) => [toHex(s.id), s.secret] as const));
  const joined: {
    readonly slug: string;
    readonly s: DeviceSpace;
    readonly seat: Uint8Array;
    readonly kem: Uint8Array;
  }[] = [];
  for (const s of spaces) {
    const seat = pool.get(toHex(s.seat));
    const kem = kems.get(String((await ledger.local('seat-kem', toHex(s.seat))) ?? ''));
    const said = readApplication(p, s.application, chain);
    const ours = said && equalBytes(said.space, s.space) && equalBytes(said.party, p.publicKey(s.partySeed));
    if (!seat || !kem || !ours) return refuse('E_DEVICE_SIG');
    const known = (await ledger.local('space', toHex(s.space))) as { readonly slug: string } | null;
    joined.push({ slug: known?.slug ?? (await slugFor(parts, s)), s, seat, kem });
  }
  const name = chain.card.names[0]?.[1] ?? '';
  await ledger.transact(async (tx) => {
    for (const { slug, s, seat, kem } of joined) {
      const [space, hex] = [s.space, toHex(s.space)];
      await tx.putSecret({ type: 'seat', space, id: s.seat, secret: seat });
      await tx.putSecret({ type: 'kem', space, id: await p.kemPublicKey(kem), secret: kem });
      await tx.putSecret({ type: 'party', space, id: p.publicKey(s.partySeed), secret: s.partySeed });
      const title = { en: s.title, ru: s.title, kk: s.title };
      if ((await tx.local('space', hex)) === null)
        await tx.putLocal('space', hex, { slug, title, role: 'case', asOf: null, banner: null });
      await tx.putLocal('invited-by', hex, { organisation: toHex(chain.orgId), address: s.address });
      await tx.putLocal('device-application', hex, toHex(s.application));
    }
    for (const type of ['org', 'org-next'] as const)
      for (const old of await tx.secrets(type, null)) await tx.deleteSecret({ type, space: null, id: old.id });
    await keepStatement(tx, { chain, name, statement });
  });
  await parts.spaces.reload();
  return {
    organisation: organisationJson(p, chain, await directory(parts)),
    spaces: joined.map(({ slug, s }) => ({
      space: toHex(s.space),
      slug,
      seat: toHex(s.seat),
      role: roleName(s.role),
    })),
  };
}

/** What the other computer calls the space, where nothing here is called so. */
async function slugFor(parts: Parts, s: DeviceSpace): Promise<string> {
  const taken = [...parts.spaces.all().map((x) => x.info), ...(await waitingSpaces(parts))].some(
    (x) => x.slug === s.slug,
  );
  return freeSlug(parts, toHex(s.space), taken ? undefined : s.slug);
}

/** On a further computer: cards that came with entries take the place of those it was added under. */
export async function followCards(parts: Parts): Promise<void> {
  const { ledger, primitives: p } = parts;
  const statement = await ourStatement(ledger);
  const ours = statement && (await ourChain(p, ledger));
  if (!statement || !ours) return;
  const chain = (await directory(parts)).chains.get(toHex(ours.chain.orgId));
  if (!chain || chain.cards.length <= ours.chain.cards.length) return;
  const name = chain.card.names[0]?.[1] ?? ours.name;
  await ledger.transact((tx) => keepStatement(tx, { chain, name, statement }));
}
