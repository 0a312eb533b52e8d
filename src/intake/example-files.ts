/** Form of the example's own files: our decisions, outages, and the practice space. Checked when the example is loaded. */
import { z } from 'zod';
import { type Failure, fail, ok, type Result } from '../base/result.ts';

const words = z.record(z.string(), z.string());

export const decisionsSchema = z.object({
  organisation: z.string(),
  deciders: z.array(z.string()).min(2),
  demands: z.record(
    z.string(),
    z.object({
      rights: z.array(z.string()),
      indicators: z.array(z.record(z.string(), z.string())).min(1),
      two_sided: z
        .object({
          ours: z.string().max(600),
          theirs: z.string().max(600),
          ours_source: z.string(),
          theirs_source: z.string(),
          /** Of the newest thing either side says: a reading of an earlier date leaves the note out. */
          at: z.string(),
        })
        .optional(),
      remark: words.optional(),
      /** Demand under which what followed is tracked. */
      track: z.string().optional(),
    }),
  ),
  measurements: z.array(
    z.object({
      key: z.string(),
      demand: z.string(),
      indicator: z.string(),
      at: z.string(),
      value: z.string(),
      met: z.enum(['yes', 'no', 'unknown']),
      evidence: z.array(z.string()).min(1),
    }),
  ),
  moves: z.array(
    z.object({
      demand: z.string(),
      to: z.string(),
      at: z.string(),
      because: z.array(z.string()).min(1),
      note: z.string(),
    }),
  ),
});
export type Decisions = z.infer<typeof decisionsSchema>;

/** Our own words in other languages, by demand and language; unofficial. */
export const decisionWordsSchema = z.object({
  demands: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        indicators: words.optional(),
        ours: z.string().max(600).optional(),
        theirs: z.string().max(600).optional(),
        moves: words.optional(),
      }),
    ),
  ),
});
export type DecisionWords = z.infer<typeof decisionWordsSchema>;

export const outagesSchema = z.object({
  outages: z.array(
    z.object({ key: z.string(), place: z.string(), medium: z.string(), window: z.string(), name: words }),
  ),
});
export type Outages = z.infer<typeof outagesSchema>;

export const practiceSchema = z.object({
  place: z.object({ name: words, admin: z.string(), precision: z.string(), zone: z.string() }),
  organisations: z.array(z.object({ key: z.string(), name: words })),
  source: z.object({ title: z.string(), kind: z.string(), connection: z.string(), reliability: z.string() }),
  persons: z.array(
    z.object({
      key: z.string(),
      name: z.string().regex(/\(invented\)$/),
      arrested_at: z.string(),
      state: z.string(),
      type: z.string(),
      confirmed: z.object({ at: z.string(), by: z.string(), how: z.string() }),
      minor: z.boolean().optional(),
      term_end: z.string().optional(),
      court: z.string().optional(),
      counsel: z.string().optional(),
      hearing: z.string().optional(),
      step: z.string().optional(),
      act: z.string().optional(),
      do_not_reinterview: z.boolean().optional(),
      forces: z.array(z.string()).optional(),
    }),
  ),
});
export type Practice = z.infer<typeof practiceSchema>;

/** A JSON file of the example in its form, or E_EXAMPLE_FILE with where it is wrong. */
export async function readExampleFile<T>(
  read: (name: string) => Promise<Uint8Array>,
  name: string,
  schema: z.ZodType<T>,
): Promise<Result<T, Failure<'E_EXAMPLE_FILE'>>> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(await read(name)));
  } catch (cause) {
    return fail('E_EXAMPLE_FILE', { file: name, where: '' }, cause);
  }
  const parsed = schema.safeParse(json);
  return parsed.success
    ? ok(parsed.data)
    : fail('E_EXAMPLE_FILE', { file: name, where: parsed.error.issues[0]?.path.join('.') ?? '' });
}
