/** Texts of the desk in Kazakh: help. */
export const deskHelpKk = {};
