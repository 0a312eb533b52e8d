/** People. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';

export function PeoplePage(): ReactNode {
  const { t } = useWords();
  return <Heading title={t('nav.people')} tab={t('nav.people')} />;
}
