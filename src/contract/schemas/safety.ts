/** Safety and people: accounts, invitations, second factor, lock, sessions: forms of requests and answers. */
import { z } from 'zod';

/** The desk says its language with every read. */
const lang = z.enum(['kk', 'ru', 'en']).optional();
const role = z.enum(['volunteer', 'documenter', 'reviewer', 'manager']);

/** Query of a GET, or body of a write; members named in the path are left out. */
export const SAFETY_INPUTS = {
  'people.list': z.strictObject({ lang }),
  'people.invite': z.strictObject({ name: z.string().max(100), role }),
  'people.reset': z.strictObject({}),
  'people.role': z.strictObject({ role }),
  'people.lock': z.strictObject({ locked: z.boolean() }),
  'people.sessions': z.strictObject({ lang }),
  'people.end': z.strictObject({ session: z.string().max(80).optional() }),
};

const user = z.looseObject({ id: z.string(), name: z.string(), role, locked: z.boolean(), created: z.string() });
const invitation = z.object({ user, token: z.string(), expires: z.string() });

export const SAFETY_OUTPUTS = {
  'people.list': z.object({
    people: z.array(
      user.extend({
        passphrase: z.boolean(),
        second_factor: z.boolean(),
        sessions: z.number(),
        seen: z.string().nullable(),
        invited_until: z.string().nullable(),
      }),
    ),
  }),
  'people.invite': invitation,
  'people.reset': invitation,
  'people.role': user,
  'people.lock': user,
  'people.sessions': z.object({
    sessions: z.array(
      z.object({
        id: z.string(),
        browser: z.string().nullable(),
        started: z.string(),
        used: z.string(),
        locked: z.boolean(),
        this: z.boolean(),
      }),
    ),
  }),
  'people.end': z.object({ ended: z.number() }),
};
