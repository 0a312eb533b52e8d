/** Signals: triage, hints, presence, spikes, intake by form, file and public link: forms of requests and answers. */

/** Query of a GET, or body of a write; members named in the path are left out. */
export const SIGNALS_INPUTS = {};

export const SIGNALS_OUTPUTS = {};
