/** Joining with no server in common: who invites hands out a line of text, the newcomer answers with one, a manager admits. */
import { equalBytes, fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { SeatRoleName } from '../../contract/areas/coalition.ts';
import { makeApplication, makeSeat, readApplication } from '../../ledger/application.ts';
import { peekDeviceStatement } from '../../ledger/device-statement.ts';
import { authorityOf } from '../../ledger/control-make.ts';
import type { Role } from '../../ledger/model.ts';
import type { Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import type { KnownChain } from './card-book.ts';
import { type Identity, identityOf, orgKey } from './identity.ts';
import {
  type Answer,
  type Invitation,
  readAnswer,
  readInvitation,
  writeAnswer,
  writeInvitation,
} from './invitation-text.ts';
import { directory, keepKnown, organisationJson } from './organisations.ts';
import { roleName } from './overview.ts';
import { waitingSpaces } from './waiting.ts';
import { wordsOf } from './words.ts';

const ROLES: { readonly [name in SeatRoleName]: Role } = { relay: 1, read: 2, write: 3, manage: 4 };
/** Op of a grant. */
const GRANT = 2;

/** Our right to admit and remove. Throws E_SPACE_OWN, E_SEAT, E_SEAT_ENDED, E_SEAT_ROLE. */
export function managing(space: Space, op: 2 | 3 | 5 = GRANT): Uint8Array {
  const { slug, role } = space.info;
  if (role === 'own') refuse('E_SPACE_OWN', { space: slug });
  if (!space.seat) return refuse('E_SEAT', { space: slug });
  if (!space.seat.live) return refuse('E_SEAT_ENDED', { space: slug });
  return authorityOf(space.membership, space.seat.seat.key, op) ?? refuse('E_SEAT_ROLE', { space: slug });
}

/** "This party is us", under the present key; on a further computer the newest that the organisation's key signed. Throws E_ORG_KEY. */
export async function ourApplication(parts: Parts, space: Space, self: Identity): Promise<Uint8Array> {
  const { primitives: p, ledger } = parts;
  const party = space.seat?.seat.party ?? refuse('E_SEAT', { space: space.info.slug });
  const { orgId } = self.chain;
  if (self.seed) return makeApplication(p, self.seed, { space: space.id, party, orgId });
  const kept = fromHex(String((await ledger.local('device-application', space.hex)) ?? ''));
  const noted = [...space.notes].flatMap(([id, note]) => (space.membership.effective.has(id) ? note.applications : []));
  const said = [...noted, ...(kept ? [kept] : [])].flatMap((bytes) => {
    const read = readApplication(p, bytes, self.chain);
    return read && equalBytes(read.space, space.id) && equalBytes(read.party, party)
      ? [{ bytes, card: read.card }]
      : [];
  });
  return said.toSorted((a, b) => b.card - a.card)[0]?.bytes ?? orgKey(self);
}

export async function invite(c: Context, input: ApiIn<'coalition.invite'>): Promise<ApiOut<'coalition.invite'>> {
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  managing(space);
  const address = input.address === undefined ? null : addressOf(input.address);
  const role = ROLES[input.role ?? 'write'] ?? refuse('E_SEAT_ROLE_NAME', { role: String(input.role).slice(0, 40) });
  const self = await identityOf(parts.primitives, parts.ledger);
  const application = await ourApplication(parts, space, self);
  const text = writeInvitation({ space: space.id, role, address, cards: self.chain.bytes, application });
  return {
    space: space.hex,
    text,
    link: address && `${address}#${text}`,
    role: roleName(role),
    words: wordsOf(parts.primitives, self.chain.orgId),
  };
}

/** An address of a node, as others reach it: http or https, no part behind `#`. */
export function addressOf(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash)
    return refuse('E_INVITE_ADDRESS', { address: given.slice(0, 100) });
  return url.href;
}

/** What came, with the organisation as we know it: an application under a key that was replaced since is refused. */
interface Checked<T> {
  readonly value: T;
  readonly chain: KnownChain;
  readonly party: Uint8Array;
}
async function checked<T extends Invitation | Answer>(
  parts: Parts,
  read: Checked<T> | 'form' | 'signature',
  codes: { readonly form: 'E_INVITE_FORM' | 'E_ANSWER_FORM'; readonly signature: 'E_INVITE_SIG' | 'E_ANSWER_SIG' },
): Promise<Checked<T>> {
  if (read === 'form') return refuse(codes.form);
  if (read === 'signature') return refuse(codes.signature);
  const known = (await directory(parts, read.chain.bytes)).chains.get(toHex(read.chain.orgId)) ?? read.chain;
  const name = known.card.names[0]?.[1] ?? '';
  if (known.fault) return refuse('E_CARD_FAULT', { organisation: name });
  const said = readApplication(parts.primitives, read.value.application, known);
  if (!said?.current)
    return refuse('E_CARD_REPLACED', { organisation: name, card: read.chain.card.n, newest: known.card.n });
  return { ...read, chain: known };
}
const checkedInvitation = (parts: Parts, text: string): Promise<Checked<Invitation>> =>
  checked(parts, readInvitation(parts.primitives, text), { form: 'E_INVITE_FORM', signature: 'E_INVITE_SIG' });

/** An answer for this space. Throws E_ANSWER_FORM, E_ANSWER_SIG, E_ANSWER_SPACE, E_CARD_FAULT, E_CARD_REPLACED. */
export async function checkedAnswer(parts: Parts, space: Space, text: string): Promise<Checked<Answer>> {
  const read = await checked(parts, readAnswer(parts.primitives, text), {
    form: 'E_ANSWER_FORM',
    signature: 'E_ANSWER_SIG',
  });
  if (!equalBytes(read.value.space, space.id)) return refuse('E_ANSWER_SPACE', { space: space.info.slug });
  return read;
}

export async function readInvited(
  c: Context,
  input: ApiIn<'coalition.read_invitation'>,
): Promise<ApiOut<'coalition.read_invitation'>> {
  const { parts } = c;
  const { value, chain } = await checkedInvitation(parts, input.file);
  const hex = toHex(value.space);
  const held = parts.spaces.all().find((s) => s.hex === hex);
  const asked = (await parts.ledger.secrets('seat', value.space)).length > 0;
  return {
    space: hex,
    role: roleName(value.role),
    address: value.address,
    organisation: organisationJson(parts.primitives, chain, await directory(parts, chain.bytes)),
    known: held?.seat?.live ? 'member' : asked ? 'asked' : 'no',
  };
}

/** A name that no space here has, neither held nor waited for. */
export async function freeSlug(parts: Parts, hex: string, wanted: string | undefined): Promise<string> {
  const slug = wanted ?? `shared-${hex.slice(0, 8)}`;
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(slug))
    refuse('E_USAGE', { reason: `space name "${slug.slice(0, 63)}": a-z, 0-9 and hyphens` });
  const others = [...parts.spaces.all().map((s) => s.info), ...(await waitingSpaces(parts))];
  if (others.some((s) => s.slug === slug && s.id !== hex)) refuse('E_SPACE_EXISTS', { space: slug });
  return slug;
}

/** Our seat for the space: the one that was offered before and not ended, else a new one under the same party. */
async function seatFor(
  parts: Parts,
  space: Uint8Array,
): Promise<{ seat: Uint8Array; kem: Uint8Array; party: Uint8Array }> {
  const { ledger, primitives: p } = parts;
  const held = parts.spaces.all().find((s) => equalBytes(s.id, space));
  const ended = (key: Uint8Array): boolean => held?.membership.seats.get(toHex(key))?.live === false;
  const seats = (await ledger.secrets('seat', space)).filter((s) => !ended(s.id));
  const party = (await ledger.secrets('party', space)).at(0)?.secret ?? p.random(32);
  const [known] = seats;
  const paired = known && fromHex(String((await ledger.local('seat-kem', toHex(known.id))) ?? ''));
  const kem = paired && (await ledger.secrets('kem', space)).find((k) => equalBytes(k.id, paired));
  if (known && kem) return { seat: known.secret, kem: kem.secret, party };
  const made = { seat: p.random(32), kem: p.random(32), party };
  const kemPublic = await p.kemPublicKey(made.kem);
  await ledger.transact(async (tx) => {
    const seatPublic = p.publicKey(made.seat);
    await tx.putSecret({ type: 'seat', space, id: seatPublic, secret: made.seat });
    await tx.putSecret({ type: 'kem', space, id: kemPublic, secret: made.kem });
    await tx.putSecret({ type: 'party', space, id: p.publicKey(party), secret: party });
    await tx.putLocal('seat-kem', toHex(seatPublic), toHex(kemPublic));
  });
  return made;
}

export async function join(c: Context, input: ApiIn<'coalition.join'>): Promise<ApiOut<'coalition.join'>> {
  const { parts } = c;
  const { ledger, primitives: p } = parts;
  const { value, chain } = await checkedInvitation(parts, input.file);
  const self = await identityOf(p, ledger);
  orgKey(self);
  const hex = toHex(value.space);
  const held = parts.spaces.all().find((s) => s.hex === hex);
  if (held?.seat?.live) refuse('E_JOINED', { space: held.info.slug });
  const known = (await ledger.local('space', hex)) as { readonly slug: string } | null;
  const slug = await freeSlug(parts, hex, input.slug ?? known?.slug);
  const title = input.title?.normalize('NFC').trim() || slug;
  const keys = await seatFor(parts, value.space);
  const role = value.role;
  const seat = await makeSeat(p, {
    space: value.space,
    seatSeed: keys.seat,
    kemSecret: keys.kem,
    partySeed: keys.party,
    role,
  });
  const { orgId } = self.chain;
  const application = makeApplication(p, orgKey(self), { space: value.space, party: seat.party, orgId });
  await ledger.transact(async (tx) => {
    if (!known || input.slug !== undefined || input.title !== undefined)
      await tx.putLocal('space', hex, {
        slug,
        title: { en: title, ru: title, kk: title },
        role: 'case',
        asOf: null,
        banner: null,
      });
    await tx.putLocal('invited-by', hex, { organisation: toHex(chain.orgId), address: value.address });
    await keepKnown(tx, chain);
  });
  if (held) await parts.spaces.reload();
  return {
    space: hex,
    slug,
    seat: toHex(seat.key),
    role: roleName(role),
    text: writeAnswer({ space: value.space, seat, cards: self.chain.bytes, application }),
    words: wordsOf(p, orgId),
    inviter: organisationJson(p, chain, await directory(parts)),
  };
}

export async function answerJson(
  parts: Parts,
  space: Space,
  { value, chain, party }: Checked<Answer>,
  role: Role = value.seat.role,
): Promise<ApiOut<'coalition.read_answer'>> {
  const key = toHex(value.seat.key);
  const seats = [...space.membership.seats.values()];
  return {
    space: space.hex,
    seat: key,
    party: toHex(party),
    role: roleName(role),
    device: toHex(value.cards.map(peekDeviceStatement).find((s) => s !== null)?.device ?? chain.card.device),
    organisation: organisationJson(parts.primitives, chain, await directory(parts, chain.bytes)),
    returning: seats.some((s) => equalBytes(s.seat.party, party) && toHex(s.seat.key) !== key),
    admitted: space.membership.seats.has(key),
  };
}

export async function readAnswered(
  c: Context,
  input: ApiIn<'coalition.read_answer'>,
): Promise<ApiOut<'coalition.read_answer'>> {
  const space = c.parts.spaces.find(input.space);
  managing(space);
  return answerJson(c.parts, space, await checkedAnswer(c.parts, space, input.file));
}
export const roleOfName = (name: SeatRoleName): Role =>
  ROLES[name] ?? refuse('E_SEAT_ROLE_NAME', { role: String(name).slice(0, 40) });
