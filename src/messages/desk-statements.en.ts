/** Texts of the desk in English: statements. */
export const deskStatementsEn = {};
