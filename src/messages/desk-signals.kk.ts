/** Texts of the desk in Kazakh: signals. */
export const deskSignalsKk = {};
