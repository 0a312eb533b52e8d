/** Texts of the desk in Russian: record. */
export const deskRecordRu = {};
