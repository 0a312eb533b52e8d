/** Texts of the desk in Kazakh: publications. */
export const deskPublicationsKk = {};
