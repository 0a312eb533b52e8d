/** Texts of the desk in English: safety. */
export const deskSafetyEn = {};
