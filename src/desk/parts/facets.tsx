/** Facets beside the list: the largest terms of each, with counts under the other filters; pressing one narrows the list. */
import { type ReactNode, useState } from 'react';
import type { ApiOut } from '../../contract/api.ts';
import type { RecordsSearch } from '../app/address.ts';
import { hasFilter, toggled } from '../app/filters.ts';
import type { Kinds } from '../app/kinds.ts';
import { useWords } from '../i18n/language.tsx';
import { Said } from './said.tsx';

const LARGEST = 12;
type FacetTerms = NonNullable<ApiOut<'search'>['facets']>[string];

function Facet(props: {
  readonly field: string;
  readonly title: string;
  readonly terms: FacetTerms;
  readonly search: RecordsSearch;
  readonly onChange: (next: RecordsSearch) => void;
}): ReactNode {
  const { t } = useWords();
  const [find, setFind] = useState('');
  const { field, search } = props;
  const wanted = find.trim().toLowerCase();
  const inForce = (term: FacetTerms[number]): boolean => hasFilter(search, { field, value: term.value });
  const terms = props.terms
    .filter((term) => term.count > 0 || inForce(term))
    .filter((term) => wanted === '' || term.label.toLowerCase().includes(wanted));
  // A filter in force is seen however few it finds.
  const shown = [...terms.slice(0, LARGEST), ...terms.slice(LARGEST).filter(inForce)];
  if (props.terms.length === 0) return null;
  return (
    <fieldset className="facet">
      <legend>{props.title}</legend>
      {props.terms.length > LARGEST && (
        <input
          type="search"
          className="facet-find"
          aria-label={t('facets.find', { facet: props.title })}
          placeholder={t('facets.find', { facet: props.title })}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      )}
      <ul className="plain">
        {shown.map((term) => (
          <li key={term.value}>
            <label className="facet-term">
              <input
                type="checkbox"
                checked={inForce(term)}
                onChange={() => props.onChange(toggled(search, { field, value: term.value }))}
              />
              <Said text={term.label} className="facet-label" />
              <span className="facet-count">{t('count.number', { n: term.count })}</span>
            </label>
          </li>
        ))}
      </ul>
      {terms.length > LARGEST && <p className="help">{t('facets.more', { n: terms.length - LARGEST })}</p>}
    </fieldset>
  );
}

export function Facets(props: {
  readonly facets: NonNullable<ApiOut<'search'>['facets']>;
  readonly order: readonly string[];
  readonly kinds: Kinds;
  readonly search: RecordsSearch;
  readonly onChange: (next: RecordsSearch) => void;
}): ReactNode {
  const { t, maybe } = useWords();
  const { kinds, search, onChange } = props;
  const labelOf = (field: string, term: FacetTerms[number]): string => {
    if (field === 'kind') return kinds.kind(term.value);
    if (field === 'conf') return maybe(`conf.${term.value}`) ?? term.label;
    if (field === 'batch') return t('facets.batch_of', { batch: term.value.slice(0, 8) });
    if (field !== 'state' || term.label !== term.value) return term.label;
    return kinds.state(null, term.value) ?? maybe(`statement.state.${term.value}`) ?? term.label;
  };
  return (
    <>
      {props.order.map((field) => {
        const terms = props.facets[field];
        if (!terms) return null;
        const title = maybe(`facet.${field}`) ?? kinds.anyField(field);
        const named = terms.map((term) => ({ ...term, label: labelOf(field, term) }));
        return <Facet key={field} {...{ field, title, search, onChange }} terms={named} />;
      })}
      <Competing facets={props.facets} search={search} onChange={onChange} />
    </>
  );
}

const COMPETING = [
  { filter: { field: 'competing', value: 'true' }, label: 'facets.competing_only' },
  { filter: { field: 'competing', value: 'organisations' }, label: 'orgs.only' },
] as const;

/** Only records of which accounts stand against one another, or those of two organisations do. */
function Competing(props: {
  readonly facets: NonNullable<ApiOut<'search'>['facets']>;
  readonly search: RecordsSearch;
  readonly onChange: (next: RecordsSearch) => void;
}): ReactNode {
  const { t } = useWords();
  const lines = COMPETING.map(({ filter, label }) => ({
    filter,
    label,
    on: hasFilter(props.search, filter),
    count: props.facets['competing']?.find((f) => f.value === filter.value)?.count ?? 0,
  })).filter(({ count, on }) => count > 0 || on);
  if (lines.length === 0) return null;
  return (
    <fieldset className="facet">
      <legend>{t('facet.competing')}</legend>
      {lines.map(({ filter, label, on, count }) => (
        <label key={filter.value} className="facet-term">
          <input type="checkbox" checked={on} onChange={() => props.onChange(toggled(props.search, filter))} />
          <span className="facet-label">{t(label)}</span>
          <span className="facet-count">{t('count.number', { n: count })}</span>
        </label>
      ))}
    </fieldset>
  );
}
