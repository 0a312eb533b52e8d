/** A map of places with how many records stand at each; fetched when it is first drawn. */
import { type ReactNode, Suspense } from 'react';
import { pageChunk } from '../app/page-chunk.ts';
import type { MapSheetProps } from './lists/map-sheet.tsx';

export type PlaceMapProps = MapSheetProps;

const MapSheet = pageChunk<MapSheetProps>(async () => (await import('./lists/map-sheet.tsx')).MapSheet);

export function PlaceMap(props: PlaceMapProps): ReactNode {
  return (
    <Suspense fallback={<div className="waiting-row waiting-row-tall" aria-busy="true" />}>
      <MapSheet {...props} />
    </Suspense>
  );
}
