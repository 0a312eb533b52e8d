/** Texts of the desk in English: publications. */
export const deskPublicationsEn = {};
