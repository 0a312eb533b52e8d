/** Lists of records: saved searches, map, timeline, bulk actions, export: forms of requests and answers. */
import { z } from 'zod';

/** Query of a GET, or body of a write; members named in the path are left out. */
export const LISTS_INPUTS = {
  undo: z.strictObject({ entry: z.string().max(80), reason: z.string().max(2000).optional() }),
};

export const LISTS_OUTPUTS = {
  undo: z.object({ entry: z.string(), entries: z.array(z.string()), ended: z.number() }),
};
