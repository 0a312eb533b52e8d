/** Coalition: members, keys, invitations, quarantine, a seized device: forms of requests and answers. */
import { z } from 'zod';

const lang = z.enum(['kk', 'ru', 'en']).optional();
const role = z.enum(['relay', 'read', 'write', 'manage']);
/** An invitation or an answer: cards of an organisation are at most 32, and each is short. */
const file = z.string().min(1).max(200_000);

/** Query of a GET, or body of a write; members named in the path are left out. */
export const COALITION_INPUTS = {
  'coalition.read': z.strictObject({ lang }),
  'coalition.quarantine': z.strictObject({ lang, limit: z.coerce.number().int().min(1).max(1000).optional() }),
  'coalition.invite': z.strictObject({ role: role.optional(), address: z.string().min(1).max(300).optional() }),
  'coalition.read_invitation': z.strictObject({ file }),
  'coalition.join': z.strictObject({
    file,
    slug: z.string().min(1).max(63).optional(),
    title: z.string().min(1).max(200).optional(),
  }),
  'coalition.read_answer': z.strictObject({ file }),
  'coalition.admit': z.strictObject({ file, role: role.optional(), compared: z.boolean().optional() }),
  'coalition.compared': z.strictObject({ compared: z.boolean() }),
  'coalition.revoke': z.strictObject({
    reason: z.string().max(2000).optional(),
    cuts: z.array(z.string().max(90)).max(1000).optional(),
  }),
  'coalition.rotate': z.strictObject({}),
  'coalition.accept': z.strictObject({ entries: z.array(z.string().min(1).max(80)).min(1).max(1000) }),
  'coalition.announce': z.strictObject({}),
  'erasure.status': z.strictObject({ lang }),
  'keys.read': z.strictObject({ lang }),
  'keys.seized': z.strictObject({ device: z.string().min(1).max(300), look: z.boolean().optional() }),
};

const nullableText = z.string().nullable();
const words = z.object({ latin: z.array(z.string()), cyrillic: z.array(z.string()) });
const organisation = z.looseObject({
  id: z.string(),
  name: z.string(),
  names: z.array(z.object({ lang: z.string(), text: z.string() })),
  card: z.number(),
  words,
  compared: z.object({ at: z.string(), by: nullableText }).nullable(),
  recipient: nullableText,
  fault: z.boolean(),
});
const seat = z.looseObject({
  seat: z.string(),
  role,
  live: z.boolean(),
  ours: z.boolean(),
  here: z.boolean(),
  device: nullableText,
  admitted: nullableText,
  admitted_by: nullableText,
  ended: nullableText,
  ended_by: nullableText,
  writers: z.array(
    z.looseObject({ writer: z.string(), seq: z.number(), last: z.string(), forked_from: z.number().nullable() }),
  ),
});
const behind = z.looseObject({
  ours: z.number(),
  all: z.number(),
  since: nullableText,
  kinds: z.object({ notes: z.number(), members: z.number(), erasures: z.number(), receipts: z.number() }).nullable(),
});
const member = z.looseObject({
  party: z.string(),
  ours: z.boolean(),
  organisation: organisation.nullable(),
  role: role.nullable(),
  live: z.boolean(),
  seats: z.array(seat),
  last_note: nullableText,
  last_seen: z.object({ at: nullableText, how: z.enum(['here', 'sync', 'file', 'entries', 'never']) }),
  not_received: behind.nullable(),
});
const answer = z.looseObject({
  space: z.string(),
  seat: z.string(),
  party: z.string(),
  role,
  device: z.string(),
  organisation,
  returning: z.boolean(),
  admitted: z.boolean(),
});
const open = z.looseObject({});
const written = z.looseObject({ entry: z.string() });

export const COALITION_OUTPUTS = {
  'erasure.status': z.looseObject({
    space: z.string(),
    open: z.number(),
    erasures: z.array(z.looseObject({ entry: z.string(), at: z.string(), ground: z.string(), open: z.boolean() })),
  }),
  'coalition.read': z.looseObject({
    space: open,
    state: z.enum(['open', 'waiting', 'locked']),
    our_role: role.nullable(),
    members: z.array(member),
    managers: z.number(),
    few_managers: z.boolean(),
    entries: z.number(),
    epochs: z.array(open),
    rotate_first: z.boolean(),
    forks: z.array(open),
    quarantined: z.number(),
    parked: z.number(),
    missing: z.array(z.object({ writer: z.string(), seq: z.number() })),
    peers: z.array(open),
    bundles: z.array(open),
    log: open.nullable(),
    erasures: z.array(open).nullable(),
  }),
  'coalition.quarantine': z.object({
    total: z.number(),
    items: z.array(
      z.looseObject({
        entry: z.string(),
        code: z.string(),
        received: z.string(),
        written: z.string(),
        writer: z.string(),
        seq: z.number(),
        kind: z.enum(['note', 'members', 'erasure', 'receipt']),
        party: nullableText,
        organisation: nullableText,
        acceptable: z.boolean(),
      }),
    ),
  }),
  'coalition.invite': z.looseObject({ space: z.string(), text: z.string(), link: nullableText, role, words }),
  'coalition.read_invitation': z.looseObject({
    space: z.string(),
    role,
    address: nullableText,
    organisation,
    known: z.enum(['no', 'asked', 'member']),
  }),
  'coalition.join': z.looseObject({
    space: z.string(),
    slug: z.string(),
    seat: z.string(),
    role,
    text: z.string(),
    words,
    inviter: organisation,
  }),
  'coalition.read_answer': answer,
  'coalition.admit': z.looseObject({ entry: z.string(), member: answer }),
  'coalition.compared': organisation,
  'coalition.revoke': z.looseObject({
    entries: z.array(z.string()),
    seats: z.array(z.string()),
    epoch: nullableText,
    beyond: z.number(),
  }),
  'coalition.rotate': z.looseObject({ entry: z.string(), epoch: z.string() }),
  'coalition.accept': z.looseObject({ entry: z.string(), accepted: z.array(z.string()) }),
  'coalition.announce': written,
  'keys.read': z.looseObject({ organisation, key: z.string(), next: z.string(), device: z.string() }),
  'keys.seized': z.looseObject({
    device: z.string(),
    organisation: nullableText,
    at: z.string(),
    spaces: z.array(open),
    counts: z.record(z.string(), z.number()),
    persons: z.array(open),
  }),
};
