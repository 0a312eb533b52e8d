/** Texts of the desk in English: signals. */
export const deskSignalsEn = {};
