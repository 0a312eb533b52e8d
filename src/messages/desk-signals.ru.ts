/** Texts of the desk in Russian: signals. */
export const deskSignalsRu = {};
