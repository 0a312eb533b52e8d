/** Texts of the desk in English: findings. */
export const deskFindingsEn = {};
