/** What the public would see beside what members see; every value kept back says why. By the code that builds editions. */
import type { ReactNode } from 'react';
import type { DisclosedFieldJson, RecordPageJson } from '../../../contract/areas/record.ts';
import { useRead } from '../../api/queries.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Loadable } from '../loadable.tsx';
import { Said } from '../said.tsx';

function Row(props: { readonly row: DisclosedFieldJson; readonly label: string }): ReactNode {
  const { t, maybe } = useWords();
  const { row } = props;
  return (
    <tr>
      <th scope="row">{props.label}</th>
      <td data-label={t('public.members')}>
        <Said text={row.full} />
      </td>
      <td data-label={t('public.public')}>
        {row.public === null ? (
          <span className="public-nothing">{t('public.nothing')}</span>
        ) : (
          <Said text={row.public} />
        )}
        {row.because.length > 0 && (
          <ul className="plain public-why">
            {row.because.map((reason) => (
              <li key={reason}>{maybe(`public.because.${reason}`) ?? reason}</li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}

export function PublicTab(props: { readonly record: RecordPageJson; readonly kinds: Kinds }): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const { record, kinds } = props;
  const read = useRead('record.disclosure', { ...scope, id: record.id });
  return (
    <Loadable read={read} rows={8}>
      {({ fields, disclosed, view }) => {
        const shown = fields.filter((f) => f.public !== null).length;
        const order = kinds.list.find((k) => k.kind === record.kind)?.fields.map((f) => f.name) ?? [];
        const rows = fields.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
        return (
          <>
            <p>{t('public.intro')}</p>
            <p className={disclosed ? undefined : 'warn'}>
              {disclosed
                ? t('public.count', { shown, n: fields.length })
                : t('public.kind_hidden', { kind: kinds.kind(record.kind) })}
            </p>
            <table className="public-table">
              <thead>
                <tr>
                  <th scope="col">{t('claim.field')}</th>
                  <th scope="col">{t('public.members')}</th>
                  <th scope="col">{t('public.public')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.field} row={row} label={kinds.field(record.kind, row.field)?.label ?? row.field} />
                ))}
              </tbody>
            </table>
            <details className="page-details">
              <summary>{t('details')}</summary>
              <p className="mono">{view}</p>
            </details>
          </>
        );
      }}
    </Loadable>
  );
}
