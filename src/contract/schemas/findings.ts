/** Figures and connectivity as a person reads and adds to them: forms of requests and answers. */

/** Query of a GET, or body of a write; members named in the path are left out. */
export const FINDINGS_INPUTS = {};

export const FINDINGS_OUTPUTS = {};
