/** Figures and connectivity as a person reads them: forms of requests and answers. */
import { z } from 'zod';

const edtf = z.string().max(60);
const read = { as_of: edtf.optional(), lang: z.enum(['kk', 'ru', 'en']).optional() };
const open = z.looseObject({});

/** Query of a GET, or body of a write; members named in the path are left out. */
export const FINDINGS_INPUTS = {
  figures: z.strictObject({ ...read, metric: z.string().max(80).optional() }),
  quotable: z.strictObject({ ...read }),
  connectivity: z.strictObject({
    ...read,
    place: z.string().max(80).optional(),
    from: edtf.optional(),
    to: edtf.optional(),
  }),
};

export const FINDINGS_OUTPUTS = {
  figures: z.object({
    series: z.array(z.looseObject({ key: z.string(), metric: z.string(), figures: z.array(open) })),
  }),
  quotable: z.object({ line: z.string() }),
  connectivity: z.object({ outages: z.array(open), lanes: z.array(open), observations: z.array(open) }),
};
