/** Lists of records: saved searches, map, timeline, bulk actions, export: forms of requests and answers. */

/** Query of a GET, or body of a write; members named in the path are left out. */
export const LISTS_INPUTS = {};

export const LISTS_OUTPUTS = {};
