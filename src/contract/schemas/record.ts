/** The record page: verification, disclosure, reading at an entry, custody: forms of requests and answers. */

/** Query of a GET, or body of a write; members named in the path are left out. */
export const RECORD_INPUTS = {};

export const RECORD_OUTPUTS = {};
