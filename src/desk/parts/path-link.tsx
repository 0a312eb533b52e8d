/** A link to a path below the space, given as text: by the node, or made from an id. */
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import { parseAddress } from '../app/address.ts';
import { pathOf } from '../app/places.ts';
import { useReading } from '../app/space.tsx';

const split = (path: string): readonly [string, string] => {
  const at = path.indexOf('?');
  return at === -1 ? [path, ''] : [path.slice(0, at), path.slice(at + 1)];
};

export function PathLink(props: {
  /** Path below the space, or an id. */
  readonly to: string;
  readonly className?: string;
  readonly row?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { space } = useReading();
  const [path, query] = split(pathOf(props.to) ?? props.to);
  const to: string = `/s/${space.slug}/${path}`;
  return (
    <Link to={to} search={parseAddress(query)} className={props.className} data-row={props.row ? '' : undefined}>
      {props.children}
    </Link>
  );
}

/** Goes to a path below the space. */
export function useGo(): (path: string) => void {
  const navigate = useNavigate();
  const { space } = useReading();
  return useCallback(
    (target) => {
      const [path, query] = split(pathOf(target) ?? target);
      void navigate({ to: `/s/${space.slug}/${path}`, search: parseAddress(query) });
    },
    [navigate, space.slug],
  );
}
