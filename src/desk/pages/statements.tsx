/** Statements of the space: those with demands first, then by date; a new draft, and requests of others to sign. */
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { StatementJson } from '../../contract/api.ts';
import { useRead } from '../api/queries.ts';
import { useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { EmptyFirst } from '../parts/empty-first.tsx';
import { Heading } from '../parts/heading.tsx';
import { ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { PathLink, useGo } from '../parts/path-link.tsx';
import { Said } from '../parts/said.tsx';
import { OpenRequest } from '../parts/statements/open-request.tsx';
import { NewStatementForm } from '../parts/statements/small-forms.tsx';
import { When } from '../parts/when.tsx';
import '../styles/statements.css';

const route = getRouteApi('/s/$space/statements');

const byWeight = (a: StatementJson, b: StatementJson): number =>
  b.demands.length - a.demands.length || (b.date ?? '').localeCompare(a.date ?? '');

/** Counts of signatories, each with what it rests on. */
function Signed(props: { readonly statement: StatementJson }): ReactNode {
  const { t } = useWords();
  const standing = props.statement.signatories.filter((g) => g.withdrawn === null);
  const n = (basis: string): number =>
    standing.filter((g) => g.basis === basis && (basis !== 'key' || g.verified)).length;
  return (
    <>
      {n('reported') > 0 && <span>{t('statement.named_in_text', { n: n('reported') })}</span>}
      {n('confirmed') > 0 && <span>{t('statement.confirmed_n', { n: n('confirmed') })}</span>}
      {n('key') > 0 && <span>{t('statement.signed_n', { n: n('key') })}</span>}
    </>
  );
}

export function StatementsPage(): ReactNode {
  const { t, maybe } = useWords();
  const scope = useScope();
  const read = useRead('statement.list', scope);
  const go = useGo();
  const navigate = route.useNavigate();
  const { do: doing } = route.useSearch();
  const may = useMay('documenter');
  const open = (next: 'new' | 'open' | undefined): void =>
    void navigate({ search: (now) => ({ ...now, do: next }), resetScroll: false });
  usePageKeys(ROW_KEYS);
  return (
    <>
      <Heading title={t('nav.statements')} tab={t('nav.statements')}>
        {may && (
          <button type="button" className="button-primary" onClick={() => open('new')}>
            {t('new.title')}
          </button>
        )}
        {may && (
          <button type="button" className="button" onClick={() => open('open')}>
            {t('request.title')}
          </button>
        )}
      </Heading>
      {may && doing === 'new' && (
        <NewStatementForm onMade={(id) => go(`statements/${id}`)} onClose={() => open(undefined)} />
      )}
      {may && doing === 'open' && <OpenRequest onClose={() => open(undefined)} />}
      <Loadable read={read} rows={12}>
        {({ statements }) =>
          statements.length === 0 ? (
            <EmptyFirst words={t('statements.none')} topic="statements" />
          ) : (
            <ol className="rows">
              {statements.toSorted(byWeight).map((s) => (
                <li key={s.id} className="row item">
                  <PathLink to={s.id} row className="item-link">
                    <Said text={s.title} />
                  </PathLink>
                  <p className="item-meta">
                    <span>{maybe(`statement.state.${s.state}`) ?? s.state}</span>
                    {s.date !== null && <When edtf={s.date} />}
                    <Said text={s.issuer} />
                    {s.demands.length > 0 && <span>{t('statements.demands', { n: s.demands.length })}</span>}
                    <Signed statement={s} />
                  </p>
                </li>
              ))}
            </ol>
          )
        }
      </Loadable>
    </>
  );
}
