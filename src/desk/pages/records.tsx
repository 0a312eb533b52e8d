/**
 * Records: one filter state in the address feeds list, facets, map and timeline; totals are exact. What is selected is acted
 * on as a whole; what is filtered can be saved and exported.
 */
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useRead } from '../api/queries.ts';
import type { SavedSearchJson } from '../../contract/areas/lists.ts';
import type { RecordsSearch } from '../app/address.ts';
import { addressOf, filterOf, savedOf, toggled, viewsOf, withoutFilter } from '../app/filters.ts';
import { keepList } from '../app/last-list.ts';
import { useKinds } from '../app/kinds.ts';
import { useQueryText, wordsInAddress } from '../app/query-text.ts';
import { useReading, useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { announce } from '../parts/announce.tsx';
import { DateFilter } from '../parts/date-filter.tsx';
import { Facets } from '../parts/facets.tsx';
import { EmptyFirst } from '../parts/empty-first.tsx';
import { Heading } from '../parts/heading.tsx';
import { NewRecordLink } from '../parts/record/new-record-link.tsx';
import { BulkBar, type BulkAnswer, BulkDone, BulkForm, isBulkAction } from '../parts/lists/bulk.tsx';
import { Chips, useChips } from '../parts/lists/chips.tsx';
import { ExportForm } from '../parts/lists/export-form.tsx';
import { PAGE, RecordsList, useListRead } from '../parts/lists/records-list.tsx';
import { RecordsMap, RecordsTime } from '../parts/lists/records-views.tsx';
import { SavedSearches, SaveSearchForm } from '../parts/lists/saved.tsx';
import { useSelection } from '../parts/lists/selection.ts';
import { ListTools } from '../parts/lists/tools.tsx';
import { ProblemView } from '../parts/loadable.tsx';
import '../styles/lists.css';

const route = getRouteApi('/s/$space/records');
const FACETS = ['kind', 'place', 'event_kind', 'state', 'conf', 'tags', 'batch'] as const;
/** From this width on, map and timeline stand beside the list unless the address says otherwise. */
const WIDE = '(min-width: 1400px)';

export function RecordsPage(): ReactNode {
  const { t } = useWords();
  const { space } = useReading();
  const scope = useScope();
  const kinds = useKinds();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useQueryText();
  const mayChange = useMay('documenter');
  const [done, setDone] = useState<BulkAnswer | null>(null);
  useEffect(() => keepList(space.slug, search), [space.slug, search]);

  const { kind, where, from, to, bounds } = search;
  const filter = useMemo(
    () => filterOf({ kind, where, from, to, bounds }, text),
    [kind, where, from, to, bounds, text],
  );
  const input = { ...scope, ...filter, ...(search.sort ? { sort: search.sort } : {}), limit: PAGE };
  const read = useListRead(input);
  const counts = useRead('search', { ...scope, ...filter, facets: [...FACETS, 'competing'], limit: 1 });
  const facets = counts.data?.facets ?? {};
  const first = read.data?.[0];
  const items = useMemo(() => read.data?.flatMap((page) => page.items) ?? [], [read.data]);
  const total = first?.total;
  const settled = !read.isPlaceholderData && total !== undefined;
  useEffect(() => {
    if (settled) announce(t('records.announced', { n: total }));
  }, [settled, total, t]);

  const change = useCallback(
    (next: RecordsSearch): void => void navigate({ search: (now) => ({ ...now, ...next }) }),
    [navigate],
  );
  const open = (form: RecordsSearch['form']): void => change({ ...search, form });
  const close = (): void => change({ ...search, form: undefined });
  const chips = useChips({ search, onChange: change, kinds, facets, text, onText: setText });
  const selection = useSelection(JSON.stringify(filter));
  const selected = selection.all ? (total ?? 0) : selection.ids.size;
  const views = viewsOf(search.view, matchMedia(WIDE).matches);
  const period = usePeriod(search);

  const searches = useRead('searches.list', { space: space.slug }, { enabled: search.saved !== undefined });
  const using = searches.data?.searches.find((s) => s.id === search.saved) ?? null;
  const apply = (saved: SavedSearchJson): void =>
    void wordsInAddress(space, saved.filter.text ?? '').then((words) =>
      navigate({ search: (now) => ({ asof: now.asof, ...addressOf(saved.filter, saved.id), ...words }) }),
    );
  useHandle(search, using, apply);

  return (
    <>
      <Heading title={t('nav.records')} tab={t('nav.records')}>
        {chips.length > 0 && (
          <button type="button" className="button" onClick={() => open('save')}>
            {t('saved.save')}
          </button>
        )}
        {mayChange && (
          <button type="button" className="button" onClick={() => open('export')}>
            {t('export.open')}
          </button>
        )}
        <NewRecordLink {...(search.kind?.length === 1 ? { kind: search.kind[0] ?? '' } : {})} />
      </Heading>
      <Chips chips={chips} />
      {search.form === 'save' && (
        <SaveSearchForm
          filter={savedOf(search, text)}
          using={using}
          onDone={(saved) => change({ ...search, saved: saved.id, form: undefined })}
          onClose={close}
        />
      )}
      {search.form === 'export' && mayChange && <ExportForm filter={filter} qs={search.qs} onClose={close} />}
      {done && <BulkDone key={done.entry} answer={done} onGone={() => setDone(null)} />}
      <div className="records">
        <details className="records-facets" open={matchMedia('(min-width: 768px)').matches}>
          <summary>{t('records.filters_open')}</summary>
          <SavedSearches using={search.saved} onUse={apply} />
          <Facets {...{ facets, kinds, search, onChange: change }} order={FACETS} />
          <DateFilter search={search} onChange={change} />
        </details>
        <div className="records-main">
          <ListTools {...{ search, views, onChange: change }} />
          {views.has('time') && (
            <RecordsTime scope={scope} filter={filter} onPreview={period.preview} onChoose={period.choose} />
          )}
          <div className={views.has('map') && views.has('list') ? 'records-panes records-two' : 'records-panes'}>
            {views.has('map') && (
              <RecordsMap
                scope={scope}
                filter={filter}
                onSpot={(id) => change(toggled(search, { field: 'spot', value: id }))}
                onBounds={(b) => change({ ...search, bounds: [b.west, b.south, b.east, b.north].join(',') })}
              />
            )}
            {views.has('list') && (
              <section aria-label={t('records.list')} className="records-list" aria-busy={read.isFetching || undefined}>
                {read.error && <ProblemView problem={read.error} again={() => void read.refetch()} />}
                {total === undefined && !read.error && <WaitingRows />}
                {total !== undefined && total > 0 && (
                  <p className="records-total">{t('records.total', { shown: items.length, n: total })}</p>
                )}
                {mayChange && total !== undefined && (
                  <BulkBar selection={selection} total={total} onAction={(action) => open(action)} />
                )}
                {mayChange && isBulkAction(search.form) && selected > 0 && (
                  <BulkForm
                    key={search.form}
                    {...{ action: search.form, n: selected, selection, filter }}
                    onDone={(answer) => {
                      setDone(answer);
                      selection.clear();
                      close();
                    }}
                    onClose={close}
                  />
                )}
                {total !== undefined && total > 0 && (
                  <RecordsList
                    {...{ read, items, total, kinds }}
                    selection={mayChange ? selection : null}
                    onOldest={() => change({ ...search, sort: search.sort === 'oldest' ? undefined : 'oldest' })}
                  />
                )}
                {total === 0 && chips.length > 0 && (
                  <div className="empty">
                    <p>{t('records.none_filtered', { n: chips.length })}</p>
                    <Chips chips={chips} />
                  </div>
                )}
                {total === 0 && chips.length === 0 && (
                  <EmptyFirst words={t('records.none', { space: space.slug })} topic="records" />
                )}
                {read.hasNextPage && (
                  <p className="records-more">
                    <button
                      type="button"
                      className="button"
                      aria-disabled={read.isFetchingNextPage}
                      onClick={() => !read.isFetchingNextPage && void read.fetchNextPage()}
                    >
                      {t('records.more', { n: PAGE })}
                    </button>
                    {search.sort !== 'oldest' && search.sort !== 'updated' && (
                      <button
                        type="button"
                        className="button-quiet"
                        onClick={() => change({ ...search, sort: 'oldest' })}
                      >
                        {t('records.to_oldest')}
                      </button>
                    )}
                  </p>
                )}
              </section>
            )}
          </div>
        </div>
      </div>
    </>
  );
}

function WaitingRows(): ReactNode {
  return (
    <div className="waiting" aria-busy="true">
      {Array.from({ length: 12 }, (_, n) => (
        <div key={n} className="waiting-row waiting-row-tall" aria-hidden="true" />
      ))}
    </div>
  );
}

interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** While a hand moves, the address follows in place; the choice is one step of the history, back to what stood before. */
function usePeriod(search: RecordsSearch): {
  readonly preview: (period: Period) => void;
  readonly choose: (period: Period | null) => void;
} {
  const navigate = route.useNavigate();
  const before = useRef<RecordsSearch | null>(null);
  const withPeriod = (p: Period | null): RecordsSearch => ({ ...search, from: p?.from, to: p?.to });
  return {
    preview: (period) => {
      before.current ??= search;
      void navigate({ search: (now) => ({ ...now, ...withPeriod(period) }), replace: true, resetScroll: false });
    },
    choose: (period) => {
      const old = before.current;
      before.current = null;
      const go = (): unknown => navigate({ search: (now) => ({ ...now, ...withPeriod(period) }), resetScroll: false });
      if (old === null) void go();
      else
        void navigate({
          search: (now) => ({ ...now, from: old.from, to: old.to }),
          replace: true,
          resetScroll: false,
        }).then(go);
    },
  };
}

/** An address that holds nothing but the handle of a saved search brings its filters. */
function useHandle(
  search: RecordsSearch,
  using: SavedSearchJson | null,
  apply: (saved: SavedSearchJson) => void,
): void {
  const bare = withoutFilter(search, { field: 'from', value: '' });
  const empty = !bare.kind && !bare.where && !search.from && !bare.to && !bare.bounds && !bare.q && !bare.qs;
  const applied = useRef<string | null>(null);
  useEffect(() => {
    if (!using || !empty || applied.current === using.id) return;
    applied.current = using.id;
    apply(using);
  }, [using, empty, apply]);
}
