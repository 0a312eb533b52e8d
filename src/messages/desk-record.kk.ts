/** Texts of the desk in Kazakh: record. */
export const deskRecordKk = {};
