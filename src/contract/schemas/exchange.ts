/** Exchange between nodes: forms of requests and answers of the desk. What other nodes send is CBOR and has no form here. */
import { z } from 'zod';

const lang = z.enum(['kk', 'ru', 'en']).optional();
const url = z.string().min(1).max(300);

/** Query of a GET, or body of a write; members named in the path are left out. */
export const EXCHANGE_INPUTS = {
  'sync.peers': z.strictObject({ lang }),
  'sync.peer_add': z.strictObject({ url }),
  'sync.peer_remove': z.strictObject({ url }),
};

const peer = z.object({
  url: z.string(),
  space: z.string(),
  slug: z.string(),
  at: z.string().nullable(),
  tried: z.string().nullable(),
  last_error: z.string().nullable(),
  failures: z.number(),
  next: z.string().nullable(),
  party: z.string().nullable(),
});

export const EXCHANGE_OUTPUTS = {
  'sync.peers': z.object({ peers: z.array(peer) }),
  'sync.peer_add': peer,
  'sync.peer_remove': z.object({ removed: z.boolean() }),
};
