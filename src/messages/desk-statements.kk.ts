/** Texts of the desk in Kazakh: statements. */
export const deskStatementsKk = {};
