/** Texts of the desk in Kazakh: lists. */
export const deskListsKk = {
  'history.ended.undone': '(әрекет қайтарылған)',
};
