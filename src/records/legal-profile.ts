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

/** Shape of `profiles/legal/COUNTRY.json`. Each limit counts in exactly one unit. */
export const legalProfileSchema = z.object({
  country: z.string().length(2),
  version: z.string().min(1),
  note: z.string().optional(),
  limits: z.array(
    limit.refine((l) => [l.hours, l.days, l.months].filter((n) => n !== undefined).length === 1, {
      message: 'exactly one of hours, days, months',
    }),
  ),
  reply: z.array(
    z.object({
      id: z.string().min(1),
      days: z.number().positive(),
      from: z.string().min(1),
      basis: z.string().min(1),
      status: z.enum(['confirmed', 'confirm_with_a_lawyer', 'verify']),
    }),
  ),
});

export type LegalProfile = z.infer<typeof legalProfileSchema>;
export type LegalLimit = LegalProfile['limits'][number];
