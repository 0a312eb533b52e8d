/** One record in a list: date, title, kind, place, how many accounts and sources stand behind it. */
import type { ReactNode } from 'react';
import type { ItemJson } from '../../contract/api.ts';
import type { Kinds } from '../app/kinds.ts';
import { useWords } from '../i18n/language.tsx';
import { PathLink } from './path-link.tsx';
import { Said } from './said.tsx';
import { When } from './when.tsx';

export function ItemRow(props: { readonly item: ItemJson; readonly kinds: Kinds }): ReactNode {
  return (
    <li className="row item">
      <ItemLine {...props} />
    </li>
  );
}

/** The words of a row, for lists that draw their rows themselves. */
export function ItemLine(props: { readonly item: ItemJson; readonly kinds: Kinds }): ReactNode {
  const { t, maybe } = useWords();
  const { item, kinds } = props;
  const state =
    item.state === null
      ? null
      : (kinds.state(item.kind, item.state) ?? maybe(`statement.state.${item.state}`) ?? item.state);
  return (
    <>
      <PathLink to={item.id} row className="item-link">
        <Said text={item.title} />
      </PathLink>
      <p className="item-meta">
        {item.date !== null && (
          <span>
            <When edtf={item.date} dayOnly />
          </span>
        )}
        <span>{kinds.kind(item.kind)}</span>
        {item.place && <Said text={item.place.title} />}
        {state !== null && <span>{state}</span>}
        {item.n_origins > 0 && <span>{t('item.sources', { n: item.n_origins })}</span>}
        {item.n_competing > 0 && <span className="warn">{t('item.competing', { n: item.n_competing })}</span>}
        {item.organisations_differ && <span className="warn">{t('orgs.differ_item')}</span>}
      </p>
    </>
  );
}
