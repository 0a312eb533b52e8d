/** Sources beside a value: who published it, linked to the record here; the address stands with the record. */
import type { ReactNode } from 'react';
import type { SourceLineJson } from '../../../contract/areas/findings.ts';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';

export function SourceLines(props: { readonly sources: readonly SourceLineJson[] }): ReactNode {
  return (
    <ul className="plain source-lines">
      {props.sources.map((source) => (
        <li key={source.id}>
          <PathLink to={source.id}>
            <Said text={source.publisher ?? source.title} />
          </PathLink>
        </li>
      ))}
    </ul>
  );
}
