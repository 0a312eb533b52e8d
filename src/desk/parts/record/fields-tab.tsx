/** Fields of a record in the order of its kind, then those of which every account has ended. */
import type { ReactNode } from 'react';
import type { RecordPageJson } from '../../../contract/areas/record.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useWords } from '../../i18n/language.tsx';
import { EndedClaims, FieldClaims } from '../claims.tsx';

function fieldNames(record: RecordPageJson, kinds: Kinds): readonly string[] {
  const known = kinds.list.find((k) => k.kind === record.kind)?.fields.map((f) => f.name) ?? [];
  const present = [...Object.keys(record.fields), ...Object.keys(record.ended_fields)];
  return [...known.filter((f) => present.includes(f)), ...present.filter((f) => !known.includes(f))];
}

export function FieldsTab(props: {
  readonly record: RecordPageJson;
  readonly kinds: Kinds;
  readonly open: string | undefined;
  readonly onOpen: (claim: string | undefined) => void;
  readonly onAdd: ((field: string) => void) | null;
}): ReactNode {
  const { t } = useWords();
  const { record, kinds, onAdd } = props;
  return fieldNames(record, kinds).map((name) => {
    const field = record.fields[name];
    const def = kinds.field(record.kind, name);
    const label = def?.label ?? t('record.unknown_field', { field: name });
    if (!field)
      return (
        <section key={name} className="record-field" aria-labelledby={`field-${name}`}>
          <div className="record-field-head">
            <h2 id={`field-${name}`}>{label}</h2>
            <p>{t('record.no_account')}</p>
          </div>
          <div>
            <EndedClaims ended={record.ended_fields[name] ?? []} />
          </div>
        </section>
      );
    return (
      <FieldClaims
        key={name}
        record={record.id}
        name={name}
        label={label}
        field={field}
        kinds={kinds}
        list={def?.card === '*' || def?.card === '+'}
        open={props.open}
        onOpen={props.onOpen}
        onAdd={
          onAdd === null || (def !== null && (def.type === 'struct' || def.type === 'opaque'))
            ? null
            : () => onAdd(name)
        }
      />
    );
  });
}
