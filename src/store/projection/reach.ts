/** How few may know that a record is there, as a number that filters compare: 0 = a claim of it reaches the coalition. */
import type { Visibility } from '../../records/model.ts';

export type Reach = 0 | 1 | 2;

/** From the widest audience any of the record's claims reaches. */
export const reachOf = (audience: Visibility): Reach =>
  audience === 'vault' ? 2 : audience === 'organisation' ? 1 : 0;
