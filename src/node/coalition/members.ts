/** Members of a space: admitting, removing, a new epoch, taking back from quarantine, telling who we are. */
import { equalBytes, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import {
  authorityOf,
  cutsOf,
  makeAccept,
  makeGrant,
  makeRevoke,
  makeRoster,
  makeRotate,
} from '../../ledger/control-make.ts';
import type { EpochKey } from '../../ledger/entry-make.ts';
import { newEpoch, removalsSeen, WRAPS_MAX, wrapEpochs } from '../../ledger/epochs.ts';
import type { Cut } from '../../ledger/membership-model.ts';
import type { Role, Seat } from '../../ledger/model.ts';
import type { LedgerReader, LedgerTx } from '../../store/port.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { identityOf, orgKey } from './identity.ts';
import { answerJson, checkedAnswer, managing, ourApplication, roleOfName } from './invitations.ts';
import { directory, keepCompared, keepKnown, organisationJson, peopleOf } from './organisations.ts';
import { ourParty } from './overview.ts';

/** Entries that one accept names. */
const ACCEPTED_MAX = 1000;
const READS: Role = 2;

const epochKeys = async (from: LedgerReader, space: Space): Promise<readonly EpochKey[]> =>
  (await from.secrets('epoch', space.id)).map((s) => ({ epoch: s.id, secret: s.secret }));

/** Whether the members know our newest card and an application under its key; in a space of our own alone nobody needs to. */
async function announced(parts: Parts, space: Space): Promise<boolean> {
  const self = await identityOf(parts.primitives, parts.ledger);
  const card = self.chain.bytes.at(-1) ?? new Uint8Array();
  const application = await ourApplication(parts, space, self);
  const notes = [...space.notes].filter(([id]) => space.membership.effective.has(id)).map(([, note]) => note);
  // Ed25519 signs the same bytes alike, so that our application is known by its bytes.
  return notes.some(
    (n) => n.cards.some((b) => equalBytes(b, card)) && n.applications.some((b) => equalBytes(b, application)),
  );
}

/** Puts our cards and our application into a roster entry. Null: the members have them, or the key that signs them is elsewhere. */
export async function introduce(c: Context, space: Space): Promise<string | null> {
  const { parts } = c;
  const p = parts.primitives;
  const self = await identityOf(p, parts.ledger);
  if (!self.seed || (await announced(parts, space))) return null;
  const key = space.seat?.seat.key;
  const auth = (key && authorityOf(space.membership, key, 6)) ?? refuse('E_SEAT_ROLE', { space: space.info.slug });
  const note = { cards: self.chain.bytes, applications: [await ourApplication(parts, space, self)] };
  const [entry] = await authorOf(c).control(space, async ({ key: sealing, now }) => [
    (writer) => makeRoster(p, writer, { auth }, { now, note, key: sealing }),
  ]);
  await parts.spaces.refresh();
  return entry ?? null;
}

/** Every space where others should see our newest card: those with another party in them, in which we may write. */
export async function announceEverywhere(c: Context): Promise<readonly string[]> {
  const told: string[] = [];
  for (const space of c.parts.spaces.all()) {
    const others = [...space.membership.seats.values()].some((s) => toHex(s.seat.party) !== ourParty(space));
    const may = space.seat?.live && space.seat.role >= 3;
    if (others && may && (await introduce(c, space)) !== null) told.push(space.info.slug);
  }
  return told;
}

export async function announce(c: Context, input: ApiIn<'coalition.announce'>): Promise<ApiOut<'coalition.announce'>> {
  const space = c.parts.spaces.find(input.space);
  if (space.info.role === 'own') refuse('E_SPACE_OWN', { space: space.info.slug });
  orgKey(await identityOf(c.parts.primitives, c.parts.ledger));
  const entry = (await introduce(c, space)) ?? refuse('E_ANNOUNCED', { space: space.info.slug });
  await follow(c);
  return { entry };
}

/** Grants a seat, with every epoch that a reader needs, and lets the spaces be read anew. Answers the first entry. Throws what `managing` throws. */
export async function grantSeat(
  c: Context,
  space: Space,
  seat: Seat,
  beside: { readonly cards: readonly Uint8Array[]; readonly applications: readonly Uint8Array[] },
  also: (tx: LedgerTx) => Promise<void> = async () => {},
): Promise<string> {
  const { primitives: p, spaces } = c.parts;
  const auth = managing(space);
  const entries = await authorOf(c).control(
    space,
    async ({ tx, key, now }) => {
      const secrets = space.public || seat.role < READS ? [] : await epochKeys(tx, space);
      const wraps = await wrapEpochs(p, space.id, [seat], secrets);
      const grants = Array.from({ length: Math.max(1, Math.ceil(wraps.length / WRAPS_MAX)) }, (_, i) =>
        wraps.slice(i * WRAPS_MAX, (i + 1) * WRAPS_MAX),
      );
      return grants.map((some, i) => (writer) => {
        const note = i === 0 ? beside : null;
        return makeGrant(p, writer, { auth, seat, wraps: some }, { now, note, key });
      });
    },
    also,
  );
  await spaces.refresh();
  return entries[0] ?? '';
}

export async function admit(c: Context, input: ApiIn<'coalition.admit'>): Promise<ApiOut<'coalition.admit'>> {
  const { parts } = c;
  managing(parts.spaces.find(input.space));
  const { user } = await actor(c, input.person);
  const first = parts.spaces.find(input.space);
  const read = await checkedAnswer(parts, first, input.file);
  const role = input.role === undefined ? read.value.seat.role : roleOfName(input.role);
  const seat: Seat = { ...read.value.seat, role };
  const standing = first.membership.seats.get(toHex(seat.key));
  if (standing) refuse(standing.live ? 'E_ADMITTED' : 'E_ADMIT_ENDED', { space: first.info.slug });
  // Members read who admits whom: our own card goes first.
  await introduce(c, first);
  const space = parts.spaces.find(first.hex);
  const { cards, application } = read.value;
  const entry = await grantSeat(c, space, seat, { cards, applications: [application] }, async (tx) => {
    await keepKnown(tx, read.chain);
    if (input.compared) await keepCompared(tx, toHex(read.chain.orgId), comparedNow(c, user.name));
  });
  await follow(c);
  return { entry, member: await answerJson(parts, parts.spaces.find(space.hex), read, role) };
}

const comparedNow = (c: Context, by: string) => ({ at: new Date(c.parts.clock()).toISOString(), by });

export async function compare(c: Context, input: ApiIn<'coalition.compared'>): Promise<ApiOut<'coalition.compared'>> {
  const { parts } = c;
  const { user } = await actor(c, input.person);
  const book = await directory(parts);
  const chain = book.chains.get(input.organisation);
  if (!chain || input.organisation === book.ours)
    return refuse('E_ORGANISATION', { organisation: input.organisation.slice(0, 80) });
  await parts.ledger.transact((tx) =>
    keepCompared(tx, input.organisation, input.compared ? comparedNow(c, user.name) : null),
  );
  return organisationJson(parts.primitives, chain, await directory(parts));
}

/** Live seats (or with `ended`, all) of who is meant: a seat, a party, or an organisation by its name or id. */
export function seatsMeant(
  space: Space,
  named: ReadonlyMap<string, { readonly id: string; readonly names: readonly string[] }>,
  member: string,
): readonly Uint8Array[] {
  const word = member.normalize('NFC').trim();
  const hex = /^[0-9a-f]{8,64}$/i.test(word) ? word.toLowerCase() : null;
  const begins = (key: Uint8Array): boolean => hex !== null && toHex(key).startsWith(hex);
  const all = [...space.membership.seats.values()];
  const bySeat = all.filter((s) => begins(s.seat.key));
  const byParty = all.filter((s) => {
    const of = named.get(toHex(s.seat.party));
    return (
      begins(s.seat.party) || (of !== undefined && (of.names.includes(word) || (hex !== null && of.id.startsWith(hex))))
    );
  });
  const parties = new Set(byParty.map((s) => toHex(s.seat.party)));
  if (bySeat.length + parties.size > 1) refuse('E_MEMBER_MANY', { member: word.slice(0, 80) });
  return (bySeat.length > 0 ? bySeat : byParty).filter((s) => s.live).map((s) => s.seat.key);
}

async function namesIn(parts: Parts, space: Space) {
  const { organisations } = peopleOf(parts.primitives, space, await directory(parts));
  return new Map(
    [...organisations].map(([party, chain]) => [
      party,
      { id: toHex(chain.orgId), names: chain.card.names.map(([, text]) => text) },
    ]),
  );
}

/** `WRITER:SEQ`: that entry is the last of the writer's that stays; `WRITER:-1`: none stays. */
async function lowered(ledger: LedgerReader, space: Space, cuts: readonly Cut[], wanted: readonly string[]) {
  let out = [...cuts];
  for (const text of wanted) {
    const m = /^([0-9a-f]{8,64}):(-1|\d{1,15})$/i.exec(text.trim());
    const of = m ? out.filter((cut) => toHex(cut.writer).startsWith((m[1] ?? '').toLowerCase())) : [];
    const writer = of[0]?.writer;
    const same = new Set(of.map((cut) => toHex(cut.writer)));
    const seq = Number(m?.[2]);
    const wrong = (): never => refuse('E_CUT', { cut: text.slice(0, 90) });
    if (!writer || same.size !== 1 || seq > Math.max(...of.map((cut) => cut.seq))) return wrong();
    const at = seq < 0 ? [] : (await ledger.chain(space.id, writer, seq, 2)).filter((place) => place.seq === seq);
    const [place] = at;
    if (seq >= 0 && (!place || at.length > 1)) return wrong();
    out = [...out.filter((cut) => !equalBytes(cut.writer, writer)), ...(place ? [{ writer, seq, id: place.id }] : [])];
  }
  return out;
}

/** Ends seats in one go: one revoke for each, all with the same new epoch. Throws what `managing` throws. */
export async function endSeats(
  c: Context,
  space: Space,
  seats: readonly Uint8Array[],
  o: { readonly reason: string | null; readonly lower?: readonly string[] },
): Promise<ApiOut<'coalition.revoke'>> {
  const { ledger, primitives: p } = c.parts;
  const auth = managing(space, 3);
  const mine = space.seat?.seat.key;
  if (mine && seats.some((s) => equalBytes(s, mine))) refuse('E_REVOKE_SELF', { space: space.info.slug });
  const tips = await ledger.tips(space.id);
  const held = seats.flatMap((seat) => cutsOf(space.membership, seat, tips));
  const kept = await lowered(ledger, space, held, o.lower ?? []);
  let begun: EpochKey | null = null;
  const entries = await authorOf(c).control(
    space,
    async ({ now }) => {
      const epoch = space.public ? null : await newEpoch(p, space.id, space.membership, seats);
      begun = epoch?.key ?? null;
      const note = o.reason === null ? null : { text: o.reason };
      return seats.map((seatKey) => {
        const writers = new Set(cutsOf(space.membership, seatKey, tips).map((cut) => toHex(cut.writer)));
        const cuts = kept.filter((cut) => writers.has(toHex(cut.writer)));
        // The reason is sealed with the new epoch: who is removed does not read it.
        return (writer) =>
          makeRevoke(
            p,
            writer,
            { auth, seatKey, cuts, next: epoch?.next ?? null },
            {
              now,
              note,
              key: epoch?.key ?? null,
              deps: removalsSeen(space.membership, space.controls, writer.publicKey),
            },
          );
      });
    },
    async (tx: LedgerTx) => {
      if (begun) await tx.putSecret({ type: 'epoch', space: space.id, id: begun.epoch, secret: begun.secret });
    },
  );
  await c.parts.spaces.refresh();
  await follow(c);
  const dropped = (cut: Cut): number => {
    const left = kept.filter((k) => equalBytes(k.writer, cut.writer)).map((k) => k.seq);
    return Math.max(0, cut.seq - Math.max(-1, ...left));
  };
  const epoch = begun as EpochKey | null;
  return {
    entries,
    seats: seats.map(toHex),
    epoch: epoch && toHex(epoch.epoch),
    beyond: held.reduce((sum, cut) => sum + dropped(cut), 0),
  };
}

export async function revoke(c: Context, input: ApiIn<'coalition.revoke'>): Promise<ApiOut<'coalition.revoke'>> {
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  managing(space, 3);
  await actor(c, input.person);
  const seats = seatsMeant(space, await namesIn(parts, space), input.member);
  if (seats.length === 0) refuse('E_MEMBER', { member: input.member.slice(0, 80) });
  const reason = input.reason?.normalize('NFC').trim() || null;
  return endSeats(c, space, seats, { reason, ...(input.cuts ? { lower: input.cuts } : {}) });
}

export async function rotate(c: Context, input: ApiIn<'coalition.rotate'>): Promise<ApiOut<'coalition.rotate'>> {
  const { parts } = c;
  const p = parts.primitives;
  const space = parts.spaces.find(input.space);
  const { slug } = space.info;
  if (space.public) refuse('E_SPACE_PUBLIC', { space: slug });
  const key = space.seat?.seat.key ?? refuse('E_SEAT', { space: slug });
  if (!space.seat?.live) refuse('E_SEAT_ENDED', { space: slug });
  const auth = authorityOf(space.membership, key, 4) ?? refuse('E_SEAT_ROLE', { space: slug });
  let begun: EpochKey | null = null;
  const [entry] = await authorOf(c).control(
    space,
    async ({ now }) => {
      const epoch = await newEpoch(p, space.id, space.membership);
      begun = epoch.key;
      return [
        (writer) => {
          const deps = removalsSeen(space.membership, space.controls, writer.publicKey);
          return makeRotate(p, writer, { auth, next: epoch.next }, { now, deps });
        },
      ];
    },
    async (tx) => {
      if (begun) await tx.putSecret({ type: 'epoch', space: space.id, id: begun.epoch, secret: begun.secret });
    },
  );
  await parts.spaces.refresh();
  await follow(c);
  const epoch = begun as EpochKey | null;
  return { entry: entry ?? '', epoch: epoch ? toHex(epoch.epoch) : '' };
}

export async function accept(c: Context, input: ApiIn<'coalition.accept'>): Promise<ApiOut<'coalition.accept'>> {
  const { parts } = c;
  const p = parts.primitives;
  const space = parts.spaces.find(input.space);
  const auth = managing(space, 5);
  await actor(c, input.person);
  const waiting = await parts.ledger.quarantined(space.id, 10_000);
  const named = new Map<string, Uint8Array>();
  for (const text of input.entries) {
    const hex = text.trim().toLowerCase();
    const found = /^[0-9a-f]{8,64}$/.test(hex) ? waiting.filter((e) => toHex(e.id).startsWith(hex)) : [];
    const [entry] = found;
    if (!entry || found.length > 1) return refuse('E_QUARANTINE_ENTRY', { entry: text.slice(0, 64) });
    // An accept lifts a cut. Without a certificate or a grant there is nobody whose word it would be.
    if (entry.kind === 1 || entry.reason !== 'Q_CUT')
      return refuse('E_ACCEPT', { entry: toHex(entry.id), code: entry.kind === 1 ? 'control' : (entry.reason ?? '') });
    named.set(toHex(entry.id), entry.id);
  }
  const ids = [...named.values()];
  if (ids.length === 0 || ids.length > ACCEPTED_MAX) refuse('E_QUARANTINE_ENTRY', { entry: '' });
  const [entry] = await authorOf(c).control(space, async ({ now }) => [
    (writer) => makeAccept(p, writer, { auth, entries: ids }, { now }),
  ]);
  await parts.spaces.refresh();
  await follow(c);
  return { entry: entry ?? '', accepted: ids.map(toHex) };
}
