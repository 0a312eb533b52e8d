/** Legal profiles: custody limits and reply dates of a country as data. A changed file changes the clocks, no code does. */
import { z } from 'zod';

const limit = z.object({
  id: z.string().min(1),
  hours: z.number().positive().optional(),
  days: z.number().positive().optional(),
  months: z.number().int().positive().optional(),
  from: z.enum(['arrested_at']),
  who: z.enum(['adult', 'minor', 'any']),
  stage: z.string().min(1),
  basis: z.string().min(1),
  status: z.enum(['confirmed', 'confirm_with_a_lawyer', 'verify']),
  checked: z.object({ by: z.string(), at: z.string() }).optional(),
});

const oneOf = (...units: readonly (number | undefined)[]): boolean => units.filter((n) => n !== undefined).length === 1;

/** A reply date: counted from the delivery (`at`) or from the end of another row. Working days are Mondays to Fridays. */
const reply = z.object({
  id: z.string().min(1),
  days: z.number().int().positive().optional(),
  working_days: z.number().int().positive().optional(),
  months: z.number().int().positive().optional(),
  from: z.string().min(1),
  basis: z.object({ en: z.string().min(1), ru: z.string().min(1), kk: z.string().min(1) }),
  status: z.enum(['confirmed', 'confirm_with_a_lawyer', 'verify']),
  checked: z.object({ by: z.string(), at: z.string() }).optional(),
});

/** Shape of `profiles/legal/COUNTRY.json`, `intl.json` for rules of no country. Each row counts in exactly one unit. */
export const legalProfileSchema = z.object({
  country: z.string().regex(/^(?:[A-Z]{2}|intl)$/),
  version: z.string().min(1),
  note: z.string().optional(),
  limits: z.array(
    limit.refine((l) => [l.hours, l.days, l.months].filter((n) => n !== undefined).length === 1, {
      message: 'exactly one of hours, days, months',
    }),
  ),
  reply: z.array(
    reply.refine((r) => oneOf(r.days, r.working_days, r.months), {
      message: 'exactly one of days, working_days, months',
    }),
  ),
});

export type LegalProfile = z.infer<typeof legalProfileSchema>;
export type ReplyRow = LegalProfile['reply'][number];
export type LegalLimit = LegalProfile['limits'][number];
