/** Statements: drafting, freezing, signing on another machine, confirmation, withdrawal: forms of requests and answers. */

/** Query of a GET, or body of a write; members named in the path are left out. */
export const STATEMENTS_INPUTS = {};

export const STATEMENTS_OUTPUTS = {};
