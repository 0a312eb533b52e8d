/** Texts of the desk in Russian: lists. */
export const deskListsRu = {
  'history.ended.undone': '(отменено)',
};
