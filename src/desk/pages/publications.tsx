/** Publications: the editions that went out, the next one in preparation, and the mirrors that hold them. */
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../api/queries.ts';
import { useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { EmptyFirst } from '../parts/empty-first.tsx';
import { Heading } from '../parts/heading.tsx';
import { ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { EditionCard } from '../parts/publications/edition-card.tsx';
import { Mirrors } from '../parts/publications/mirrors.tsx';
import { PlanPage } from '../parts/publications/plan-page.tsx';
import '../styles/publications.css';

const route = getRouteApi('/s/$space/publications');

function EditionsPage(): ReactNode {
  const { t } = useWords();
  const { as_of: _date, ...scope } = useScope();
  const mayBuild = useMay('reviewer');
  const mayMirror = useMay('manager');
  const read = useRead('editions.list', scope);
  const search = route.useSearch();
  usePageKeys(ROW_KEYS);
  const next = (read.data?.editions[0]?.number ?? 0) + 1;
  return (
    <>
      <Heading title={t('nav.publications')} tab={t('nav.publications')} below={<span>{t('pub.lead')}</span>}>
        {read.data && (
          <Link from={route.id} search={{ view: 'new' }} className={mayBuild ? 'button-primary' : 'button'}>
            {mayBuild ? t('pub.prepare', { n: next }) : t('pub.see')}
          </Link>
        )}
        {mayMirror && (
          <Link from={route.id} search={{ view: 'mirrors' }} className="button">
            {t('pub.mirrors')}
          </Link>
        )}
      </Heading>
      <Loadable read={read} rows={6}>
        {({ editions }) =>
          editions.length === 0 ? (
            <EmptyFirst words={t('pub.none')} topic="publications" />
          ) : (
            <ol className="editions">
              {editions.map((edition) => (
                <li key={edition.number}>
                  <EditionCard
                    edition={edition}
                    form={search.edition === String(edition.number) ? search.form : undefined}
                  />
                </li>
              ))}
            </ol>
          )
        }
      </Loadable>
    </>
  );
}

export function PublicationsPage(): ReactNode {
  const { view } = route.useSearch();
  if (view === 'new') return <PlanPage />;
  return view === 'mirrors' ? <Mirrors /> : <EditionsPage />;
}
