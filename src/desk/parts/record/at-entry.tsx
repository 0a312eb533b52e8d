/** Says that the page shows what was known at an earlier entry, and leads back to the present. */
import type { ReactNode } from 'react';
import type { RecordPageJson } from '../../../contract/areas/record.ts';
import { useWords } from '../../i18n/language.tsx';
import { When } from '../when.tsx';

export function AtEntry(props: {
  readonly at: NonNullable<RecordPageJson['at_entry']>;
  readonly onNow: () => void;
}): ReactNode {
  const { t } = useWords();
  const { at } = props;
  return (
    <div className="notice at-entry" role="status">
      <p className="notice-title">
        {t('history.at', { n: at.n, of: at.of })}, <When edtf={at.at} />
      </p>
      <button type="button" className="button" onClick={props.onNow}>
        {t('history.now')}
      </button>
    </div>
  );
}
