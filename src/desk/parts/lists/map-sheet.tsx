/**
 * The sheet itself: outlines of the regions, settlements as areas sized by their records, coarser places as rings, never a
 * pin. One stop of the tab key leads to the marks, arrows from one to the next; buttons and keys enlarge and move; the same
 * places stand in a list below.
 */
import { Minus, MoveDown, MoveLeft, MoveRight, MoveUp, Plus } from 'lucide-react';
import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { KZ_OUTLINES } from '../../../charts/shapes/kz-outlines.ts';
import { KZ_HEIGHT, KZ_WIDTH } from '../../../charts/kz-projection.ts';
import { useWords } from '../../i18n/language.tsx';
import { langOf } from '../../i18n/script.ts';
import { Said } from '../said.tsx';
import { useWidth } from './use-width.ts';
import '../../styles/place-map.css';
import {
  type Bounds,
  boundsOf,
  frameOf,
  heightOf,
  isDrawn,
  kept,
  labelText,
  type MapView,
  MOST_MARKS,
  MOST_ZOOM,
  moved,
  nextMark,
  type Placed,
  type PlaceMark,
  placed,
  WHOLE,
  zoomed,
} from './map-view.ts';

export interface MapSheetProps {
  readonly marks: readonly PlaceMark[];
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  readonly label: string;
  /** Offers to keep only what stands in the part shown. */
  readonly onBounds?: (bounds: Bounds) => void;
}

const Outlines = memo(function Outlines(): ReactNode {
  return KZ_OUTLINES.map((o) => <path key={o.code} className="map-region" d={o.d} />);
});

const STEPS: { readonly [key: string]: readonly [number, number] } = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};
const FIRST_WIDTH = 640;

export function MapSheet(props: MapSheetProps): ReactNode {
  const { t, lang } = useWords();
  const { marks, selected, onSelect } = props;
  const [view, setView] = useState<MapView>(WHOLE);
  const [box, width] = useWidth(FIRST_WIDTH);
  const [at, setAt] = useState<string | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const grip = useRef<{ readonly x: number; readonly y: number; readonly view: MapView } | null>(null);
  const number = (n: number): string => t('count.number', { n });
  const spots = useMemo(
    () => placed(marks, view, width, (m) => labelText(m.title, t('count.number', { n: m.count }))),
    [marks, view, width, t],
  );
  const current = spots.find((s) => s.mark.id === at) ?? spots.find((s) => s.mark.id === selected) ?? spots[0];
  const frame = frameOf(view, width);
  const height = heightOf(width);
  const focusMark = (id: string): void => {
    setAt(id);
    svg.current?.querySelector<SVGGElement>(`[data-mark="${id}"]`)?.focus();
  };

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      if (event.shiftKey) setView(moved(view, step[0] / 4, step[1] / 4));
      else if (current) focusMark(nextMark(spots, current, step[0], step[1]).mark.id);
    } else if (event.key === '+' || event.key === '=') setView(zoomed(view, 1.5));
    else if (event.key === '-') setView(zoomed(view, 1 / 1.5));
    else if (event.key === '0') setView(WHOLE);
    else if ((event.key === 'Enter' || event.key === ' ') && current) {
      event.preventDefault();
      onSelect(current.mark.id);
    }
  }

  const onPointer = {
    onPointerDown: (event: PointerEvent<SVGSVGElement>): void => {
      if (view.zoom === 1 || event.button !== 0) return;
      grip.current = { x: event.clientX, y: event.clientY, view };
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>): void => {
      const held = grip.current;
      if (!held || event.buttons === 0) return;
      const dx = (held.x - event.clientX) / frame.scale;
      const dy = (held.y - event.clientY) / frame.scale;
      if (Math.abs(dx) + Math.abs(dy) > 0) setView(kept({ ...held.view, x: held.view.x + dx, y: held.view.y + dy }));
    },
    onPointerUp: (): void => {
      grip.current = null;
    },
  };

  const undrawn = marks.filter((m) => !isDrawn(m));
  const drawn = marks.length - undrawn.length;
  const listed = useMemo(() => marks.toSorted((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1)), [marks]);
  return (
    <div className="map">
      <div className="map-tools" role="group" aria-label={t('map.tools')}>
        <Tool label={t('map.larger')} disabled={view.zoom >= MOST_ZOOM} act={() => setView(zoomed(view, 1.5))}>
          <Plus aria-hidden="true" size={16} strokeWidth={1.75} />
        </Tool>
        <Tool label={t('map.smaller')} disabled={view.zoom === 1} act={() => setView(zoomed(view, 1 / 1.5))}>
          <Minus aria-hidden="true" size={16} strokeWidth={1.75} />
        </Tool>
        {view.zoom > 1 && (
          <>
            <Tool label={t('map.west')} act={() => setView(moved(view, -0.25, 0))}>
              <MoveLeft aria-hidden="true" size={16} strokeWidth={1.75} />
            </Tool>
            <Tool label={t('map.east')} act={() => setView(moved(view, 0.25, 0))}>
              <MoveRight aria-hidden="true" size={16} strokeWidth={1.75} />
            </Tool>
            <Tool label={t('map.north')} act={() => setView(moved(view, 0, -0.25))}>
              <MoveUp aria-hidden="true" size={16} strokeWidth={1.75} />
            </Tool>
            <Tool label={t('map.south')} act={() => setView(moved(view, 0, 0.25))}>
              <MoveDown aria-hidden="true" size={16} strokeWidth={1.75} />
            </Tool>
            <button type="button" className="button" onClick={() => setView(WHOLE)}>
              {t('map.whole')}
            </button>
            {props.onBounds && (
              <button type="button" className="button" onClick={() => props.onBounds?.(boundsOf(view))}>
                {t('map.only_here')}
              </button>
            )}
          </>
        )}
      </div>
      <div ref={box} className="map-box">
        <svg
          ref={svg}
          className={view.zoom > 1 ? 'map-sheet map-held' : 'map-sheet'}
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          {...onPointer}
        >
          <g
            aria-hidden="true"
            transform={`scale(${frame.scale}) translate(${-frame.x0} ${-frame.y0})`}
            data-sheet={`${KZ_WIDTH} ${KZ_HEIGHT}`}
          >
            <Outlines />
          </g>
          <g role="listbox" aria-label={props.label} onKeyDown={onKey}>
            {spots.map((spot) => (
              <Mark
                key={spot.mark.id}
                spot={spot}
                text={labelText(spot.mark.title, number(spot.mark.count))}
                name={t(spot.ring ? 'map.mark_ring' : 'map.mark', { place: spot.mark.title, n: spot.mark.count })}
                lang={langOf(spot.mark.title, lang)}
                selected={spot.mark.id === selected}
                stop={spot === current}
                onFocus={() => setAt(spot.mark.id)}
                onPick={() => {
                  focusMark(spot.mark.id);
                  onSelect(spot.mark.id);
                }}
              />
            ))}
          </g>
        </svg>
      </div>
      <p className="map-note">
        {t('map.note')}
        {drawn > MOST_MARKS && ` ${t('map.largest', { n: MOST_MARKS, all: drawn })}`}
        {undrawn.length > 0 && ` ${t('map.undrawn', { n: undrawn.length })}`}
      </p>
      <details className="map-list">
        <summary>{t('map.as_list', { n: marks.length })}</summary>
        <ul className="plain" tabIndex={-1}>
          {listed.map((mark) => (
            <li key={mark.id}>
              <button
                type="button"
                className="map-list-place"
                aria-pressed={mark.id === selected}
                onClick={() => onSelect(mark.id)}
              >
                <Said text={mark.title} />
                <span className="facet-count">{number(mark.count)}</span>
              </button>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Tool(props: {
  readonly label: string;
  readonly disabled?: boolean;
  readonly act: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <button
      type="button"
      className="button map-tool"
      aria-label={props.label}
      title={props.label}
      aria-disabled={props.disabled === true ? true : undefined}
      onClick={() => props.disabled !== true && props.act()}
    >
      {props.children}
    </button>
  );
}

function Mark(props: {
  readonly spot: Placed;
  readonly text: string;
  readonly name: string;
  readonly lang: string | undefined;
  readonly selected: boolean;
  readonly stop: boolean;
  readonly onFocus: () => void;
  readonly onPick: () => void;
}): ReactNode {
  const { spot } = props;
  const kind = spot.ring ? 'map-mark map-ring' : 'map-mark';
  return (
    <g
      role="option"
      aria-label={props.name}
      aria-selected={props.selected}
      tabIndex={props.stop ? 0 : -1}
      data-mark={spot.mark.id}
      className={props.selected ? `${kind} map-selected` : kind}
      onFocus={props.onFocus}
      onClick={props.onPick}
    >
      <circle cx={spot.x} cy={spot.y} r={spot.r} />
      <circle className="map-focus" cx={spot.x} cy={spot.y} r={spot.r + 4} />
      {spot.label && (
        <text x={spot.label.x} y={spot.label.y} textAnchor={spot.label.anchor} lang={props.lang}>
          {props.text}
        </text>
      )}
    </g>
  );
}
