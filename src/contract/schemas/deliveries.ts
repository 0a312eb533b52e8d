/** Demands and deliveries: what was handed over, reply dates, right of reply: forms of requests and answers. */

/** Query of a GET, or body of a write; members named in the path are left out. */
export const DELIVERIES_INPUTS = {};

export const DELIVERIES_OUTPUTS = {};
