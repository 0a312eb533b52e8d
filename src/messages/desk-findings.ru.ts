/** Texts of the desk in Russian: findings. */
export const deskFindingsRu = {};
