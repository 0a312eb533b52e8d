/** The way from the list of records to the form of a new one; drawn for those who may write. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useReading } from '../../app/space.tsx';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';

export function NewRecordLink(props: { readonly kind?: string }): ReactNode {
  const { t } = useWords();
  const { space } = useReading();
  if (!useMay('documenter')) return null;
  return (
    <Link
      to="/s/$space/records/new"
      params={{ space: space.slug }}
      search={{ of: props.kind }}
      className="button-primary"
    >
      {t('record_new.heading')}
    </Link>
  );
}
