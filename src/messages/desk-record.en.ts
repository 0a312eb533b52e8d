/** Texts of the desk in English: record. */
export const deskRecordEn = {};
