/** Texts of the desk in Kazakh: findings. */
export const deskFindingsKk = {};
