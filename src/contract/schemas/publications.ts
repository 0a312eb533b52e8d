/** Publications: checks, building, preview, corrections, withdrawal, mirrors: forms of requests and answers. */

/** Query of a GET, or body of a write; members named in the path are left out. */
export const PUBLICATIONS_INPUTS = {};

export const PUBLICATIONS_OUTPUTS = {};
