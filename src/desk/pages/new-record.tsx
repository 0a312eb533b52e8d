/** A new record: the kind is chosen, its form is filled, and the record opens once the node has it. */
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useKinds } from '../app/kinds.ts';
import { lastList } from '../app/last-list.ts';
import { useReading } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';
import { NewRecordForm } from '../parts/record/new-record-form.tsx';

const route = getRouteApi('/s/$space/records/new');

/** Kinds with pages or acts of their own: evidence is a file, a decision is taken where it belongs. */
const ELSEWHERE: readonly string[] = ['Evidence', 'Verification', 'CoSignature', 'Measurement', 'Publication', 'Term'];

export function NewRecordPage(): ReactNode {
  const { t } = useWords();
  const kinds = useKinds();
  const { space } = useReading();
  const { of } = route.useSearch();
  const navigate = route.useNavigate();
  const leave = useNavigate();
  const may = useMay('documenter');
  const offered = kinds.list.filter((k) => !ELSEWHERE.includes(k.kind));
  const chosen = offered.find((k) => k.kind === of);
  return (
    <>
      <Heading title={t('record_new.heading')} tab={t('record_new.heading')} />
      {!may && (
        <div className="notice notice-bad" role="alert">
          <p className="notice-title">{t('record_new.forbidden')}</p>
          <p>{t('state.forbidden_ask')}</p>
        </div>
      )}
      {may && (
        <div className="field new-kind">
          <label htmlFor="kind-of-record">{t('record_new.kind')}</label>
          <select
            id="kind-of-record"
            value={chosen?.kind ?? ''}
            onChange={(e) => void navigate({ search: { of: e.target.value }, replace: true })}
          >
            <option value="">{t('value.choose')}</option>
            {offered.map((k) => (
              <option key={k.kind} value={k.kind}>
                {k.label}
              </option>
            ))}
          </select>
        </div>
      )}
      {may && chosen && (
        <NewRecordForm
          key={chosen.kind}
          kind={chosen.kind}
          onSaved={(id) => void leave({ to: '/s/$space/records/$id', params: { space: space.slug, id } })}
          onClose={() =>
            void leave({ to: '/s/$space/records', params: { space: space.slug }, search: lastList(space.slug) })
          }
        />
      )}
    </>
  );
}
