/** Relations of a record, and the form that adds one. */
import { type ReactNode, useState } from 'react';
import type { RecordPageJson } from '../../../contract/areas/record.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { Relations } from '../relations.tsx';
import { NewRecordForm } from './new-record-form.tsx';

export function RelationsTab(props: {
  readonly record: RecordPageJson;
  readonly kinds: Kinds;
  readonly mayWrite: boolean;
}): ReactNode {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const { record, kinds, mayWrite } = props;
  return (
    <>
      {mayWrite && !adding && (
        <p className="tab-actions">
          <button type="button" className="button" onClick={() => setAdding(true)}>
            {t('relations.add')}
          </button>
        </p>
      )}
      {adding && (
        <NewRecordForm
          kind="Relation"
          preset={{ from: record.id }}
          title={t('relations.add')}
          onSaved={() => {
            setAdding(false);
            announce(t('relations.added'));
          }}
          onClose={() => setAdding(false)}
        />
      )}
      <Relations record={record} kinds={kinds} />
    </>
  );
}
