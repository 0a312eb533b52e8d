/** The period of the list: two dates as text, so that a year or a month is as good as a day. */
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { parseEdtf } from '../../base/dates.ts';
import type { RecordsSearch } from '../app/address.ts';
import { useWords } from '../i18n/language.tsx';

export function DateFilter(props: {
  readonly search: RecordsSearch;
  readonly onChange: (next: RecordsSearch) => void;
}): ReactNode {
  const { t } = useWords();
  const { search, onChange } = props;
  const [from, setFrom] = useState(search.from ?? '');
  const [to, setTo] = useState(search.to ?? '');
  const [bad, setBad] = useState(false);
  useEffect(() => {
    setFrom(search.from ?? '');
    setTo(search.to ?? '');
  }, [search.from, search.to]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const given = [from.trim(), to.trim()];
    const wrong = given.some((text) => text !== '' && !parseEdtf(text).ok);
    setBad(wrong);
    if (!wrong) onChange({ ...search, from: given[0] || undefined, to: given[1] || undefined });
  };
  return (
    <form onSubmit={submit} className="date-filter">
      <fieldset className="facet">
        <legend>{t('facets.period')}</legend>
        <div className="date-filter-fields">
          <label>
            {t('facets.from')}
            <input
              value={from}
              inputMode="numeric"
              placeholder="2022-01-04"
              aria-invalid={bad || undefined}
              aria-describedby="period-help"
              onChange={(event) => setFrom(event.target.value)}
            />
          </label>
          <label>
            {t('facets.to')}
            <input
              value={to}
              inputMode="numeric"
              placeholder="2022-01-07"
              aria-invalid={bad || undefined}
              aria-describedby="period-help"
              onChange={(event) => setTo(event.target.value)}
            />
          </label>
        </div>
        <p id="period-help" className={bad ? 'field-error' : 'help'} role={bad ? 'alert' : undefined}>
          {t(bad ? 'facets.period_bad' : 'facets.period_help')}
        </p>
        <button type="submit" className="button">
          {t('facets.period_do')}
        </button>
      </fieldset>
    </form>
  );
}
