/** Safety and people: accounts, invitations, second factor, lock, sessions: forms of requests and answers. */

/** Query of a GET, or body of a write; members named in the path are left out. */
export const SAFETY_INPUTS = {};

export const SAFETY_OUTPUTS = {};
