/** Texts of the desk in English: lists. */
export const deskListsEn = {
  'history.ended.undone': '(undone)',
};
