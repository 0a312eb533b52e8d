/** Texts of the desk in Russian: statements. */
export const deskStatementsRu = {};
