/** Texts of the desk in English: help. */
export const deskHelpEn = {};
