/** What is added, changed and gone between two editions, and whose name appeared or disappeared. */
import type { ReactNode } from 'react';
import type { EditionChangesJson, EditionItemJson } from '../../../contract/areas/publications.ts';
import { useRead } from '../../api/queries.ts';
import { useKinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Loadable } from '../loadable.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';

const LISTS = ['newly_named', 'newly_withheld', 'removed', 'changed', 'added'] as const;

/** A list as long as this is shown open. */
const FEW = 10;

export function ItemList(props: { readonly items: readonly EditionItemJson[]; readonly total: number }): ReactNode {
  const { t } = useWords();
  const kinds = useKinds();
  const more = props.total - props.items.length;
  return (
    <ul className="plain item-list">
      {props.items.map((item) => (
        <li key={item.id}>
          <PathLink to={`records/${item.id}`} className="item-link" row>
            <span className="item-kind">{kinds.kind(item.kind)}</span> <Said text={item.title} />
          </PathLink>
        </li>
      ))}
      {more > 0 && <li>{t('pub.more_records', { n: more })}</li>}
    </ul>
  );
}

export function ChangesView(props: { readonly changes: EditionChangesJson }): ReactNode {
  const { t } = useWords();
  const { changes } = props;
  if (changes.since === null) return <p>{t('pub.changes_first')}</p>;
  const some = LISTS.filter((list) => (changes.counts[list] ?? 0) > 0);
  return (
    <>
      <p>{t('pub.changes_since', { n: changes.since })}</p>
      {some.length === 0 && <p>{t('pub.changes_none')}</p>}
      {some.map((list) => (
        <details key={list} open={list !== 'added' && list !== 'changed' && (changes.counts[list] ?? 0) <= FEW}>
          <summary>{t(`pub.list.${list}`, { n: changes.counts[list] ?? 0 })}</summary>
          <ItemList items={changes[list]} total={changes.counts[list] ?? 0} />
        </details>
      ))}
    </>
  );
}

export function EditionChanges(props: { readonly number: number }): ReactNode {
  const { as_of: _date, ...scope } = useScope();
  const read = useRead('editions.diff', { ...scope, number: props.number });
  return (
    <Loadable read={read} rows={4}>
      {(changes) => <ChangesView changes={changes} />}
    </Loadable>
  );
}
