/** Texts of the desk in Russian: safety. */
export const deskSafetyRu = {};
