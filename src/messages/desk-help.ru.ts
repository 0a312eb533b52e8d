/** Texts of the desk in Russian: help. */
export const deskHelpRu = {};
