/** Publications. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';

export function PublicationsPage(): ReactNode {
  const { t } = useWords();
  return <Heading title={t('nav.publications')} tab={t('nav.publications')} />;
}
