/** Texts of the desk in Russian: publications. */
export const deskPublicationsRu = {};
