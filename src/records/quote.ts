/** Whether a quotation stands in a text, and where it begins to differ. Spaces of every kind are one; case and letters are not touched. */
import { foldSpaces, occursIn } from '../base/text.ts';

export type QuoteCheck =
  | { readonly found: true }
  | {
      readonly found: false;
      /** The longest beginning of the quotation that the text holds. */
      readonly same: string;
      /** How the quotation goes on, and how the text goes on there; empty when nothing of it is held. */
      readonly quoted: string;
      readonly text: string;
    };

const AROUND = 60;

export function checkQuotation(quote: string, text: string): QuoteCheck {
  if (occursIn(quote, text)) return { found: true };
  const q = foldSpaces(quote);
  const t = foldSpaces(text);
  // Halving: a beginning that occurs stays one when it is cut shorter.
  let held = 0;
  let missing = q.length + 1;
  while (missing - held > 1) {
    const middle = Math.floor((held + missing) / 2);
    if (t.includes(q.slice(0, middle))) held = middle;
    else missing = middle;
  }
  const at = held === 0 ? -1 : t.indexOf(q.slice(0, held));
  return {
    found: false,
    same: q.slice(Math.max(0, held - AROUND), held),
    quoted: q.slice(held, held + AROUND),
    text: at < 0 ? '' : t.slice(at + held, at + held + AROUND),
  };
}
