/** Narrows the list of demands: by state (the legend is the filter), by addressee, to those whose measurement is due. */
import type { ReactNode } from 'react';
import type { DemandJson } from '../../../contract/api.ts';
import type { DemandsSearch } from '../../app/address.ts';
import { useWords } from '../../i18n/language.tsx';
import { ChoiceField } from '../fields.tsx';
import { DEMAND_STATES, StateMark } from '../state-mark.tsx';

/** Demands that the filters leave. */
export function filtered(demands: readonly DemandJson[], search: DemandsSearch): readonly DemandJson[] {
  return demands.filter(
    (d) =>
      (search.state === undefined || (d.state !== null && search.state.includes(d.state))) &&
      (search.to === undefined || d.addressees.some((a) => a.id === search.to)) &&
      (search.due === undefined || d.next_check?.due === true),
  );
}

export function DemandFilters(props: {
  readonly demands: readonly DemandJson[];
  readonly search: DemandsSearch;
  readonly onChange: (change: Partial<DemandsSearch>) => void;
}): ReactNode {
  const { t } = useWords();
  const { demands, search, onChange } = props;
  const states = DEMAND_STATES.filter((s) => s !== 'withdrawn' || demands.some((d) => d.state === s));
  const addressees = new Map(demands.flatMap((d) => d.addressees.map((a) => [a.id, a.title] as const)));
  const chosen = search.state ?? [];
  const toggle = (state: string): void => {
    const next = chosen.includes(state) ? chosen.filter((s) => s !== state) : [...chosen, state];
    onChange({ state: next.length === 0 ? undefined : next });
  };
  return (
    <section className="demand-filters" aria-label={t('demands.filters')}>
      <fieldset className="filter-chips">
        <legend>{t('demands.by_state')}</legend>
        {states.map((s) => (
          <button
            key={s}
            type="button"
            className="chip chip-button"
            aria-pressed={chosen.includes(s)}
            onClick={() => toggle(s)}
          >
            <StateMark state={s} />
          </button>
        ))}
        <button
          type="button"
          className="chip chip-button"
          aria-pressed={search.due === 'yes'}
          onClick={() => onChange({ due: search.due === 'yes' ? undefined : 'yes' })}
        >
          {t('demands.due')}
        </button>
      </fieldset>
      {addressees.size > 1 && (
        <ChoiceField
          id="demands-to"
          label={t('demands.addressee')}
          none={t('demands.any_addressee')}
          errors={[]}
          choices={[...addressees].map(([id, label]) => ({ id, label }))}
          value={search.to ?? ''}
          onChange={(to) => onChange({ to: to === '' ? undefined : to })}
        />
      )}
    </section>
  );
}
