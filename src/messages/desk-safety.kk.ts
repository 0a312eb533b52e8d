/** Texts of the desk in Kazakh: safety. */
export const deskSafetyKk = {};
