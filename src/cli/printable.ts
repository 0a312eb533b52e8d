/** Text for a terminal. Records hold words of strangers: control codes in them could redraw the screen or hide what stands there. */

/** C0 and C1 controls but tab and line feed, and the marks that reorder or isolate text of another direction. */
const UNSAFE = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/gu;

export const printable = (text: string): string =>
  text.replaceAll(UNSAFE, (mark) => (mark === '\n' || mark === '\t' ? mark : '\ufffd'));
