/** Above the list: what is drawn, and in which order. */
import type { ReactNode } from 'react';
import type { RecordsSearch } from '../../app/address.ts';
import { type ListView, VIEWS } from '../../app/filters.ts';
import { useWords } from '../../i18n/language.tsx';

export function ListTools(props: {
  readonly search: RecordsSearch;
  readonly views: ReadonlySet<ListView>;
  readonly onChange: (next: RecordsSearch) => void;
}): ReactNode {
  const { t } = useWords();
  const { search, views, onChange } = props;
  const toggle = (view: ListView): void => {
    const next = VIEWS.filter((v) => (v === view ? !views.has(v) : views.has(v)));
    onChange({ ...search, view: (next.length > 0 ? next : ['list']).join(',') });
  };
  return (
    <div className="list-tools">
      <div className="list-views" role="group" aria-label={t('views.title')}>
        {VIEWS.map((view) => (
          <button
            key={view}
            type="button"
            className="chip chip-button"
            aria-pressed={views.has(view)}
            onClick={() => toggle(view)}
          >
            {t(`views.${view}`)}
          </button>
        ))}
      </div>
      <label className="list-sort">
        {t('sort.title')}
        <select
          value={search.sort ?? ''}
          onChange={(event) => {
            const sort = event.target.value;
            onChange({ ...search, sort: sort === 'oldest' || sort === 'updated' ? sort : undefined });
          }}
        >
          <option value="">{t('sort.newest')}</option>
          <option value="oldest">{t('sort.oldest')}</option>
          <option value="updated">{t('sort.updated')}</option>
        </select>
      </label>
    </div>
  );
}
