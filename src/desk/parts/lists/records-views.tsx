/** Map and timeline of the list: the same filter, their own reads; each says what it cannot draw. */
import { type ReactNode, useState } from 'react';
import type { ReadScope } from '../../../contract/api.ts';
import type { RecordsFilter, TimeBucket } from '../../../contract/areas/lists.ts';
import { useRead } from '../../api/queries.ts';
import { useWords } from '../../i18n/language.tsx';
import { Loadable } from '../loadable.tsx';
import { PlaceMap } from '../place-map.tsx';
import type { Bounds } from './map-view.ts';
import { bucketOf } from './time-view.ts';
import { type Period, Timeline } from './timeline.tsx';

type Scope = ReadScope & { readonly space: string };

export function RecordsMap(props: {
  readonly scope: Scope;
  readonly filter: RecordsFilter;
  readonly onSpot: (id: string) => void;
  readonly onBounds: (bounds: Bounds) => void;
}): ReactNode {
  const { t } = useWords();
  const { filter } = props;
  const read = useRead('records.map', { ...props.scope, ...filter });
  const selected = filter.where?.find((w) => w.field === 'spot')?.value ?? null;
  return (
    <section aria-label={t('views.map')} className="records-map">
      <Loadable read={read} rows={6}>
        {({ marks, more, elsewhere }) => (
          <>
            <PlaceMap
              marks={marks}
              selected={selected}
              onSelect={props.onSpot}
              onBounds={props.onBounds}
              label={t('map.label')}
            />
            {more.count > 0 && <p className="map-note">{t('map.more', { n: more.count, places: more.places })}</p>}
            {elsewhere > 0 && <p className="map-note">{t('map.elsewhere', { n: elsewhere })}</p>}
          </>
        )}
      </Loadable>
    </section>
  );
}

export function RecordsTime(props: {
  readonly scope: Scope;
  readonly filter: RecordsFilter;
  readonly onPreview: (period: Period) => void;
  readonly onChoose: (period: Period | null) => void;
}): ReactNode {
  const { t } = useWords();
  const [chosen, setBucket] = useState<TimeBucket | null>(null);
  const { from, to, ...open } = props.filter;
  // Of the period the page was opened with; a period chosen here keeps the bars it was chosen on.
  const [first] = useState(() => bucketOf(from, to));
  const bucket = chosen ?? first;
  // The chart shows what lies around the period, so that it can be moved: the period itself does not change it.
  const read = useRead('records.timeline', { ...props.scope, ...open, ...(bucket ? { bucket } : {}) });
  return (
    <section aria-label={t('views.time')} className="records-time">
      <Loadable read={read} rows={3}>
        {(data) => (
          <Timeline
            {...{ data, from, to }}
            onBucket={setBucket}
            onPreview={props.onPreview}
            onChoose={props.onChoose}
          />
        )}
      </Loadable>
    </section>
  );
}
