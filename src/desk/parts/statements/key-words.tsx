/** The id of an organisation's key in groups of four, to be read aloud and compared. */
import type { ReactNode } from 'react';

/** The first 16 bytes: what two people can compare by telephone. */
const SHOWN = 32;

export function KeyWords(props: { readonly id: string }): ReactNode {
  const groups = props.id.slice(0, SHOWN).match(/.{1,4}/g) ?? [];
  return (
    <span className="mono" title={props.id}>
      {groups.join(' ')}
    </span>
  );
}
