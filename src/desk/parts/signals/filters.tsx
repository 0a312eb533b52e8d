/** Tabs by state, and the filters beside them: flagged, place, theme, order. Each stands in the address; each can be taken off. */
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import type { SignalFacet } from '../../../contract/areas/signals.ts';
import type { SignalsSearch } from '../../app/address.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useWords } from '../../i18n/language.tsx';
import { Said } from '../said.tsx';
import { TABS, type Tab, tabLabel, tabOf, tally } from './tabs.ts';

type List = ApiOut<'signals.list'>;
export type ChangeSearch = (part: SignalsSearch) => void;

export function Tabs(props: { readonly search: SignalsSearch; readonly counts: List['counts'] | null }): ReactNode {
  const { t } = useWords();
  const here = tabOf(props.search);
  return (
    <nav aria-label={t('signals.tabs')}>
      <ul className="signal-tabs">
        {TABS.map((tab: Tab) => (
          <li key={tab}>
            <Link
              from="/s/$space/signals"
              search={(now: SignalsSearch) => ({
                ...now,
                ...{ state: tab === 'new' ? undefined : tab, sel: undefined, open: undefined, act: undefined },
              })}
              // A tab is here by its own state alone, not because the address holds no other.
              activeOptions={{ exact: true, explicitUndefined: true }}
              className="signal-tab"
              aria-current={tab === here ? 'page' : undefined}
            >
              {t(tabLabel(tab))}{' '}
              {props.counts && (
                <span className="signal-tab-count">
                  {t('count.number', { n: tally(tab, props.counts) })}
                  <span className="visually-hidden"> {t('count.documented_word')}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function AddFilter(props: {
  readonly label: string;
  readonly facets: readonly SignalFacet[];
  readonly chosen: readonly string[];
  readonly labelOf: (facet: SignalFacet) => string;
  readonly onAdd: (value: string) => void;
}): ReactNode {
  const { t } = useWords();
  const left = props.facets.filter((facet) => !props.chosen.includes(facet.value) && facet.count > 0);
  return (
    <label className="signal-filter">
      <span>{props.label}</span>
      <select value="" onChange={(event) => event.target.value !== '' && props.onAdd(event.target.value)}>
        <option value="">{t(props.chosen.length === 0 ? 'signals.any' : 'signals.or_also')}</option>
        {left.map((facet) => (
          <option key={facet.value} value={facet.value}>
            {t('signals.facet', { label: props.labelOf(facet), n: facet.count })}
          </option>
        ))}
      </select>
    </label>
  );
}

interface Chip {
  readonly key: string;
  readonly label: string;
  readonly remove: SignalsSearch;
}

/** Filters in force, as chips that can be taken off. */
export function useSignalChips(search: SignalsSearch, kinds: Kinds): readonly Chip[] {
  const { t } = useWords();
  const without = (list: readonly string[] | undefined, value: string): readonly string[] | undefined => {
    const left = (list ?? []).filter((v) => v !== value);
    return left.length === 0 ? undefined : left;
  };
  return [
    ...(search.flagged ? [{ key: 'flagged', label: t('signals.flagged'), remove: { flagged: undefined } }] : []),
    ...(search.place ?? []).map((v) => ({ key: `p ${v}`, label: v, remove: { place: without(search.place, v) } })),
    ...(search.theme ?? []).map((v) => ({
      key: `t ${v}`,
      label: kinds.term('Signal', 'theme', v) ?? v,
      remove: { theme: without(search.theme, v) },
    })),
  ];
}

export function SignalChips(props: { readonly chips: readonly Chip[]; readonly onChange: ChangeSearch }): ReactNode {
  const { t } = useWords();
  if (props.chips.length === 0) return null;
  return (
    <ul className="chips" aria-label={t('records.filters')}>
      {props.chips.map((chip) => (
        <li key={chip.key}>
          <button type="button" className="chip chip-button" onClick={() => props.onChange(chip.remove)}>
            <Said text={chip.label} />
            <X role="img" aria-label={t('records.remove_filter')} size={16} strokeWidth={1.75} />
          </button>
        </li>
      ))}
    </ul>
  );
}

export function Filters(props: {
  readonly search: SignalsSearch;
  readonly first: List | null;
  readonly kinds: Kinds;
  readonly onChange: ChangeSearch;
}): ReactNode {
  const { t } = useWords();
  const { search, first, kinds, onChange } = props;
  const theme = (value: string): string => kinds.term('Signal', 'theme', value) ?? value;
  return (
    <details className="signal-filter-box" open={matchMedia('(min-width: 768px)').matches}>
      <summary>{t('records.filters_open')}</summary>
      <div className="signal-filters">
        <button
          type="button"
          className="chip chip-button"
          aria-pressed={search.flagged === 'yes'}
          onClick={() => onChange({ flagged: search.flagged ? undefined : 'yes' })}
        >
          {first ? t('signals.flagged_n', { n: first.counts.flagged }) : t('signals.flagged')}
        </button>
        <AddFilter
          label={t('signals.place')}
          facets={first?.facets.place ?? []}
          chosen={search.place ?? []}
          labelOf={(facet) => facet.label}
          onAdd={(value) => onChange({ place: [...(search.place ?? []), value] })}
        />
        <AddFilter
          label={t('signals.theme')}
          facets={first?.facets.theme ?? []}
          chosen={search.theme ?? []}
          labelOf={(facet) => theme(facet.value)}
          onAdd={(value) => onChange({ theme: [...(search.theme ?? []), value] })}
        />
        <label className="signal-filter">
          <span>{t('signals.sort')}</span>
          <select
            value={search.sort ?? 'received'}
            onChange={(event) => onChange({ sort: event.target.value === 'oldest' ? 'oldest' : undefined })}
          >
            <option value="received">{t('signals.sort.received')}</option>
            <option value="oldest">{t('signals.sort.oldest')}</option>
          </select>
        </label>
      </div>
    </details>
  );
}
