/** The transparency log: forms of requests and answers of the desk. */
import { z } from 'zod';

/** Every file of the log is small: a request is below 21 KiB, an answer below 17. */
const file = z.string().min(1).max(64_000);

/** Query of a GET, or body of a write. */
export const LOG_INPUTS = {
  'log.status': z.strictObject({ lang: z.enum(['kk', 'ru', 'en']).optional() }),
  'log.checkpoint': z.strictObject({}),
  'log.request': z.strictObject({ to: z.string().min(1).max(255) }),
  'log.answer': z.strictObject({ request: file }),
  'log.apply': z.strictObject({ answer: file, from: z.string().min(1).max(255).optional() }),
  'log.trust': z.strictObject({ vkey: z.string().min(1).max(400), url: z.string().min(1).max(300).optional() }),
};

const count = z.number();
export const LOG_OUTPUTS = {
  'log.status': z.looseObject({
    origin: z.string(),
    n: count,
    vkeys: z.object({ log: z.string(), witness: z.string() }),
    signed: z.object({ size: count, root: z.string(), at: z.string() }).nullable(),
    waiting: count,
    frozen: count.nullable(),
    policy: z.string(),
    quorum: count,
    witnesses: z.array(z.looseObject({ name: z.string(), url: z.string().nullable(), size: count })),
    logs: z.array(z.looseObject({ origin: z.string(), cosigned: count.nullable(), splits: z.array(z.string()) })),
    offered: z.array(z.looseObject({ organisation: z.string(), vkey: z.string(), as: z.enum(['log', 'witness']) })),
    checkpoints: z.array(z.object({ size: count, state: z.string(), cosigned: z.array(z.string()) })),
    own_splits: z.array(z.string()),
    public: z.boolean(),
  }),
  'log.checkpoint': z.looseObject({ note: z.string(), size: count, fresh: z.boolean(), witnessed: z.boolean() }),
  'log.request': z.object({ request: z.string(), to: z.string(), size: count }),
  'log.answer': z.object({ answer: z.string(), status: count }),
  'log.apply': z.object({
    witness: z.string(),
    result: z.enum(['cosigned', 'ask-again', 'confirmed']),
    size: count,
    frozen: z.boolean(),
  }),
  'log.trust': z.object({ name: z.string(), as: z.enum(['log', 'witness']), decided: count }),
};
