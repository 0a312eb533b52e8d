/** A picture made by the charts room: its type says that every text in it was escaped there. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { Svg } from '../../charts/svg.ts';

export function Drawing(props: {
  readonly svg: Svg;
  /** Name of the region when the picture is wider than the page and scrolls. */
  readonly label: string;
  /** Mark to light up, as `data-mark` names it. */
  readonly lit?: string | null;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const { lit, svg } = props;
  useEffect(() => {
    for (const mark of box.current?.querySelectorAll('[data-mark]') ?? [])
      mark.classList.toggle('mark-lit', mark.getAttribute('data-mark') === lit);
  }, [lit, svg]);
  return (
    <div
      ref={box}
      className="drawing"
      tabIndex={0}
      role="region"
      aria-label={props.label}
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}
