/** What the disclosure view kept back, one English sentence per record and reason; never the words themselves. */
import type { LeftOut } from './disclosure.ts';

const WHY: { readonly [R in LeftOut['reason']]: string } = {
  name_in_text: 'its words name a person whose name is withheld',
  name_in_title: 'its title names a person whose name is withheld; the publisher stands in its place',
  name_in_address: 'its address names a person whose name is withheld; shortened to the site',
  not_published: 'it is not published yet; its demands and signatures are left out with it',
  narrower_audience: 'its author set a narrower audience',
  name_withheld: 'no consent, public office or decision of a reviewer lets the name through',
};

export function leftOutLines(leftOut: readonly LeftOut[]): readonly string[] {
  const lines = leftOut.map((l) => `${l.kind} ${l.id}, ${l.field}: ${WHY[l.reason]}.`);
  return [...new Set(lines)].sort();
}
