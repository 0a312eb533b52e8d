/** Texts of the desk in Russian: lists. */
export const deskListsRu = {};
