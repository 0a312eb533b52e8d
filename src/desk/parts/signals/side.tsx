/** Beside the signal: the map of the filtered set and the hints. Row and map lead to each other; a place is an area, never a pin. */
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { PlaceMap } from '../place-map.tsx';
import type { Act } from './acts.ts';
import { Hints } from './hints.tsx';
import type { Inbox } from './use-inbox.ts';

export function Side(props: {
  readonly inbox: Inbox;
  readonly onPlace: (id: string) => void;
  readonly onAct: (act: Act) => void;
}): ReactNode {
  const { t } = useWords();
  const { inbox } = props;
  const { focus, selected } = inbox.triage.queue;
  const row = focus === null ? undefined : inbox.rows.current.get(focus);
  const place = row?.place ?? null;
  const marks = (inbox.first?.marks ?? []).map((mark) => ({ ...mark, precision: mark.precision ?? 'unknown' }));
  const only = place !== null && (inbox.search.place ?? []).includes(place.title);
  return (
    <aside className="inbox-side" aria-label={t('signals.side')}>
      {inbox.first !== null && (
        <PlaceMap marks={marks} selected={place?.id ?? null} onSelect={props.onPlace} label={t('signals.map')} />
      )}
      {inbox.first === null && !inbox.problem && <div className="waiting-row waiting-row-tall" aria-busy="true" />}
      {place !== null && !only && (
        <button type="button" className="button-quiet" onClick={() => inbox.change({ place: [place.title] })}>
          {t('signals.only_place', { place: place.title })}
        </button>
      )}
      {focus !== null && selected.size === 0 && <Hints key={focus} id={focus} onAct={props.onAct} />}
    </aside>
  );
}
