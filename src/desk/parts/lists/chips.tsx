/** The filters in force, each removable. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import type { RecordsSearch } from '../../app/address.ts';
import { boundInWords, type Filter, filtersOf, withoutFilter } from '../../app/filters.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useWords } from '../../i18n/language.tsx';
import { Said } from '../said.tsx';

export interface Chip {
  readonly key: string;
  readonly label: string;
  readonly remove: () => void;
}

export function Chips(props: { readonly chips: readonly Chip[] }): ReactNode {
  const { t } = useWords();
  if (props.chips.length === 0) return null;
  return (
    <ul className="chips" aria-label={t('records.filters')}>
      {props.chips.map((chip) => (
        <li key={chip.key}>
          <button type="button" className="chip chip-button" onClick={chip.remove}>
            <Said text={chip.label} />
            <X role="img" aria-label={t('records.remove_filter')} size={16} strokeWidth={1.75} />
          </button>
        </li>
      ))}
    </ul>
  );
}

export function useChips(props: {
  readonly search: RecordsSearch;
  readonly onChange: (next: RecordsSearch) => void;
  readonly kinds: Kinds;
  readonly facets: NonNullable<ApiOut<'search'>['facets']>;
  readonly text: string;
  readonly onText: (text: string) => void;
}): readonly Chip[] {
  const { t, lang, maybe } = useWords();
  const { search, kinds, facets, text } = props;
  const labelOf = ({ field, value }: Filter): string => {
    if (field === 'kind') return kinds.kind(value);
    if (field === 'from' || field === 'to') return boundInWords(field, value, lang);
    if (field === 'bounds') return t('records.bounds');
    if (field === 'competing') return t(value === 'organisations' ? 'orgs.only' : 'facets.competing_only');
    if (field === 'batch') return t('facets.batch_of', { batch: value.slice(0, 8) });
    // A place on the map is a place of the facets, or it is written out: `@LAT,LON WORDS`.
    const terms = facets[field === 'spot' ? 'place' : field];
    const term = terms?.find((f) => f.value === value || f.id === value)?.label ?? value.replace(/^@\S+ /, '');
    return t('records.filter', { field: maybe(`facet.${field}`) ?? kinds.anyField(field), value: term });
  };
  const chips = filtersOf(search).map(
    (filter): Chip => ({
      key: `${filter.field}:${filter.value}`,
      label: labelOf(filter),
      remove: () => props.onChange(withoutFilter(search, filter)),
    }),
  );
  if (text === '') return chips;
  return [{ key: 'q', label: t('records.text', { text }), remove: () => props.onText('') }, ...chips];
}
